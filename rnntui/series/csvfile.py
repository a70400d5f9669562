"""Reading a series from a CSV file: everything found is said, everything odd is refused with its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from rnntui.series.cadence import recognise
from rnntui.series.frequency import Frequency
from rnntui.series.labels import DateLabels, RowLabels
from rnntui.series.layout import Layout, find_layout
from rnntui.series.records import DataProblem, Series
from rnntui.series.roles import Roles, find_roles
from rnntui.series.rowproblem import RowProblem
from rnntui.series.rows import line_of, placed
from rnntui.series.season import guess_season
from rnntui.series.table import Table
from rnntui.series.textfile import TextFile, examine, unreadable

_FEWEST_ROWS = 3


def read_csv(
    path: Path | str,
    *,
    columns: Sequence[str] = (),
    target: Sequence[str] = (),
    date_column: str | None = None,
    season: int | None = None,
) -> Series:
    """Read a series from a CSV file.

    Encoding (UTF-8 with or without byte order mark, Latin-1, Windows-1252), delimiter (comma,
    semicolon, tab, vertical bar or none), decimal mark, header and the column of dates are found,
    and said in ``notes``. ``columns`` and ``target`` choose what is read; else it is every column
    of numbers, and the first is the target. An empty ``date_column`` leaves dates unread. Nothing
    is filled in, sorted or left out of a column.

    Raises:
        DataProblem: for whatever can't be read, with the line where there is one.
    """
    file = examine(Path(path))
    try:
        layout, roles, table = _read(file, columns, target, date_column)
        return _series(str(path), layout, roles, table, season)
    except OSError as error:  # it was there when it was examined
        raise unreadable(file.path, error) from error


def _read(
    file: TextFile, columns: Sequence[str], target: Sequence[str], date_column: str | None
) -> tuple[Layout, Roles, Table]:
    layout = find_layout(file)
    roles = find_roles(layout, columns, target, date_column)
    try:
        return layout, roles, Table(layout, roles)
    except DataProblem as problem:
        if problem.code != "mixed-decimals" or layout.decimal_seen:
            raise
    layout = replace(layout, decimal=",", decimal_seen=True)  # the first decimal comma came late
    roles = find_roles(layout, columns, target, date_column)
    return layout, roles, Table(layout, roles)


def layout_of(
    path: Path, *, columns: Sequence[str] = (), target: Sequence[str] = (), date_column: str | None = None
) -> Layout:
    """How a file that ``read_csv`` reads is laid out, by all of its rows where the first leave it open.

    Raises:
        DataProblem: as ``read_csv``.
    """
    file = examine(path)
    try:
        layout = find_layout(file)
        return layout if layout.decimal_seen else _read(file, columns, target, date_column)[0]
    except OSError as error:
        raise unreadable(path, error) from error


def _series(name: str, layout: Layout, roles: Roles, table: Table, season: int | None) -> Series:
    values = table.values
    _check_values(layout, roles, table)
    frequency, calendar = _calendar(layout, roles, table)
    columns = tuple(layout.names[place] for place in table.kept)
    target = values[:, columns.index(roles.target[0])]
    named = frequency.name if frequency else None
    guessed = guess_season(target, named)
    dates = table.dates
    labels = DateLabels(dates, frequency) if dates is not None and frequency else RowLabels(len(values))
    return Series(
        name=name,
        title=Path(name).stem,
        values=values,
        columns=columns,
        labels=labels,
        target=roles.target,
        frequency=named,
        season=guessed if season is None else season if season > 1 else None,
        origin=f"read from {layout.file.path.name}",
        notes=(*roles.notes, *calendar, *table.notes, _season_note(season, guessed)),
    )


def _check_values(layout: Layout, roles: Roles, table: Table) -> None:
    """See that there are rows, and that the needed columns vary."""
    name, values = layout.file.path.name, table.values
    if len(values) < _FEWEST_ROWS:
        rows = "1 row" if len(values) == 1 else f"{len(values)} rows"
        message = f"{name} has {rows} of data, too few for a series."
        raise DataProblem(
            "too-short", message, f"A series needs {_FEWEST_ROWS} rows, and a model needs dozens."
        )
    for column, place in enumerate(table.kept):
        if place in roles.needed and np.ptp(values[:, column]) == 0:
            message = f"{layout.names[place]!r} of {name} is {values[0, column]:g} in all {len(values)} rows."
            hint = "There is nothing to forecast or to learn from: choose another column."
            raise DataProblem("constant-column", message, hint)


def _calendar(layout: Layout, roles: Roles, table: Table) -> tuple[Frequency | None, tuple[str, ...]]:
    """The rows' frequency, and notes on it."""
    if table.dates is None or roles.date is None:
        return None, ()
    try:
        frequency, holidays = recognise(table.dates)
    except RowProblem as problem:
        raise placed(layout, line_of(layout, problem.row), roles.date, problem) from problem
    first, last = (frequency.labels(table.dates[[row]])[0] for row in (0, -1))
    note = f"The rows are {frequency.name}, {first} to {last}."
    return frequency, (note, f"{holidays}.") if holidays else (note,)


def _season_note(season: int | None, guessed: int | None) -> str:
    if season is not None:
        return f"A season has {season} rows, as given." if season > 1 else "There is no season, as given."
    if guessed:
        return f"A season seems to have {guessed} rows; season= or --season sets another, 0 none."
    return "No season was found; season= or --season sets one."
