"""Peer: the whole training loop in one ``jax.jit``: scans over epochs, batches and time."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import serving

try:
    import jax
    import jax.numpy as jnp
    import optax
except ImportError as error:
    serving.missing(error)

BATCH = 10
EPOCHS = 50  # in one call
GATES = {"rnn": 1, "lstm": 4, "gru": 3}
MODELS = {
    "perceptron": ("perceptron", 0),
    "rnn5": ("rnn", 5),
    "lstm5": ("lstm", 5),
    "gru5": ("gru", 5),
    "lstm32": ("lstm", 32),
}
Params = dict[str, Any]


def forecast(kind: str, p: Params, x: Any) -> Any:
    """Windows (B, L, 1) to forecasts (B, 1)."""
    if kind == "perceptron":
        return x[:, :, 0] @ p["D"] + p["d"]
    zeros = jnp.zeros((x.shape[0], p["D"].shape[0]))
    state = (zeros, zeros) if kind == "lstm" else (zeros,)
    from_input = jnp.swapaxes(x @ p["W"] + p["b"], 0, 1)  # (L, B, G·H)
    state, _ = jax.lax.scan(lambda s, z: (STEPS[kind](p, s, z), None), state, from_input)
    return state[0] @ p["D"] + p["d"]


def rnn(p: Params, state: Any, z: Any) -> Any:
    """h' = tanh(z + h·U)."""
    return (jnp.tanh(z + state[0] @ p["U"]),)


def lstm(p: Params, state: Any, z: Any) -> Any:
    """c' = f⊙c + i⊙g, h' = o⊙tanh(c')."""
    h, c = state
    i, f, g, o = jnp.split(z + h @ p["U"], 4, -1)
    c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
    return jax.nn.sigmoid(o) * jnp.tanh(c), c


def gru(p: Params, state: Any, z: Any) -> Any:
    """h' = u⊙h + (1 − u)⊙tanh(z_g + r⊙(h·U_g + b_g)): Keras's GRU, reset after the product."""
    (h,) = state
    zu, zr, zg = jnp.split(z, 3, -1)
    hu, hr, hg = jnp.split(h @ p["U"] + p["c"], 3, -1)
    u, r = jax.nn.sigmoid(zu + hu), jax.nn.sigmoid(zr + hr)
    return (u * h + (1.0 - u) * jnp.tanh(zg + r * hg),)


STEPS = {"rnn": rnn, "lstm": lstm, "gru": gru}


def first_params(kind: str, units: int, look_back: int) -> Params:
    """Weights to start from; their values don't matter for the time."""
    draw = np.random.default_rng(0).normal
    head = {"D": draw(size=(units or look_back, 1)) * 0.3, "d": np.zeros(1)}
    if kind == "perceptron":
        return jax.tree.map(jnp.float32, head)
    width = GATES[kind] * units
    cell = {"W": draw(size=(1, width)) * 0.3, "U": draw(size=(units, width)) * 0.3, "b": np.zeros(width)}
    if kind == "gru":
        cell["c"] = np.zeros(width)
    return jax.tree.map(jnp.float32, head | cell)


def model(name: str, data: dict[str, Any]) -> serving.Train:
    """The named model with its optimizer and its jitted loop."""
    kind, units = MODELS[name]
    x, y = data["x"], data["y"]
    optimizer = optax.adam(1e-3)

    def loss(p: Params, x: Any, y: Any) -> Any:
        return jnp.mean((forecast(kind, p, x) - y) ** 2)

    def batch(carry: Any, rows: Any) -> Any:
        p, state = carry
        value, gradient = jax.value_and_grad(loss)(p, x[rows], y[rows])
        updates, state = optimizer.update(gradient, state, p)
        return (optax.apply_updates(p, updates), state), value

    def epoch(carry: Any, key: Any) -> Any:
        order = jax.random.permutation(key, len(x)).reshape(-1, BATCH)
        carry, losses = jax.lax.scan(batch, carry, order)
        return carry, (losses.mean(), loss(carry[0], data["x_test"], data["y_test"]))

    run = jax.jit(lambda carry, key: jax.lax.scan(epoch, carry, jax.random.split(key, EPOCHS)))
    params = first_params(kind, units, x.shape[1])
    carry = (params, optimizer.init(params))
    calls = 0

    def train(epochs: int) -> int:
        nonlocal carry, calls
        begun = calls
        while (calls - begun) * EPOCHS < epochs:
            carry, losses = run(carry, jax.random.key(calls))
            calls += 1
        jax.block_until_ready((carry, losses))
        return (calls - begun) * EPOCHS

    return train


if __name__ == "__main__":
    windows = {name: jnp.asarray(values) for name, values in np.load(sys.argv[1]).items()}
    models = {name: lambda name=name: model(name, windows) for name in MODELS}
    serving.serve({"jax": jax.__version__, "optax": optax.__version__}, models)
