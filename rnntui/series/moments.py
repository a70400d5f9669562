"""From the parts of written dates (year, month's name, week, half of the day, …) to moments in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from rnntui.series.frequency import HOUR, MINUTE, SECOND, Dates
from rnntui.series.rowproblem import RowProblem

Parts: TypeAlias = Mapping[str, Sequence[str | None]]
Whole = NDArray[np.int64]

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NEVER = -1
"""A part that no date has: an hour of 13 pm, a month called foo."""


def moments(parts: Parts) -> Dates:
    """The moments (datetime64[us]) that columns of parts say, in UTC where they name a time zone.

    ``parts`` has ``text``, the whole fields, and equally long columns under ``year``, ``month``,
    ``name`` (of a month), ``day``, ``quarter``, ``week`` (ISO 8601), ``hour``, ``minute``, ``second``,
    ``fraction``, ``half`` (am or pm) and ``zone``, None in a column where a field left that part out.

    Raises:
        RowProblem: ``bad-date`` for the first date or time that doesn't exist.
    """
    days, right = _days(parts)
    clock, possible = _clock(parts)
    right &= possible
    if not right.all():
        place = int(np.argmin(right))
        message = f"is {str(parts['text'][place]).strip()[:40]!r}, a date or time that does not exist."
        raise RowProblem(
            place, "bad-date", message, "Correct it; 2024-12-31 is the safest way to write a date."
        )
    found: Dates = days.astype("datetime64[us]") + clock.astype("timedelta64[us]")
    return found


def _days(parts: Parts) -> tuple[Dates, NDArray[np.bool_]]:
    """The days (datetime64[D]), and which of them exist."""
    years = _years(parts["year"])
    months, days = _numbers(parts, "month", 1), _numbers(parts, "day", 1)
    if "name" in parts:
        months = np.array([_month_named(name or "") for name in parts["name"]], np.int64)
    if "quarter" in parts:
        months = _numbers(parts, "quarter", 1) * 3 - 2
    starts = ((years - 1970) * 12 + months - 1).astype("datetime64[M]")
    first: Dates = starts.astype("datetime64[D]")
    if "week" in parts:
        return _weeks(years, first, _numbers(parts, "week", 1))
    dates: Dates = first + (days - 1)
    return dates, (months >= 1) & (months <= 12) & (dates.astype("datetime64[M]") == starts)


def _weeks(years: Whole, new_year: Dates, weeks: Whole) -> tuple[Dates, NDArray[np.bool_]]:
    """The Mondays of ISO 8601 weeks: week 1 is the one that 4 January lies in."""
    monday: Dates = new_year + 3 - (new_year.astype(np.int64) + 6) % 7  # 1970-01-01 was a Thursday
    dates: Dates = monday + (weeks - 1) * 7
    thursday_years = (dates + 3).astype("datetime64[Y]").astype(np.int64) + 1970
    return dates, (weeks >= 1) & (thursday_years == years)


def _clock(parts: Parts) -> tuple[Whole, NDArray[np.bool_]]:
    """Microseconds since the day began, in UTC, and which times exist."""
    hours, minutes, seconds = (_numbers(parts, name, 0) for name in ("hour", "minute", "second"))
    if any(parts.get("half", ())):
        hours = np.array(list(map(_of_twenty_four, hours.tolist(), parts["half"])), np.int64)
    exists = (hours >= 0) & (hours < 24) & (minutes < 60) & (seconds < 60)
    clock = hours * HOUR + minutes * MINUTE + seconds * SECOND
    if any(parts.get("fraction", ())):
        clock += np.array([int((digits or "").ljust(6, "0")) for digits in parts["fraction"]], np.int64)
    if any(parts.get("zone", ())):
        clock -= np.array([_ahead_of_utc(zone) for zone in parts["zone"]], np.int64) * MINUTE
    return clock, exists


def _numbers(parts: Parts, name: str, otherwise: int) -> Whole:
    given = parts.get(name)
    if given is None:
        return np.full(len(parts["text"]), otherwise, np.int64)
    return np.array([int(digits) if digits else otherwise for digits in given], np.int64)


def _years(given: Sequence[str | None]) -> Whole:
    """Years; of two digits, 40 to 99 are 1940 to 1999 and 00 to 39 are 2000 to 2039."""
    digits = [text or "" for text in given]
    years = np.array([int(text) for text in digits], np.int64)
    short = np.array([len(text) == 2 for text in digits])
    return np.where(short, np.where(years < 40, years + 2000, years + 1900), years)


def _month_named(name: str) -> int:
    """The number of an English month, given by three letters or more."""
    word = name.lower()
    if word == "sept":
        return 9
    return next((number for number, month in enumerate(_MONTHS, 1) if month.startswith(word)), _NEVER)


def _of_twenty_four(hour: int, half: str | None) -> int:
    if not half:
        return hour
    return hour % 12 + (12 if half.lower() == "pm" else 0) if 1 <= hour <= 12 else _NEVER


def _ahead_of_utc(zone: str | None) -> int:
    """Minutes ahead of UTC."""
    if not zone or zone in ("Z", "UTC"):
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[-2:])
    return -minutes if zone[0] == "-" else minutes
