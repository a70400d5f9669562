"""The app's line to the worker: the only threads that touch the worker, the store and a run's files."""

from __future__ import annotations

import contextlib
import math
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import Any

from rnntui.figures.runfacts import RunFacts
from rnntui.runs.client import WorkerClient
from rnntui.runs.facts import seen_described
from rnntui.runs.files import FilesProblem, RunFiles
from rnntui.runs.naming import new_run_id
from rnntui.runs.protocol import (
    Describe,
    Described,
    Event,
    Failed,
    Finished,
    Ready,
    Started,
    Train,
    Warm,
)
from rnntui.runs.store import Store, StoreProblem
from rnntui.runs.tables import ForecastTable
from rnntui.runs.values import run_values
from rnntui.series.records import DataProblem
from rnntui.spec.parse import parse
from rnntui.tui.checking import Check
from rnntui.tui.earlier import PastRun, counts, stored_run
from rnntui.tui.memory import available
from rnntui.tui.run_facts import facts_of_run
from rnntui.tui.wanted import Read, Wanted

ENOUGH = 1_500_000_000  # bytes that must be free for TensorFlow to be imported before it is asked for
IDLE = 600.0  # seconds after which a worker that nobody asks anything is let go


@dataclass(frozen=True, slots=True)
class Said:
    """An event of the worker, and what the files of a run that has ended hold.

    ``table`` are its forecasts, ``values`` what exercises are graded on, ``facts`` what figures show.
    """

    event: Event
    table: ForecastTable | None = None
    values: Mapping[str, Any] | None = None
    facts: RunFacts | None = None


@dataclass(frozen=True, slots=True)
class Remembered:
    """Runs of a lesson out of the store, with their places, oldest first; ``facts`` are the newest one's.

    ``graded`` are those that exercises are graded on, newest first, with their values.
    """

    lesson: str
    runs: tuple[tuple[str, PastRun], ...]
    facts: RunFacts | None = None
    graded: tuple[tuple[str, PastRun, Mapping[str, Any]], ...] = ()


Tell = Callable[["Said | Remembered | Read"], None]


class WorkerLink:
    """Starts runs and hands their events to ``tell``, from threads of its own.

    Args:
        tell: called with everything the worker says; must be safe to call from any thread.
        new_client: makes the worker's client, and another one after the worker was let go; ours to close.
        store: where runs are kept.
        idle: seconds without a request after which the worker is let go.
    """

    def __init__(
        self, tell: Tell, new_client: Callable[[], WorkerClient], store: Store, *, idle: float = IDLE
    ) -> None:
        self._tell = tell
        self._new_client = new_client
        self._client = new_client()
        self._store = store
        self._idle = idle
        self._lock = threading.Lock()
        self._open = 0  # requests that have not ended
        self._timer: threading.Timer | None = None
        self._cwd = os.getcwd()
        self._warm = threading.Event()
        self._warming = threading.Lock()

    @property
    def is_warm(self) -> bool:
        """Whether the worker has TensorFlow: a run starts at once."""
        return self._warm.is_set()

    def warm_up(self) -> None:
        """Start the worker and let it import TensorFlow, once, and only where memory is plenty."""
        free = available()
        if free is not None and free < ENOUGH:
            return
        if not self.is_warm and self._warming.acquire(blocking=False):
            self._thread(self._warm_up)

    def train(self, spec: str, data: str, seed: int) -> str:
        """Start a run; its events are told. Returns its name."""
        run = new_run_id()
        self._thread(lambda: self._train(run, spec, data, seed))
        return run

    def recall(self, lesson: str, runs: Mapping[str, str]) -> None:
        """Tell of runs of a lesson that ended another day: names of runs with their places."""
        self._thread(lambda: self._recall(lesson, runs))

    def describe(self, wanted: Wanted) -> None:
        """Have the worker read a file; what becomes of it is told."""
        self._thread(lambda: self._read(wanted))

    def check(self, check: Check) -> None:
        """Prove claims of a lesson; the check tells by itself."""
        self._thread(lambda: self._check(check))

    def stop(self, run: str) -> None:
        """End a run and keep what was trained."""
        self._client.stop(run)

    def cancel(self, run: str) -> None:
        """End a run and keep nothing."""
        self._client.cancel(run)

    def let_go(self) -> None:
        """End a worker that does not answer, and what it works on; the next request starts another."""
        with self._lock:
            stuck = self._replaced()
        self._thread(stuck.close)

    def take_notes(self) -> tuple[str, ...]:
        """What the store of runs has to say, each sentence once."""
        return self._store.take_notes()

    def close(self) -> None:
        """End the worker and whatever it works on."""
        with self._lock:
            self._idle = math.inf
            if self._timer is not None:
                self._timer.cancel()
        self._client.close()

    # ------------------------------------------------------------ a worker that nobody needs
    @contextlib.contextmanager
    def _asking(self) -> Iterator[WorkerClient]:
        """The client, which is kept until the block ends, and for a while after."""
        with self._lock:
            self._open += 1
            if self._timer is not None:
                self._timer.cancel()
        try:
            yield self._client
        finally:
            with self._lock:
                self._open -= 1
                if not self._open and self._idle < math.inf:
                    self._timer = threading.Timer(self._idle, self._let_go)
                    self._timer.daemon = True
                    self._timer.start()

    def _let_go(self) -> None:
        with self._lock:
            if self._open or self._idle == math.inf:
                return  # it was asked at the last moment, or the app is closing
            unneeded = self._replaced()
        unneeded.close()

    def _replaced(self) -> WorkerClient:
        """The client that was asked so far; from now on it is another one."""
        client, self._client = self._client, self._new_client()
        self._warm.clear()
        return client

    # ------------------------------------------------------------ in threads
    def _thread(self, work: Callable[[], None]) -> None:
        threading.Thread(target=work, name="worker-link", daemon=True).start()

    def _warm_up(self) -> None:
        with self._asking() as client:
            try:
                for event in client.submit(Warm()):
                    if isinstance(event, Ready):
                        self._warm.set()
                    self._tell(Said(event))
            except ValueError:
                pass  # the app is closing
            finally:
                self._warming.release()

    def _read(self, wanted: Wanted) -> None:
        request = Describe(new_run_id(), wanted.name, self._cwd, *astuple(wanted)[1:])
        with self._asking() as client:
            try:
                for event in client.submit(request):
                    if isinstance(event, Described):
                        self._tell(Read(wanted, seen_described(event)))
                    elif isinstance(event, Failed):
                        self._tell(Read(wanted, None, f"{event.message} {event.hint}".strip()))
            except ValueError:
                pass  # the app is closing

    def _check(self, check: Check) -> None:
        with self._asking() as client, contextlib.suppress(ValueError):  # the app is closing
            check.run(client, self._cwd)

    def _recall(self, lesson: str, runs: Mapping[str, str]) -> None:
        found: list[tuple[str, PastRun]] = []
        graded: list[tuple[str, PastRun, Mapping[str, Any]]] = []
        facts = None
        for run, place in sorted(runs.items(), reverse=True):
            # A run may be gone, or its files: the store keeps the newest few hundred.
            with contextlib.suppress(StoreProblem, FilesProblem, DataProblem):
                past = stored_run(self._store.get(run))
                if past is not None:
                    found.append((place, past))
                    if counts(past.finished):
                        graded.append((place, past, run_values(past.finished, past.spec)))
                    facts = facts or _facts(past.finished, past.spec, past.table, self._cwd)
        self._tell(Remembered(lesson, tuple(reversed(found)), facts, tuple(graded)))

    def _train(self, run: str, spec: str, data: str, seed: int) -> None:
        with self._asking() as client:
            self._train_with(client, run, spec, data, seed)

    def _train_with(self, client: WorkerClient, run: str, spec: str, data: str, seed: int) -> None:
        try:
            directory = self._store.begin(run, spec, data, seed)
            events = client.submit(Train(run, spec, str(directory), self._cwd, seed))
        except StoreProblem as problem:
            self._tell(Said(Failed(run, "data", "store", problem.message, problem.hint)))
            return
        except ValueError as closed:
            self._tell(Said(Failed(run, "worker", "closed", f"The run was not started: {closed}.")))
            return
        for event in events:
            if isinstance(event, Started):
                self._warm.set()
            if isinstance(event, Finished | Failed):
                self._store.finish(run, event)
                if isinstance(event, Failed) and event.failure == "worker":
                    self._warm.clear()  # the next worker starts anew
            if isinstance(event, Finished) and event.files.get("dir"):
                self._tell(_with_files(event, spec, self._cwd))
            elif isinstance(event, Finished) and event.best_epoch:  # its files could not be written
                self._tell(Said(event, values=run_values(event, spec)))
            else:
                self._tell(Said(event))


def _with_files(event: Finished, spec: str, cwd: str) -> Said:
    try:
        table = RunFiles(event.files["dir"]).read_forecast() if event.best_epoch else None
        return Said(event, table, run_values(event, spec), _facts(event, spec, table, cwd))
    except (FilesProblem, DataProblem) as problem:
        return Said(Failed(event.run, "worker", "files", problem.message, problem.hint))


def _facts(event: Finished, spec: str, table: ForecastTable | None, cwd: str) -> RunFacts | None:
    """What figures show of a run; nothing of one on a file, which only the worker reads."""
    source = parse(spec).source
    if source is None or not Wanted.of(source).is_built_in:
        return None
    return facts_of_run(event, spec, table, cwd)
