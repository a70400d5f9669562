"""A lesson's text becomes its steps and blocks, each with the line that it stands on."""

from __future__ import annotations

import pytest

from rnntui.course.bodies import SHORT_FOR
from rnntui.course.lesson import LONGEST, parse_lesson
from rnntui.course.records import Broken, FigureBlock, Lesson, Prose, Quiz, SpecBlock
from rnntui.figures.registry import make_figure
from tests.course.conftest import FRONT, SPEC, block, lesson

TEXT = f"""---
id: waves
title: "Waves: up and down"
minutes: 12
---

# Waves

Before the first step.

## First *step* ##

Some prose
on two lines.

```spec wave
{SPEC.strip()}
```
```python
## no step, and no block
```

- a list
  ```quiz inside
  not = "a block"
  ```

## Second step

```spec wave
```

~~~~figure moves
figure = "one_weight"
from = [1, 2]
~~~~
The end.
"""


def test_steps_blocks_and_lines() -> None:
    waves = parse_lesson(TEXT, "07-waves.md")
    assert (waves.id, waves.title, waves.minutes, waves.problems) == ("waves", "Waves: up and down", 12, ())
    assert [(step.title, step.line) for step in waves.steps] == [
        ("Waves: up and down", 9),
        ("First *step*", 11),
        ("Second step", 31),
    ]
    before, first, second = waves.steps
    assert before.blocks == (Prose("Before the first step.", 9),)
    prose, spec, rest = first.blocks
    assert prose == Prose("Some prose\non two lines.", 13)
    assert spec == SpecBlock("wave", SPEC, 16)
    assert isinstance(rest, Prose)
    assert rest.line == 22
    assert "## no step" in rest.text
    assert "not = " in rest.text
    again, figure, end = second.blocks
    assert isinstance(again, SpecBlock)
    assert again.again
    assert isinstance(figure, FigureBlock)
    assert figure.options == {"from": (1, 2)}
    assert end == Prose("The end.", TEXT.split("\n").index("The end.") + 1)


def test_every_line_is_that_of_the_text_with_any_line_end_and_a_byte_order_mark() -> None:
    plain = parse_lesson(TEXT, "a.md")
    for end in ("\r\n", "\r"):
        assert parse_lesson("\ufeff" + TEXT.replace("\n", end), "a.md") == plain


def test_figures_may_be_called_by_their_kind() -> None:
    (step,) = lesson(block("window slide", "look_back = 4")).steps
    assert step.figure == FigureBlock("slide", "window", {"look_back": 4}, 7)
    (step,) = lesson(block("gradients back", "step = 2")).steps
    assert step.figure == FigureBlock("back", "stepper", {"direction": "backward", "step": 2}, 7)
    (step,) = lesson(block("gradients back", "figure = 'reach'")).steps
    assert step.figure == FigureBlock("back", "reach", {}, 7), "what the body says counts"


@pytest.mark.parametrize("kind", SHORT_FOR)
def test_every_kind_of_figure_is_there_as_it_begins(kind: str) -> None:
    (step,) = lesson(block(f"{kind} shown", "")).steps
    assert step.figure is not None
    assert make_figure(step.figure.figure, step.figure.options).controls


@pytest.mark.parametrize(
    ("front", "line", "said"),
    [
        ("", 1, "A lesson begins with a line ---"),
        ("---\nid: a\n", 1, "A lesson begins with a line ---"),
        ("---\nid: a\ntitle: b\n---\n", 1, '"minutes" is missing: it is a whole number from 1 to 600.'),
        ("---\nid: a\ntitle: b\nminutes: soon\n---\n", 4, '"minutes" is a whole number from 1 to 600.'),
        ("---\nid: A b\ntitle: b\nminutes: 1\n---\n", 2, '"id" is a short name'),
        ("---\nid: a\nid: b\ntitle: b\nminutes: 1\n---\n", 3, '"id" is given twice.'),
        ("---\nid: a\ntitel: b\ntitle: b\nminutes: 1\n---\n", 3, "did you mean title?"),
        ("---\nid: a\n- b\ntitle: b\nminutes: 1\n---\n", 3, "A line of the front matter is key: value."),
    ],
)  # fmt: skip
def test_front_matter_is_told_where_it_is_wrong(front: str, line: int, said: str) -> None:
    read = parse_lesson(front + "## A step\n", "03-there.md")
    problem = read.problems[0]
    assert problem.line == line
    assert said in problem.message
    assert read.id in ("a", "there")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "The lesson has no step"),
        ("## \ntext", 6, "This step has no title."),
        ("## a\n```spec x\nopen", 7, "This spec has no end: write ``` below it."),
        ("## a\n```quiz x\nopen\n\n```spec y\nclosed\n```", 7, "no end: write ``` above line 10."),
        ("## a\n```quizz x\n```", 7, 'There is no block called "quizz": did you mean quiz?'),
        ("## a\n```quiz\n```", 7, "This quiz has no name: write ```quiz NAME"),
        ("## a\n```quiz a b\n```", 7, '"a b" is no name'),
        ("## a\n```spec a\n```\n```spec b\n```", 9, "A step has at most one spec"),
        ("## a\n```figure a\nfigure = 'x'\n```\n```figure b\nfigure = 'x'\n```", 10, "at most one figure"),
        ("## a\n```chart a\n```\n```figure b\nfigure = 'x'\n```", 9, "A step has at most one figure"),
    ],
)
def test_problems_name_their_line(text: str, line: int, said: str) -> None:
    problem = parse_lesson(FRONT + text, "a.md").problems[0]
    assert said in problem.message
    assert problem.line == line


def test_a_name_is_used_once_for_each_kind_but_a_spec_may_come_again() -> None:
    text = f"{FRONT}## a\n{block('spec x', SPEC)}{block('quiz x', QUIZ)}## b\n{block('spec x')}## c\n"
    assert parse_lesson(text, "a.md").problems == ()
    twice = parse_lesson(text + block("spec x", SPEC), "a.md")
    assert 'Another spec of this lesson is called "x" already.' in twice.problems[0].message


QUIZ = """
question = "Which?"
[[choice]]
text = "this"
right = true
why = "so"
[[choice]]
text = "that"
why = "not so"
"""


def test_a_broken_block_stands_in_its_place_and_the_others_are_read() -> None:
    (step,) = lesson("before\n", block("quiz a", "question = "), block("quiz b", QUIZ), "after").steps
    before, broken, quiz, after = step.blocks
    assert isinstance(broken, Broken)
    assert isinstance(quiz, Quiz)
    assert (broken.line, before.line, after.line) == (10, 7, 24)


def assert_is_told_in_its_only_step(lesson: Lesson) -> None:
    """Whoever opens it reads what is wrong."""
    (problem,) = lesson.problems
    ((said,),) = (step.blocks for step in lesson.steps)
    assert said == Broken(problem)


def test_a_lesson_without_a_step_opens_at_what_is_wrong() -> None:
    assert_is_told_in_its_only_step(parse_lesson(FRONT, "a.md"))


def test_what_is_too_large_is_said_and_not_read() -> None:
    long = parse_lesson("x" * (LONGEST + 1), "a.md")
    assert "at most" in long.problems[0].message
    assert_is_told_in_its_only_step(long)
    steps = lesson("## more\n" * 200)
    assert (len(steps.steps), len(steps.problems)) == (100, 1)
    many = lesson(*(f"```spec s{at}\n```" for at in range(1100)))
    assert any("at most 1000 blocks" in problem.message for problem in many.problems)
