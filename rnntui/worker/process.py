"""Processes: fork or spawn one that speaks through a pipe, tie it to its parent, see it off."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, NoReturn

_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


class Started(NamedTuple):
    """A new process: its id, the pipe it writes to, and (spawned ones) the pipe it reads from."""

    pid: int
    output: int
    input: int | None = None


def die_with_parent(parent: int) -> None:
    """Let the kernel kill this process when ``parent`` dies (Linux; elsewhere pipes tell).

    The kernel means the *thread* that forked us, see prctl(2).
    """
    if sys.platform != "linux":
        return
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent:
        os._exit(1)  # it died before we asked


def fork(work: Callable[[int], None], close: Iterable[int]) -> Started:
    """Fork a process that does ``work(fd)``, ``fd`` being the pipe back to us, and ends.

    ``close`` are the pipes that the child inherits and must let go of: as long as it holds one, its
    other side does not see the end.

    Raises:
        OSError: no more processes or memory.
    """
    parent = os.getpid()
    sys.stdout.flush()  # or the child says it again
    sys.stderr.flush()
    output, child_output = os.pipe()
    try:
        pid = os.fork()
    except OSError:
        os.close(output)
        os.close(child_output)
        raise
    if pid == 0:
        _live_as_child(work, child_output, [output, *close], parent)
    os.close(child_output)
    os.set_blocking(output, False)
    return Started(pid, output)


def _live_as_child(work: Callable[[int], None], fd: int, close: Iterable[int], parent: int) -> NoReturn:
    """The child's whole life: nothing may return or escape into the parent's loop."""
    status = 1
    try:
        die_with_parent(parent)
        for inherited in close:
            os.close(inherited)
        work(fd)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def spawn(arguments: Sequence[str]) -> Started:
    """Start a fresh Python with ``arguments``; its stdin and stdout are pipes to us.

    Raises:
        OSError: no more processes or memory.
    """
    child_input, to_child = os.pipe()
    output, child_output = os.pipe()
    try:
        pid = os.posix_spawn(
            sys.executable,
            [sys.executable, *arguments],
            os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, child_input, 0), (os.POSIX_SPAWN_DUP2, child_output, 1)],
        )
    except OSError:
        os.close(to_child)
        os.close(output)
        raise
    finally:
        os.close(child_input)
        os.close(child_output)
    os.set_blocking(output, False)
    return Started(pid, output, to_child)


def kill(pid: int) -> None:
    """End a child of ours that was not reaped yet."""
    os.kill(pid, signal.SIGKILL)


def reap(pid: int) -> int:
    """End a child for good; its exit code, or minus the signal that ended it.

    A child whose pipe has ended is ending: the kill changes nothing about how, and makes sure that
    the wait is short.
    """
    kill(pid)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
