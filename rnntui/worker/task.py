"""A spec's text and its data, read and held against each other: what a training starts from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rnntui.runs.facts import facts_of
from rnntui.runs.protocol import Train
from rnntui.runs.source import open_source, prepare_source
from rnntui.series.prepare import Prepared
from rnntui.series.records import DataProblem, Series
from rnntui.spec.check import check
from rnntui.spec.mistakes import marks
from rnntui.spec.parse import parse
from rnntui.spec.records import ModelSpec, Problem
from rnntui.worker.refusal import Refusal


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What will be trained on what; ``notes`` are the sentences to show before it starts."""

    spec: ModelSpec
    prepared: Prepared
    notes: tuple[str, ...]


def read_spec(request: Train) -> tuple[ModelSpec, tuple[Problem, ...]]:
    """The spec that a request holds, and what there is to say about its text.

    Raises:
        Refusal: for an error in it.
    """
    parsed = parse(request.spec)
    if parsed.spec is None:
        raise Refusal.of_spec(parsed.errors)
    return parsed.spec, parsed.problems


def read_task(request: Train, spec: ModelSpec, said: tuple[Problem, ...]) -> Task:
    """Read the data that a request names; ``said`` was found in the text of its spec.

    Raises:
        Refusal: for an error in the data, or in the spec on these data.
    """
    try:
        series = open_source(spec.data, request.cwd)
        # The spec is checked against the bare facts first: its sentences name the line at fault.
        found = _checked(spec, series, None)
        prepared = prepare_source(spec.data, series)
    except DataProblem as problem:
        raise Refusal.of_data(problem) from problem
    _check_forecast(request.forecast, prepared)
    found += tuple(problem for problem in _checked(spec, series, prepared) if problem not in found)
    notes = tuple(_note(problem) for problem in said + found)
    return Task(spec, prepared, series.notes + marks(spec.data) + notes)


def _checked(spec: ModelSpec, series: Series, prepared: Prepared | None) -> tuple[Problem, ...]:
    """The warnings and notes about a spec on this series; raises where there are errors."""
    facts = facts_of(series)
    if prepared is not None:
        facts = replace(facts, scaled_targets=prepared.scaled_target_range())
    problems = check(spec, facts)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise Refusal.of_spec(errors)
    return problems


def _check_forecast(steps: int, prepared: Prepared) -> None:
    if steps > prepared.horizon and not prepared.recursive:
        raise Refusal(
            "spec",
            "forecast-beyond-horizon",
            f"A forecast of {steps} steps goes beyond the horizon of {prepared.horizon}, and there is "
            f"{prepared.recursive_reason}.",
            "Ask for no more steps than the horizon, make it longer, or forecast every input column.",
        )


def _note(problem: Problem) -> str:
    return f"line {problem.where.line}: {problem.message}"
