"""Ticks stand at round values and at the beginnings of years, months and days."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from rnntui.charts.ticks import log_ticks, row_ticks, value_ticks


def labels_of(ticks):
    return [label for _, label in ticks]


def months(first_year: int, count: int) -> list[str]:
    return [f"{first_year + month // 12}-{month % 12 + 1:02d}" for month in range(count)]


def days(count: int) -> list[str]:
    first = datetime.date(2012, 1, 1)
    return [(first + datetime.timedelta(days=day)).isoformat() for day in range(count)]


def test_values_are_round():
    assert labels_of(value_ticks(97.0, 630.0, 6)) == ["100", "200", "300", "400", "500", "600"]
    assert labels_of(value_ticks(-1.04, 1.04, 3)) == ["-1", "0", "1"]
    assert labels_of(value_ticks(0.0, 0.0021, 5)) == ["0", "0.0005", "0.0010", "0.0015", "0.0020"]


@given(
    st.floats(-1e9, 1e9, allow_nan=False),
    st.floats(1e-6, 1e3),
    st.integers(2, 12),
)
def test_values_lie_within_their_limits_and_are_not_too_many(low, share, count):
    height = share * max(abs(low), 1.0)
    high = low + height
    ticks = value_ticks(low, high, count)
    assert len(ticks) <= count
    assert all(low - 1e-6 * height <= at <= high + 1e-6 * height for at, _ in ticks)


def test_losses_get_powers_of_ten_and_more_where_few_fit():
    assert labels_of(log_ticks(-3.2, 0.1, 6)) == ["0.001", "0.01", "0.1", "1"]
    assert labels_of(log_ticks(-2.8, -2.1, 6)) == ["0.002", "0.005"]
    assert labels_of(log_ticks(-2.34, -2.32, 6)) == ["0.0046", "0.0048"]
    assert labels_of(log_ticks(-8.0, 0.0, 4)) == ["1e-8", "1e-5", "0.01"]


def test_years_months_or_days_as_the_room_allows():
    airline = months(1949, 144)
    years = row_ticks(airline, 0, 143, 76)
    assert years[0] == (0, "1949")
    assert years[-1] == (132, "1960")
    assert labels_of(row_ticks(airline, 0, 143, 30)) == ["1950", "1955", "1960"]
    assert labels_of(row_ticks(airline, 100, 111, 76))[:2] == ["1957-05", "1957-07"]
    assert labels_of(row_ticks(days(1461), 0, 1460, 76)) == ["2012", "2013", "2014", "2015"]
    assert labels_of(row_ticks(days(10), 0, 9, 60))[0] == "2012-01-01"


def test_rows_without_dates_are_numbered_roundly():
    numbers = [str(row + 1) for row in range(1000)]
    ticks = row_ticks(numbers, 0, 999, 76)
    assert ticks[0] == (99, "100")
    assert ticks[-1] == (999, "1000")


@given(st.integers(1, 400), st.integers(0, 399), st.integers(10, 120))
def test_row_ticks_are_rows_with_their_own_labels(count, first, columns):
    labels = months(1990, count)
    first = min(first, count - 1)
    for row, label in row_ticks(labels, first, count - 1, columns):
        assert first <= row < count
        assert labels[int(row)].startswith(label)


def test_labels_that_are_no_dates_and_no_numbers_do():
    assert row_ticks(["a", "b", "c"], 0, 2, 40) == [(0, "a"), (1, "b"), (2, "c")]
    assert row_ticks([], 0, 0, 40) == []
