"""However a command ends: an exit code, a sentence, no traceback."""

from __future__ import annotations

import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from rnntui.cli.exit_codes import FAILURES, ExitCode
from rnntui.cli.failures import CommandError, failed, spec_error
from rnntui.cli.guard import guarded, wrapped
from rnntui.runs.protocol import Failed
from rnntui.spec.records import Edit, Problem, Where


def ending(command):
    app = typer.Typer()
    app.command()(guarded(command))
    return CliRunner().invoke(app, [])


def raising(error: BaseException):
    def command() -> None:
        raise error

    return ending(command)


def test_the_exit_codes_are_those_of_the_manual():
    assert {code.name: code.value for code in ExitCode} == {
        "DONE": 0,
        "UNEXPECTED": 1,
        "USAGE": 2,
        "SPEC": 3,
        "DATA": 4,
        "DIVERGED": 5,
        "WORKER": 6,
        "INTERRUPTED": 130,
        "UNREAD": 141,
    }
    assert set(FAILURES) == {"spec", "data", "worker", "internal"}


def test_a_command_that_says_nothing_is_done():
    assert ending(lambda: None).exit_code == 0


def test_a_foreseen_error_is_its_sentence_and_hint():
    result = raising(CommandError(ExitCode.DATA, "It is empty.", "Fill it.\nOr not."))
    assert result.exit_code == 4
    assert result.stderr == "rnntui: It is empty.\n  Fill it.\n  Or not.\n"


def test_ctrl_c_is_130():
    assert raising(KeyboardInterrupt()).exit_code == 130


def test_an_unforeseen_error_is_a_sentence_and_a_log_file(home):
    result = raising(ZeroDivisionError("division by zero"))
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert "ZeroDivisionError: division by zero" in result.stderr
    (log,) = (home / "log").iterdir()
    assert str(log) in result.stderr
    assert "Traceback" in log.read_text()


def test_an_unforeseen_error_without_a_place_for_its_log_is_still_a_sentence(monkeypatch):
    monkeypatch.setenv("RNNTUI_HOME", "/proc/nowhere")
    result = raising(ValueError("odd"))
    assert result.exit_code == 1
    assert "No log could be written" in result.stderr


def test_usage_errors_stay_with_typer():
    result = raising(typer.BadParameter("no"))
    assert result.exit_code == 2


def test_closed_streams_do_no_harm():
    ended = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m rnntui data >&- 2>&-"],
        timeout=60,
        check=False,
        capture_output=True,
    )
    assert ended.returncode == 0


# ---------------------------------------------------------------- sentences
TEXT = "data = Series()\n\tmodel = 1\n"


def test_an_error_of_the_spec_shows_its_line_with_a_caret():
    error = failed(Failed("r", "spec", "odd", "It is odd.", "Mend it.", 2, 2), TEXT, "a.py")
    assert error.message == "a.py, line 2, column 2: It is odd."
    assert error.hint == "2 |  model = 1\n     ^\nMend it."


@pytest.mark.parametrize(("line", "column"), [(9, 1), (1, 400), (None, None)])
def test_places_that_are_not_in_the_text_do_no_harm(line, column):
    error = failed(Failed("r", "spec", "odd", "It is odd.", "", line, column), TEXT)
    assert "It is odd." in error.message


def test_on_a_terminal_sentences_are_broken_between_words_and_what_has_a_caret_is_not():
    text = f"rnntui: {'word ' * 9}end\n  2 | {'a' * 50} b\n     ^\n  Mend it."
    assert wrapped(text, None) == text
    first, second, *rest = wrapped(text, 40).split("\n")
    assert (first, second) == ("rnntui: word word word word word word", "  word word word end")
    assert rest == text.split("\n")[1:]


def test_further_errors_have_a_line_each():
    here = Where(1, 3, 1, 4)
    problems = [
        Problem("a", "First.", here, edit=Edit(here, "x", "write x")),
        Problem("b", "Second.", Where(2, 1, 2, 2)),
    ]
    error = spec_error(problems, TEXT, "a.py")
    assert error.hint.splitlines()[-3:] == ["write x", "Also:", "a.py, line 2, column 1: Second."]
    assert error.event is not None
    assert (error.event.code, error.event.hint, error.event.line) == ("a", "write x", 1)


@pytest.mark.parametrize("command", ["data", "--help", "--version", "run --help"])
def test_a_full_disk_under_stdout_is_a_sentence(command):
    ended = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m rnntui {command} >/dev/full"],
        timeout=60,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert ended.returncode == 1
    assert ended.stderr == "rnntui: The output can't be written: No space left on device.\n"
