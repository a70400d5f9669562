"""Dropout's masks are fair, independent of each other, and the same in both engines."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from rnntui.worker.engine.chance import dropout_mask, random_bits


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9])
def test_the_share_that_is_dropped_is_the_rate(rate: float) -> None:
    mask = dropout_mask(tf.constant([1, 2], tf.uint32), (1000, 1000), rate).numpy()
    assert np.mean(mask == 0) == pytest.approx(rate, abs=4 * np.sqrt(rate * (1 - rate) / 1e6))
    assert np.unique(mask[mask > 0]) == pytest.approx([1 / (1 - rate)])


def test_masks_of_neighbouring_seeds_and_places_are_uncorrelated() -> None:
    masks = [
        dropout_mask(tf.constant([7, count], tf.uint32), (100_000,), 0.5).numpy() - 1 for count in range(4)
    ]
    limit = 4 / np.sqrt(100_000)
    for number, mask in enumerate(masks):
        assert abs(np.mean(mask[1:] * mask[:-1])) < limit
        for other in masks[number + 1 :]:
            assert abs(np.mean(mask * other)) < limit


def test_bits_are_the_same_under_xla() -> None:
    seed = tf.constant([3, 4], tf.uint32)
    compiled = tf.function(lambda seed: random_bits(seed, (50, 7)), jit_compile=True)
    assert np.array_equal(random_bits(seed, (50, 7)).numpy(), compiled(seed).numpy())


def test_every_bit_is_set_half_of_the_time() -> None:
    words = random_bits(tf.constant([0, 0], tf.uint32), (200_000,)).numpy()
    shares = [(words >> bit & 1).mean() for bit in range(32)]
    assert shares == pytest.approx([0.5] * 32, abs=4 * 0.5 / np.sqrt(200_000))
