"""Whatever is asked, a reader that has gone is no error: a quiet end, and the exit code that says so."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from rnntui.cli.exit_codes import ExitCode
from rnntui.runs.store import Store


def unread(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A command whose reader has gone before it writes."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        return subprocess.run(
            [sys.executable, "-m", "rnntui", *arguments],
            stdout=writer,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
    finally:
        os.close(writer)


@pytest.mark.parametrize("arguments", ["--help", "--version", "run --help", "course check --help"])
def test_help_ends_as_any_program_does_that_nobody_reads(arguments):
    ended = unread(*arguments.split())
    assert ended.stderr == ""
    assert ended.returncode == -signal.SIGPIPE  # 141 in a shell


@pytest.mark.parametrize("arguments", ["data", "data sine --json", "lessons", "lessons --json", "check"])
def test_commands_end_with_the_same_code(arguments):
    ended = unread(*arguments.split())
    assert "rnntui: " not in ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.returncode == ExitCode.UNREAD == 128 + signal.SIGPIPE


def test_a_run_whose_results_nobody_reads_is_kept_whole():
    ended = unread("run", "--epochs", "2", "--quiet")
    assert ended.stderr == ""
    assert ended.returncode == ExitCode.UNREAD
    assert [run.status for run in Store().list()] == ["completed"]
