"""What there is to type, and that asking costs nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import version

import pytest
from typer.testing import CliRunner

from rnntui.cli.app import app

HEAVY = ("tensorflow", "keras", "pandas", "statsmodels", "numpy", "plotext", "rnntui.worker", "rich.markdown")
COMMANDS = ("run", "runs", "show", "forecast", "export", "data", "check")


@pytest.mark.parametrize("arguments", [("--help",), ("-h",)])
def test_help_lists_the_commands(cli, arguments):
    result = cli(*arguments)
    assert result.exit_code == 0
    assert all(f" {command} " in result.stdout for command in COMMANDS)


@pytest.mark.parametrize("arguments", [(), ("lesson", "3")])
def test_the_lessons_without_a_terminal_are_a_sentence(cli, arguments):
    result = cli(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "The lessons need a terminal" in result.stderr
    assert "rnntui run" in result.stderr
    assert "Traceback" not in result.stderr


def test_version(cli):
    result = cli("--version")
    assert result.exit_code == 0
    assert result.stdout == f"rnntui {version('rnntui')}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_has_its_help(cli, command):
    result = cli(command, "--help")
    assert result.exit_code == 0
    assert f"Usage: rnntui {command}" in result.stdout


def test_the_options_of_a_run_stand_in_groups(cli):
    said = cli("run", "--help").stdout
    titles = ("Arguments:", "Network and training:", "Data:", "Forecast and output:", "Options:")
    places = [said.index(f"\n{title}\n") for title in titles]
    assert places == sorted(places)
    assert places[1] < said.index("--units N") < places[2] < said.index("--split X") < places[3]
    assert all(len(line) <= 80 for line in said.split("\n"))


@pytest.mark.parametrize("command", [(), *((one,) for one in COMMANDS), ("course", "check"), ("lesson",)])
def test_help_fits_a_narrow_terminal(cli, command, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    said = cli(*command, "--help").stdout
    assert max(map(len, said.split("\n"))) <= 40
    assert "  -h, --help" in said


def test_an_option_is_told_with_its_default_and_its_range(cli):
    assert "  --steps N             Steps to forecast; else one season, or 12. [1 to" in (
        cli("forecast", "--help").stdout
    )
    assert "[default: 0; 0 to 2147483648]" in cli("export", "--help").stdout
    assert "Usage: rnntui export [OPTIONS] SPEC.py\n" in cli("export", "--help").stdout
    assert "Usage: rnntui run [OPTIONS] [SPEC.py]\n" in cli("run", "--help").stdout


def test_commands_of_few_options_have_one_list_of_them(cli):
    said = cli("runs", "--help").stdout.partition("\nOptions:\n")[2]
    assert [line.split()[0].rstrip(",") for line in said.splitlines()] == ["--limit", "--json", "-h"]


def test_what_a_command_does_is_a_whole_sentence(cli):
    assert "..." not in cli("--help").stdout.partition("Commands:")[2].replace("\n", " ")
    assert "Prove a course" in cli("course", "--help").stdout


def test_help_on_a_terminal_has_names_in_bold(cli, monkeypatch):
    monkeypatch.setattr("rnntui.cli.help._bold", lambda: True)
    coloured = CliRunner().invoke(app, ["run", "--help"], prog_name="rnntui", color=True).stdout
    assert re.search("\x1b\\[1m--units N\x1b\\[0m  +Units", coloured)
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == cli("run", "--help").stdout


def test_the_cells_in_the_help_are_those_that_there_are(cli):
    from rnntui.spec.defaults import CELLS

    *others, last = CELLS
    assert f"{', '.join(others)} or {last}." in cli("run", "--help").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--theme",), "Option '--theme' requires an argument."),
        (("run", "--epochs"), "Option '--epochs' requires an argument."),
        (("run", "--json=1"), "Option '--json' does not take a value."),
        (("run", "--epochs", "1.5"), "Invalid value for '--epochs': '1.5' is no whole number."),
        (("run", "--epochs", "0"), "Invalid value for '--epochs': 0 is less than 1."),
        (("run", "--split", "half"), "Invalid value for '--split': 'half' is no number."),
        (("lessons", "nowhere"), "Invalid value for 'DIR': Directory 'nowhere' does not exist."),
        (("course", "check", "nowhere"), "Invalid value for 'DIR': Directory 'nowhere' does not exist."),
        (("forecast", "--steps", "0"), "Invalid value for '--steps': 0 is not from 1 to 10000."),
    ],
)
def test_a_usage_error_shows_the_usage_and_says_what_is_wrong(cli, arguments, said):
    usage, *_, error = cli(*arguments).stderr.splitlines()
    assert usage.startswith("Usage: rnntui ")
    assert error == f"Error: {said}"


@pytest.mark.parametrize("arguments", [("--course=~/x",), ("lesson", "3", "--course=~/x")])
def test_a_path_behind_an_option_may_begin_at_home(cli, arguments, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert f"'{tmp_path}/x' does not exist." in cli(*arguments).stderr
    (tmp_path / "x").mkdir()
    assert "does not exist" not in cli(*arguments).stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "--epochs", "0"),
        ("run", "--epochs", "many"),
        ("run", "--seeds", "0"),
        ("run", "--split", "2"),
        ("run", "--no-such-flag"),
        ("run", "a.py", "b.py"),
        ("forecast", "last", "--steps", "0"),
        ("no-such-command",),
    ],
)
def test_wrong_flags_are_usage_errors(cli, arguments):
    result = cli(*arguments)
    assert result.exit_code == 2
    assert "Usage: rnntui" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["-m", "rnntui", "--help"],
        ["-m", "rnntui", "run", "--help"],
        ["-m", "rnntui", "--version"],
        ["-c", "import rnntui.cli.app"],
    ],
)
def test_asking_loads_nothing_heavy(arguments):
    watched = [sys.executable, "-X", "importtime", *arguments]
    ended = subprocess.run(watched, capture_output=True, text=True, timeout=60, check=True)
    loaded = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
    assert "rnntui.cli.app" in loaded
    assert [name for name in loaded if name.startswith(HEAVY)] == []


def test_a_whole_run_loads_no_tensorflow_nor_pandas_on_this_side(tmp_path):
    code = (
        "import sys; from rnntui.cli.app import app\n"
        "try: app(['data', 'airline'])\n"
        "except SystemExit: pass\n"
        "import rnntui.cli.run, rnntui.cli.show, rnntui.cli.forecast, rnntui.cli.check, rnntui.cli.export\n"
        "print(sorted({'tensorflow', 'keras', 'pandas', 'statsmodels'} & set(sys.modules)), file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert ended.stderr.strip().splitlines()[-1] == "[]"
