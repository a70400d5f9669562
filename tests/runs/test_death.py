"""How a process ended, in words."""

import signal

import pytest

from rnntui.runs import death
from rnntui.runs.death import how_ended, killed_for_memory, why_died


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (0, "ended without a result (exit code 0)"),
        (1, "ended without a result (exit code 1)"),
        (-signal.SIGKILL, "was killed (SIGKILL)"),
        (-signal.SIGILL, "crashed (SIGILL)"),
        (-60, "crashed (signal 60)"),
    ],
)
def test_an_exit_status_has_words(status, said):
    assert how_ended(status) == said


@pytest.mark.parametrize(
    ("status", "before", "now", "code"),
    [
        (-signal.SIGKILL, 3, 4, "out-of-memory"),
        (-signal.SIGKILL, 3, 3, "died"),
        (-signal.SIGSEGV, 3, 4, "died"),
    ],
)
def test_a_kill_is_for_memory_only_if_the_kernel_counted_one(monkeypatch, status, before, now, code):
    monkeypatch.setattr(death, "killed_for_memory", lambda: now)
    failed = why_died("r", status, before)
    assert (failed.run, failed.failure, failed.code) == ("r", "worker", code)
    assert failed.hint


def test_the_kernel_can_be_asked():
    assert killed_for_memory() >= 0
