"""Scaling: fitted on what is trained on, applied to everything, and undone for scores and charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnntui.series.records import DataProblem

Array = NDArray[np.float64]
KINDS = ("minmax", "standard", "none")


@dataclass(frozen=True, slots=True, eq=False)
class Scaler:
    """scaled = (value − offset) / factor, column by column; ``offset`` and ``factor`` are (F,)."""

    kind: str
    offset: Array
    factor: Array

    def apply(self, values: Array) -> Array:
        """Scale values whose last axis is the F columns."""
        return np.asarray((values - self.offset) / self.factor)

    def invert(self, scaled: NDArray[np.floating]) -> Array:
        """Undo ``apply``; float32 in, float64 out."""
        return np.asarray(np.asarray(scaled, dtype=np.float64) * self.factor + self.offset)

    def to_dict(self) -> dict[str, Any]:
        """A plain dictionary for JSON."""
        return {"kind": self.kind, "offset": self.offset.tolist(), "factor": self.factor.tolist()}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Scaler:
        """The scaler that ``to_dict`` wrote.

        Raises:
            KeyError, ValueError, TypeError: if ``data`` is something else.
        """
        return cls(str(data["kind"]), np.array(data["offset"], float), np.array(data["factor"], float))


def fit_scaler(kind: str, values: Array) -> Scaler:
    """Fit a scaler on ``values`` (n, F): ``minmax`` to 0..1, ``standard`` to mean 0 and deviation 1.

    ``none`` leaves values as they are. A column without spread is only moved, not stretched: its factor is 1.

    Raises:
        DataProblem: ``scale-unknown``.
    """
    columns = values.shape[1]
    if kind == "none":
        return Scaler(kind, np.zeros(columns), np.ones(columns))
    if kind == "minmax":
        offset, spread = values.min(axis=0), np.ptp(values, axis=0)
    elif kind == "standard":
        offset, spread = values.mean(axis=0), values.std(axis=0)
    else:
        raise DataProblem("scale-unknown", f"{kind!r} is no scale.", "Use 'minmax', 'standard' or 'none'.")
    return Scaler(kind, offset, np.where(spread > 0, spread, 1.0))
