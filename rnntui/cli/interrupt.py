"""Ctrl-C while training: the first stops and keeps, the second cancels, the third leaves at once.

SIGTERM (systemd, cron, ``timeout``) and SIGHUP (the terminal is gone) stop and keep as well, however
often they come. The exit code is 130 whichever of them it was: one code for "interrupted, and kept".
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from types import FrameType, TracebackType

from rnntui.cli.unread import point_at_nothing

_Handler = Callable[[int, FrameType | None], object] | int | None

_STOPPING = "Stopping: the epochs trained so far are kept. Ctrl-C again cancels and keeps nothing."


class Interrupts:
    """Takes SIGINT, SIGTERM and SIGHUP while it is entered.

    ``pressed`` counts them. Before `expect` one is a KeyboardInterrupt. From then on one that comes while
    nothing is attended to is kept for what is attended to next. ``say`` is called from the signal handler,
    so it must not write.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self.pressed = 0
        self._say = say
        self._expected = False
        self._stop: Callable[[], None] | None = None
        self._cancel: Callable[[], None] | None = None
        self._before: dict[signal.Signals, _Handler] = {}
        self._terminals: tuple[int, ...] = ()

    def __enter__(self) -> Interrupts:
        """Take over the signals; a SIGHUP that is ignored (``nohup``) stays so."""
        self._terminals = tuple(fd for fd in (1, 2) if os.isatty(fd))
        self._before[signal.SIGINT] = signal.signal(signal.SIGINT, self._press)
        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) != signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._told_to_end)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the signals back."""
        for number, before in self._before.items():
            signal.signal(number, before)

    def expect(self) -> None:
        """From now on runs follow each other: no signal is to be lost between them."""
        self._expected = True

    def attend(self, stop: Callable[[], None], cancel: Callable[[], None]) -> None:
        """What signals do, until `release`: those that came before do it now.

        Both are called from a signal handler.
        """
        self._stop, self._cancel = stop, cancel
        if self.pressed:
            stop()
        if self.pressed > 1:
            cancel()

    def release(self) -> None:
        """Nothing is being trained at the moment."""
        self._stop = self._cancel = None

    def end(self) -> None:
        """No run follows: a signal is a KeyboardInterrupt again."""
        self._expected = False

    def _press(self, number: int, frame: FrameType | None) -> None:
        self.pressed += 1
        if not self._expected or self.pressed > 2:
            raise KeyboardInterrupt
        self._say(_STOPPING if self.pressed == 1 else "Cancelling.")
        do = self._stop if self.pressed == 1 else self._cancel
        if do is not None:
            do()

    def _told_to_end(self, number: int, frame: FrameType | None) -> None:
        if number == signal.SIGHUP:
            # The terminal is gone: writing to it would fail.
            point_at_nothing(self._terminals)
        if not self._expected:
            raise KeyboardInterrupt
        self.pressed = max(self.pressed, 1)
        self._say(f"Told to end ({signal.Signals(number).name}): the epochs trained so far are kept.")
        if self._stop is not None:
            self._stop()


def interruptible() -> None:
    """Let a Ctrl-C be a KeyboardInterrupt where it would end the process: everything is loaded now."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
