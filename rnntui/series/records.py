"""The records of the series room: a loaded series, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """A checked time series of one or more columns, in its own units, oldest row first.

    ``values`` is float64 of shape (N, F); ``columns`` names its F columns; ``labels`` the N rows
    (ISO dates or months, or the row's number from 1 as text; a slice is a tuple). ``units`` are the
    first target's, ``column_units`` each column's where they are known. ``season`` is the number of
    steps after which the pattern repeats, None where none is known. ``notes`` are the sentences that
    say what was found while reading (delimiter, encoding, date column, ...), each to be shown before
    training.
    """

    name: str
    title: str
    values: NDArray[np.float64]
    columns: tuple[str, ...]
    labels: Sequence[str]
    target: tuple[str, ...]
    units: str = ""
    frequency: str | None = None
    season: int | None = None
    origin: str = ""
    licence: str = ""
    notes: tuple[str, ...] = ()
    column_units: tuple[str, ...] = ()


class DataProblem(Exception):
    """Data that can't be used: one sentence of what and where, and what to do about it.

    ``code`` is stable and short (``missing-value``), ``line`` the line of the file counted from 1.
    """

    def __init__(self, code: str, message: str, hint: str = "", line: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.line = line
