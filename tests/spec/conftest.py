"""Keras for the tests that hold the catalogue against it: on one CPU, quiet, imported once."""

from __future__ import annotations

import os
from types import ModuleType
from typing import Any

import pytest

from rnntui.spec import catalogue
from rnntui.spec.records import Call, Value


@pytest.fixture(scope="session")
def keras() -> ModuleType:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    import keras

    return keras


def made(keras: ModuleType, value: Value) -> Any:
    """What a literal of a spec is in Keras: calls become objects."""
    if isinstance(value, tuple):
        return tuple(made(keras, one) for one in value)
    if not isinstance(value, Call):
        return value
    entry = catalogue.entry(value)
    arguments = {name: made(keras, one) for name, one in value.args}
    return getattr(getattr(keras, entry.module), entry.keras)(**arguments)
