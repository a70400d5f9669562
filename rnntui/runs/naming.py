"""Names: of a run, and of the process that looks after it."""

from __future__ import annotations

import os
import platform
import secrets
import time
from pathlib import Path

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look like another


def new_run_id() -> str:
    """A name for a run: local date and time, which sorts, and three letters that alone can call it.

    For example ``261121-142530-k7q``.
    """
    return time.strftime("%y%m%d-%H%M%S-") + "".join(secrets.choice(_LETTERS) for _ in range(3))


def this_process() -> str:
    """This process, so that another can tell whether it is still there."""
    return f"{platform.node()}:{os.getpid()}:{_start(os.getpid())}"


def owner_is_alive(owner: str) -> bool:
    """Whether the process that `this_process` named lives; on another host, it may."""
    host, _, rest = owner.rpartition(":")[0].rpartition(":")
    start = owner.rpartition(":")[2]
    if host != platform.node():
        return owner != ""
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return _start(int(rest)) == start  # both "" on a system without /proc


def _start(pid: int) -> str:
    """When a process started, in the kernel's ticks: process numbers are used again.

    "" where unknown, and of one that has ended and that nobody has asked how (in a container often for ever).
    """
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return ""  # no /proc on this system
    fields = stat.rpartition(")")[2].split()  # from field 3 of proc(5) on; the name before may hold blanks
    return "" if fields[0] in "ZX" else fields[19]
