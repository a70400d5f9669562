"""What the layers of the catalogue share: limits, arguments, and how an entry is made."""

from __future__ import annotations

from rnntui.spec.entries import Argument, Entry
from rnntui.spec.kinds import Flag, Ignored, Kind, Number, Refused, Whole, Wholes
from rnntui.spec.named import (
    CONSTRAINT,
    MATRIX_REGULARIZER,
    REGULARIZER,
    VECTOR_INITIALIZER,
)
from rnntui.spec.records import Value

MAX_UNITS = 4096
MAX_STEPS = 100_000

RECURRENT = ("SimpleRNN", "LSTM", "GRU")

RATE = Number(0, 1)
UNITS = Argument("units", Whole(1, MAX_UNITS), meaning="how many cells it has, and values it gives")
EXTRAS: tuple[Argument, ...] = (
    Argument("name", Ignored()),
    Argument("trainable", Flag(), True, "whether training changes its weights"),
    Argument("dtype", Refused("everything is trained in float32")),
    Argument("autocast", Refused("everything is trained in float32")),
    Argument("input_shape", Wholes(1, MAX_STEPS, none=True), None, "the shape of a window, as (20, 1)"),
    Argument(
        "batch_input_shape", Wholes(1, MAX_STEPS, none=True), None, "the shape of a batch, as (None, 20, 1)"
    ),
    Argument("input_dim", Whole(1, MAX_STEPS, none=True), None, "how many values a window has per step"),
    Argument("input_length", Whole(1, MAX_STEPS, none=True), None, "how many steps a window has"),
)
"""What every layer takes by name. The last four say the input's shape: a spec keeps it as its input."""

INPUT_ARGUMENTS = tuple(argument.name for argument in EXTRAS[-4:])


def regularizers(kernel: Kind, *names: str) -> tuple[Argument, ...]:
    """Arguments of these names; ``kernel`` is what a penalty on the kernel may be."""
    kinds = {
        "kernel_regularizer": kernel,
        "recurrent_regularizer": MATRIX_REGULARIZER,
        "embeddings_regularizer": MATRIX_REGULARIZER,
    }
    return tuple(
        Argument(name, kinds.get(name, REGULARIZER), None, f"a penalty on {_part(name)}") for name in names
    )


def constraints(*names: str) -> tuple[Argument, ...]:
    """Arguments of these names."""
    return tuple(Argument(name, CONSTRAINT, None, f"a bound on {_part(name)}") for name in names)


def initializer(name: str, default: Value, kind: Kind = VECTOR_INITIALIZER) -> Argument:
    """An argument of this name."""
    return Argument(name, kind, default, f"how {_part(name)} begin")


_PARTS = {
    "kernel": "the weights of the input",
    "recurrent": "the weights of the state",
    "bias": "the biases",
    "activity": "the outputs",
    "beta": "the shifts (beta)",
    "gamma": "the scales (gamma)",
    "moving_mean": "the running means",
    "moving_variance": "the running variances",
    "embeddings": "the vectors",
}


def _part(name: str) -> str:
    """What an argument like ``bias_constraint`` is about."""
    return _PARTS[name.rpartition("_")[0]]


def layer(name: str, meaning: str, *arguments: Argument, aliases: tuple[str, ...] = ()) -> Entry:
    """An entry with its own arguments in their order, and with what every layer takes by name."""
    taken = {argument.name for argument in arguments}
    extras = tuple(argument for argument in EXTRAS if argument.name not in taken)
    return Entry(name, "layer", name, arguments, extras, aliases, meaning)


USE_BIAS = Argument("use_bias", Flag(), True, "whether a constant is added")
