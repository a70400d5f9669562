"""The events of one request, handed from the client's thread to whoever waits for them."""

from __future__ import annotations

import queue
from collections.abc import Iterator

from rnntui.runs.protocol import FINAL, Event


class RunEvents(Iterator[Event]):
    """The events of one request, as they come; ends after the one that ends the request.

    An interrupted wait (Ctrl-C) loses nothing: go on iterating.
    """

    def __init__(self, run: str) -> None:
        self.run = run
        self._queue: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._ended = False

    def __next__(self) -> Event:
        """The next event, waiting for it."""
        event = self.next()
        if event is None:
            raise StopIteration
        return event

    def next(self, timeout: float | None = None) -> Event | None:
        """The next event, None after the last.

        Raises:
            TimeoutError: nothing came within ``timeout`` seconds.
        """
        if self._ended:
            return None
        try:
            event = self._queue.get(timeout=timeout)
        except queue.Empty:
            raise TimeoutError(f"no event of run {self.run!r} within {timeout:g} s") from None
        self._ended = isinstance(event, FINAL)
        return event

    def put(self, event: Event) -> None:
        """Add an event (the client's thread does)."""
        self._queue.put(event)
