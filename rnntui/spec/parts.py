"""The parts of a spec that are calls: Series, compile, fit and Input, from their arguments."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from rnntui.spec import binding, catalogue, values
from rnntui.spec.layer_parts import INPUT_ARGUMENTS
from rnntui.spec.mistakes import read_mistakes
from rnntui.spec.printing import print_value
from rnntui.spec.reader import Bad, Given, Reader, replace
from rnntui.spec.records import Call, Edit, SeriesSource, Value, Where
from rnntui.spec.training import COMPILE, EARLY_STOPPING, FIT, INPUT, SERIES
from rnntui.spec.wording import closest, listed, words

KERAS_BATCH_SIZE = 32
HARMLESS_CALLBACKS = words(
    """
    BackupAndRestore CSVLogger History ModelCheckpoint ProgbarLogger TensorBoard TerminateOnNaN
    """
)
"""Callbacks that change nothing about the training: read over, with a note."""

OTHER_CALLBACKS = words(
    """
    Callback CallbackList LambdaCallback LearningRateScheduler ReduceLROnPlateau RemoteMonitor
    SwapEMAWeights
    """
)
"""Callbacks that would have to run."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What ``model.compile`` says."""

    optimizer: Call | None
    loss: Call | None


@dataclass(frozen=True, slots=True)
class Fitted:
    """What ``model.fit`` says."""

    epochs: int
    batch_size: int
    patience: int | None
    shuffle: bool


def read_series(reader: Reader, node: ast.Call) -> tuple[SeriesSource, Mapping[str, Given]]:
    """``Series(...)``; an argument that is wrong is reported and left at its default."""
    given = binding.bind(reader, node, SERIES)
    good = {name: one.value for name, one in given.items() if not isinstance(one.value, Bad)}
    lists = {name: _texts(value) for name, value in good.items() if name in _LISTS}
    if "transform" in lists:
        lists["transform"] = read_transform(reader, lists["transform"], given["transform"].where)
    if "mistakes" in lists:
        lists["mistakes"] = read_mistakes(reader, lists["mistakes"], given["mistakes"].where)
    arguments = {**good, **lists, "where": reader.where(node)}
    known = {one.name for one in fields(SeriesSource)}
    return SeriesSource(**{k: v for k, v in arguments.items() if k in known}), given  # type: ignore[arg-type]


_LISTS = ("transform", "columns", "target", "mistakes")


def _texts(value: Value) -> tuple[str, ...]:
    several = value if isinstance(value, tuple) else (value,)
    return tuple(one for one in several if isinstance(one, str))


def read_transform(reader: Reader, steps: tuple[str, ...], where: Where) -> tuple[str, ...]:
    """The steps, if each is ``log``, ``diff`` or ``diff:K`` and ``log`` comes first."""
    for i, step in enumerate(steps):
        name, _, lag = step.partition(":")
        if step == "log" and i > 0:
            mended = ("log", *(one for one in steps if one != "log"))
            return _bad_log(reader, steps[:i], where, replace(where, print_value(mended)))
        if step != "log" and (name != "diff" or _bad_lag(step, lag)):
            return _bad_step(reader, steps, step, where)
    return steps


def _bad_log(reader: Reader, before: tuple[str, ...], where: Where, edit: Edit) -> tuple[str, ...]:
    twice = "log" in before
    what, why = ("twice", "logarithms") if twice else ("after diff", "differences")
    reader.report(
        "transform",
        f"Series: transform has log {what}, but {why} can be negative and have no logarithm: log comes "
        "first, and once.",
        where,
        edit,
    )
    return ()


def _bad_step(reader: Reader, steps: tuple[str, ...], step: str, where: Where) -> tuple[str, ...]:
    lag = re.fullmatch(r"[a-z_]*?diff[a-z_]*\W*([1-9]\d{0,4})\W*", step.lower())
    near = f"diff:{lag[1]}" if lag else closest(step, ("log", "diff"))
    if near is None:
        message = f'Series: there is no transform step "{step}": there is "log", "diff" and "diff:12".'
        reader.report("transform", message, where)
        return ()
    mended = tuple(near if one == step else one for one in steps)
    message = f'Series: there is no transform step "{step}": did you mean "{near}"?'
    reader.report("transform", message, where, replace(where, print_value(mended)))
    return ()


def _bad_lag(step: str, lag: str) -> bool:
    return step != "diff" and not (lag.isascii() and lag.isdigit() and 1 <= len(lag) <= 5 and int(lag) > 0)


def read_compile(reader: Reader, node: ast.Call, title: str) -> tuple[Compiled, Mapping[str, Given]]:
    """``model.compile(...)``: the optimizer and the loss, as calls whatever way they are written."""
    errors = reader.errors
    given = binding.bind(reader, node, COMPILE, title)
    optimizer = _called(given.get("optimizer"), Given("rmsprop", reader.where(node), reader.where(node)))
    if "optimizer" not in given and reader.errors == errors:
        reader.note(
            "default", f"{title}: no optimizer is given; Keras then takes RMSprop.", reader.where(node)
        )
    if optimizer is not None:
        _one_clip(reader, optimizer)
    return Compiled(optimizer, _called(given.get("loss"))), given


def _one_clip(reader: Reader, optimizer: Call) -> None:
    clips = [name for name in ("clipnorm", "clipvalue", "global_clipnorm") if optimizer.get(name) is not None]
    if len(clips) > 1:
        message = (
            f"{optimizer.name}: gradients are clipped in one way, so keep one of {listed(clips, 'and')}."
        )
        reader.report("one-clip", message, optimizer.where)


def _called(given: Given | None, default: Given | None = None) -> Call | None:
    given = given or default
    if given is None or isinstance(given.value, Bad):
        return None
    if isinstance(given.value, str):
        return Call(catalogue.CANONICAL[given.value], (), given.where)
    return given.value if isinstance(given.value, Call) else None


def read_fit(reader: Reader, node: ast.Call, title: str) -> tuple[Fitted, Mapping[str, Given]]:
    """``model.fit(...)``; what is left out is as in Keras: 1 epoch, batches of 32."""
    errors = reader.errors
    given = binding.bind(reader, node, FIT, title)
    good = {name: one.value for name, one in given.items() if not isinstance(one.value, Bad)}
    where = reader.where(node)
    if "epochs" not in given and reader.errors == errors:
        reader.note("default", f"{title}: no epochs are given; Keras then trains for 1.", where)
    if "batch_size" not in given and reader.errors == errors:
        reader.note("default", f"{title}: no batch_size is given; Keras then takes 32.", where)
    patience = good.get("patience")
    callbacks = next((word.value for word in node.keywords if word.arg == "callbacks"), None)
    stopping = _early_stopping(reader, callbacks) if callbacks is not None else None
    if patience is None and stopping is not None:
        patience = catalogue.argument(stopping, "patience")
    fitted = Fitted(
        _whole(good.get("epochs"), 1),
        _whole(good.get("batch_size"), KERAS_BATCH_SIZE),
        patience if isinstance(patience, int) else None,
        good.get("shuffle") is not False,
    )
    return fitted, given


def _whole(value: Value, default: int) -> int:
    return value if isinstance(value, int) else default


def _early_stopping(reader: Reader, node: ast.expr) -> Call | None:
    """The EarlyStopping among the callbacks; harmless ones are noted, others reported."""
    found: Call | None = None
    several = node.elts if isinstance(node, (ast.List, ast.Tuple)) else [node]
    for one in several:
        where = reader.where(one)
        name = (values.dotted(one.func) or "") if isinstance(one, ast.Call) else ""
        if name.rpartition(".")[2] in HARMLESS_CALLBACKS:
            reader.note("ignored", f"{name} is read over: rnntui keeps every run by itself.", where)
            continue
        if name.rpartition(".")[2] in OTHER_CALLBACKS:
            message = f"{name} would change the training as it goes: of the callbacks there is EarlyStopping."
            reader.report("callback", message, where, reader.deletion(where))
            continue
        value = binding.read_value(reader, one)
        if isinstance(value, Call) and value.name == EARLY_STOPPING.name:
            found = value
        elif not isinstance(value, Bad):
            reader.report("callback", "Of the callbacks only EarlyStopping(patience=...) is known.", where)
    return found


def read_input(reader: Reader, node: ast.Call) -> Call | None:
    """``Input((20, 1))`` in any of its spellings: the shape it states, without the batch."""
    given = binding.bind(reader, node, INPUT)
    found = stated_shape(given)
    if found is None and not any(isinstance(one.value, Bad) for one in given.values()):
        where = reader.where(node)
        reader.report("missing-argument", "Input needs the shape of a window: write Input((20, 1)).", where)
    return found


def stated_shape(given: Mapping[str, Given]) -> Call | None:
    """The input shape that arguments state (``input_shape=``, ``batch_shape=``, ``input_dim=``).

    Its place is the value for ``Input(...)``, the whole argument for a layer's.
    """
    for name in ("shape", "batch_shape", "input_shape", "batch_input_shape"):
        one = given.get(name)
        if one is not None and isinstance(one.value, tuple):
            shape = one.value[1:] if name.startswith("batch") else one.value
            return Call("Input", (("shape", shape),), one.where if "input" not in name else one.whole)
    features = given.get("input_dim")
    if features is None or not isinstance(features.value, int):
        return None
    steps = given.get("input_length")
    length = () if steps is None else (steps.value,)
    shape = tuple(one for one in (*length, features.value) if not isinstance(one, Bad))
    return Call("Input", (("shape", shape),), features.whole)


def without_input(call: Call) -> Call:
    """The layer without what it states about its input; inside a wrapper too."""
    entry = catalogue.entry(call)
    own = {argument.name for argument in entry.arguments}
    args = tuple(
        (name, without_input(value) if isinstance(value, Call) and name.endswith("layer") else value)
        for name, value in call.args
        if name in own or name not in INPUT_ARGUMENTS
    )
    return Call(call.name, args, call.where)
