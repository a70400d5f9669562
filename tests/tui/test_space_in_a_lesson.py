"""The space bar that a lesson speaks of, pressed where the lesson is read."""

from __future__ import annotations

import pytest

from rnntui.course.lesson import parse_lesson
from rnntui.course.records import Course
from rnntui.tui.widgets.figure import VEIL
from tests.tui.conftest import NARROW, WIDE

LESSON = """---
id: space
title: Space
minutes: 1
---

# Space

## Unroll it

The space bar unrolls the loop.

```figure loop
figure = "unroll"
```

## Guess first

```guess sets
question = "How many sets of weights?"
answer = 1
reveal = "1: it is the same cell."
```

```figure again
figure = "unroll"
```

## Nothing to press

Only words.
"""
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])


def course() -> Course:
    return Course((parse_lesson(LESSON, "01-space.md"),))


@SIZES
async def test_space_pressed_in_the_lesson_goes_to_the_figure_and_presses_it(opened, size):
    async with opened(size, course=course(), first="space") as tui:
        await tui.until(lambda: tui.lesson.pane.figure is not None)
        await tui.press("space")
        await tui.shows("cell to edit")
        assert tui.lesson.focused is tui.lesson.pane.figure


@SIZES
async def test_a_figure_that_waits_for_a_guess_is_gone_to_and_stays_veiled(opened, size):
    async with opened(size, course=course(), first="space") as tui:
        await tui.press("n")
        await tui.until(lambda: tui.lesson.pane.figure is not None)
        await tui.press("space")
        await tui.shows(VEIL[:40])
        assert tui.lesson.pane.figure.veiled


async def test_where_there_is_no_figure_space_stays_in_the_lesson(opened):
    async with opened(NARROW, course=course(), first="space") as tui:
        await tui.press("n", "n")
        await tui.shows("Only words")
        await tui.press("space")
        assert tui.lesson.focused is tui.lesson.reading
