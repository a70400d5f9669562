"""What the exit code of every command means."""

from __future__ import annotations

import enum


class ExitCode(enum.IntEnum):
    """0 is done; each of the others has one meaning, for scripts."""

    DONE = 0
    UNEXPECTED = 1  # stdout can't be written, or an error of rnntui's own, told in a log file
    USAGE = 2
    SPEC = 3
    DATA = 4
    DIVERGED = 5
    WORKER = 6
    INTERRUPTED = 130  # what was trained so far is kept, unless it was interrupted twice
    UNREAD = 141  # whoever read us has gone (`| head`); see rnntui/cli/unread.py


FAILURES = {
    "spec": ExitCode.SPEC,
    "data": ExitCode.DATA,
    "worker": ExitCode.WORKER,
    "internal": ExitCode.UNEXPECTED,
}
"""By what a ``Failed`` event calls its ``failure``."""
