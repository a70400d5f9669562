"""The two tables of a run, to and from CSV: the losses, and the forecasts beside the truth."""

from __future__ import annotations

import csv
import math
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ROWS_AT_A_TIME = 4096
"""Rows that are written at a time: a million of them as Python's floats would take 100 MB."""
PARTS = ("train", "validation", "test", "future")


class TableError(ValueError):
    """A CSV file that is not one of ours; the message says what is wrong and in which line."""


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """The losses of a training: ``loss`` (E,) and ``val_loss`` (E,) or (0,) where nothing is watched."""

    loss: Floats
    val_loss: Floats

    def write_csv(self, file: IO[str]) -> None:
        """Columns epoch (from 1), loss, val_loss; what is not finite is an empty cell."""
        watched = len(self.val_loss) > 0
        columns = [self.loss, self.val_loss] if watched else [self.loss]
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["epoch", "loss", "val_loss"])
        for first in range(0, len(self.loss), ROWS_AT_A_TIME):
            some = np.stack([column[first : first + ROWS_AT_A_TIME] for column in columns], axis=1)
            for epoch, row in enumerate(_cells(some), first + 1):
                out.writerow([epoch, *row] if watched else [epoch, *row, ""])

    @staticmethod
    def read_csv(file: IO[str]) -> History:
        """What `write_csv` wrote. Raises `TableError`."""
        lines = _lines(file)
        if next(lines) != ["epoch", "loss", "val_loss"]:
            raise TableError("its first line is not epoch,loss,val_loss")
        numbers, watched = array("d"), False
        for number, row in enumerate(lines, 2):
            numbers.extend(_numbers(row[1:], number))
            watched = watched or row[2] != ""
        values = np.frombuffer(numbers).reshape(-1, 2)
        return History(values[:, 0], values[:, 1] if watched else np.empty(0))


@dataclass(frozen=True, slots=True, eq=False)
class ForecastTable:
    """What was forecast beside what happened, in the series' own units, oldest row first.

    R rows, T targets, H leads: ``index`` and ``part`` (one of `PARTS`) have R entries, ``targets``
    T names ("" for a single target read from a file, which does not name it), ``actual``,
    ``one_step`` and ``recursive`` are (R, T), ``direct`` (R, H, T) with H = 0 where the horizon
    is 1. NaN: there is none.
    """

    index: tuple[str, ...]
    part: tuple[str, ...]
    targets: tuple[str, ...]
    actual: Floats
    one_step: Floats
    recursive: Floats
    direct: Floats

    def rows(self, *parts: str) -> NDArray[np.bool_]:
        """Which rows belong to one of ``parts``, as a mask of shape (R,)."""
        return np.isin(np.array(self.part, dtype=object), parts)

    def write_csv(self, file: IO[str]) -> None:
        """`write_csv` of this table alone."""
        write_csv(file, [self])

    @staticmethod
    def read_csv(file: IO[str]) -> ForecastTable:
        """What `write_csv` wrote. Raises `TableError`."""
        lines = _lines(file)
        targets, leads = _columns(next(lines))
        known = {name: name for name in PARTS}  # one text for all rows of a part
        index: list[str] = []
        part: list[str] = []
        numbers = array("d")
        for number, row in enumerate(lines, 2):
            if row[1] not in known:
                raise TableError(f"its column part holds {row[1]!r}")
            index.append(row[0])
            part.append(known[row[1]])
            numbers.extend(_numbers(row[2:], number))
        flat = np.frombuffer(numbers).reshape(len(index), len(targets), 3 + leads)
        values = flat.transpose(0, 2, 1)  # (R, 3 + H, T)
        each = (values[:, 0], values[:, 1], values[:, 2], values[:, 3:])
        return ForecastTable(tuple(index), tuple(part), targets, *each)


def write_csv(file: IO[str], tables: Iterable[ForecastTable]) -> None:
    """Tables of the same columns below each other, written as they come; there is at least one.

    Columns index, part, and for every target actual, one_step, recursive, direct_1 .. direct_H; with
    several targets these are called NAME.actual and so on. What is not finite is an empty cell.
    """
    out = csv.writer(file, lineterminator="\n")
    width = 0
    for table in tables:
        if not width:
            names = _names(table.direct.shape[1])
            heads = [f"{target}." for target in table.targets] if len(table.targets) > 1 else [""]
            out.writerow(["index", "part", *(head + name for head in heads for name in names)])
            width = len(heads) * len(names)
        for first in range(0, len(table.index), ROWS_AT_A_TIME):
            here = slice(first, first + ROWS_AT_A_TIME)
            each = np.stack([table.actual[here], table.one_step[here], table.recursive[here]], axis=1)
            together = np.concatenate([each, table.direct[here]], axis=1)  # (k, 3 + H, T)
            flat = together.transpose(0, 2, 1).reshape(len(together), width)
            labels = zip(table.index[here], table.part[here], _cells(flat), strict=True)
            out.writerows([index, part, *row] for index, part, row in labels)


def _names(leads: int) -> list[str]:
    """The columns of one target."""
    return ["actual", "one_step", "recursive", *(f"direct_{lead + 1}" for lead in range(leads))]


def _columns(header: list[str]) -> tuple[tuple[str, ...], int]:
    """The targets' names and the number of leads that a header speaks of."""
    heads = [name.removesuffix("actual") for name in header if name == "actual" or name.endswith(".actual")]
    names = header[2 : 2 + (len(header) - 2) // max(1, len(heads))]
    leads = sum(name.startswith(f"{heads[0]}direct_") for name in names) if heads else 0
    if not heads or header != ["index", "part", *(head + name for head in heads for name in _names(leads))]:
        raise TableError("its first line does not name the columns of a forecast")
    return tuple(head.removesuffix(".") for head in heads), leads


def _cells(values: Floats) -> list[list[str]]:
    """Some rows as text."""
    return [[_cell(value) for value in row] for row in values.tolist()]


def _cell(value: float) -> str:
    return repr(value) if math.isfinite(value) else ""


def _lines(file: IO[str]) -> Iterator[list[str]]:
    """The lines of a CSV file, the header first, all of one width. There is at least one."""
    lines = csv.reader(file)
    width = 0
    try:
        for number, line in enumerate(lines, 1):
            width = width or len(line)
            if len(line) != width:
                raise TableError(f"line {number} has {len(line)} cells and should have {width}")
            yield line
    except csv.Error:
        raise TableError("it is no CSV file") from None
    if not width:
        raise TableError("it is empty")


def _numbers(cells: list[str], number: int) -> list[float]:
    """Cells of line ``number`` as floats, empty ones as NaN."""
    try:
        return [float(cell) if cell else math.nan for cell in cells]
    except ValueError:
        raise TableError(f"line {number} holds text where a number belongs") from None
