"""The weights after some epochs are those that training passed through, and looking changes nothing."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest

from rnntui.runs.client import WorkerClient
from rnntui.runs.files import RunFiles
from rnntui.runs.protocol import Finished, Train
from rnntui.runs.weights import read_weights, read_weights_by_epoch
from rnntui.spec.parse import parse
from rnntui.worker.build import build_model
from rnntui.worker.program import Programs
from rnntui.worker.snapshots import MOST_PARAMETERS, snapshot_epochs
from tests.worker.reference import fitted, spec_of

LAYERS = "LSTM(3, return_sequences=True), BatchNormalization(), GRU(2), Dropout(0.1), Dense(1)"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RNNTUI_HOME", str(tmp_path_factory.mktemp("home")))
        with WorkerClient() as client:
            yield client


def text(layers: str, fit: str) -> str:
    return (
        f'data = Series("airline", look_back=12)\nmodel = Sequential([{layers}])\n'
        f'model.compile(optimizer=Adam(0.005), loss="mse")\nmodel.fit({fit})\n'
    )


def trained(client: WorkerClient, dir: Path, layers: str, fit: str, **options) -> tuple[Finished, RunFiles]:
    end = list(client.submit(Train(f"run-{dir.name}", text(layers, fit), str(dir), str(dir), 7, **options)))[
        -1
    ]
    assert isinstance(end, Finished), end
    return end, RunFiles(dir)


def test_round_epochs_ever_further_apart_and_less_than_the_last():
    assert snapshot_epochs(21, 40) == (0, 1, 2, 3, 5, 8, 10, 15, 20, 30)
    assert snapshot_epochs(21, 1) == (0,)
    assert len(snapshot_epochs(21, 1_000_000)) < 60
    assert snapshot_epochs(MOST_PARAMETERS + 1, 40) == ()


def test_the_first_are_the_initial_weights_and_the_last_the_models(client, tmp_path):
    end, files = trained(client, tmp_path, LAYERS, "epochs=12, batch_size=10")
    known = read_weights_by_epoch(files.weights)
    assert list(known) == [0, 1, 2, 3, 5, 8, 10, 12]
    assert end.best_epoch == 12
    spec = parse(text(LAYERS, "epochs=12")).spec
    assert spec is not None
    for place, layer in enumerate(build_model(spec, (12, 1), 7).layers):
        for ours, theirs in zip(known[0].get(place, ()), layer.get_weights(), strict=True):
            np.testing.assert_array_equal(ours, theirs)
    kept = [arrays for name, arrays in sorted(read_weights(files.model).items())]
    # By name: batch_normalization, dense, gru, lstm.
    last = [known[12][place] for place in (1, 4, 2, 0)]
    for ours, theirs in zip(last, kept, strict=True):
        for a, b in zip(ours, theirs, strict=True):
            np.testing.assert_array_equal(a, b)
    assert list(files.dir.glob("*.part")) == []


def test_with_patience_they_end_with_the_epoch_that_was_kept(client, tmp_path):
    end, files = trained(client, tmp_path, "Flatten(), Dense(1)", "epochs=400, batch_size=10, patience=1")
    known = read_weights_by_epoch(files.weights)
    assert end.best_epoch < end.epochs
    assert max(known) == end.best_epoch
    [kernel, bias] = read_weights(files.model)["dense"]
    np.testing.assert_array_equal(known[end.best_epoch][1][0], kernel)
    np.testing.assert_array_equal(known[end.best_epoch][1][1], bias)


def test_after_a_final_fit_they_lead_to_the_model_that_was_fitted_on_everything(client, tmp_path):
    end, files = trained(client, tmp_path, "Flatten(), Dense(1)", "epochs=5, batch_size=10", final_fit=True)
    known = read_weights_by_epoch(files.weights)
    assert list(known) == [0, 1, 2, 3, 5]
    assert end.status == "completed"
    np.testing.assert_array_equal(known[5][1][0], read_weights(files.model)["dense"][0])


def test_a_large_model_keeps_none(client, tmp_path):
    _, files = trained(client, tmp_path, "LSTM(32), Dense(1)", "epochs=2, batch_size=10")
    assert not files.weights.exists()
    assert read_weights_by_epoch(files.weights) == {}


def test_looking_changes_no_number(monkeypatch):
    spec = spec_of(layers="GRU(3), Dense(1)", fit="epochs=12, batch_size=12")
    programs = Programs()
    looked_at = fitted(spec, "xla", programs=programs)
    monkeypatch.setattr("rnntui.worker.fitting.snapshot_epochs", lambda parameters, epochs: ())
    left_alone = fitted(spec, "xla", programs=programs)
    assert [one.epoch for one in looked_at.snapshots] == [0, 1, 2, 3, 5, 8, 10]
    assert left_alone.snapshots == []
    assert looked_at.losses == left_alone.losses
    assert looked_at.watched == left_alone.watched
    assert np.array_equal(*(keras.ops.convert_to_numpy(one.weights[0]) for one in (looked_at, left_alone)))
