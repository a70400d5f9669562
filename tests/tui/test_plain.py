"""Where a terminal has ASCII alone, nothing else is written to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from rnntui.course.load import load_course
from rnntui.tui.markdown import to_text
from rnntui.tui.plain import plain


@given(st.text(st.characters(exclude_categories=("C", "Z"))))
def test_any_text_becomes_ascii_in_as_many_columns(text):
    assert plain(text).isascii()
    assert cell_len(plain(text)) == cell_len(text)


def test_characters_become_those_that_look_like_them():
    assert plain("• ▸ é ² │─┐ ✗ 漢") == "* > e 2 |-+ x ? "


def test_formulas_in_prose_are_written_out():
    assert to_text("the slope 1 − h², `a → b`", unicode=False).plain == "the slope 1 - h^2, a -> b"


@pytest.mark.parametrize("lesson", ["rnn-cell", "lstm-gates"])
async def test_no_step_of_a_lesson_has_more(opened, lesson):
    course = load_course(None)
    async with opened(course=course, first=lesson, unicode=False, marker="ascii", colours=0) as tui:
        await tui.until(lambda: tui.app.screen is tui.lesson)
        for step in range(len(tui.lesson.lesson.steps)):
            await tui.until(lambda step=step: f"- {step + 1}/" in tui.text)
            await tui.press("1")
            assert tui.text.isascii()
            await tui.press("2")
            assert tui.text.isascii()
            await tui.press("1", "n")
