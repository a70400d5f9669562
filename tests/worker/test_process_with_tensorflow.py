"""The worker process with TensorFlow itself: what the fakes can't show."""

import contextlib
import os
import signal
from pathlib import Path

import pytest

from rnntui.runs.client import WorkerClient
from rnntui.runs.files import RunFiles
from rnntui.runs.protocol import Finished, Progress, Started, Train, Warm

SPEC = """
data = Series("airline", look_back=12)
model = Sequential([{layers}, Dense(1)])
model.compile(optimizer="adam", loss="mse")
model.fit(epochs={epochs}, batch_size=12)
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A warm worker with an empty compile cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RNNTUI_HOME", str(tmp_path_factory.mktemp("home")))
        with WorkerClient() as client:
            list(client.submit(Warm()))
            yield client


def processes(worker):
    """A worker's living processes, oldest first."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) == worker and fields[0] not in "ZX":  # process group, state
                found.append((int(fields[19]), int(stat.parent.name)))  # by the time it started
    return [pid for _, pid in sorted(found)]


def train_of(layers, epochs, directory):
    return Train("r", SPEC.format(layers=layers, epochs=epochs), str(directory), "/")


@pytest.fixture
def train(tmp_path):
    return lambda layers, epochs: train_of(layers, epochs, tmp_path)


def test_the_process_that_holds_tensorflow_has_one_thread(client):
    """Else a fork may find a lock held for ever."""
    front, holder = processes(client.pid)
    assert [len(list(Path(f"/proc/{pid}/task").iterdir())) for pid in (front, holder)] == [1, 1]


def test_a_run_from_request_to_files(client, train, tmp_path):
    events = list(client.submit(train("Flatten()", 5)))
    assert isinstance(events[0], Started)
    assert events[-1].status == "completed"
    assert len(RunFiles(tmp_path).read_history().loss) == 5
    assert RunFiles(tmp_path).read_finished() == events[-1]


def test_stop_while_xla_compiles_ends_the_run_at_once(client, train):
    events = client.submit(train("LSTM(8, return_sequences=True), LSTM(8)", 10_000))
    assert isinstance(events.next(timeout=60), Started)
    client.stop("r")
    event = events.next(timeout=60)
    assert event == Finished("r", "stopped", notes=event.notes)


def test_stop_while_training_keeps_what_was_trained(client, train, tmp_path):
    events = client.submit(train("Flatten()", 1_000_000))
    assert any(isinstance(event, Progress) and event.epoch for event in events)
    client.stop("r")
    *_, last = events
    assert last.status == "stopped"
    assert 0 < last.epochs < 1_000_000
    assert len(RunFiles(tmp_path).read_history().loss) == last.epochs


def test_cancel_while_training_is_heard_at_once(client, train):
    events = client.submit(train("Flatten()", 1_000_000))
    assert any(isinstance(event, Progress) and event.epoch for event in events)
    client.cancel("r")
    *_, last = events
    assert last == Finished("r", "cancelled")


def test_a_killed_run_does_not_hurt_the_next(client, train):
    events = client.submit(train("Flatten()", 1_000_000))
    assert any(isinstance(event, Progress) and event.epoch for event in events)
    os.kill(processes(client.pid)[-1], signal.SIGKILL)
    *_, last = events
    assert (last.failure, last.code) == ("worker", "died")
    assert list(client.submit(train("Flatten()", 5)))[-1].status == "completed"


def test_a_process_that_trains_again_gives_what_a_new_one_gives_bit_by_bit(client, tmp_path):
    """Another seed, learning rate, patience and number of epochs; with dropout and a final fit."""

    def trained(name, *, seed, rate, epochs, patience):
        text = (
            'data = Series("airline", look_back=6, validation=0.2)\n'
            "model = Sequential([LSTM(3, dropout=0.2), Dense(1)])\n"
            f'model.compile(optimizer=Adam({rate}), loss="mse")\n'
            f"model.fit(epochs={epochs}, batch_size=12, patience={patience})\n"
        )
        directory = tmp_path / name
        directory.mkdir()
        *_, last = client.submit(Train(name, text, str(directory), "/", seed, forecast=3, final_fit=True))
        files = [(directory / file).read_bytes() for file in ("history.csv", "forecast.csv", "state.json")]
        return processes(client.pid)[-1], (files, last.metrics, last.forecast, last.notes, last.best_epoch)

    list(client.submit(train_of("Flatten()", 1, tmp_path)))
    first, _ = trained("first", seed=1, rate=0.002, epochs=250, patience=40)
    second, again = trained("again", seed=2, rate=0.005, epochs=300, patience=60)
    assert first == second
    list(client.submit(train_of("Flatten()", 1, tmp_path)))
    third, alone = trained("alone", seed=2, rate=0.005, epochs=300, patience=60)
    assert third != first
    assert again == alone


def test_another_spec_is_trained_by_another_process(client, train):
    assert list(client.submit(train("Flatten()", 2)))[-1].status == "completed"
    first = processes(client.pid)[-1]
    assert list(client.submit(train("Flatten(), Dense(2)", 2)))[-1].status == "completed"
    assert processes(client.pid)[-1] != first
