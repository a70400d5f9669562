"""A run from request to last event."""

import os
import signal
from pathlib import Path

from rnntui.runs.client import WorkerClient
from rnntui.runs.protocol import Describe, Described, Finished, Progress, Ready, Started, Warm
from tests.worker.process.conftest import PATIENCE

RUN = "phase=prepare started phase=train progress finish"


def test_events_come_in_order_and_end_with_the_finished_one(start, train, mode):
    events = list(start(mode).submit(train(RUN)))
    assert [type(event) for event in events] == [Started, Progress, Finished]


def test_a_warm_worker_speaks_of_the_next_run(client, train):
    list(client.submit(Warm()))
    events = client.submit(train(RUN))
    assert isinstance(events.next(timeout=PATIENCE), Started)


def test_only_the_run_that_waited_for_the_import_is_told_so(client, train):
    seconds = [list(client.submit(train(RUN, run)))[-1].seconds for run in ("a", "b")]
    assert seconds[0]["import"] > 0
    assert seconds[1]["import"] == 0
    assert all(second["total"] >= second["import"] for second in seconds)


def test_warm_is_answered_with_versions(client):
    (ready,) = client.submit(Warm())
    assert isinstance(ready, Ready)
    assert ready.seconds > 0
    assert "python" in ready.versions


def test_two_requests_to_warm_up_are_both_answered(raw):
    worker = raw()
    worker.send(b'{"request":"warm","run":"a"}\n{"request":"warm","run":"a"}\n')
    assert [worker.event().run, worker.event().run] == ["a", "a"]


def test_every_run_has_a_process_of_its_own(client, train):
    pids = {next(iter(client.submit(train(RUN, run)))).params for run in "abc"}
    assert len(pids) == 3


def test_runs_go_on_at_the_same_time(start, train, mode):
    client = start(mode)
    first = client.submit(train("started phase=train wait finish", "first"))
    assert isinstance(first.next(timeout=PATIENCE), Started)
    assert list(client.submit(train(RUN, "second")))[-1].status == "completed"
    client.stop("first")
    assert first.next(timeout=PATIENCE).status == "completed"


def test_a_long_line_arrives_whole(start, train, mode):
    events = list(start(mode).submit(train("progress=200000 finish")))
    assert len(events[0].loss) == 200_000


def test_lines_of_runs_at_the_same_time_do_not_mix(client, train):
    runs = [client.submit(train("flood=30 finish", run)) for run in "abc"]
    for events in runs:
        seen = list(events)
        assert [event.epoch for event in seen[:-1]] == list(range(1, 31))
        assert {event.run for event in seen} == {events.run}


def test_a_child_holds_no_pipes_but_its_own(client, train):
    others = [client.submit(train("started phase=train wait finish", run)) for run in "abc"]
    for events in others:
        events.next(timeout=PATIENCE)
    (finished,) = client.submit(train("fds"))
    # Its own pipes from and to the parent; stdin is /dev/null and stderr a file.
    assert finished.epochs == 2, finished.notes


def open_files(pids):
    return sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in pids)


def test_runs_leave_nothing_open_behind(client, train, living, until):
    list(client.submit(train(RUN)))
    until(lambda: len(living(client.pid)) == 2)
    before = open_files(living(client.pid))
    for number in range(10):
        list(client.submit(train(RUN, f"run-{number}")))
    until(lambda: len(living(client.pid)) == 2)
    # Fewer where the first run's pipe was still open when they were counted.
    until(lambda: open_files(living(client.pid)) <= before)


def test_a_closed_client_leaves_nothing_open_behind(train):
    before = open_files([os.getpid()])
    for kill in (False, True):
        with WorkerClient(arguments=["--jobs", "fakejobs"]) as client:
            events = client.submit(train("started hang"))
            events.next(timeout=PATIENCE)
            if kill:
                os.kill(client.pid, signal.SIGKILL)
                events.next(timeout=PATIENCE)
    assert open_files([os.getpid()]) <= before


def test_what_a_job_prints_goes_to_the_log(client, train, tmp_path):
    events = list(client.submit(train("print=hello finish")))
    assert len(events) == 1
    (log,) = (tmp_path / "home" / "log").iterdir()
    assert "hello" in log.read_text()


def test_describing_a_series_needs_no_tensorflow(client, monkeypatch):
    monkeypatch.setenv("FAKE_TENSORFLOW", "missing")
    (described,) = client.submit(Describe("d", "airline", "/"))
    assert described.title == "False"


def test_describing_a_series_does_not_wait_for_the_import(client, train, monkeypatch, tmp_path):
    monkeypatch.setenv("FAKE_TENSORFLOW", f"gate:{tmp_path / 'gate'}")
    run = client.submit(train(RUN))
    (described,) = client.submit(Describe("d", "airline", "/"))
    assert isinstance(described, Described)
    (tmp_path / "gate").touch()
    assert list(run)[-1].status == "completed"


def test_a_warm_worker_describes_in_the_process_that_has_everything_loaded(client):
    list(client.submit(Warm()))
    (described,) = client.submit(Describe("d", "airline", "/"))
    assert described.title == "True"
