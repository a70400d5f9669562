"""The catalogue has the names, the order and the defaults of the installed Keras."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import Any

import pytest

from rnntui.spec import catalogue, old_names
from rnntui.spec.entries import Entry
from rnntui.spec.kinds import Named
from rnntui.spec.literals import Missing
from rnntui.spec.named import ACTIVATIONS, CONSTRAINT, MATRIX_INITIALIZER, MATRIX_REGULARIZER
from rnntui.spec.parse import parse
from rnntui.spec.parts import HARMLESS_CALLBACKS
from rnntui.spec.records import Call

# Newer than the Keras that Python 3.10 gets, 3.12: there the worker refuses them by name.
NEWER = {
    *("quantization_config", "input_axes", "output_axes", "renorm", "renorm_clipping", "renorm_momentum"),
    *(f"Adaptive{kind}Pooling{rank}D" for kind in ("Average", "Max") for rank in (1, 2, 3)),
}

IN_KERAS = [entry for entry in catalogue.ENTRIES.values() if entry.family != "part"]


def signature(keras: ModuleType, entry: Entry) -> dict[str, inspect.Parameter]:
    if entry.name == "Input":
        function = keras.Input
    elif entry.family == "part":
        function = getattr(keras.Model, entry.name)
    else:
        function = getattr(getattr(keras, entry.module), entry.keras)
    parameters = inspect.signature(function).parameters
    named = [one for one in parameters.values() if one.kind is one.POSITIONAL_OR_KEYWORD]
    return {one.name: one for one in named if one.name != "self"}


@pytest.mark.parametrize(
    "entry", [one for one in catalogue.ENTRIES.values() if one.name != "Series"], ids=lambda one: one.name
)
def test_arguments_stand_in_the_order_of_keras(keras: ModuleType, entry: Entry):
    # a subclass of Initializer without __init__ of its own has no arguments
    theirs = signature(keras, entry)
    ours = [one.name for one in entry.arguments if one.name in theirs or one.name not in NEWER]
    assert ours == list(theirs)


@pytest.mark.parametrize("entry", IN_KERAS, ids=lambda one: one.name)
def test_defaults_are_those_of_keras(keras: ModuleType, entry: Entry):
    theirs = signature(keras, entry)
    for argument in entry.arguments:
        if not argument.kept or (argument.name in NEWER and argument.name not in theirs):
            continue
        default = theirs[argument.name].default
        if isinstance(argument.default, Missing):
            assert default is inspect.Parameter.empty, argument.name
        else:
            assert default == argument.default, argument.name
            assert type(default) is type(argument.default), argument.name


@pytest.mark.parametrize("entry", IN_KERAS, ids=lambda one: one.name)
def test_every_default_fits_its_own_kind(entry: Entry):
    for argument in entry.kept:
        if not isinstance(argument.default, Missing):
            assert argument.checked.fits(argument.default), argument.name


def test_fit_and_compile_default_as_keras_does(keras: ModuleType):
    fit = inspect.signature(keras.Model.fit).parameters
    compiled = inspect.signature(keras.Model.compile).parameters
    assert fit["epochs"].default == 1
    assert fit["shuffle"].default is True
    assert compiled["optimizer"].default == "rmsprop"


def test_an_absent_batch_size_is_keras_own(keras: ModuleType):
    # Model.fit(batch_size=None) batches by 32: 33 rows make two steps
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer="sgd", loss="mse")
    steps: list[int] = []
    counting = keras.callbacks.LambdaCallback(on_train_batch_end=lambda batch, logs: steps.append(batch))
    rows = keras.ops.zeros((33, 1))
    model.fit(rows, rows, verbose=0, callbacks=[counting])
    assert steps == [0, 1]


# ---------------------------------------------------------------- names
@pytest.mark.parametrize(
    ("module", "kind"),
    [
        ("initializers", MATRIX_INITIALIZER),
        ("regularizers", MATRIX_REGULARIZER),
        ("constraints", CONSTRAINT),
    ],
)
def test_keras_knows_every_name(keras: ModuleType, module: str, kind: Named):
    for name in kind.names:
        found = getattr(keras, module).get(name)
        canonical = catalogue.CANONICAL[name]
        assert isinstance(found, getattr(getattr(keras, module), canonical))


def test_keras_knows_every_activation(keras: ModuleType):
    row = keras.ops.convert_to_tensor([[0.1, -0.2, 0.3, 4.0]])
    for name in ACTIVATIONS:
        assert keras.activations.get(name)(row).shape == row.shape


def test_no_activation_is_left_out_but_those_that_need_more(keras: ModuleType):
    from keras.src.activations import ALL_OBJECTS_DICT

    assert set(ALL_OBJECTS_DICT) - set(ACTIVATIONS) == {"glu", "threshold"}


@pytest.mark.parametrize("family", ["optimizer", "loss"])
def test_keras_knows_every_spelling_in_quotes(keras: ModuleType, family: str):
    argument = catalogue.ENTRIES["compile"].find(family)
    assert argument is not None
    assert isinstance(argument.kind, Named)
    for name in argument.kind.names:
        if family == "optimizer":
            found = type(keras.optimizers.get(name)).__name__
            assert found == catalogue.CANONICAL[name]
        else:
            found = keras.losses.get(name)
            own = getattr(keras.losses, catalogue.ENTRIES[catalogue.CANONICAL[name]].keras)
            assert getattr(found, "__name__", type(found).__name__) in (
                own.__name__,
                keras.src.utils.naming.to_snake_case(own.__name__),
            )


def test_every_layer_of_keras_is_in_the_catalogue_or_known_not_to_be(keras: ModuleType):
    layer = keras.layers.Layer
    public = {
        name
        for name, one in vars(keras.layers).items()
        if inspect.isclass(one) and issubclass(one, layer) and not name.startswith("_")
    }
    preprocessing = {
        name
        for name in public
        if getattr(keras.layers, name).__module__.startswith("keras.src.layers.preprocessing.image")
    }
    ours = set(catalogue.CANONICAL) | old_names.KERAS_LAYERS | set(old_names.CALLS) | {"Input", "InputLayer"}
    assert public - preprocessing <= ours
    assert {name for name in old_names.KERAS_LAYERS if not hasattr(keras.layers, name)} <= NEWER


def test_every_optimizer_and_loss_of_keras_is_known(keras: ModuleType):
    known = set(catalogue.CANONICAL) | old_names.KERAS_OPTIMIZERS | old_names.KERAS_LOSSES
    for module, base in ((keras.optimizers, keras.optimizers.Optimizer), (keras.losses, keras.losses.Loss)):
        public = {n for n, one in vars(module).items() if inspect.isclass(one) and issubclass(one, base)}
        assert public - {base.__name__} <= known
    assert set(dir(keras.callbacks)) >= HARMLESS_CALLBACKS


# ---------------------------------------------------------------- what Keras itself accepts
@pytest.mark.parametrize("name", ["Dense", "SimpleRNN", "LSTM", "GRU", "Conv1D", "BatchNormalization",
                                  "LayerNormalization", "Embedding"])  # fmt: skip
def test_keras_builds_a_layer_with_every_initializer_we_let_through(keras: ModuleType, name: str):
    entry = catalogue.ENTRIES[name]
    required: dict[str, Any] = {
        "units": 3, "filters": 2, "kernel_size": 2, "input_dim": 4, "output_dim": 3,
    }  # fmt: skip
    given = {one.name: required[one.name] for one in entry.arguments if one.required}
    shape = (None, 5) if name == "Embedding" else (None, 6, 2)
    for argument in entry.arguments:
        if isinstance(argument.kind, Named) and argument.kind.family in ("initializer", "constraint"):
            by_class = {catalogue.CANONICAL[value]: value for value in argument.kind.names}
            for value in by_class.values():
                layer = getattr(keras.layers, name)(**given, **{argument.name: value})
                layer.build(shape)


@pytest.mark.parametrize("name", ["Dense", "LSTM", "Conv1D", "LayerNormalization"])
def test_keras_computes_every_regularizer_we_let_through(keras: ModuleType, name: str):
    entry = catalogue.ENTRIES[name]
    required: dict[str, Any] = {"units": 3, "filters": 2, "kernel_size": 2}
    given = {one.name: required[one.name] for one in entry.arguments if one.required}
    for argument in entry.arguments:
        if isinstance(argument.kind, Named) and argument.kind.family == "regularizer":
            for value in argument.kind.names:
                layer = getattr(keras.layers, name)(**given, **{argument.name: value})
                layer(keras.ops.ones((2, 6, 2)))
                assert len(layer.losses) == 1, (argument.name, value)


def test_the_aliases_are_those_of_keras(keras: ModuleType):
    for entry in IN_KERAS:
        if entry.family in ("layer", "regularizer", "initializer"):
            for alias in entry.aliases:
                module = getattr(keras, entry.module)
                if hasattr(module, alias):
                    assert getattr(module, alias) is getattr(module, entry.keras)


def test_only_one_way_of_clipping_as_in_keras(keras: ModuleType):
    with pytest.raises(ValueError, match="Only one"):
        keras.optimizers.Adam(clipnorm=1.0, clipvalue=1.0)
    text = 'model = Sequential([Dense(1)])\nmodel.compile(Adam(clipnorm=1.0, clipvalue=1.0), "mse")'
    assert "one-clip" in [problem.code for problem in parse(text).problems]


def test_an_argument_of_a_call_has_keras_default():
    assert catalogue.argument(Call("LSTM", (("units", 5),)), "recurrent_initializer") == "orthogonal"
    with pytest.raises(KeyError):
        catalogue.argument(Call("LSTM"), "units")
    with pytest.raises(KeyError):
        catalogue.argument(Call("LSTM"), "stateful")
