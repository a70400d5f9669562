"""Dropout's masks, out of integer arithmetic.

TensorFlow's stateless generators cost 33 of 40 ms in an epoch of two LSTM(64) with dropout under
XLA, and give other numbers there than in the graph. Hashing a counter with the two words of a
Keras seed is a few integer operations that XLA vectorises, the same in both engines.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import Any

import keras
import tensorflow as tf

from rnntui.worker.engine.cells import Tensor


def _word(value: int) -> Tensor:
    return tf.constant(value, tf.uint32)


def _mix(bits: Tensor) -> Tensor:
    """Every bit of the result depends on every bit of ``bits``: MurmurHash3's finaliser (fmix32)."""
    bits = tf.bitwise.bitwise_xor(bits, tf.bitwise.right_shift(bits, _word(16))) * _word(0x85EBCA6B)
    bits = tf.bitwise.bitwise_xor(bits, tf.bitwise.right_shift(bits, _word(13))) * _word(0xC2B2AE35)
    return tf.bitwise.bitwise_xor(bits, tf.bitwise.right_shift(bits, _word(16)))


def random_bits(seed: Tensor, shape: Sequence[int | Tensor]) -> Tensor:
    """Independent uniform 32-bit words of this shape; ``seed`` is a pair of words, as Keras's is."""
    words = tf.cast(seed, tf.uint32)
    count = tf.cast(tf.range(math.prod(shape)), tf.uint32)
    # An odd factor (2³² over the golden ratio) spreads neighbouring counters before they are mixed.
    bits = _mix(count * _word(0x9E3779B9) + words[0])
    return tf.reshape(_mix(bits + _mix(words[1] + _word(0x7F4A7C15))), shape)


def dropout_mask(seed: Tensor, shape: Sequence[int | Tensor], rate: float) -> Tensor:
    """Ones divided by (1 − rate) where a value is kept, zero where it is dropped."""
    kept = random_bits(seed, shape) >= _word(min(round(rate * 2**32), 2**32 - 1))
    return tf.cast(kept, tf.float32) / (1.0 - rate)


def dropped(layer: Any, x: Tensor, rate: float, noise_shape: Sequence[int | None] | None = None) -> Tensor:
    """Dropout by the layer's own seed; one mask value along every axis of length 1 in ``noise_shape``."""
    if not rate:
        return x
    if rate >= 1.0:
        return tf.zeros_like(x)
    found = tf.shape(x)
    sizes = [found[axis] if size is None else size for axis, size in enumerate(x.shape)]
    pairs = zip(sizes, noise_shape or sizes, strict=True)
    shape = [known if wanted is None else wanted for known, wanted in pairs]
    return x * dropout_mask(layer.seed_generator.next(), shape, rate)


def draw_here(layer: Any) -> None:
    """Have a Keras layer draw its dropout masks here where Keras's own code runs it."""
    if isinstance(layer, keras.layers.RNN):
        # Keras asks for a mask at the first step, and keeps it for the others.
        layer.cell._create_dropout_mask = functools.partial(_cell_masks, layer.cell)
    elif isinstance(layer, keras.layers.Dropout):
        layer.call = functools.partial(_call_dropout, layer)


def _cell_masks(cell: Any, step_input: Tensor, rate: float) -> Tensor | list[Tensor]:
    """A mask for one step's input or state; several where the cell has one for every gate."""
    count = getattr(cell, "dropout_mask_count", None)
    masks = [dropped(cell, tf.ones_like(step_input), rate) for _ in range(count or 1)]
    return masks if count else masks[0]


def _call_dropout(layer: Any, inputs: Tensor, training: bool = False) -> Tensor:
    return dropped(layer, inputs, layer.rate, layer.noise_shape) if training else inputs
