"""How often rows come is recognised, and breaks in the calendar are refused at their row."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnntui.series.cadence import recognise
from rnntui.series.frequency import DAY, HOUR, MINUTE, SECOND, Dates, Frequency
from rnntui.series.rowproblem import RowProblem


def every(start: str, step: str, count: int = 40) -> Dates:
    number, unit = int(step[:-1]), step[-1]
    moments = np.datetime64(start, unit if unit in "MY" else "us") + np.arange(count) * np.timedelta64(
        number, unit
    )
    return moments.astype("datetime64[us]")


def business(start: str, count: int) -> Dates:
    return np.busday_offset(start, np.arange(count), roll="forward").astype("datetime64[us]")


MONTH_ENDS = every("2000-02-01", "1M").astype("datetime64[D]") - 1
LAST_WORKING_DAYS = np.busday_offset(MONTH_ENDS, 0, roll="backward")


@pytest.mark.parametrize(
    ("dates", "name"),
    [
        (every("1949-01", "1M"), "monthly"),
        (every("1949-01", "1M") + np.timedelta64(14, "D"), "monthly"),
        (MONTH_ENDS.astype("datetime64[us]"), "monthly"),
        (LAST_WORKING_DAYS.astype("datetime64[us]"), "monthly"),
        (every("1949-01", "3M"), "quarterly"),
        (every("1949-04", "3M") - np.timedelta64(1, "D"), "quarterly"),
        (every("1949-01", "6M"), "half-yearly"),
        (every("1949", "1Y"), "yearly"),
        (every("1949-04", "2M"), "every 2 months"),
        (every("2020-01-01", "1D"), "daily"),
        (every("2020-01-01T06:00", "1D"), "daily"),
        (every("2020-01-01", "7D"), "weekly"),
        (every("2020-01-01", "28D"), "every 28 days"),
        (business("2020-01-01", 40), "business daily"),
        (every("2020-01-31T20:00", "1h"), "hourly"),
        (every("2020-01-31T20:00", "3h"), "every 3 hours"),
        (every("2020-01-31T20:00", "1m"), "minutely"),
        (every("2020-01-31T20:00", "15m"), "every 15 minutes"),
        (every("2020-01-31T20:00", "1s"), "every second"),
    ],
)
def test_a_calendar_is_recognised(dates: Dates, name: str) -> None:
    frequency, note = recognise(dates)
    assert (frequency.name, note) == (name, "")


@given(
    st.one_of(
        st.builds(
            lambda count, size: Frequency(count * size, "microsecond"),
            st.integers(1, 20),
            st.sampled_from([SECOND, MINUTE, HOUR, DAY]),
        ),
        st.sampled_from([1, 2, 3, 4, 6, 12]).map(lambda count: Frequency(count, "month")),
    ),
    st.datetimes().map(lambda moment: np.datetime64(moment, "M")),
    st.integers(4, 60),
)
def test_what_a_frequency_continues_it_recognises(
    frequency: Frequency, start: np.datetime64, count: int
) -> None:
    dates = np.r_[start.astype("datetime64[us]"), frequency.after(start, count).astype("datetime64[us]")]
    assert recognise(dates)[0] == frequency


def test_holidays_are_noted_and_taken_as_no_gap() -> None:
    days = business("2020-01-01", 200)
    frequency, note = recognise(np.delete(days, [30, 31, 90]))
    assert frequency.name == "business daily"
    assert note == (
        "3 weekdays are missing as on holidays, the first before 2020-02-14: "
        "the rows are taken as following each other"
    )


DAYS, HOURS = every("2020-01-01", "1D"), every("2020-01-01", "1h")
WORKING_DAYS = business("2020-01-01", 200)
GAPS = [
    (np.delete(every("1949-01", "1M"), [5, 6]), 5, "is 1949-08, after 1949-05: 2 months are missing."),
    (np.delete(every("1949-01", "3M"), 5), 5, "is 1950-Q3, after 1950-Q1: 1 quarter is missing."),
    (np.delete(every("1949", "1Y"), 5), 5, "is 1955, after 1953: 1 year is missing."),
    (np.delete(DAYS, [9, 20]), 9, "is 2020-01-11, after 2020-01-09: 1 day is missing (the first of 2 gaps)."),
    (np.delete(every("2020-01-01", "7D"), 9), 9, "1 week is missing."),
    (np.delete(every("2020-01-01", "15m"), [9, 10]), 9, "2 rows are missing."),
    (np.delete(WORKING_DAYS, range(50, 60)), 50, "10 weekdays are missing."),
    (
        np.delete(WORKING_DAYS[:60], range(3, 50, 7)),
        3,
        "is 2020-01-07, after 2020-01-03: 1 weekday is missing",
    ),
]
HALF_PAST = np.insert(HOURS, 9, np.datetime64("2020-01-01T08:30"))
WIDENING = DAYS[np.arange(9) ** 2 // 3 + np.arange(9)]


@pytest.mark.parametrize(
    ("dates", "row", "code", "sentence"),
    [
        *((dates, row, "calendar-gap", sentence) for dates, row, sentence in GAPS),
        (HALF_PAST, 9, "irregular-dates", "where the other rows are hourly."),
        (WIDENING, 2, "irregular-dates", "is 2020-01-04, but the dates follow no regular calendar."),
        (np.repeat(DAYS, 2), 1, "duplicate-date", "is 2020-01-01, the same as the row before."),
        (DAYS[::-1], 1, "unsorted-dates", "the newest row comes first."),
        (
            DAYS[[0, 1, 2, 4, 3]],
            4,
            "unsorted-dates",
            "is 2020-01-04, before the 2020-01-05 of the row above.",
        ),
        (DAYS[:2], 0, "too-short", "too few dates"),
    ],
)
def test_a_break_in_the_calendar_is_refused_at_its_row(
    dates: Dates, row: int, code: str, sentence: str
) -> None:
    with pytest.raises(RowProblem) as caught:
        recognise(dates)
    assert (caught.value.row, caught.value.code) == (row, code)
    assert sentence in caught.value.message


def test_a_missing_hour_may_be_daylight_saving() -> None:
    with pytest.raises(RowProblem) as caught:
        recognise(np.delete(every("2020-03-28", "1h", 60), 26))
    assert "write them in UTC" in caught.value.hint
