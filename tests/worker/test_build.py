"""A spec's calls become Keras's objects."""

from __future__ import annotations

import pytest

from rnntui.runs.protocol import Failed
from rnntui.spec.records import Call, Where
from rnntui.worker.build import keras_object
from rnntui.worker.refusal import Refusal


def test_an_argument_that_the_installed_keras_does_not_know_is_refused_by_name() -> None:
    newer = Call("HeNormal", (("seed", 1), ("from_the_future", 3)), Where(4, 9))
    with pytest.raises(Refusal) as caught:
        keras_object(Call("Dense", (("units", 1), ("kernel_initializer", newer))))
    event = caught.value.event("run")
    assert isinstance(event, Failed)
    assert event.message.startswith("HeNormal(from_the_future=…) is newer than the installed Keras 3.")
    assert (event.line, event.column) == (4, 9)
    assert "from_the_future" in event.hint


def test_what_layers_take_by_keyword_alone_reaches_them() -> None:
    assert keras_object(Call("Dense", (("units", 1), ("trainable", False)))).trainable is False
