"""Stop keeps what was trained, cancel keeps nothing, both at once."""

import os
import signal

import pytest

from rnntui.runs.protocol import Describe, Finished, Started
from tests.worker.process.conftest import PATIENCE


def started(client, request):
    """The request's events, once its job has spoken."""
    events = client.submit(request)
    assert isinstance(events.next(timeout=PATIENCE), Started)
    return events


@pytest.mark.parametrize("phase", ["train", "score", "write"])
def test_stop_lets_a_training_run_finish(start, train, mode, phase):
    client = start(mode)
    events = started(client, train(f"phase={phase} started wait finish=stopped"))
    client.stop("r")
    event = events.next(timeout=PATIENCE)
    assert (event.status, event.epochs) == ("stopped", 1)
    assert events.next() is None


@pytest.mark.parametrize("phase", ["prepare", "compile"])
def test_stop_before_training_ends_the_run_at_once_with_zero_epochs(start, train, mode, phase, living, until):
    client = start(mode)
    events = started(client, train(f"phase={phase} started hang"))
    pid = client.pid
    before = len(living(pid))
    client.stop("r")
    event = events.next(timeout=PATIENCE)
    assert (event.status, event.epochs) == ("stopped", 0)
    assert "nothing to keep" in event.notes[0]
    until(lambda: len(living(pid)) == before - 1)


def test_stop_while_compiling_for_the_scores_keeps_what_was_trained(client, train):
    events = started(client, train("phase=train phase=compile started wait finish=stopped"))
    client.stop("r")
    assert events.next(timeout=PATIENCE).epochs == 1


@pytest.mark.parametrize("phase", ["prepare", "compile", "train", "write"])
def test_cancel_ends_a_run_at_once(start, train, mode, phase, living, until):
    client = start(mode)
    events = started(client, train(f"phase={phase} started hang"))
    pid = client.pid
    before = len(living(pid))
    client.cancel("r")
    event = events.next(timeout=PATIENCE)
    assert event == Finished("r", "cancelled")
    until(lambda: len(living(pid)) == before - 1)


@pytest.mark.parametrize("end", ["stop", "cancel"])
def test_a_run_that_waits_for_tensorflow_ends_at_once(client, train, tmp_path, monkeypatch, end):
    monkeypatch.setenv("FAKE_TENSORFLOW", f"gate:{tmp_path / 'gate'}")
    events = client.submit(train(f"touch={tmp_path / 'ran'} finish"))
    other = client.submit(train("finish", "other"))
    list(client.submit(Describe("d", "airline", "/")))  # the worker is there
    getattr(client, end)("r")
    event = events.next(timeout=PATIENCE)
    assert (event.status, event.epochs) == ({"stop": "stopped", "cancel": "cancelled"}[end], 0)
    (tmp_path / "gate").touch()
    assert other.next(timeout=PATIENCE).status == "completed"
    assert not (tmp_path / "ran").exists()


def test_ending_a_run_that_has_ended_says_nothing_more(raw):
    worker = raw()
    worker.send(b'{"request":"train","run":"r","spec":"finish","dir":"","cwd":""}\n')
    assert worker.event().status == "completed"
    worker.send(b'{"request":"stop","run":"r"}\n{"request":"cancel","run":"r"}\n')
    worker.send(b'{"request":"train","run":"s","spec":"finish","dir":"","cwd":""}\n')
    assert worker.event().run == "s"


def test_a_run_that_was_stopped_can_still_be_cancelled(client, train):
    events = started(client, train("phase=train started hang"))
    client.stop("r")
    client.cancel("r")
    assert events.next(timeout=PATIENCE).status == "cancelled"


def test_the_other_runs_go_on(client, train):
    doomed = started(client, train("phase=train started hang", "doomed"))
    other = started(client, train("phase=train started wait finish", "other"))
    client.cancel("doomed")
    assert doomed.next(timeout=PATIENCE).status == "cancelled"
    client.stop("other")
    assert other.next(timeout=PATIENCE).status == "completed"


def test_signals_to_the_whole_group_leave_the_run_to_the_interface(start, train, mode, living):
    # What systemd does to a service that it stops, and the kernel to a session that hangs up.
    client = start(mode)
    events = started(client, train("phase=train started wait finish=stopped"))
    for pid in living(client.pid):
        for signum in (signal.SIGTERM, signal.SIGHUP):
            os.kill(pid, signum)
    client.stop("r")
    assert events.next(timeout=PATIENCE).status == "stopped"
