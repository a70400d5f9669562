"""What a figure may know of a finished run; the app fills it in from the run's event and files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:  # the app imports this file before its first paint, and numpy after it
    import numpy as np
    from numpy.typing import NDArray

    from rnntui.charts.forecast import ForecastLines

Array: TypeAlias = "NDArray[np.float64]"


@dataclass(frozen=True, slots=True, eq=False)
class LayerWeights:
    """One layer's weights: ``kind`` as in the spec (``Dense``), ``arrays`` in Keras's order."""

    kind: str
    arrays: tuple[Array, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RunFacts:
    """A finished run.

    ``layers`` are the final weights from the input to the output. ``history`` has the weights after
    some epochs, by epoch from 0, before training, and may be empty. ``epoch`` is the one that ``layers`` are
    of, 0 where it is not known. ``losses`` and ``val_losses`` hold a value for each epoch.
    ``windows`` are scaled inputs (windows, steps, features), ``window_labels`` name the target of each.
    ``to_units`` turns scaled outputs (windows, outputs), one row for each of ``windows``, into the series'
    own units.
    ``scores`` are numbers of the finished event by dotted name, such as ``one_step.rmse``.
    """

    layers: tuple[LayerWeights, ...]
    history: Mapping[int, tuple[LayerWeights, ...]]
    losses: tuple[float, ...] = ()
    val_losses: tuple[float, ...] = ()
    forecast: ForecastLines | None = None
    windows: Array | None = None
    window_labels: tuple[str, ...] = ()
    scores: Mapping[str, float] | None = None
    to_units: Callable[[Array], Array] | None = None
    epoch: int = 0
