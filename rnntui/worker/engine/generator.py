"""Which of XLA's two code generators a process compiles with.

Its usual one makes each fusion by MLIR. Without that, compiling takes a third less time (LSTM(5): 2.0 s of
processor time against 3.0 on a slow machine), and the code of small cells is as fast; that of larger ones
takes longer (LSTM(8) by a quarter, LSTM(32) by two thirds), so a long training of those pays for the usual
one. ``rnntui.worker.engine.choice`` decides. XLA reads the flag when it first compiles; one that it
doesn't know would end the process, and TensorFlow's version is bounded for that reason too.
"""

from __future__ import annotations

import os

_QUICK = "--xla_cpu_use_fusion_emitters=false"


def compile_quickly() -> None:
    """Use the quicker generator in this process; to be called before anything is compiled."""
    if not is_quick():
        os.environ["XLA_FLAGS"] = f"{os.environ.get('XLA_FLAGS', '')} {_QUICK}".strip()


def is_quick() -> bool:
    """Whether this process uses the quicker generator."""
    return _QUICK in os.environ.get("XLA_FLAGS", "").split()
