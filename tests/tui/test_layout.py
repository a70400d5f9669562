"""What is in sight at every size of the terminal, and what stands in the place of what is broken."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from rich.cells import cell_len

from rnntui.course.load import load_course, shipped_course
from rnntui.runs.database import Database
from rnntui.runs.progress import Progress
from rnntui.tui.widgets.editor import SpecEditor
from rnntui.tui.widgets.sentence import Sentence
from tests.tui.conftest import NARROW, WIDE
from tests.tui.happened import finished

BROKEN = """---
id: broken
title: Broken
minutes: 5
---

# Broken

## A step

Before.

```quiz half
question = "Only a question?"
```

```figure nonsense
figure = "no_such_figure"
```

After.
"""
LONG = """data = Series("airline", look_back=12, split=0.7, scale="minmax", transform=["log", "diff:12"])
model = Sequential([Flatten(), Dense(1)])
model.compile(optimizer=Adam(), loss="mse")
model.fit(epochs=200, batch_size=10)
"""


def course_of(directory: Path, **lessons: str):
    directory.mkdir()
    for name, text in lessons.items():
        (directory / f"{name}.md").write_text(text, encoding="utf-8")
    return load_course(directory)


async def test_the_lab_is_drawn_when_it_comes_into_sight_after_the_lesson_was_scrolled(opened):
    async with opened((60, 20), course=load_course(shipped_course()), first="time-series") as tui:
        await tui.press("n")
        await tui.until(lambda: tui.lesson.pane.figure is not None and "What order is worth" in tui.text)
        await tui.press("down")
        await tui.until(lambda: tui.lesson.reading.scroll_y > 0)
        await tui.press("o")
        await tui.shows("This figure answers your guess")


@pytest.mark.parametrize("start", ["lesson", "lab"])
async def test_the_focused_pane_stays_in_sight_when_the_terminal_changes(opened, start):
    async with opened(WIDE) as tui:
        await tui.press("enter", "n", "1" if start == "lesson" else "2")
        focused = tui.lesson.focused
        for size in (NARROW, (60, 20), WIDE, (112, 24), (111, 24)):
            await tui.pilot.resize_terminal(*size)
            await tui.until(lambda size=size: tui.app.screen.size == size)
            await tui.pilot.pause()
            assert tui.lesson.focused is focused
            assert focused.region.width > 0
            assert focused.region.height > 0
            both = tui.lesson.reading.region.width > 0 and tui.lesson.pane.region.width > 0
            assert both is (size[0] >= 112)


async def test_a_click_on_a_tab_opens_it(opened):
    async with opened(NARROW, first="first") as tui:
        await tui.shows("[Lesson]  Lab")
        await tui.pilot.click(offset=(tui.text.split("\n")[1].index("Lab") + 1, 1))
        await tui.shows("Lesson  [Lab]")
        await tui.pilot.click(offset=(3, 1))
        await tui.shows("[Lesson]  Lab")


@pytest.mark.parametrize("size", [(59, 30), (80, 19), (20, 5)])
async def test_too_small_a_terminal_is_a_sentence_and_nothing_is_lost(opened, size):
    async with opened(WIDE) as tui:
        await tui.press("enter", "n", "e")
        await tui.pilot.resize_terminal(*size)
        await tui.until(lambda: "60 columns" in " ".join(tui.text.split()))
        await tui.press("a")
        await tui.pilot.resize_terminal(*WIDE)
        await tui.shows("Train")
        assert isinstance(tui.lesson.focused, SpecEditor)
        assert tui.lab.editor.text.startswith("adata")


@pytest.mark.parametrize("size", [(59, 30), (40, 10), (80, 19), (20, 5)])
async def test_home_asks_for_more_room_as_well_and_keeps_its_cursor(opened, size):
    async with opened(size) as tui:
        await tui.until(lambda: "needs 60 columns and 20 rows" in " ".join(tui.text.split()))
        assert "Enter" not in tui.text
        await tui.press("down")
        await tui.pilot.resize_terminal(60, 20)
        await tui.shows("▸  2  A second lesson")
        await tui.shows("q quits")


async def test_a_very_large_terminal_gives_room_to_prose_editor_and_chart(opened):
    async with opened((300, 100)) as tui:
        await tui.press("enter", "n")
        await tui.read()
        reading, chart, editor = tui.lesson.reading, tui.lab.query_one("#chart"), tui.lab.editor
        await tui.until(lambda: chart.region.height > 60 and chart.region.width > 200, "a large chart")
        assert 60 <= reading.region.width <= 80, "lines that the eye can follow"
        assert 12 < editor.region.height <= 24
        await tui.shows("Will the one-step RMSE be below 20?")  # unbroken: it is wider than the least width
        lines = tui.text.splitlines()
        assert lines[98].rstrip().endswith("1960") or "1960" in "".join(lines[90:]), "the axis is at the foot"


async def test_broken_blocks_and_figures_say_so_in_their_place(opened, tmp_path):
    course = course_of(tmp_path / "course", broken=BROKEN)
    async with opened(WIDE, course=course) as tui:
        await tui.press("enter")
        await tui.shows("Before.")
        lines = " ".join(tui.line(".broken").split())
        assert lines.startswith("This part of the lesson is broken.")
        assert "broken.md:13:" in lines
        assert "After." in tui.text
        lab = tui.lesson.pane.query_one(".broken")
        assert "This figure is broken." in str(lab.content)
        assert "no_such_figure" in str(lab.content)
        await tui.press("2", "v", "r", "l", "z", "m", "space", "1")
        await tui.shows("This step has nothing to train.")


async def test_a_lesson_without_a_step_says_what_is_wrong_with_it(opened, tmp_path):
    course = course_of(tmp_path / "course", empty="")
    async with opened(course=course) as tui:
        await tui.press("enter")
        await tui.shows("This part of the lesson is broken.")
        await tui.press("2")
        await tui.shows("This step needs no lab")
        assert " e " not in tui.line("#keys"), "there is nothing to edit"


async def test_the_cursor_of_a_long_course_stays_in_view(opened, tmp_path):
    lesson = BROKEN.replace("id: broken", "id: l{0}").replace("title: Broken", "title: Number {0}")
    course = course_of(
        tmp_path / "course", **{f"{at:02}": lesson.replace("{0}", str(at)) for at in range(1, 25)}
    )
    async with opened(course=course) as tui:
        for at in (*range(2, 25), *range(23, 0, -1)):
            await tui.press("down" if f"Number {at - 1}" in selected(tui) else "up")
            await tui.until(lambda at=at: f"Number {at} " in tui.text, f"lesson {at}")
            assert f"Number {at} " in selected(tui)


def selected(tui) -> str:
    return next((line for line in tui.text.splitlines() if "▸" in line), "")


async def test_an_unusual_course_is_said_on_the_home_screen(opened, tmp_path):
    course = course_of(tmp_path / "course")
    async with opened(course=course) as tui:
        await tui.shows("This course has no lessons.")
        await tui.press("enter", "down")


async def test_a_line_that_is_longer_than_the_editor_costs_no_row_and_scrolls_with_the_cursor(opened):
    async with opened() as tui:
        await tui.press("enter", "n", "e")
        editor = tui.lab.editor
        editor.put(LONG)
        await tui.pilot.pause()
        assert editor.scrollable_content_region.height == 9
        editor.move_cursor((0, 0))
        await tui.press("end")
        await tui.until(lambda: editor.scroll_offset.x > 0)
        assert 'transform=["log", "diff:12"])' in tui.text
        await tui.press("home")
        await tui.until(lambda: editor.scroll_offset.x == 0)


async def test_the_cursor_of_a_long_spec_stays_in_view(opened):
    async with opened() as tui:
        await tui.press("enter", "n", "e")
        tui.lab.editor.put("".join(f"# line {at}\n" for at in range(30)) + LONG)
        tui.lab.editor.move_cursor((25, 0))
        await tui.shows("# line 25")


async def test_what_the_store_says_is_shown_once(opened, home):
    home.mkdir()
    (home / "progress.sqlite").write_bytes(b"no database at all " * 100)
    async with opened(WIDE) as tui:
        await tui.until(lambda: "was damaged" in " ".join(tui.text.split()))
        assert tui.app.progress.take_notes() == ()
        tui.link.notes.append("This run will not be in the list of runs.")
        await tui.until(lambda: "list of runs" in " ".join(tui.text.split()))
        assert tui.link.notes == []


@pytest.mark.parametrize("size", [WIDE, (80, 24), (60, 20)])
async def test_progress_that_cannot_be_saved_is_said_as_long_as_it_is_so(opened, monkeypatch, size):
    progress = Progress()
    connect = Database._connect

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Database, "_connect", full)
    async with opened(size, progress=progress) as tui:
        await tui.press("enter")
        await tui.tells("can't be saved")
        await tui.press("n")  # which puts notes away
        await tui.press("g", "enter")
        await tui.shows("Train")  # what was reached lasts until the end
        title = tui.lesson.query_one("#title", Sentence)
        await tui.until(lambda: str(title.content).endswith(" not saved "))
        assert "2/4" in str(title.content)
        await tui.train("r")
        await tui.said(finished(tui.link.run))
        await tui.until(lambda: str(title.content).endswith(" not saved "), "beside the result")
        assert cell_len(str(title.content)) < size[0]
        monkeypatch.setattr(Database, "_connect", connect)
        await tui.press("n")
        await tui.tells("saved again")
        await tui.until(lambda: "not saved" not in str(title.content))
        assert Progress().step("first") == 2


@pytest.mark.parametrize(("colours", "marker"), [(0, "ascii"), (16, "half-block"), (256, "braille")])
async def test_poor_terminals_show_everything(opened, colours, marker):
    async with opened(colours=colours, marker=marker) as tui:
        await tui.press("enter", "enter", "down", "enter")
        await tui.press("n", "2")
        await tui.read()
        await tui.train("r")
        if marker == "ascii":
            text = tui.text.replace("…", "")
            assert text.isascii(), {one for one in text if not one.isascii()}


async def test_controls_of_an_older_lesson_leave_the_figure_as_it_begins(opened):
    progress = Progress()
    progress.save_controls("second", "slide", {"w": "heavy", "gone": 1.0, "rate": 4.0})
    async with opened(WIDE, progress=progress) as tui:
        await tui.press("down", "enter")
        await tui.until(lambda: tui.lesson.pane.figure is not None)
        assert tui.lesson.pane.figure.figure.values()["w"] == 1.0
        assert tui.lesson.pane.figure.figure.values()["rate"] == 4.0
