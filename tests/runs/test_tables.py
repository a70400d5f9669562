"""What is written is what is read."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rnntui.runs.tables import PARTS, ForecastTable, History, TableError

numbers = st.floats(allow_infinity=False)
names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1, max_size=8)


@st.composite
def tables(draw):
    rows, targets, leads = draw(st.integers(0, 5)), draw(st.integers(1, 3)), draw(st.integers(0, 3))
    several = st.lists(names, min_size=targets, max_size=targets, unique=True).map(tuple)

    def values(*shape):
        return draw(arrays(np.float64, shape, elements=numbers))

    return ForecastTable(
        index=tuple(draw(st.lists(names, min_size=rows, max_size=rows))),
        part=tuple(draw(st.lists(st.sampled_from(PARTS), min_size=rows, max_size=rows))),
        targets=draw(several) if targets > 1 else ("",),
        actual=values(rows, targets),
        one_step=values(rows, targets),
        recursive=values(rows, targets),
        direct=values(rows, leads, targets),
    )


def through_csv(table):
    file = io.StringIO(newline="")
    table.write_csv(file)
    file.seek(0)
    return type(table).read_csv(file)


@given(tables())
def test_a_forecast_table_survives_its_file_bit_for_bit(table):
    back = through_csv(table)
    assert (back.index, back.part, back.targets) == (table.index, table.part, table.targets)
    for name in ("actual", "one_step", "recursive", "direct"):
        np.testing.assert_array_equal(getattr(back, name), getattr(table, name), strict=True)


@given(arrays(np.float64, st.integers(0, 20), elements=numbers), st.booleans())
def test_a_history_survives_its_file_bit_for_bit(loss, watched):
    val_loss = -loss if watched and np.isfinite(loss).any() else np.empty(0)
    back = through_csv(History(loss, val_loss))
    np.testing.assert_array_equal(back.loss, loss, strict=True)
    np.testing.assert_array_equal(back.val_loss, val_loss, strict=True)


def table(**changes):
    """Two rows, one target, no leads."""
    column = np.array([[1.0], [2.5]])
    empty = np.full((2, 1), np.nan)
    parts = {
        "index": ("1960-12", "1961-01"),
        "part": ("test", "future"),
        "targets": ("",),
        "actual": column,
        "one_step": column,
        "recursive": empty,
        "direct": np.empty((2, 0, 1)),
    }
    return ForecastTable(**{**parts, **changes})


def text(written):
    file = io.StringIO(newline="")
    written.write_csv(file)
    return file.getvalue()


def test_one_target_has_short_column_names():
    assert text(table()) == (
        "index,part,actual,one_step,recursive\n1960-12,test,1.0,1.0,\n1961-01,future,2.5,2.5,\n"
    )


def test_leads_have_columns_of_their_own():
    leads = np.array([[[1.0], [2.0]], [[3.0], [np.inf]]])  # (R, H, T)
    header, first, second = text(table(direct=leads)).splitlines()
    assert header == "index,part,actual,one_step,recursive,direct_1,direct_2"
    assert first.endswith(",1.0,2.0")
    assert second.endswith(",3.0,")


def test_several_targets_have_their_names_before_the_columns():
    two = np.array([[1.0, 10.0], [2.0, 20.0]])
    written = table(
        targets=("a", "b.actual"), actual=two, one_step=two, recursive=two, direct=np.empty((2, 0, 2))
    )
    header, first, _ = text(written).splitlines()
    assert header == (
        "index,part,a.actual,a.one_step,a.recursive,b.actual.actual,b.actual.one_step,b.actual.recursive"
    )
    assert first == "1960-12,test,1.0,1.0,1.0,10.0,10.0,10.0"


def test_rows_of_a_part():
    assert table().rows("future").tolist() == [False, True]
    assert table().rows("test", "future").tolist() == [True, True]


def test_a_history_counts_epochs_from_one():
    assert text(History(np.array([0.5, np.nan]), np.empty(0))) == "epoch,loss,val_loss\n1,0.5,\n2,,\n"
    assert text(History(np.array([0.5]), np.array([0.25]))) == "epoch,loss,val_loss\n1,0.5,0.25\n"


def test_more_rows_than_are_written_at_a_time_survive():
    values = np.arange(10_000, dtype=np.float64)
    np.testing.assert_array_equal(through_csv(History(values, values)).val_loss, values)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "empty"),
        ("a,b\n", "does not name the columns"),
        ("index,part,actual\n", "does not name the columns"),
        ("index,part,actual,one_step,recursive,direct_2\n", "does not name the columns"),
        ("index,part,actual,one_step,recursive\n1,test,1.0\n", "line 2 has 3 cells and should have 5"),
        ("index,part,actual,one_step,recursive\n1,test,1.0,x,\n", "line 2 holds text"),
        ("index,part,actual,one_step,recursive\n1,exam,1.0,,\n", "'exam'"),
    ],
)
def test_another_file_is_told_apart(content, said):
    with pytest.raises(TableError, match=said):
        ForecastTable.read_csv(io.StringIO(content, newline=""))


def test_another_history_is_told_apart():
    with pytest.raises(TableError, match="first line"):
        History.read_csv(io.StringIO("x,y\n1,2\n", newline=""))
