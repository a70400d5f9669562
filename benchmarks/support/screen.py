"""A program on a pseudo-terminal: what it writes and when, what it costs. Linux."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 120.0  # seconds
PAINTED = 3000  # bytes: a painted screen


class Never(Exception):
    """The program did not write what was waited for; the message says what."""


class Screen:
    """A program that runs on a terminal of ``size`` (columns, rows); ``raw`` is all that it wrote."""

    def __init__(self, command: Sequence[str], size: tuple[int, int]) -> None:
        self.began = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.execvp(command[0], list(command))
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.raw = bytearray()

    def read(self, seconds: float) -> None:
        """Take what is written within ``seconds``, at least once."""
        end = time.perf_counter() + seconds
        while True:
            if select.select([self._fd], [], [], max(0.0, min(0.02, end - time.perf_counter())))[0]:
                try:
                    self.raw += os.read(self._fd, 65536)
                except OSError as gone:
                    raise Never("the program has ended") from gone
            if time.perf_counter() >= end:
                return

    def until_painted(self) -> float:
        """Seconds from the start to a painted screen."""
        while len(self.raw) < PAINTED:
            self._wait("a painted screen")
        return time.perf_counter() - self.began

    def until(self, text: bytes, since: int = 0) -> float:
        """Read until ``text`` was written after the first ``since`` bytes; when that was, in seconds."""
        end = time.perf_counter() + PATIENCE
        while text not in self.raw[since:]:
            if time.perf_counter() > end:
                raise Never(repr(text))
            self.read(0)
        return time.perf_counter()

    def _wait(self, what: str) -> None:
        if time.perf_counter() - self.began > PATIENCE:
            raise Never(what)
        self.read(0)

    def press(self, keys: str, wait: float = 0.4) -> None:
        """Type, and read for a while."""
        os.write(self._fd, keys.encode())
        self.read(wait)

    def echo(self, key: str, shown: bytes) -> float:
        """Seconds from a key to the bytes that show it."""
        since, begin = len(self.raw), time.perf_counter()
        os.write(self._fd, key.encode())
        return self.until(shown, since) - begin

    def rates(self, seconds: float) -> tuple[float, float]:
        """kB written a second, and the share of a core that was used, over ``seconds``."""
        begin, before, used = time.perf_counter(), len(self.raw), self._processor()
        self.read(seconds)
        spent = time.perf_counter() - begin
        return (len(self.raw) - before) / 1000 / spent, (self._processor() - used) / spent

    def _processor(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident(self) -> float:
        """MB in memory, libraries included."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def maps(self, library: str) -> bool:
        """Whether a library of that name is loaded."""
        return library in Path(f"/proc/{self.pid}/maps").read_text()

    def close(self) -> None:
        """End it."""
        os.kill(self.pid, signal.SIGTERM)
        end = time.perf_counter() + 5
        while os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            if time.perf_counter() > end:
                os.kill(self.pid, signal.SIGKILL)
            time.sleep(0.01)
        os.close(self._fd)


@contextmanager
def screen(command: Sequence[str], size: tuple[int, int] = (120, 40)) -> Iterator[Screen]:
    """A program on a terminal, ended with the block."""
    opened = Screen(command, size)
    try:
        yield opened
    finally:
        opened.close()
