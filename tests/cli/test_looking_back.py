"""runs, show, forecast, data, check: looking at what is there."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from rnntui.runs.files import RunFiles
from rnntui.runs.protocol import Describe, Failed, Forecasted
from rnntui.runs.store import Store
from tests.cli.conftest import finished, started


@pytest.fixture
def run(cli, script) -> str:
    """The name of a run that was kept."""
    assert cli("run").exit_code == 0
    name = Store().get("last").run
    state = {"season": 12, "columns": ["passengers"], "series": "airline", "directory": "."}
    files = RunFiles(Store().get("last").dir)
    files.write_state(state)
    zipfile.ZipFile(files.model, "w").close()
    return name


# ---------------------------------------------------------------- runs and show
def test_no_runs_is_a_sentence(cli):
    result = cli("runs")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "There is no run yet" in result.stderr


def test_runs_are_listed_newest_first_with_their_scores(cli, run):
    cli("run", "--cell", "gru", "--seed", "7")
    heads, newest, oldest = cli("runs").stdout.splitlines()
    assert heads.split()[:5] == ["run", "began", "data", "network", "epochs"]
    assert heads.split()[5:] == ["seed", "status", "one-step", "recursive"]
    assert "GRU(8) Dense(1)       100     7  completed" in newest
    assert oldest.startswith(run)
    assert oldest.split()[-2:] == ["15.00", "50.00"]
    assert len(cli("runs", "--limit", "1").stdout.splitlines()) == 2
    assert [json.loads(line)["run"] for line in cli("runs", "--json").stdout.splitlines()][-1] == run


def test_show_draws_what_run_drew(cli, script):
    drawn = cli("run").stdout.splitlines()
    name = Store().get("last").run
    shown = cli("show").stdout.splitlines()
    assert shown[0] == f"{name}  {drawn[0]}"
    assert shown[1:] == drawn[1:]


def test_a_run_that_was_cut_off_stands_in_the_table_and_among_the_events(cli, run):
    begin_and_die = (
        "import os, signal; from rnntui.runs.store import Store; "
        "Store().begin('cut', '', 'airline', 0); os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", begin_and_die]).returncode == -signal.SIGKILL
    Store().begin("going-on", "", "airline", 0)
    listed = [line.split()[0] for line in cli("runs").stdout.splitlines()[1:]]
    assert listed == ["going-on", "cut", run]
    cut, whole = map(json.loads, cli("runs", "--json").stdout.splitlines())
    assert (cut["run"], cut["event"], cut["code"]) == ("cut", "failed", "interrupted")
    assert (whole["run"], whole["event"]) == (run, "finished")


def test_show_says_what_was_found_in_the_data(cli, script):
    found = ("A value is missing.", "Wrong on purpose.")
    script.trains = lambda request: [finished(request, found=found, notes=found[1:])]
    cli("run")
    result = cli("show")
    assert "A value is missing." in result.stderr
    assert "Wrong on purpose." in result.stdout
    assert "Wrong on purpose." not in result.stderr


@pytest.mark.parametrize("by", ["name", "end", "directory"])
def test_a_run_is_called_by_name_by_its_last_letters_or_by_its_directory(cli, run, by):
    called = {"name": run, "end": run[-3:], "directory": str(Store().get(run).dir)}[by]
    assert cli("show", called).stdout.startswith(run)


def test_show_draws_the_learning_curve_when_asked(cli, run):
    assert "val_loss" not in cli("show").stdout
    assert "╴o╴ val_loss" in cli("show", "--losses").stdout


def test_show_json_is_the_finished_event(cli, run):
    assert json.loads(cli("show", "--json").stdout)["event"] == "finished"


def test_a_run_that_is_not_there_is_said(cli):
    result = cli("show", "nothing")
    assert result.exit_code == 2
    assert "There is no run called 'nothing'." in result.stderr


def test_a_damaged_run_is_said(cli, run):
    (Store().get(run).dir / "forecast.csv").write_text("nonsense")
    result = cli("show")
    assert result.exit_code == 4
    assert "forecast.csv is damaged" in result.stderr


def test_a_failed_run_shows_why(cli, script):
    script.trains = lambda request: [started(request), Failed(request.run, "worker", "died", "It died.")]
    cli("run")
    result = cli("show")
    assert result.exit_code == 6
    assert "It died." in result.stderr


# ---------------------------------------------------------------- forecast
NEWER = "passengers\n1\n2\n3\n"


def ahead(request, history: int = 40) -> Forecasted:
    index = tuple(f"1961-{month + 1:02d}" for month in range(request.steps))
    values = tuple(400.0 + step for step in range(request.steps))
    known = tuple(float(row) for row in range(100, 100 + history))
    return Forecasted(request.run, index, values, tuple(f"h{row}" for row in range(history)), known)


def test_several_targets_have_a_column_each(cli, script, run, tmp_path):
    def both(request):
        one = ahead(request)
        return replace(one, targets={"temp": one.values, "wind": tuple(v / 100 for v in one.values)})

    script.forecasts = both
    path = tmp_path / "ahead.csv"
    result = cli("forecast", "--steps", "2", "--out", str(path))
    assert result.exit_code == 0
    assert "temp" in result.stdout
    assert "wind" in result.stdout
    expected = "index,forecast temp,forecast wind\n1961-01,400.0,4.0\n1961-02,401.0,4.01\n"
    assert path.read_text() == expected
    assert cli("forecast", "--steps", "3", "--out", str(path)).exit_code == 0  # over another forecast


def test_a_forecast_goes_one_season_on_unless_it_is_told(cli, script, run):
    script.forecasts = ahead
    result = cli("forecast")
    assert result.exit_code == 0
    assert "1961-12" in result.stdout
    assert "+++ future" in result.stdout
    assert script.requests[-1].steps == 12
    assert script.requests[-1].name is None
    assert "1961-03" not in cli("forecast", "last", "--steps", "2").stdout


def test_a_forecast_is_written_printed_as_json_and_asked_of_newer_data(cli, script, run, tmp_path):
    script.forecasts = ahead
    Path("new.csv").write_text(NEWER)
    result = cli("forecast", run, "--data", "new.csv", "--steps", "2", "--out", tmp_path / "f.csv", "--json")
    assert script.requests[-1].name == "new.csv"
    assert json.loads(result.stdout)["values"] == [400.0, 401.0]
    assert json.loads(result.stdout)["run"] == run  # whose network it is
    assert (tmp_path / "f.csv").read_text() == "index,forecast\n1961-01,400.0\n1961-02,401.0\n"


def test_a_forecast_is_written_over_another_but_over_nothing_else(cli, script, run, tmp_path):
    script.forecasts = ahead
    mine = tmp_path / "mine.csv"
    mine.write_text("month,sales\n2020-01,5\n")
    asked = len(script.requests)
    result = cli("forecast", "--steps", "2", "--out", mine)
    assert result.exit_code == 2
    assert "mine.csv is there already and is no forecast" in result.stderr
    assert mine.read_text() == "month,sales\n2020-01,5\n"
    nowhere = cli("forecast", "--out", tmp_path / "none" / "f.csv")
    assert nowhere.exit_code == 2
    assert "There is no directory" in nowhere.stderr
    assert len(script.requests) == asked
    for steps in ("2", "1"):
        assert cli("forecast", "--steps", steps, "--out", tmp_path / "f.csv").exit_code == 0
    assert (tmp_path / "f.csv").read_text() == "index,forecast\n1961-01,400.0\n"


def test_a_quiet_forecast_is_the_numbers_alone(cli, script, run):
    script.forecasts = ahead
    result = cli("forecast", "--quiet", "--steps", "2")
    assert [line.split() for line in result.stdout.splitlines()] == [
        ["forecast"],
        ["1961-01", "400.00"],
        ["1961-02", "401.00"],
    ]


def test_a_refused_forecast_says_why(cli, script, run):
    script.forecasts = lambda request: Failed(
        request.run, "data", "other-frequency", "It is daily.", "Train."
    )
    Path("daily.csv").write_text(NEWER)
    result = cli("forecast", "--data", "daily.csv")
    assert result.exit_code == 4
    assert result.stderr.endswith("rnntui: It is daily.\n  Train.\n")


def test_data_that_can_not_be_read_are_told_before_tensorflow_is_started(cli, script, run):
    script.describes = lambda request: Failed(request.run, "data", "no-file", f"No {request.name}.", "Look.")
    result = cli("forecast", "--data", "missing.csv", "--json")
    assert result.exit_code == 4
    assert result.stderr.endswith("rnntui: No missing.csv.\n  Look.\n")
    assert json.loads(result.stdout)["run"] == run
    assert isinstance(script.requests[-1], Describe)  # and nothing after it


# ---------------------------------------------------------------- data
def test_data_lists_the_built_in_series(cli):
    lines = cli("data").stdout.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [
        "airline",
        "sine",
        "sine-coarse",
        "two-sines",
        "weather",
    ]
    assert json.loads(cli("data", "--json").stdout.splitlines()[0])["name"] == "airline"


def test_data_describes_a_series_with_a_chart(rnntui):
    result = rnntui("data", "weather", "--target", "wind")
    assert result.returncode == 0
    assert "2012-01-01 – 2015-12-31" in result.stdout
    assert "daily" in result.stdout
    assert "wind           target" in result.stdout
    assert "└" in result.stdout


def test_data_checks_a_file(rnntui, tmp_path):
    path = tmp_path / "shop.csv"
    path.write_text("month;sales\n" + "".join(f"2020-{m:02d};{m},5\n" for m in range(1, 13)), "latin-1")
    result = rnntui("data", path)
    assert result.returncode == 0
    assert "decimal comma" in result.stdout
    path.write_text(path.read_text().replace("7,5", "n/a"))
    result = rnntui("data", path)
    assert result.returncode == 4
    assert "line 8" in result.stderr
    assert "Traceback" not in result.stderr
    (event,) = [json.loads(line) for line in rnntui("data", path, "--json").stdout.splitlines()]
    assert event["run"] == ""
    assert event["line"] == 8


def test_a_chart_of_a_long_file_says_how_many_of_its_rows_it_is_drawn_from(rnntui, tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("sales\n" + "".join(f"{row % 7}\n" for row in range(3000)))
    assert "sales: 2,000 of 3,000 rows, highs and lows" in rnntui("data", path).stdout


# ---------------------------------------------------------------- check
def test_check_says_what_the_machine_has(cli, script):
    result = cli("check")
    assert result.exit_code == 0
    assert "tensorflow 2.21.0" in result.stdout
    assert [line[:2] for line in result.stdout.splitlines()] == ["ok"] * 5


def test_check_fails_without_tensorflow(cli, script):
    script.ready = Failed("", "worker", "tensorflow-missing", "TensorFlow is not installed.", "Install it.")
    result = cli("check")
    assert result.exit_code == 6
    assert "NO  TensorFlow  TensorFlow is not installed. Install it." in result.stdout


def test_show_works_for_a_run_with_every_kind_of_score(cli, script):
    leads = {"rmse": 30.0, "mae": 20.0, "mase": 1.2, "leads": [{"rmse": 12.0}, {"rmse": 15.5}]}

    def trains(request):
        ended = finished(request)
        metrics = {**ended.metrics, "direct": leads}
        return [started(request), finished(request, metrics=metrics, verdict={"direct": "beats naive 92.09"})]

    script.trains = trains
    stdout = cli("run").stdout
    assert "RMSE by lead, 1 to 2: 12.00  15.50" in stdout
    assert "Direct: beats naive 92.09." in stdout
    assert max(len(line) for line in stdout.splitlines() if "RMSE  " in line) <= 80


# ---------------------------------------------------------------- last
def test_last_is_the_last_run_that_can_be_used(cli, script, run):
    script.forecasts = ahead
    script.trains = lambda request: [started(request), Failed(request.run, "worker", "died", "It died.")]
    cli("run")
    assert cli("show").stdout.startswith(run)
    assert cli("forecast").exit_code == 0
    assert script.requests[-1].dir == str(Store().get(run).dir)


def test_the_chart_of_a_forecast_shows_the_end_of_the_history_and_all_that_is_ahead(cli, script, run):
    def rising(request) -> Forecasted:
        said = ahead(request, history=200)
        return replace(said, values=tuple(300.0 + step for step in range(request.steps)))

    script.forecasts = rising
    for steps in ("1", "6", "48"):
        lines = cli("forecast", "--steps", steps).stdout.splitlines()
        assert "─── actual  +++ future" in lines[1]
        chart = lines[2 : next(row for row, line in enumerate(lines) if "└" in line)]
        assert sum(line.count("+") for line in chart) >= min(int(steps), 20)


def test_a_directory_of_several_seeds_is_told_to_name_one(cli, script, tmp_path):
    cli("run", "--seeds", "2", "--out", tmp_path / "both")
    for command in ("show", "forecast"):
        result = cli(command, "both")
        assert result.exit_code == 2
        assert "both holds the runs of several seeds: seed-0, seed-1." in result.stderr
        assert "both/seed-0" in result.stderr
    assert cli("show", "both/seed-0").exit_code == 0


@pytest.mark.parametrize(
    ("content", "said"), [(None, "has no model.keras"), (b"PK", "model.keras is damaged")]
)
def test_a_model_that_is_missing_or_damaged_is_called_so(cli, script, run, content, said):
    model = Store().get(run).dir / "model.keras"
    model.unlink()
    if content is not None:
        model.write_bytes(content)
    result = cli("forecast", run)
    assert result.exit_code == 4
    assert said in result.stderr
    assert "not found" not in result.stderr.lower()


def test_check_refuses_a_home_that_is_no_directory(cli, script, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("RNNTUI_HOME", str(tmp_path / "file"))
    result = cli("check")
    assert result.exit_code == 6
    assert f"{tmp_path / 'file'} can't be written; set RNNTUI_HOME to a directory of yours" in result.stdout
