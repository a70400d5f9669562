"""The client where there is no proper worker: what its callers see all the same.

With a worker: tests/worker/process.
"""

import os
import signal
import sys
import time

import pytest

from rnntui.runs.client import WorkerClient
from rnntui.runs.events import RunEvents
from rnntui.runs.log import KEPT
from rnntui.runs.protocol import Failed, Finished, Progress, Stop, Train, Warm

TRAIN = Train("r", "", "", "")


@pytest.fixture
def pretend():
    """Clients whose worker is a few lines of Python that follow ``import sys``."""
    clients = []

    def made(program):
        client = WorkerClient()
        client._command = [sys.executable, "-u", "-c", f"import sys\n{program}"]
        clients.append(client)
        return client

    yield made
    for client in clients:
        client.close()


def test_a_worker_that_cannot_be_started_is_a_failure():
    with WorkerClient() as client:
        client._command = ["/nowhere/python"]
        (event,) = client.submit(TRAIN)
    assert (event.failure, event.code) == ("worker", "not-started")
    assert "No such file" in event.message


def test_a_worker_that_ends_at_once_is_a_failure_with_its_last_words(pretend, home):
    (event,) = pretend("sys.exit('Cannot find my shoes')").submit(TRAIN)
    assert (event.failure, event.code) == ("worker", "died")
    assert "exit code 1" in event.message
    assert "Cannot find my shoes" in event.hint
    assert str(home / "log") in event.hint


def test_a_worker_that_talks_nonsense_is_a_failure(pretend):
    (event,) = pretend("print('good morning'); sys.stdin.read()").submit(TRAIN)
    assert (event.failure, event.code) == ("internal", "protocol")


def test_a_failure_that_names_no_run_ends_all(pretend):
    line = '{"event":"failed","run":"","kind":"internal","code":"bad-request","message":"What?"}'
    client = pretend(f"sys.stdin.readline(); sys.stdin.readline(); print('{line}'); sys.stdin.read()")
    one, two = client.submit(TRAIN), client.submit(Train("s", "", "", ""))
    assert next(one) == Failed("r", "internal", "bad-request", "What?")
    assert next(two) == Failed("s", "internal", "bad-request", "What?")


def test_events_of_runs_that_nobody_waits_for_are_dropped(pretend):
    lines = '{"event":"finished","run":"old","status":"completed"}\\n{"event":"ready","run":"","seconds":1}'
    (event,) = pretend(f"print('{lines}'); sys.stdin.read()").submit(Warm())
    assert event.seconds == 1


def test_a_request_while_one_of_that_name_is_open_is_a_mistake(pretend):
    client = pretend("sys.stdin.read()")
    client.submit(TRAIN)
    with pytest.raises(ValueError, match="run 'r' is open already"):
        client.submit(TRAIN)


def test_a_closed_client_takes_no_requests(pretend):
    client = pretend("sys.stdin.read()")
    events = client.submit(TRAIN)
    client.close()
    client.close()
    assert next(events) == Finished("r", "cancelled")
    client.stop("r")
    with pytest.raises(ValueError, match="the client is closed"):
        client.submit(TRAIN)


def test_a_worker_that_does_not_end_is_ended(pretend, monkeypatch):
    monkeypatch.setattr("rnntui.runs.connection._END_SECONDS", 0.05)
    client = pretend("import signal\nprint(end='')\nwhile True: signal.pause()")
    client.submit(TRAIN)
    deadline = time.monotonic() + 10
    while client.pid is None:
        assert time.monotonic() < deadline
    pid = client.pid
    client.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_request_that_is_larger_than_a_pipe_arrives(pretend):
    line = '{"event":"failed","run":"r","kind":"x","code":"%d","message":""}'
    client = pretend(f"print('{line}' % len(sys.stdin.readline())); sys.stdin.read()")
    spec = "x" * 1_000_000
    (event,) = client.submit(Train("r", spec, "", ""))
    assert int(event.code) > len(spec)


def test_a_wait_that_ctrl_c_breaks_off_can_go_on(pretend):
    line = '{"event":"finished","run":"r","status":"stopped","epochs":3}'
    client = pretend(f"sys.stdin.readline(); sys.stdin.readline(); print('{line}'); sys.stdin.read()")
    events = client.submit(TRAIN)
    previous = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        with pytest.raises(KeyboardInterrupt):
            next(events)
    finally:
        signal.signal(signal.SIGALRM, previous)
    client.stop("r")
    assert next(events).epochs == 3


def test_stop_may_be_called_from_a_signal_handler_at_any_moment(pretend):
    """Inside `submit` too, which holds the client's lock."""
    client = pretend("sys.stdin.read()")
    client._thread = object()  # none is started: the requests stay where they are
    with client._lock:
        client.stop("r")
    assert client._requests.get() == Stop("r")
    client._thread = None


def test_waiting_has_an_end_where_one_is_given():
    with pytest.raises(TimeoutError, match=r"no event of run 'r' within 0.01 s"):
        RunEvents("r").next(timeout=0.01)


def test_events_end_after_the_last():
    events = RunEvents("r")
    events.put(Progress("r", 1, 1, (), (), 1.0))
    events.put(Finished("r", "completed"))
    assert [event.event for event in events] == ["progress", "finished"]
    assert events.next() is None
    assert list(events) == []


def test_the_log_keeps_its_newest_files(home):
    log = home / "log"
    log.mkdir(parents=True)
    for number in range(20):
        (log / f"worker-20200101-0000{number:02}-1.log").touch()
    (log / "other.txt").touch()
    with WorkerClient() as client:
        client._command = ["/nowhere/python"]
        list(client.submit(TRAIN))
    assert len(list(log.glob("worker-*.log"))) == KEPT
    assert (log / "other.txt").exists()


def test_without_a_place_for_the_log_its_end_is_still_told(pretend, home):
    home.touch()
    (event,) = pretend("sys.exit('last words')").submit(TRAIN)
    assert "last words" in event.hint
