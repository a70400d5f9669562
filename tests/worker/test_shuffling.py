"""The order of the windows is numpy's own, bit by bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnntui.worker.engine.shuffling import EPOCHS, Shuffling


@given(st.integers(0, 2**140), st.integers(0, 2**31), st.integers(1, 300))
def test_an_epoch_is_the_permutation_of_a_generator_by_seed_and_epoch(seed: int, epoch: int, n: int) -> None:
    expected = np.random.default_rng([seed, epoch]).permutation(n)
    np.testing.assert_array_equal(Shuffling(seed, n).order(epoch), expected)


@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1, 2**32, 2**64])
def test_epochs_may_be_asked_for_in_any_order_and_again(seed: int) -> None:
    shuffling = Shuffling(seed, 80)
    for epoch in (0, 1, EPOCHS - 1, EPOCHS, 5, 5, 10 * EPOCHS, 0):
        expected = np.random.default_rng([seed, epoch]).permutation(80)
        np.testing.assert_array_equal(shuffling.order(epoch), expected)
