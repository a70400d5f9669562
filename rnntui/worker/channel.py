"""The child's end of the pipe to its parent: what a running job can say and hear."""

from __future__ import annotations

import os
import signal
import time
from typing import Literal

from rnntui.runs.protocol import Event, to_line
from rnntui.worker.environment import give_memory_back

Phase = Literal["prepare", "compile", "train", "score", "write"]

# Lines between the worker's own processes begin with this byte; no JSON does.
INTERNAL = b"!"
RESTS = INTERNAL + b"rests"


def write_all(fd: int, data: bytes) -> None:
    """Write all of ``data``, waiting where the pipe is full."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


class Channel:
    """What a job is given besides its request.

    ``accepted`` is the moment at which the worker took the request, on `time.monotonic`'s clock
    (one for all processes of a machine). ``import_seconds`` is how much of the time since then went
    into waiting for TensorFlow's import: 0.0 in a warm worker. ``lasting`` is whether the process can be
    given another request after this one.
    """

    def __init__(
        self,
        fd: int,
        *,
        accepted: float | None = None,
        import_seconds: float = 0.0,
        lasting: bool = False,
    ) -> None:
        self.accepted = time.monotonic() if accepted is None else accepted
        self.import_seconds = import_seconds
        self.rests = False
        self._lasting = lasting
        self._fd = fd
        self._stop = False

    def send(self, event: Event) -> None:
        """Hand an event to the interface; waits while nobody reads."""
        self._write(to_line(event).encode("ascii"))

    def phase(self, name: Phase) -> None:
        """Tell the parent what is being done: from ``train`` on, a stop keeps what was trained.

        In ``prepare`` and ``compile`` before the first ``train`` a stop ends the process at once.
        What the last phase has freed goes back to the system.
        """
        give_memory_back()
        self._write(INTERNAL + b"phase " + name.encode("ascii"))

    def rest(self) -> None:
        """Tell the parent that after the event to come this process waits for a request of the same kind."""
        if self._lasting:
            self.rests = True
            self._write(RESTS)

    def stop_requested(self) -> bool:
        """Whether the user wants training to end now, keeping what there is."""
        return self._stop

    def listen(self) -> None:
        """From now on SIGUSR1 means stop. For the process's main thread."""
        signal.signal(signal.SIGUSR1, self._on_stop)

    def _on_stop(self, _signal: int, _frame: object) -> None:
        self._stop = True

    def _write(self, line: bytes) -> None:
        try:
            write_all(self._fd, line + b"\n")
        except BrokenPipeError:
            # The parent is gone, and with it everyone who could want the result.
            os._exit(1)
