"""The layers of the catalogue, with the arguments, order and defaults of Keras's own signatures."""

from __future__ import annotations

import math

from rnntui.spec.entries import Argument, Entry
from rnntui.spec.kinds import Choice, Flag, Number, Refused, Size, Whole, Wholes, Wrapped
from rnntui.spec.layer_parts import (
    EXTRAS,
    MAX_STEPS,
    MAX_UNITS,
    RATE,
    RECURRENT,
    UNITS,
    USE_BIAS,
    constraints,
    initializer,
    layer,
    regularizers,
)
from rnntui.spec.named import (
    KERNEL_INITIALIZER,
    MATRIX_INITIALIZER,
    MATRIX_REGULARIZER,
    REGULARIZER,
    SEED,
    activation,
)
from rnntui.spec.recurrent_layers import RECURRENT_LAYERS

_LORA = Refused("fine-tuning of large models has no place in a spec")
_CHANNELS = Argument(
    "data_format", Choice(("channels_last",), none=True), None, "the order of the axes: steps, then features"
)
_POSITIVE = Number(0, math.inf, above=True)
_LINEAR = Argument("activation", activation(), None, "the curve that the sums go through")

_MERGE = Choice(
    ("concat", "sum", "mul", "ave"),
    meanings=("beside each other", "added", "multiplied", "their mean"),
)
_WRAPPERS = (
    layer(
        "Bidirectional",
        "two recurrent layers, one from each end",
        Argument("layer", Wrapped(RECURRENT), meaning="the recurrent layer that reads both ways"),
        Argument("merge_mode", _MERGE, "concat", "how the two outputs become one"),
        Argument("weights", Refused("initial weights come from the initializers and the seed")),
        Argument("backward_layer", Wrapped(RECURRENT, none=True), None, "another layer for the way back"),
    ),
    layer(
        "TimeDistributed",
        "the same layer at every step",
        Argument("layer", Wrapped(), meaning="the layer for each step"),
    ),
)

_NORMALIZATION = (
    Argument("epsilon", _POSITIVE, 0.001, "added to the variance, against division by 0"),
    Argument("center", Flag(), True, "learn a shift (beta)"),
    Argument("scale", Flag(), True, "learn a scale (gamma)"),
    initializer("beta_initializer", "zeros"),
    initializer("gamma_initializer", "ones"),
)
_NORMALIZATION_LIMITS = (
    *regularizers(REGULARIZER, "beta_regularizer", "gamma_regularizer"),
    *constraints("beta_constraint", "gamma_constraint"),
)
_RENORM = Refused("batch renormalisation is not in the catalogue")

_REGULARIZING = (
    layer(
        "Dropout",
        "drops values by chance, against overfitting",
        Argument("rate", RATE, meaning="share of the values that is dropped"),
        Argument("noise_shape", Wholes(1, MAX_STEPS, none=True), None, "axes of 1 share their chance"),
        SEED,
    ),
    layer(
        "BatchNormalization",
        "mean 0, variance 1 over each batch",
        Argument("axis", Whole(-8, 8), -1, "the axis of the features"),
        Argument("momentum", RATE, 0.99, "how slowly the running mean follows"),
        *_NORMALIZATION,
        initializer("moving_mean_initializer", "zeros"),
        initializer("moving_variance_initializer", "ones"),
        *_NORMALIZATION_LIMITS,
        Argument("renorm", _RENORM),
        Argument("renorm_clipping", _RENORM),
        Argument("renorm_momentum", _RENORM),
        Argument("synchronized", Refused("a model is trained on one device")),
    ),
    layer(
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
    layer(
        "Conv1D",
        "slides short patterns along the window",
        Argument("filters", Whole(1, MAX_UNITS), meaning="how many patterns it learns"),
        Argument("kernel_size", Size(MAX_STEPS), meaning="how many steps a pattern is long"),
        Argument("strides", Size(MAX_STEPS), 1, "steps from one place to the next"),
        Argument("padding", Choice(("valid", "same", "causal"), meanings=_PADDINGS), "valid", _PADS),
        _CHANNELS,
        Argument("dilation_rate", Size(MAX_STEPS), 1, "every how manieth step a pattern sees"),
        Argument("groups", Whole(1, MAX_UNITS), 1, "parts of the features with their own filters"),
        *(_LINEAR, USE_BIAS),
        initializer("kernel_initializer", "glorot_uniform", KERNEL_INITIALIZER),
        initializer("bias_initializer", "zeros"),
        *regularizers(REGULARIZER, "kernel_regularizer", "bias_regularizer", "activity_regularizer"),
        *constraints("kernel_constraint", "bias_constraint"),
        aliases=("Convolution1D",),
    ),
    layer(
        "MaxPooling1D",
        "keeps the largest of every few steps",
        Argument("pool_size", Size(MAX_STEPS), 2, "of how many steps the largest is kept"),
        Argument("strides", Size(MAX_STEPS, none=True), None, "steps to the next pool; None: pool_size"),
        Argument("padding", Choice(("valid", "same"), meanings=_PADDINGS[:2]), "valid", _PADS),
        *(_CHANNELS, EXTRAS[0]),
        aliases=("MaxPool1D",),
    ),
    layer(
        "GlobalAveragePooling1D",
        "the mean over all steps",
        _CHANNELS,
        Argument("keepdims", Flag(), False, "keep an axis of one step"),
        aliases=("GlobalAvgPool1D",),
    ),
)

_PLAIN = (
    layer(
        "Dense",
        "weighted sums of all its inputs",
        *(UNITS, _LINEAR, USE_BIAS),
        initializer("kernel_initializer", "glorot_uniform", MATRIX_INITIALIZER),
        initializer("bias_initializer", "zeros"),
        *regularizers(MATRIX_REGULARIZER, "kernel_regularizer", "bias_regularizer", "activity_regularizer"),
        *constraints("kernel_constraint", "bias_constraint"),
        Argument("lora_rank", _LORA),
        Argument("lora_alpha", _LORA),
        Argument("quantization_config", _LORA),
    ),
    layer("Flatten", "all steps beside each other, in one row", _CHANNELS),
    layer(
        "RepeatVector",
        "the same values at every step",
        Argument("n", Whole(1, MAX_STEPS), meaning="how many steps"),
    ),
    layer(
        "Embedding",
        "a learned vector for each whole number",
        Argument("input_dim", Whole(1, 1_000_000), meaning="how many different numbers there are"),
        Argument("output_dim", Whole(1, MAX_UNITS), meaning="how many values a vector has"),
        initializer("embeddings_initializer", "uniform", MATRIX_INITIALIZER),
        *regularizers(REGULARIZER, "embeddings_regularizer"),
        *constraints("embeddings_constraint"),
        Argument("mask_zero", Flag(), False, "0 stands for no value"),
        Argument("weights", Refused("initial weights come from the initializers and the seed")),
        Argument("lora_rank", _LORA),
        Argument("lora_alpha", _LORA),
        Argument("quantization_config", _LORA),
    ),
    layer(
        "Activation",
        "a curve that every value goes through",
        Argument("activation", activation(none=False), meaning="the curve"),
    ),
    layer(
        "LeakyReLU",
        "x above 0, a little of it below",
        Argument("negative_slope", Number(0, math.inf), 0.3, "the slope below 0"),
    ),
    layer(
        "ELU",
        "x above 0, bends towards -alpha below",
        Argument("alpha", Number(-math.inf, math.inf), 1.0, "how far down it goes"),
    ),
)

LAYERS: tuple[Entry, ...] = (*RECURRENT_LAYERS, *_WRAPPERS, *_REGULARIZING, *_CONVOLUTIONAL, *_PLAIN)
