"""The recurrent layers of the catalogue, with the arguments, order and defaults of Keras's own signatures."""

from __future__ import annotations

from rnntui.spec.entries import Argument
from rnntui.spec.kinds import Flag, Ignored, Refused
from rnntui.spec.layer_parts import RATE, UNITS, USE_BIAS, constraints, initializer, layer, regularizers
from rnntui.spec.named import (
    MATRIX_INITIALIZER,
    MATRIX_REGULARIZER,
    SEED,
    activation,
)

_STATE = Refused("windows don't follow each other here: every window starts with a state of zeros")
_TANH = Argument("activation", activation(), "tanh", "the curve that its new values go through")
_GATE = Argument("recurrent_activation", activation(), "sigmoid", "the curve of the gates, from 0 to 1")
_RECURRENT_WEIGHTS = (
    USE_BIAS,
    initializer("kernel_initializer", "glorot_uniform", MATRIX_INITIALIZER),
    initializer("recurrent_initializer", "orthogonal", MATRIX_INITIALIZER),
    initializer("bias_initializer", "zeros"),
)
_FORGET = Argument("unit_forget_bias", Flag(), True, "begin with forget gates that keep the state")
_RECURRENT_LIMITS = (
    *regularizers(
        MATRIX_REGULARIZER,
        "kernel_regularizer",
        "recurrent_regularizer",
        "bias_regularizer",
        "activity_regularizer",
    ),
    *constraints("kernel_constraint", "recurrent_constraint", "bias_constraint"),
    Argument("dropout", RATE, 0.0, "share of the inputs dropped while training"),
    Argument("recurrent_dropout", RATE, 0.0, "share of the state dropped while training"),
)
_RECURRENT_OUTPUT = (
    Argument("return_sequences", Flag(), False, "every step's state, not the last alone"),
    Argument("return_state", Refused("in a Sequential model no layer could take the states")),
    Argument("go_backwards", Flag(), False, "read the window from its end"),
    Argument("stateful", _STATE),
    Argument("unroll", Ignored("the engine chooses whether to unroll")),
)
_CUDNN = Argument("use_cudnn", Ignored("the engine chooses the kernel"))

RECURRENT_LAYERS = (
    layer(
        "SimpleRNN",
        "reads a window step by step, with one state",
        *(UNITS, _TANH),
        *(*_RECURRENT_WEIGHTS, *_RECURRENT_LIMITS, *_RECURRENT_OUTPUT, SEED),
    ),
    layer(
        "LSTM",
        "recurrent, three gates: remembers longer",
        *(UNITS, _TANH, _GATE),
        *(*_RECURRENT_WEIGHTS, _FORGET),
        *(*_RECURRENT_LIMITS, SEED),
        *(*_RECURRENT_OUTPUT, _CUDNN),
    ),
    layer(
        "GRU",
        "recurrent, two gates: smaller than LSTM",
        *(UNITS, _TANH, _GATE),
        *_RECURRENT_WEIGHTS,
        *(*_RECURRENT_LIMITS, SEED),
        *_RECURRENT_OUTPUT,
        Argument("reset_after", Flag(), True, "reset the state after its product, not before"),
        _CUDNN,
    ),
)
