"""What each column of a file is for: the date, row numbers, input, target, or nothing."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rnntui.series.datecolumn import find_date_column
from rnntui.series.dates import DateFormat
from rnntui.series.layout import Layout
from rnntui.series.numbers import explained, is_number
from rnntui.series.records import DataProblem
from rnntui.series.rows import line_of, placed
from rnntui.series.select import check_known, listed

_CALENDAR_WORDS = frozenset({"year", "month", "day", "hour", "minute", "week", "weekday", "quarter"})

_TIMES = (1_000_000_000, 3_000_000_000)  # seconds since 1970: 2001 to 2065
_DIGITS = 20  # more than any of these has, in nanoseconds as well; int() refuses thousands of them
# a number with a sign or a unit: $5, 12 %, 3.5 kg, EUR 1,234.50
_MARKED = re.compile(r"[^\W\d_]{0,3}[^\w\s]{0,2}\s?[+-]?\d[\d.,'’]*\s?[^\d\s]{0,4}")


@dataclass(frozen=True, slots=True)
class Roles:
    """The places of the columns to read, and what they are for.

    ``numeric`` are read as numbers, ``columns`` and ``target`` (names) of them are needed: a bad
    value in another column leaves that out. ``notes`` say what was found and left out.
    """

    date: int | None
    date_format: DateFormat | None
    numeric: tuple[int, ...]
    target: tuple[str, ...]
    needed: frozenset[int]
    notes: tuple[str, ...]


def find_roles(
    layout: Layout, columns: Sequence[str], target: Sequence[str], date_column: str | None
) -> Roles:
    """Decide what each column is for; what is named decides, the rest is found.

    Raises:
        DataProblem: ``unknown-column``, ``column-twice``, ``no-numbers``, ``bad-date`` or
            ``ambiguous-dates``.
    """
    for wanted in (columns, target, (date_column,) if date_column else ()):
        check_known(wanted, layout.names, layout.file.path.name)
    named = tuple(layout.names.index(wanted) for wanted in dict.fromkeys((*columns, *target)))
    numbers = [place for place, kind in enumerate(layout.kinds) if kind == "number"]
    numbered = numbers[0] if _counts_rows(layout, numbers) else None
    stamped = _timestamps(layout, numbers)
    date, date_format = find_date_column(layout, date_column, frozenset((*named, numbered, stamped)))
    read = named or tuple(place for place in numbers if place not in (date, numbered, stamped))
    if not read:
        raise _no_numbers(layout)
    chosen = tuple(target) or tuple(columns[:1]) or (_first_target(layout, read),)
    notes = [layout.sentence(), _date_note(layout, date, date_format, date_column == "")]
    if stamped is not None and stamped not in named:
        notes.append(
            f"{layout.names[stamped]!r} holds Unix timestamps, which are neither forecast nor read as dates: "
            "write them like 2024-12-31 14:00 to have the rows dated."
        )
    if not named:
        notes += _choice_notes(layout, {date, numbered, stamped}, numbered, read, chosen[0])
    needed = frozenset(named or (layout.names.index(chosen[0]),))
    return Roles(date, date_format, read, chosen, needed, tuple(notes))


def _counts_rows(layout: Layout, numbers: Sequence[int]) -> bool:
    """Whether the first of several columns of numbers only numbers the rows, from 0 or 1."""
    if len(numbers) < 2:
        return False
    texts = [text.strip() for text in layout.sampled(numbers[0])]
    start = {"0": 0, "1": 1}.get(texts[0])
    return start is not None and len(texts) > 2 and texts == [str(start + row) for row in range(len(texts))]


def _timestamps(layout: Layout, numbers: Sequence[int]) -> int | None:
    """The first of several columns of numbers that counts seconds or milliseconds since 1970, rising."""
    if len(numbers) < 2:
        return None
    return next((place for place in numbers if _are_timestamps(layout.sampled(place))), None)


def _are_timestamps(texts: Sequence[str]) -> bool:
    stripped = [text.strip() for text in texts]
    if not all(text.isascii() and text.isdigit() and len(text) < _DIGITS for text in stripped):
        return False
    counts = [int(text) for text in stripped]
    unit = 1000 if counts[0] >= _TIMES[1] else 1
    in_range = all(_TIMES[0] * unit <= count < _TIMES[1] * unit for count in counts)
    return len(counts) > 2 and in_range and all(a < b for a, b in itertools.pairwise(counts))


def _first_target(layout: Layout, numeric: Sequence[int]) -> str:
    """The first column of numbers that isn't a part of the date, if there is one."""
    names = [layout.names[place] for place in numeric]
    return next((name for name in names if name.lower() not in _CALENDAR_WORDS), names[0])


def _no_numbers(layout: Layout) -> DataProblem:
    """Why no column can be read: numbers with a sign or a unit, blanks for delimiters, or only text."""
    for place in range(len(layout.names)):
        fields = layout.sampled(place)
        marked = [row for row, field in enumerate(fields) if _MARKED.fullmatch(field.strip())]
        if layout.kinds[place] == "text" and len(marked) > len(fields) / 2:
            row = marked[0]
            problem = explained(row, fields[row], layout.decimal)
            return placed(layout, line_of(layout, row), place, problem)
    message = f"{layout.file.path.name} has no column of numbers."
    words = layout.sample[0][0].split()
    hint = f"Its columns are {listed(layout.names)}; one of them has to hold plain numbers, such as 1234.5."
    if len(layout.names) == 1 and len(words) > 1 and any(is_number(word, ".") for word in words):
        hint = "Its fields seem to be separated by blanks: use commas, semicolons, tabs or vertical bars."
    return DataProblem("no-numbers", message, hint)


def _date_note(layout: Layout, date: int | None, date_format: DateFormat | None, unread: bool) -> str:
    if date is None or date_format is None:
        if unread:
            return "Dates are not read, as asked: the rows are numbered from 1."
        return "No column of dates was found: the rows are numbered from 1."
    remark = date_format.remark(layout.sampled(date)[0])
    return f"Dates are read from {layout.names[date]!r} as {date_format.text}{remark}."


def _choice_notes(
    layout: Layout, not_read: set[int | None], numbered: int | None, read: Sequence[int], target: str
) -> list[str]:
    """What was left out, and what is forecast, where that was not asked for."""
    others = [place for place in range(len(layout.names)) if place not in not_read.union(read)]
    left = [f"{layout.names[place]!r} ({layout.kinds[place]})" for place in others]
    if numbered is not None:
        left.insert(0, f"{layout.names[numbered]!r} (numbers the rows)")
    notes = [f"Left out: {', '.join(left)}."] if left else []
    if len(read) > 1:
        columns = listed([layout.names[place] for place in read])
        notes.append(f"{target!r} is forecast, of {columns}; target= or --target chooses another.")
    return notes
