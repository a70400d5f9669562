"""Flags over a spec: ``--units 32 --horizon 12`` win over what the file says."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from rnntui.spec import catalogue
from rnntui.spec.catalogue import is_recurrent
from rnntui.spec.defaults import CELLS
from rnntui.spec.entries import Family
from rnntui.spec.layer_parts import RECURRENT
from rnntui.spec.parse import parse
from rnntui.spec.printing import print_spec
from rnntui.spec.records import Call, ModelSpec, Problem, SeriesSource, Where
from rnntui.spec.wording import closest, listed


class SpecError(ValueError):
    """A spec that can't be made; ``problems`` say why, the first one is the message."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0].message)
        self.problems = tuple(problems)


def override(
    spec: ModelSpec,
    *,
    cell: str | None = None,
    units: int | None = None,
    look_back: int | None = None,
    horizon: int | None = None,
    epochs: int | None = None,
    batch_size: int | None = None,
    patience: int | None = None,
    loss: str | None = None,
    optimizer: str | None = None,
    learning_rate: float | None = None,
    data: str | None = None,
    columns: Sequence[str] | None = None,
    target: Sequence[str] | None = None,
    date_column: str | None = None,
    split: float | None = None,
    validation: float | None = None,
    scale: str | None = None,
    transform: Sequence[str] | None = None,
    season: int | None = None,
    stride: int | None = None,
) -> ModelSpec:
    """The spec with what is given in place of what it says; None leaves a thing as it is.

    The head follows the target's size where it did before. ``transform=("none",)`` is no transform.
    Places in the result are those of its printed text. Raises SpecError where a value does not fit.
    """
    _check_finite(learning_rate=learning_rate, split=split, validation=validation)
    source = _changed(
        spec.data, name=data, look_back=look_back, horizon=horizon, split=split, validation=validation,
        scale=scale, transform=transform, columns=columns, target=target, date_column=date_column,
        season=season, stride=stride,
    )  # fmt: skip
    layers = spec.layers if cell is None else _with_cell(spec.layers, cell)
    layers = layers if units is None else _with_units(layers, units)
    changed = replace(
        spec,
        data=source,
        layers=_with_head(layers, spec.data, source),
        optimizer=_optimizer(spec.optimizer, optimizer, learning_rate),
        loss=spec.loss if loss is None else Call(_known("loss", loss)),
        epochs=spec.epochs if epochs is None else epochs,
        batch_size=spec.batch_size if batch_size is None else batch_size,
        patience=spec.patience if patience is None else patience,
        input=spec.input if source == spec.data else None,
    )
    parsed = parse(print_spec(changed))
    if parsed.spec is None:
        raise SpecError(parsed.errors)
    return parsed.spec


def _check_finite(**given: float | None) -> None:
    """NaN and infinity have no spelling in a spec."""
    for name, value in given.items():
        if value is not None and not math.isfinite(value):
            message = f"{name} must be a number, not {value:g}."
            raise SpecError([Problem("out-of-range", message, Where())])


def _changed(source: SeriesSource, **given: Any) -> SeriesSource:
    """The source with what is given; lists become tuples, and "none" in a transform is nothing."""
    known = {name: value for name, value in given.items() if value is not None}
    for name in ("columns", "target", "transform"):
        if name in known:
            known[name] = tuple(one for one in known[name] if name != "transform" or one != "none")
    return replace(source, **known)


def _known(family: Family, name: str) -> str:
    """The canonical name of a loss or an optimizer."""
    found = catalogue.find(name, family) or catalogue.find(name.lower(), family)
    if found is not None:
        return found.name
    known = catalogue.names(family)
    near = closest(name, known)
    meant = f": did you mean {near}?" if near else f"; there is {listed(known, 'and')}."
    raise SpecError([Problem("unknown-name", f'There is no {family} "{name}"{meant}', Where())])


def _optimizer(call: Call, name: str | None, learning_rate: float | None) -> Call:
    if name is not None:
        canonical = _known("optimizer", name)
        call = call if canonical == call.name else Call(canonical)
    return call if learning_rate is None else catalogue.with_argument(call, "learning_rate", learning_rate)


# ---------------------------------------------------------------- layers
def _each_recurrent(layer: Call, change: Callable[[Call], Call]) -> Call:
    """The layer with its recurrent layers, its own or those it wraps, changed."""
    if layer.name in RECURRENT:
        return change(layer)
    args = tuple(
        (name, _each_recurrent(value, change) if isinstance(value, Call) else value)
        for name, value in layer.args
    )
    return Call(layer.name, args, layer.where)


def _with_cell(layers: tuple[Call, ...], cell: str) -> tuple[Call, ...]:
    """The recurrent layers changed to another cell; a perceptron has Flatten in their place."""
    if cell not in CELLS:
        message = f'There is no cell "{cell}"; there is {listed(CELLS, "and")}.'
        raise SpecError([Problem("unknown-name", message, Where())])
    name, recurrent = CELLS[cell].layer, [layer for layer in layers if is_recurrent(layer)]
    if cell == "perceptron":
        if not recurrent:
            return layers
        first = layers.index(recurrent[0])
        rest = tuple(layer for layer in layers[first:] if not is_recurrent(layer))
        return (*layers[:first], Call("Flatten"), *rest)
    if recurrent:
        return tuple(_each_recurrent(layer, lambda one: _cast(one, name)) for layer in layers)
    flat = next((i for i, layer in enumerate(layers) if layer.name == "Flatten"), None)
    if flat is None:
        message = f"--cell {cell} has no place in this spec: it has no recurrent layer and no Flatten."
        raise SpecError([Problem("no-cell", message, Where())])
    return (*layers[:flat], Call(name, (("units", CELLS[cell].units),)), *layers[flat + 1 :])


def _cast(layer: Call, name: str) -> Call:
    """The same layer as another cell, with the arguments that both have."""
    kept = {argument.name for argument in catalogue.ENTRIES[name].kept}
    plain = Call(name, (), layer.where)
    for key, value in layer.args:
        plain = catalogue.with_argument(plain, key, value) if key in kept else plain
    return plain


def _with_units(layers: tuple[Call, ...], units: int) -> tuple[Call, ...]:
    """The units of every recurrent layer; without any, of the hidden Dense layers, or of a new one."""
    if any(is_recurrent(layer) for layer in layers):
        return tuple(
            _each_recurrent(layer, lambda one: catalogue.with_argument(one, "units", units))
            for layer in layers
        )
    hidden = [i for i, layer in enumerate(layers[:-1]) if layer.name == "Dense"]
    if hidden:
        return tuple(
            catalogue.with_argument(layer, "units", units) if i in hidden else layer
            for i, layer in enumerate(layers)
        )
    return (*layers[:-1], Call("Dense", (("units", units), ("activation", "relu"))), layers[-1])


def _with_head(layers: tuple[Call, ...], before: SeriesSource, after: SeriesSource) -> tuple[Call, ...]:
    """The last Dense with as many units as the target has values, if it had so many before."""
    head = layers[-1]
    old, new = _target_values(before), _target_values(after)
    if head.name != "Dense" or new is None or head.get("units") != old or new == old:
        return layers
    return (*layers[:-1], catalogue.with_argument(head, "units", new))


def _target_values(source: SeriesSource) -> int | None:
    """The size of a target that has one axis; None where it has two."""
    targets = len(source.target) or 1
    return None if targets > 1 and source.horizon > 1 else targets * source.horizon
