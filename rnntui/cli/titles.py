"""One line that says what a run is: the data and the network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from rnntui.spec.printing import print_call
from rnntui.spec.records import ModelSpec


def title_of(spec: ModelSpec, *trained: int) -> str:
    """For example ``airline: LSTM(16), Dense(1), 100 epochs``.

    ``trained`` is for how many epochs each of its runs was really trained, where that is known.
    """
    data = spec.data.name if "/" not in spec.data.name else PurePath(spec.data.name).name
    layers = ", ".join(print_call(layer) for layer in spec.layers)
    epochs = _epochs(trained or (spec.epochs,))
    title = f"{data}: {layers}, {epochs}"
    return title if len(title) <= 78 else f"{data}: {len(spec.layers)} layers, {epochs}"


def _epochs(trained: Sequence[int]) -> str:
    fewest, most = min(trained), max(trained)
    span = f"{most:,}" if fewest == most else f"{fewest:,} to {most:,}"
    return f"{span} epoch{'s' * (most != 1)}"
