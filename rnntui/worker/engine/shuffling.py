"""The order of the windows in every epoch: ``numpy.random.default_rng([seed, epoch]).permutation(n)``.

That is what the exported script says too. numpy takes 20 µs to set such a generator up, more than an epoch
of a perceptron does; so their states are computed for many epochs at once, and one generator is put into
each of them. Both algorithms are fixed for good, see numpy's notes on ``SeedSequence`` and ``PCG64``.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint32]

# numpy/random/bit_generator.pyx, after Melissa O'Neill's randutils.
_INIT_A, _MULT_A, _INIT_B, _MULT_B = 0x43B0D7E5, 0x931E8875, 0x8B51F9DD, 0x58F38DED
_MIX_LEFT, _MIX_RIGHT = np.uint32(0xCA01F9DD), np.uint32(0x4973F715)
_POOL = 4  # words
# numpy/random/src/pcg64/pcg64.h
_MULTIPLIER = 0x2360ED051FC65DA44385DF649FCCF645
_MASK_32, _MASK_128 = 2**32 - 1, 2**128 - 1

EPOCHS = 256  # whose states are computed at once


class Shuffling:
    """The orders of ``n`` windows by one seed."""

    def __init__(self, seed: int, n: int) -> None:
        self._seed = seed
        self._n = n
        self._bits = np.random.PCG64(0)
        self._generator = np.random.Generator(self._bits)
        self._known = range(0)
        self._states: list[dict[str, int]] = []

    def order(self, epoch: int) -> NDArray[np.int64]:
        """The order (n,) of the windows in ``epoch``, from 0."""
        if epoch not in self._known:
            self._known = range(epoch, epoch + EPOCHS)
            self._states = list(_pcg64_states(self._seed, self._known))
        state = self._states[epoch - self._known.start]
        self._bits.state = {"bit_generator": "PCG64", "state": state, "has_uint32": 0, "uinteger": 0}
        return self._generator.permutation(self._n)


def _pcg64_states(seed: int, epochs: range) -> Iterator[dict[str, int]]:
    """The state of ``PCG64([seed, epoch])`` for each of ``epochs``."""
    words = _seed_sequences(seed, np.arange(epochs.start, epochs.stop, dtype=np.uint32)).tolist()
    for w in words:
        high, low, more_high, more_low = (w[i] | w[i + 1] << 32 for i in range(0, 8, 2))
        increment = ((more_high << 64 | more_low) << 1 | 1) & _MASK_128
        state = (increment + (high << 64 | low)) & _MASK_128
        yield {"state": (state * _MULTIPLIER + increment) & _MASK_128, "inc": increment}


def _seed_sequences(seed: int, epochs: Words) -> NDArray[np.uint32]:
    """``SeedSequence([seed, epoch]).generate_state(8)`` for each of ``epochs`` (k,): (k, 8)."""
    entropy = [*(np.full_like(epochs, word) for word in _words_of(seed)), epochs]
    pad = [np.zeros_like(epochs)] * (_POOL - len(entropy))
    hashed = _Hash(_INIT_A, _MULT_A)
    pool = [hashed(word) for word in (entropy + pad)[:_POOL]]
    for source in range(_POOL):
        for target in range(_POOL):
            if source != target:
                pool[target] = _mix(pool[target], hashed(pool[source]))
    for word in entropy[_POOL:]:
        for target in range(_POOL):
            pool[target] = _mix(pool[target], hashed(word))
    drawn = _Hash(_INIT_B, _MULT_B)
    return np.stack([drawn(pool[i % _POOL]) for i in range(2 * _POOL)], axis=1)


def _words_of(seed: int) -> Iterator[int]:
    """A number as 32-bit words, the lowest first; 0 is one word."""
    yield seed & _MASK_32
    while seed := seed >> 32:
        yield seed & _MASK_32


class _Hash:
    """A hash whose constant moves on with every word."""

    def __init__(self, constant: int, factor: int) -> None:
        self._constant = constant
        self._factor = factor

    def __call__(self, words: Words) -> Words:
        words = words ^ np.uint32(self._constant)
        self._constant = self._constant * self._factor & _MASK_32
        words = words * np.uint32(self._constant)
        return words ^ words >> np.uint32(16)


def _mix(x: Words, y: Words) -> Words:
    mixed = _MIX_LEFT * x - _MIX_RIGHT * y
    return mixed ^ mixed >> np.uint32(16)
