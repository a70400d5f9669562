"""A run's files are whole or not there."""

import json
import os

import numpy as np
import pytest

from rnntui.runs.files import FilesProblem, ForecastTable, History, RunFiles, written
from rnntui.runs.protocol import Failed, Finished, to_line
from rnntui.runs.weights import read_weights_by_epoch

TABLE = ForecastTable(
    index=("1", "2"),
    part=("test", "future"),
    targets=("",),
    actual=np.array([[1.0], [np.nan]]),
    one_step=np.array([[1.5], [np.nan]]),
    recursive=np.array([[2.0], [3.0]]),
    direct=np.empty((2, 0, 1)),
)


@pytest.fixture
def files(tmp_path):
    return RunFiles(tmp_path)


def test_every_file_is_read_as_it_was_written(files):
    finished = Finished("r", "completed", epochs=3, findings=({"code": "flat-forecast"},))
    state = {"format": 1, "scaler": {"offset": [1.5], "factor": (2.0,)}, "season": None}
    files.write_spec("data = Series('naïve')")
    files.write_finished(finished)
    files.write_history(History(np.array([1.0, 0.5]), np.empty(0)))
    files.write_forecast([TABLE])
    files.write_state(state)
    assert files.read_spec() == "data = Series('naïve')\n"
    assert files.read_finished() == finished
    np.testing.assert_array_equal(files.read_history().loss, [1.0, 0.5])
    np.testing.assert_array_equal(files.read_forecast().recursive, TABLE.recursive)
    assert files.read_state() == {**state, "scaler": {"offset": [1.5], "factor": [2.0]}}


def test_they_are_called_as_the_design_says(files):
    files.write_finished(Finished("r", "completed"))
    files.write_forecast([TABLE])
    names = {path.name for path in files.all()}
    assert names - {"weights.npz"} == {
        "spec.py", "run.json", "history.csv", "forecast.csv", "model.keras", "state.json"
    }  # fmt: skip
    assert json.loads((files.dir / "run.json").read_text())["event"] == "finished"
    assert (files.dir / "forecast.csv").read_text().startswith("index,part,actual,")


def test_a_file_that_breaks_off_leaves_the_old_one(files):
    files.write_spec("old")
    broken = History(np.array([1.0, 2.0]), np.array([1.0]))
    with pytest.raises(ValueError, match="same shape"):
        files.write_history(broken)
    with pytest.raises(UnicodeEncodeError):
        files.write_spec("new \udc80")
    assert files.read_spec() == "old\n"
    assert [path.name for path in files.dir.iterdir()] == ["spec.py"]


def test_readers_never_see_half_a_file(files):
    files.write_spec("old")
    with written(files.spec) as file:
        file.write("new\n")
        file.flush()
        assert files.read_spec() == "old\n"
    assert files.read_spec() == "new\n"


def test_files_have_the_rights_the_user_gives_to_files(files):
    umask = os.umask(0o027)
    try:
        files.write_spec("x")
    finally:
        os.umask(umask)
    assert files.spec.stat().st_mode & 0o777 == 0o640


def test_clearing_removes_the_runs_files_and_nothing_else(files):
    files.write_spec("x")
    (files.dir / ".history.csv.123.part").touch()
    (files.dir / "notes.txt").touch()
    files.clear()
    assert [path.name for path in files.dir.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("name", ["spec", "finished", "history", "forecast", "state"])
def test_a_missing_file_is_said(files, name):
    with pytest.raises(FilesProblem, match="The run has no "):
        getattr(files, f"read_{name}")()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("finished", b"{"),
        ("finished", to_line(Failed("r", "data", "c", "m")).encode()),
        ("finished", b'{"event":"started"}'),
        ("history", b"\xff\xfe"),
        ("history", b"epoch,loss,val_loss\n1,x,\n"),
        ("forecast", b""),
        ("forecast", b"index,part\n"),
        ("state", b"[1]"),
        ("state", b"nonsense"),
    ],
)
def test_a_damaged_file_is_said(files, name, content):
    getattr(files, name).write_bytes(content)
    with pytest.raises(FilesProblem, match="is damaged"):
        getattr(files, f"read_{name}")()


def test_weights_by_epoch_are_read_as_they_were_written(files):
    kernels, biases = np.arange(6.0).reshape(3, 2, 1), np.array([[0.0], [0.5], [1.0]])
    files.write_weights([0, 1, 4], {(1, 0): kernels, (1, 1): biases})
    found = read_weights_by_epoch(files.weights)
    assert [(epoch, list(layers)) for epoch, layers in found.items()] == [(0, [1]), (1, [1]), (4, [1])]
    np.testing.assert_array_equal(found[4][1][0], [[4.0], [5.0]])
    np.testing.assert_array_equal(found[1][1][1], [0.5])
    assert [path.name for path in files.dir.iterdir()] == ["weights.npz"]


@pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x03\x04half"])
def test_a_damaged_archive_of_weights_is_said(files, content):
    files.weights.write_bytes(content)
    with pytest.raises(FilesProblem, match="is damaged"):
        read_weights_by_epoch(files.weights)
