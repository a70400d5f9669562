"""Training, forecasting and describing through the real worker, on the real series."""

from __future__ import annotations

import csv
import json
import math
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnntui.runs.client import WorkerClient
from rnntui.runs.files import RunFiles
from rnntui.runs.paths import cache_dir
from rnntui.runs.protocol import (
    Describe,
    Described,
    Event,
    Failed,
    Finished,
    Forecast,
    Forecasted,
    Progress,
    Started,
    Train,
)

NUMBERS = count()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkerClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RNNTUI_HOME", str(tmp_path_factory.mktemp("home")))
        with WorkerClient() as client:
            yield client


def spec(
    layers: str = "Flatten(), Dense(1)",
    data: str = 'Series("airline", look_back=20)',
    optimizer: str = "Adam(0.005)",
    fit: str = "epochs=20, batch_size=10",
) -> str:
    return (
        f"data = {data}\nmodel = Sequential([{layers}])\n"
        f'model.compile(optimizer={optimizer}, loss="mse")\nmodel.fit({fit})\n'
    )


def trained(client: WorkerClient, dir: Path, text: str, **options: Any) -> list[Event]:
    """All events of a training, in order."""
    run = f"run-{next(NUMBERS)}"
    return list(client.submit(Train(run, text, str(dir), str(dir.parent), **options)))


def elsewhere(client: WorkerClient, tmp_path: Path) -> None:
    """Train something else, so that the next training gets a process of its own."""
    dir = tmp_path / f"elsewhere-{next(NUMBERS)}"
    dir.mkdir()
    finished(trained(client, dir, spec(fit="epochs=1, batch_size=80")))


def finished(events: list[Event]) -> Finished:
    assert isinstance(events[-1], Finished), events[-1]
    return events[-1]


def compiled_by_xla(events: list[Event]) -> bool:
    return isinstance(events[0], Started) and events[0].engine == "xla"


def failed(events: list[Event]) -> Failed:
    assert isinstance(events[-1], Failed), events[-1]
    return events[-1]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open() as file:
        return list(csv.DictReader(file))


def rmse(table: list[dict[str, str]], column: str, part: str = "test") -> float:
    pairs = [
        (float(row["actual"]), float(row[column])) for row in table if row["part"] == part and row[column]
    ]
    return math.sqrt(sum((actual - said) ** 2 for actual, said in pairs) / len(pairs))


def test_a_run_starts_progresses_and_finishes_with_scores_beside_the_baselines(
    client: WorkerClient, tmp_path: Path
) -> None:
    events = trained(client, tmp_path, spec(), seed=3)
    started, *progress, last = events
    assert isinstance(started, Started)
    assert (started.params, started.input_shape, started.seed) == (21, (20, 1), 3)
    assert started.windows == {"train": 80, "validation": 0, "test": 44}
    assert all(isinstance(event, Progress) for event in progress)
    losses = [loss for event in progress if isinstance(event, Progress) for loss in event.loss]
    assert len(losses) == 20
    end = finished(events)
    assert last is end
    assert (end.status, end.epochs, end.best_epoch, end.selected_on) == ("completed", 20, 20, "test")
    baselines = {name: scores["one_step"]["rmse"] for name, scores in end.baselines.items()}
    assert baselines == pytest.approx(
        {"naive": 49.41, "seasonal_naive": 42.59, "drift": 49.58, "last_years_step": 15.83}, abs=0.005
    )
    ahead = {name: scores["recursive"]["rmse"] for name, scores in end.baselines.items()}
    assert (ahead["naive"], ahead["seasonal_naive"]) == pytest.approx((105.75, 95.78), abs=0.005)
    assert ahead["last_years_step"] == pytest.approx(24.77, abs=0.005)
    assert set(end.seconds) == {"import", "compile", "train", "total"}


def test_the_files_hold_what_the_event_says(client: WorkerClient, tmp_path: Path) -> None:
    end = finished(trained(client, tmp_path, spec(), forecast=3))
    files = RunFiles(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in files.all()}
    assert json.loads(files.finished.read_text())["metrics"] == end.metrics
    table = rows(files.forecast)
    assert rmse(table, "one_step") == pytest.approx(end.metrics["one_step"]["rmse"], rel=1e-9)
    assert rmse(table, "recursive") == pytest.approx(end.metrics["recursive"]["rmse"], rel=1e-9)
    assert end.forecast is not None
    future = [row for row in table if row["part"] == "future"]
    assert [row["index"] for row in future] == end.forecast["index"] == ["1961-01", "1961-02", "1961-03"]
    assert [float(row["recursive"]) for row in future] == pytest.approx(end.forecast["values"])
    assert len(rows(files.history)) == 20


def test_one_step_and_recursive_are_what_keras_says_of_the_stored_model(
    client: WorkerClient, tmp_path: Path
) -> None:
    import keras

    transform = '["log", "diff", "diff:12"]'
    text = spec("LSTM(4), Dense(1)", f'Series("airline", look_back=12, transform={transform})')
    finished(trained(client, tmp_path, text, forecast=2))
    model = keras.models.load_model(tmp_path / "model.keras")
    state = json.loads((tmp_path / "state.json").read_text())
    low, spread = state["scaler_inputs"]["offset"][0], state["scaler_inputs"]["factor"][0]
    table = rows(tmp_path / "forecast.csv")
    history = [float(row["actual"]) for row in table if row["actual"]]

    def next_month(known: list[float]) -> float:
        logs = np.log(known)
        steps = np.diff(logs)
        scaled = (steps[12:] - steps[:-12] - low) / spread
        said = float(model(scaled[-12:].reshape(1, 12, 1).astype("float32"))[0, 0]) * spread + low
        return float(np.exp(logs[-1] + steps[-12] + said))

    assert float(table[100]["one_step"]) == pytest.approx(next_month(history[:100]), rel=1e-5)
    assert float(table[143]["one_step"]) == pytest.approx(next_month(history[:143]), rel=1e-5)
    path = history[:100]
    for row in table[100:]:
        path.append(next_month(path if row["part"] == "test" else history + path[144:]))
    assert [float(row["recursive"]) for row in table[100:144]] == pytest.approx(path[100:144], rel=1e-4)
    beyond = [*history, next_month(history)]
    assert float(table[144]["recursive"]) == pytest.approx(beyond[-1], rel=1e-4)
    assert float(table[145]["recursive"]) == pytest.approx(next_month(beyond), rel=1e-4)


def test_the_same_seed_gives_the_same_run_bit_by_bit(client: WorkerClient, tmp_path: Path) -> None:
    ends = []
    for name in ("one", "two"):
        elsewhere(client, tmp_path)
        dir = tmp_path / name
        dir.mkdir()
        ends.append(finished(trained(client, dir, spec("GRU(3), Dense(1)"), seed=7)))
    assert ends[0].metrics == ends[1].metrics
    assert (tmp_path / "one/history.csv").read_text() == (tmp_path / "two/history.csv").read_text()
    assert (tmp_path / "one/forecast.csv").read_text() == (tmp_path / "two/forecast.csv").read_text()


def test_the_compile_cache_changes_nothing_and_a_broken_one_is_cleared(
    client: WorkerClient, tmp_path: Path
) -> None:
    def loss(name: str) -> str:
        elsewhere(client, tmp_path)
        dir = tmp_path / name
        dir.mkdir()
        # A cache entry of its own: no other test trains this model.
        events = trained(client, dir, spec("SimpleRNN(7), Dense(1)", fit="epochs=100, batch_size=10"))
        assert compiled_by_xla(events)
        assert finished(events).status == "completed"
        return (dir / "history.csv").read_text()

    entries = cache_dir() / "xla"
    cold = loss("cold")
    assert list(entries.iterdir())
    assert loss("cached") == cold
    for entry in entries.iterdir():
        entry.write_bytes(b"broken" * 100)
    assert loss("broken") == cold
    assert b"broken" not in b"".join(entry.read_bytes()[:6] for entry in entries.iterdir())
    for entry in entries.iterdir():
        entry.write_bytes(entry.read_bytes()[: entry.stat().st_size // 2])
    assert loss("cut off") == cold


def test_other_numbers_and_seeds_do_not_compile_anew(client: WorkerClient, tmp_path: Path) -> None:
    entries = cache_dir() / "xla"

    def compiled(rate: float, fit: str, seed: int) -> set[str]:
        elsewhere(client, tmp_path)
        text = spec("SimpleRNN(9), Dense(1)", optimizer=f"Adam({rate})", fit=fit)
        events = trained(client, tmp_path, text, seed=seed)
        assert compiled_by_xla(events)
        finished(events)
        return {entry.name for entry in entries.iterdir()}

    first = compiled(0.001, "epochs=100, batch_size=10", 0)
    assert compiled(0.005, "epochs=1000, batch_size=10", 1) == first
    early = compiled(0.001, "epochs=100, batch_size=10, patience=5", 0)
    assert compiled(0.001, "epochs=100, batch_size=10, patience=8", 0) == early


def test_validation_is_watched_instead_of_the_test_part(client: WorkerClient, tmp_path: Path) -> None:
    data = 'Series("airline", look_back=12, validation=0.15)'
    events = trained(client, tmp_path, spec(data=data, fit="epochs=60, batch_size=10, patience=3"))
    started, end = events[0], finished(events)
    assert isinstance(started, Started)
    assert started.windows == {"train": 73, "validation": 15, "test": 44}
    assert end.selected_on == "validation"
    assert {row["part"] for row in rows(tmp_path / "forecast.csv")} == {"train", "validation", "test"}


def test_a_horizon_is_scored_lead_by_lead_and_fed_back_in_blocks(
    client: WorkerClient, tmp_path: Path
) -> None:
    data = 'Series("airline", look_back=12, horizon=6)'
    end = finished(trained(client, tmp_path, spec("LSTM(3), Dense(6)", data), forecast=8))
    assert len(end.metrics["direct"]["leads"]) == 6
    assert end.metrics["direct"]["leads"][0] == end.metrics["one_step"]
    assert len(end.baselines["naive"]["direct"]["leads"]) == 6
    table = rows(tmp_path / "forecast.csv")
    # The first block of the recursive forecast is the direct forecast made at the end of the training part.
    first = table[100:106]
    direct = [float(row[f"direct_{lead}"]) for lead, row in enumerate(first, 1)]
    assert [float(row["recursive"]) for row in first] == pytest.approx(direct, rel=1e-5)
    assert end.forecast is not None
    assert len(end.forecast["values"]) == 8


def test_columns_that_are_not_forecast_leave_no_recursive_score(client: WorkerClient, tmp_path: Path) -> None:
    data = 'Series("weather", look_back=5, columns=["temp_max", "temp_min"], target="temp_min")'
    end = finished(trained(client, tmp_path, spec("GRU(3), Dense(1)", data, fit="epochs=1, batch_size=100")))
    assert end.metrics["recursive"] is None
    assert "temp_max" in end.reasons["recursive"]
    assert end.verdict["recursive"] is None


def test_a_forecast_beyond_what_can_be_fed_back_is_refused_before_training(
    client: WorkerClient, tmp_path: Path
) -> None:
    data = 'Series("weather", look_back=5, columns=["temp_max", "temp_min"], target="temp_min")'
    text = spec("GRU(3), Dense(1)", data, fit="epochs=1, batch_size=100")
    refusal = failed(trained(client, tmp_path, text, forecast=2))
    assert (refusal.failure, refusal.code) == ("spec", "forecast-beyond-horizon")
    end = finished(trained(client, tmp_path, text, forecast=1))
    assert end.forecast is not None
    assert end.forecast["index"] == ["2016-01-01"]


def test_a_final_fit_keeps_the_honest_scores_and_forecasts_with_another_model(
    client: WorkerClient, tmp_path: Path
) -> None:
    text = spec("Flatten(), Dense(1)", fit="epochs=300, batch_size=10")
    plain = finished(trained(client, tmp_path, text, forecast=2))
    final = finished(trained(client, tmp_path, text, forecast=2, final_fit=True))
    assert final.metrics == plain.metrics
    assert plain.forecast is not None
    assert final.forecast is not None
    assert final.forecast["values"] != plain.forecast["values"]
    assert any("no score" in note for note in final.notes)
    state = json.loads((tmp_path / "state.json").read_text())
    # Fitted on everything: 104 ... 622 instead of 104 ... 413.
    assert state["scaler_targets"] == {"kind": "minmax", "offset": [104.0], "factor": [518.0]}


def test_divergence_is_said_and_scored_from_the_last_finite_epoch(
    client: WorkerClient, tmp_path: Path
) -> None:
    end = finished(trained(client, tmp_path, spec(optimizer="SGD(3.0)", fit="epochs=500")))
    assert end.status == "diverged"
    assert end.best_epoch == end.epochs - 1
    assert (tmp_path / "model.keras").exists()
    assert end.metrics["one_step"] is not None


def test_divergence_at_once_leaves_no_scores_and_says_so(client: WorkerClient, tmp_path: Path) -> None:
    end = finished(trained(client, tmp_path, spec(optimizer="SGD(1e30)", fit="epochs=5")))
    assert (end.status, end.best_epoch) == ("diverged", 0)
    assert end.metrics["one_step"] is None
    assert end.baselines["naive"]["one_step"]["rmse"] == pytest.approx(49.41, abs=0.005)
    assert any("first epoch" in note for note in end.notes)
    assert not (tmp_path / "model.keras").exists()


def test_a_stop_keeps_what_was_trained(client: WorkerClient, tmp_path: Path) -> None:
    run = "stopped"
    text = spec("LSTM(3), Dense(1)", fit="epochs=1000000, batch_size=10")
    events = client.submit(Train(run, text, str(tmp_path), str(tmp_path)))
    seen: list[Event] = []
    for event in events:
        seen.append(event)
        if isinstance(event, Progress) and event.epoch > 2:
            client.stop(run)
    end = finished(seen)
    assert end.status == "stopped"
    assert 2 < end.epochs < 1000000
    assert end.metrics["one_step"] is not None
    assert (tmp_path / "model.keras").exists()


def test_a_run_whose_files_cannot_be_written_still_tells_its_scores(
    client: WorkerClient, tmp_path: Path
) -> None:
    end = finished(trained(client, tmp_path / "nowhere", spec()))
    assert end.status == "completed"
    assert end.metrics["one_step"] is not None
    assert end.files == {}
    assert any("can't be written" in note for note in end.notes)


@pytest.mark.parametrize(
    ("text", "failure", "code"),
    [
        ("data = Series(", "spec", None),
        (spec(data='Series("airlin", look_back=20)'), "data", None),
        (spec(data='Series("nowhere.csv", look_back=20)'), "data", None),
        (spec("LSTM(5)"), "spec", None),
        (spec(data='Series("airline", look_back=200)'), "spec", None),
    ],
)
def test_what_cannot_be_trained_is_refused_with_a_sentence(
    client: WorkerClient, tmp_path: Path, text: str, failure: str, code: str | None
) -> None:
    refusal = failed(trained(client, tmp_path, text))
    assert refusal.failure == failure
    assert refusal.message.endswith((".", "?"))
    assert list(tmp_path.iterdir()) == []


def test_a_stored_model_forecasts_what_it_forecast_when_it_was_trained(
    client: WorkerClient, tmp_path: Path
) -> None:
    end = finished(trained(client, tmp_path, spec("LSTM(3), Dense(1)"), forecast=5))
    (again,) = client.submit(Forecast("again", str(tmp_path), str(tmp_path), 5))
    assert isinstance(again, Forecasted)
    assert end.forecast is not None
    assert list(again.index) == end.forecast["index"]
    assert again.values == pytest.approx(end.forecast["values"], rel=1e-6)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda files: zipfile.ZipFile(files.model, "w").close(), "model.keras can't be loaded: "),
        (
            lambda files: files.write_state({**files.read_state(), "look_back": 7}),
            "does not belong to .*model.keras: their windows differ in shape",
        ),
    ],
)
def test_a_stored_model_that_is_damaged_is_refused(
    client: WorkerClient, tmp_path: Path, damage: Callable[[RunFiles], None], said: str
) -> None:
    trained(client, tmp_path, spec("LSTM(3), Dense(1)", fit="epochs=1"))
    damage(RunFiles(tmp_path))
    (refused,) = client.submit(Forecast("again", str(tmp_path), str(tmp_path), 5))
    assert isinstance(refused, Failed)
    assert refused.code == "run-unreadable"
    assert re.search(said, refused.message)


TWO = 'Series("weather", look_back=5, columns=["temp_max", "wind"], target=["temp_max", "wind"]'


def test_several_targets_are_scored_each_in_its_own_units(client: WorkerClient, tmp_path: Path) -> None:
    text = spec("GRU(3), Dense(2)", TWO + ")", fit="epochs=2, batch_size=100")
    end = finished(trained(client, tmp_path, text, forecast=3))
    table = rows(tmp_path / "forecast.csv")
    mases = []
    for name in ("temp_max", "wind"):
        actual = np.array([float(row[f"{name}.actual"]) for row in table if row["part"] != "future"])
        said = np.array([float(row[f"{name}.one_step"]) for row in table if row["part"] == "test"])
        test = slice(len(actual) - len(said), None)
        scores = end.targets[name]["metrics"]["one_step"]
        assert scores["rmse"] == pytest.approx(np.sqrt(np.mean((said - actual[test]) ** 2)), rel=1e-9)
        step = np.abs(np.diff(actual[: test.start])).mean()
        assert scores["mase"] == pytest.approx(np.abs(said - actual[test]).mean() / step, rel=1e-9)
        naive = end.targets[name]["baselines"]["naive"]["one_step"]["rmse"]
        assert naive == pytest.approx(np.sqrt(np.mean(np.diff(actual)[test.start - 1 :] ** 2)), rel=1e-9)
        assert "MASE" not in end.targets[name]["verdict"]["one_step"]
        mases.append(scores["mase"])
    assert end.metrics["one_step"] == {"rmse": None, "mae": None, "mase": pytest.approx(np.mean(mases))}
    assert end.baselines["naive"]["recursive"]["rmse"] is None
    assert end.verdict["one_step"] is not None
    assert "MASE of 2 targets" in end.verdict["one_step"]
    (again,) = client.submit(Forecast("again", str(tmp_path), str(tmp_path), 3))
    assert isinstance(again, Forecasted), again
    assert end.forecast is not None
    for name in ("temp_max", "wind"):
        assert again.targets[name] == pytest.approx(end.forecast["targets"][name], rel=1e-6)
        assert again.history_targets[name][-1] == float(table[-4][f"{name}.actual"])
    assert again.values == again.targets["temp_max"]


def test_one_target_has_no_scores_per_target(client: WorkerClient, tmp_path: Path) -> None:
    assert finished(trained(client, tmp_path, spec(fit="epochs=1"))).targets == {}


def test_a_horizon_with_a_transform_is_undone_along_the_path_and_in_every_lead(
    client: WorkerClient, tmp_path: Path
) -> None:
    import keras

    data = 'Series("airline", look_back=12, horizon=4, transform=["log", "diff"], scale="standard")'
    end = finished(trained(client, tmp_path, spec("LSTM(3), Dense(4)", data), forecast=6))
    model = keras.models.load_model(tmp_path / "model.keras")
    state = json.loads((tmp_path / "state.json").read_text())
    mean, deviation = state["scaler_inputs"]["offset"][0], state["scaler_inputs"]["factor"][0]
    table = rows(tmp_path / "forecast.csv")
    history = [float(row["actual"]) for row in table if row["actual"]]

    def block(known: list[float]) -> list[float]:
        scaled = (np.diff(np.log(known))[-12:] - mean) / deviation
        said = np.asarray(model(scaled.reshape(1, 12, 1).astype("float32")))[0] * deviation + mean
        return list(np.exp(np.log(known[-1]) + np.cumsum(said)))

    path = history[:100]
    while len(path) < 144:
        path += block(path)
    assert [float(row["recursive"]) for row in table[100:144]] == pytest.approx(path[100:144], rel=1e-4)
    leads = [float(table[120 + lead][f"direct_{lead + 1}"]) for lead in range(4)]
    assert leads == pytest.approx(block(history[:120]), rel=1e-5)
    ahead = block(history)
    ahead += block(history + ahead)
    assert end.forecast is not None
    assert end.forecast["values"] == pytest.approx(ahead[:6], rel=1e-4)


def test_a_recursive_path_longer_than_one_call_goes_on_where_the_last_one_ended(
    client: WorkerClient, tmp_path: Path
) -> None:
    import keras

    finished(trained(client, tmp_path, spec("LSTM(3), Dense(1)"), forecast=600))
    model = keras.models.load_model(tmp_path / "model.keras")
    table = rows(tmp_path / "forecast.csv")
    low, spread = 104.0, 309.0  # of the first 100 months
    ahead = [float(row["recursive"]) for row in table if row["part"] == "future"]
    assert len(ahead) == 600
    for step in (511, 512, 513, 599):  # 512 blocks make a call
        window = (np.array(ahead[step - 20 : step]) - low) / spread
        said = float(model(window.reshape(1, 20, 1).astype("float32"))[0, 0]) * spread + low
        assert ahead[step] == pytest.approx(said, rel=1e-4)


def test_a_short_training_sends_it_after_few_epochs_to_be_looked_back_on(
    client: WorkerClient, tmp_path: Path
) -> None:
    events = trained(client, tmp_path, spec(fit="epochs=40, batch_size=10"))
    told = {
        event.epoch: event.recursive for event in events if isinstance(event, Progress) and event.recursive
    }
    assert {1, 3, 10, 30} <= set(told)
    assert len(set(told.values())) == len(told)
    assert {len(values) for values in told.values()} == {44}


def test_a_training_that_lasts_sends_the_recursive_forecast_as_it_learns(
    client: WorkerClient, tmp_path: Path
) -> None:
    text = spec("LSTM(3), Dense(1)", fit="epochs=1000000, batch_size=10")
    live: tuple[float | None, ...] = ()
    for event in client.submit(Train("live", text, str(tmp_path), str(tmp_path))):
        if isinstance(event, Progress) and event.recursive and not live:
            live = event.recursive
            client.stop("live")
    assert isinstance(event, Finished)
    assert len(live) == 44
    assert all(value is not None and 0 < value < 2000 for value in live)


def test_a_stored_model_goes_on_from_newer_data(client: WorkerClient, tmp_path: Path) -> None:
    finished(trained(client, tmp_path, spec("LSTM(3), Dense(1)")))
    table = rows(tmp_path / "forecast.csv")
    data = tmp_path / "newer.csv"
    lines = [f"{row['index']}-01,{row['actual']}" for row in table[:120]]
    data.write_text("month,passengers\n" + "\n".join(lines) + "\n")
    (event,) = client.submit(Forecast("newer", str(tmp_path), str(tmp_path), 1, name="newer.csv"))
    assert isinstance(event, Forecasted), event
    # The data ends where the 120th month ends: the forecast is the one-step forecast of the 121st.
    assert event.values[0] == pytest.approx(float(table[120]["one_step"]), rel=1e-5)
    assert "ends at 1958-12" in event.notes[-1]
    assert "of some rows ahead it knew the truth" in event.notes[-1]


def test_a_model_of_a_relative_csv_path_finds_its_data_from_any_directory(
    client: WorkerClient, tmp_path: Path
) -> None:
    (tmp_path / "mine.csv").write_text("sales\n" + "".join(f"{100 + n % 7}\n" for n in range(60)))
    dir = tmp_path / "run"
    dir.mkdir()
    finished(trained(client, dir, spec(data='Series("mine.csv", look_back=7)', fit="epochs=2")))
    (event,) = client.submit(Forecast("elsewhere", str(dir), "/", 2))
    assert isinstance(event, Forecasted), event
    assert event.index == ("61", "62")


def test_values_that_a_stored_transform_cannot_take_are_refused_with_the_reason(
    client: WorkerClient, tmp_path: Path
) -> None:
    finished(trained(client, tmp_path, spec(data='Series("airline", look_back=3, transform=["log"])')))
    months = [f"{1950 + n // 12}-{n % 12 + 1:02d}-01,{n % 7 - 3}" for n in range(24)]
    (tmp_path / "negative.csv").write_text("month,passengers\n" + "\n".join(months) + "\n")
    (event,) = client.submit(Forecast("negative", str(tmp_path), str(tmp_path), 1, name="negative.csv"))
    assert isinstance(event, Failed)
    assert (event.failure, event.code) == ("data", "log-of-nonpositive")


def test_an_epoch_that_the_test_part_chose_is_said_in_the_result(
    client: WorkerClient, tmp_path: Path
) -> None:
    text = spec(fit="epochs=30, batch_size=10, patience=2")
    assert any("flatter" in note for note in finished(trained(client, tmp_path, text)).notes)
    honest = spec(data='Series("airline", look_back=12, validation=0.2)', fit="epochs=30, patience=2")
    assert finished(trained(client, tmp_path, honest)).notes == ()


@pytest.mark.parametrize(
    ("header", "rows_", "code"),
    [
        (
            "month,sales",
            [f"{1950 + n // 12}-{n % 12 + 1:02d}-01,{100 + n % 7}" for n in range(60)],
            "unknown-column",
        ),
        ("day,passengers", [f"2020-01-{n + 1:02d},{100 + n % 7}" for n in range(31)], "other-frequency"),
        ("month,passengers", [f"1950-{n + 1:02d}-01,{100 + n % 7}" for n in range(12)], "too-short"),
    ],
)
def test_data_that_does_not_fit_a_stored_model_is_refused_with_the_reason(
    client: WorkerClient, tmp_path: Path, header: str, rows_: list[str], code: str
) -> None:
    finished(trained(client, tmp_path, spec()))
    (tmp_path / "other.csv").write_text("\n".join([header, *rows_]) + "\n")
    (event,) = client.submit(Forecast("other", str(tmp_path), str(tmp_path), 3, name="other.csv"))
    assert isinstance(event, Failed)
    assert event.code == code


def test_a_description_needs_no_tensorflow_and_thins_a_long_series(
    client: WorkerClient, tmp_path: Path
) -> None:
    (event,) = client.submit(Describe("d", "two-sines", str(tmp_path)))
    assert isinstance(event, Described)
    assert event.n == 5000
    assert len(event.values) <= 2000
    assert (min(event.values), max(event.values)) == (event.minimum, event.maximum)
