"""TensorFlow is imported once, on demand; where that fails, the user hears why and what to do."""

import sys

import pytest

from rnntui.runs.protocol import Started, Warm
from tests.worker.process.conftest import PATIENCE


@pytest.mark.parametrize(
    ("how", "code", "said", "hint"),
    [
        ("missing", "tensorflow-missing", f"TensorFlow is not installed for {sys.executable}", "pip install"),
        ("broken", "tensorflow-broken", "libsomething.so.12", "--force-reinstall"),
    ],
)
def test_a_failing_import_is_a_failure_of_the_worker(start, train, mode, monkeypatch, how, code, said, hint):
    monkeypatch.setenv("FAKE_TENSORFLOW", how)
    (event,) = start(mode).submit(train("finish"))
    assert (event.failure, event.code) == ("worker", code)
    assert said in event.message
    assert hint in event.hint
    assert sys.executable in event.hint


@pytest.mark.parametrize("how", ["memory", "loader"])
def test_memory_that_is_not_enough_is_no_broken_installation(client, train, monkeypatch, how):
    monkeypatch.setenv("FAKE_TENSORFLOW", how)
    (event,) = client.submit(train("finish"))
    assert (event.failure, event.code) == ("worker", "out-of-memory")
    assert "memory is not enough to load TensorFlow" in event.message
    assert "pip" not in event.hint


def test_a_part_of_ours_that_is_broken_is_not_blamed_on_tensorflow(start, train, mode, monkeypatch):
    monkeypatch.setenv("FAKE_TENSORFLOW", "part-broken")
    (event,) = start(mode).submit(train("finish"))
    assert (event.failure, event.code) == ("worker", "rnntui-broken")
    assert "a part is broken" in event.message
    assert "fakepart.py" in event.hint


def test_everyone_who_waits_for_the_import_hears_of_its_failure(client, train, monkeypatch):
    monkeypatch.setenv("FAKE_TENSORFLOW", "missing")
    waiting = [
        client.submit(Warm()),
        client.submit(train("finish", "a")),
        client.submit(train("finish", "b")),
    ]
    assert [events.next(timeout=PATIENCE).code for events in waiting] == ["tensorflow-missing"] * 3


def test_an_import_that_crashes_is_told_by_its_signal(start, train, monkeypatch):
    monkeypatch.setenv("FAKE_TENSORFLOW", "crash")
    (event,) = start("--fork").submit(train("finish"))
    assert (event.failure, event.code) == ("worker", "tensorflow-broken")
    assert "SIGSEGV" in event.message


def test_after_a_failed_import_the_next_request_tries_again(client, train, monkeypatch, tmp_path):
    monkeypatch.setenv("FAKE_TENSORFLOW", f"file:{tmp_path / 'how'}")
    (tmp_path / "how").write_text("missing")
    (event,) = client.submit(train("finish"))
    assert event.code == "tensorflow-missing"
    (tmp_path / "how").write_text("")
    assert list(client.submit(train("finish")))[-1].status == "completed"


def test_idle_tensorflow_is_let_go_and_comes_back(start, train, living, until):
    client = start("--fork", "--idle", "0.1")
    assert list(client.submit(train("finish")))[-1].status == "completed"
    until(lambda: living(client.pid) == {client.pid})
    assert list(client.submit(train("finish")))[-1].status == "completed"


def test_tensorflow_that_works_is_not_idle(start, train, living):
    client = start("--fork", "--idle", "0")
    events = client.submit(train("phase=train started wait finish"))
    assert isinstance(events.next(timeout=PATIENCE), Started)
    assert len(living(client.pid)) == 3
    client.stop("r")
    assert events.next(timeout=PATIENCE).status == "completed"


def test_where_a_fork_fails_the_run_gets_a_fresh_process(start, train, monkeypatch):
    monkeypatch.setenv("FAKE_TENSORFLOW", "no-fork")
    client = start("--fork")
    assert [event.event for event in client.submit(train("started finish"))] == ["started", "finished"]


def test_a_file_of_the_users_does_not_stand_in_for_a_module(start, train, tmp_path, monkeypatch):
    (tmp_path / "select.py").write_text("raise SystemExit('the wrong module')")
    (tmp_path / "keras.py").write_text("raise SystemExit('the wrong module')")
    monkeypatch.chdir(tmp_path)
    assert list(start().submit(train("finish")))[-1].status == "completed"
