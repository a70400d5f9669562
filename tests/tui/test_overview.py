"""What the home screen says: what is done of each lesson, and what comes next, on every day of a course."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from rnntui.course.load import load_course
from rnntui.runs.progress import Progress
from rnntui.tui.overview import cut, lessons_text, next_lesson, next_words, standing
from rnntui.tui.screens.lesson_bars import title_line
from tests.tui.conftest import COURSE as DIRECTORY

COURSE = load_course()


@pytest.fixture
def progress() -> Progress:
    return Progress()


def test_the_first_start_says_where_to_start(progress) -> None:
    assert next_words(COURSE, progress).startswith("Start here: 1 Time series, ")


def test_the_next_day_goes_on_where_one_was(progress) -> None:
    progress.save_step("time-series", 4)
    progress.save_step("perceptron", 4)
    progress.save_last("perceptron")
    assert next_words(COURSE, progress) == "Go on: 3 The perceptron, step 5 of 10"
    assert COURSE.lessons[next_lesson(COURSE, progress)].id == "perceptron"


def test_after_a_lesson_the_next_one_that_there_is_comes(progress) -> None:
    progress.save_last("perceptron")
    progress.save_done("perceptron")
    assert next_words(COURSE, progress).startswith("Lesson 3 is done. Next: 5 The RNN cell, ")
    progress.save_last("lstm-gates")
    progress.save_done("lstm-gates")
    assert next_words(COURSE, progress).startswith("Lesson 8 is done. Next: 1 Time series, ")


def test_the_end_says_which_exercises_are_left(progress) -> None:
    for lesson in COURSE.lessons:
        progress.save_done(lesson.id)
    progress.save_answer("time-series", "three-months/met", 1)
    assert next_words(COURSE, progress) == (
        "You have been through all 6 lessons. Exercises left: those of 2, 3, 5, 6, 8."
    )


def test_steps_count_once_they_are_gone_on_from(progress) -> None:
    lesson = COURSE.lessons[0]
    progress.save_step(lesson.id, 8)  # found by the search: nothing before it is done
    progress.save_passed(lesson.id, 8)
    progress.save_passed(lesson.id, 99)  # the lesson had more steps once
    there = standing(lesson, progress)
    assert (there.step, there.passed, there.steps, there.met, there.exercises) == (8, 1, 9, 0, 1)


@pytest.mark.parametrize("size", [(58, 13), (77, 15), (117, 30)])
@pytest.mark.parametrize("unicode", [True, False])
def test_every_line_fits(progress, size, unicode) -> None:
    progress.save_done("windowing")
    progress.save_answer("windowing", "to-measure/met", 1)
    text = lessons_text(COURSE, progress, 1, size, unicode=unicode)
    lines = text.plain.partition("\n\n")[0].split("\n")
    wrapped = size[0] < len(COURSE.lessons[1].about) + 6  # under the cursor nothing is cut
    assert len(lines) == 2 * len(COURSE.lessons) + wrapped
    assert COURSE.lessons[1].about in " ".join(line.strip() for line in lines[3 : 4 + wrapped])
    assert max(map(len, text.plain.split("\n"))) <= size[0]
    assert unicode or text.plain.isascii()
    assert all(f"{lesson.number}  {lesson.title}" in text.plain for lesson in COURSE.lessons)
    assert "exercise ✓" in lines[2] or not unicode
    bars = {line.count("╌") + line.count("━") for line in lines if " min " in line}
    assert len(bars) == 1, "all of them have a bar, or none has"


def test_where_rows_are_few_only_the_lesson_under_the_cursor_says_what_it_is_about(progress) -> None:
    lines = lessons_text(COURSE, progress, 2, (77, 8), unicode=True).plain.split("\n")
    assert len(lines) == len(COURSE.lessons) + 1
    assert COURSE.lessons[2].about in lines[3]


def test_a_lesson_says_what_it_is_about_in_a_line_of_an_80_column_screen() -> None:
    assert all(0 < len(lesson.about) <= 68 for lesson in COURSE.lessons)


def test_wide_characters_count_as_the_columns_that_they_take(progress) -> None:
    course = replace(COURSE, lessons=(replace(COURSE.lessons[0], title="日本語" * 20),))
    line = lessons_text(course, progress, 0, (77, 15), unicode=True).plain.split("\n")[0]
    assert cell_len(line) <= 77
    assert "min" in line


async def test_after_the_last_step_home_stands_at_the_next_lesson(opened) -> None:
    course = load_course(DIRECTORY)
    async with opened(course=course) as tui:
        await tui.shows("Start here: 1 A first lesson")
        await tui.press("enter", *["n"] * (len(course.lessons[0].steps) - 1))
        await tui.shows("end of the lesson")
        await tui.press("n")
        await tui.shows("Lesson 1 is done. Next: 2 ")
        await tui.shows("▸  2")
        await tui.press("up", "question_mark", "escape")
        await tui.shows("▸  1")


def test_numbers_that_are_left_out_are_said_where_there_is_room(progress) -> None:
    said = "Lessons 4 and 7 will follow"
    assert said in lessons_text(COURSE, progress, 0, (78, 20), unicode=True).plain
    assert said not in lessons_text(COURSE, progress, 0, (78, 13), unicode=True).plain
    assert (
        "will follow" not in lessons_text(load_course(DIRECTORY), progress, 0, (78, 20), unicode=True).plain
    )


def test_the_step_is_in_sight_behind_a_title_of_any_length():
    lesson = replace(COURSE.lessons[0], title="A lesson with a title " * 5)
    line = title_line(lesson, 1, 60, unicode=False)
    assert line.endswith(f". - 2/{len(lesson.steps)}")
    assert len(line) <= 60


def test_a_text_that_has_no_room_ends_with_a_whole_word():
    assert cut("Another model in its place", 26, unicode=True) == "Another model in its place"
    assert cut("Another model in its place", 24, unicode=True) == "Another model in its…"
    assert cut("Another model in its place", 21, unicode=True) == "Another model in its…"
    assert cut("Backpropagation at work", 10, unicode=False) == "Backpropa."
