"""Whether a series can be cut into the windows that a spec asks for, and what mends it where not."""

from __future__ import annotations

import math
from dataclasses import replace as changed

from rnntui.spec import sizes
from rnntui.spec.check_data import data_edit
from rnntui.spec.mistakes import OFF_BY_ONE, SPLIT
from rnntui.spec.records import DataFacts, ModelSpec, Problem, SeriesSource, Value
from rnntui.spec.wording import counted, listed

_LOW_SPLIT = 0.5  # a split below it was meant to be another, where no window fits the training part


def windows(spec: ModelSpec, facts: DataFacts) -> list[Problem]:
    """Whether every part of the split holds at least one window."""
    parts = sizes.sizes(spec.data, facts)
    if parts.train < 1:
        return [_no_training(spec, facts, parts)]
    if parts.test < 1:
        return [_no_test(spec, facts, parts)]
    if spec.data.validation > 0 and parts.validation < 1:
        return [_no_validation(spec, facts, parts)]
    return []


def _no_training(spec: ModelSpec, facts: DataFacts, parts: sizes.Sizes) -> Problem:
    """No window fits the training part: because of what takes most of its rows, if less of that mends it."""
    source = spec.data
    mends = _mends(source, facts, parts)
    name = next(iter(mends), None)
    edit = None
    advice = "use more data"
    if name is not None:
        value, more = mends[name]
        edit = data_edit(spec, name, value)
        advice = edit.label + more
    place = spec.written.place(name or "look_back", "data")
    left = parts.train_rows - parts.validation_rows
    if name == "transform" and parts.lost >= left:
        message = (
            f"The transform takes {counted(parts.lost)} off the start ({listed(source.transform, 'and')}), "
            f"and the training part has {left}: use a shorter season in diff, or more data."
        )
        return Problem("transform-too-long", message, place, edit=edit)
    early = sizes.off_by_one(source)
    needed = source.look_back + source.horizon + early
    more = ", and 1 for off-by-one" if early else ""
    window = f"a window needs {needed} (look_back={source.look_back} and horizon={source.horizon}{more})"
    if needed > parts.rows - parts.lost:
        less = f", less {parts.lost} for the transform" if parts.lost else ""
        message = f'"{facts.name}" has {counted(parts.rows)}{less}, but {window}: {advice}.'
        return Problem("look-back-too-long", message, place, edit=edit)
    taken = [f"split={source.split:g} of {parts.rows}"]
    taken += [f"less {parts.validation_rows} for validation"] if parts.validation_rows else []
    taken += [f"less {parts.lost} for the transform"] if parts.lost else []
    rows = counted(max(0, parts.fitted_rows))
    message = f"The training part has {rows} ({', '.join(taken)}), but {window}: {advice}."
    return Problem("window-too-long", message, place, edit=edit)


def _mends(source: SeriesSource, facts: DataFacts, parts: sizes.Sizes) -> dict[str, tuple[Value, str]]:
    """What gives every part its windows, each by itself, that which takes most rows first.

    By the argument: its nearest value that does, and " or less" or " or more".
    """
    early, apart = sizes.off_by_one(source), sizes.held_apart(source)
    held = [parts.rows - parts.train_rows, *([parts.validation_rows] if source.validation else [])]
    room = parts.fitted_rows - early
    without = parts.lost + source.look_back + source.horizon + early
    share = math.floor(100 * (1 - without / max(1, parts.train_rows))) / 100
    split = math.ceil(100 * (without + parts.validation_rows) / parts.rows) / 100
    nearest: dict[str, tuple[int, Value, str]] = {
        "look_back": (source.look_back, room - source.horizon, " or less"),
        "horizon": (source.horizon, min(room - source.look_back, min(held) - apart - early), " or less"),
        "validation": (parts.validation_rows, share, " or less"),
        "transform": (parts.lost, (), " for none"),
        "split": (parts.rows - parts.train_rows if source.split < _LOW_SPLIT else 0, split, " or more"),
    }
    by_size = sorted(nearest, key=lambda name: -nearest[name][0])
    return {
        name: nearest[name][1:]
        for name in by_size
        if nearest[name][0] and _fits(changed(source, **{name: nearest[name][1]}), facts)  # type: ignore[arg-type]
    }


def _fits(source: SeriesSource, facts: DataFacts) -> bool:
    """Whether its numbers are possible, and every part holds a window."""
    if (
        source.look_back < 1
        or source.horizon < 1
        or not 0 <= source.validation < 1
        or not 0 < source.split < 1
    ):
        return False
    parts = sizes.sizes(source, facts)
    return min(parts.train, parts.test, parts.validation if source.validation else 1) >= 1


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


def _no_validation(spec: ModelSpec, facts: DataFacts, parts: sizes.Sizes) -> Problem:
    """Fewer points are held back for validation than one forecast is long."""
    source = spec.data
    share = math.ceil(100 * _needed(source) / parts.train_rows) / 100
    fits = share < 1 and sizes.sizes(changed(source, validation=share), facts).train >= 1
    advice = f"write validation={share:g} or more" if fits else "use a larger split, or more data"
    message = (
        f"validation={source.validation:g} holds back {parts.validation_rows} "
        f"of {counted(parts.train_rows)}, "
        f"fewer than {_why_needed(source)}: {advice}."
    )
    edit = data_edit(spec, "validation", share) if fits else None
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
