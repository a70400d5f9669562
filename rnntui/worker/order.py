"""A request on its way through the worker's own processes."""

from __future__ import annotations

from dataclasses import dataclass

from rnntui.runs.protocol import Request, request_from_line, to_line


@dataclass(frozen=True, slots=True)
class Order:
    """A request, when it was taken (`time.monotonic`), and how long TensorFlow's import held it up."""

    request: Request
    accepted: float
    import_seconds: float = 0.0

    def to_bytes(self) -> bytes:
        """One line, without its line feed: the two numbers, then the request as it travels outside."""
        return f"{self.accepted!r} {self.import_seconds!r} {to_line(self.request)}".encode("ascii")

    @staticmethod
    def from_bytes(line: bytes) -> Order:
        """The order that `to_bytes` wrote."""
        accepted, import_seconds, request = line.split(b" ", 2)
        return Order(request_from_line(request), float(accepted), float(import_seconds))
