"""How long until a killed process is heard of, and until nobody is left (Linux: looks in /proc)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from rnntui.runs.protocol import Failed, Progress
from support.real_worker import Worker, warm_worker
from support.workload import spec_text

INTERFACE = """
import sys
from support.deaths import hold
hold(sys.argv[1])
"""


def training_killed(worker: Worker, layers: str, epochs: int) -> float:
    """From the end of the process that trains to the failed event."""
    _, events = worker.submit(spec_text(layers, epochs))
    next(event for event in events if isinstance(event, Progress))
    assert worker.client.pid is not None
    family = _group(worker.client.pid)
    (training,) = family.keys() - set(family.values())  # the one that has no child
    begin = time.perf_counter()
    os.kill(training, signal.SIGKILL)
    if not isinstance(list(events)[-1], Failed):
        raise RuntimeError("the run did not fail")
    return time.perf_counter() - begin


def worker_killed(layers: str, epochs: int) -> tuple[float, float]:
    """From the end of the worker to the failed event of its run, and until none of its processes is left."""
    with warm_worker() as worker:
        _, events = worker.submit(spec_text(layers, epochs))
        next(event for event in events if isinstance(event, Progress))
        pid = worker.client.pid
        assert pid is not None
        begin = time.perf_counter()
        os.kill(pid, signal.SIGKILL)
        if not isinstance(list(events)[-1], Failed):
            raise RuntimeError("the run did not fail")
        heard = time.perf_counter() - begin
        return heard, _until_gone(pid, begin)


def interface_killed(layers: str, epochs: int) -> float:
    """From the end of an interface that trains until none of its worker's processes is left."""
    command = [sys.executable, "-c", INTERFACE, spec_text(layers, epochs)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as interface:
        assert interface.stdout is not None
        worker = int(interface.stdout.readline())
        begin = time.perf_counter()
        interface.kill()
        return _until_gone(worker, begin)


def hold(spec: str) -> None:
    """Train in a worker of our own, tell its process id, and follow the run to its end."""
    with warm_worker() as worker:
        _, events = worker.submit(spec)
        next(event for event in events if isinstance(event, Progress))
        print(worker.client.pid, flush=True)
        list(events)


def _until_gone(group: int, begin: float) -> float:
    while _group(group):
        time.sleep(0.001)
    return time.perf_counter() - begin


def _group(group: int) -> dict[int, int]:
    """The parents of the living processes of a process group."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent, its_group = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue  # gone meanwhile
        if int(its_group) == group and state not in "ZX":
            found[int(stat.parent.name)] = int(parent)
    return found
