"""The course that travels with rnntui: right without training, and, trained, true."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from itertools import takewhile

import pytest

from rnntui.course.check import check_course
from rnntui.course.load import load_course
from rnntui.course.prove import grade
from rnntui.course.records import Exercise, Guess, Lesson, Prose, Quiz
from rnntui.course.specs import edited, spec_errors
from rnntui.figures.values import figure_values
from rnntui.runs.protocol import Finished
from rnntui.runs.values import run_values
from rnntui.spec.edits import apply
from rnntui.tui.markdown import to_text
from tests.course.conftest import facts

PATIENCE = 1200.0  # seconds; it takes about one minute, and ten beside others who train


def _exercise_on_runs(lesson: Lesson) -> Exercise | None:
    """The exercise of a lesson that is graded on runs."""
    found = (block for _, block in lesson.blocks() if isinstance(block, Exercise))
    return next((block for block in found if block.spec), None)


LESSONS = [pytest.param(lesson, id=lesson.id) for lesson in load_course().lessons]


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_question_starts_on_the_first_screen_of_its_step(lesson) -> None:
    for step in lesson.steps:
        before = takewhile(lambda block: not isinstance(block, (Exercise, Guess, Quiz)), step.blocks)
        text = "\n\n".join(to_text(block.text).plain for block in before if isinstance(block, Prose))
        lines = [line for line in text.split("\n") for line in textwrap.wrap(line, 76) or [""]]
        assert len(lines) <= 15, f"{step.title}: {len(lines)} lines on a screen of 80 by 24"


@pytest.mark.parametrize("lesson", LESSONS[1:])
def test_a_lesson_opens_with_a_question(lesson) -> None:
    assert any(isinstance(block, (Guess, Quiz)) for block in lesson.steps[0].blocks)


def test_every_block_and_spec_of_the_shipped_course_is_right() -> None:
    checked = check_course(load_course(), facts=facts, train=False, figure_values=figure_values)
    assert [str(problem) for problem in checked.problems] == []


@pytest.mark.timeout(PATIENCE + 60)
def test_every_claim_of_the_shipped_course_holds_by_training(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("RNNTUI_HOME", str(tmp_path))
    ended = subprocess.run(
        [sys.executable, "-m", "rnntui", "course", "check"],
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "FAILS" not in ended.stdout
    assert ended.stdout.endswith("Everything holds.\n")


def test_reading_a_course_loads_nothing_heavy() -> None:
    program = (
        "import sys; from rnntui.course.load import load_course; import rnntui.course.check; load_course();"
        "print(*{'tensorflow', 'keras', 'numpy', 'pandas', 'rich', 'textual', 'h5py'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said.strip() == ""


@pytest.mark.parametrize("lesson", [one for one in load_course().lessons if _exercise_on_runs(one)])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"airline", ', '"sine-coarse", '),
        ('"airline", ', '"airline", split=0.9, '),
        ('"airline", ', '"airline", mistakes=["scale-on-everything"], '),
        ('"airline", ', '"airline", mistakes=["off-by-one"], '),
        ('"airline", ', '"airline", order="fixed", '),
    ],
)
def test_an_exercise_is_not_met_on_another_series_split_or_by_a_mistake(lesson, old, new) -> None:
    exercise = _exercise_on_runs(lesson)
    metrics = {kind: {"rmse": 1.0, "mae": 1.0, "mase": 0.1} for kind in ("one_step", "recursive")}

    def met(text: str) -> bool:
        values = run_values(Finished("r", "completed", metrics=metrics, params=21), text)
        return all(one.holds for one in grade(exercise.conditions, [values] * exercise.seeds))

    # Its split is taken out, so that the edit does not give a second one: the default is the same.
    text = exercise.solution_spec.replace(" split=0.7,", "")
    assert met(text)
    assert not met(text.replace(old, new))


def test_five_units_for_one_target_are_an_error_whose_mend_adds_a_head() -> None:
    lesson = load_course().find("debugging")
    assert lesson is not None
    block = lesson.spec("five")
    assert block is not None
    assert spec_errors(block.text, facts) == ()
    typed = edited(block.text, {"SimpleRNN(1)": "SimpleRNN(5)"})
    (error,) = spec_errors(typed, facts)
    assert error.where.line == 3
    assert error.edit is not None
    mended = apply(typed, error.edit)
    assert spec_errors(mended, facts) == ()
    assert "Dense(1)" in mended
