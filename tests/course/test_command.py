"""``rnntui course check`` and ``rnntui lessons``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rnntui.cli.app import app
from rnntui.figures.registry import figure_names, make_figure
from tests.course.conftest import FRONT, SPEC, block

EXPECT = 'claim = "It does."\nseeds = 2\nspec = "net"\nconditions = ["one_step.rmse < {}"]'


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """Runs a command in this process, with the real worker."""
    monkeypatch.setenv("RNNTUI_HOME", str(tmp_path / "home"))
    return lambda *arguments: CliRunner().invoke(app, [str(one) for one in arguments], prog_name="rnntui")


def text(limit: float) -> str:
    return FRONT + "## A step\n" + block("spec net", SPEC) + block("expect e", EXPECT.format(limit))


def test_failures_are_file_line_sentence_with_code_3(run, write) -> None:
    place = write(**{"01-a": text(1000) + "```quiz\n```\n"})
    result = run("course", "check", place, "--fast")
    assert result.exit_code == 3
    assert f"{place / '01-a.md'}:19: This quiz has no name" in result.stdout
    assert "1 problem." in result.stdout


def test_a_course_is_proven_by_training_and_refuted_by_it(run, write) -> None:
    place = write(**{"01-a": text(100_000), "02-b": text(0.001).replace("id: tried", "id: false")})
    result = run("course", "check", place)
    assert result.exit_code == 3, result.output
    assert "Not so with seeds 0, 1: It does." in result.stdout
    assert [line.split()[:4] for line in result.stdout.splitlines() if "expect" in line][:2] == [
        ["1", "tried", "holds", "expect"],
        ["2", "false", "FAILS", "expect"],
    ]
    result = run("runs")
    assert "airline" not in result.stdout  # a check leaves the user's own runs alone


def test_data_of_a_file_are_looked_for_in_the_course(run, write) -> None:
    place = write(**{"01-a": text(9).replace("airline", "own.csv")})
    result = run("course", "check", place, "--fast")
    assert result.exit_code == 3
    assert "own.csv" in result.stdout
    rows = "\n".join(f"{1949 + at // 12}-{at % 12 + 1:02d},{100 + at % 12}" for at in range(120))
    (place / "own.csv").write_text(f"month,value\n{rows}\n")
    assert run("course", "check", place, "--fast").exit_code == 0


def test_lessons_are_listed(run) -> None:
    table = run("lessons")
    assert table.exit_code == 0
    assert "The perceptron" in table.stdout
    lines = [json.loads(line) for line in run("lessons", "--json").stdout.splitlines()]
    (perceptron,) = [line for line in lines if line["id"] == "perceptron"]
    assert (perceptron["number"], perceptron["steps"]) == (3, 10)


def test_progress_that_can_not_be_read_is_said_beside_the_list(run, tmp_path) -> None:
    (tmp_path / "home" / "progress.sqlite").mkdir(parents=True)
    result = run("lessons")
    assert result.exit_code == 0
    assert "The perceptron" in result.stdout
    assert "What you reached can't be read:" in result.stderr


def test_lessons_of_a_directory_without_any_is_an_error(run, tmp_path) -> None:
    result = run("lessons", tmp_path)
    assert result.exit_code == 2
    assert "There is no lesson in this directory" in result.stderr


@pytest.mark.parametrize("command", [("course",), ("course", "check"), ("lessons",)])
def test_every_command_has_its_help(run, command) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert f"Usage: rnntui {' '.join(command)}" in result.stdout


def test_a_writer_of_lessons_finds_every_figure_and_every_name_of_it(run) -> None:
    listed = run("course", "figures").stdout.splitlines()
    assert [line.split()[0] for line in listed] == list(figure_names())
    for name in figure_names():
        figure, said = make_figure(name, {}), run("course", "figures", name).stdout
        assert said.startswith(f"{name}: ")
        for known in (*(control.name for control in figure.controls), *figure.values()):
            assert known in said, (name, known)
    unknown = run("course", "figures", "windo")
    assert unknown.exit_code == 2
    assert "Did you mean 'window'?" in unknown.output
