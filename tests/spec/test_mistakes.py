"""Mistakes that people really make, each with its exact message and its mend: see ``mistakes.txt``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from rnntui.spec.check import check
from rnntui.spec.edits import apply
from rnntui.spec.parse import parse
from rnntui.spec.records import DataFacts, Problem

AIRLINE = DataFacts(
    "airline", 144, ("passengers",), ("passengers",), 12, "MS", 104, 622, scaled_targets=(0.0, 1.68)
)
SPECIAL = {"␀": "\0", "→": "\t", "⍽": "\u00a0"}


@dataclass(frozen=True)
class Mistake:
    """One block of the file: the text with the mistake, and what is said of it."""

    title: str
    text: str
    said: str


def read_mistakes() -> list[Mistake]:
    head, *blocks = Path(__file__).with_name("mistakes.txt").read_text(encoding="utf-8").split("\n== ")
    spec = head[head.index("data =") :].strip() + "\n"
    return [read_block(spec, block) for block in blocks]


def read_block(spec: str, block: str) -> Mistake:
    title, *lines = block.rstrip().split("\n")
    old = "\n".join(line[2:] for line in lines if line.startswith("- "))
    new = "\n".join(line[2:] for line in lines if line.startswith("+ "))
    for mark, meant in SPECIAL.items():
        old, new = old.replace(mark, meant), new.replace(mark, meant)
    assert old in spec, title
    said = "\n".join(line for line in lines if not line.startswith(("- ", "+ ")))
    return Mistake(title, spec.replace(old, new, 1), said)


def problems(text: str) -> tuple[Problem, ...]:
    parsed = parse(text)
    return parsed.problems if parsed.spec is None else (*parsed.problems, *check(parsed.spec, AIRLINE))


def shown(text: str, problem: Problem) -> str:
    lines = [f"{problem.severity} {problem.code} {problem.where.line}:{problem.where.column}"]
    lines.append(f"    {problem.message}")
    if problem.edit is not None:
        before = text.split("\n")
        made = [line.strip() for line in apply(text, problem.edit).split("\n") if line not in before]
        lines.append(f"    => {made[0] if made else '(deleted)'}")
    return "\n".join(lines)


MISTAKES = read_mistakes()


def test_there_are_at_least_fifty():
    assert len(MISTAKES) >= 50
    assert len({mistake.title for mistake in MISTAKES}) == len(MISTAKES)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.title)
def test_a_mistake_is_told_in_these_words(mistake: Mistake):
    assert "\n".join(shown(mistake.text, one) for one in problems(mistake.text)) == mistake.said


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.title)
def test_the_edit_mends_its_problem(mistake: Mistake):
    for problem in problems(mistake.text):
        if problem.edit is not None:
            left = problems(apply(mistake.text, problem.edit))
            assert (problem.code, problem.message) not in [(one.code, one.message) for one in left]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.title)
def test_the_place_is_in_the_text_and_the_sentence_is_one(mistake: Mistake):
    lines = mistake.text.split("\n")
    for problem in problems(mistake.text):
        where = problem.where
        assert 1 <= where.line <= where.end_line <= len(lines)
        assert 1 <= where.column <= len(lines[where.line - 1]) + 1
        assert problem.message[-1] in ".?"
        assert "\n" not in problem.message


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.title)
def test_what_can_be_read_is_read_all_the_same(mistake: Mistake):
    assert len(parse(mistake.text).lines) >= 2
