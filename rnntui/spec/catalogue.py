"""Everything a spec may call, by name, with Keras's argument names, defaults and allowed values.

A test holds it against the installed Keras (``tests/spec/test_catalogue_is_keras.py``).
"""

from __future__ import annotations

from rnntui.spec import layers, losses, named, optimizers, training
from rnntui.spec.entries import Entry, Family, entries
from rnntui.spec.layer_parts import RECURRENT
from rnntui.spec.literals import Missing
from rnntui.spec.records import Call, Value

ENTRIES: dict[str, Entry] = entries(
    layers.LAYERS,
    optimizers.OPTIMIZERS,
    losses.LOSSES,
    named.INITIALIZERS,
    named.REGULARIZERS,
    named.CONSTRAINTS,
    (training.EARLY_STOPPING, training.SERIES, training.COMPILE, training.FIT, training.INPUT),
)
"""By canonical name, the one that stands in ``Call.name``; no name is in two families."""

CANONICAL: dict[str, str] = {
    spelling: entry.name
    for entry in ENTRIES.values()
    for spelling in (entry.name, entry.keras, *entry.aliases)
}
"""Every accepted spelling (``l2``, ``MaxPool1D``, ``mean_squared_error``) to the canonical name."""


EXAMPLES: dict[str, Value] = {
    "units": 5, "loss": "mse", "rate": 0.2, "n": 12, "filters": 8, "kernel_size": 3, "name": "airline",
    "input_dim": 10, "output_dim": 4, "activation": "tanh", "layer": Call("LSTM", (("units", 5),)),
}  # fmt: skip
"""Ordinary values of the arguments that must be given, for messages."""


def example(entry: Entry) -> Call:
    """A call of an entry with ordinary values for what must be given."""
    required = [argument.name for argument in entry.arguments if argument.required]
    return Call(entry.name, tuple((name, EXAMPLES[name]) for name in required))


def names(family: Family) -> tuple[str, ...]:
    """The canonical names of a family, in the catalogue's order."""
    return tuple(entry.name for entry in ENTRIES.values() if entry.family == family)


def find(spelling: str, *families: Family) -> Entry | None:
    """The entry that a spelling stands for, if it is of one of ``families`` (none given: of any)."""
    entry = ENTRIES.get(CANONICAL.get(spelling, ""))
    return entry if entry is not None and (not families or entry.family in families) else None


def entry(call: Call) -> Entry:
    """The entry of a call that was parsed. Raises KeyError for a name that no catalogue has."""
    return ENTRIES[call.name]


def argument(call: Call, name: str) -> Value:
    """The value of an argument as given, or Keras's default where it was left out.

    Raises KeyError for an argument that the entry does not keep or that must be given and is not.
    """
    for key, value in call.args:
        if key == name:
            return value
    found = entry(call).find(name)
    if found is None or isinstance(found.default, Missing):
        raise KeyError(f"{call.name}.{name}")
    return found.default


def with_argument(call: Call, name: str, value: Value) -> Call:
    """The call with one argument set, in the catalogue's order."""
    given = {**dict(call.args), name: value}
    args = tuple((one.name, given[one.name]) for one in entry(call).kept if one.name in given)
    return Call(call.name, args, call.where)


def is_recurrent(layer: Call) -> bool:
    """Whether it is a recurrent layer or wraps one."""
    return bool(recurrent_in(layer))


def recurrent_in(layer: Call) -> tuple[Call, ...]:
    """The layer itself if it is recurrent, else the recurrent ones that it wraps."""
    if layer.name in RECURRENT:
        return (layer,)
    inner = [value for _, value in layer.args if isinstance(value, Call)]
    return tuple(call for value in inner for call in recurrent_in(value))
