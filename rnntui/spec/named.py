"""What is given by name inside a layer: activations, initializers, regularizers, constraints."""

from __future__ import annotations

import math

from rnntui.spec.entries import Argument, Entry, Family
from rnntui.spec.kinds import Choice, Kind, Named, Number, Refused, Whole, Wholes
from rnntui.spec.records import Value

ACTIVATIONS: tuple[str, ...] = (
    "celu", "elu", "exponential", "gelu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_swish",
    "hard_tanh", "leaky_relu", "linear", "log_sigmoid", "log_softmax", "mish", "relu", "relu6", "selu",
    "sigmoid", "silu", "soft_shrink", "softmax", "softplus", "softsign", "sparse_plus",
    "sparse_sigmoid", "sparsemax", "squareplus", "swish", "tanh", "tanh_shrink",
)  # fmt: skip
"""All of Keras's but ``glu``, which halves the shape, and ``threshold``, which needs arguments."""

SEED = Argument("seed", Whole(0, 2**31 - 1, none=True), None)
_AXES = Refused("the axes of an initializer are found from the layer")
_FAN_ARGUMENTS = (SEED, Argument("input_axes", _AXES), Argument("output_axes", _AXES))
_ANY = Number(-math.inf, math.inf)
_SPREAD = Number(0, math.inf)


def _snake(name: str) -> str:
    """Keras's own lower-case name of a class: ``GlorotUniform`` is ``glorot_uniform``."""
    pieces = [("_" + c.lower()) if c.isupper() and i else c.lower() for i, c in enumerate(name)]
    return "".join(pieces)


def _entry(family: Family, name: str, *arguments: Argument, aliases: tuple[str, ...] = ()) -> Entry:
    return Entry(name, family, name, arguments, aliases=(_snake(name), *aliases))


def _fan(name: str) -> Entry:
    return _entry("initializer", name, *_FAN_ARGUMENTS)


def _number(name: str, default: Value, kind: Kind = _ANY) -> Argument:
    return Argument(name, kind, default)


_GAIN = _number("gain", 1.0)

INITIALIZERS: tuple[Entry, ...] = (
    _entry("initializer", "Zeros", aliases=("zero",)),
    _entry("initializer", "Ones", aliases=("one",)),
    _entry("initializer", "Constant", _number("value", 0.0)),
    _entry(
        "initializer",
        "RandomNormal",
        *(_number("mean", 0.0), _number("stddev", 0.05, _SPREAD), SEED),
        aliases=("normal",),
    ),
    _entry(
        "initializer",
        "RandomUniform",
        *(_number("minval", -0.05), _number("maxval", 0.05), SEED),
        aliases=("uniform",),
    ),
    _entry("initializer", "TruncatedNormal", _number("mean", 0.0), _number("stddev", 0.05, _SPREAD), SEED),
    _entry(
        "initializer",
        "VarianceScaling",
        _number("scale", 1.0, Number(0, math.inf, above=True)),
        Argument("mode", Choice(("fan_in", "fan_out", "fan_avg")), "fan_in"),
        Argument(
            "distribution",
            Choice(("normal", "truncated_normal", "untruncated_normal", "uniform")),
            "truncated_normal",
        ),
        *_FAN_ARGUMENTS,
    ),
    _fan("GlorotUniform"),
    _fan("GlorotNormal"),
    _fan("HeUniform"),
    _fan("HeNormal"),
    _fan("LecunUniform"),
    _fan("LecunNormal"),
    _entry("initializer", "Orthogonal", _GAIN, SEED, aliases=("OrthogonalInitializer",)),
    _entry("initializer", "Identity", _GAIN, aliases=("IdentityInitializer",)),
)

_STRENGTH = Number(0, math.inf)

REGULARIZERS: tuple[Entry, ...] = (
    Entry("L1", "regularizer", "L1", (_number("l1", 0.01, _STRENGTH),), aliases=("l1",)),
    Entry("L2", "regularizer", "L2", (_number("l2", 0.01, _STRENGTH),), aliases=("l2",)),
    Entry(
        "L1L2",
        "regularizer",
        "L1L2",
        (_number("l1", 0.0, _STRENGTH), _number("l2", 0.0, _STRENGTH)),
        aliases=("l1_l2", "l1l2"),
    ),
    _entry(
        "regularizer",
        "OrthogonalRegularizer",
        _number("factor", 0.01, _STRENGTH),
        Argument("mode", Choice(("rows", "columns")), "rows"),
    ),
)

_AXIS = Argument("axis", Wholes(-8, 8, holes=False, alone=True), 0)

CONSTRAINTS: tuple[Entry, ...] = (
    _entry("constraint", "MaxNorm", _number("max_value", 2, Number(0, math.inf)), _AXIS),
    _entry("constraint", "NonNeg"),
    _entry("constraint", "UnitNorm", _AXIS),
    _entry(
        "constraint",
        "MinMaxNorm",
        _number("min_value", 0.0, Number(0, math.inf)),
        _number("max_value", 1.0, Number(0, math.inf)),
        _number("rate", 1.0, Number(0, 1)),
        _AXIS,
    ),
)

_CALLS_ONLY = ("l1_l2", "Constant", "constant")
"""Spellings that Keras takes as calls but not as texts: a constant needs its value."""


def _named(family: Family, all_of: tuple[Entry, ...], *but: str) -> Named:
    """One of a family, less ``but``, by any of its spellings or as a call."""
    left = [entry for entry in all_of if entry.name not in but]
    spellings = [name for entry in left for name in (*entry.aliases, entry.name)]
    names = tuple(name for name in dict.fromkeys(spellings) if name not in _CALLS_ONLY)
    return Named(family, names, none=family != "initializer", calls=tuple(entry.name for entry in left))


def activation(none: bool = True) -> Named:
    """An activation, by name only; None is ``"linear"``."""
    return Named("activation", ACTIVATIONS, none=none)


MATRIX_INITIALIZER = _named("initializer", INITIALIZERS)
KERNEL_INITIALIZER = _named("initializer", INITIALIZERS, "Identity")
"""For the kernels of convolutions, which have three axes."""
VECTOR_INITIALIZER = _named("initializer", INITIALIZERS, "Identity", "Orthogonal")
"""For biases and scales: ``Identity`` and ``Orthogonal`` make matrices."""
MATRIX_REGULARIZER = _named("regularizer", REGULARIZERS)
REGULARIZER = _named("regularizer", REGULARIZERS, "OrthogonalRegularizer")
CONSTRAINT = _named("constraint", CONSTRAINTS)
