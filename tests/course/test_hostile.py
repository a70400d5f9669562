"""Whatever a file holds, it is read as a lesson with problems, and never raises."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from rnntui.course.check import check_course
from rnntui.course.lesson import parse_lesson
from rnntui.course.load import shipped_course
from rnntui.course.records import Course, Lesson
from tests.course.conftest import facts

WHOLE = sorted(shipped_course().glob("[0-9]*.md"))[0].read_text(encoding="utf-8")
pieces = st.sampled_from([
    "---", "id: a", "title: b", "minutes: 3", "## step", "# title", "```spec a", "```quiz q", "```guess g",
    "```exercise e", "```expect x", "```figure f", "```chart c", "```", "~~~", "````", "> ```quiz q", "- ",
    "[[choice]]", "[solution]", "[solution.figure]", "figure = 'x'", "question = 'x'", "answer = 1",
    "right = true", "why = 'w'", "conditions = ['a < 1']", "spec = 'a'", "specs = {a = 'b'}", "x = [[[[",
    '"""', "\x00", "\u2028", "\x0c", "Sequential([", "a = 1979-05-27T07:32:00", "a.b.c = 1", "text", "===",
    "<!--", "\t```spec a", "[x]: y", "choice = []", "[choice]", "claim = 'c'", "goal = 'g'", "seeds = 5",
])  # fmt: skip


def read(text: str) -> Lesson:
    """The lesson, whose lines all lie in the text; its check must not raise either."""
    lesson = parse_lesson(text, "any.md")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= problem.line <= lines and problem.message for problem in lesson.problems)
    assert all(1 <= block.line <= lines for _, block in lesson.blocks())
    course = Course((lesson,), lesson.problems)
    assert set(lesson.problems) <= set(check_course(course, facts=facts, train=False).problems)
    return lesson


@given(st.text(max_size=300))
@settings(max_examples=200)
def test_any_text(text: str) -> None:
    read(text)


@given(st.lists(pieces, max_size=40), st.sampled_from(["\n", "\r\n", "\r", "\n\n"]))
@settings(max_examples=300)
def test_any_pieces_of_a_lesson(lines: list[str], end: str) -> None:
    read(end.join(lines))


@given(st.integers(0, len(WHOLE)), st.integers(0, 400), st.text(max_size=6) | pieces)
@settings(max_examples=150)
def test_a_whole_lesson_with_a_stretch_replaced(at: int, length: int, text: str) -> None:
    read(WHOLE[:at] + text + WHOLE[at + length :])


@given(st.lists(st.tuples(st.integers(0, WHOLE.count("\n")), st.integers(0, WHOLE.count("\n"))), max_size=4))
@settings(max_examples=100)
def test_a_whole_lesson_with_lines_exchanged(swaps: list[tuple[int, int]]) -> None:
    lines = WHOLE.split("\n")
    for one, other in swaps:
        lines[one], lines[other] = lines[other], lines[one]
    read("\n".join(lines))


def test_deep_and_long_things_end(tmp_path: Path) -> None:
    front = "---\nid: a\ntitle: b\nminutes: 1\n---\n## s\n"
    deep = "[" * 15_000
    for text in (
        f"```quiz q\nx = {deep}\n```",
        ">" * 50_000,
        "- " * 50_000,
        "[" * 50_000,
        "`" * 100_000,
        "*_" * 40_000,
    ):
        read(front + text)
    read(front + f"```guess g\nanswer = {'9' * 10_000}\n```")
