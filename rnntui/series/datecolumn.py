"""Which column of a file holds its dates, and how they are written."""

from __future__ import annotations

import numpy as np

from rnntui.series.cadence import recognise
from rnntui.series.dates import DAY_FIRST, DECIMAL_YEAR, FORMATS, MONTH_FIRST, DateFormat
from rnntui.series.layout import Layout
from rnntui.series.records import DataProblem
from rnntui.series.rowproblem import RowProblem

_NAMES = frozenset({"date", "time", "year", "month", "day", "week", "quarter", "period", "ds", "timestamp"})


def find_date_column(
    layout: Layout, named: str | None, taken: frozenset[int | None]
) -> tuple[int | None, DateFormat | None]:
    """The column of dates and how they are written: the named one, or the first that is one.

    ``named`` empty says that the dates are not to be read. A column whose place is in ``taken`` is read
    as numbers, so it is no candidate. Numbers such as 1949 or 20121231 are dates only in the first
    column, beside numbers, and in regular order or under a name such as "year".

    Raises:
        DataProblem: ``bad-date`` or ``ambiguous-dates``.
    """
    if named == "":
        return None, None
    if named is not None:
        place = layout.names.index(named)
        found = _format_of(layout, place)
        if found is None:
            example = layout.sampled(place)[0]
            message = (
                f"{named!r} of {layout.file.path.name} has no dates, but fields such as {example[:40]!r}."
            )
            hint = "Write them like 2024-12-31, 31.12.2024, 12/31/2024, 2024-12, 2024-Q4 or 2024."
            raise DataProblem("bad-date", message, hint)
        return place, found
    free = [place for place in range(len(layout.names)) if place not in taken]
    for place in free:
        if layout.kinds[place] == "date":
            return place, _format_of(layout, place)
    first = free[0] if free else None
    if first is not None and layout.kinds[first] == "number" and layout.kinds.count("number") > 1:
        found = _format_of(layout, first)
        if found is not None and _dates_for_sure(found, layout.sampled(first), layout.names[first]):
            return first, found
    return None, None


def _format_of(layout: Layout, place: int) -> DateFormat | None:
    """The way that most sampled fields of a column are written as dates; None where few are."""
    texts = layout.sampled(place)
    fitting = {known: sum(map(known.fits, texts)) for known in FORMATS}
    best = max(FORMATS, key=lambda known: fitting[known])
    if fitting[best] < len(texts) / 2:
        return None
    return _day_or_month_first(layout, place, texts) if best is DAY_FIRST else best


def _dates_for_sure(known: DateFormat, texts: list[str], name: str) -> bool:
    """Whether numbers such as 1949 are dates: regular ones, or mostly rising under such a name."""
    if known is DECIMAL_YEAR:
        months = np.array([float(text) * 12 for text in texts if known.fits(text)])
        if not (np.abs(months - np.round(months)) < 0.1).all():
            return False
    return _are_regular(known, texts) or (name.lower() in _NAMES and _rank(known, texts)[2] > len(texts) / 2)


def _are_regular(known: DateFormat, texts: list[str]) -> bool:
    try:
        recognise(known.parse(texts))
    except RowProblem:
        return False
    return True


def _day_or_month_first(layout: Layout, place: int, texts: list[str]) -> DateFormat:
    """Whether 03/04/2020 is in March or in April, by which of them makes dates, and in order.

    Where neither makes a single date, the reader says so of the first row.

    Raises:
        DataProblem: ``ambiguous-dates``.
    """
    ranks = {known: _rank(known, texts) for known in (DAY_FIRST, MONTH_FIRST)}
    if ranks[DAY_FIRST] == ranks[MONTH_FIRST] and ranks[DAY_FIRST][0]:
        message = (
            f"The dates in {layout.names[place]!r} of {layout.file.path.name}, such as {texts[0].strip()}, "
            "can be read with the day first or with the month first."
        )
        raise DataProblem("ambiguous-dates", message, "Write them as YYYY-MM-DD.")
    return max(ranks, key=lambda known: ranks[known])


def _rank(known: DateFormat, texts: list[str]) -> tuple[int, int, int]:
    """How well a format suits: how many dates exist, whether they are regular, how many are in order."""
    exist: list[str] = []
    for text in texts:
        try:
            known.parse([text])
            exist.append(text)
        except RowProblem:
            continue
    rising = np.diff(known.parse(exist)).astype(np.int64) > 0
    return len(exist), int(_are_regular(known, exist)), int(rising.sum())
