"""Training what a course check asks for: each spec once for each seed, by several workers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, TypeAlias

from rnntui.cli.asking import describe, follow
from rnntui.cli.exit_codes import ExitCode
from rnntui.cli.failures import CommandError, failed
from rnntui.cli.narration import Narrator
from rnntui.runs.client import WorkerClient
from rnntui.runs.facts import facts_described, facts_of
from rnntui.runs.protocol import Event, Train
from rnntui.runs.source import open_source
from rnntui.series.catalogue import names
from rnntui.series.records import DataProblem
from rnntui.spec.records import DataFacts, SeriesSource
from rnntui.tui.proof_runs import ProofRuns, RunFailed

_Wanted: TypeAlias = tuple[str, dict[int, None]]


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker that trains, and how its runs are told."""

    client: WorkerClient
    narrator: Narrator


class Training:
    """What a check asks of its workers; each spec is trained once for each seed.

    All seeds of a spec are one worker's: the first compiles what the others find in the compile cache. The
    first worker does what is asked for, and the others what will be, from its end on. It is told of as it
    trains, which belongs to the main thread.
    """

    def __init__(self, workers: Sequence[Worker], cwd: str, runs: Path) -> None:
        """Relative paths in specs are meant from ``cwd``; ``runs`` is for the runs' files."""
        self._workers = tuple(workers)
        self._cwd = cwd
        self.runs = ProofRuns(cwd, runs)
        self._facts: dict[SeriesSource, DataFacts] = {}
        self._lock = Lock()
        self._todo: dict[str, dict[int, None]] = {}
        self._done: dict[str, Future[None]] = {}
        self._over = False
        self._pool = ThreadPoolExecutor(max(len(self._workers) - 1, 1))

    def facts(self, source: SeriesSource) -> DataFacts:
        """The facts of a spec's series, by the worker where it is a file.

        Raises:
            ValueError: it can't be used.
        """
        if source not in self._facts:
            self._facts[source] = self._read(source)
        return self._facts[source]

    def __enter__(self) -> Training:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._todo.clear()
        self._over = True
        for worker in self._workers[1:]:  # what they still train nobody asks for: an interrupt must not wait
            worker.client.close()
        self._pool.shutdown()

    def ahead(self, wanted: Iterable[tuple[str, Sequence[int]]]) -> None:
        """Begin with specs and their seeds that `run` will be asked for."""
        with self._lock:
            for text, seeds in wanted:
                self._todo.setdefault(text, {}).update(dict.fromkeys(seeds))
                self._done.setdefault(text, Future())
        for worker in self._workers[1:]:
            self._pool.submit(self._help, worker)

    def run(self, text: str, seeds: Sequence[int]) -> list[Mapping[str, Any]]:
        """The values of a spec's runs, one for each seed.

        Raises:
            ValueError: the spec or its data can't be used.
            CommandError: the worker failed.
        """
        first = self._workers[0]
        mine = self._claim(text)
        if mine is not None:
            self._learn(first, *mine)
        if text in self._done:
            while not self._done[text].done() and (other := self._claim()) is not None:
                self._learn(first, *other)
            self._done[text].result()
        for seed in seeds:
            if not self.runs.known(text, seed):
                self._train(first, text, seed)
        return [self.runs.values(text, seed) for seed in seeds]

    def _read(self, source: SeriesSource) -> DataFacts:
        try:
            if source.name in names():
                return facts_of(open_source(source, self._cwd))
            worker = self._workers[0]
            return facts_described(describe(worker.client, source, self._cwd, worker.narrator))
        except DataProblem as problem:
            raise ValueError(f"{problem.message} {problem.hint}".strip()) from problem
        except CommandError as error:
            if error.code is not ExitCode.DATA:
                raise
            raise ValueError(f"{error.message} {error.hint}".strip()) from error

    def _help(self, worker: Worker) -> None:
        """Train what nobody has begun with, until nothing is left."""
        while (last := self._claim(last=True)) is not None:
            self._learn(worker, *last)

    def _claim(self, text: str | None = None, *, last: bool = False) -> _Wanted | None:
        """Take a spec that nobody has begun with: this one, the last or the next one."""
        with self._lock:
            left = [one for one in self._todo if text in (None, one)]
            if not left:
                return None
            chosen = left[-1 if last else 0]
            return chosen, self._todo.pop(chosen)

    def _learn(self, worker: Worker, text: str, seeds: Iterable[int]) -> None:
        """Train a spec with these seeds; what goes wrong is for who asks for them."""
        try:
            for seed in seeds:
                if self._over:
                    break
                self._train(worker, text, seed)
        except Exception as error:
            self._done[text].set_exception(error)
        else:
            self._done[text].set_result(None)

    def _train(self, worker: Worker, text: str, seed: int) -> None:
        def followed(request: Train) -> Event:
            return follow(worker.client, request, worker.narrator, "starting TensorFlow")

        try:
            self.runs.train(text, seed, followed)
        except RunFailed as error:
            raise failed(error.event) from error
