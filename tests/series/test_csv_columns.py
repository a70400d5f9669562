"""Of a file's columns those are read that are asked for, or that make sense, and the rest is said."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from rnntui.series.csvfile import read_csv
from tests.series.csvfiles import MONTHS, VALUES, refused, write

WIDE = [
    "id,day,kind,rain,heat",
    *(f"{row},{day},{'sun' if row % 3 else 'fog'},{row % 5},{row % 7}.5" for row, day in enumerate(
        np.arange("2020-01-01", "2020-03-01", dtype="datetime64[D]").astype(str), 1)),
]  # fmt: skip


def test_of_several_columns_the_first_of_numbers_is_the_target(sales: Path) -> None:
    series = read_csv(write(sales, WIDE))
    assert (series.columns, series.target, series.frequency) == (("rain", "heat"), ("rain",), "daily")
    assert "Left out: 'id' (numbers the rows), 'kind' (text)." in series.notes
    assert "'rain' is forecast, of 'rain', 'heat'; target= or --target chooses another." in series.notes


def test_columns_and_target_choose_what_is_read(sales: Path) -> None:
    write(sales, WIDE)
    assert read_csv(sales, columns=("heat", "rain")).columns == ("heat", "rain")
    assert read_csv(sales, columns=("heat", "rain")).target == ("heat",)
    chosen = read_csv(sales, columns=("rain",), target=("heat",))
    assert (chosen.columns, chosen.target) == (("rain", "heat"), ("heat",))
    assert read_csv(sales, target=("id",)).values[:3, 0].tolist() == [1, 2, 3]


def test_a_column_that_is_asked_for_has_to_be_numbers(sales: Path) -> None:
    problem = refused(write(sales, WIDE), columns=("kind",))
    assert (problem.code, problem.line) == ("text-value", 2)


def test_an_unknown_column_gets_the_nearest_one(sales: Path) -> None:
    problem = refused(write(sales, WIDE), columns=("heatt",))
    assert problem.message == "sales.csv has no column 'heatt'. Did you mean 'heat'?"
    assert refused(sales, date_column="dya").message.endswith("Did you mean 'day'?")


def test_a_bad_value_in_a_column_that_is_not_needed_leaves_that_column_out_and_says_so(sales: Path) -> None:
    lines = list(WIDE)
    lines[8] = lines[8].rpartition(",")[0] + ","
    series = read_csv(write(sales, lines))
    assert series.columns == ("rain",)
    assert "'heat' is left out: sales.csv, line 9: 'heat' has no value." in series.notes
    assert refused(sales, columns=("heat",)).line == 9


def test_a_date_column_can_be_named(sales: Path) -> None:
    lines = ["made,sold,v", *(f"2020-01-{row:02d},2021-02-{row:02d},{row % 4}" for row in range(1, 29))]
    assert read_csv(write(sales, lines)).labels[0] == "2020-01-01"
    assert read_csv(sales, date_column="sold").labels[0] == "2021-02-01"
    assert refused(sales, date_column="v").code == "bad-date"


def test_years_beside_numbers_are_dates(sales: Path) -> None:
    series = read_csv(write(sales, ["year,v", *(f"{1949 + row},{row % 4}" for row in range(20))]))
    assert (series.columns, series.labels[0], series.frequency) == (("v",), "1949", "yearly")


def test_decimal_years_beside_row_numbers_are_dates(sales: Path) -> None:
    rows = [f'"{row + 1}",{1949 + row / 12:.13g},{row % 5}' for row in range(40)]
    series = read_csv(write(sales, ['"rownames","time","value"', *rows]))
    assert (series.columns, series.labels[:2], series.frequency) == (
        ("value",),
        ("1949-01", "1949-02"),
        "monthly",
    )


def test_a_part_of_the_date_is_not_the_target_while_there_is_another(sales: Path) -> None:
    rows = [f"{month[:4]},{int(month[5:])},{value}" for month, value in zip(MONTHS, VALUES, strict=True)]
    assert read_csv(write(sales, ["Year,Month,sales", *rows])).target == ("sales",)


def test_a_missing_year_is_a_gap_and_not_a_series_without_dates(sales: Path) -> None:
    problem = refused(write(sales, ["year,v", *(f"{1949 + row + (row > 9)},{row % 4}" for row in range(20))]))
    assert (problem.code, problem.line) == ("calendar-gap", 12)


def test_dates_can_be_left_unread(sales: Path) -> None:
    lines = ["day,v", *(f"{np.datetime64('2020-01-01') + row * row},{row % 4}" for row in range(20))]
    problem = refused(write(sales, lines))
    assert problem.code == "irregular-dates"
    assert "--date-column ''" in problem.hint
    series = read_csv(sales, date_column="")
    assert (series.labels[0], series.frequency) == ("1", None)
    assert "Dates are not read, as asked: the rows are numbered from 1." in series.notes
