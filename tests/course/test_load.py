"""A directory is a course: its lessons in the order of the file names, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rnntui.course.load import load_course, shipped_course
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
    assert "The file can't be read" in load_course(tmp_path).problems[0].message


def test_the_shipped_course_is_found() -> None:
    assert load_course() == load_course(shipped_course())
    assert load_course().lessons
