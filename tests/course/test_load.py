"""A directory is a course: its lessons in the order of the file names, and what is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from rnntui.course.load import load_course, shipped_course
from rnntui.course.records import Broken
from tests.course.conftest import FRONT

TEXT = FRONT + "## A step\ntext\n"


def named(identity: str) -> str:
    return TEXT.replace("id: tried", f"id: {identity}")


def test_lessons_come_in_the_order_of_their_numbers_and_are_found_by_number_or_id(write) -> None:
    course = load_course(write(**{"10-late": named("late"), "2-soon": named("soon"), "README": "no lesson"}))
    assert [(lesson.number, lesson.id) for lesson in course.lessons] == [(2, "soon"), (10, "late")]
    assert course.problems == ()
    late = course.lessons[1]
    assert course.find("10") == course.find("late") == course.find(" LATE ") == late
    assert course.find("02") == course.lessons[0]
    assert course.find("1") is None
    assert course.find("") is None


def test_files_without_a_number_count_from_one(write) -> None:
    course = load_course(write(b=named("b"), a=named("a")))
    assert [(lesson.number, lesson.id) for lesson in course.lessons] == [(1, "a"), (2, "b")]


def test_a_name_that_is_nearly_one_is_known() -> None:
    course = load_course()
    meant = {
        name: course.closest(name) for name in ("percptron", "lstm", "cell", "Debuging", "99", "the", "")
    }
    assert {name: lesson.id for name, lesson in meant.items() if lesson} == {
        "percptron": "perceptron",
        "lstm": "lstm-gates",
        "cell": "rnn-cell",
        "Debuging": "debugging",
    }


def test_what_several_lessons_share_is_a_problem(write: Callable[..., Path]) -> None:
    course = load_course(write(**{"01-a": TEXT, "01-b": TEXT}))
    said = [problem.message for problem in course.problems]
    assert 'The id "tried" is that of 01-a.md already.' in said
    assert "The number 1 is that of 01-a.md already: rename the file." in said


def test_problems_of_lessons_are_the_courses_too(write: Callable[..., Path]) -> None:
    course = load_course(write(**{"01-a": TEXT + "```quiz\n```\n"}))
    assert course.problems == course.lessons[0].problems != ()


def test_what_can_not_be_read_is_told(tmp_path: Path) -> None:
    assert "can't be read" in load_course(tmp_path / "none").problems[0].message
    assert "no lesson in this directory" in load_course(tmp_path).problems[0].message
    (tmp_path / "1.md").write_bytes(FRONT.encode() + b"## caf\xe9\n")
    (problem,) = load_course(tmp_path).problems
    assert (problem.line, problem.message) == (6, "The file is not UTF-8 text: save it as UTF-8.")
    (tmp_path / "1.md").unlink()
    (tmp_path / "2.md").mkdir()
    course = load_course(tmp_path)
    (problem,) = course.problems
    assert "The file can't be read" in problem.message
    assert course.lessons[0].steps[0].blocks == (Broken(problem),)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "1.md")
    assert "an ordinary file" in load_course(tmp_path).problems[0].message
    os.mkfifo(tmp_path / "glossary.md")
    assert load_course(tmp_path).glossary.problems


def test_what_would_steer_the_terminal_is_told_with_its_line_and_marked(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text(f"{FRONT}## a\x1b]0;title\x07\r\n\r\ntext\n", newline="")
    (tmp_path / "glossary.md").write_text("## a\u202eterm\n\nIt is this.\n")
    course = load_course(tmp_path)
    assert [problem.message for problem in course.problems] == [
        "The character U+001B can't be shown: take it out.",
        "The character U+202E can't be shown: take it out.",
    ]
    assert [problem.line for problem in course.problems] == [6, 1]
    assert course.lessons[0].steps[0].title == "a\ufffd]0;title\ufffd"


def test_the_shipped_course_is_found() -> None:
    assert load_course() == load_course(shipped_course())
    assert load_course().lessons
