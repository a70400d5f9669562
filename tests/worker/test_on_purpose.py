"""Mistakes and scrambled windows in training: as in ``fit``, in forecasts, in every result."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf

from rnntui.runs.client import WorkerClient
from rnntui.runs.protocol import Event, Finished, Forecast, Forecasted, Started, Train
from rnntui.spec.mistakes import marks
from rnntui.spec.parse import parse
from rnntui.worker import outcome, scoring
from rnntui.worker.engine.plan import Data, Plan, gather
from rnntui.worker.model_state import StateProblem, model_state, read_state
from tests.worker.reference import fitted, prepared_of, spec_of
from tests.worker.test_engine_is_fit import assert_same

RESHAPED = 'Series("airline", look_back=20, mistakes=["one-step-reshape"])'


@pytest.mark.parametrize("layers", ["LSTM(4), Dense(1)", "SimpleRNN(4), Dense(1)", "Flatten(), Dense(1)"])
def test_one_step_of_all_values_trains_as_in_fit(layers: str) -> None:
    assert_same("xla", "graph", layers=layers, data=RESHAPED)


def test_several_columns_as_one_step_train_as_in_fit() -> None:
    data = (
        'Series("weather", look_back=4, horizon=2, stride=40, split=0.5, target=["temp_min"], '
        'columns=["temp_min", "wind"], validation=0.02, mistakes=["one-step-reshape"])'
    )
    assert_same("graph", layers="GRU(3), Dense(2)", data=data, fit="epochs=5, batch_size=8")


# ---------------------------------------------------------------- what is gathered
def traced(offsets: tf.Tensor | None, one_step: bool = False) -> tuple[tf.Tensor, list[str]]:
    """The windows that begin at 0 and 3 of the values 0, 1, 2, …, and the operations that make them."""
    column = tf.range(30.0)[:, None]
    none = tf.constant(0)
    data = Data(column, column, none, none, tf.constant(0.1), none, offsets)
    plan = Plan(look_back=4, horizon=1, n_train=2, n_watch=0, batch_size=2, one_step=one_step)
    function = tf.function(lambda data, starts: gather(plan, data, starts, (1,))[0], autograph=False)
    starts = tf.constant([0, 3])
    graph = function.get_concrete_function(data, starts).graph
    return function(data, starts), [one.type for one in graph.get_operations()]


def test_nothing_more_is_gathered_where_nothing_is_scrambled() -> None:
    usual, operations = traced(None)
    assert usual[:, :, 0].numpy().tolist() == [[0, 1, 2, 3], [3, 4, 5, 6]]
    assert operations.count("GatherV2") == 2  # windows and targets
    fixed, operations = traced(tf.constant([2, 0, 3, 1]))
    assert fixed[:, :, 0].numpy().tolist() == [[2, 0, 3, 1], [5, 3, 6, 4]]
    assert operations.count("GatherV2") == 2


def test_each_window_is_gathered_by_the_order_of_its_start() -> None:
    table = tf.constant([[3, 2, 1, 0]] * 3 + [[1, 0, 3, 2]] * 24)
    each, _ = traced(table)
    assert each[:, :, 0].numpy().tolist() == [[3, 2, 1, 0], [4, 3, 6, 5]]
    step, _ = traced(table, one_step=True)
    assert step.numpy().tolist() == [[[3, 2, 1, 0]], [[4, 3, 6, 5]]]


# ---------------------------------------------------------------- scores
def scores(order: str) -> tuple[float, float]:
    """One-step and recursive test RMSE of a perceptron."""
    asked = f', order="{order}"' if order else ""
    spec = spec_of(
        "Flatten(), Dense(1)",
        data=f'Series("airline", look_back=20{asked})',
        optimizer="Adam(0.01)",
        fit="epochs=300, batch_size=10",
    )
    fit = fitted(spec, "graph")
    result = fit.trainer.result()
    weights = (result.kept.weights, result.kept.other)
    found = scoring.score_all(
        prepared_of(spec), outcome.forecast_all(prepared_of(spec), fit.predictor, weights)
    )
    return found.metrics["one_step"]["rmse"], found.metrics["recursive"]["rmse"]


def test_a_perceptron_knows_no_order_but_relies_on_the_one_it_learned() -> None:
    usual = scores("")
    assert scores("fixed")[0] == pytest.approx(usual[0], rel=0.25)
    assert scores("test-only")[0] > 2 * usual[0]
    assert scores("test-only")[1] > 2 * usual[1]
    assert scores("each-row")[0] > 2 * usual[0]


@pytest.mark.parametrize("order", ["fixed", "test-only", "each-row"])
def test_forecasts_are_keras_s_own_of_the_scrambled_windows(order: str) -> None:
    data = f'Series("airline", look_back=6, horizon=2, mistakes=["one-step-reshape"], order="{order}")'
    spec = spec_of("Dense(3), Flatten(), Dense(2)", data=data, fit="epochs=2, batch_size=40")
    ready, fit = prepared_of(spec), fitted(spec, "graph")
    fit.network.adopt(*fit.weights)
    model = fit.network.model
    for starts in (ready.train_starts, ready.test_starts):
        said = np.concatenate(list(fit.predictor.one_step(fit.weights, starts)))[:, :, 0]
        np.testing.assert_allclose(said, keras_says(model, ready.windows(starts)), rtol=1e-4, atol=1e-6)
    start, values = 90, ready.inputs[90:96, 0].tolist()
    assert ready.order is not None
    for step in range(0, 6, 2):
        (offsets,) = ready.order.offsets(np.array([start + step]))
        window = np.array(values[-6:], np.float32)[offsets].reshape(1, 1, 6)
        values += keras_says(model, window)[0].tolist()
    path = fit.predictor.path(fit.weights, start, 5)
    assert path is not None
    np.testing.assert_allclose(path[:, 0], values[6:11], rtol=1e-4, atol=1e-6)


def keras_says(model: keras.Model, windows: np.ndarray) -> np.ndarray:
    return model(windows, training=False).numpy()


# ---------------------------------------------------------------- jobs
@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkerClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RNNTUI_HOME", str(tmp_path_factory.mktemp("home")))
        with WorkerClient() as client:
            yield client


def trained(client: WorkerClient, folder: Path, data: str) -> list[Event]:
    folder.mkdir()
    text = (
        f'data = Series("airline", {data})\nmodel = Sequential([SimpleRNN(3), Dense(1)])\n'
        'model.compile(optimizer=Adam(0.01), loss="mse")\nmodel.fit(epochs=3, batch_size=20)\n'
    )
    return list(client.submit(Train(folder.name, text, str(folder), str(folder.parent), forecast=4)))


def test_every_event_of_a_result_says_what_was_done_on_purpose(client: WorkerClient, tmp_path: Path) -> None:
    data = 'look_back=20, mistakes=["split-first", "off-by-one", "one-step-reshape"], order="each-row"'
    started, *_, end = trained(client, tmp_path / "run", data)
    assert isinstance(started, Started)
    assert isinstance(end, Finished), end
    spec = parse(started.spec).spec
    assert spec is not None
    said = marks(spec.data)
    assert len(said) == 4
    assert started.notes[:4] == end.notes[:4] == said
    assert started.input_shape == (1, 20)
    assert started.windows == {"train": 79, "validation": 0, "test": 23}
    assert end.verdict["one_step"]
    errors = end.baselines["seasonal_naive"]
    assert errors["one_step"]["rmse"] == pytest.approx(50.75, abs=0.005)  # rows 120 to 142
    # The stored model, asked again, shows itself the windows as it was trained to see them.
    assert end.forecast is not None
    asked = Forecast("again", dir=str(tmp_path / "run"), cwd=str(tmp_path), steps=4)
    *_, again = client.submit(asked)
    assert isinstance(again, Forecasted), again
    np.testing.assert_allclose(again.values, end.forecast["values"], rtol=1e-5)
    assert again.notes[-4:] == said


def test_a_usual_result_says_nothing_of_it(client: WorkerClient, tmp_path: Path) -> None:
    started, *_, end = trained(client, tmp_path / "run", "look_back=20")
    assert isinstance(started, Started)
    assert isinstance(end, Finished)
    assert not [one for one in (*started.notes, *end.notes) if "on purpose" in one]


def test_a_state_from_before_there_were_orders_can_be_read() -> None:
    spec = spec_of("Flatten(), Dense(1)", data='Series("airline", order="fixed")')
    state = json.loads(json.dumps(model_state(prepared_of(spec), ".", {})))
    assert (read_state(state).order, read_state(state).one_step) == ("fixed", False)
    older = {name: value for name, value in state.items() if name not in ("order", "one_step")}
    assert (read_state(older).order, read_state(older).one_step) == (None, False)
    with pytest.raises(StateProblem):
        read_state({**state, "order": "sideways"})
