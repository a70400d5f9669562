"""A traced function that survives a broken entry of XLA's persistent compile cache."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

from rnntui.worker import xla_cache
from rnntui.worker.engine.generator import is_quick

# What TensorFlow raises for an entry that is empty, cut off or no entry at all.
_BROKEN = (tf.errors.OutOfRangeError, tf.errors.DataLossError)


class Compiled:
    """``function`` traced for ``"xla"`` or the ``"graph"``, at its first call."""

    def __init__(self, function: Callable[..., Any], engine: str) -> None:
        self._function = function
        self._engine = engine
        self._traced = self._trace()

    def __call__(self, *arguments: Any) -> Any:
        """Call it; where the cache is broken, clear that and compile anew."""
        try:
            return self._traced(*arguments)
        except _BROKEN:
            xla_cache.clear()
            # TensorFlow remembers the failure by the traced function's name.
            self._traced = self._trace()
            return self._traced(*arguments)

    def _trace(self) -> Any:
        function = self._function

        def traced(*arguments: Any) -> Any:
            return function(*arguments)

        # The cache's key is the program with its name, but not the flags that it was compiled by.
        traced.__name__ = function.__name__ + "_quick" * is_quick()
        return tf.function(traced, jit_compile=self._engine == "xla", autograph=False)
