"""Which columns of a series are read and which are forecast."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace

from rnntui.series.records import DataProblem, Series


def did_you_mean(name: str, known: Sequence[str]) -> str:
    """``" Did you mean 'x'?"`` for the known name closest to ``name``, empty where none is close."""
    folded = {word.casefold(): word for word in known}
    close = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return f" Did you mean {folded[close[0]]!r}?" if close else ""


def listed(words: Sequence[str], most: int = 12) -> str:
    """The words in quotation marks with commas between; beyond ``most``, how many more there are."""
    shown = ", ".join(repr(word) for word in words[:most])
    return shown if len(words) <= most else f"{shown} and {len(words) - most} more"


def check_known(wanted: Sequence[str], known: Sequence[str], where: str) -> None:
    """Hold column names against those that ``where`` (a series or file) has.

    Raises:
        DataProblem: ``unknown-column`` or ``column-twice``.
    """
    for place, name in enumerate(wanted):
        if name not in known:
            message = f"{where} has no column {name!r}.{did_you_mean(name, known)}"
            raise DataProblem("unknown-column", message, f"Its columns are {listed(known)}.")
        if name in wanted[:place]:
            raise DataProblem("column-twice", f"Column {name!r} is named twice.", "Name it once.")


def resolve(
    series: Series, columns: Sequence[str], target: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The input columns and the targets that ``columns`` and ``target`` ask for; empty leaves the choice.

    Left open, the target is the series' own where it is among ``columns``, else the first of
    ``columns``; the inputs are the target.

    Raises:
        DataProblem: ``unknown-column`` or ``column-twice``.
    """
    check_known(columns, series.columns, repr(series.name))
    check_known(target, series.columns, repr(series.name))
    chosen = tuple(target)
    if not chosen:
        own = all(name in columns for name in series.target)
        chosen = series.target if own or not columns else (columns[0],)
    return tuple(columns) or chosen, chosen


def with_target(series: Series, target: tuple[str, ...]) -> Series:
    """The series with another target, and the units of that."""
    units = series.units
    if series.column_units:
        units = series.column_units[series.columns.index(target[0])]
    return replace(series, target=target, units=units)
