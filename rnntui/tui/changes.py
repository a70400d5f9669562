"""What differs between runs: what was changed since the one before, and what tells several apart."""

from __future__ import annotations

from rnntui.runs.protocol import Finished
from rnntui.series.verdict import error_text
from rnntui.spec.parse import parse
from rnntui.spec.printing import print_call, print_value
from rnntui.spec.records import Call, ModelSpec, Value

_OF_DATA = (
    "look_back", "horizon", "stride", "split", "validation",
    "scale", "transform", "mistakes", "order", "name",
)  # fmt: skip
_OF_FIT = ("epochs", "batch_size", "patience")


def change_line(before: str, after: str, then: Finished, now: Finished) -> str:
    """What was changed since the run before, and what it did to the one-step score; empty for nothing."""
    old, new = parse(before).spec, parse(after).spec
    changes = changed(old, new) if old and new else []
    was, is_now = (_one_step(one) for one in (then, now))
    if was is None or is_now is None:
        return ""
    what = "; ".join(changes) if changes else "the same spec again"
    return f"{what}: one-step RMSE {error_text(was)} → {error_text(is_now)}"


def _one_step(finished: Finished) -> float | None:
    rmse: float | None = (finished.metrics.get("one_step") or {}).get("rmse")
    return rmse


def changed(old: ModelSpec, new: ModelSpec) -> list[str]:
    """The differences of two specs in words, at most three."""
    found = _changed_layers(old.layers, new.layers)
    for name in _OF_FIT:
        found += _change(name, getattr(old, name), getattr(new, name))
    for name in _OF_DATA:
        found += _change(name, getattr(old.data, name), getattr(new.data, name))
    found += _change("optimizer", old.optimizer, new.optimizer) + _change("loss", old.loss, new.loss)
    return [*found[:3], "…"] if len(found) > 3 else found


def _changed_layers(old: tuple[Call, ...], new: tuple[Call, ...]) -> list[str]:
    if [one.name for one in old] != [one.name for one in new]:
        return [f"{', '.join(map(print_call, old))} → {', '.join(map(print_call, new))}"]
    found = []
    for a, b in zip(old, new, strict=True):
        for name in sorted({*dict(a.args), *dict(b.args)}):
            found += _change(f"{b.name} {name}", a.get(name), b.get(name))
    return found


def _change(name: str, a: Value, b: Value) -> list[str]:
    return [] if a == b else [f"{name} {print_value(a)} → {print_value(b)}"]
