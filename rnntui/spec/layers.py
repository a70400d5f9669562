"""The layers of the catalogue, with the arguments, order and defaults of Keras's own signatures."""

from __future__ import annotations

import math

from rnntui.spec.entries import Argument, Entry
from rnntui.spec.kinds import Choice, Flag, Ignored, Kind, Number, Refused, Size, Whole, Wholes, Wrapped
from rnntui.spec.named import (
    CONSTRAINT,
    KERNEL_INITIALIZER,
    MATRIX_INITIALIZER,
    MATRIX_REGULARIZER,
    REGULARIZER,
    SEED,
    VECTOR_INITIALIZER,
    activation,
)
from rnntui.spec.records import Value

MAX_UNITS = 4096
MAX_STEPS = 100_000

RECURRENT = ("SimpleRNN", "LSTM", "GRU")

_RATE = Number(0, 1)
_POSITIVE = Number(0, math.inf, above=True)
_UNITS = Argument("units", Whole(1, MAX_UNITS), meaning="how many cells it has, and values it gives")
_STATE = Refused("windows don't follow each other here: every window starts with a state of zeros")
_CHANNELS = Argument(
    "data_format", Choice(("channels_last",), none=True), None, "the order of the axes: steps, then features"
)
_LORA = Refused("fine-tuning of large models has no place in a spec")

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


def _regularizers(kernel: Kind, *names: str) -> tuple[Argument, ...]:
    kinds = {
        "kernel_regularizer": kernel,
        "recurrent_regularizer": MATRIX_REGULARIZER,
        "embeddings_regularizer": MATRIX_REGULARIZER,
    }
    return tuple(
        Argument(name, kinds.get(name, REGULARIZER), None, f"a penalty on {_part(name)}") for name in names
    )


def _constraints(*names: str) -> tuple[Argument, ...]:
    return tuple(Argument(name, CONSTRAINT, None, f"a bound on {_part(name)}") for name in names)


def _initializer(name: str, default: Value, kind: Kind = VECTOR_INITIALIZER) -> Argument:
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


def _layer(name: str, meaning: str, *arguments: Argument, aliases: tuple[str, ...] = ()) -> Entry:
    taken = {argument.name for argument in arguments}
    extras = tuple(argument for argument in EXTRAS if argument.name not in taken)
    return Entry(name, "layer", name, arguments, extras, aliases, meaning)


_USE_BIAS = Argument("use_bias", Flag(), True, "whether a constant is added")
_TANH = Argument("activation", activation(), "tanh", "the curve that its new values go through")
_LINEAR = Argument("activation", activation(), None, "the curve that the sums go through")
_GATE = Argument("recurrent_activation", activation(), "sigmoid", "the curve of the gates, from 0 to 1")
_RECURRENT_WEIGHTS = (
    _USE_BIAS,
    _initializer("kernel_initializer", "glorot_uniform", MATRIX_INITIALIZER),
    _initializer("recurrent_initializer", "orthogonal", MATRIX_INITIALIZER),
    _initializer("bias_initializer", "zeros"),
)
_FORGET = Argument("unit_forget_bias", Flag(), True, "begin with forget gates that keep the state")
_RECURRENT_LIMITS = (
    *_regularizers(
        MATRIX_REGULARIZER,
        "kernel_regularizer",
        "recurrent_regularizer",
        "bias_regularizer",
        "activity_regularizer",
    ),
    *_constraints("kernel_constraint", "recurrent_constraint", "bias_constraint"),
    Argument("dropout", _RATE, 0.0, "share of the inputs dropped while training"),
    Argument("recurrent_dropout", _RATE, 0.0, "share of the state dropped while training"),
)
_RECURRENT_OUTPUT = (
    Argument("return_sequences", Flag(), False, "every step's state, not the last alone"),
    Argument("return_state", Refused("in a Sequential model no layer could take the states")),
    Argument("go_backwards", Flag(), False, "read the window from its end"),
    Argument("stateful", _STATE),
    Argument("unroll", Ignored("the engine chooses whether to unroll")),
)
_CUDNN = Argument("use_cudnn", Ignored("the engine chooses the kernel"))

_RECURRENT = (
    _layer(
        "SimpleRNN",
        "reads a window step by step, with one state",
        *(_UNITS, _TANH),
        *(*_RECURRENT_WEIGHTS, *_RECURRENT_LIMITS, *_RECURRENT_OUTPUT, SEED),
    ),
    _layer(
        "LSTM",
        "recurrent, three gates: remembers longer",
        *(_UNITS, _TANH, _GATE),
        *(*_RECURRENT_WEIGHTS, _FORGET),
        *(*_RECURRENT_LIMITS, SEED),
        *(*_RECURRENT_OUTPUT, _CUDNN),
    ),
    _layer(
        "GRU",
        "recurrent, two gates: smaller than LSTM",
        *(_UNITS, _TANH, _GATE),
        *_RECURRENT_WEIGHTS,
        *(*_RECURRENT_LIMITS, SEED),
        *_RECURRENT_OUTPUT,
        Argument("reset_after", Flag(), True, "reset the state after its product, not before"),
        _CUDNN,
    ),
)

_MERGE = Choice(
    ("concat", "sum", "mul", "ave"),
    meanings=("beside each other", "added", "multiplied", "their mean"),
)
_WRAPPERS = (
    _layer(
        "Bidirectional",
        "two recurrent layers, one from each end",
        Argument("layer", Wrapped(RECURRENT), meaning="the recurrent layer that reads both ways"),
        Argument("merge_mode", _MERGE, "concat", "how the two outputs become one"),
        Argument("weights", Refused("initial weights come from the initializers and the seed")),
        Argument("backward_layer", Wrapped(RECURRENT, none=True), None, "another layer for the way back"),
    ),
    _layer(
        "TimeDistributed",
        "the same layer at every step",
        Argument("layer", Wrapped(), meaning="the layer for each step"),
    ),
)

_NORMALIZATION = (
    Argument("epsilon", _POSITIVE, 0.001, "added to the variance, against division by 0"),
    Argument("center", Flag(), True, "learn a shift (beta)"),
    Argument("scale", Flag(), True, "learn a scale (gamma)"),
    _initializer("beta_initializer", "zeros"),
    _initializer("gamma_initializer", "ones"),
)
_NORMALIZATION_LIMITS = (
    *_regularizers(REGULARIZER, "beta_regularizer", "gamma_regularizer"),
    *_constraints("beta_constraint", "gamma_constraint"),
)
_RENORM = Refused("batch renormalisation is not in the catalogue")

_REGULARIZING = (
    _layer(
        "Dropout",
        "drops values by chance, against overfitting",
        Argument("rate", _RATE, meaning="share of the values that is dropped"),
        Argument("noise_shape", Wholes(1, MAX_STEPS, none=True), None, "axes of 1 share their chance"),
        SEED,
    ),
    _layer(
        "BatchNormalization",
        "mean 0, variance 1 over each batch",
        Argument("axis", Whole(-8, 8), -1, "the axis of the features"),
        Argument("momentum", _RATE, 0.99, "how slowly the running mean follows"),
        *_NORMALIZATION,
        _initializer("moving_mean_initializer", "zeros"),
        _initializer("moving_variance_initializer", "ones"),
        *_NORMALIZATION_LIMITS,
        Argument("renorm", _RENORM),
        Argument("renorm_clipping", _RENORM),
        Argument("renorm_momentum", _RENORM),
        Argument("synchronized", Refused("a model is trained on one device")),
    ),
    _layer(
        "LayerNormalization",
        "mean 0, variance 1 over each step's features",
        Argument("axis", Wholes(-8, 8, holes=False, alone=True), -1, "the axes over which it is taken"),
        *_NORMALIZATION,
        *_NORMALIZATION_LIMITS,
    ),
)

_PADS = "what happens at the ends of the window"
_PADDINGS = ("nothing is added: it gets shorter", "zeros at both ends", "zeros before it: nothing from later")

_CONVOLUTIONAL = (
    _layer(
        "Conv1D",
        "slides short patterns along the window",
        Argument("filters", Whole(1, MAX_UNITS), meaning="how many patterns it learns"),
        Argument("kernel_size", Size(MAX_STEPS), meaning="how many steps a pattern is long"),
        Argument("strides", Size(MAX_STEPS), 1, "steps from one place to the next"),
        Argument("padding", Choice(("valid", "same", "causal"), meanings=_PADDINGS), "valid", _PADS),
        _CHANNELS,
        Argument("dilation_rate", Size(MAX_STEPS), 1, "every how manieth step a pattern sees"),
        Argument("groups", Whole(1, MAX_UNITS), 1, "parts of the features with their own filters"),
        *(_LINEAR, _USE_BIAS),
        _initializer("kernel_initializer", "glorot_uniform", KERNEL_INITIALIZER),
        _initializer("bias_initializer", "zeros"),
        *_regularizers(REGULARIZER, "kernel_regularizer", "bias_regularizer", "activity_regularizer"),
        *_constraints("kernel_constraint", "bias_constraint"),
        aliases=("Convolution1D",),
    ),
    _layer(
        "MaxPooling1D",
        "keeps the largest of every few steps",
        Argument("pool_size", Size(MAX_STEPS), 2, "of how many steps the largest is kept"),
        Argument("strides", Size(MAX_STEPS, none=True), None, "steps to the next pool; None: pool_size"),
        Argument("padding", Choice(("valid", "same"), meanings=_PADDINGS[:2]), "valid", _PADS),
        *(_CHANNELS, EXTRAS[0]),
        aliases=("MaxPool1D",),
    ),
    _layer(
        "GlobalAveragePooling1D",
        "the mean over all steps",
        _CHANNELS,
        Argument("keepdims", Flag(), False, "keep an axis of one step"),
        aliases=("GlobalAvgPool1D",),
    ),
)

_PLAIN = (
    _layer(
        "Dense",
        "weighted sums of all its inputs",
        *(_UNITS, _LINEAR, _USE_BIAS),
        _initializer("kernel_initializer", "glorot_uniform", MATRIX_INITIALIZER),
        _initializer("bias_initializer", "zeros"),
        *_regularizers(MATRIX_REGULARIZER, "kernel_regularizer", "bias_regularizer", "activity_regularizer"),
        *_constraints("kernel_constraint", "bias_constraint"),
        Argument("lora_rank", _LORA),
        Argument("lora_alpha", _LORA),
        Argument("quantization_config", _LORA),
    ),
    _layer("Flatten", "all steps beside each other, in one row", _CHANNELS),
    _layer(
        "RepeatVector",
        "the same values at every step",
        Argument("n", Whole(1, MAX_STEPS), meaning="how many steps"),
    ),
    _layer(
        "Embedding",
        "a learned vector for each whole number",
        Argument("input_dim", Whole(1, 1_000_000), meaning="how many different numbers there are"),
        Argument("output_dim", Whole(1, MAX_UNITS), meaning="how many values a vector has"),
        _initializer("embeddings_initializer", "uniform", MATRIX_INITIALIZER),
        *_regularizers(REGULARIZER, "embeddings_regularizer"),
        *_constraints("embeddings_constraint"),
        Argument("mask_zero", Flag(), False, "0 stands for no value"),
        Argument("weights", Refused("initial weights come from the initializers and the seed")),
        Argument("lora_rank", _LORA),
        Argument("lora_alpha", _LORA),
        Argument("quantization_config", _LORA),
    ),
    _layer(
        "Activation",
        "a curve that every value goes through",
        Argument("activation", activation(none=False), meaning="the curve"),
    ),
    _layer(
        "LeakyReLU",
        "x above 0, a little of it below",
        Argument("negative_slope", Number(0, math.inf), 0.3, "the slope below 0"),
    ),
    _layer(
        "ELU",
        "x above 0, bends towards -alpha below",
        Argument("alpha", Number(-math.inf, math.inf), 1.0, "how far down it goes"),
    ),
)

LAYERS: tuple[Entry, ...] = (*_RECURRENT, *_WRAPPERS, *_REGULARIZING, *_CONVOLUTIONAL, *_PLAIN)
