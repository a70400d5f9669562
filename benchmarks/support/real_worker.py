"""The worker as the interface drives it: started, warmed up, asked, with a home of its own."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from rnntui.runs.client import WorkerClient
from rnntui.runs.events import RunEvents
from rnntui.runs.protocol import Event, Failed, Finished, Started, Train, Warm
from support.workload import spec_text

_numbers = count(1)
ELSEWHERE = spec_text("Flatten(), Dense(2), Dense(1)", 1)


@dataclass(frozen=True, slots=True)
class Trained:
    """A training as a person waits for it: seconds from the request to each event."""

    started: float
    finished: float
    event: Finished
    how: Started


class Refused(Exception):
    """The worker did not train; the message is what it said."""


class Worker:
    """A warm worker whose home, compile cache included, is ``home``."""

    def __init__(self, client: WorkerClient, home: Path) -> None:
        self.client = client
        self.home = home
        for event in client.submit(Warm("warm")):
            _raise_if_failed(event)

    def submit(self, spec: str, *, seed: int = 0, forecast: int = 0) -> tuple[str, RunEvents]:
        """Ask for a training; its name and its events."""
        run = f"benchmark-{next(_numbers)}"
        folder = self.home / "runs" / run
        folder.mkdir(parents=True)
        request = Train(run, spec, str(folder), str(self.home), seed=seed, forecast=forecast)
        return run, self.client.submit(request)

    def train(
        self, spec: str, *, seed: int = 0, forecast: int = 0, hear: Callable[[Event], None] | None = None
    ) -> Trained:
        """Train to the end.

        Raises:
            Refused: the worker says that it can't.
        """
        begin = time.perf_counter()
        _, events = self.submit(spec, seed=seed, forecast=forecast)
        started, how = 0.0, None
        for event in events:
            _raise_if_failed(event)
            if hear:
                hear(event)
            if isinstance(event, Started):
                started, how = time.perf_counter() - begin, event
        if not isinstance(event, Finished) or how is None:
            raise Refused(f"the run ended with {event}")
        return Trained(started, time.perf_counter() - begin, event, how)

    def new_process(self) -> None:
        """Have the next training done by a new process; the one that rests has compiled something else."""
        self.train(ELSEWHERE)

    def forget(self) -> None:
        """Have the next training compile: no process and no cache holds what it needs."""
        self.new_process()
        for entry in (self.home / "cache" / "xla").iterdir():
            entry.unlink()


@contextmanager
def warm_worker() -> Iterator[Worker]:
    """A warm worker in a home that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="rnntui-benchmark-") as folder:
        before = os.environ.get("RNNTUI_HOME")
        os.environ["RNNTUI_HOME"] = folder
        try:
            with WorkerClient() as client:
                yield Worker(client, Path(folder))
        finally:
            if before is None:
                del os.environ["RNNTUI_HOME"]
            else:
                os.environ["RNNTUI_HOME"] = before


def _raise_if_failed(event: Event) -> None:
    if isinstance(event, Failed):
        raise Refused(f"{event.code}: {event.message} {event.hint}")
