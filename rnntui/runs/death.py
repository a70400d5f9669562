"""Why a process ended without an answer, in words."""

from __future__ import annotations

import signal
from pathlib import Path

from rnntui.runs.protocol import Failed

AGAIN = "If it happens again, please report it with the worker's log."
_KILLED = "It was ended from outside of rnntui: by a person, or by a limit on memory or time."


def killed_for_memory() -> int:
    """How many processes the kernel has killed so far for want of memory (Linux; 0 elsewhere)."""
    try:
        counters = Path("/proc/vmstat").read_text("ascii")
    except OSError:
        return 0
    for line in counters.splitlines():
        if line.startswith("oom_kill "):
            return int(line.split()[1])
    return 0


def why_died(run: str, status: int, oom_kills: int) -> Failed:
    """The event for a process that is gone; ``oom_kills`` is `killed_for_memory` at its start."""
    if status == -signal.SIGKILL and killed_for_memory() > oom_kills:
        message = "The training process was killed because the machine ran out of memory."
        hint = "Try fewer units, a shorter look_back or a smaller batch_size, or close other programs."
        return Failed(run, "worker", "out-of-memory", message, hint)
    return Failed(run, "worker", "died", f"The training process {how_ended(status)}.", what_of(status))


def what_of(status: int | None) -> str:
    """What to think of an exit status, or to do about it; None is that of a process that had to be ended."""
    return _KILLED if status == -signal.SIGKILL else AGAIN


def how_ended(status: int | None) -> str:
    """An exit status as the rest of a sentence; None is that of a process that had to be ended."""
    if status is None:
        return "did not end in time"
    if status >= 0:
        return f"ended without a result (exit code {status})"
    if status == -signal.SIGKILL:
        return "was killed (SIGKILL)"
    names = {int(known): known.name for known in signal.Signals}
    return f"crashed ({names.get(-status, f'signal {-status}')})"
