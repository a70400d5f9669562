"""Whatever a file holds, it is read right or refused with one problem."""

from __future__ import annotations

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
])  # fmt: skip


@given(
    st.lists(st.lists(pieces, max_size=4), max_size=8),
    st.sampled_from([",", ";", "\t", "|", " "]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_in_a_table_ends_in_a_series_or_one_problem(
    tmp_path: Path, rows: list[list[str]], delimiter: str, end: str
) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(end.join(delimiter.join(row) for row in rows).encode())
    check_any(path)


@given(st.binary(max_size=400))
@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
