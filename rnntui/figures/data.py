"""The series that figures draw: one column as plain numbers, loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from rnntui.series.catalogue import load
from rnntui.series.windows import split_rows

Array = NDArray[np.float64]

TRAINING_SHARE = 0.7
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A series' target: ``values`` (N,), read only, with the rows' ``labels``.

    ``season`` is 1 where there is none. ``n_train`` rows make the training part where the course
    splits 70 to 30.
    """

    name: str
    values: Array
    labels: tuple[str, ...]
    units: str
    season: int
    n_train: int


@cache
def column(name: str) -> Column:
    """The built-in series of that name.

    Raises:
        DataProblem: where there is none, or its file is damaged.
    """
    series = load(name)
    values = series.values[:, series.columns.index(series.target[0])].copy()
    values.setflags(write=False)
    return Column(
        name,
        values,
        tuple(series.labels),
        series.units,
        series.season or 1,
        split_rows(len(values), TRAINING_SHARE, 0.0).n_train,
    )


def month(label: str) -> str:
    """``1949-07`` as ``Jul 1949``; other labels as they are."""
    year, _, number = label.partition("-")
    if len(label) != 7 or not (year.isdigit() and number.isdigit() and 1 <= int(number) <= 12):
        return label
    return f"{_MONTHS[int(number) - 1]} {year}"


def rmse(errors: Array) -> float:
    """Root mean square of errors (n,)."""
    return float(np.sqrt(np.mean(np.square(errors))))
