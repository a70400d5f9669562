"""The weights of a small model after some of its epochs, so that a figure can walk through its training."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnntui.worker.engine.forward import Network
from rnntui.worker.engine.predict import Weights

MOST_PARAMETERS = 2000
"""Larger models keep no snapshots: nobody reads their weights one by one."""
_WITHIN_TEN = (10, 15, 20, 30, 50, 80)


@dataclass(frozen=True)
class Snapshot:
    """All weights, and what is not trained by gradient, after ``epoch`` epochs: 0 is before training."""

    epoch: int
    weights: Weights


def snapshot_epochs(parameters: int, epochs: int) -> tuple[int, ...]:
    """After which epochs to look: 0, then round ones ever further apart, less than ``epochs``.

    None of a model of more than `MOST_PARAMETERS`. Each costs a call of the loop: 18 in 1000 epochs.
    """
    if parameters > MOST_PARAMETERS:
        return ()
    tens = range(len(str(epochs)))
    rounds = [within * 10**ten // 10 for ten in tens for within in _WITHIN_TEN if within * 10**ten % 10 == 0]
    return (0, *(epoch for epoch in rounds if epoch < epochs))


def arrays_by_layer(
    network: Network, snapshots: Sequence[Snapshot]
) -> dict[tuple[int, int], NDArray[np.float32]]:
    """What snapshots hold, each array (S, *shape) by the place of its layer, from 0, and its own in it.

    Arrays stand in Keras's order: kernel, recurrent kernel, bias.
    """
    known = [_values(network, snapshot.weights) for snapshot in snapshots]
    return {
        (place, number): np.stack([values[id(variable)] for values in known])
        for place, layer in enumerate(network.model.layers)
        for number, variable in enumerate(layer.weights)
    }


def up_to(snapshots: Iterable[Snapshot], kept: Snapshot) -> tuple[Snapshot, ...]:
    """The snapshots that lead to the one that is kept, which is the last."""
    return (*(one for one in snapshots if one.epoch < kept.epoch), kept)


def _values(network: Network, weights: Weights) -> Mapping[int, NDArray[np.float32]]:
    """Every variable's value, by its identity."""
    flat, other = weights
    parts = np.split(np.asarray(flat), np.cumsum(network.packing.sizes)[:-1])
    found = {
        id(variable): part.reshape(variable.shape)
        for variable, part in zip(network.packing.variables, parts, strict=False)
    }
    return found | {
        id(variable): np.asarray(value) for variable, value in zip(network.others, other, strict=True)
    }
