"""A spec held against its data: everything that can be known to be wrong before anything is trained."""

from __future__ import annotations

from rnntui.spec import check_data, check_head, check_windows, sizes
from rnntui.spec.catalogue import is_recurrent
from rnntui.spec.losses import CATEGORICAL
from rnntui.spec.printing import print_value
from rnntui.spec.reader import replace
from rnntui.spec.records import Call, DataFacts, ModelSpec, Problem, Value
from rnntui.spec.shape_parts import Shape
from rnntui.spec.shapes import infer
from rnntui.spec.wording import counted


def check(spec: ModelSpec, facts: DataFacts) -> tuple[Problem, ...]:
    """What is wrong, or worth knowing, with a spec on this series; in the order of the text."""
    columns = check_data.columns(spec, facts)
    problems = [
        *columns,
        *check_windows.windows(spec, facts),
        *check_data.logarithm(spec, facts),
        *check_data.idle_mistakes(spec, facts),
        *_loss(spec),
        *_embeddings(spec, facts),
        *_training(spec, facts),
    ]
    if not columns:
        problems += _shapes(spec, facts)
    return tuple(sorted(problems, key=lambda one: (one.where.line, one.where.column)))


def input_shape(spec: ModelSpec, facts: DataFacts) -> Shape:
    """The shape of one window: (look_back, number of input columns), unless it is reshaped by mistake."""
    inputs, _ = sizes.columns(spec.data, facts)
    return sizes.window_shape(spec.data, len(inputs))


def target_shape(spec: ModelSpec, facts: DataFacts) -> Shape:
    """The shape of one window's target: (H,), (F,) for several targets and one step, or (H, F)."""
    _, targets = sizes.columns(spec.data, facts)
    return sizes.target_shape(spec.data.horizon, len(targets))


def _shapes(spec: ModelSpec, facts: DataFacts) -> list[Problem]:
    """The stated input shape, the layers one after the other, the output against the target."""
    window = input_shape(spec, facts)
    problems = _stated(spec, window)
    shapes = infer(spec.layers, window)
    if shapes.problem is not None:
        return [*problems, shapes.problem]
    problems += check_head.head(spec, facts, shapes, target_shape(spec, facts))
    if not problems and shapes.trainable_params == 0:
        message = "No layer has a weight to train: add one that has, like Dense(1)."
        edit = replace(spec.written.end, f"{spec.written.before}Dense(1){spec.written.after}", "add Dense(1)")
        problems.append(Problem("no-parameters", message, spec.layers[-1].where, edit=edit))
    return problems


def _stated(spec: ModelSpec, window: Shape) -> list[Problem]:
    """``Input((20, 1))`` or ``input_shape=(20, 1)``, which says what the data says as well."""
    if spec.input is None:
        return []
    stated = spec.input.get("shape")
    assert isinstance(stated, tuple)
    if len(stated) == 2 and all(one in (None, size) for one, size in zip(stated, window, strict=True)):
        return []
    message = _why(stated, window)
    by_name = "input_shape" in dict(spec.written.places)
    text = f"({window[0]}, {window[1]})"
    edit = replace(spec.input.where, f"input_shape={text}" if by_name else text, f"write {text}")
    return [Problem("input-shape", f"{message}: write {text}.", spec.input.where, edit=edit)]


def _why(stated: tuple[Value, ...], window: Shape) -> str:
    """What a wrong input shape would mean."""
    steps, features = window
    shown = print_value(stated)
    of = f"{counted(steps, 'step')} of {counted(features, 'column' if steps > 1 else 'feature')}"
    if stated == (features, steps):
        turned = f"{counted(features, 'step')} of {counted(steps, 'feature')}"
        return f"The shape {shown} makes {turned}, but a window is {of}"
    if len(stated) == 1:
        return f"The shape {shown} has one axis, but a window has two, {of}"
    if len(stated) == 3 and stated[1:] == window:
        return f"The shape {shown} counts the batch, which belongs to fit; a window is {of}"
    return f"The shape {shown} does not fit the data, whose windows are {of}"


def _loss(spec: ModelSpec) -> list[Problem]:
    if spec.loss.name not in CATEGORICAL:
        return []
    message = f'{spec.loss.name} is for classes, and the targets of a Series are amounts: write loss="mse".'
    return [Problem("loss", message, spec.loss.where, edit=replace(spec.loss.where, '"mse"'))]


def _embeddings(spec: ModelSpec, facts: DataFacts) -> list[Problem]:
    """An Embedding looks up whole numbers: it needs them unscaled, and first."""
    problems: list[Problem] = []
    for i, layer in enumerate(spec.layers):
        if not _has_embedding(layer):
            continue
        rows = layer.get("input_dim", 0)
        too_large = facts.maximum is not None and isinstance(rows, int) and facts.maximum >= rows
        if i > 0:
            message = "An Embedding looks up whole numbers, so it can only be the first layer: delete it."
        elif spec.data.scale != "none" or spec.data.transform:
            message = (
                "An Embedding looks up whole numbers, but these are scaled amounts: delete it, or write "
                'scale="none" and no transform for a series of whole numbers.'
            )
        elif too_large or (facts.minimum is not None and facts.minimum < 0):
            message = (
                f"This Embedding knows the numbers 0 to {int(str(rows)) - 1}, but the series runs from "
                f"{facts.minimum:g} to {facts.maximum:g}: it needs input_dim={int(facts.maximum or 0) + 1}."
            )
        else:
            continue
        problems.append(Problem("embedding", message, layer.where))
    return problems


def _has_embedding(layer: Call) -> bool:
    inner = [value for _, value in layer.args if isinstance(value, Call)]
    return layer.name == "Embedding" or any(_has_embedding(value) for value in inner)


def _training(spec: ModelSpec, facts: DataFacts) -> list[Problem]:
    """What is worth knowing about how it will be trained."""
    problems: list[Problem] = []
    windows = sizes.sizes(spec.data, facts).train
    if spec.batch_size > windows > 0:
        these = "only training window" if windows == 1 else f"{windows} training windows"
        message = f"batch_size={spec.batch_size} is more than the {these}."
        problems.append(Problem("batch", message, spec.written.place("batch_size", "fit"), "note"))
    if spec.patience is not None and spec.data.validation == 0:
        message = (
            "patience watches the test part here, so its score is no longer honest: "
            "write validation=0.15 in Series."
        )
        edit = check_data.data_edit(spec, "validation", 0.15)
        place = spec.written.place("patience", "callbacks", "fit")
        problems.append(Problem("patience-watches-test", message, place, "warning", edit))
    if spec.data.look_back == 1:
        for layer in spec.layers:
            if is_recurrent(layer):
                message = f"With look_back=1, {layer.name} sees one step: its recurrent weights are idle."
                edit = check_data.data_edit(spec, "look_back", facts.season or 12)
                place = spec.written.place("look_back", "data")
                problems.append(Problem("one-step", message, place, "warning", edit))
                break
    return problems
