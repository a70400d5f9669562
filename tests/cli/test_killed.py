"""A run whose processes are killed in the middle, with real ones: who waits is told, and nobody is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from rnntui.cli.exit_codes import ExitCode
from rnntui.runs.store import Store
from tests.cli.conftest import PATIENCE
from tests.worker.process.conftest import parents, processes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")

KILLED = "was killed (SIGKILL)."


def killed(which: str, *flags: str) -> tuple[int, str]:
    """A long run, one of whose processes is killed once it trains: the exit code, and what was told.

    The ``worker`` is the interface's child; the ``training`` process is one that has no child of its own.
    """
    command = [sys.executable, "-m", "rnntui", "run", "--epochs", "1000000", *flags]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    assert running.stdout is not None
    told = []
    for line in running.stdout:
        told.append(line)
        if line.startswith("epoch 1/") or '"epoch":1,' in line:
            break
    (worker,) = [pid for pid, parent in parents().items() if parent == running.pid]
    (training,) = processes(worker) - set(parents().values())
    os.kill(worker if which == "worker" else training, signal.SIGKILL)
    rest, _ = running.communicate(timeout=PATIENCE)
    while processes(worker):  # the kernel ends them with their parent; pytest does not wait for ever
        time.sleep(0.01)
    return running.returncode, "".join(told) + rest


@pytest.mark.parametrize("which", ["worker", "training"])
def test_a_killed_process_is_a_sentence_exit_code_6_and_a_failed_run(which):
    code, told = killed(which)
    assert code == ExitCode.WORKER
    assert f"rnntui: The {which} process {KILLED}\n  It was ended from outside of rnntui" in told
    assert "Traceback" not in told
    (run,) = Store().list()
    assert run.status == "failed"
    assert run.event is not None
    assert run.event.message.endswith(KILLED)


def test_with_json_the_failed_event_ends_the_lines(rnntui):
    code, told = killed("training", "--json")
    assert code == ExitCode.WORKER
    *_, event, error, _hint, _log = told.splitlines()
    assert event.startswith('{"event":"failed","run":"')
    assert f'"message":"The training process {KILLED}"' in event
    assert error == f"rnntui: The training process {KILLED}"
    (run,) = Store().list()
    shown = rnntui("show", run.run)
    assert shown.returncode == ExitCode.WORKER
    assert KILLED in shown.stderr
