"""A reader that goes away: ``rnntui run | head -1``.

It has read enough, so we end, quietly, and a training is stopped and kept, as by SIGTERM. The exit code is
141 everywhere, what a shell says of a program that SIGPIPE ended (git and cat end so): to a script with
``pipefail``, 0 would say that all was done and delivered.

While the command line is read, and for ``--help``, SIGPIPE does just that. A command ignores it: it has more
pipes than stdout, and a run to keep.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable


def deadly_pipes() -> None:
    """Let a reader that goes away end the process, as it ends any program that keeps nothing."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def harmless_pipes() -> None:
    """Let a reader that goes away be a BrokenPipeError where it would end the process."""
    if signal.getsignal(signal.SIGPIPE) == signal.SIG_DFL:
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)


def let_go() -> None:
    """Point the streams that nobody reads at nothing: what is still to be said is said to nobody."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            point_at_nothing([stream.fileno()])


def point_at_nothing(descriptors: Iterable[int]) -> None:
    """Make these descriptors swallow what is written, also what the interpreter flushes at its end."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    for descriptor in descriptors:
        os.dup2(nothing, descriptor)
    os.close(nothing)
