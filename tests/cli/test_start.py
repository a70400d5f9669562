"""`rnntui` alone opens the lessons, without what reads a command line."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

ALONE = """
import atexit, sys
sys.argv = ["rnntui", *sys.argv[1:]]
atexit.register(lambda: print("typer" in sys.modules, "pydantic" in sys.modules))
from rnntui.__main__ import main
main()
"""


def alone(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`rnntui` where there is no terminal."""
    return subprocess.run(
        [sys.executable, "-c", ALONE, *arguments],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("arguments", [(), ("lesson", "3")])
def test_the_lessons_open_without_what_reads_options(arguments):
    ended = alone(*arguments)
    assert ended.returncode == 2
    assert "The lessons need a terminal" in ended.stderr
    assert ended.stdout == "False False\n"


def test_the_variables_of_the_options_are_read_all_the_same():
    ended = alone(RNNTUI_THEME="blue")
    assert ended.returncode == 2
    assert "There is no theme 'blue'" in ended.stderr


def test_a_switch_that_is_neither_on_nor_off_is_refused_in_a_sentence():
    for name in ("RNNTUI_SLOW", "RNNTUI_ANIMATE", "RNNTUI_NO_MOUSE"):
        ended = alone(**{name: "maybe"})
        assert ended.returncode == 2
        assert ended.stderr == f"rnntui: {name} is 'maybe': it is 1 (on) or 0 (off).\n"
    for value in ("", "0", "Off", "yes"):
        assert "The lessons need a terminal" in alone(RNNTUI_SLOW=value).stderr


def test_options_before_a_lesson_count_as_those_behind_it():
    ended = subprocess.run(
        [sys.executable, "-m", "rnntui", "--theme", "blue", "lesson", "1"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 2
    assert "There is no theme 'blue'" in ended.stderr


def test_the_first_screen_needs_nothing_heavy():
    code = (
        "import sys, rnntui.tui.app, rnntui.tui.screens.lesson\n"
        "print({'numpy', 'plotext', 'tensorflow', 'typer', 'rnntui.spec.parse'} & sys.modules.keys())"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.stdout == "set()\n", ended.stderr


THREADS = """
import atexit, os
atexit.register(lambda: print(os.environ["OPENBLAS_NUM_THREADS"]))
from rnntui.__main__ import main
main()
"""


def test_numpy_is_loaded_with_one_thread_unless_the_user_wants_more():
    for given, threads in (({}, "1"), ({"OPENBLAS_NUM_THREADS": "3"}, "3")):
        environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
        ended = subprocess.run(
            [sys.executable, "-c", THREADS],
            env={**environment, **given},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert ended.stdout.split()[-1] == threads


@pytest.mark.parametrize("command", [["data"], ["data", "sine"], ["export", "csv.py"]])
def test_files_of_the_user_are_never_run_in_the_place_of_modules(command, tmp_path):
    spec = 'data = Series("sine", look_back=4)\nmodel = Sequential([Dense(1)])\n'
    for name in ("csv", "signal", "numpy", "pandas", "typer", "json"):
        (tmp_path / f"{name}.py").write_text(spec)
    ended = subprocess.run(
        [sys.executable, "-m", "rnntui", *command],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=tmp_path,
    )
    assert "NameError" not in ended.stderr
    assert ended.returncode == (0 if command[0] == "data" else 3), ended.stderr
