"""What there is to say about a series before anything is trained on it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rnntui.series.records import Series


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """One column: its units, and its smallest, mean and largest value."""

    name: str
    units: str
    minimum: float
    mean: float
    maximum: float


@dataclass(frozen=True, slots=True)
class Description:
    """A series in a few facts; ``missing`` is 0, since a series with missing values is refused."""

    rows: int
    first: str
    last: str
    frequency: str | None
    season: int | None
    missing: int
    columns: tuple[ColumnFacts, ...]

    def to_json(self) -> dict[str, Any]:
        """The same as a plain dictionary."""
        return asdict(self)


def describe(series: Series) -> Description:
    """The facts of a series: rows, span, frequency, season, and each column's range."""
    values = series.values
    units = series.column_units or ("",) * len(series.columns)
    facts = zip(
        series.columns, units, values.min(axis=0), values.mean(axis=0), values.max(axis=0), strict=True
    )
    return Description(
        rows=len(values),
        first=series.labels[0],
        last=series.labels[-1],
        frequency=series.frequency,
        season=series.season,
        missing=int(np.isnan(values).sum()),
        columns=tuple(
            ColumnFacts(name, unit, float(low), float(mean), float(high))
            for name, unit, low, mean, high in facts
        ),
    )


def thin_rows(values: ArrayLike, most: int = 2000) -> NDArray[np.int64]:
    """Which rows of (N,) to draw so that no peak is lost: the lowest and highest of equal stretches.

    All of them where there are no more than ``most``; else at most ``most``, in order.
    """
    column = np.asarray(values, dtype=np.float64)
    if len(column) <= most:
        return np.arange(len(column))
    edges = np.linspace(0, len(column), most // 2 + 1).astype(np.int64)
    picked = [
        start + place
        for start, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
        for place in (int(column[start:end].argmin()), int(column[start:end].argmax()))
    ]
    return np.unique(np.array(picked, dtype=np.int64))
