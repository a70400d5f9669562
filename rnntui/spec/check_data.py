"""Whether a series can be cut into the windows that a spec asks for."""

from __future__ import annotations

import math
from dataclasses import replace as changed

from rnntui.spec import sizes
from rnntui.spec.mistakes import OFF_BY_ONE, RESHAPE, SCALE, SPLIT
from rnntui.spec.printing import print_series, print_value
from rnntui.spec.reader import replace
from rnntui.spec.records import DataFacts, Edit, ModelSpec, Problem, SeriesSource, Value
from rnntui.spec.wording import closest, counted, listed


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


def windows(spec: ModelSpec, facts: DataFacts) -> list[Problem]:
    """Whether every part of the split holds at least one window."""
    parts = sizes.sizes(spec.data, facts)
    if parts.train < 1:
        return [_no_training(spec, facts, parts)]
    if parts.test < 1:
        return [_no_test(spec, facts, parts)]
    if spec.data.validation > 0 and parts.validation < 1:
        return [_no_validation(spec, parts)]
    return []


def _no_training(spec: ModelSpec, facts: DataFacts, parts: sizes.Sizes) -> Problem:
    """No window fits the training part: because of the transform, the look-back or the split."""
    source = spec.data
    early = sizes.off_by_one(source)
    needed = source.look_back + source.horizon + early
    more = ", and 1 for off-by-one" if early else ""
    window = f"a window needs {needed} (look_back={source.look_back} and horizon={source.horizon}{more})"
    longest = parts.fitted_rows - source.horizon - early
    advice = "use a shorter transform, or more data" if parts.lost else "use more data, or a larger split"
    advice = f"write look_back={longest} or less" if longest >= 1 else advice
    edit = data_edit(spec, "look_back", longest) if longest >= 1 else None
    if parts.lost and parts.lost >= parts.train_rows - parts.validation_rows:
        steps = listed(source.transform, "and")
        message = (
            f"The transform takes {counted(parts.lost)} off the start ({steps}), and the training part has "
            f"{parts.train_rows - parts.validation_rows}: use a shorter season in diff, or more data."
        )
        place = spec.written.place("transform", "data")
        return Problem("transform-too-long", message, place, edit=data_edit(spec, "transform", ()))
    place = spec.written.place("look_back", "data")
    if needed > parts.rows - parts.lost:
        less = f", less {parts.lost} for the transform" if parts.lost else ""
        message = f'"{facts.name}" has {counted(parts.rows)}{less}, but {window}: {advice}.'
        return Problem("look-back-too-long", message, place, edit=edit)
    taken = [f"split={source.split:g} of {parts.rows}"]
    taken += [f"less {parts.validation_rows} for validation"] if parts.validation_rows else []
    taken += [f"less {parts.lost} for the transform"] if parts.lost else []
    message = (
        f"The training part has {counted(parts.fitted_rows)} ({', '.join(taken)}), but {window}: {advice}."
    )
    return Problem("window-too-long", message, place, edit=edit)


def _no_test(spec: ModelSpec, facts: DataFacts, parts: sizes.Sizes) -> Problem:
    """Fewer points are left for the test than one forecast is long, or than a mistake takes besides."""
    source = spec.data
    left = parts.rows - parts.train_rows
    needed = _needed(source)
    split = math.floor(100 * (parts.rows - needed) / parts.rows) / 100
    fits = split > 0 and sizes.sizes(changed(source, split=split), facts).train >= 1
    shorter = "horizon" if needed == source.horizon else "look_back or horizon"
    advice = f"write split={split:g} or less" if fits else f"write a shorter {shorter}"
    held = f"split={source.split:g} leaves {counted(left)} for the test"
    message = f"{held}, fewer than {_why_needed(source)}: {advice}."
    edit = data_edit(spec, "split", split) if fits else None
    return Problem("test-too-short", message, spec.written.place("split", "horizon", "data"), edit=edit)


def _no_validation(spec: ModelSpec, parts: sizes.Sizes) -> Problem:
    """Fewer points are held back for validation than one forecast is long."""
    source = spec.data
    share = math.ceil(100 * _needed(source) / parts.train_rows) / 100
    message = (
        f"validation={source.validation:g} holds back {parts.validation_rows} "
        f"of {counted(parts.train_rows)}, "
        f"fewer than {_why_needed(source)}: write validation={share:g} or more."
    )
    edit = data_edit(spec, "validation", share) if share < 1 else None
    return Problem("validation-too-short", message, spec.written.place("validation", "data"), edit=edit)


def _needed(source: SeriesSource) -> int:
    """Rows that a held-out part needs for one window."""
    return source.horizon + sizes.held_apart(source) + sizes.off_by_one(source)


def _why_needed(source: SeriesSource) -> str:
    needed = _needed(source)
    if needed == source.horizon:
        return f"horizon={source.horizon}"
    named = [one for one in source.mistakes if one in (SPLIT, OFF_BY_ONE)]
    return f"the {needed} that a window needs there with {listed(named, 'and')}"
