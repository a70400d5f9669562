"""Where the ticks of an axis stand and what they say: values, powers of ten, rows of a series."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

Tick = tuple[float, str]

_MOST_DAYS = 2000  # a chart of more has its ticks at months
_STRETCH = 4096  # labels in memory at once
_DATE = re.compile(r"^(\d{4})-(\d{2})(?:-(\d{2}))?")


def value_ticks(low: float, high: float, count: int) -> list[Tick]:
    """At most ``count`` round values from ``low`` to ``high``: 1, 2 or 5 times a power of ten apart."""
    step = _round_step((high - low) / (count + 1))
    while True:
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < count:
            break
        step = _round_step(step * 1.01)
    return [(index * step, _number(index * step, step)) for index in range(first, last + 1)]


def log_ticks(low: float, high: float, count: int) -> list[Tick]:
    """Powers of ten between the exponents ``low`` and ``high``; 2 and 5 times them where few fit."""
    exponents = range(math.floor(low), math.ceil(high) + 1)
    tens = [(float(e), f"1e{e}" if not -3 <= e <= 4 else f"{10.0**e:g}") for e in exponents]
    inside = [tick for tick in tens if low - 1e-9 <= tick[0] <= high + 1e-9]
    if len(inside) >= 2:
        return inside[:: max(1, math.ceil(len(inside) / max(count, 1)))]
    between = [(e + math.log10(m), f"{m * 10.0**e:.6g}") for e in exponents for m in (1, 2, 5)]
    few = [tick for tick in between if low - 1e-9 <= tick[0] <= high + 1e-9]
    return few or [(low, f"{10.0**low:.2g}"), (high, f"{10.0**high:.2g}")]


def row_ticks(labels: Sequence[str], first: int, last: int, columns: int) -> list[Tick]:
    """Ticks for the rows ``first`` to ``last`` of a series, as far apart as their labels need.

    Dates get a tick where a year, a month or a day begins; row numbers at round numbers.
    """
    rows = range(max(first, 0), min(last, len(labels) - 1) + 1)
    if not rows:
        return []
    for starts in _calendar(labels, rows):
        chosen = _spaced(starts, first, last, columns)
        if len(chosen) >= 2:
            return chosen
    return _every(labels, rows, columns)


def number_ticks(first: int, last: int, columns: int) -> list[Tick]:
    """Round row numbers from ``first`` to ``last``, for where not every row is there to name itself."""
    step = _whole_step((str(first), str(last)), last - first + 1, columns)
    return [(number, str(number)) for number in range(first + -first % step, last + 1, step)]


def _calendar(labels: Sequence[str], rows: range) -> list[list[Tick]]:
    """The beginnings of years, of months, of days among the rows, the coarsest first."""
    if not (_DATE.match(labels[rows[0]]) and _DATE.match(labels[rows[-1]])):
        return []
    years: list[Tick] = []
    months: list[Tick] = []
    days: list[Tick] = []
    before = ""
    for row, label in zip(rows, _texts(labels, rows), strict=True):  # maybe many: comparisons, no more
        if label[:10] == before:
            continue
        opens_month = label[:7] != before[:7] and (before or label[7:10] in ("", "-01"))
        if opens_month and label[5:7] == "01" and label[:4] != before[:4]:
            years.append((row, label[:4]))
        if opens_month:
            months.append((row, label[:7]))
        if len(days) < _MOST_DAYS:
            days.append((row, label[:10]))
        before = label[:10]
    return [years, months, days if len(days) < _MOST_DAYS else []]


def _texts(labels: Sequence[str], rows: range) -> Iterator[str]:
    """The labels of rows that follow each other; made many at once, which costs less than one by one."""
    for first in range(rows.start, rows.stop, _STRETCH):
        yield from labels[first : min(first + _STRETCH, rows.stop)]


def _spaced(starts: Sequence[Tick], first: int, last: int, columns: int) -> list[Tick]:
    """Every n-th of the ticks, so that their labels keep two columns between them."""
    if not starts:
        return []
    width = max(len(label) for _, label in starts) + 2
    room = max(columns // width, 1)
    share = max((starts[-1][0] - starts[0][0]) / max(last - first, 1), 0.0)
    every = max(1, math.ceil(len(starts) / max(room * share + 1, 1)))
    if every > 1 and all(label.isdigit() and len(label) == 4 for _, label in starts):
        every = next((nice for nice in (1, 2, 5, 10, 20, 25, 50, 100) if nice >= every), every)
        return [tick for tick in starts if int(tick[1]) % every == 0]
    return list(starts[::every])


def _every(labels: Sequence[str], rows: range, columns: int) -> list[Tick]:
    """Rows at round distances, with their labels."""
    step = _whole_step((labels[rows[0]], labels[rows[-1]]), len(rows), columns)
    # Numbered rows get round numbers, and numbers need not start with the row's own 0.
    number = int(labels[rows[0]]) if labels[rows[0]].isdigit() else rows[0]
    return [(row, labels[row]) for row in range(rows[0] + -number % step, rows[-1] + 1, step)]


def _whole_step(ends: tuple[str, str], rows: int, columns: int) -> int:
    """How far apart the ticks of numbered rows stand, so that labels as long as those at the ends fit."""
    count = max(columns // (max(map(len, ends)) + 3), 2)
    return max(int(_round_step(rows / count)), 1)


def _round_step(step: float) -> float:
    """The smallest of 1, 2 or 5 times a power of ten that is not below ``step``."""
    if not (step > 0 and math.isfinite(step)):
        return 1.0
    power = 10.0 ** math.floor(math.log10(step))
    return next((power * nice for nice in (1, 2, 5) if power * nice >= step * (1 - 1e-9)), power * 10)


def _number(value: float, step: float) -> str:
    """A tick's value with as many decimals as its step needs."""
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    if abs(value) >= 1e6 or (value and abs(value) < 1e-4):
        return f"{value:.3g}"
    return f"{value:.{decimals}f}" if value else "0"
