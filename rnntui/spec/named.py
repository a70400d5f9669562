"""What is given by name inside a layer: activations, initializers, regularizers, constraints."""

from __future__ import annotations

import math

from rnntui.spec.entries import Argument, Entry, Family
from rnntui.spec.kinds import Choice, Kind, Named, Number, Refused, Whole, Wholes
from rnntui.spec.records import Value

ACTIVATIONS: dict[str, str] = {
    "celu": "x above 0, a smooth bend to -1 below",
    "elu": "x above 0, bends towards -1 below",
    "exponential": "e to the power of x",
    "gelu": "x times the share of a bell curve below it",
    "hard_shrink": "0 from -0.5 to 0.5, x beyond",
    "hard_sigmoid": "the sigmoid out of three straight lines",
    "hard_silu": "x times the hard sigmoid",
    "hard_swish": "another name of hard_silu",
    "hard_tanh": "x, cut off at -1 and 1",
    "leaky_relu": "x above 0, 0.2 x below",
    "linear": "x as it is",
    "log_sigmoid": "the logarithm of the sigmoid",
    "log_softmax": "the logarithm of the softmax",
    "mish": "x times the tanh of its softplus",
    "relu": "x above 0, else 0",
    "relu6": "x from 0 to 6, cut off beyond",
    "selu": "elu, scaled so that layers keep mean and variance",
    "sigmoid": "squashes to 0 … 1",
    "silu": "x times its sigmoid",
    "soft_shrink": "0 from -0.5 to 0.5, beyond it x drawn in by 0.5",
    "softmax": "shares that add up to 1",
    "softplus": "a smooth relu, log(1 + e^x)",
    "softsign": "squashes to -1 … 1, x / (1 + |x|)",
    "sparse_plus": "a softplus that is 0 below -1",
    "sparse_sigmoid": "a straight line from 0 at -1 to 1 at 1",
    "sparsemax": "shares that add up to 1, many of them 0",
    "squareplus": "a smooth relu out of a square root",
    "swish": "another name of silu",
    "tanh": "squashes to -1 … 1",
    "tanh_shrink": "x less its tanh",
}
"""All of Keras's but ``glu``, which halves the shape, and ``threshold``, which needs arguments."""

SEED = Argument("seed", Whole(0, 2**31 - 1, none=True), None, "fixes its chance; None: the run's seed")
_AXES = Refused("the axes of an initializer are found from the layer")
_FAN_ARGUMENTS = (SEED, Argument("input_axes", _AXES), Argument("output_axes", _AXES))
_ANY = Number(-math.inf, math.inf)
_SPREAD = Number(0, math.inf)


def _snake(name: str) -> str:
    """Keras's own lower-case name of a class: ``GlorotUniform`` is ``glorot_uniform``."""
    pieces = [("_" + c.lower()) if c.isupper() and i else c.lower() for i, c in enumerate(name)]
    return "".join(pieces)


def _entry(
    family: Family, name: str, meaning: str, *arguments: Argument, aliases: tuple[str, ...] = ()
) -> Entry:
    return Entry(name, family, name, arguments, aliases=(_snake(name), *aliases), meaning=meaning)


def _fan(name: str, meaning: str) -> Entry:
    return _entry("initializer", name, meaning, *_FAN_ARGUMENTS)


def _number(name: str, default: Value, meaning: str, kind: Kind = _ANY) -> Argument:
    return Argument(name, kind, default, meaning)


_GAIN = _number("gain", 1.0, "a factor on all of them")
_MEAN = _number("mean", 0.0, "their mean")
_STDDEV = _number("stddev", 0.05, "how far they spread", _SPREAD)

INITIALIZERS: tuple[Entry, ...] = (
    _entry("initializer", "Zeros", "all 0", aliases=("zero",)),
    _entry("initializer", "Ones", "all 1", aliases=("one",)),
    _entry("initializer", "Constant", "all the same number", _number("value", 0.0, "the number")),
    _entry(
        "initializer",
        "RandomNormal",
        "by chance, from a bell curve",
        *(_MEAN, _STDDEV, SEED),
        aliases=("normal",),
    ),
    _entry(
        "initializer",
        "RandomUniform",
        "by chance, evenly between two bounds",
        _number("minval", -0.05, "the lower bound"),
        _number("maxval", 0.05, "the upper bound"),
        SEED,
        aliases=("uniform",),
    ),
    _entry("initializer", "TruncatedNormal", "a bell curve without its far ends", _MEAN, _STDDEV, SEED),
    _entry(
        "initializer",
        "VarianceScaling",
        "by chance, spread by the layer's size",
        _number("scale", 1.0, "a factor on the variance", Number(0, math.inf, above=True)),
        Argument(
            "mode",
            Choice(
                ("fan_in", "fan_out", "fan_avg"), meanings=("its inputs", "its outputs", "the mean of both")
            ),
            "fan_in",
            "which size of the layer counts",
        ),
        Argument(
            "distribution",
            Choice(("normal", "truncated_normal", "untruncated_normal", "uniform")),
            "truncated_normal",
            "the form of the chance",
        ),
        *_FAN_ARGUMENTS,
    ),
    _fan("GlorotUniform", "even chance, spread by inputs and outputs"),
    _fan("GlorotNormal", "a bell curve, spread by inputs and outputs"),
    _fan("HeUniform", "even chance, spread by inputs, made for relu"),
    _fan("HeNormal", "a bell curve, spread by inputs, made for relu"),
    _fan("LecunUniform", "even chance, spread by inputs"),
    _fan("LecunNormal", "a bell curve, spread by inputs, made for selu"),
    _entry(
        "initializer",
        "Orthogonal",
        "a rotation: neither shrinks nor grows the state",
        *(_GAIN, SEED),
        aliases=("OrthogonalInitializer",),
    ),
    _entry(
        "initializer", "Identity", "passes the state on as it is", _GAIN, aliases=("IdentityInitializer",)
    ),
)

_STRENGTH = Number(0, math.inf)
_L1, _L2 = "how much the absolute values cost", "how much the squares cost"

REGULARIZERS: tuple[Entry, ...] = (
    Entry(
        "L1",
        "regularizer",
        "L1",
        (_number("l1", 0.01, _L1, _STRENGTH),),
        aliases=("l1",),
        meaning="weights cost their size: many become 0",
    ),
    Entry(
        "L2",
        "regularizer",
        "L2",
        (_number("l2", 0.01, _L2, _STRENGTH),),
        aliases=("l2",),
        meaning="weights cost their square: none becomes large",
    ),
    Entry(
        "L1L2",
        "regularizer",
        "L1L2",
        (_number("l1", 0.0, _L1, _STRENGTH), _number("l2", 0.0, _L2, _STRENGTH)),
        aliases=("l1_l2", "l1l2"),
        meaning="both of them",
    ),
    _entry(
        "regularizer",
        "OrthogonalRegularizer",
        "pulls rows or columns to right angles",
        _number("factor", 0.01, "how much it costs", _STRENGTH),
        Argument("mode", Choice(("rows", "columns")), "rows", "what stands at right angles"),
    ),
)

_AXIS = Argument("axis", Wholes(-8, 8, holes=False, alone=True), 0, "the axis along which a length is taken")
_LEAST, _MOST = "the smallest length", "the largest length"

CONSTRAINTS: tuple[Entry, ...] = (
    _entry(
        "constraint",
        "MaxNorm",
        "no longer than a length",
        _number("max_value", 2, _MOST, Number(0, math.inf)),
        _AXIS,
    ),
    _entry("constraint", "NonNeg", "nothing below 0"),
    _entry("constraint", "UnitNorm", "of length 1", _AXIS),
    _entry(
        "constraint",
        "MinMaxNorm",
        "between two lengths",
        _number("min_value", 0.0, _LEAST, Number(0, math.inf)),
        _number("max_value", 1.0, _MOST, Number(0, math.inf)),
        _number("rate", 1.0, "how far each batch goes towards it", Number(0, 1)),
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
    return Named("activation", tuple(ACTIVATIONS), none=none)


MATRIX_INITIALIZER = _named("initializer", INITIALIZERS)
KERNEL_INITIALIZER = _named("initializer", INITIALIZERS, "Identity")
"""For the kernels of convolutions, which have three axes."""
VECTOR_INITIALIZER = _named("initializer", INITIALIZERS, "Identity", "Orthogonal")
"""For biases and scales: ``Identity`` and ``Orthogonal`` make matrices."""
MATRIX_REGULARIZER = _named("regularizer", REGULARIZERS)
REGULARIZER = _named("regularizer", REGULARIZERS, "OrthogonalRegularizer")
CONSTRAINT = _named("constraint", CONSTRAINTS)
