"""Dates in the usual ways to write them are read as what they mean, and wrong ones are refused."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnntui.series.dates import DAY_FIRST, DECIMAL_YEAR, FORMATS, MONTH_FIRST, DateFormat, looks_like_date
from rnntui.series.rowproblem import RowProblem


def named(text: str) -> DateFormat:
    return next(known for known in FORMATS if known.text == text)


@pytest.mark.parametrize(
    ("form", "text", "moment"),
    [
        ("YYYY-MM-DD", "2012-01-31", "2012-01-31"),
        ("YYYY-MM-DD", "2012/1/3", "2012-01-03"),
        ("YYYY-MM-DD", "2012.01.31", "2012-01-31"),
        ("YYYY-MM-DD", "2012-01-31 05:06", "2012-01-31T05:06"),
        ("YYYY-MM-DD", "2012-01-31T05:06:07.25", "2012-01-31T05:06:07.250"),
        ("YYYY-MM-DD", "2012-01-31T05:06:07Z", "2012-01-31T05:06:07"),
        ("YYYY-MM-DD", "2012-01-31 05:06:07+02:00", "2012-01-31T03:06:07"),
        ("YYYY-MM-DD", "2012-01-31 22:00-0330", "2012-02-01T01:30"),
        ("DD.MM.YYYY", "31.01.2012", "2012-01-31"),
        ("DD.MM.YYYY", "1.2.2012 23:59", "2012-02-01T23:59"),
        ("DD/MM/YYYY", "03/04/2020", "2020-04-03"),
        ("MM/DD/YYYY", "03/04/2020", "2020-03-04"),
        ("MM/DD/YYYY", "3/4/20 12:05 AM", "2020-03-04T00:05"),
        ("MM/DD/YYYY", "3/4/20 12:05 pm", "2020-03-04T12:05"),
        ("DD Month YYYY", "31 January 2012", "2012-01-31"),
        ("DD Month YYYY", "31-Jan-12", "2012-01-31"),
        ("Month DD, YYYY", "Sept. 5, 2012", "2012-09-05"),
        ("YYYY-MM", "1949-02", "1949-02-01"),
        ("YYYY-MM", "1949M02", "1949-02-01"),
        ("MM/YYYY", "2/1949", "1949-02-01"),
        ("YYYY-Q1", "1949Q3", "1949-07-01"),
        ("YYYY-Q1", "1949-Q4", "1949-10-01"),
        ("Q1 YYYY", "Q2 1949", "1949-04-01"),
        ("YYYY-W01", "2020-W53", "2020-12-28"),
        ("YYYY-W01", "2021W01", "2021-01-04"),
        ("Month YYYY", "Dec 1949", "1949-12-01"),
        ("Month YYYY", "Dec-39", "2039-12-01"),
        ("Month YYYY", "Dec-40", "1940-12-01"),
        ("YYYY Month", "1949 dec", "1949-12-01"),
        ("YYYYMMDD", "20120131", "2012-01-31"),
        ("YYYYMM", "194902", "1949-02-01"),
        ("YYYY", "1949", "1949-01-01"),
        (DECIMAL_YEAR.text, "1949.0833", "1949-02-01"),
    ],
)
def test_a_date_is_read_as_what_it_means(form: str, text: str, moment: str) -> None:
    assert named(form).fits(text)
    assert named(form).parse([text])[0] == np.datetime64(moment, "us")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("YYYY-MM-DD", "2020-02-30"),
        ("YYYY-MM-DD", "2021-02-29"),
        ("YYYY-MM-DD", "2020-00-01"),
        ("YYYY-MM-DD", "2020-01-01 24:00"),
        ("YYYY-MM-DD", "2020-01-01 10:60"),
        ("DD/MM/YYYY", "31/04/2020"),
        ("MM/DD/YYYY", "13/01/2020"),
        ("MM/DD/YYYY", "1/1/2020 13:00 PM"),
        ("YYYY-W01", "2021-W53"),
        ("YYYY-W01", "2021-W00"),
        ("Month YYYY", "Foo 2020"),
    ],
)
def test_a_date_that_does_not_exist_is_refused_at_its_row(form: str, text: str) -> None:
    good = {"YYYY-MM-DD": "2020-01-01", "YYYY-W01": "2020-W10", "Month YYYY": "May 2020"}.get(
        form, "01/01/2020"
    )
    with pytest.raises(RowProblem, match="a date or time that does not exist") as caught:
        named(form).parse([good, good, text, good])
    assert (caught.value.row, caught.value.code) == (2, "bad-date")


def test_another_way_to_write_a_date_is_refused_at_its_row() -> None:
    with pytest.raises(RowProblem, match=r"is '1\.2\.2020', not a date like YYYY-MM-DD") as caught:
        named("YYYY-MM-DD").parse(["2020-01-31", "1.2.2020"])
    assert caught.value.row == 1
    with pytest.raises(RowProblem, match="has no date") as caught:
        named("YYYY-MM-DD").parse(["2020-01-31", " "])
    assert caught.value.code == "missing-date"


@given(st.lists(st.datetimes(datetime.datetime(1000, 1, 1)), min_size=1, max_size=9))
def test_the_fast_way_and_the_slow_way_agree(moments: list[datetime.datetime]) -> None:
    minutes = [moment.replace(second=0, microsecond=0) for moment in moments]
    fast = named("YYYY-MM-DD").parse([moment.isoformat(" ", "minutes") for moment in minutes])
    slow = named("YYYY-MM-DD").parse([moment.isoformat(" ", "minutes") + " " for moment in minutes])
    spaced = named("YYYY-MM-DD").parse(
        [moment.isoformat("T", "minutes").replace("-", "/") for moment in minutes]
    )
    np.testing.assert_array_equal(fast, np.array(minutes, dtype="datetime64[us]"))
    np.testing.assert_array_equal(fast, slow)
    np.testing.assert_array_equal(fast, spaced)


@given(st.dates(datetime.date(1940, 1, 1), datetime.date(2039, 12, 31)))
def test_every_day_is_read_back_from_every_way_to_write_it(day: datetime.date) -> None:
    written = {
        "DD.MM.YYYY": "%d.%m.%Y", DAY_FIRST.text: "%d/%m/%y", MONTH_FIRST.text: "%m/%d/%Y",
        "DD Month YYYY": "%d-%b-%y", "Month DD, YYYY": "%B %d, %Y", "YYYYMMDD": "%Y%m%d",
    }  # fmt: skip
    for form, pattern in written.items():
        assert named(form).parse([day.strftime(pattern)])[0] == np.datetime64(day, "us")
    week = named("YYYY-W01").parse([day.strftime("%G-W%V")])[0]
    assert week == np.datetime64(day - datetime.timedelta(day.weekday()), "us")


@pytest.mark.parametrize(
    "text", ["112", "1.5", "1949", "20120131", "abc", "", "1949.08", "rain", "12:30", "3-4"]
)
def test_what_may_be_a_number_or_a_word_does_not_look_like_a_date(text: str) -> None:
    assert not looks_like_date(text)
