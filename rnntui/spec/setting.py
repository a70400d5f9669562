"""One number of a spec set to another value, as an edit of its text."""

from __future__ import annotations

from collections.abc import Mapping

from rnntui.spec import catalogue
from rnntui.spec.check_data import data_edit
from rnntui.spec.printing import print_call, print_value
from rnntui.spec.reader import after, replace
from rnntui.spec.records import Call, Edit, ModelSpec, SeriesSource, Value, Where

_OF_FIT = ("epochs", "batch_size", "patience")


def set_edits(spec: ModelSpec, values: Mapping[str, Value]) -> tuple[Edit, ...]:
    """The edits that give arguments of ``Series`` or ``fit``, the learning rate or ``units`` other values.

    In the order in which they are to be made: from the end of the text to its start, so that each leaves
    the places of the others as they are. ``units`` are those of the recurrent layer that has the fewest.
    Nothing where the text has no place for one of them.
    """
    edits = [set_edit(spec, name, value) for name, value in values.items()]
    known = [edit for edit in edits if edit is not None]
    if len(known) < len(edits):
        return ()
    return tuple(sorted(known, key=lambda edit: (edit.where.line, edit.where.column), reverse=True))


def set_edit(spec: ModelSpec, name: str, value: Value) -> Edit | None:
    """One of them; None where the text has no place for it."""
    if name == "units":
        layer = smallest_recurrent(spec)
        return None if layer is None else _written(catalogue.with_argument(layer, name, value))
    if name == "learning_rate":
        optimizer = spec.optimizer
        return _written(catalogue.with_argument(optimizer, name, value)) if _stands(optimizer) else None
    if name in _OF_FIT:
        return _fit_edit(spec, name, value)
    return data_edit(spec, name, value) if name in SeriesSource.__slots__ else None


def smallest_recurrent(spec: ModelSpec) -> Call | None:
    """The recurrent layer with the fewest units, wrapped or not; None where there is none."""
    found = [call for layer in spec.layers for call in catalogue.recurrent_in(layer)]
    return min(found, key=lambda call: int(str(call.get("units"))), default=None)


def _stands(call: Call) -> bool:
    """Whether it is written down, and not the default."""
    return call.where != Where()


def _written(call: Call) -> Edit:
    return replace(call.where, print_call(call))


def _fit_edit(spec: ModelSpec, name: str, value: Value) -> Edit | None:
    """In the place of its value, or behind the epochs or the batch size."""
    places, said = dict(spec.written.places), f"{name}={print_value(value)}"
    if name in places:
        return replace(places[name], print_value(value), f"write {said}")
    beside = next((places[one] for one in _OF_FIT if one in places), None)
    return None if beside is None else replace(after(beside), f", {said}", f"write {said}")
