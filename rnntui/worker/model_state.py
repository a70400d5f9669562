"""What is needed to use a stored model again, besides its weights: ``state.json``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rnntui.series.mistakes import ORDERS
from rnntui.series.prepare import Prepared
from rnntui.series.scale import Scaler
from rnntui.series.transform import Transform

FORMAT = 1


class StateProblem(ValueError):
    """A ``state.json`` that this version of rnntui can't use; the message is one sentence."""


@dataclass(frozen=True, slots=True, eq=False)
class ModelState:
    """How a stored model's data is prepared, and how its output becomes a forecast.

    ``directory`` is where relative paths of the spec were meant from; ``one_step`` and ``order`` are how
    windows are shown to the network where that is not as usual. ``last`` is the label of the last row that
    was known then.
    """

    directory: str
    columns: tuple[str, ...]
    target: tuple[str, ...]
    look_back: int
    horizon: int
    season: int | None
    frequency: str | None
    transform: Transform
    scaler_inputs: Scaler
    scaler_targets: Scaler
    one_step: bool
    order: str | None
    last: str | None


def model_state(prepared: Prepared, directory: str, versions: Mapping[str, str]) -> dict[str, Any]:
    """The contents of ``state.json`` for a model trained on ``prepared``; see ``ModelState``."""
    return {
        "format": FORMAT,
        "versions": dict(versions),
        "series": prepared.series.name,
        "directory": directory,
        "columns": list(prepared.columns),
        "target": list(prepared.target),
        "look_back": prepared.look_back,
        "horizon": prepared.horizon,
        "season": prepared.season,
        "frequency": prepared.series.frequency,
        "transform": list(prepared.transform.steps),
        "scaler_inputs": prepared.scaler_inputs.to_dict(),
        "scaler_targets": prepared.scaler_targets.to_dict(),
        "one_step": prepared.mistakes.one_step_reshape,
        "order": prepared.order.kind if prepared.order else None,
        "last": prepared.series.labels[-1],
    }


def read_state(state: Mapping[str, Any]) -> ModelState:
    """What ``model_state`` wrote. Raises StateProblem for anything else."""
    if state.get("format") != FORMAT:
        raise StateProblem(
            f"its state.json has format {state.get('format')!r}, and this rnntui reads {FORMAT}"
        )
    try:
        return ModelState(
            directory=str(state["directory"]),
            columns=tuple(state["columns"]),
            target=tuple(state["target"]),
            look_back=int(state["look_back"]),
            horizon=int(state["horizon"]),
            season=state["season"],
            frequency=state["frequency"],
            transform=Transform(tuple(state["transform"])),
            scaler_inputs=Scaler.from_dict(state["scaler_inputs"]),
            scaler_targets=Scaler.from_dict(state["scaler_targets"]),
            one_step=bool(state.get("one_step", False)),
            order=_order(state.get("order")),
            last=state.get("last"),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise StateProblem(f"its state.json is damaged ({error})") from error


def _order(value: Any) -> str | None:
    if value is not None and value not in ORDERS:
        raise ValueError(f"order {value!r}")
    return value
