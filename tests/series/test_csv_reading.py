"""A CSV file is read as it is meant, however it is written, and what was found is said."""

from __future__ import annotations

import datetime
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from rnntui.series.csvfile import read_csv
from rnntui.series.records import Series
from tests.series.csvfiles import MONTHS, PLAIN, VALUES, refused, write

QUOTED = '","'


def german(lines: list[str]) -> list[str]:
    return [line.replace(",", ";").replace(".", ",") for line in lines]


def same_as_plain(series: Series) -> None:
    np.testing.assert_array_equal(series.values[:, 0], [float(value) for value in VALUES])
    assert (series.labels[0], series.labels[-1], series.frequency) == ("2000-01", "2002-12", "monthly")


def test_a_plain_file_says_how_it_was_read(sales: Path) -> None:
    series = read_csv(write(sales, PLAIN))
    same_as_plain(series)
    assert (series.columns, series.target, series.season, series.title) == (
        ("sales",),
        ("sales",),
        12,
        "sales",
    )
    assert series.notes == (
        "sales.csv is read as UTF-8, delimiter comma, decimal point, names from line 1.",
        "Dates are read from 'month' as YYYY-MM.",
        "The rows are monthly, 2000-01 to 2002-12.",
        "A season seems to have 12 rows; season= or --season sets another, 0 none.",
    )


@pytest.mark.parametrize(
    ("lines", "encoding", "end", "said"),
    [
        (PLAIN, "utf-8-sig", "\n", "UTF-8 with a byte order mark, delimiter comma"),
        (PLAIN, "utf-8", "\r\n", "UTF-8, delimiter comma, decimal point, names from line 1"),
        (PLAIN, "utf-8", "\r", "UTF-8, delimiter comma, decimal point, names from line 1"),
        (german(PLAIN), "utf-8", "\n", "UTF-8, delimiter semicolon, decimal comma, names from line 1"),
        (german(["Monat,Umsätze", *PLAIN[1:]]), "latin-1", "\n", "Latin-1, delimiter semicolon"),
        (german(["Monat,€", *PLAIN[1:]]), "cp1252", "\n", "Windows-1252, delimiter semicolon, decimal comma"),
        ([line.replace(",", "\t") for line in PLAIN], "utf-8", "\n", "delimiter tab, decimal point"),
        ([line.replace(",", "|") for line in PLAIN], "utf-8", "\n", "delimiter vertical bar, decimal point"),
        ([line.replace(",", ", ") for line in PLAIN], "utf-8", "\n", "delimiter comma, decimal point"),
        (PLAIN[1:], "utf-8", "\n", "delimiter comma, decimal point, no header"),
        (["sep=;", *german(PLAIN)], "utf-8", "\n", "decimal comma, names from line 2, line 1 skipped"),
        (["# ours", "", *PLAIN], "utf-8", "\n", "names from line 3, lines 1 to 2 skipped"),
        ([*PLAIN, "", " "], "utf-8", "\n", "names from line 1"),
        ([*PLAIN, ",", ","], "utf-8", "\n", "names from line 1"),
        ([f'"{line.replace(",", QUOTED)}"' for line in PLAIN], "utf-8", "\n", "delimiter comma"),
    ],
)  # fmt: skip
def test_however_it_is_written_it_is_read_the_same(
    sales: Path, lines: list[str], encoding: str, end: str, said: str
) -> None:
    series = read_csv(write(sales, lines, encoding, end))
    same_as_plain(series)
    assert said in series.notes[0]


def test_names_in_latin_1_are_read_right(sales: Path) -> None:
    assert read_csv(write(sales, german(["Monat,Umsätze", *PLAIN[1:]]), "latin-1")).columns == ("Umsätze",)


@pytest.mark.parametrize(
    ("lines", "columns"),
    [
        (["sales", *VALUES], ("sales",)),
        (VALUES, ("column1",)),
        (["sales", *(value.replace(".", ",") for value in VALUES)], ("sales",)),
    ],
)
def test_one_column_alone_is_a_series_without_dates(
    sales: Path, lines: list[str], columns: tuple[str, ...]
) -> None:
    series = read_csv(write(sales, lines))
    np.testing.assert_array_equal(series.values[:, 0], [float(value) for value in VALUES])
    assert (series.columns, series.frequency, series.labels[35]) == (columns, None, "36")
    assert "No column of dates was found: the rows are numbered from 1." in series.notes


def test_a_decimal_comma_that_comes_late_is_still_found(sales: Path) -> None:
    series = read_csv(write(sales, ["n;v", *(f"{row};{row % 7}" for row in range(1500)), "1500;3,5"]))
    assert series.values[-1, 0] == 3.5
    assert "decimal comma" in series.notes[0]


def test_day_or_month_first_is_found_where_only_one_makes_a_calendar(sales: Path) -> None:
    european = [f"01/{month[5:]}/{month[:4]},{value}" for month, value in zip(MONTHS, VALUES, strict=True)]
    american = [f"{month[5:]}/01/{month[:4]},{value}" for month, value in zip(MONTHS, VALUES, strict=True)]
    for rows, written in ((european, "DD/MM/YYYY"), (american, "MM/DD/YYYY")):
        series = read_csv(write(sales, ["d,v", *rows]))
        same_as_plain(series)
        assert f"Dates are read from 'd' as {written}." in series.notes
    assert refused(write(sales, ["d,v", *american[:12]])).code == "ambiguous-dates"


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("%d/%m/%Y", "DD/MM/YYYY"),
        ("%m/%d/%Y", "MM/DD/YYYY"),
        ("%d-%m-%y", "DD/MM/YYYY, years of two digits as 1940 to 2039"),
    ],
)
@pytest.mark.parametrize("day", [15, 31])
def test_days_that_are_all_above_12_say_which_number_is_the_month(
    sales: Path, form: str, written: str, day: int
) -> None:
    ends = [datetime.date(2020 + month // 12, month % 12 + 1, 1) for month in range(1, 13)]
    days = [end - datetime.timedelta(days=1) for end in ends]  # the months' last days
    rows = [f"{min(day, one.day)}" for one in days]
    dates = [one.replace(day=int(row)).strftime(form) for one, row in zip(days, rows, strict=True)]
    series = read_csv(write(sales, ["d,v", *(f"{date},{place % 5}" for place, date in enumerate(dates))]))
    assert (series.labels[0], series.frequency) == ("2020-01", "monthly")
    assert f"Dates are read from 'd' as {written}." in series.notes


def test_blanks_before_a_quoted_field_say_nothing(sales: Path) -> None:
    quoted = [", ".join(f'"{field}"' for field in line.split(",")) for line in PLAIN]
    same_as_plain(read_csv(write(sales, quoted)))


def test_two_digit_years_and_time_zones_are_said(sales: Path) -> None:
    rows = [f"{name}-{year},{year * 7 % 5}" for year in (49, 50) for name in ("Jan", "Apr", "Jul", "Oct")]
    series = read_csv(write(sales, ["d,v", *rows]))
    assert (series.labels[-1], series.frequency) == ("1950-Q4", "quarterly")
    assert "Dates are read from 'd' as Month YYYY, years of two digits as 1940 to 2039." in series.notes
    hours = [f"2020-01-01T{hour:02d}:00:00+01:00,{hour % 5}" for hour in range(24)]
    series = read_csv(write(sales, ["d,v", *hours]))
    assert series.labels[0] == "2019-12-31 23:00"
    assert "Dates are read from 'd' as YYYY-MM-DD, in UTC." in series.notes


def test_a_season_can_be_given_or_denied(sales: Path) -> None:
    write(sales, PLAIN)
    assert read_csv(sales, season=4).season == 4
    assert read_csv(sales, season=0).season is None


def test_a_million_rows_take_little_memory(sales: Path) -> None:
    minutes = np.datetime64("2000-01-01T00:00") + np.arange(200_000)
    with sales.open("w") as file:
        file.write("time,value\n")
        file.writelines(
            f"{minute},{row % 977}.25\n" for row, minute in enumerate(minutes.astype(str).tolist())
        )
    tracemalloc.start()
    series = read_csv(sales)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(series.values), series.frequency) == (200_000, "minutely")
    assert peak < 20e6  # a fifth of what a million may take


def test_a_table_of_many_columns_is_read_whole(sales: Path) -> None:
    names = [f"sensor{place}" for place in range(3000)]
    rows = [";".join(str((row + 2) * (place + 1) % 97) for place in range(3000)) for row in range(40)]
    series = read_csv(write(sales, [";".join(names), *rows]))
    assert series.values.shape == (40, 3000)
    assert refused(write(sales, [";".join(names * 10), ";".join(["1"] * 30000)])).code == "line-too-long"
