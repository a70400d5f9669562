"""Whatever a file holds, it is read right or refused with one problem."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnntui.series.csvfile import read_csv
from rnntui.series.records import DataProblem
from tests.series.csvfiles import write

pieces = st.sampled_from([
    "1", "2.5", "-3", "1e5", "1,5", "1.234,5", "٣", "NA", "nan", "inf", "", " ", "abc", "é", '"', '"a,b"',
    "'", "#", "=", "{", "\ufeff", "2020-01-01", "2020-02-30", "0000-00-00", "01/02/2020", "1/2/03",
    "20200101", "2020-Q1", "2020-W53", "Jan 2020", "1 May 20", "1949.5", "12:61", "2020-01-01T25:00",
    "1" * 5000, "0." + "3" * 5000, "1_000", "$5", "5%", "€ 1.234,50", "12 kg", "1e-400", "\x0c", "\xa0",
])  # fmt: skip
forms = st.sampled_from([
    "%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%y", "%m/%d/%y", "%d %b %Y",
    "%b %d, %Y", "%Y-%m", "%m/%Y", "%Y%m%d", "%Y%m", "%Y", "%Y-%m-%dT%H:%M:%SZ", "%d/%m/%Y %H:%M",
    "%I:%M %p", "%Y-W%W",
])  # fmt: skip
marks = st.sampled_from(
    ["{}", "${}", "{}%", "{} kg", "€ {}", "+{}", "-{}", "({})", "'{}'", " {} ", "{}" + "0" * 5000]
)


@given(
    st.lists(st.lists(pieces, max_size=4), max_size=8),
    st.sampled_from([",", ";", "\t", "|", " "]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_in_a_table_ends_in_a_series_or_one_problem(
    tmp_path: Path, rows: list[list[str]], delimiter: str, end: str
) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(end.join(delimiter.join(row) for row in rows).encode())
    check_any(path)


@given(
    st.one_of(
        st.lists(st.datetimes(max_value=datetime.datetime(9998, 1, 1)), min_size=1, max_size=12),
        st.builds(  # one day of every month, such as the last
            lambda day, months: [
                datetime.datetime(2020, 1 + month % 12, min(day, 28)) for month in range(months)
            ],
            st.integers(1, 28),
            st.integers(1, 12),
        ),
    ),
    st.integers(0, 31),
    forms,
    marks,
    st.lists(st.integers(0, 10**9), min_size=12, max_size=12),
)
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_dates_and_numbers_are_in_columns_end_in_a_series_or_one_problem(
    tmp_path: Path, moments: list[datetime.datetime], later: int, form: str, mark: str, numbers: list[int]
) -> None:
    dates = [one + datetime.timedelta(later) for one in moments]
    rows = [
        f'"{date.strftime(form)}",{mark.format(number)}' for date, number in zip(dates, numbers, strict=False)
    ]
    check_any(write(tmp_path / "any.csv", ["tag,wert", *rows]))


@given(st.binary(max_size=400))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_bytes_are_in_a_file_end_in_a_series_or_one_problem(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    check_any(path)


def check_any(path: Path) -> None:
    try:
        series = read_csv(path)
    except DataProblem:
        return
    assert np.isfinite(series.values).all()
    assert len(series.values) == len(series.labels) >= 3
    assert len(tuple(series.labels)) == len(series.labels)


@given(
    st.lists(st.floats(-1e9, 1e9).map(lambda value: round(value, 3)), min_size=3, max_size=40, unique=True),
    st.sampled_from([(",", "."), (";", ","), ("\t", ","), ("|", ".")]),
    st.booleans(),
    st.sampled_from(["utf-8", "utf-8-sig", "latin-1"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_what_is_read(
    tmp_path: Path, values: list[float], marks: tuple[str, str], header: bool, encoding: str
) -> None:
    delimiter, decimal = marks
    days = np.datetime64("2020-01-01") + np.arange(len(values))
    rows = [
        f"{day}{delimiter}{str(value).replace('.', decimal)}" for day, value in zip(days, values, strict=True)
    ]
    path = write(tmp_path / "any.csv", [f"tag{delimiter}größe"] * header + rows, encoding)
    series = read_csv(path)
    np.testing.assert_array_equal(series.values[:, 0], values)
    assert series.labels[:] == tuple(map(str, days))
