"""One run and several: narration, report, events, files, exit codes."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from rnntui.runs.protocol import Failed, Finished, to_line
from rnntui.runs.store import Store
from tests.cli.conftest import finished, progress, started


def events_of(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


# ---------------------------------------------------------------- one run
def test_results_go_to_stdout_and_narration_to_stderr(cli, script):
    result = cli("run")
    assert result.exit_code == 0
    assert "this model" in result.stdout
    assert "One-step: beats naive 49.41 and seasonal naive 42.59." in result.stdout
    assert "Files: " in result.stdout
    assert "LSTM(16)" in result.stderr
    assert "Training 1,169 parameters on 75 windows of 12 steps, testing on 44" in result.stderr
    assert "epoch 100/100: loss 0.25, val_loss 0.3, 1,900 epochs/s" in result.stderr
    assert "Trained: 100 epochs in 0.7 s, after 0.9 s of compiling." in result.stderr
    assert "\x1b" not in result.output


def test_the_chart_stands_in_a_pipe_as_plain_text(cli, script):
    lines = cli("run").stdout.splitlines()
    assert lines[0] == "airline: LSTM(16), Dense(1), 100 epochs"
    assert "╴╴╴ training  ─── actual" in lines[1]
    assert max(len(line) for line in lines) <= 120


def test_quiet_leaves_the_numbers_alone(cli, script):
    result = cli("run", "--quiet")
    assert result.stderr == ""
    assert "this model" in result.stdout
    assert "training" not in result.stdout


def test_notes_are_said_before_training_and_once(cli, script):
    note = "shop.csv is read with delimiter semicolon."
    told = script.describes = lambda request: replace(described_airline(request), notes=(note,))
    assert told is not None
    script.trains = lambda request: [
        started(request, notes=(note, "line 7: epochs=3 is short")),
        finished(request),
    ]
    stderr = cli("run").stderr
    assert stderr.count(note) == 1
    assert stderr.index(note) < stderr.index("--epochs 3 is short") < stderr.index("Training 1,169")


def described_airline(request):
    from tests.cli.conftest import described

    return described(request)


def test_a_forecast_beyond_the_data_is_listed(cli, script):
    ahead = {"index": ["1961-01", "1961-02"], "values": [445.2, 418.123456]}
    script.trains = lambda request: [started(request), finished(request, forecast=ahead)]
    stdout = cli("run", "--forecast", "2").stdout
    assert "1961-01      445.20" in stdout
    assert "1961-02      418.12" in stdout
    assert "+++ future" in stdout


def test_what_is_missing_is_said_with_its_reason(cli, script):
    reason = "the model reads wind but does not forecast it"
    script.trains = lambda request: [started(request), finished(request, reasons={"recursive": reason})]
    assert f"No recursive: {reason}." in cli("run").stdout


@pytest.mark.parametrize(
    ("status", "code"), [("completed", 0), ("stopped", 130), ("cancelled", 130), ("diverged", 5)]
)
def test_the_exit_code_says_how_it_ended(cli, script, status, code):
    script.trains = lambda request: [started(request), finished(request, status)]
    assert cli("run").exit_code == code


def test_a_diverged_run_says_what_helps(cli, script):
    found = {"code": "diverged", "message": "Its steps were too large.", "fix": "Try learning_rate=0.1."}
    script.trains = lambda request: [started(request), finished(request, "diverged", findings=(found,))]
    for said in (cli("run").stdout, cli("run", "--quiet").stderr):
        assert "The training diverged" in said
        assert "Its steps were too large. Try learning_rate=0.1." in " ".join(said.split())


def test_a_run_that_kept_nothing_says_so_and_draws_nothing(cli, script):
    said = "Stopped before the first epoch had ended: there is nothing to keep."
    script.trains = lambda request: [Finished(request.run, "stopped", notes=(said,))]
    result = cli("run")
    assert result.exit_code == 130
    assert said in result.stderr
    assert result.stdout == ""
    assert Store().list() == ()


def test_seeds_that_are_interrupted_before_an_epoch_has_ended_have_no_table(cli, script):
    said = "Stopped before the first epoch had ended: there is nothing to keep."
    script.trains = lambda request: [Finished(request.run, "stopped", notes=(said,))]
    result = cli("run", "--seeds", "2")
    assert result.exit_code == 130
    assert said in result.stderr
    assert result.stdout == ""


def test_notes_of_a_result_are_said_with_seeds_and_where_numbers_alone_are_asked_for(cli, script):
    note = "Of that model there is no score any more."
    script.trains = lambda request: [started(request), finished(request, notes=(note,))]
    assert note in cli("run", "--seeds", "2").stdout
    for options in ((), ("--seeds", "2")):
        result = cli("run", "--quiet", *options)
        assert note in result.stderr
        assert note not in result.stdout


@pytest.mark.parametrize(("failure", "code"), [("spec", 3), ("data", 4), ("worker", 6), ("internal", 1)])
def test_what_the_worker_refuses_is_one_sentence_and_an_exit_code(cli, script, failure, code):
    script.trains = lambda request: [Failed(request.run, failure, "odd", "It can't be done.", "Do this.")]
    result = cli("run")
    assert result.exit_code == code
    assert result.stderr.endswith("rnntui: It can't be done.\n  Do this.\n")
    assert result.stdout == ""


# ---------------------------------------------------------------- events
def test_json_prints_the_events_of_the_run_and_nothing_else(cli, script):
    result = cli("run", "--json")
    (request,) = script.trained()
    expected = [started(request), progress(request), finished(request)]
    assert result.stdout.splitlines() == [to_line(event) for event in expected]
    assert result.stderr == ""


def test_json_of_a_refused_spec_is_one_failed_event(cli, script):
    result = cli("run", "--json", "--look-back", "200")
    (event,) = events_of(result.stdout)
    assert (event["event"], event["kind"], event["line"]) == ("failed", "spec", 2)
    assert event["run"] == ""  # none was begun
    assert result.exit_code == 3


def test_json_of_refused_data_is_one_failed_event(cli, script):
    (event,) = events_of(cli("run", "--json", "--data", "missing.csv").stdout)
    assert (event["event"], event["kind"], event["run"]) == ("failed", "data", "")


def test_json_of_a_run_that_failed_is_printed_once(cli, script):
    script.trains = lambda request: [started(request), Failed(request.run, "worker", "died", "It died.")]
    result = cli("run", "--json")
    assert [event["event"] for event in events_of(result.stdout)] == ["started", "failed"]
    assert {event["run"] for event in events_of(result.stdout)} == {script.trained()[0].run}
    assert result.exit_code == 6


# ---------------------------------------------------------------- several seeds
def test_seeds_follow_each_other_and_are_summed_up(cli, script, tmp_path):
    script.trains = lambda request: [
        started(request),
        progress(request),
        finished(request, one_step=15.0 + request.seed),
    ]
    result = cli("run", "--seed", "2", "--seeds", "3", "--forecast", "2", "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert [request.seed for request in script.trained()] == [2, 3, 4]
    assert "median" in result.stdout
    assert "·:· seeds" in result.stdout
    assert result.stdout.endswith(f"Files: {tmp_path / 'out'}\n")
    assert "seed 3: epoch 100/100" in result.stderr
    folders = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert folders == ["seed-2", "seed-3", "seed-4", "summary.json"]
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert summary["metrics"]["one_step"]["rmse"] == {"median": 18.0, "low": 17.0, "high": 19.0}


def test_json_of_seeds_ends_with_the_summary(cli, script):
    events = events_of(cli("run", "--json", "--seeds", "2").stdout)
    each = ["started", "progress", "finished"]
    assert [event["event"] for event in events] == [*each, *each, "summary"]
    assert events[-1]["seeds"] == [0, 1]


def test_seeds_in_the_store_are_named(cli, script):
    stdout = cli("run", "--seeds", "2").stdout
    names = [kept.run for kept in reversed(Store().list())]
    assert stdout.splitlines()[-1] == f"Runs: {', '.join(names)}"


def test_one_diverged_seed_is_the_exit_code_of_all(cli, script):
    def trains(request):
        return [started(request), finished(request, "diverged" if request.seed == 1 else "completed")]

    script.trains = trains
    assert cli("run", "--seeds", "3").exit_code == 5


# ---------------------------------------------------------------- where the files go
def test_the_store_keeps_the_run(cli, script):
    cli("run")
    (kept,) = Store().list()
    assert kept.status == "completed"
    assert kept.dir == Store().home / "runs" / kept.run


def test_out_gets_the_files_and_may_be_used_again(cli, script, tmp_path):
    out = tmp_path / "latest"
    assert cli("run", "--out", out).exit_code == 0
    (out / "notes.txt").write_text("mine")
    (out / "model.keras").write_text("old")
    assert cli("run", "--out", out).exit_code == 0
    assert (out / "notes.txt").read_text() == "mine"
    assert (out / "run.json").exists()


def test_an_earlier_run_stays_until_another_one_has_files_to_write(cli, script, tmp_path):
    out = tmp_path / "latest"
    assert cli("run", "--out", out).exit_code == 0
    there = {path.name: path.read_bytes() for path in out.iterdir()}
    script.trains = lambda request: [Failed(request.run, "worker", "died", "It died.")]
    assert cli("run", "--out", out).exit_code == 6
    assert {path.name: path.read_bytes() for path in out.iterdir()} == there


def test_a_run_whose_directory_another_one_took_is_not_mixed_up_with_it(cli, script, tmp_path):
    for _ in range(2):
        cli("run", "--out", tmp_path)
    later, earlier = Store().list()
    result = cli("show", earlier.run)
    assert result.exit_code == 4
    assert result.stdout == ""
    assert f"The files of {earlier.run} are gone: {tmp_path} holds a later run, {later.run}." in result.stderr
    assert cli("show", later.run).exit_code == 0


def test_out_never_overwrites_a_file_that_is_not_of_a_run(cli, script, tmp_path):
    (tmp_path / "spec.py").write_text("mine")
    result = cli("run", "--out", tmp_path)
    assert result.exit_code == 2
    assert "spec.py that is not from a run" in result.stderr
    assert (tmp_path / "spec.py").read_text() == "mine"


def test_a_summary_of_seeds_is_written_over_another_but_over_nothing_else(cli, script, tmp_path):
    mine = tmp_path / "summary.json"
    mine.write_text("mine")
    result = cli("run", "--seeds", "2", "--out", tmp_path)
    assert result.exit_code == 2
    assert "summary.json that is not from a run" in result.stderr
    assert (mine.read_text(), script.requests) == ("mine", [])
    for _ in range(2):
        assert cli("run", "--seeds", "2", "--out", tmp_path / "out").exit_code == 0


def test_out_that_can_not_be_made_is_said(cli, script, tmp_path):
    (tmp_path / "file").write_text("")
    result = cli("run", "--out", tmp_path / "file" / "below")
    assert result.exit_code == 2
    assert "file" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_out_that_can_not_be_written_is_refused_before_anything_is_trained(cli, script, tmp_path):
    (tmp_path / "file").touch()
    for out in (tmp_path / "file" / "x", "/proc/nowhere"):
        result = cli("run", "--out", out)
        assert result.exit_code == 2
        assert "--out: " in result.stderr
        assert "can't be written" in result.stderr
    assert script.requests == []


def test_files_that_could_not_be_written_are_no_success(cli, script):
    script.trains = lambda request: [started(request), finished(request, files={}, notes=("Disk full.",))]
    result = cli("run")
    assert result.exit_code == 6
    assert "Disk full." in result.stdout


def test_the_title_says_how_long_it_was_really_trained(cli, script):
    script.trains = lambda request: [started(request), finished(request, epochs=57, early=True)]
    assert cli("run", "--epochs", "300").stdout.splitlines()[0].endswith(", 57 epochs")
    assert cli("show").stdout.splitlines()[0].endswith(", 57 epochs")
    script.trains = lambda request: [started(request), finished(request, epochs=50 + request.seed)]
    assert cli("run", "--seeds", "3").stdout.splitlines()[0].endswith(", 50 to 52 epochs")


@pytest.mark.parametrize("status", ["stopped", "cancelled"])
def test_json_of_a_run_that_ended_early_has_every_key(cli, script, status):
    script.trains = lambda request: [started(request), Finished(request.run, status)]
    event = events_of(cli("run", "--json").stdout)[-1]
    assert event["metrics"] == {"one_step": None, "recursive": None, "direct": None}
    assert event["verdict"] == {"one_step": None, "recursive": None}
    assert set(event["baselines"]) == {"naive", "seasonal_naive", "drift", "last_years_step"}
    assert set(event["seconds"]) == {"import", "compile", "train", "total"}
    assert event["files"] == {"dir": None}
    assert event["forecast"] is None


def test_quiet_is_the_scores_and_the_forecast_alone(cli, script):
    ahead = {"index": ["1961-01"], "values": [445.2]}
    script.trains = lambda request: [started(request), finished(request, forecast=ahead)]
    result = cli("run", "--quiet", "--forecast", "1")
    assert result.stderr == ""
    assert "this model" in result.stdout
    assert "1961-01" in result.stdout
    for unwanted in ("Files:", "One-step:", "epochs"):
        assert unwanted not in result.stdout
    assert "Runs:" not in cli("run", "--quiet", "--seeds", "2").stdout


@pytest.mark.parametrize("flag", ["--quiet", "--json"])
def test_a_home_that_can_not_be_written_is_told_whoever_is_silent(cli, script, monkeypatch, flag):
    monkeypatch.setenv("RNNTUI_HOME", "/proc/nowhere")
    result = cli("run", flag)
    assert result.exit_code == 0
    assert "The run's files go to" in result.stderr
    assert "This run will not be in the list of runs" in result.stderr


def test_a_divergence_at_once_does_not_speak_of_weights_that_were_kept(cli, script):
    script.trains = lambda request: [
        started(request),
        finished(request, "diverged", epochs=0, best_epoch=0, metrics={}),
    ]
    for result in (cli("run"), cli("run", "--quiet")):
        assert result.exit_code == 5
        assert "nothing was kept" in result.output
        assert "were kept" not in result.output


def test_of_several_seeds_the_median_is_judged_and_that_is_said(cli, script):
    assert "One-step: median RMSE 15.00 beats" in cli("run", "--seeds", "3").stdout


@pytest.mark.parametrize("seeds", [(), ("--seeds", "3")])
def test_the_chart_and_the_table_stand_on_one_screen(cli, script, monkeypatch, seeds):
    monkeypatch.setenv("LINES", "24")
    lines = cli("run", *seeds).stdout.splitlines()
    last = max(row for row, line in enumerate(lines) if line.startswith(("drift", "seasonal naive")))
    assert last + 1 <= 23
    assert any("└" in line for line in lines[:last])
