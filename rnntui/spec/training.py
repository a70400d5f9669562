"""How a model is trained, and on what: optimizers, losses, and the parts of a spec themselves."""

from __future__ import annotations

import math

from rnntui.spec.entries import Argument, Entry
from rnntui.spec.kinds import (
    Choice,
    Flag,
    Ignored,
    Named,
    Number,
    Refused,
    Text,
    Texts,
    Whole,
    Wholes,
)
from rnntui.spec.layers import MAX_STEPS
from rnntui.spec.records import Value

MAX_EPOCHS = 1_000_000
MAX_BATCH = 1_000_000
MAX_LAYERS = 64
SCALES = ("minmax", "standard", "none")
ORDERS = ("fixed", "test-only", "each-row")

_POSITIVE = Number(0, math.inf, above=True)
_BELOW_ONE = Number(0, 1, below=True)
_EMA = Refused("averaged weights are not in the catalogue")


def _clip(name: str) -> Argument:
    return Argument(name, Number(0, math.inf, above=True, none=True), None)


def _optimizer(name: str, rate: float, *arguments: Argument, decay: float | None = None) -> Entry:
    """An optimizer whose weight decay stands where Keras has it: second where it has a default."""
    weight_decay = Argument("weight_decay", Number(0, math.inf, none=True), decay)
    middle = (weight_decay, *arguments) if decay is not None else (*arguments, weight_decay)
    return Entry(
        name,
        "optimizer",
        name,
        (
            Argument("learning_rate", _POSITIVE, rate),
            *middle,
            *(_clip("clipnorm"), _clip("clipvalue"), _clip("global_clipnorm")),
            *(Argument(one, _EMA) for one in ("use_ema", "ema_momentum", "ema_overwrite_frequency")),
            Argument("loss_scale_factor", Refused("everything is trained in float32")),
            Argument("gradient_accumulation_steps", Refused("use a larger batch_size instead")),
            Argument("name", Ignored()),
        ),
        aliases=(name.lower(),),
    )


def _number(name: str, default: Value, kind: Number = _BELOW_ONE) -> Argument:
    return Argument(name, kind, default)


_EPSILON = _number("epsilon", 1e-7, _POSITIVE)
_ADAM = (_number("beta_1", 0.9), _number("beta_2", 0.999), _EPSILON, Argument("amsgrad", Flag(), False))

OPTIMIZERS: tuple[Entry, ...] = (
    _optimizer("SGD", 0.01, _number("momentum", 0.0, Number(0, 1)), Argument("nesterov", Flag(), False)),
    _optimizer(
        "RMSprop",
        0.001,
        _number("rho", 0.9),
        _number("momentum", 0.0, Number(0, 1)),
        _EPSILON,
        Argument("centered", Flag(), False),
    ),
    _optimizer("Adam", 0.001, *_ADAM),
    _optimizer("AdamW", 0.001, *_ADAM, decay=0.004),
)

_REDUCTION = Argument("reduction", Choice(("sum_over_batch_size",)), "sum_over_batch_size")
_DTYPE = Argument("dtype", Refused("everything is trained in float32"))
_NAME = Argument("name", Ignored())
_LOGITS = Argument("from_logits", Flag(), False)
_CLASS_AXIS = Argument("axis", Whole(-8, 8), -1)

LOSSES: tuple[Entry, ...] = (
    Entry(
        "mse",
        "loss",
        "MeanSquaredError",
        (_REDUCTION, _NAME, _DTYPE),
        aliases=("MSE", "mean_squared_error"),
    ),
    Entry(
        "mae",
        "loss",
        "MeanAbsoluteError",
        (_REDUCTION, _NAME, _DTYPE),
        aliases=("MAE", "mean_absolute_error"),
    ),
    Entry("huber", "loss", "Huber", (_number("delta", 1.0, _POSITIVE), _REDUCTION, _NAME, _DTYPE)),
    Entry(
        "categorical_crossentropy",
        "loss",
        "CategoricalCrossentropy",
        (_LOGITS, _number("label_smoothing", 0.0, Number(0, 1)), _CLASS_AXIS, _REDUCTION, _NAME, _DTYPE),
    ),
    Entry(
        "sparse_categorical_crossentropy",
        "loss",
        "SparseCategoricalCrossentropy",
        (
            _LOGITS,
            Argument("ignore_class", Whole(-(2**31), 2**31, none=True), None),
            _REDUCTION,
            _CLASS_AXIS,
            _NAME,
            _DTYPE,
        ),
    ),
)

CATEGORICAL = ("categorical_crossentropy", "sparse_categorical_crossentropy")

EARLY_STOPPING = Entry(
    "EarlyStopping",
    "callback",
    "EarlyStopping",
    (
        Argument("monitor", Choice(("val_loss",)), "val_loss"),
        Argument("min_delta", Number(0, 0), 0),
        Argument("patience", Whole(0, MAX_EPOCHS), 0),
        Argument("verbose", Ignored()),
        Argument("mode", Choice(("auto", "min")), "auto"),
        Argument("baseline", Refused("rnntui compares with the best epoch so far")),
        Argument("restore_best_weights", Ignored("rnntui always restores the best weights")),
        Argument("start_from_epoch", Whole(0, 0), 0),
    ),
)

_FED = Ignored("rnntui feeds the windows of data = Series(...) by itself")
_VALIDATION = Refused('the validation part belongs to the data: Series("...", validation=0.15)')
_STEPS = Refused("an epoch is every window once")

SERIES = Entry(
    "Series",
    "part",
    "Series",
    (
        Argument("name", Text()),
        Argument("look_back", Whole(1, MAX_STEPS), 20),
        Argument("horizon", Whole(1, MAX_STEPS), 1),
        Argument("split", Number(0, 1, above=True, below=True), 0.7),
        Argument("scale", Choice(SCALES), "minmax"),
        Argument("transform", Texts(), ()),
        Argument("columns", Texts(), ()),
        Argument("target", Texts(), ()),
        Argument("date_column", Text(none=True), None),
        Argument("season", Whole(0, MAX_STEPS, none=True), None),
        Argument("stride", Whole(1, MAX_STEPS), 1),
        Argument("validation", _BELOW_ONE, 0.0),
        Argument("mistakes", Texts(), ()),
        Argument("order", Choice(ORDERS, none=True), None),
    ),
)


def _named(family: str, all_of: tuple[Entry, ...]) -> Named:
    """One of a family, by any of its spellings or as a call."""
    spellings = [name for one in all_of for name in (one.name, *one.aliases, one.keras)]
    names = sorted(dict.fromkeys(spellings), key=lambda name: not name.islower())
    return Named(family, tuple(names), calls=tuple(one.name for one in all_of))


COMPILE = Entry(
    "compile",
    "part",
    "compile",
    (
        Argument("optimizer", _named("optimizer", OPTIMIZERS), "rmsprop"),
        Argument("loss", _named("loss", LOSSES)),
        Argument("loss_weights", Refused("there is one output, so nothing to weigh")),
        Argument("metrics", Ignored("RMSE, MAE and MASE are always computed, in the series' own units")),
        Argument("weighted_metrics", Ignored()),
        Argument("run_eagerly", Ignored()),
        Argument("steps_per_execution", Ignored()),
        Argument("jit_compile", Ignored("the engine chooses whether to use XLA")),
        Argument("auto_scale_loss", Ignored()),
    ),
)

FIT = Entry(
    "fit",
    "part",
    "fit",
    (
        Argument("x", _FED),
        Argument("y", _FED),
        Argument("batch_size", Whole(1, MAX_BATCH, none=True), None),
        Argument("epochs", Whole(1, MAX_EPOCHS), 1),
        Argument("verbose", Ignored()),
        Argument("callbacks", Ignored()),
        Argument("validation_split", _VALIDATION),
        Argument("validation_data", _VALIDATION),
        Argument("shuffle", Flag(), True),
        Argument("class_weight", Refused("every window weighs the same")),
        Argument("sample_weight", Refused("every window weighs the same")),
        Argument("initial_epoch", Refused("training begins with epoch 1")),
        Argument("steps_per_epoch", _STEPS),
        Argument("validation_steps", _STEPS),
        Argument("validation_batch_size", Ignored()),
        Argument("validation_freq", Refused("the validation loss is computed after every epoch")),
    ),
    extras=(Argument("patience", Whole(0, MAX_EPOCHS, none=True), None),),
)

_INPUT_ANYTHING = Ignored()
INPUT = Entry(
    "Input",
    "part",
    "Input",
    (
        Argument("shape", Wholes(1, MAX_STEPS, none=True), None),
        Argument("batch_size", _INPUT_ANYTHING),
        Argument("dtype", _DTYPE.kind),
        Argument("sparse", Refused("windows are dense")),
        Argument("ragged", Refused("windows are all of the same length")),
        Argument("batch_shape", Wholes(1, MAX_STEPS, none=True), None),
        Argument("name", _INPUT_ANYTHING),
        Argument("tensor", Refused("rnntui feeds the windows by itself")),
        Argument("optional", Refused("every window is there")),
    ),
    extras=(
        Argument("input_shape", Wholes(1, MAX_STEPS, none=True), None),
        Argument("batch_input_shape", Wholes(1, MAX_STEPS, none=True), None),
    ),
    aliases=("InputLayer",),
)
