"""The parts of a spec themselves: the data, how a model is compiled and trained, its input."""

from __future__ import annotations

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
from rnntui.spec.layer_parts import MAX_STEPS
from rnntui.spec.losses import DTYPE, LOSSES
from rnntui.spec.optimizers import OPTIMIZERS

MAX_EPOCHS = 1_000_000
MAX_BATCH = 1_000_000
MAX_LAYERS = 64
MISTAKES = {
    "scale-on-everything": "the scaler sees the test part",
    "split-first": "windows can't look back into the training part",
    "off-by-one": "the last window is left out",
    "one-step-reshape": "a window is one step of all its values",
}
"""What a spec can do wrong on purpose, and what that is."""
SCALES = ("minmax", "standard", "none")
ORDERS = ("fixed", "test-only", "each-row")

_BELOW_ONE = Number(0, 1, below=True)

EARLY_STOPPING = Entry(
    "EarlyStopping",
    "callback",
    "EarlyStopping",
    (
        Argument("monitor", Choice(("val_loss",)), "val_loss", "what is watched"),
        Argument("min_delta", Number(0, 0), 0, "how much better an epoch must be"),
        Argument("patience", Whole(0, MAX_EPOCHS), 0, "epochs without a better one before it stops"),
        Argument("verbose", Ignored()),
        Argument("mode", Choice(("auto", "min")), "auto", "whether less is better"),
        Argument("baseline", Refused("rnntui compares with the best epoch so far")),
        Argument("restore_best_weights", Ignored("rnntui always restores the best weights")),
        Argument("start_from_epoch", Whole(0, 0), 0, "epochs before it watches"),
    ),
    meaning="stops when val_loss gets no better, keeps the best",
)

_FED = Ignored("rnntui feeds the windows of data = Series(...) by itself")
_VALIDATION = Refused('the validation part belongs to the data: Series("...", validation=0.15)')
_STEPS = Refused("an epoch is every window once")

_STEPS_OF_WINDOW = Whole(1, MAX_STEPS)
_SCALING = ("from 0 to 1", "mean 0, spread 1", "as it is")
_TRANSFORMS = (
    ("log", "logarithms: growth becomes a straight line"),
    ("diff", "differences from step to step"),
    ("diff:12", "differences from 12 steps before"),
)
_SCRAMBLED = (
    "one scrambled order for all windows",
    "training in order, test scrambled",
    "every window in an order of its own",
)

SERIES = Entry(
    "Series",
    "part",
    "Series",
    (
        Argument("name", Text(), meaning="a built-in series, or a CSV file"),
        Argument("look_back", _STEPS_OF_WINDOW, 20, "steps that a window shows the network"),
        Argument("horizon", _STEPS_OF_WINDOW, 1, "steps that it forecasts at once"),
        Argument("split", Number(0, 1, above=True, below=True), 0.7, "share trained on, in time order"),
        Argument("scale", Choice(SCALES, meanings=_SCALING), "minmax", "fitted on the training part alone"),
        Argument("transform", Texts(_TRANSFORMS), (), "steps before scaling, undone after"),
        Argument("columns", Texts(), (), "the columns that the network reads"),
        Argument("target", Texts(), (), "the columns that it forecasts"),
        Argument("date_column", Text(none=True), None, "the column of dates"),
        Argument("season", Whole(0, MAX_STEPS, none=True), None, "rows in a season; None: found, 0: none"),
        Argument("stride", _STEPS_OF_WINDOW, 1, "take every n-th training window"),
        Argument("validation", _BELOW_ONE, 0.0, "share of the training part to watch"),
        Argument("mistakes", Texts(tuple(MISTAKES.items())), (), "made on purpose, marked in every result"),
        Argument(
            "order", Choice(ORDERS, none=True, meanings=_SCRAMBLED), None, "scramble the rows of windows"
        ),
    ),
    meaning="the data: a series, cut into windows",
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
        Argument("optimizer", _named("optimizer", OPTIMIZERS), "rmsprop", "how the weights are moved"),
        Argument("loss", _named("loss", LOSSES), meaning="what training makes small"),
        Argument("loss_weights", Refused("there is one output, so nothing to weigh")),
        Argument("metrics", Ignored("RMSE, MAE and MASE are always computed, in the series' own units")),
        Argument("weighted_metrics", Ignored()),
        Argument("run_eagerly", Ignored()),
        Argument("steps_per_execution", Ignored()),
        Argument("jit_compile", Ignored("the engine chooses whether to use XLA")),
        Argument("auto_scale_loss", Ignored()),
    ),
    meaning="with which optimizer and loss it is trained",
)

_PATIENCE = "epochs without a better one before it stops"

FIT = Entry(
    "fit",
    "part",
    "fit",
    (
        Argument("x", _FED),
        Argument("y", _FED),
        Argument("batch_size", Whole(1, MAX_BATCH, none=True), None, "windows per step; None: 32"),
        Argument("epochs", Whole(1, MAX_EPOCHS), 1, "how often it sees all training windows"),
        Argument("verbose", Ignored()),
        Argument("callbacks", Ignored()),
        Argument("validation_split", _VALIDATION),
        Argument("validation_data", _VALIDATION),
        Argument("shuffle", Flag(), True, "the windows in another order every epoch"),
        Argument("class_weight", Refused("every window weighs the same")),
        Argument("sample_weight", Refused("every window weighs the same")),
        Argument("initial_epoch", Refused("training begins with epoch 1")),
        Argument("steps_per_epoch", _STEPS),
        Argument("validation_steps", _STEPS),
        Argument("validation_batch_size", Ignored()),
        Argument("validation_freq", Refused("the validation loss is computed after every epoch")),
    ),
    extras=(Argument("patience", Whole(0, MAX_EPOCHS, none=True), None, _PATIENCE),),
    meaning="for how long it is trained",
)

_INPUT_ANYTHING = Ignored()
_SHAPE = Wholes(1, MAX_STEPS, none=True)
INPUT = Entry(
    "Input",
    "part",
    "Input",
    (
        Argument("shape", _SHAPE, None, "steps and values of a window, as (20, 1)"),
        Argument("batch_size", _INPUT_ANYTHING),
        Argument("dtype", DTYPE.kind),
        Argument("sparse", Refused("windows are dense")),
        Argument("ragged", Refused("windows are all of the same length")),
        Argument("batch_shape", _SHAPE, None, "the same behind the batch, as (None, 20, 1)"),
        Argument("name", _INPUT_ANYTHING),
        Argument("tensor", Refused("rnntui feeds the windows by itself")),
        Argument("optional", Refused("every window is there")),
    ),
    extras=(
        Argument("input_shape", _SHAPE, None, "another name of shape"),
        Argument("batch_input_shape", _SHAPE, None, "another name of batch_shape"),
    ),
    aliases=("InputLayer",),
    meaning="the shape of a window",
)
