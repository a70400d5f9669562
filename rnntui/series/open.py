"""Opening a series by name: a built-in one, or a CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rnntui.series.catalogue import is_file, load, names
from rnntui.series.csvfile import read_csv
from rnntui.series.feasible import check_season
from rnntui.series.records import DataProblem, Series
from rnntui.series.select import resolve, with_target


def file_of(name: str, cwd: Path | str = ".") -> Path | None:
    """The file that a series' name means, whether it exists or not; None for a built-in or unknown one.

    A name without a suffix is a file's where there is such a file, and no built-in series is called so.
    """
    path = Path(cwd) / Path(name).expanduser()
    return path if is_file(name) or (name not in names() and path.is_file()) else None


def open_series(
    name: str,
    *,
    cwd: Path | str = ".",
    columns: Sequence[str] = (),
    target: Sequence[str] = (),
    date_column: str | None = None,
    season: int | None = None,
) -> Series:
    """The built-in series or CSV file called ``name``; a relative path is meant from ``cwd``.

    ``season`` None is the series' own, or a guess for a file; 0 or 1 says that there is none.

    Raises:
        DataProblem: for an unknown name or column, and for whatever is wrong in a file.
    """
    check_season(season)
    path = file_of(name, cwd)
    if path is not None:
        try:
            series = read_csv(path, columns=columns, target=target, date_column=date_column, season=season)
        except DataProblem as problem:
            if problem.code == "no-file" and path.stem in names():
                problem.hint = f"The built-in series is called {path.stem!r}."
            raise
        return replace(series, name=name)
    series = load(name)
    if date_column is not None:
        hint = "Leave the date column out; it is for CSV files."
        raise DataProblem("date-column", f"{name!r} is built in: it has no column of dates to choose.", hint)
    _, chosen = resolve(series, columns, target)
    series = with_target(series, chosen)
    return series if season is None else replace(series, season=season if season > 1 else None)
