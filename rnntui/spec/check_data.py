"""Whether a spec's columns, transform and mistakes suit the series."""

from __future__ import annotations

from dataclasses import replace as changed

from rnntui.spec import sizes
from rnntui.spec.mistakes import RESHAPE, SCALE
from rnntui.spec.printing import print_series, print_value
from rnntui.spec.reader import replace
from rnntui.spec.records import DataFacts, Edit, ModelSpec, Problem, Value
from rnntui.spec.wording import closest, listed


def data_edit(spec: ModelSpec, name: str, value: Value) -> Edit:
    """The edit that sets an argument of Series, where it stands or in the whole call."""
    label = f"write {name}={print_value(value)}"
    places = dict(spec.written.places)
    if name in places:
        return replace(places[name], print_value(value), label)
    source = changed(spec.data, **{name: value})  # type: ignore[arg-type]
    return replace(spec.data.where, print_series(source), label)


def columns(spec: ModelSpec, facts: DataFacts) -> list[Problem]:
    """Columns and targets that the series does not have, or that are named twice."""
    problems: list[Problem] = []
    for argument in ("columns", "target"):
        names: tuple[str, ...] = getattr(spec.data, argument)
        for i, name in enumerate(names):
            place = spec.written.place(argument, "data")
            if name in names[:i]:
                edit = data_edit(spec, argument, tuple(dict.fromkeys(names)))
                message = f'{argument} names "{name}" twice: once is enough.'
                problems.append(Problem("column-twice", message, place, edit=edit))
            elif name not in facts.columns:
                problems.append(_unknown(spec, facts, argument, name))
    return problems


def _unknown(spec: ModelSpec, facts: DataFacts, argument: str, name: str) -> Problem:
    names: tuple[str, ...] = getattr(spec.data, argument)
    place = spec.written.place(argument, "data")
    near = closest(name, facts.columns)
    if near is None:
        quoted = [f'"{one}"' for one in facts.columns]
        shown = listed(quoted, "and") if len(quoted) <= 6 else f"{', '.join(quoted[:6])} and more"
        message = f'"{facts.name}" has no column "{name}"; it has {shown}.'
        return Problem("unknown-column", message, place)
    edit = data_edit(spec, argument, tuple(near if one == name else one for one in names))
    message = f'"{facts.name}" has no column "{name}": did you mean "{near}"?'
    return Problem("unknown-column", message, place, edit=edit)


def logarithm(spec: ModelSpec, facts: DataFacts) -> list[Problem]:
    """``log`` of numbers that have none."""
    if "log" not in spec.data.transform or facts.minimum is None or facts.minimum > 0:
        return []
    _, targets = sizes.columns(spec.data, facts)
    rest = tuple(step for step in spec.data.transform if step != "log")
    message = (
        f"log needs values above 0, but the smallest {listed(targets, 'and')} is {facts.minimum:g}: "
        "leave log out of the transform."
    )
    edit = data_edit(spec, "transform", rest)
    return [Problem("log-of-nonpositive", message, spec.written.place("transform", "data"), edit=edit)]


def idle_mistakes(spec: ModelSpec, facts: DataFacts) -> list[Problem]:
    """Mistakes and orders that would change nothing here, so that nothing can be learned from them."""
    source, problems = spec.data, []
    inputs, _ = sizes.columns(source, facts)
    idle = {}
    if source.scale == "none":
        idle[SCALE] = 'nothing is scaled with scale="none"'
    if source.look_back == 1 and len(inputs) == 1:
        idle[RESHAPE] = "a window of one value is one step anyway"
    for name, why in idle.items():
        if name in source.mistakes:
            rest = tuple(one for one in source.mistakes if one != name)
            place = spec.written.place("mistakes", "data")
            message = f'The mistake "{name}" would change nothing, because {why}: leave it out.'
            edit = data_edit(spec, "mistakes", rest)
            problems.append(Problem("mistake-idle", message, place, edit=edit))
    if source.order is not None and source.look_back == 1:
        message = "order would change nothing, because a window of one row has one order: leave it out."
        edit = data_edit(spec, "order", None)
        place = spec.written.place("order", "data")
        problems.append(Problem("mistake-idle", message, place, edit=edit))
    return problems
