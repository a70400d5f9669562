"""A worker process with its pipes and its log."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from rnntui.runs.log import WorkerLog
from rnntui.runs.pipes import LineReader, Outbox
from rnntui.runs.protocol import LINE_LIMIT

_END_SECONDS = 2.0


class WorkerProcess:
    """A running worker: ``requests`` go in, ``events`` come out, its stderr goes to ``log``.

    Raises:
        OSError: it can't be started.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self.log = WorkerLog()
        try:
            self._process = subprocess.Popen(
                command,
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self.log.file,
                start_new_session=True,  # a Ctrl-C at the terminal is for the interface alone
                cwd="/",  # -m puts the directory on the path: a keras.py of the user's must not be found
                env=_environment(),
            )
        except OSError:
            self.log.close()
            raise
        assert self._process.stdin
        assert self._process.stdout
        self.pid = self._process.pid
        self.requests = Outbox(self._process.stdin.fileno(), 0)
        self.events = LineReader(self._process.stdout.fileno(), LINE_LIMIT)

    def kill(self) -> None:
        """End it at once if it has not ended; its children end with it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe
            pipe.close()

    def end(self) -> int | None:
        """Let it end; its exit status, None where it takes too long and has to be killed."""
        assert self._process.stdin
        self._process.stdin.close()
        try:
            return self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            return None


def _environment() -> dict[str, str]:
    """Our own, and our own search path: the worker must find the very packages that we run on."""
    path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path)
    return {**os.environ, "PYTHONPATH": path}
