"""The figures that the shipped lessons mention: each can be made, and answers what is asked of it."""

from __future__ import annotations

import pytest

from rnntui.charts.palette import Palette
from rnntui.course.load import load_course
from rnntui.course.records import Exercise, Expect, FigureBlock, Guess
from rnntui.figures.base import RunFigure
from rnntui.figures.registry import make_figure, shown_controls

BLOCKS = [
    pytest.param(lesson, step, block, id=f"{lesson.id}-{block.name}")
    for lesson in load_course().lessons
    for step in lesson.steps
    for block in step.blocks
    if isinstance(block, (Exercise, Expect, FigureBlock, Guess))
]


def of(kind, *, on_a_figure=False):
    found = [
        param
        for param in BLOCKS
        if isinstance(param.values[2], kind) and (not on_a_figure or _stands_alone(param.values[2]))
    ]
    return pytest.mark.parametrize(("lesson", "step", "block"), found)


def _stands_alone(block):
    """Whether it is about a figure that shows no run: `rnntui course check` proves the others."""
    return bool(block.figure) and not getattr(block, "specs", None)


def made(block, controls=()):
    options = {
        name: list(value) if isinstance(value, tuple) else value for name, value in block.options.items()
    }
    figure = make_figure(block.figure, options)
    for name, value in dict(controls).items():
        figure = figure.with_control(name, value)
    return figure


@of(FigureBlock)
def test_every_figure_of_a_lesson_can_be_made(lesson, step, block):
    made(block)


def look(figure):
    return figure.draw((72, 34), Palette()).plain + figure.caption()


def others(control):
    if control.kind == "toggle":
        return [not control.value]
    if control.kind == "choice":
        return list(control.choices)
    return [control.value + control.step * steps for steps in (1, -1, 5, -5)]


@of(FigureBlock)
def test_no_control_that_a_lesson_shows_is_dead(lesson, step, block):
    figure = made(block)
    if isinstance(figure, RunFigure) and figure.waiting:
        return  # it shows none
    names = shown_controls(figure, block.options.get("controls"))
    for control in (one for one in figure.controls if one.name in names and one.live):
        looks = {look(figure.with_control(control.name, value)) for value in others(control)}
        assert looks - {look(figure)}, control.name


@of(Guess)
def test_a_guess_that_a_figure_answers_is_answered(lesson, step, block):
    if block.value and step.figure is not None and "." not in block.value:
        assert block.value in made(step.figure).values()


@of(Expect, on_a_figure=True)
def test_what_a_lesson_claims_of_a_figure_holds(lesson, step, block):
    values = {"figure": made(lesson.figure(block.figure), block.controls).values()}
    for condition in block.conditions:
        assert condition.evaluate(values).holds, condition.text


@of(Exercise, on_a_figure=True)
def test_an_exercise_on_a_figure_is_missed_at_the_start_and_met_by_its_solution(lesson, step, block):
    start, solved = (
        {"figure": made(lesson.figure(block.figure), controls).values()}
        for controls in ({}, block.solution_figure)
    )
    assert not all(condition.evaluate(start).holds for condition in block.conditions)
    assert all(condition.evaluate(solved).holds for condition in block.conditions)
