"""What differs between runs: what was changed since the one before, and what tells several apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rnntui.series.verdict import error_text
from rnntui.spec.parse import parse
from rnntui.spec.printing import print_call, print_value
from rnntui.spec.records import Call, ModelSpec, Value
from rnntui.tui.earlier import PastRun

_OF_DATA = (
    "look_back", "horizon", "stride", "split", "validation",
    "scale", "transform", "mistakes", "order", "name",
)  # fmt: skip
_OF_FIT = ("epochs", "batch_size", "patience")
_MOST_CHANGES = 3


class _Setting(NamedTuple):
    """One thing that can be set in a spec: where it stands, what it is called, its value."""

    place: str
    name: str
    value: Value


def change_line(then: PastRun, now: PastRun) -> str:
    """What was changed since the run before, and what it did to the one-step score; empty for nothing."""
    old, new = parse(then.spec).spec, parse(now.spec).spec
    changes = changed(old, new) if old and new else []
    if then.seed != now.seed:
        changes.append(f"seed {then.seed} → {now.seed}")
    was, is_now = then.score("one_step"), now.score("one_step")
    if was is None or is_now is None:
        return ""
    what = "; ".join(changes) if changes else "the same spec and seed again"
    return f"{what}: one-step RMSE {error_text(was)} → {error_text(is_now)}"


def changed(old: ModelSpec, new: ModelSpec) -> list[str]:
    """The differences of two specs in words, at most three."""
    found = []
    if not _same_layers([old, new]):
        found.append(f"{_layers(old)} → {_layers(new)}")
    before, after = (
        {one.place: one for one in _settings(spec, layers=_same_layers([old, new]))} for spec in (old, new)
    )
    for place in dict.fromkeys([*before, *after]):
        a, b = before.get(place), after.get(place)
        if _value(a) != _value(b):
            name = (a or b or _Setting("", "", None)).name
            found.append(f"{name} {_value(a)} → {_value(b)}")
    return [*found[:_MOST_CHANGES], "…"] if len(found) > _MOST_CHANGES else found


def told_apart(runs: Sequence[tuple[str, int]]) -> list[str]:
    """What tells each of several runs, by spec and seed, from the others: ``LSTM(5), seed 1``."""
    specs = [parse(text).spec for text, _ in runs]
    known = [spec for spec in specs if spec is not None]
    same = _same_layers(known)
    tables = [
        {one.place: one for one in _settings(spec, layers=same)} if spec is not None else {} for spec in specs
    ]
    places = dict.fromkeys(place for table in tables for place in table)
    vary = [place for place in places if len({_value(table.get(place)) for table in tables}) > 1]
    name_of = {place: one.name for table in tables for place, one in table.items()}
    tail = _common_tail(known)
    said = []
    for (_, seed), spec, table in zip(runs, specs, tables, strict=True):
        parts = [] if same or spec is None else [_layers(spec, tail)]
        parts += [_short(name_of[place], table.get(place)) for place in vary if spec is not None]
        parts = [*parts[:_MOST_CHANGES], "…"] if len(parts) > _MOST_CHANGES else parts
        if len({seed for _, seed in runs}) > 1:
            parts.append(f"seed {seed}")
        said.append(", ".join(parts))
    return said


def _value(setting: _Setting | None) -> str:
    """The value as it is written; an argument that was left out has Keras's default."""
    return print_value(setting.value) if setting is not None else "default"


def _short(name: str, setting: _Setting | None) -> str:
    """A setting as a label: ``LSTM(5)``, ``epochs 200``."""
    layer, _, argument = name.rpartition(" ")
    return f"{layer}({_value(setting)})" if argument == "units" else f"{argument} {_value(setting)}"


def _same_layers(specs: Sequence[ModelSpec]) -> bool:
    """Whether they have the same kinds of layers, in the same order."""
    return len({tuple(layer.name for layer in spec.layers) for spec in specs}) <= 1


def _layers(spec: ModelSpec, tail: int = 0) -> str:
    """The layers in one line, without the last ``tail``."""
    return ", ".join(map(print_call, spec.layers[: len(spec.layers) - tail]))


def _common_tail(specs: Sequence[ModelSpec]) -> int:
    """How many layers at the end all of them share; each keeps at least one."""
    shortest = min((len(spec.layers) for spec in specs), default=1)
    shared = 0
    while shared + 1 < shortest and len({repr(spec.layers[-1 - shared]) for spec in specs}) == 1:
        shared += 1
    return shared


def _settings(spec: ModelSpec, *, layers: bool) -> list[_Setting]:
    """Everything that is set, the arguments of layers only where these can be held against each other."""
    found: list[_Setting] = []
    if layers:
        for place, layer in enumerate(spec.layers):
            found += [_Setting(f"{place} {key}", f"{layer.name} {key}", value) for key, value in layer.args]
    found += [_Setting(name, name, getattr(spec, name)) for name in _OF_FIT]
    found += [_Setting(name, name, getattr(spec.data, name)) for name in _OF_DATA]
    return [*found, *_of_call("optimizer", spec.optimizer), *_of_call("loss", spec.loss)]


def _of_call(name: str, call: Call) -> list[_Setting]:
    """The call's name, and its arguments by theirs."""
    kind = _Setting(name, name, call.name)
    return [kind, *(_Setting(f"{name} {key}", key, value) for key, value in call.args)]
