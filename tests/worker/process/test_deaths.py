"""Whoever dies, the others hear of it, and nobody is left behind; benchmarks/latency.py says how soon."""

import os
import signal
import subprocess
import sys

import pytest

from rnntui.runs.protocol import Failed, Started
from tests.worker.process.conftest import PATIENCE


def started(client, request):
    """The request's events and its process, once its job has spoken."""
    events = client.submit(request)
    event = events.next(timeout=PATIENCE)
    assert isinstance(event, Started)
    return events, event.params


# ---------------------------------------------------------------- a run's process
@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("kill=SIGKILL", "was killed (SIGKILL)"),
        ("kill=SIGSEGV", "crashed (SIGSEGV)"),
        ("exit=3", "ended without a result (exit code 3)"),
        ("exit=0", "ended without a result (exit code 0)"),
        ("raise=exit", "ended without a result"),
    ],
)
def test_a_process_that_dies_is_a_failure_of_its_run(start, train, mode, word, said):
    client = start(mode)
    events, _ = started(client, train(f"started phase=train {word}"))
    event = events.next(timeout=PATIENCE)
    assert (event.failure, event.code) == ("worker", "died")
    assert said in event.message
    assert list(client.submit(train("finish", "next")))[-1].status == "completed"


def test_a_fault_in_a_job_is_an_internal_failure_with_the_log(client, train):
    (event,) = client.submit(train("raise=value"))
    assert (event.failure, event.code) == ("internal", "exception")
    assert "ValueError: so it was told" in event.message
    assert "Traceback" in event.hint


def test_memory_that_runs_out_in_python_is_said(client, train):
    (event,) = client.submit(train("raise=memory"))
    assert (event.failure, event.code) == ("worker", "out-of-memory")


# ---------------------------------------------------------------- the worker
def test_a_killed_worker_fails_its_runs_soon_and_leaves_no_orphan(start, train, mode, living, until):
    client = start(mode)
    one, _ = started(client, train("started phase=train hang", "one"))
    two, _ = started(client, train("started phase=compile hang", "two"))
    worker = client.pid
    assert len(living(worker)) >= 3
    os.kill(worker, signal.SIGKILL)
    for events in (one, two):
        event = events.next(timeout=PATIENCE)
        assert (event.failure, event.code) == ("worker", "died")
        assert "SIGKILL" in event.message
    until(lambda: not living(worker))


def test_the_process_that_holds_tensorflow_killed_fails_its_runs_and_is_started_anew(
    start, train, living, until
):
    client = start("--fork")
    events, run = started(client, train("started phase=train hang"))
    (holder,) = living(client.pid) - {client.pid, run}
    os.kill(holder, signal.SIGKILL)
    event = events.next(timeout=PATIENCE)
    assert (event.failure, event.code) == ("worker", "died")
    until(lambda: living(client.pid) == {client.pid})
    assert list(client.submit(train("finish", "next")))[-1].status == "completed"


def test_after_its_death_a_worker_is_started_anew(client, train):
    events, _ = started(client, train("started hang"))
    os.kill(client.pid, signal.SIGKILL)
    assert isinstance(events.next(timeout=PATIENCE), Failed)
    assert list(client.submit(train("finish", "next")))[-1].status == "completed"


def test_the_failure_shows_the_end_of_the_workers_log(client, train):
    events, _ = started(client, train("print=last_words started hang"))
    os.kill(client.pid, signal.SIGKILL)
    assert "last_words" in events.next(timeout=PATIENCE).hint


def test_closing_the_client_ends_everything(start, train, mode, living, until):
    client = start(mode)
    events, _ = started(client, train("started phase=train hang"))
    worker = client.pid
    client.close()
    assert events.next(timeout=PATIENCE).status == "cancelled"
    until(lambda: not living(worker))


def test_the_end_of_its_stdin_ends_a_worker(raw, mode, living, until):
    worker = raw(mode)
    worker.send(b'{"request":"train","run":"r","spec":"started hang","dir":"","cwd":""}\n')
    assert isinstance(worker.event(), Started)
    worker.process.stdin.close()
    until(lambda: not living(worker.process.pid))
    assert worker.process.wait(5) == 0


def test_the_end_of_its_stdin_ends_a_worker_that_still_imports_tensorflow(
    raw, living, until, tmp_path, monkeypatch
):
    monkeypatch.setenv("FAKE_TENSORFLOW", f"gate:{tmp_path / 'gate'}")
    worker = raw()
    worker.send(b'{"request":"warm","run":""}\n')
    until(lambda: len(living(worker.process.pid)) == 2)
    worker.process.stdin.close()
    until(lambda: not living(worker.process.pid))


def test_a_worker_whose_reader_is_gone_ends(raw, living, until):
    worker = raw()
    worker.process.stdout.close()
    worker.send(b'{"request":"warm","run":""}\n')
    assert worker.process.wait(10) == 0
    assert not living(worker.process.pid)


# ---------------------------------------------------------------- the interface
INTERFACE = """
import sys, time
from rnntui.runs.client import WorkerClient
from rnntui.runs.protocol import Train
client = WorkerClient(arguments=["--jobs", "fakejobs", sys.argv[1]])
events = client.submit(Train("r", sys.argv[2], "", ""))
next(events)
print(client.pid, flush=True)
time.sleep(1000)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_no_process_outlives_the_interface(mode, how, living, until):
    path = os.pathsep.join(sys.path)
    interface = subprocess.Popen(
        [sys.executable, "-c", INTERFACE, mode, "started phase=train flood=3 hang"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
        text=True,
    )
    with interface:
        worker = int(interface.stdout.readline())
        assert len(living(worker)) >= 2
        interface.send_signal(how)
        until(lambda: not living(worker))


def test_a_ctrl_c_at_the_terminal_does_not_reach_the_worker(client, train):
    events, _ = started(client, train("started phase=train wait finish"))
    assert os.getpgid(client.pid) == client.pid != os.getpgid(0)
    assert os.getsid(client.pid) == client.pid
    client.stop("r")
    assert events.next(timeout=PATIENCE).status == "completed"
