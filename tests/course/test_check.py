"""A check without training: specs fit their data, names refer to something, each failure has its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from rnntui.course.check import check_course, count_blocks
from rnntui.course.lesson import parse_lesson
from rnntui.course.records import Course, CourseProblem
from tests.course.conftest import FRONT, SPEC, block, facts

EXPECT = 'claim = "It does."\nseeds = 2\nspec = "net"\nconditions = ["{}"]'
EXERCISE = 'goal = "g"\nhints = []\nspec = "net"\nconditions = ["{}"]\n[solution]\nspec = """\n{}"""'
ASK = 'question = "How many?"\nreveal = "This many."\nvalue = "{}"'
HOLDS = 'question = "Will it?"\nholds = "{}"\nreveal = "It will."'
FIGURE = 'goal = "g"\nhints = []\nfigure = "moves"\nconditions = ["{}"]\n[solution.figure]\nw = {}'
ON_FIGURE = 'claim = "It does."\nfigure = "moves"\nconditions = ["{}"]\n[controls]\n{} = 2'
DRAG = block("figure moves", 'figure = "drag"')

CONTEST = """\
question = "Which?"
reveal = "This."
choices = ["a", "b"]
answer = "a"
least = "one_step.rmse"
measure = "RMSE"
[runs]
a = ["params == 1"]
b = ["params == 2"]
"""


CHECKED = """question = "?"
holds = "params < 3"
checked = true
claim = "missing"
reveal = "Yes."
"""


def figures(name: str, options: Mapping[str, Any], controls: Mapping[str, Any]) -> Mapping[str, Any]:
    """One figure, called drag, with one control."""
    if name != "drag" or set(controls) - {"w"}:
        raise ValueError(f"There is no {name} with {sorted(controls)}.")
    return {"w": controls.get("w", 0.0), "rmse": 40.0}


def problems(*parts: str, **how: Any) -> tuple[CourseProblem, ...]:
    """What a check without training finds in a lesson of one step."""
    lesson = parse_lesson(FRONT + "## A step\n" + "".join(parts), "01-tried.md")
    course = Course((lesson,), lesson.problems)
    return check_course(course, facts=facts, train=False, **how).problems


def test_a_lesson_without_a_fault() -> None:
    parts = [
        block("spec net", SPEC),
        block("expect e", EXPECT.format("one_step.rmse < baselines.naive.one_step.rmse")),
        block("exercise e", EXERCISE.format("median(one_step.rmse) < 15", SPEC)),
        block("guess g", ASK.format("one_step.rmse")),
        block("figure moves", 'figure = "drag"'),
        block("guess h", ASK.format("rmse")),
        block("exercise f", FIGURE.format("figure.w > 1", 2)),
    ]
    assert problems(*parts, figure_values=figures) == ()


@pytest.mark.parametrize(
    ("part", "line", "said"),
    [
        (block("spec other", SPEC.replace("Dense(1)", "SimpleRNN(5)")), 7 + 2, "Flatten"),
        (block("spec other", SPEC.replace("Dense(1)", "Dens(1)")), 7 + 2, "Dens"),
        (block("spec other", SPEC.replace("=20", "=200")), 7 + 1, "200"),
        (block("spec other", SPEC.replace("airline", "airlines")), 7 + 1, "airlines"),
        (block("spec other"), 7, 'No earlier step has a spec "other"'),
        (block("guess g", CHECKED), 7, 'has no expect "missing" that proves what was checked'),
        (block("expect e", EXPECT.format("one_stp.rmse < 3")), 11, "did you mean one_step?"),
        (block("expect e", EXPECT.format("one_step < 3")), 11, "one_step is a group of values"),
        (block("expect e", EXPECT.format("params.all < 3")), 11, "params is a value."),
        (block("expect e", EXPECT.format("params < 3")), 7, 'no spec "net" in this step or before it.'),
        (block("exercise e", EXERCISE.format("params < 3", SPEC)), 7, 'There is no spec "net"'),
        (block("exercise e", EXERCISE.format("parms < 3", SPEC)), 11, "did you mean params?"),
        (block("exercise e", EXERCISE.format("params < 3", "x = 1")), 7, "The solution's spec, line 1:"),
        (block("exercise f", FIGURE.format("figure.w > 1", 2)), 7, 'There is no figure "moves"'),
        (block("exercise f", FIGURE.format("w > 1", 2)), 11, "There is no w"),
        (block("guess g", ASK.format("one_step.rmse")), 7, "this step has no spec to train."),
        (block("guess g", ASK.format("rows")), 7, "this step has none."),
        (block("guess g", HOLDS.format("params < 3")), 7, "this step has no spec to train."),
        (block("guess g", HOLDS.format("parms < 3")), 9, "did you mean params?"),
        (block("guess g", CONTEST), 7, "this step has no spec to train."),
        (block("guess g", CONTEST.replace("one_step.rmse", "one_step.rms")), 12, "did you mean rmse?"),
        (block("guess g", CONTEST.replace("params == 2", "parms == 2")), 16, "did you mean params?"),
        (block("quiz q", "question = 'x'"), 7, "at least two choices"),
        (block("figure moves", 'figure = "drags"'), 7, "There is no drags"),
        (block("figure moves", 'figure = "drag"') + block("guess g", ASK.format("rows")), 10, "no value"),
        (DRAG + block("exercise f", FIGURE.format("figure.rms > 1", 2)), 14, "did you mean rmse?"),
        (DRAG + block("exercise f", FIGURE.format("figure.w > 1", "2\nv = 1")), 10, "There is no drag with"),
        (DRAG + block("expect e", ON_FIGURE.format("figure.v > 1", "w")), 13, "figure has no v"),
        (DRAG + block("expect e", ON_FIGURE.format("figure.w > 1", "v")), 10, "There is no drag with"),
        (DRAG + block("guess g", ASK.format("figure.rmes")), 10, 'no value "rmes". Did you mean rmse?'),
        (
            DRAG + block("exercise f", FIGURE.format("figure.w > 1", 0)),
            14,
            "The solution misses the goal: figure.w = 0, not > 1.",
        ),
        (
            DRAG + block("exercise f", FIGURE.format("figure.w < 1", 0)),
            10,
            "The starting point meets the goal already (figure.w = 0, < 1).",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(part: str, line: int, said: str) -> None:
    found = problems(part, figure_values=figures)
    assert found, "nothing was found"
    assert any(problem.line == line and said in problem.message for problem in found), found


def test_an_exercise_stands_where_the_lab_shows_what_it_is_about() -> None:
    steps = block("spec net", SPEC) + DRAG + "## Another\n"
    tasks = block("exercise e", EXERCISE.format("params < 3", SPEC))
    told = [
        one.message for one in problems(steps, tasks, block("exercise f", FIGURE.format("figure.w > 1", 2)))
    ]
    assert told == [
        "This step does not show its spec: write ```spec net and ``` here as well.",
        "This step does not show its figure: write the exercise below the figure.",
    ]
    assert problems(steps, block("spec net"), tasks) == ()


def test_a_spec_of_a_later_step_can_not_be_referred_to() -> None:
    text = (
        FRONT + "## a\n" + block("expect e", EXPECT.format("params < 3")) + "## b\n" + block("spec net", SPEC)
    )
    lesson = parse_lesson(text, "a.md")
    checked = check_course(Course((lesson,)), facts=facts, train=False)
    assert [problem.line for problem in checked.problems] == [7]


def test_it_says_what_it_did_not_look_at() -> None:
    text = FRONT + "## a\n" + block("spec net", SPEC) + block("expect e", EXPECT.format("params < 3"))
    course = Course((parse_lesson(text + block("figure f", 'figure = "drag"'), "a.md"),))
    checked = check_course(course, facts=facts, train=False)
    assert [sentence.split(":")[0] for sentence in checked.unchecked] == [
        "Figures are not checked",
        "Nothing was trained",
    ]
    assert count_blocks(course) == {
        "lessons": 1, "steps": 1, "specs": 1, "figures": 1, "quizzes": 0, "guesses": 0,
        "exercises": 0, "expects": 1, "terms": 0,
    }  # fmt: skip


def test_a_spec_that_is_wrong_on_purpose_has_an_error_whose_mend_is_offered() -> None:
    wrong = SPEC.replace("Flatten(), Dense(1)", "SimpleRNN(5)")
    assert problems(block("spec five wrong", wrong)) == ()


def test_several_mends_one_after_the_other() -> None:
    wrong = SPEC.replace("Flatten(), Dense(1)", "SimpelRNN(5)")
    assert problems(block("spec five wrong", wrong)) == ()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (SPEC, 7, "This spec is called wrong, and nothing in it is."),
        (SPEC.replace("airline", "airlines"), 7 + 1, "no mend is offered for this: "),
    ],
)
def test_a_spec_that_is_wrong_in_another_way_than_meant(text: str, line: int, said: str) -> None:
    (problem,) = problems(block("spec five wrong", text))
    assert problem.line == line
    assert said in problem.message


EDITED = (
    'claim = "c"\nseeds = 2\nspecs = {{ a = "net", b = "net" }}\nconditions = ["a.params == b.params"]\n{}'
)


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ('[edits.b]\n"epochs=10" = "epochs=99"', ""),
        ('[edits.b]\n"epochs=11" = "epochs=99"', '"epochs=11" stands nowhere in the spec'),
        ('[edits.b]\n"model" = "m"', '"model" stands 3 times in the spec'),
        ('[edits.b]\n"epochs=10" = "epochs=-1"', "The edited spec, line 4: "),
        ('[edits.c]\n"epochs=10" = "epochs=99"', '"edits" are of one of the specs'),
        ('[edits.b]\n"epochs=10" = 99', '"edits" give a text for a text'),
    ],
)
def test_what_is_edited_in_the_spec_of_an_expect(edits: str, said: str) -> None:
    found = problems(block("spec net", SPEC), block("expect e", EDITED.format(edits)))
    assert len(found) == bool(said)
    assert all(said in problem.message for problem in found)
