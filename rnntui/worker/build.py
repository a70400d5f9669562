"""A model spec as Keras objects: layers, optimizer, loss."""

from __future__ import annotations

import inspect
import random
from typing import Any

import keras

from rnntui.spec import catalogue
from rnntui.spec.entries import MODULES
from rnntui.spec.records import Call, ModelSpec, Value
from rnntui.worker.refusal import Refusal


def build_model(spec: ModelSpec, input_shape: tuple[int, ...], seed: int) -> keras.Sequential:
    """The built Keras model; the seed alone decides its first weights.

    The exported script seeds and builds in the same order, so it starts from the same weights. It does so by
    ``keras.utils.set_random_seed``; of that Keras's initializers and masks use Python's generator alone, and
    TensorFlow's would have every compiled graph set up anew (0.3 s).
    """
    random.seed(seed)
    layers = [keras_object(layer) for layer in spec.layers]
    return keras.Sequential([keras.Input(input_shape), *layers])


def keras_object(call: Call) -> Any:
    """The Keras object that a call of the catalogue stands for.

    Raises:
        Refusal: an argument is newer than the installed Keras.
    """
    entry = catalogue.entry(call)
    make = getattr(getattr(keras, MODULES[entry.family]), entry.keras)
    arguments = {name: _value(value) for name, value in call.args}
    # Python 3.10 gets no Keras after 3.12; the catalogue describes the newest.
    known = inspect.signature(make).parameters
    unknown = sorted(arguments.keys() - known.keys())
    if unknown and not any(one.kind is one.VAR_KEYWORD for one in known.values()):
        raise Refusal(
            "spec",
            "newer-keras",
            f"{call.name}({unknown[0]}=…) is newer than the installed Keras {keras.__version__}.",
            f"Leave {unknown[0]} out, or use a newer Python: 3.11 or later gets a newer Keras.",
            call.where.line,
            call.where.column,
        )
    return make(**arguments)


def _value(value: Value) -> Any:
    return keras_object(value) if isinstance(value, Call) else value
