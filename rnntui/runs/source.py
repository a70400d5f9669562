"""The ``data = Series(...)`` of a spec, opened and prepared: where spec/ and series/ meet."""

from __future__ import annotations

from rnntui.series.mistakes import Mistakes
from rnntui.series.open import open_series
from rnntui.series.prepare import Prepared, prepare
from rnntui.series.records import Series
from rnntui.spec.records import SeriesSource


def open_source(source: SeriesSource, cwd: str) -> Series:
    """The series that a spec names; relative paths are meant from ``cwd``.

    Raises:
        DataProblem: it can't be used.
    """
    return open_series(
        source.name,
        cwd=cwd,
        columns=source.columns,
        target=source.target,
        date_column=source.date_column,
        season=source.season,
    )


def prepare_source(source: SeriesSource, series: Series) -> Prepared:
    """The series as the spec's windows.

    Raises:
        DataProblem: no windows can be made of it.
    """
    return prepare(
        series,
        look_back=source.look_back,
        horizon=source.horizon,
        split=source.split,
        validation=source.validation,
        stride=source.stride,
        scale=source.scale,
        transform=source.transform,
        columns=source.columns,
        target=source.target,
        season=source.season,
        mistakes=Mistakes(**{name.replace("-", "_"): True for name in source.mistakes}),
        order=source.order,
    )
