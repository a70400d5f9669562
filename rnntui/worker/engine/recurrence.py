"""A recurrent cell over time, with a gradient of our own.

What autodiff would do inside the backward loop (a matrix product and a sum per weight and step)
is done here in one product after it: the loop only carries the deltas. On LSTM(5), 20 steps, that
is a third of the time of Keras's own layer under XLA.
"""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from rnntui.worker.engine.cells import Arrays, Cell, State, Tensor


def _buffer(steps: int, shape: tuple[int | None, int]) -> Any:
    return tf.TensorArray(tf.float32, size=steps, element_shape=shape, clear_after_read=False)


def run(
    cell: Cell,
    x: Tensor,
    kernel: Tensor,
    recurrent: Tensor,
    bias: Tensor | None,
    state_bias: Tensor | None,
    *,
    sequences: bool,
    training: bool,
) -> Tensor:
    """The cell's outputs over ``x`` (B, T, F): (B, T, H) with ``sequences``, else the last, (B, H).

    The state starts at zero. ``bias`` is added to x·W, ``state_bias`` to h·U (GRU only); both may
    be None. Without ``training`` nothing is kept for a backward pass.
    """
    from_input = tf.einsum("btf,fk->tbk", x, kernel)
    if bias is not None:
        from_input = from_input + bias
    if not training:
        return _scan(cell, from_input, recurrent, state_bias, sequences)
    return _differentiable(cell, from_input, recurrent, state_bias, sequences)


def _zeros(cell: Cell, steps: Tensor) -> State:
    """The state before the first of ``steps`` (T, B, …); B may be known only as it runs."""
    batch = tf.shape(steps)[1] if steps.shape[1] is None else steps.shape[1]
    return tuple(tf.zeros((batch, cell.units)) for _ in range(cell.states))


def _from_state(h: Tensor, recurrent: Tensor, state_bias: Tensor | None) -> Tensor:
    product = tf.matmul(h, recurrent)
    return product if state_bias is None else product + state_bias


def _scan(
    cell: Cell, from_input: Tensor, recurrent: Tensor, state_bias: Tensor | None, sequences: bool
) -> Tensor:
    """The forward pass alone."""
    steps, batch = from_input.shape[0], from_input.shape[1]
    outputs = (_buffer(steps, (batch, cell.units)),) if sequences else ()

    def body(t: Tensor, state: State, outputs: tuple[Any, ...]) -> tuple[Any, ...]:
        state, _ = cell.step(from_input[t], _from_state(state[0], recurrent, state_bias), state)
        return t + 1, state, tuple(buffer.write(t, state[0]) for buffer in outputs)

    _, state, outputs = tf.while_loop(
        lambda t, *_: t < steps, body, (0, _zeros(cell, from_input), outputs), maximum_iterations=steps
    )
    return tf.transpose(outputs[0].stack(), (1, 0, 2)) if sequences else state[0]


def _differentiable(
    cell: Cell, from_input: Tensor, recurrent: Tensor, state_bias: Tensor | None, sequences: bool
) -> Tensor:
    batch = from_input.shape[1]
    no_bias = state_bias is None
    if no_bias:
        state_bias = tf.zeros((recurrent.shape[1],))

    @tf.custom_gradient
    def forward(from_input: Tensor, recurrent: Tensor, state_bias: Tensor) -> Any:
        hidden, kept = _forward(cell, from_input, recurrent, None if no_bias else state_bias)

        def backward(d_output: Tensor) -> tuple[Tensor, Tensor, Tensor]:
            deltas = _backward(cell, cell.slopes(hidden, kept), recurrent, d_output, sequences)
            d_state = tf.reshape(cell.state_deltas(deltas), (-1, recurrent.shape[1]))
            before = tf.reshape(hidden[:-1], (-1, cell.units))
            d_recurrent = tf.matmul(before, d_state, transpose_a=True)
            return cell.input_deltas(deltas), d_recurrent, tf.reduce_sum(d_state, axis=0)

        output = tf.transpose(hidden[1:], (1, 0, 2)) if sequences else hidden[-1]
        return tf.ensure_shape(output, (batch, *output.shape[1:])), backward

    return forward(from_input, recurrent, state_bias)


def _forward(
    cell: Cell, from_input: Tensor, recurrent: Tensor, state_bias: Tensor | None
) -> tuple[Tensor, Arrays]:
    """All hidden states, (T + 1, B, H) with the zero state first, and what the steps kept, (T, B, …) each."""
    steps, batch = from_input.shape[0], from_input.shape[1]
    zeros = _zeros(cell, from_input)
    hidden = _buffer(steps + 1, (batch, cell.units)).write(0, zeros[0])
    kept = tuple(_buffer(steps, (batch, blocks * cell.units)) for blocks in cell.kept)

    def body(t: Tensor, state: State, hidden: Any, kept: tuple[Any, ...]) -> tuple[Any, ...]:
        state, found = cell.step(from_input[t], _from_state(state[0], recurrent, state_bias), state)
        kept = tuple(buffer.write(t, value) for buffer, value in zip(kept, found, strict=True))
        return t + 1, state, hidden.write(t + 1, state[0]), kept

    _, _, hidden, kept = tf.while_loop(
        lambda t, *_: t < steps, body, (0, zeros, hidden, kept), maximum_iterations=steps
    )
    return hidden.stack(), tuple(buffer.stack() for buffer in kept)


def _backward(cell: Cell, slopes: Arrays, recurrent: Tensor, d_output: Tensor, sequences: bool) -> Tensor:
    """The deltas of every step, (T, B, deltas·H), walked from the last step to the first."""
    steps, batch = slopes[0].shape[0], slopes[0].shape[1]
    transposed = tf.transpose(recurrent)
    others = _zeros(cell, slopes[0])[1:]
    if sequences:
        d_steps = tf.transpose(d_output, (1, 0, 2))
        d_last = tf.zeros_like(d_steps[0])
    else:
        d_last = d_output

    def body(t: Tensor, d_h: Tensor, others: State, deltas: Any) -> tuple[Any, ...]:
        if sequences:
            d_h = d_h + d_steps[t]
        delta, past_gates, others = cell.back(tuple(slope[t] for slope in slopes), (d_h, *others))
        d_before = tf.matmul(cell.state_deltas(delta), transposed)
        return (
            t - 1,
            d_before if past_gates is None else d_before + past_gates,
            others,
            deltas.write(t, delta),
        )

    buffer = _buffer(steps, (batch, cell.deltas * cell.units))
    *_, deltas = tf.while_loop(
        lambda t, *_: t >= 0, body, (steps - 1, d_last, others, buffer), maximum_iterations=steps
    )
    return deltas.stack()
