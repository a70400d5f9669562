"""What conditions may name is what a finished run gives, no less and no more."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from rnntui.course.names import RUN, is_of_run, refusal
from rnntui.runs.client import WorkerClient
from rnntui.runs.files import FilesProblem
from rnntui.runs.protocol import Finished, Train
from rnntui.runs.values import run_values
from rnntui.runs.weights import read_weights
from tests.course.conftest import SPEC

LSTM = SPEC.replace("Flatten(), Dense(1)", "LSTM(3), Dropout(0.1), Dense(1)").replace("epochs=10", "epochs=2")


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Finished, Path]:
    """A real run of an LSTM and its directory."""
    place = tmp_path_factory.mktemp("run")
    with WorkerClient() as client:
        *_, last = client.submit(Train("r", LSTM, str(place), str(place)))
    assert isinstance(last, Finished), last
    return last, place


def test_the_names_are_those_of_a_run(trained: tuple[Finished, Path]) -> None:
    values = run_values(trained[0], LSTM)
    assert set(values) == set(RUN)
    for group in ("baselines", "seconds", "test"):
        assert set(values[group]) == set(RUN[group] or ())
    assert set(values["one_step"]) == {"rmse", "mae", "mase"}
    assert values["layers"] == ("LSTM", "Dropout", "Dense")
    assert values["params"] == 4 * 3 * (1 + 3 + 1) + 4
    assert len(values["loss"]) == len(values["val_loss"]) == 2
    assert {len(column) for column in values["test"].values()} == {44}
    assert {layer: [len(array) for array in arrays] for layer, arrays in values["weights"].items()} == {
        "lstm": [12, 36, 12],
        "dense": [3, 1],
    }


def test_what_a_run_did_not_keep_is_not_there(trained: tuple[Finished, Path], tmp_path: Path) -> None:
    nothing: Mapping[str, Any] = run_values(Finished("r", "cancelled"), LSTM)
    assert set(nothing) == set(RUN)
    assert [nothing[name] for name in ("one_step", "loss", "test", "weights")] == [None] * 4


def test_weights_that_are_missing_or_damaged_are_told(trained: tuple[Finished, Path], tmp_path: Path) -> None:
    model = tmp_path / "model.keras"
    with pytest.raises(FilesProblem, match=r"has no model\.keras"):
        read_weights(model)
    for content in (b"", b"PK\x05\x06" + bytes(18), (trained[1] / "model.keras").read_bytes()[:3000]):
        model.write_bytes(content)
        with pytest.raises(FilesProblem, match="damaged"):
            read_weights(model)
    shutil.copy(trained[1] / "model.keras", model)
    assert read_weights(model)["lstm"][0].shape == (1, 12)


def test_a_name_that_refers_to_nothing_is_told() -> None:
    assert refusal("one_step.rmse") is None
    assert refusal("weights.dense") is None
    assert refusal("baselines.naiv.one_step.rmse") == "baselines has no naiv: did you mean naive?"
    assert is_of_run("one_step.rmse")
    assert not is_of_run("rows")
