"""Ctrl-C, and being told to end: nothing that was trained is lost, nobody waits for ever."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from rnntui.cli.interrupt import Interrupts

ENDINGS = (signal.SIGTERM, signal.SIGHUP)


@pytest.fixture(autouse=True)
def _hang_ups_count():
    """Under nohup they are ignored, and stay so."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


class Doings(list):
    """What the signals did."""

    def attended(self, interrupts: Interrupts) -> None:
        interrupts.attend(lambda: self.append("stop"), lambda: self.append("cancel"))


def test_the_first_press_stops_the_second_cancels_the_third_leaves():
    said, done = [], Doings()
    with Interrupts(said.append) as interrupts:
        interrupts.expect()
        done.attended(interrupts)
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        assert done == ["stop", "cancel"]
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert len(said) == 2
    assert "Ctrl-C again cancels" in said[0]


@pytest.mark.parametrize("number", ENDINGS)
def test_being_told_to_end_stops_and_keeps_however_often(number):
    said, done = [], Doings()
    with Interrupts(said.append) as interrupts:
        interrupts.expect()
        done.attended(interrupts)
        signal.raise_signal(number)
        signal.raise_signal(number)
        assert set(done) == {"stop"}
        assert interrupts.pressed == 1
    assert number.name in said[0]


def test_a_press_before_the_run_is_on_its_way_is_not_lost():
    done = Doings()
    with Interrupts(lambda sentence: None) as interrupts:
        interrupts.expect()
        signal.raise_signal(signal.SIGINT)
        assert done == []
        done.attended(interrupts)
        assert done == ["stop"]


def test_a_press_between_two_runs_is_counted():
    with Interrupts(lambda sentence: None) as interrupts:
        interrupts.expect()
        Doings().attended(interrupts)
        interrupts.release()
        signal.raise_signal(signal.SIGINT)
        assert interrupts.pressed == 1


@pytest.mark.parametrize("number", [signal.SIGINT, *ENDINGS])
def test_before_and_after_the_runs_it_is_an_interrupt(number):
    with Interrupts(lambda sentence: None) as interrupts:
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
        interrupts.expect()
        interrupts.end()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)


def test_afterwards_the_signals_are_as_they_were(monkeypatch):
    before = [signal.getsignal(number) for number in (signal.SIGINT, *ENDINGS)]
    with Interrupts(lambda sentence: None):
        assert signal.getsignal(signal.SIGTERM) not in before
    assert [signal.getsignal(number) for number in (signal.SIGINT, *ENDINGS)] == before


def test_what_nohup_ignores_stays_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with Interrupts(lambda sentence: None) as interrupts:
            interrupts.expect()
            signal.raise_signal(signal.SIGHUP)
            assert interrupts.pressed == 0
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_ctrl_c_while_the_program_is_loaded_ends_it_without_a_traceback(tmp_path):
    (tmp_path / "typer.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    ended = subprocess.run(
        [sys.executable, "-m", "rnntui", "--help"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ended.returncode == -signal.SIGINT
    assert ended.stderr == ""
