"""Claims and exercises held against runs: every seed or the median, the start misses, the solution meets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from rnntui.course.check import Checked, check_course
from rnntui.course.lesson import parse_lesson
from rnntui.course.records import Course
from tests.course.conftest import FRONT, SPEC, Training, block, facts, rmse

EXPECT = 'claim = "It does."\nseeds = 3\nspec = "net"\nover = "{}"\nconditions = ["{}"]'
SOLUTION = SPEC.replace("epochs=10", "epochs=99")
EXERCISE = f"""goal = "g"
hints = []
spec = "net"
seeds = 3
conditions = ["median(one_step.rmse) < 20"]
[solution]
spec = '''
{SOLUTION}'''
"""


def proven(part: str, training: Training) -> Checked:
    """The check of a lesson with the spec ``net`` on line 7 and the part from line 13 on."""
    lesson = parse_lesson(FRONT + "## A step\n" + block("spec net", SPEC) + part, "01-tried.md")
    assert lesson.problems == ()
    return check_course(Course((lesson,)), facts=facts, train=True, runner=training)


def seeds(*values: float | None) -> Training:
    return Training(airline=[rmse(value) for value in values])


def test_a_claim_that_holds_for_every_seed() -> None:
    training = seeds(14, 15, 16)
    checked = proven(block("expect e", EXPECT.format("every", "one_step.rmse < 17")), training)
    (proof,) = checked.proofs
    assert proof.holds
    assert proof.measured == ("one_step.rmse < 17: 14 to 16",)
    assert training.asked == [(SPEC, (0, 1, 2))]
    assert checked.problems == ()


@pytest.mark.parametrize(
    ("over", "values", "said"),
    [
        ("every", (14, 18, 16), "Not so with seed 1: It does. (one_step.rmse = 18, not < 17)"),
        ("every", (18, 14, 19), "Not so with seeds 0, 2: It does. (one_step.rmse = 18, not < 17)"),
        ("every", (14, 14, None), "Not so with seed 2: It does. (one_step.rmse is not there.)"),
        ("median", (14, 18, 19), "Not so in the median: It does. (one_step.rmse = 18, not < 17)"),
    ],
)
def test_a_claim_that_does_not(over: str, values: tuple[float | None, ...], said: str) -> None:
    checked = proven(block("expect e", EXPECT.format(over, "one_step.rmse < 17")), seeds(*values))
    (problem,) = checked.problems
    assert (problem.line, problem.message) == (18, said)
    assert not checked.proofs[0].holds


def test_a_median_may_hold_where_not_every_seed_does() -> None:
    part = block("expect e", EXPECT.format("median", "one_step.rmse < 17"))
    assert proven(part, seeds(14, 15, 90)).problems == ()


def test_two_specs_are_compared_seed_by_seed() -> None:
    body = 'claim = "c"\nseeds = 2\nspecs = { a = "net", b = "long" }\n'
    body += 'conditions = ["a.one_step.rmse > b.one_step.rmse"]'
    part = "## b\n" + block("spec long", SOLUTION) + block("expect e", body)
    training = Training(**{"epochs=10": [rmse(9), rmse(3)], "epochs=99": [rmse(8), rmse(2)]})
    assert proven(part, training).problems == ()
    swapped = Training(**{"epochs=10": [rmse(9), rmse(3)], "epochs=99": [rmse(8), rmse(4)]})
    assert "with seed 1" in proven(part, swapped).problems[0].message


def exercise(start: float | None, solution: float | None) -> Checked:
    training = Training(**{"epochs=10": rmse(start), "epochs=99": rmse(solution)})
    return proven(block("exercise e", EXERCISE), training)


def test_an_exercise_whose_start_misses_and_whose_solution_meets_the_goal() -> None:
    (proof,) = exercise(30, 10).proofs
    assert proof.holds
    assert proof.measured == (
        "start: median(one_step.rmse) = 30, not < 20",
        "solution: median(one_step.rmse) = 10, < 20",
    )


@pytest.mark.parametrize(
    ("start", "solution", "line", "said"),
    [
        (12, 10, 13, "The starting point meets the goal already (median(one_step.rmse) = 12, < 20)."),
        (30, 25, 18, "The solution misses the goal: median(one_step.rmse) = 25, not < 20."),
        (30, None, 18, "The solution misses the goal: one_step.rmse is not there."),
    ],
)
def test_an_exercise_that_can_not_be_set(start: float, solution: float | None, line: int, said: str) -> None:
    (problem,) = exercise(start, solution).problems
    assert problem.line == line
    assert said in problem.message


def test_what_can_not_be_trained_is_a_problem_of_the_block() -> None:
    def refuses(text: str, seeds: object) -> list[dict[str, object]]:
        raise ValueError("The series is too short.")

    for part, said in ((EXPECT.format("every", "params < 1"), "It does. But:"), (EXERCISE, "can't be done:")):
        kind = "exercise e" if part is EXERCISE else "expect e"
        (problem,) = proven(block(kind, part), refuses).problems  # type: ignore[arg-type]
        assert (problem.line, problem.message.endswith("The series is too short.")) == (13, True)
        assert said in problem.message


GUESS = """question = "Below 17?"
holds = "one_step.rmse < 17"
checked = true
claim = "e"
reveal = "Yes."
"""


@pytest.mark.parametrize(
    ("over", "values", "said"),
    [
        ("every", (14, 15, 16), []),
        ("every", (14, 15, 19), ["Not so: 2 of 3 runs of e answer as was checked."]),
        ("median", (14, 15, 19), []),
        ("median", (14, 18, 19), ["Not so: 1 of 3 runs of e answer as was checked."]),
    ],
)
def test_what_a_guess_tells_of_checked_runs_is_held_against_them(
    over: str, values: tuple[float, ...], said: list[str]
) -> None:
    part = block("guess g", GUESS) + block("expect e", EXPECT.format(over, "one_step.rmse < 99"))
    assert [problem.message for problem in proven(part, seeds(*values)).problems] == said


def test_a_guess_whose_claim_no_run_is_about_is_a_problem() -> None:
    part = block("guess g", GUESS + "when = ['params == 3']")
    part += block("expect e", EXPECT.format("every", "one_step.rmse < 99"))
    (problem,) = proven(part, seeds(14, 15, 16)).problems
    assert problem.message == "Not so: 0 of 0 runs of e answer as was checked."


def test_a_lesson_with_problems_is_not_trained() -> None:
    training = seeds(14, 15, 16)
    text = FRONT + "## A step\n" + block("spec net", SPEC) + block("guess g", "question = 'x'")
    lesson = parse_lesson(text + block("expect e", EXPECT.format("every", "params < 1")), "a.md")
    checked = check_course(Course((lesson,), lesson.problems), facts=facts, train=True, runner=training)
    assert training.asked == []
    assert len(checked.problems) == 1


def on_run(condition: str, **how: Any) -> Checked:
    """An expect on a figure that shows each of three runs, and says its score doubled and a control."""

    def shown(
        run: tuple[str, int], name: str, options: Mapping[str, Any], controls: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        if name != "pinned":
            raise ValueError(f"There is no {name}.")
        text, seed = run
        assert text == SPEC
        return {"seed": seed, **options, **controls}

    body = f'claim = "c"\nseeds = 3\nspec = "net"\nfigure = "held"\nconditions = ["{condition}"]\n'
    parts = [
        block("figure held", 'figure = "pinned"\npin = 1'),
        block("expect e", body + "[controls]\nf = 2"),
    ]
    lesson = parse_lesson(FRONT + "## A step\n" + block("spec net", SPEC) + "".join(parts), "01-tried.md")
    assert lesson.problems == ()
    return check_course(
        Course((lesson,)),
        facts=facts,
        train=True,
        runner=seeds(14, 15, 16),
        run_figure_values=how.get("shown", shown),
    )


def test_a_figure_shows_the_run_of_every_seed() -> None:
    checked = on_run("one_step.rmse == figure.seed + 14 * figure.pin + figure.f - 2")
    assert checked.problems == ()
    assert len(checked.proofs) == 1


def test_a_figure_of_a_run_that_says_otherwise() -> None:
    (problem,) = on_run("figure.seed < 1").problems
    assert problem.message.startswith("Not so with seeds 1, 2: c")


def test_what_shows_a_run_is_not_proven_without_the_means() -> None:
    assert on_run("figure.seed < 1", shown=None).proofs == ()


def test_an_edited_spec_is_trained_beside_the_one_that_it_comes_from() -> None:
    body = 'claim = "c"\nseeds = 1\nspecs = { a = "net", b = "net" }\n'
    body += 'conditions = ["a.one_step.rmse > b.one_step.rmse"]\n[edits.b]\n"epochs=10" = "epochs=99"'
    training = Training(**{"epochs=10": rmse(9), "epochs=99": rmse(8)})
    assert proven(block("expect e", body), training).problems == ()
    assert [text for text, _ in training.asked] == [SPEC, SOLUTION]
