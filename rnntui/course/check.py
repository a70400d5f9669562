"""Checking a course: that its blocks refer to what there is, and, by training, that it tells the truth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rnntui.course.check_figures import check_controls, check_figure, check_value, value_names
from rnntui.course.condition import Condition
from rnntui.course.glossary import check_marks
from rnntui.course.names import RUN, Names, is_of_run, refusal
from rnntui.course.prove import (
    FigureValues,
    Means,
    Proof,
    RunFigureValues,
    Runner,
    Wanted,
    prove_exercise,
    prove_expect,
    prove_guess,
    wanted,
)
from rnntui.course.records import (
    Broken,
    Course,
    CourseProblem,
    Exercise,
    Expect,
    FigureBlock,
    Guess,
    Lesson,
    SpecBlock,
    Step,
    Value,
)
from rnntui.course.specs import Facts, check_spec, edited, spec_errors


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. ``unchecked`` are sentences on what it could not look at."""

    problems: tuple[CourseProblem, ...]
    proofs: tuple[Proof, ...]
    unchecked: tuple[str, ...]


def check_course(
    course: Course,
    *,
    facts: Facts,
    train: bool,
    runner: Runner | None = None,
    ahead: Callable[[Iterable[Wanted]], None] | None = None,
    figure_values: FigureValues | None = None,
    run_figure_values: RunFigureValues | None = None,
) -> Checked:
    """Check every lesson; with ``train``, ``runner`` trains what expects and exercises need.

    ``ahead`` is told beforehand of everything that ``runner`` will be asked for.

    ``run_figure_values`` are for expects on figures that show a run. A lesson with problems is not trained:
    they come first.
    """
    problems, proofs = list(course.problems), list[Proof]()
    means = Means(runner if train else None, figure_values, run_figure_values)
    known = {(problem.path, problem.line) for problem in problems}
    sound = []
    for lesson in course.lessons:
        found = list(_lesson(lesson, facts, figure_values))
        problems += [problem for problem in found if (problem.path, problem.line) not in known]
        if not found and not lesson.problems:
            sound.append(lesson)
    if train and ahead is not None:
        ahead([one for lesson in sound for one in wanted(lesson)])
    for lesson in sound:
        proofs += _proofs(lesson, means)
    problems += [problem for proof in proofs for problem in proof.problems]
    problems += check_marks(course)
    ordered = sorted(dict.fromkeys(problems), key=lambda problem: (problem.path, problem.line))
    return Checked(tuple(ordered), tuple(proofs), _unchecked(course, train, runner, figure_values))


# ---------------------------------------------------------------- without training
def _lesson(lesson: Lesson, facts: Facts, figures: FigureValues | None) -> Iterator[CourseProblem]:
    for at, step in enumerate(lesson.steps):
        for block in step.blocks:
            for line, message in _block(lesson, at, step, block, facts, figures):
                yield CourseProblem(lesson.path, line, message)


def _block(
    lesson: Lesson, at: int, step: Step, block: object, facts: Facts, figures: FigureValues | None
) -> Iterator[tuple[int, str]]:
    match block:
        case Broken():
            yield block.problem.line, block.problem.message
        case SpecBlock(again=True) if lesson.spec(block.name, at) is None:
            yield block.line, f'No earlier step has a spec "{block.name}": write it out here.'
        case SpecBlock(again=False):
            yield from check_spec(block, facts)
        case FigureBlock() if figures is not None:
            yield from check_figure(block, figures)
        case Guess():
            yield from _guess(block, step, figures)
        case Expect():
            yield from _expect(lesson, at, block, facts, figures)
        case Exercise():
            yield from _exercise(lesson, at, block, facts, figures)


def _guess(block: Guess, step: Step, figures: FigureValues | None) -> Iterator[tuple[int, str]]:
    asked = (*block.when, *([block.holds] if block.holds is not None else []), *_of_contest(block))
    asked += tuple(one for conditions in block.answers.values() for one in conditions)
    yield from _conditions(asked, RUN)
    if block.claim and not any(isinstance(one, Expect) and one.name == block.claim for one in step.blocks):
        yield block.line, f'This step has no expect "{block.claim}" that proves what was checked.'
    if asked and step.spec is None:
        yield block.line, "Runs answer this guess, but this step has no spec to train."
    if not block.value:
        return
    if is_of_run(block.value):
        said = refusal(block.value)
        if said is not None:
            yield block.line, said
        elif step.spec is None:
            yield block.line, f'"{block.value}" is of a run, but this step has no spec to train.'
    elif step.figure is None:
        yield block.line, f'"{block.value}" is of a figure, but this step has none.'
    elif figures is not None:
        yield from check_value(block, step.figure, figures)


def _of_contest(block: Guess) -> tuple[Condition, ...]:
    if block.contest is None:
        return ()
    return (block.contest.value, *(one for conditions in block.contest.runs.values() for one in conditions))


def _expect(
    lesson: Lesson, at: int, block: Expect, facts: Facts, figures: FigureValues | None
) -> Iterator[tuple[int, str]]:
    for alias, name in block.specs.items():
        yield from _needs_spec(lesson, name, at, block.line)
        spec = lesson.spec(name, at)
        if spec is not None and alias in block.edits:
            yield from _edited(block, spec.text, alias, facts)
    names = RUN if "" in block.specs else dict.fromkeys(block.specs, RUN)
    known = names
    if block.figure:
        controls = {} if block.specs else block.controls  # with a run, the run decides what they can be
        yield from _on_figure(lesson, block.figure, controls, at, block.line, figures)
        known = {**names, **value_names(lesson.figure(block.figure, at), figures)}
    yield from _conditions(block.conditions, {**known, "other": known} if block.seeds > 1 else known)


def _edited(block: Expect, text: str, alias: str, facts: Facts) -> Iterator[tuple[int, str]]:
    """What is wrong with the spec that edits lead to."""
    try:
        errors = spec_errors(edited(text, block.edits[alias]), facts)
    except ValueError as refused:
        yield block.line, str(refused)
        return
    for error in errors:
        yield block.line, f"The edited spec, line {error.where.line}: {error.message}"


def _exercise(
    lesson: Lesson, at: int, block: Exercise, facts: Facts, figures: FigureValues | None
) -> Iterator[tuple[int, str]]:
    if block.spec:
        yield from _needs_spec(lesson, block.spec, at, block.line)
        for error in spec_errors(block.solution_spec, facts):
            yield block.line, f"The solution's spec, line {error.where.line}: {error.message}"
    else:
        yield from _on_figure(lesson, block.figure, block.solution_figure, at, block.line, figures)
    yield from _in_its_step(lesson, at, block)
    of_figure = value_names(lesson.figure(block.figure, at), figures)
    yield from _conditions(block.conditions, RUN if block.spec else of_figure)


def _in_its_step(lesson: Lesson, at: int, block: Exercise) -> Iterator[tuple[int, str]]:
    """The lab shows what stands in the step: an exercise on anything else could not be done."""
    step = lesson.steps[at]
    if lesson.spec(block.spec, at) is not None and (step.spec is None or step.spec.name != block.spec):
        yield (
            block.line,
            f"This step does not show its spec: write ```spec {block.spec} and ``` here as well.",
        )
    if lesson.figure(block.figure, at) is not None and step.figure != lesson.figure(block.figure):
        yield block.line, "This step does not show its figure: write the exercise below the figure."


def _conditions(conditions: tuple[Condition, ...], names: Names) -> Iterator[tuple[int, str]]:
    for condition in conditions:
        for name in condition.names:
            said = refusal(name, names)
            if said is not None:
                yield condition.line, said


def _needs_spec(lesson: Lesson, name: str, at: int, line: int) -> Iterator[tuple[int, str]]:
    if lesson.spec(name, at) is None:
        yield line, f'There is no spec "{name}" in this step or before it.'


def _on_figure(
    lesson: Lesson,
    name: str,
    controls: Mapping[str, Value],
    at: int,
    line: int,
    figures: FigureValues | None,
) -> Iterator[tuple[int, str]]:
    figure = lesson.figure(name, at)
    if figure is None:
        yield line, f'There is no figure "{name}" in this step or before it.'
    else:
        yield from check_controls(line, figure, controls, figures)


# ---------------------------------------------------------------- by training
def _proofs(lesson: Lesson, means: Means) -> Iterator[Proof]:
    for _, block in lesson.blocks():
        if isinstance(block, Expect) and means.are_there(trains=bool(block.specs), shows=bool(block.figure)):
            yield prove_expect(lesson, block, means)
        elif isinstance(block, Guess) and block.claim and means.are_there(trains=True, shows=False):
            yield prove_guess(lesson, block, means)
        elif isinstance(block, Exercise) and means.are_there(
            trains=bool(block.spec), shows=bool(block.figure)
        ):
            yield prove_exercise(lesson, block, means)


def _unchecked(
    course: Course, train: bool, runner: Runner | None, figures: FigureValues | None
) -> tuple[str, ...]:
    counts = count_blocks(course)
    sentences = []
    if counts["figures"] and figures is None:
        sentences.append(f"Figures are not checked: {counts['figures']} of them, and what is graded on them.")
    untrained = 0 if train and runner is not None else sum(_is_trained(course))
    if untrained:
        what = "expects and exercises are" if untrained > 1 else "expect or exercise is"
        sentences.append(f"Nothing was trained: {untrained} {what} not proven.")
    return tuple(sentences)


def _is_trained(course: Course) -> Iterator[bool]:
    """For each block whether it is proven by training."""
    for lesson in course.lessons:
        for _, block in lesson.blocks():
            if isinstance(block, Expect):
                yield bool(block.specs)
            elif isinstance(block, Exercise):
                yield bool(block.spec)


def count_blocks(course: Course) -> Mapping[str, int]:
    """How many lessons, steps, and blocks of each kind there are."""
    counts: dict[str, Any] = {"lessons": len(course.lessons)}
    counts["steps"] = sum(len(lesson.steps) for lesson in course.lessons)
    blocks = [block for lesson in course.lessons for _, block in lesson.blocks()]
    kinds = ("SpecBlock", "FigureBlock", "Quiz", "Guess", "Exercise", "Expect")
    names = ("specs", "figures", "quizzes", "guesses", "exercises", "expects")
    for kind, name in zip(kinds, names, strict=True):
        counts[name] = sum(
            type(block).__name__ == kind and not getattr(block, "again", False) for block in blocks
        )
    counts["terms"] = len(course.glossary.terms)
    return counts
