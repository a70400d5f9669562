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
_UNITS = Argument("units", Whole(1, MAX_UNITS))
_STATE = Refused("windows don't follow each other here: every window starts with a state of zeros")
_CHANNELS = Argument("data_format", Choice(("channels_last",), none=True), None)
_LORA = Refused("fine-tuning of large models has no place in a spec")

EXTRAS: tuple[Argument, ...] = (
    Argument("name", Ignored()),
    Argument("trainable", Flag(), True),
    Argument("dtype", Refused("everything is trained in float32")),
    Argument("autocast", Refused("everything is trained in float32")),
    Argument("input_shape", Wholes(1, MAX_STEPS, none=True), None),
    Argument("batch_input_shape", Wholes(1, MAX_STEPS, none=True), None),
    Argument("input_dim", Whole(1, MAX_STEPS, none=True), None),
    Argument("input_length", Whole(1, MAX_STEPS, none=True), None),
)
"""What every layer takes by name. The last four say the input's shape: a spec keeps it as its input."""

INPUT_ARGUMENTS = tuple(argument.name for argument in EXTRAS[-4:])


def _regularizers(kernel: Kind, *names: str) -> tuple[Argument, ...]:
    kinds = {"kernel_regularizer": kernel, "recurrent_regularizer": MATRIX_REGULARIZER}
    return tuple(Argument(name, kinds.get(name, REGULARIZER), None) for name in names)


def _constraints(*names: str) -> tuple[Argument, ...]:
    return tuple(Argument(name, CONSTRAINT, None) for name in names)


def _initializer(name: str, default: Value, kind: Kind = VECTOR_INITIALIZER) -> Argument:
    return Argument(name, kind, default)


def _layer(name: str, *arguments: Argument, aliases: tuple[str, ...] = ()) -> Entry:
    taken = {argument.name for argument in arguments}
    extras = tuple(argument for argument in EXTRAS if argument.name not in taken)
    return Entry(name, "layer", name, arguments, extras, aliases)


_USE_BIAS = Argument("use_bias", Flag(), True)
_TANH = Argument("activation", activation(), "tanh")
_LINEAR = Argument("activation", activation(), None)
_GATE = Argument("recurrent_activation", activation(), "sigmoid")
_RECURRENT_WEIGHTS = (
    _USE_BIAS,
    _initializer("kernel_initializer", "glorot_uniform", MATRIX_INITIALIZER),
    _initializer("recurrent_initializer", "orthogonal", MATRIX_INITIALIZER),
    _initializer("bias_initializer", "zeros"),
)
_FORGET = Argument("unit_forget_bias", Flag(), True)
_RECURRENT_LIMITS = (
    *_regularizers(
        MATRIX_REGULARIZER,
        "kernel_regularizer",
        "recurrent_regularizer",
        "bias_regularizer",
        "activity_regularizer",
    ),
    *_constraints("kernel_constraint", "recurrent_constraint", "bias_constraint"),
    Argument("dropout", _RATE, 0.0),
    Argument("recurrent_dropout", _RATE, 0.0),
)
_RECURRENT_OUTPUT = (
    Argument("return_sequences", Flag(), False),
    Argument("return_state", Refused("in a Sequential model no layer could take the states")),
    Argument("go_backwards", Flag(), False),
    Argument("stateful", _STATE),
    Argument("unroll", Ignored("the engine chooses whether to unroll")),
)
_CUDNN = Argument("use_cudnn", Ignored("the engine chooses the kernel"))

_RECURRENT = (
    _layer("SimpleRNN", _UNITS, _TANH, *_RECURRENT_WEIGHTS, *_RECURRENT_LIMITS, *_RECURRENT_OUTPUT, SEED),
    _layer(
        "LSTM",
        *(_UNITS, _TANH, _GATE),
        *(*_RECURRENT_WEIGHTS, _FORGET),
        *(*_RECURRENT_LIMITS, SEED),
        *(*_RECURRENT_OUTPUT, _CUDNN),
    ),
    _layer(
        "GRU",
        *(_UNITS, _TANH, _GATE),
        *_RECURRENT_WEIGHTS,
        *(*_RECURRENT_LIMITS, SEED),
        *(*_RECURRENT_OUTPUT, Argument("reset_after", Flag(), True), _CUDNN),
    ),
)

_WRAPPERS = (
    _layer(
        "Bidirectional",
        Argument("layer", Wrapped(RECURRENT)),
        Argument("merge_mode", Choice(("concat", "sum", "mul", "ave")), "concat"),
        Argument("weights", Refused("initial weights come from the initializers and the seed")),
        Argument("backward_layer", Wrapped(RECURRENT, none=True), None),
    ),
    _layer("TimeDistributed", Argument("layer", Wrapped())),
)

_NORMALIZATION = (
    Argument("epsilon", _POSITIVE, 0.001),
    Argument("center", Flag(), True),
    Argument("scale", Flag(), True),
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
        Argument("rate", _RATE),
        Argument("noise_shape", Wholes(1, MAX_STEPS, none=True), None),
        SEED,
    ),
    _layer(
        "BatchNormalization",
        Argument("axis", Whole(-8, 8), -1),
        Argument("momentum", _RATE, 0.99),
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
        Argument("axis", Wholes(-8, 8, holes=False, alone=True), -1),
        *_NORMALIZATION,
        *_NORMALIZATION_LIMITS,
    ),
)

_CONVOLUTIONAL = (
    _layer(
        "Conv1D",
        Argument("filters", Whole(1, MAX_UNITS)),
        Argument("kernel_size", Size(MAX_STEPS)),
        Argument("strides", Size(MAX_STEPS), 1),
        Argument("padding", Choice(("valid", "same", "causal")), "valid"),
        _CHANNELS,
        Argument("dilation_rate", Size(MAX_STEPS), 1),
        Argument("groups", Whole(1, MAX_UNITS), 1),
        *(_LINEAR, _USE_BIAS),
        _initializer("kernel_initializer", "glorot_uniform", KERNEL_INITIALIZER),
        _initializer("bias_initializer", "zeros"),
        *_regularizers(REGULARIZER, "kernel_regularizer", "bias_regularizer", "activity_regularizer"),
        *_constraints("kernel_constraint", "bias_constraint"),
        aliases=("Convolution1D",),
    ),
    _layer(
        "MaxPooling1D",
        Argument("pool_size", Size(MAX_STEPS), 2),
        Argument("strides", Size(MAX_STEPS, none=True), None),
        Argument("padding", Choice(("valid", "same")), "valid"),
        *(_CHANNELS, EXTRAS[0]),
        aliases=("MaxPool1D",),
    ),
    _layer(
        "GlobalAveragePooling1D",
        _CHANNELS,
        Argument("keepdims", Flag(), False),
        aliases=("GlobalAvgPool1D",),
    ),
)

_PLAIN = (
    _layer(
        "Dense",
        *(_UNITS, _LINEAR, _USE_BIAS),
        _initializer("kernel_initializer", "glorot_uniform", MATRIX_INITIALIZER),
        _initializer("bias_initializer", "zeros"),
        *_regularizers(MATRIX_REGULARIZER, "kernel_regularizer", "bias_regularizer", "activity_regularizer"),
        *_constraints("kernel_constraint", "bias_constraint"),
        Argument("lora_rank", _LORA),
        Argument("lora_alpha", _LORA),
        Argument("quantization_config", _LORA),
    ),
    _layer("Flatten", _CHANNELS),
    _layer("RepeatVector", Argument("n", Whole(1, MAX_STEPS))),
    _layer(
        "Embedding",
        Argument("input_dim", Whole(1, 1_000_000)),
        Argument("output_dim", Whole(1, MAX_UNITS)),
        _initializer("embeddings_initializer", "uniform", MATRIX_INITIALIZER),
        Argument("embeddings_regularizer", MATRIX_REGULARIZER, None),
        *_constraints("embeddings_constraint"),
        Argument("mask_zero", Flag(), False),
        Argument("weights", Refused("initial weights come from the initializers and the seed")),
        Argument("lora_rank", _LORA),
        Argument("lora_alpha", _LORA),
        Argument("quantization_config", _LORA),
    ),
    _layer("Activation", Argument("activation", activation(none=False))),
    _layer("LeakyReLU", Argument("negative_slope", Number(0, math.inf), 0.3)),
    _layer("ELU", Argument("alpha", Number(-math.inf, math.inf), 1.0)),
)

LAYERS: tuple[Entry, ...] = (*_RECURRENT, *_WRAPPERS, *_REGULARIZING, *_CONVOLUTIONAL, *_PLAIN)
