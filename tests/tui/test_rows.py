"""A text row by row is what rich draws of it, and only columns that changed are drawn again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.strip import Strip

from rnntui.tui.rows import Row, changed_columns, rows_of, strip_of

CONSOLE = Console()
BASE = Style.parse("white on black")
WIDTH = 12

styles = st.sampled_from(["red", "#3fbf6f", "bold"])


@st.composite
def texts(draw: st.DrawFn) -> Text:
    text = Text(draw(st.text("ab⠙ \n", min_size=1, max_size=60)), style=draw(st.sampled_from(["", "bold"])))
    for _ in range(draw(st.integers(0, 5))):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        text.stylize(draw(styles), start, end)
    if draw(st.booleans()):
        text.spans = sorted(text.spans)
    return text


def cells(strip: Strip) -> list[tuple[str, Style | None]]:
    return [(character, segment.style) for segment in strip for character in segment.text]


def by_rich(line: Text) -> list[tuple[str, Style | None]]:
    line.end = ""
    strip = Strip(Segment.apply_style(line.render(CONSOLE), BASE)).adjust_cell_length(WIDTH, BASE)
    return cells(strip)


@given(texts())
def test_rows_are_what_rich_draws(text):
    rows = rows_of(text, CONSOLE)
    drawn = [cells(strip_of(row, WIDTH, BASE, CONSOLE)) for row in rows]
    assert drawn == [by_rich(line) for line in text.split("\n", allow_blank=True)]


@given(texts(), texts())
def test_outside_the_changed_columns_nothing_changed(before, after):
    for old, new in zip(rows_of(before, CONSOLE), rows_of(after, CONSOLE), strict=False):
        first, last = changed_columns(old, new, WIDTH)
        was, now = (cells(strip_of(row, WIDTH, BASE, CONSOLE)) for row in (old, new))
        assert was[:first] + was[last:] == now[:first] + now[last:]


def test_of_a_row_with_one_other_character_that_one_column_changed():
    old, new = Row("abc def", ((0, 1, "red"),)), Row("abX def", ((0, 1, "red"),))
    assert changed_columns(old, new, WIDTH) == (2, 3)
    assert changed_columns(old, old, WIDTH) == (0, 0)
    assert changed_columns(Row("ab"), Row("ab   "), WIDTH) == (0, 0)
