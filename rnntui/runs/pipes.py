"""Whole lines through pipes, without ever waiting."""

from __future__ import annotations

import os

CHUNK = 64 * 1024


class LineReader:
    """Reads a pipe as far as it is filled and hands out the lines that are complete.

    A line longer than ``limit`` bytes comes out cut to ``limit + 1``, so that its reader can tell.
    """

    def __init__(self, fd: int, limit: int) -> None:
        self.fd = fd
        self.ended = False
        self._limit = limit
        self._rest = bytearray()

    def read(self) -> list[bytes]:
        """The lines that one read completes; sets ``ended`` at the end of the pipe.

        Waits where the pipe is empty: ask select first, or make the pipe non-blocking.
        """
        data = self._take()
        return self._split(data) if data else []

    def drain(self) -> list[bytes]:
        """The lines that are there by now. For a non-blocking pipe."""
        lines: list[bytes] = []
        while data := self._take():
            lines += self._split(data)
        return lines

    def _take(self) -> bytes | None:
        """What one read gives, empty at the end of the pipe; None where nothing is there yet."""
        try:
            data = os.read(self.fd, CHUNK)
        except BlockingIOError:
            return None
        self.ended = not data
        return data

    def _split(self, data: bytes) -> list[bytes]:
        lines = []
        *complete, rest = data.split(b"\n")
        for piece in complete:
            self._keep(piece)
            lines.append(bytes(self._rest))
            self._rest.clear()
        self._keep(rest)
        return lines

    def close(self) -> None:
        """Close the pipe's reading end."""
        os.close(self.fd)

    def _keep(self, piece: bytes) -> None:
        self._rest += piece[: self._limit + 1 - len(self._rest)]


class Outbox:
    """Lines on their way into a non-blocking pipe whose reader may be slow.

    ``full`` says that more than ``limit`` bytes wait: whoever produces lines should pause.
    ``broken`` says that the reader is gone; what is put in then is dropped.
    """

    def __init__(self, fd: int, limit: int) -> None:
        os.set_blocking(fd, False)
        self.fd = fd
        self.broken = False
        self._limit = limit
        self._waiting = bytearray()

    @property
    def waiting(self) -> bool:
        """Whether there is something to write."""
        return bool(self._waiting)

    @property
    def full(self) -> bool:
        """Whether no more should be put in for now."""
        return len(self._waiting) > self._limit

    def put(self, line: bytes) -> None:
        """Add a line (without its line feed) and write what the pipe takes."""
        self._waiting += line + b"\n"
        self.flush()

    def flush(self) -> None:
        """Write as much as the pipe takes now."""
        try:
            while self._waiting:
                del self._waiting[: os.write(self.fd, self._waiting[:CHUNK])]
        except BlockingIOError:
            pass  # the pipe is full: the rest goes when select says so
        except BrokenPipeError:
            self.broken = True
            self._waiting.clear()

    def close(self) -> None:
        """Close the pipe's writing end."""
        os.close(self.fd)
