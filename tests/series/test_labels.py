"""Labels go on beyond the end as the calendar does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnntui.series.frequency import DAY, HOUR, MINUTE, SECOND, Frequency, frequency_named
from rnntui.series.labels import DateLabels, RowLabels, index_after


@pytest.mark.parametrize(
    ("last", "frequency", "following"),
    [
        ("1960-12", "monthly", ("1961-01", "1961-02", "1961-03")),
        ("1960", "yearly", ("1961", "1962", "1963")),
        ("1960-Q3", "quarterly", ("1960-Q4", "1961-Q1", "1961-Q2")),
        ("2020-07", "half-yearly", ("2021-01", "2021-07", "2022-01")),
        ("2020-11", "every 2 months", ("2021-01", "2021-03", "2021-05")),
        ("2015-12-31", "daily", ("2016-01-01", "2016-01-02", "2016-01-03")),
        ("2016-02-26", "business daily", ("2016-02-29", "2016-03-01", "2016-03-02")),
        ("2016-02-26", "weekly", ("2016-03-04", "2016-03-11", "2016-03-18")),
        ("2016-02-28", "every 2 days", ("2016-03-01", "2016-03-03", "2016-03-05")),
        ("2016-02-28 22:00", "hourly", ("2016-02-28 23:00", "2016-02-29 00:00", "2016-02-29 01:00")),
        (
            "2016-02-28 23:45",
            "every 15 minutes",
            ("2016-02-29 00:00", "2016-02-29 00:15", "2016-02-29 00:30"),
        ),
        ("2016-02-28 23:58", "minutely", ("2016-02-28 23:59", "2016-02-29 00:00", "2016-02-29 00:01")),
        (
            "2016-02-28 23:59:58",
            "every second",
            ("2016-02-28 23:59:59", "2016-02-29 00:00:00", "2016-02-29 00:00:01"),
        ),
        ("1000", None, ("1001", "1002", "1003")),
    ],
)
def test_labels_go_on(last: str, frequency: str | None, following: tuple[str, ...]) -> None:
    assert index_after(("…", last), frequency, 3) == following


def test_row_labels_count_from_one_and_slice_to_tuples() -> None:
    rows = RowLabels(5)
    assert (len(rows), rows[0], rows[-1], rows[1:3], list(rows)) == (5, "1", "5", ("2", "3"), list("12345"))
    with pytest.raises(IndexError):
        rows[5]


def test_date_labels_are_as_fine_as_the_frequency_needs() -> None:
    days = np.arange("2020-01-30", "2020-02-03", dtype="datetime64[D]").astype("datetime64[us]")
    labels = DateLabels(days, Frequency(DAY, "microsecond"))
    assert (labels[0], labels[-1], labels[1:3]) == ("2020-01-30", "2020-02-02", ("2020-01-31", "2020-02-01"))
    assert list(labels) == list(labels[:])
    with pytest.raises(IndexError):
        labels[4]


def test_many_date_labels_can_be_gone_through() -> None:
    hours = np.arange(10_000).astype("timedelta64[h]") + np.datetime64("2020-01-01", "us")
    labels = DateLabels(hours, Frequency(HOUR, "microsecond"))
    assert tuple(labels) == labels[:]


def frequencies() -> st.SearchStrategy[Frequency]:
    times = st.builds(
        lambda count, size: Frequency(count * size, "microsecond"),
        st.integers(1, 400),
        st.sampled_from([1, 1000, SECOND, MINUTE, HOUR, DAY]),
    )
    months = st.integers(1, 40).map(lambda count: Frequency(count, "month"))
    return st.one_of(times, months, st.just(Frequency(1, "weekday")))


@given(frequencies(), st.datetimes().map(lambda moment: np.datetime64(moment, "us")))
def test_a_frequency_is_known_by_its_name_and_its_labels_are_read_back(
    frequency: Frequency, start: np.datetime64
) -> None:
    assert frequency_named(frequency.name) == frequency
    if frequency.unit == "weekday":
        start = np.busday_offset(start.astype("datetime64[D]"), 0, roll="forward")
    if frequency.count in (3,):
        start = start.astype("datetime64[Y]")
    if frequency.unit == "month" and frequency.count % 12 == 0:
        start = start.astype("datetime64[Y]")
    dates = np.r_[start.astype(f"datetime64[{frequency.resolution}]"), frequency.after(start, 4)]
    labels = DateLabels(dates, frequency)
    assert index_after(labels[:1], frequency.name, 4) == labels[1:]


def test_a_name_that_is_no_frequency_is_refused() -> None:
    with pytest.raises(ValueError, match="no frequency is called 'fortnightly'"):
        frequency_named("fortnightly")
