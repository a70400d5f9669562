"""How often the rows of a file come: its frequency, or where its calendar breaks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from rnntui.series.frequency import DAY, Dates, Frequency
from rnntui.series.rowproblem import RowProblem

_PUT_IN = "Put in the missing rows (rnntui never fills them in), or cut the file to a part without gaps."
_CLOCK = "If these are local times, daylight saving can be the reason: write them in UTC."
_IGNORE = "--date-column '' reads the rows as following each other."
_FEW = 100  # rows that tell most files of a million from monthly ones without a pass over them
_LONGEST_HOLIDAY = 5  # weekdays: a week, such as China's golden weeks
_MOST_HOLIDAYS = 0.08  # of all weekdays; Japan's exchange has 7 %


def recognise(dates: Dates) -> tuple[Frequency, str]:
    """The frequency of dates (datetime64[us]), and a note on holidays, mostly empty.

    Raises:
        RowProblem: ``duplicate-date``, ``unsorted-dates``, ``calendar-gap`` or ``irregular-dates``,
            at the first row that is wrong; ``too-short`` for fewer than 3.
    """
    if len(dates) < 3:
        raise RowProblem(0, "too-short", "has too few dates to tell how often they come.", "Use more rows.")
    _check_order(dates)
    if _anchored(dates[:_FEW]) and _anchored(dates):
        return _steady(dates, _months(dates), "month"), ""
    gaps = np.diff(dates).astype(np.int64)
    if (gaps == gaps[0]).all():
        return Frequency(int(gaps[0]), "microsecond"), ""
    if _weekdays_only(dates, gaps):
        return Frequency(1, "weekday"), _holidays(dates)
    months = _months(dates)
    if (months == months[0]).all() and months[0] > 0 and (gaps >= (30.4 * months[0] - 5) * DAY).all():
        return Frequency(int(months[0]), "month"), ""  # one row a month, such as its last working day
    return _steady(dates, gaps, "microsecond"), ""


def _check_order(dates: Dates) -> None:
    gaps = np.diff(dates).astype(np.int64)
    wrong = gaps <= 0
    if not wrong.any():
        return
    row = int(np.argmax(wrong)) + 1
    months = dates.astype("datetime64[M]")
    shown = months if (dates == months).all() else dates  # months are called so, as in labels
    this, before = (str(at) if shown is months else _text(at) for at in (shown[row], shown[row - 1]))
    if gaps[row - 1] == 0:
        hint = "Keep one row for each date; to forecast one of several series in a file, cut it out first."
        raise RowProblem(row, "duplicate-date", f"is {this}, the same as the row before.", hint)
    if (gaps < 0).mean() > 0.9:
        hint = "Sort the file by date, oldest row first."
        raise RowProblem(
            row, "unsorted-dates", f"is {this}, after {before}: the newest row comes first.", hint
        )
    hint = "Sort the file by date, oldest row first, or check how the dates are written."
    raise RowProblem(row, "unsorted-dates", f"is {this}, before the {before} of the row above.", hint)


def _months(dates: Dates) -> NDArray[np.int64]:
    """The steps from row to row in months."""
    return np.diff(dates.astype("datetime64[M]")).astype(np.int64)


def _anchored(dates: Dates) -> bool:
    """Whether all dates stand at one place in their months: the same day and hour, or the last day."""
    within = dates - dates.astype("datetime64[M]").astype("datetime64[us]")
    if (within == within[0]).all():
        return True
    ends = (dates + np.timedelta64(1, "D")).astype("datetime64[M]") - dates.astype("datetime64[M]")
    clock = within.astype(np.int64) % DAY
    return bool((ends.astype(np.int64) == 1).all() and (clock == clock[0]).all())


def _weekdays_only(dates: Dates, gaps: NDArray[np.int64]) -> bool:
    """Whether most steps are a day and no row falls on a weekend, though weekends lie between them."""
    days = dates.astype("datetime64[D]")
    if (gaps % DAY).any() or not np.is_busday(days).all():
        return False
    return bool(
        (gaps == DAY).mean() > 0.5 and np.busday_count(days[0], days[-1]) < (days[-1] - days[0]).astype(int)
    )


def _holidays(dates: Dates) -> str:
    """A note on weekdays that are missing as holidays are: seldom, and no more than a week of them.

    Raises:
        RowProblem: ``calendar-gap`` where they are more.
    """
    days = dates.astype("datetime64[D]")
    missing = np.busday_count(days[:-1], days[1:]) - 1
    total = int(missing.sum())
    if not total:
        return ""
    first = int(np.argmax(missing > 0)) + 1
    if total > _MOST_HOLIDAYS * (total + len(days)) or missing.max() > _LONGEST_HOLIDAY:
        row = first if missing.max() <= _LONGEST_HOLIDAY else int(np.argmax(missing)) + 1
        raise _gap(
            dates, row, int(missing[row - 1]), "weekday", lambda date: _text(date), int((missing > 0).sum())
        )
    plural = "s are" if total > 1 else " is"
    return (
        f"{total} weekday{plural} missing as on holidays, the first before {_text(dates[first])}: "
        "the rows are taken as following each other"
    )


def _steady(dates: Dates, steps: NDArray[np.int64], unit: str) -> Frequency:
    """The frequency of the most frequent step.

    Raises:
        RowProblem: where another step stands, or no step is frequent.
    """
    sizes, counts = np.unique(steps, return_counts=True)
    usual = int(sizes[np.argmax(counts)])
    frequency = Frequency(usual, "month") if unit == "month" else Frequency(usual, "microsecond")
    if len(sizes) == 1:
        return frequency
    row = int(np.argmax(steps != usual)) + 1
    step = int(steps[row - 1])
    if counts.max() <= len(steps) / 2:
        hint = f"Sum or average the rows to equal steps (days, working days, months, …); {_IGNORE}"
        row = int(np.argmax(steps != steps[0])) + 1
        message = f"is {_text(dates[row])}, but the dates follow no regular calendar."
        raise RowProblem(row, "irregular-dates", message, hint)
    if step > usual and step % usual == 0:
        wrong = int((steps > usual).sum())
        label = lambda date: frequency.labels(date[None])[0]  # noqa: E731
        gap = _gap(dates, row, step // usual - 1, _word(frequency), label, wrong)
        gap.hint += f" {_CLOCK} {_IGNORE}" if frequency.resolution != "M" and usual < DAY else ""
        raise gap
    before, this = _text(dates[row - 1]), _text(dates[row])
    message = f"is {this}, after {before}, where the other rows are {frequency.name}."
    raise RowProblem(
        row, "irregular-dates", message, _CLOCK if usual < DAY else "Check the dates of these rows."
    )


def _gap(
    dates: Dates, row: int, missing: int, word: str, label: Callable[[np.datetime64], str], gaps: int
) -> RowProblem:
    before, this = label(dates[row - 1]), label(dates[row])
    plural = f"{missing} {word}s are" if missing > 1 else f"1 {word} is"
    more = f" (the first of {gaps} gaps)" if gaps > 1 else ""
    return RowProblem(row, "calendar-gap", f"is {this}, after {before}: {plural} missing{more}.", _PUT_IN)


def _word(frequency: Frequency) -> str:
    """What one row of a frequency is called."""
    words = {"yearly": "year", "quarterly": "quarter", "monthly": "month", "weekly": "week", "daily": "day"}
    words |= {"hourly": "hour", "minutely": "minute"}
    return words.get(frequency.name, "row")


def _text(date: np.datetime64) -> str:
    """A moment without a midnight or seconds that say nothing."""
    text = str(date.astype("datetime64[s]")).replace("T", " ")
    return text.removesuffix(" 00:00:00").removesuffix(":00") if text.endswith(":00") else text
