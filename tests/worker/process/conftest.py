"""Workers whose jobs and TensorFlow are fakes, and eyes for what processes they leave."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rnntui.runs.client import WorkerClient
from rnntui.runs.protocol import Event, Train, event_from_line

FAKES = Path(__file__).parent / "fakes"
PATIENCE = 60.0  # seconds until a test gives up; nothing waits that long when all is well


@pytest.fixture(autouse=True)
def _surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RNNTUI_HOME", str(tmp_path / "home"))
    monkeypatch.syspath_prepend(str(FAKES))
    monkeypatch.delenv("FAKE_TENSORFLOW", raising=False)


@pytest.fixture(params=["--fork", "--no-fork"])
def mode(request: pytest.FixtureRequest) -> str:
    """Both ways to get a process for a run."""
    if request.param == "--fork" and sys.platform != "linux":
        pytest.xfail("runs are forked on Linux only")
    return request.param


@pytest.fixture
def start() -> Iterator[Callable[..., WorkerClient]]:
    """Clients of fake workers, closed at the end."""
    clients = []

    def started(*arguments: str) -> WorkerClient:
        clients.append(WorkerClient(arguments=["--jobs", "fakejobs", *arguments]))
        return clients[-1]

    yield started
    for client in clients:
        client.close()


@pytest.fixture
def client(start: Callable[..., WorkerClient]) -> WorkerClient:
    return start()


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], None]:
    """Waits until something holds."""

    def waited(holds: Callable[[], bool], patience: float = PATIENCE) -> None:
        begin = time.monotonic()
        while not holds():
            assert time.monotonic() - begin < patience, "it did not come about in time"
            time.sleep(0.002)

    return waited


def processes(group: int) -> set[int]:
    """The living processes of a process group: a worker and everything below it."""
    return {pid for pid, (_, its_group) in _alive().items() if its_group == group}


def parents() -> dict[int, int]:
    """The parent of every living process."""
    return {pid: parent for pid, (parent, _) in _alive().items()}


def _alive() -> dict[int, tuple[int, int]]:
    """Parent and group of every living process."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent, group = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue  # gone meanwhile
        if state not in "ZX":
            found[int(stat.parent.name)] = (int(parent), int(group))
    return found


@pytest.fixture
def living() -> Callable[[int], set[int]]:
    return processes


class RawWorker:
    """A worker without a client: bytes in, lines out."""

    def __init__(self, *arguments: str) -> None:
        path = os.pathsep.join([str(FAKES), *sys.path])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rnntui.worker", "--jobs", "fakejobs", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": path},
        )
        self._rest = b""

    def send(self, data: bytes) -> None:
        self.process.stdin.write(data)

    def event(self, patience: float = PATIENCE) -> Event:
        """The next event."""
        while b"\n" not in self._rest:
            assert select.select([self.process.stdout], [], [], patience)[0], "no event in time"
            data = os.read(self.process.stdout.fileno(), 65536)
            assert data, "the worker has ended"
            self._rest += data
        line, _, self._rest = self._rest.partition(b"\n")
        return event_from_line(line)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            pipe.close()


@pytest.fixture
def raw() -> Iterator[Callable[..., RawWorker]]:
    """Workers to be spoken to in bytes."""
    workers = []

    def started(*arguments: str) -> RawWorker:
        workers.append(RawWorker(*arguments))
        return workers[-1]

    yield started
    for worker in workers:
        worker.end()


@pytest.fixture
def train() -> Callable[..., Train]:
    """A request whose spec tells the fake job what to do."""
    return lambda spec, run="r": Train(run, spec, "/nowhere", "/nowhere")
