"""Static shapes and parameter counts are Keras's own, for every layer and for generated stacks."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rnntui.spec.parse import parse
from rnntui.spec.records import Call
from rnntui.spec.shapes import infer
from tests.spec.conftest import made

LAYERS = """
SimpleRNN(5)
SimpleRNN(5, return_sequences=True, use_bias=False)
LSTM(4)
LSTM(4, return_sequences=True)
LSTM(4, use_bias=False, unit_forget_bias=False)
GRU(3)
GRU(3, reset_after=False)
GRU(3, use_bias=False, return_sequences=True)
GRU(3, trainable=False)
Bidirectional(LSTM(4))
Bidirectional(LSTM(4, return_sequences=True))
Bidirectional(GRU(4), merge_mode="sum")
Bidirectional(GRU(4), merge_mode="mul")
Bidirectional(SimpleRNN(4, return_sequences=True), merge_mode="ave")
Bidirectional(LSTM(4), backward_layer=GRU(4, go_backwards=True))
Bidirectional(LSTM(4), trainable=False)
TimeDistributed(Dense(3))
TimeDistributed(Dense(3), trainable=False)
TimeDistributed(Dropout(0.5))
TimeDistributed(BatchNormalization())
TimeDistributed(Flatten())
TimeDistributed(RepeatVector(3))
TimeDistributed(Activation("relu"))
Dropout(0.5)
Dropout(0.5, noise_shape=(None, 1, 2))
BatchNormalization()
BatchNormalization(axis=1)
BatchNormalization(center=False, scale=False)
BatchNormalization(trainable=False)
LayerNormalization()
LayerNormalization(axis=(1, 2))
LayerNormalization(axis=1, center=False)
Conv1D(3, 2)
Conv1D(4, 2, groups=2)
Conv1D(3, 2, padding="same")
Conv1D(3, 4, padding="causal", strides=2)
Conv1D(3, 4, strides=3)
Conv1D(3, 2, dilation_rate=3, use_bias=False)
MaxPooling1D()
MaxPooling1D(3, strides=1)
MaxPooling1D(3, padding="same")
MaxPooling1D(3, strides=2, padding="same")
GlobalAveragePooling1D()
GlobalAveragePooling1D(keepdims=True)
Dense(3)
Dense(3, use_bias=False, activation="relu")
Dense(3, trainable=False)
Flatten()
Activation("tanh")
LeakyReLU()
ELU(alpha=0.5)
""".strip().splitlines()


def layer(text: str) -> Call:
    parsed = parse(f"model = Sequential([{text}])")
    assert len(parsed.layers) == 1, parsed.problems
    return parsed.layers[0]


def built(keras: ModuleType, layers: list[Call], shape: tuple[int, ...]) -> list[tuple[Any, ...]]:
    """What Keras makes of the layers: (output shape, parameters, trainable ones) of each."""
    model = keras.Sequential([keras.Input(shape), *(made(keras, one) for one in layers)])
    rows = []
    for one in model.layers:
        trainable = sum(int(keras.ops.size(weight)) for weight in one.trainable_weights)
        rows.append((tuple(one.output.shape)[1:], one.count_params(), trainable))
    return rows


def runs(keras: ModuleType, layers: list[Call], shape: tuple[int, ...]) -> bool:
    """Whether Keras can train with the layers; it and TensorFlow raise all kinds of errors."""
    try:
        model = keras.Sequential([keras.Input(shape), *(made(keras, one) for one in layers)])
        # Keras 3.12 builds a pooling of too few steps, and TensorFlow dies of a division by zero in it.
        if any(size is not None and size < 1 for one in model.layers for size in one.output.shape):
            return False
        model(keras.ops.ones((2, *shape)), training=True)
    except Exception:
        return False
    return True


def inferred(layers: list[Call], shape: tuple[int, ...]) -> list[tuple[Any, ...]]:
    shapes = infer(layers, shape)
    assert shapes.problem is None
    return [(row.output_shape, row.params, row.trainable) for row in shapes.rows]


@pytest.mark.parametrize("text", LAYERS)
def test_a_layer_has_the_shape_and_the_parameters_of_keras(keras: ModuleType, text: str):
    one = layer(text)
    assert inferred([one], (7, 2)) == built(keras, [one], (7, 2))


@pytest.mark.parametrize("text", ["RepeatVector(3)", "Dense(4)", "BatchNormalization()", "Flatten()"])
def test_a_layer_on_a_vector(keras: ModuleType, text: str):
    one = layer(text)
    assert inferred([one], (6,)) == built(keras, [one], (6,))


@pytest.mark.parametrize("shape", [(7,), (7, 2)])
def test_an_embedding(keras: ModuleType, shape: tuple[int, ...]):
    one = layer("Embedding(11, 4)")
    assert inferred([one], shape) == built(keras, [one], shape)


REFUSED = """
RepeatVector(3)
Conv1D(3, 8)
Conv1D(4, 2, groups=3)
Conv1D(4, 2, strides=2, dilation_rate=2)
MaxPooling1D(8)
Bidirectional(LSTM(4), backward_layer=GRU(4))
Bidirectional(LSTM(4), backward_layer=GRU(4, go_backwards=True, return_sequences=True))
Bidirectional(LSTM(4), backward_layer=GRU(3, go_backwards=True))
BatchNormalization(axis=3)
BatchNormalization(axis=-4)
LayerNormalization(axis=(1, 1))
Dropout(0.5, noise_shape=(None, 3, 2))
Dropout(0.5, noise_shape=(None, 1))
TimeDistributed(LSTM(3))
""".strip().splitlines()


@pytest.mark.parametrize("text", REFUSED)
def test_what_keras_can_not_run_is_refused(keras: ModuleType, text: str):
    one = layer(text)
    assert infer([one], (7, 2)).problem is not None
    assert not runs(keras, [one, layer("Dense(1)")], (7, 2))


stackable = st.lists(
    st.sampled_from([*(layer(text) for text in LAYERS), layer("RepeatVector(3)")]), min_size=2, max_size=5
)
LOOSE = (layer("TimeDistributed(RepeatVector(3))"), layer("Dropout(0.5, noise_shape=(None, 1, 2))"))
"""Keras runs these where we refuse them: it skips the inner layer's own check and repeats whatever it
gets, and it broadcasts a window of one feature against noise of two.
"""


@settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
@given(stackable, st.integers(4, 9), st.integers(1, 3))
def test_stacks_have_the_shapes_and_parameters_of_keras(
    keras: ModuleType, layers: list[Call], steps: int, features: int
):
    assume(infer(layers, (steps, features)).problem is None)
    assert inferred(layers, (steps, features)) == built(keras, layers, (steps, features))


@settings(max_examples=40)
@given(stackable.filter(lambda stack: not set(LOOSE) & set(stack)), st.integers(1, 9), st.integers(1, 3))
def test_where_a_stack_is_refused_keras_refuses_it_too(
    keras: ModuleType, layers: list[Call], steps: int, features: int
):
    shapes = infer(layers, (steps, features))
    assume(shapes.problem is not None)
    upto = layers[: len(shapes.rows) + 1]
    assert not runs(keras, upto, (steps, features))


CONSTRAINED = """
LSTM(3, kernel_constraint=MaxNorm(axis=2))
LSTM(3, kernel_constraint=MaxNorm(axis=1), recurrent_constraint=UnitNorm(axis=-2))
LSTM(3, bias_constraint=MaxNorm(axis=1))
LSTM(3, bias_constraint=MaxNorm(axis=1), use_bias=False)
GRU(3, bias_constraint=MaxNorm(axis=1))
GRU(3, bias_constraint=MaxNorm(axis=1), reset_after=False)
GRU(3, recurrent_constraint=MinMaxNorm(axis=(0, 0)))
Conv1D(3, 2, kernel_constraint=MaxNorm(axis=(0, 1, 2)))
Conv1D(3, 2, kernel_constraint=MaxNorm(axis=-4))
Dense(3, kernel_constraint=MaxNorm(axis=2), trainable=False)
BatchNormalization(gamma_constraint=UnitNorm(axis=1))
LayerNormalization(axis=(1, 2), beta_constraint=UnitNorm(axis=1))
LayerNormalization(beta_constraint=UnitNorm(axis=1), center=False)
Bidirectional(LSTM(3, go_backwards=True))
Bidirectional(LSTM(3, go_backwards=True), backward_layer=LSTM(3))
""".strip().splitlines()


def fits(keras: ModuleType, layers: list[Call], shape: tuple[int, ...]) -> bool:
    """Whether Keras trains a step with the layers: constraints are not looked at before."""
    try:
        model = keras.Sequential([keras.Input(shape), *(made(keras, one) for one in layers)])
        model.compile(loss="mse", jit_compile=False, run_eagerly=True)
        x = keras.ops.ones((2, *shape))
        model.train_on_batch(x, keras.ops.zeros_like(model(x)))
    except Exception:
        return False
    return True


@pytest.mark.parametrize("text", CONSTRAINED)
def test_axes_of_constraints_and_directions_are_refused_where_keras_can_not_train(
    keras: ModuleType, text: str
):
    layers = [layer(text), layer("Dense(1)")]
    assert (infer(layers, (5, 2)).problem is None) == fits(keras, layers, (5, 2))


def test_the_course_s_parameter_counts():
    counts = {"Flatten()": 21, "SimpleRNN(5)": 41, "GRU(5)": 126, "LSTM(5)": 146}
    for text, params in counts.items():
        assert infer([layer(text), layer("Dense(1)")], (20, 1)).total_params == params
