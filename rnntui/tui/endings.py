"""How the app ends when it is told to: by a signal, or by a terminal that is gone.

Textual handles none of them. An ending must not wait for the event loop, which may be blocked on a line
that takes no more bytes, nor for the worker, which ends with us by itself.
"""

from __future__ import annotations

import os
import select
import signal
import termios
import threading
import time
from collections.abc import Callable
from types import FrameType, TracebackType

from rnntui.runs.database import Database
from rnntui.runs.kept import Kept

# All that would end us by themselves and that can be taken; two that end a process are free for others:
# SIGPIPE, which Python ignores, and SIGALRM, with which we wait.
ENDINGS = (
    signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGABRT, signal.SIGXCPU,
    signal.SIGUSR1, signal.SIGUSR2,
)  # fmt: skip
QUIETED = (signal.SIGCONT, signal.SIGTTOU, signal.SIGTSTP, *ENDINGS)
WRITER = "textual-output"  # the thread that writes to the terminal

# The string terminator first: an escape sequence that was cut off must not swallow ours. Then: end of a
# synchronized frame, paste, line wrap, resize and mouse reports, kitty's keys, the other screen, the
# cursor, focus reports, colours.
RESTORE = b"\x1b\\" + b"".join(
    b"\x1b[" + code
    for code in (
        b"?2026l", b"?2004l", b"?7h", b"?2048l", b"?1000l", b"?1003l", b"?1015l", b"?1006l", b"?1016l",
        b"<u", b"?1049l", b"?25h", b"?1004l", b"0m",
    )
)  # fmt: skip

_RESTORE_SECONDS = 0.2  # what a line that takes nothing may cost
_AGAIN_SECONDS = 0.02  # until a save that a signal broke into is over
_SAVING = (Kept.__module__, Database.__module__)


class Endings:
    """Takes the signals while it is entered: saves, gives the terminal back, ends with 128 + signal.

    Args:
        save: keeps the last edit; called from a signal handler, never while it runs already.
    """

    def __init__(self, save: Callable[[], None]) -> None:
        self._save = save
        self._attributes = termios.tcgetattr(0)
        self._before: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}

    def __enter__(self) -> Endings:
        """From now on. A SIGHUP that was ignored is taken as well: nobody can learn without a terminal."""
        for number in ENDINGS:
            self._before[number] = signal.signal(number, self._end)
        threading.Thread(target=_watch_terminal, name="hang-up", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The app ended by itself."""
        for number, before in self._before.items():
            signal.signal(number, before)

    def _end(self, number: int, frame: FrameType | None) -> None:
        for quieted in QUIETED:
            signal.signal(quieted, signal.SIG_IGN)
        if _is_saving(frame):
            # The database is locked by the very code that we broke into: let that finish first.
            signal.signal(signal.SIGALRM, lambda _, later: self._end(number, later))
            signal.setitimer(signal.ITIMER_REAL, _AGAIN_SECONDS)
            return
        try:
            self._save()
        finally:
            try:
                restore_terminal(self._attributes)
            finally:
                os._exit(128 + number)


def restore_terminal(attributes: list[int | list[bytes | int]]) -> None:
    """Give the terminal back as ``attributes`` (of `termios.tcgetattr`) had it, without ever waiting."""
    try:
        terminal = os.open("/dev/tty", os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError:
        return  # it is gone
    if os.tcgetpgrp(terminal) != os.getpgrp():
        return  # we are in the background, and the terminal was given back before
    try:
        _silence_textual()
        _write_at_once(terminal)
        termios.tcsetattr(terminal, termios.TCSANOW, attributes)
    except (OSError, termios.error):
        return  # it went away meanwhile


def _silence_textual() -> None:
    """What Textual's thread still has in hand must not come after the sequence, nor keep it waiting.

    A write that blocks holds the terminal's lock; a signal to its thread ends it.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    signal.signal(signal.SIGUSR1, lambda number, frame: None)
    for thread in threading.enumerate():
        if thread.name == WRITER and thread.ident is not None:
            signal.pthread_kill(thread.ident, signal.SIGUSR1)


def _write_at_once(terminal: int) -> None:
    """Write the sequence; where nothing more fits, throw away what nobody has read so far."""
    end, rest = time.monotonic() + _RESTORE_SECONDS, RESTORE
    while rest and time.monotonic() < end:
        try:
            rest = rest[os.write(terminal, rest) :]
        except BlockingIOError:
            termios.tcflush(terminal, termios.TCOFLUSH)
            rest = RESTORE
            time.sleep(0.005)


def _is_saving(frame: FrameType | None) -> bool:
    """Whether a signal broke into code that saves."""
    while frame is not None:
        if frame.f_globals.get("__name__") in _SAVING:
            return True
        frame = frame.f_back
    return False


def _watch_terminal() -> None:
    """Wait for the terminal to go away: it sends no SIGHUP where it is not the one that controls us."""
    poll = select.poll()
    poll.register(0, 0)
    if any(event & select.POLLHUP for _, event in poll.poll()):
        os.kill(os.getpid(), signal.SIGHUP)
