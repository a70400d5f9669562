"""Proving what a lesson says: its claims on trained runs, and that its exercises can be missed and met."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from rnntui.course.condition import Condition, Graded
from rnntui.course.records import CourseProblem, Exercise, Expect, Guess, Lesson, Value
from rnntui.course.specs import edited

Runner: TypeAlias = Callable[[str, Sequence[int]], Sequence[Mapping[str, Any]]]
"""Trains a spec's text once for each seed; for each the values that `rnntui.course.names.RUN` names.
Raises ValueError with a sentence where it can't be trained."""
FigureValues: TypeAlias = Callable[[str, Mapping[str, Value], Mapping[str, Value]], Mapping[str, Any]]
"""The values of a figure, by its name, its options and the values of its controls. Raises ValueError with
a sentence where there is no such figure, option or control."""
RunFigureValues: TypeAlias = Callable[
    [tuple[str, int], str, Mapping[str, Value], Mapping[str, Value]], Mapping[str, Any]
]
"""As `FigureValues`, of a figure that shows the run of a spec's text with a seed, trained by the `Runner`."""


Wanted: TypeAlias = tuple[str, Sequence[int]]
"""A spec's text, and the seeds that it will be trained with."""


@dataclass(frozen=True, slots=True)
class Means:
    """What proofs are made with; None for what there is not."""

    runner: Runner | None
    figures: FigureValues | None
    run_figures: RunFigureValues | None

    def are_there(self, *, trains: bool, shows: bool) -> bool:
        """Whether they are enough for what trains a spec, shows a figure, or does both."""
        figures = self.run_figures if trains else self.figures
        return (self.runner is not None or not trains) and (figures is not None or not shows)


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of one expect or exercise. ``measured`` says what was found, a line for each condition."""

    lesson: str
    line: int
    kind: str
    name: str
    seeds: int
    measured: tuple[str, ...]
    problems: tuple[CourseProblem, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether it is proven."""
        return not self.problems


def wanted(lesson: Lesson) -> Iterator[Wanted]:
    """What proving a lesson asks the runner for, in its order; the lesson must have been checked."""
    for _, block in lesson.blocks():
        if isinstance(block, Expect):
            for text in _texts(lesson, block).values():
                yield text, range(block.seeds)
        elif isinstance(block, Exercise) and not block.figure:
            for text in (_text(lesson, block.spec), block.solution_spec):
                yield text, range(block.seeds)


def prove_expect(lesson: Lesson, block: Expect, means: Means) -> Proof:
    """Hold every condition against the runs of each seed, their medians, or the figure."""
    try:
        runs = _beside_each_other(_evidence(lesson, block, means))
    except ValueError as error:
        problem = CourseProblem(lesson.path, block.line, f"{block.claim} But: {error}")
        return Proof(lesson.id, block.line, "expect", block.name, block.seeds, (), (problem,))
    measured, problems = [], []
    for condition in block.conditions:
        if block.over == "median":
            graded = condition.of_medians(runs)
            said, where = f"{graded.text} (medians)", " in the median"
        else:
            every = [condition.evaluate(run) for run in runs]
            graded = next((one for one in every if not one.holds), every[0])
            said, where = _spread(condition, every), "" if not block.specs else f" with {_failed(every)}"
        measured.append(said)
        if not graded.holds:
            message = f"Not so{where}: {block.claim} ({graded.text})"
            problems.append(CourseProblem(lesson.path, condition.line, message))
    return Proof(lesson.id, block.line, "expect", block.name, block.seeds, tuple(measured), tuple(problems))


def prove_exercise(lesson: Lesson, block: Exercise, means: Means) -> Proof:
    """The starting point must miss the goal, the solution meet it."""
    try:
        start, solution = _attempts(lesson, block, means)
    except ValueError as error:
        problem = CourseProblem(lesson.path, block.line, f"The exercise can't be done: {error}")
        return Proof(lesson.id, block.line, "exercise", block.name, block.seeds, (), (problem,))
    begun = grade(block.conditions, start)
    ended = grade(block.conditions, solution)
    problems = []
    if all(graded.holds for graded in begun):
        said = "; ".join(graded.text for graded in begun)
        message = f"The starting point meets the goal already ({said})."
        problems.append(CourseProblem(lesson.path, block.line, message))
    for condition, graded in zip(block.conditions, ended, strict=True):
        if not graded.holds:
            message = f"The solution misses the goal: {graded.text}."
            problems.append(CourseProblem(lesson.path, condition.line, message))
    missed = next((graded for graded in begun if not graded.holds), begun[0])
    measured = (f"start: {missed.text}", *(f"solution: {graded.text}" for graded in ended))
    return Proof(lesson.id, block.line, "exercise", block.name, block.seeds, measured, tuple(problems))


def prove_guess(lesson: Lesson, block: Guess, means: Means) -> Proof:
    """The runs of its claim that it is about answer as it says: all of them, or more than half of them where
    the claim is about the median.
    """
    claim = next(one for _, one in lesson.blocks() if isinstance(one, Expect) and one.name == block.claim)
    assert means.runner is not None
    runs = [run for text in _texts(lesson, claim).values() for run in means.runner(text, range(claim.seeds))]
    about = [run for run in runs if all(one.evaluate(run).holds for one in block.when)]
    agree = sum(block.answer_of(run) == block.checked for run in about)
    said = f"{agree} of {len(about)} runs of {block.claim} answer as was checked"
    enough = agree == len(about) if claim.over == "every" else agree > len(about) / 2
    problems = () if about and enough else (CourseProblem(lesson.path, block.line, f"Not so: {said}."),)
    return Proof(lesson.id, block.line, "guess", block.name, claim.seeds, (said,), problems)


def grade(conditions: Sequence[Condition], runs: Sequence[Mapping[str, Any]]) -> tuple[Graded, ...]:
    """An exercise's conditions held against the values of its runs, or of its figure (one mapping)."""
    return tuple(condition.over_runs(runs) for condition in conditions)


# ---------------------------------------------------------------- within
def _evidence(lesson: Lesson, block: Expect, means: Means) -> list[Mapping[str, Any]]:
    """What an expect's conditions are held against: a mapping for each seed, or one of the figure."""
    if not block.specs:
        return [_figure(lesson, block.figure, block.controls, means)]
    assert means.runner is not None
    seeds = range(block.seeds)
    texts = _texts(lesson, block)
    trained = {alias: means.runner(text, seeds) for alias, text in texts.items()}
    if "" not in trained:
        return [{alias: runs[seed] for alias, runs in trained.items()} for seed in seeds]
    if not block.figure:
        return list(trained[""])
    return [{**trained[""][seed], **_run_figure(lesson, block, (texts[""], seed), means)} for seed in seeds]


def _beside_each_other(runs: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Each run with that of the next seed, or after the last the first, as ``other``."""
    return [{**run, "other": runs[(seed + 1) % len(runs)]} for seed, run in enumerate(runs)]


def _texts(lesson: Lesson, block: Expect) -> dict[str, str]:
    """The specs that an expect trains, with its edits, by alias."""
    return {
        alias: edited(_text(lesson, name), block.edits.get(alias, {})) for alias, name in block.specs.items()
    }


def _attempts(
    lesson: Lesson, block: Exercise, means: Means
) -> tuple[Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]]:
    """The values at the starting point and those of the solution."""
    if block.figure:
        start, solution = (
            _figure(lesson, block.figure, controls, means) for controls in ({}, block.solution_figure)
        )
        return [start], [solution]
    assert means.runner is not None
    seeds = range(block.seeds)
    return means.runner(_text(lesson, block.spec), seeds), means.runner(block.solution_spec, seeds)


def _figure(lesson: Lesson, name: str, controls: Mapping[str, Value], means: Means) -> Mapping[str, Any]:
    """The values of a lesson's figure, as ``figure``."""
    block = lesson.figure(name)
    assert block is not None  # checked before anything is proven
    assert means.figures is not None
    return {"figure": means.figures(block.figure, block.options, controls)}


def _run_figure(lesson: Lesson, expect: Expect, run: tuple[str, int], means: Means) -> Mapping[str, Any]:
    """The same of a figure that shows a run."""
    block = lesson.figure(expect.figure)
    assert block is not None  # checked before anything is proven
    assert means.run_figures is not None
    return {"figure": means.run_figures(run, block.figure, block.options, expect.controls)}


def _text(lesson: Lesson, name: str) -> str:
    block = lesson.spec(name)
    assert block is not None  # checked before anything is proven
    return block.text


def _failed(every: Sequence[Graded]) -> str:
    """For which seeds a condition failed."""
    seeds = [seed for seed, graded in enumerate(every) if not graded.holds]
    if len(seeds) == 1:
        return f"seed {seeds[0]}"
    return f"seeds {', '.join(map(str, seeds))}"


def _spread(condition: Condition, every: Sequence[Graded]) -> str:
    """What was measured from seed to seed."""
    if len(every) == 1 or any(graded.measured != graded.measured for graded in every):
        return next((one for one in every if not one.holds), every[0]).text
    low, high = (f"{pick(graded.measured for graded in every):.4g}" for pick in (min, max))
    return f"{condition.text}: {low}" + (f" to {high}" if high != low else "")
