"""The whole way through the real worker, in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rnntui.runs.files import RunFiles
from rnntui.runs.store import Store
from tests.cli.conftest import PATIENCE


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    """One short run on airline with a forecast beyond its end, and the home it lives in."""
    home = tmp_path_factory.mktemp("home")
    command = [sys.executable, "-m", "rnntui", "run", "--cell", "lstm", "--epochs", "20", "--forecast", "3"]
    environment = {**os.environ, "RNNTUI_HOME": str(home), "LANG": "C.UTF-8", "COLUMNS": "80"}
    ended = subprocess.run(
        command, capture_output=True, encoding="utf-8", timeout=PATIENCE, env=environment, check=False
    )
    return ended, home


def test_a_run_ends_with_chart_scores_verdict_forecast_and_files(trained):
    ended, _ = trained
    assert ended.returncode == 0, ended.stderr
    assert "╴╴╴ training  ─── actual  ·o· one-step  ╴x╴ recursive  +++ future" in ended.stdout
    for line in ("seasonal naive        42.59", "naive                 49.41", "last year's step      15.83"):
        assert line in ended.stdout
    assert "One-step: " in ended.stdout
    assert "Recursive: " in ended.stdout
    assert "1961-03" in ended.stdout
    directory = Path(ended.stdout.splitlines()[-1].removeprefix("Files: "))
    assert all(path.is_file() for path in RunFiles(directory).all())
    assert "\x1b" not in ended.stdout + ended.stderr


def test_the_run_can_be_shown_and_gone_on_with(trained, rnntui):
    ended, home = trained
    shown = rnntui("show", RNNTUI_HOME=str(home), COLUMNS="80")
    assert shown.returncode == 0
    assert shown.stdout.splitlines()[1:] == ended.stdout.splitlines()[1:]
    ahead = rnntui("forecast", "--steps", "3", "--quiet", RNNTUI_HOME=str(home))
    assert ahead.returncode == 0, ahead.stderr
    assert [
        line for line in ended.stdout.splitlines() if line.startswith("1961-")
    ] == ahead.stdout.splitlines()[1:]


def test_newer_data_that_do_not_fit_are_refused(trained, rnntui, tmp_path):
    _, home = trained
    path = tmp_path / "daily.csv"
    path.write_text("day,passengers\n" + "".join(f"2020-01-{day:02d},{day}\n" for day in range(1, 32)))
    refused = rnntui("forecast", "--data", path, RNNTUI_HOME=str(home))
    assert refused.returncode == 4
    assert "daily" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_json_lines_are_the_events_of_section_six(rnntui):
    ended = rnntui("run", "--json", "--epochs", "5", "--seeds", "2", "--final-fit", "--forecast", "2")
    assert ended.returncode == 0, ended.stderr
    events = [json.loads(line) for line in ended.stdout.splitlines()]
    kinds = [event["event"] for event in events]
    assert [kind for kind in kinds if kind != "progress"] == ["started", "finished"] * 2 + ["summary"]
    assert {"params", "input_shape", "windows", "engine", "threads", "spec", "versions"} <= events[0].keys()
    assert events[0]["windows"]["test"] == 44
    done = events[-2]
    assert len(done["forecast"]["values"]) == 2
    assert "no score" in " ".join(done["notes"])
    assert {"rmse", "mae", "mase"} == done["metrics"]["one_step"].keys()


def test_a_diverging_run_is_exit_code_5(rnntui):
    ended = rnntui("run", "--optimizer", "sgd", "--learning-rate", "1e9", "--epochs", "5")
    assert ended.returncode == 5
    assert "diverged" in ended.stdout


def interrupted(presses: int, number: signal.Signals = signal.SIGINT) -> tuple[int, str]:
    """A long run that gets signals once an epoch is done; its exit code and what it told."""
    command = [sys.executable, "-m", "rnntui", "run", "--epochs", "200000"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    assert running.stderr is not None
    told = []
    for line in running.stderr:
        told.append(line)
        # The first line of progress says that at least one epoch is done.
        if line.startswith(("epoch ", "Stopping")):
            presses -= 1
            running.send_signal(number)
            if not presses:
                break
    out, err = running.communicate(timeout=PATIENCE)
    return running.returncode, "".join(told) + err + out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_stops_and_keeps_what_was_trained(number):
    code, told = interrupted(1, number)
    assert code == 130
    assert "epoch 0/" not in told
    assert "Stopped: " in told
    assert "this model" in told
    (kept,) = Store().list()
    assert kept.status == "stopped"
    assert RunFiles(kept.dir).model.is_file()


def test_ctrl_c_twice_cancels_and_keeps_nothing():
    code, told = interrupted(2)
    assert code == 130
    assert Store().list() == () or Store().list()[0].status == "stopped"  # it may have ended in between
    assert "Cancelling." in told or "Stopped: " in told


def test_a_check_of_a_course_that_is_told_to_end_leaves_nothing_behind(tmp_path):
    checking = subprocess.Popen(
        [sys.executable, "-m", "rnntui", "course", "check"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert checking.stderr is not None
    assert any("Training" in line for line in checking.stderr)
    assert any(tmp_path.glob("rnntui-course-*"))
    checking.terminate()
    checking.communicate(timeout=PATIENCE)
    assert checking.returncode == 130
    assert not any(tmp_path.glob("rnntui-course-*"))


def read_until(pattern: str, arguments: str) -> tuple[str, str]:
    """A run whose reader leaves at the first line of that pattern: its exit code in the shell, and stderr."""
    script = f"{sys.executable} -m rnntui run {arguments} | grep -m 1 -E '{pattern}'; echo ${{PIPESTATUS[0]}}"
    ended = subprocess.run(
        ["bash", "-c", script], capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
    )
    _, code = ended.stdout.splitlines()
    return code, ended.stderr


@pytest.mark.parametrize(
    ("pattern", "flags"),
    [('"epoch":[1-9]', "--json"), ('"epoch":[1-9]', "--seeds 3 --json"), ("epoch [1-9]", "2>&1")],
)
def test_a_reader_that_goes_away_stops_the_training_which_is_kept(pattern, flags):
    code, said = read_until(pattern, f"--epochs 200000 {flags}")
    assert (code, said) == ("141", "")
    (kept,) = Store().list()
    assert kept.status == "stopped"
    assert all(path.is_file() for path in RunFiles(kept.dir).all())


def test_a_worker_that_can_not_import_tensorflow_is_exit_code_6(rnntui, tmp_path):
    broken = tmp_path / "broken" / "tensorflow"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('no such thing here')")
    ended = rnntui("run", PYTHONPATH=str(broken.parent))
    assert ended.returncode == 6
    assert "TensorFlow" in ended.stderr
    assert "rnntui: " in ended.stderr
