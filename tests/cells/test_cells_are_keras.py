"""Forward and backward agree with Keras's own layers, and peepholes with TensorFlow's own operation."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import pytest

from rnntui.cells import lstm, peephole
from tests.cells.conftest import FEATURES, STEPS, UNITS, make, random_arrays, start, state_arrays, states_in

LAYERS = ("simple_rnn", "lstm", "gru", "gru_reset_before")
ACTIVATIONS = ("tanh", "sigmoid", "relu", "linear")


def layer_of(keras: ModuleType, kind: str, arrays: list[np.ndarray], **more: Any) -> Any:
    """Keras's layer with these weights, in float64, handing out every state."""
    name = {"simple_rnn": "SimpleRNN", "lstm": "LSTM"}.get(kind, "GRU")
    if name == "GRU":
        more["reset_after"] = kind == "gru"
    units = arrays[1].shape[0]
    layer = getattr(keras.layers, name)(units, return_sequences=True, dtype="float64", **more)
    layer.build((None, None, arrays[0].shape[0]))
    layer.set_weights(arrays)
    return layer


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("kind", LAYERS)
def test_every_state_of_many_windows_is_that_of_keras(keras: ModuleType, kind: str, activation: str):
    arrays, rng = random_arrays(kind, seed=1), np.random.default_rng(2)
    xs = rng.normal(size=(5, STEPS, FEATURES))
    states = [rng.normal(size=(5, UNITS)) for _ in range(states_in(kind))]
    module, weights = make(kind)
    steps = module.run(weights(arrays, activation=activation), xs, start(kind, *states))
    initial = states if len(states) > 1 else states[0]
    layer = layer_of(keras, kind, arrays, activation=activation)
    theirs = np.asarray(layer(xs, initial_state=initial))
    ours = np.stack([step.h for step in steps], axis=1)
    np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("kind", LAYERS)
def test_weights_without_a_bias_are_those_of_keras(keras: ModuleType, kind: str):
    arrays, xs = random_arrays(kind, seed=3)[:2], np.random.default_rng(4).normal(size=(1, STEPS, FEATURES))
    module, weights = make(kind)
    steps = module.run(weights(arrays), xs)
    theirs = np.asarray(layer_of(keras, kind, arrays, use_bias=False)(xs))
    np.testing.assert_allclose(np.stack([step.h for step in steps], axis=1), theirs, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("kind", LAYERS)
def test_a_default_layer_in_float32_agrees_to_a_millionth(keras: ModuleType, kind: str):
    name = {"simple_rnn": "SimpleRNN", "lstm": "LSTM"}.get(kind, "GRU")
    more = {"reset_after": kind == "gru"} if name == "GRU" else {}
    layer = getattr(keras.layers, name)(5, return_sequences=True, **more)
    xs = np.random.default_rng(5).uniform(size=(2, 20, 1)).astype("float32")
    theirs = np.asarray(layer(xs))
    module, weights = make(kind)
    steps = module.run(weights(layer.get_weights()), xs)
    np.testing.assert_allclose(np.stack([step.h for step in steps], axis=1), theirs, atol=1e-6)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("kind", LAYERS)
def test_every_gradient_is_that_of_gradient_tape(
    keras: ModuleType, tensorflow: ModuleType, kind: str, activation: str
):
    arrays, rng = random_arrays(kind, seed=6), np.random.default_rng(7)
    xs, d_h = rng.normal(size=(STEPS, FEATURES)), rng.normal(size=(STEPS, UNITS))
    states = [rng.normal(size=UNITS) for _ in range(states_in(kind))]
    layer = layer_of(keras, kind, arrays, activation=activation)
    inputs = tensorflow.constant(xs[None])
    before = [tensorflow.constant(one[None]) for one in states]
    with tensorflow.GradientTape() as tape:
        tape.watch([inputs, *before])
        out = layer(inputs, initial_state=before if len(before) > 1 else before[0])
        loss = tensorflow.reduce_sum(out * d_h[None])
    variables = [variable.value for variable in layer.trainable_variables]
    d_weights, d_xs, d_states = tape.gradient(loss, [variables, inputs, before])

    module, make_weights = make(kind)
    weights = make_weights(arrays, activation=activation)
    ours = module.backward(weights, module.run(weights, xs, start(kind, *states)), d_h)
    for mine, theirs in zip(ours.weights.to_keras(), d_weights, strict=True):
        np.testing.assert_allclose(mine, theirs.numpy(), rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(ours.xs, d_xs.numpy()[0], rtol=1e-8, atol=1e-10)
    for mine, theirs in zip(state_arrays(ours.state0), d_states, strict=True):
        np.testing.assert_allclose(mine, theirs.numpy()[0], rtol=1e-8, atol=1e-10)


def test_every_gate_of_the_peephole_lstm_is_that_of_tensorflow(tensorflow: ModuleType):
    rng = np.random.default_rng(8)
    arrays = [one.astype("float32") for one in random_arrays("peephole", seed=9)]
    x, h, c = (rng.normal(size=(2, width)).astype("float32") for width in (FEATURES, UNITS, UNITS))
    # LSTMBlockCell wants one matrix for x beside h, and the gates in the order i, g, f, o.
    joined = np.concatenate([np.concatenate(arrays[:2]), arrays[2][None]])
    i, f, g, o = np.split(joined, 4, axis=1)
    w = np.concatenate([i, g, f, o], axis=1)
    theirs = tensorflow.raw_ops.LSTMBlockCell(
        x=x, cs_prev=c, h_prev=h, w=w[:-1], b=w[-1], wci=arrays[3], wcf=arrays[4], wco=arrays[5],
        forget_bias=0.0, cell_clip=-1.0, use_peephole=True,
    )  # fmt: skip
    ours = peephole.step(peephole.Weights.from_keras(arrays), x, lstm.State(h, c))
    pairs = (
        (ours.i.value, theirs.i), (ours.f.value, theirs.f),
        (ours.g.value, theirs.ci), (ours.o.value, theirs.o),
        (ours.c, theirs.cs), (ours.c_active, theirs.co), (ours.h, theirs.h),
    )  # fmt: skip
    for mine, other in pairs:
        np.testing.assert_allclose(mine, other.numpy(), atol=1e-6)
