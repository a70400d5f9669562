"""The file that a worker's stderr goes to: TensorFlow writes there, whatever one asks of it."""

from __future__ import annotations

import os
import re
import tempfile
import time
from pathlib import Path
from typing import IO

from rnntui.runs.paths import log_dir

KEPT = 10  # log files; older ones are removed
_TAIL_BYTES = 4000
_TAIL_LINES = 12
# What TensorFlow tells of itself while all is well; its errors (E…, F…) stay.
_CHATTER = re.compile(r"WARNING: All log messages before absl|[IW]\d{4} \d\d:|\d{4}-\d\d-\d\d [\d:.]+: [IW] ")


class WorkerLog:
    """A worker's log file, open for its process to write to. ``path`` None: in a file without a name."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self.file: IO[bytes]
        directory = log_dir()
        try:
            directory.mkdir(parents=True, exist_ok=True)
            path = directory / f"worker-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
            self.file = path.open("ab+")
        except OSError:
            # A read-only home: the log lives as long as the process, its end still gets into messages.
            self.file = tempfile.TemporaryFile()  # noqa: SIM115 (closed by `close`)
            return
        self.path = path
        for old in sorted(directory.glob("worker-*.log"))[:-KEPT]:
            old.unlink(missing_ok=True)

    def tail(self) -> str:
        """Its last lines, without TensorFlow's chatter."""
        end = os.fstat(self.file.fileno()).st_size
        data = os.pread(self.file.fileno(), _TAIL_BYTES, max(0, end - _TAIL_BYTES))
        lines = [line for line in data.decode("utf-8", "replace").splitlines() if not _CHATTER.match(line)]
        return "\n".join(lines[-_TAIL_LINES:]).strip()

    def in_words(self) -> str:
        """Where it is and how it ends, for the hint of a failure."""
        place = f" ({self.path})" if self.path else ""
        tail = self.tail()
        if tail:
            return f"The end of the worker's log{place}:\n{tail}"
        return f"The worker's log says nothing of it{place}."

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()
