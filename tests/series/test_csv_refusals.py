"""Whatever is wrong in a CSV file is refused in one sentence, with its line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.series.csvfiles import MONTHS, PLAIN, VALUES, refused, write


def with_line(number: int, text: str) -> list[str]:
    """The plain file with another line ``number``."""
    return [*PLAIN[: number - 1], text, *PLAIN[number:]]


@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        ("2000-05,", "missing-value", "has no value."),
        ("2000-05,NA", "missing-value", "has no value ('NA')."),
        ("2000-05,abc", "text-value", "is 'abc', where a number belongs."),
        ("2000-05,12 kg", "text-value", "is '12 kg', where a number belongs."),
        ("2000-05,1_000", "text-value", "is '1_000', where a number belongs."),
        ("2000-05,nan", "nan", "is 'nan', which is no number."),
        ("2000-05,-inf", "infinite", "is '-inf', which is infinite or too large to hold."),
        ("2000-05,1e999", "infinite", "is '1e999', which is infinite or too large to hold."),
        ('2000-05,"1,234"', "thousands-separator", "is '1,234', with thousands separators."),
        ('2000-05,"1,234.5"', "thousands-separator", "is '1,234.5', with thousands separators."),
        (
            '2000-05,"0,5"',
            "mixed-decimals",
            "is '0,5' with a decimal comma, where other rows have a decimal point.",
        ),
    ],
)
def test_a_bad_value_is_named_with_its_line_and_column(
    sales: Path, line: str, code: str, sentence: str
) -> None:
    problem = refused(write(sales, with_line(6, line)))
    assert (problem.code, problem.line, problem.message) == (
        code,
        6,
        f"sales.csv, line 6: 'sales' {sentence}",
    )


@pytest.mark.parametrize(
    ("lines", "code", "line", "sentence"),
    [
        (with_line(6, "2000-04,1"), "duplicate-date", 6, "is 2000-04, the same as the row before."),
        ([*PLAIN[:5], PLAIN[6], PLAIN[5]], "unsorted-dates", 7, "is 2000-05, before the 2000-06"),
        ([PLAIN[0], *PLAIN[:0:-1]], "unsorted-dates", 3, "after 2002-12: the newest row comes first."),
        ([*PLAIN[:5], *PLAIN[7:]], "calendar-gap", 6, "is 2000-07, after 2000-04: 2 months are missing."),
        ([*PLAIN[:5], *PLAIN[6:9], *PLAIN[10:]], "calendar-gap", 6, "1 month is missing (the first of 2"),
        (with_line(6, "2000-13,1"), "bad-date", 6, "is '2000-13', a date or time that does not exist."),
        (with_line(6, "May,1"), "bad-date", 6, "'month' is 'May', not a date like YYYY-MM."),
        (with_line(6, ",1"), "missing-date", 6, "'month' has no date."),
        (with_line(6, "2000-05"), "ragged-line", 6, "line 6 has 1 field, where the others have 2."),
        (with_line(6, "2000-05,1,2"), "ragged-line", 6, "line 6 has 3 fields, where the others have 2."),
        ([*PLAIN, "Source: the shop"], "ragged-line", 38, "line 38 has 1 field"),
        (with_line(6, ""), "blank-line", 6, "line 6 is blank, and rows follow it."),
        ([*PLAIN, "", "Source: the shop"], "blank-line", 38, "line 38 is blank, and rows follow it."),
        (["month,sales,x", *PLAIN[1:]], "ragged-line", 1, "line 1: 3 names, but most rows have 2 fields."),
        (with_line(6, '2000-05,"12'), "quote", 6, "line 6: a quotation mark stands wrong (it is never"),
        (with_line(2, '2000-01,"12'), "quote", 2, "line 2: a quotation mark stands wrong (it is never"),
        (with_line(1, 'month,"sales'), "quote", 1, "line 1: a quotation mark stands wrong (it is never"),
        (["d,v", *["45/45/2020,1"] * 5], "bad-date", 2, "is '45/45/2020', a date or time that does not"),
        (["month,v,v", *(f"{month},1,2" for month in MONTHS)], "duplicate-column", 1, "2 columns are called"),
        (["# ours", *with_line(6, "2000-05,")], "missing-value", 7, "line 7: 'sales' has no value."),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_with_its_line(
    sales: Path, lines: list[str], code: str, line: int, sentence: str
) -> None:
    problem = refused(write(sales, lines))
    assert (problem.code, problem.line) == (code, line)
    assert sentence in problem.message
    assert problem.message.startswith("sales.csv, line")


@pytest.mark.parametrize("form", ["${}", "{}%", "{} %", "€ {}", "EUR {}", "{} kg", "-${}", "{}°C"])
def test_numbers_with_a_sign_or_a_unit_are_named_with_their_line(sales: Path, form: str) -> None:
    rows = [f"{month},{form.format(value)}" for month, value in zip(MONTHS, VALUES, strict=True)]
    problem = refused(write(sales, ["month,sales", *rows]))
    assert (problem.code, problem.line) == ("text-value", 2)
    assert (
        problem.message
        == f"sales.csv, line 2: 'sales' is {form.format(VALUES[0])!r}, where a number belongs."
    )
    assert "no unit, no % or currency sign" in problem.hint


def test_a_number_of_thousands_of_digits_is_refused_as_too_large(sales: Path) -> None:
    rows = [f"{str(place + 1) * 5000},{value}" for place, value in enumerate(VALUES[:9])]
    problem = refused(write(sales, ["size,sales", *rows]), columns=["size"])
    assert (problem.code, problem.line) == ("infinite", 2)


def test_a_line_number_counts_lines_of_the_file_even_where_fields_span_several(sales: Path) -> None:
    rows = [f'{month},"two\nlines",{value}' for month, value in zip(MONTHS, VALUES, strict=True)]
    rows[10] = f'{MONTHS[10]},"two\nlines",'
    assert refused(write(sales, ["month,note,sales", *rows])).line == 1 + 10 * 2 + 1


@pytest.mark.parametrize(
    ("content", "code", "sentence"),
    [
        (b"", "empty-file", "sales.csv is empty."),
        (b"\xef\xbb\xbf", "empty-file", "sales.csv holds nothing but blanks."),
        (b" \n\n  \n", "empty-file", "sales.csv holds nothing but blanks."),
        (b"month,sales\n", "no-rows", "sales.csv has a header and no rows."),
        (
            b"month,sales\n2000-01,1\n2000-02,2\n",
            "too-short",
            "sales.csv has 2 rows of data, too few for a series.",
        ),
        (b"v\n5\n5\n5\n5\n", "constant-column", "'v' of sales.csv is 5 in all 4 rows."),
        (b"a,b\nx,y\nx,z\n", "no-numbers", "sales.csv has no column of numbers."),
        (b"2000-01 5\n2000-02 6\n2000-03 7\n", "no-numbers", "sales.csv has no column of numbers."),
        (bytes(range(256)) * 9, "binary-file", "sales.csv is not text: line 1 holds the byte 0x00."),
        (b"v\n1\n2\n\x003\n", "binary-file", "sales.csv is not text: line 4 holds the byte 0x00."),
        (
            b"PK\x03\x04" + b"x" * 99,
            "binary-file",
            "sales.csv is an Excel workbook or a zip archive, not a CSV file.",
        ),
        (b"\x1f\x8b" + b"x" * 99, "binary-file", "sales.csv is compressed with gzip, not a CSV file."),
        ("v\n1\n2\n".encode("utf-16"), "binary-file", "sales.csv is UTF-16 text, not a CSV file."),
        (
            b"v\xe4\x81\n1\n2\n3\n",
            "encoding",
            "sales.csv is in an encoding that rnntui doesn't read: see line 1.",
        ),
        (b"<!DOCTYPE html><html>", "web-page", "sales.csv is a web page or XML, not a CSV file."),
        (b'[{"v": 1}]', "json", "sales.csv is JSON, not a CSV file."),
        (b"1," * 1_100_000, "line-too-long", "Line 1 of sales.csv is longer than a million characters"),
    ],
)
def test_a_file_that_is_no_series_is_refused(sales: Path, content: bytes, code: str, sentence: str) -> None:
    sales.write_bytes(content)
    problem = refused(sales)
    assert problem.code == code
    assert sentence in problem.message


def test_fields_between_blanks_are_told_what_delimiters_there_are(sales: Path) -> None:
    assert "separated by blanks" in refused(write(sales, [line.replace(",", " ") for line in PLAIN])).hint


def test_200_megabytes_are_refused_before_they_are_read(sales: Path) -> None:
    with sales.open("wb") as file:
        file.truncate(200_000_000)
    problem = refused(sales)
    assert problem.code == "file-too-large"
    assert problem.message == "sales.csv has 200 MB; rnntui reads CSV files of up to 100 MB."


def test_more_values_than_memory_is_meant_for_are_refused(sales: Path) -> None:
    sales.write_bytes(b"a,b\n" + b"1,2\n" * 10_100_000)
    assert refused(sales).code == "too-many-values"


def test_a_directory_is_no_file(tmp_path: Path) -> None:
    assert refused(tmp_path).code == "directory"


def test_a_device_is_no_file() -> None:
    assert refused(Path("/dev/null")).code == "not-a-file"


@pytest.mark.parametrize("name", ["nowhere/x.csv", "a\0b.csv", "x" * 5000 + ".csv"])
def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path / name).code == "no-file"


def test_a_misspelt_file_name_gets_the_nearest_one(sales: Path) -> None:
    write(sales, PLAIN)
    assert refused(sales.with_name("saless.csv")).hint == f"Did you mean {sales}?"


def test_a_file_that_may_not_be_read_is_said_to_be_so(sales: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(sales, PLAIN)

    def forbidden(*_: object, **__: object) -> None:  # chmod does not stop root, who may run the tests
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    problem = refused(sales)
    assert (problem.code, problem.message) == ("no-permission", f"{sales} may not be read by you.")


def test_a_file_that_vanishes_while_it_is_read_is_said_to_be_missing(
    sales: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(sales, PLAIN)

    def gone(*_: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("rnntui.series.csvfile.find_layout", gone)
    assert refused(sales).code == "no-file"
