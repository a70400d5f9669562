"""Where a terminal has ASCII alone, nothing else is written to it."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from rnntui.charts.ability import IN_CONSOLE
from rnntui.course.load import load_course
from rnntui.spec.steering import STEERING
from rnntui.tui.markdown import to_text
from rnntui.tui.plain import Unsteered, plain


@given(st.text(st.characters(exclude_categories=("C", "Z"))))
def test_any_text_becomes_ascii_in_as_many_columns(text):
    assert plain(text).isascii()
    assert cell_len(plain(text)) == cell_len(text)


@given(st.text(st.characters(exclude_characters="\n\t")))
def test_nothing_of_a_text_steers_the_terminal(text):
    (shown,) = Unsteered().apply([Segment(text)], Color(0, 0, 0))
    assert not STEERING.search(shown.text)
    assert cell_len(shown.text) == cell_len(text)


def test_characters_become_those_that_look_like_them():
    assert plain("• ▸ é ² │─┐ ✗ 漢") == "* > e 2 |-+ x ? "


def test_formulas_in_prose_are_written_out():
    assert to_text("the slope 1 − h², `a → b`", unicode=False).plain == "the slope 1 - h^2, a -> b"


ASCII = set(map(chr, range(32, 127))) | {"\n"}


@pytest.mark.parametrize("lesson", ["rnn-cell", "lstm-gates"])
@pytest.mark.parametrize(("marker", "known"), [("ascii", ASCII), ("half-block", ASCII | IN_CONSOLE)])
async def test_no_step_of_a_lesson_has_more(opened, lesson, marker, known):
    course, console = load_course(None), marker != "ascii"
    async with opened(course=course, first=lesson, console=console, marker=marker, colours=0) as tui:
        await tui.until(lambda: tui.app.screen is tui.lesson)
        for step in range(len(tui.lesson.lesson.steps)):
            await tui.until(lambda step=step: f"- {step + 1}/" in tui.text)
            await tui.press("1")
            assert written(tui) <= known
            await tui.press("2")
            assert written(tui) <= known
            await tui.press("1", "n")


def written(tui):
    """The characters that stand on the terminal."""
    strips = tui.app.screen._compositor.render_strips()
    filters = tui.app.get_line_filters()
    return {
        character
        for strip in strips
        for segment in reduce(lambda line, one: one.apply(line, Color(0, 0, 0)), filters, list(strip))
        for character in segment.text
    }
