"""A pipe that nobody reads holds up the run, and nothing else."""

from pathlib import Path

import pytest

from rnntui.runs.protocol import Finished, Started

FLOOD = "started phase=train flood=1000 finish"  # some 12 MB


def request(spec, run="r"):
    return f'{{"request":"train","run":"{run}","spec":"{spec}","dir":"","cwd":""}}\n'.encode()


@pytest.fixture
def asleep(until):
    """Waits until a process has slept for a while: it waits for its pipe to be read."""

    def waited(pid):
        seen = []

        def looks_asleep():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            seen.append((fields[0], *fields[11:13]))  # state, processor time in the program and the kernel
            return len(seen) > 50 and fields[0] == "S" and len(set(seen[-50:])) == 1

        until(looks_asleep)

    return waited


@pytest.fixture
def stuck(raw, mode, asleep):
    """A worker whose run has filled every buffer."""
    worker = raw(mode)
    worker.send(request(FLOOD))
    run = worker.event()
    assert isinstance(run, Started)
    asleep(run.params)
    return worker


def test_the_worker_keeps_a_bounded_amount(stuck):
    status = Path(f"/proc/{stuck.process.pid}/status").read_text()
    (resident,) = [line for line in status.splitlines() if line.startswith("VmRSS")]
    assert int(resident.split()[1]) < 64_000  # kB, Python itself included


def test_cancel_is_heard(stuck, living, until):
    stuck.send(b'{"request":"cancel","run":"r"}\n')
    before = stuck.process.pid
    until(lambda: len(living(before)) <= 2)
    events = iter(stuck.event, None)
    assert next(event for event in events if isinstance(event, Finished)).status == "cancelled"


def test_stop_is_heard_and_the_run_ends_without_a_reader(raw, living, until, mode, asleep):
    worker = raw(mode)
    worker.send(request("started phase=train flood=1000 wait finish=stopped"))
    run = worker.event()
    asleep(run.params)
    worker.send(b'{"request":"stop","run":"r"}\n')
    until(lambda: run.params not in living(worker.process.pid))
    events = iter(worker.event, None)
    assert next(event for event in events if isinstance(event, Finished)).status == "stopped"


def test_the_end_of_stdin_is_heard(stuck, living, until):
    stuck.process.stdin.close()
    until(lambda: not living(stuck.process.pid))


def test_nothing_is_lost_when_reading_goes_on(stuck):
    epochs = []
    while not isinstance(event := stuck.event(), Finished):
        epochs.append(event.epoch)
    assert epochs == list(range(1, 1001))
