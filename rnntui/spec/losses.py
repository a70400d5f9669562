"""The losses of the catalogue."""

from __future__ import annotations

from rnntui.spec.entries import Argument, Entry
from rnntui.spec.kinds import Choice, Flag, Ignored, Number, Refused, Whole
from rnntui.spec.optimizers import POSITIVE, number

_REDUCTION = Argument(
    "reduction", Choice(("sum_over_batch_size",)), "sum_over_batch_size", "the mean over the batch"
)
DTYPE = Argument("dtype", Refused("everything is trained in float32"))
_NAME = Argument("name", Ignored())
_LOGITS = Argument("from_logits", Flag(), False, "the outputs have not gone through a softmax")
_SMOOTHING = number("label_smoothing", 0.0, "share given to all classes alike", Number(0, 1))
_CLASS_AXIS = Argument("axis", Whole(-8, 8), -1, "the axis of the classes")

LOSSES: tuple[Entry, ...] = (
    Entry(
        "mse",
        "loss",
        "MeanSquaredError",
        (_REDUCTION, _NAME, DTYPE),
        aliases=("MSE", "mean_squared_error"),
        meaning="mean squared error: large misses count most",
    ),
    Entry(
        "mae",
        "loss",
        "MeanAbsoluteError",
        (_REDUCTION, _NAME, DTYPE),
        aliases=("MAE", "mean_absolute_error"),
        meaning="mean absolute error: every miss counts as it is",
    ),
    Entry(
        "huber",
        "loss",
        "Huber",
        (number("delta", 1.0, "the miss from which it is absolute", POSITIVE), _REDUCTION, _NAME, DTYPE),
        meaning="squared for small misses, absolute for large ones",
    ),
    Entry(
        "categorical_crossentropy",
        "loss",
        "CategoricalCrossentropy",
        (_LOGITS, _SMOOTHING, _CLASS_AXIS, _REDUCTION, _NAME, DTYPE),
        meaning="for shares of classes",
    ),
    Entry(
        "sparse_categorical_crossentropy",
        "loss",
        "SparseCategoricalCrossentropy",
        (
            _LOGITS,
            Argument("ignore_class", Whole(-(2**31), 2**31, none=True), None, "a class that does not count"),
            _REDUCTION,
            _CLASS_AXIS,
            _NAME,
            DTYPE,
        ),
        meaning="for classes by number",
    ),
)

CATEGORICAL = ("categorical_crossentropy", "sparse_categorical_crossentropy")
