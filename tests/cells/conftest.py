"""Keras and TensorFlow on one CPU, quiet, imported once; and cells with random weights."""

from __future__ import annotations

import os
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from rnntui.cells import gru, lstm, peephole, simple_rnn

FEATURES, UNITS, STEPS = 3, 4, 6
KINDS = ("simple_rnn", "lstm", "peephole", "gru", "gru_reset_before")


@pytest.fixture(scope="session")
def keras() -> ModuleType:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    import keras

    return keras


@pytest.fixture(scope="session")
def tensorflow(keras: ModuleType) -> ModuleType:
    import tensorflow

    return tensorflow


def random_arrays(kind: str, seed: int, features: int = FEATURES, units: int = UNITS) -> list[np.ndarray]:
    """Random weights in Keras's layout."""
    rng = np.random.default_rng(seed)
    gates = {"simple_rnn": 1, "lstm": 4, "peephole": 4, "gru": 3, "gru_reset_before": 3}[kind]
    width = gates * units
    shapes: list[tuple[int, ...]] = [(features, width), (units, width)]
    shapes.append((2, width) if kind == "gru" else (width,))
    if kind == "peephole":
        shapes += [(units,)] * 3
    return [rng.normal(scale=0.7, size=shape) for shape in shapes]


def make(kind: str) -> tuple[ModuleType, Callable[..., Any]]:
    """A cell's module, and what makes its weights from Keras's arrays."""
    if kind == "gru_reset_before":
        return gru, lambda arrays, **more: gru.Weights.from_keras(arrays, reset_after=False, **more)
    module = {"simple_rnn": simple_rnn, "lstm": lstm, "peephole": peephole, "gru": gru}[kind]
    return module, module.Weights.from_keras


def start(kind: str, *arrays: np.ndarray) -> Any:
    """A state from h, and c where the cell has one."""
    return lstm.State(*arrays) if kind in ("lstm", "peephole") else arrays[0]


def state_arrays(state: Any) -> list[np.ndarray]:
    """h, and c where the state has one."""
    return [state.h, state.c] if isinstance(state, lstm.State) else [state]


def states_in(kind: str) -> int:
    """How many arrays a cell's state has."""
    return 2 if kind in ("lstm", "peephole") else 1
