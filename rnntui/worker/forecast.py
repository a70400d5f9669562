"""The forecast job: a stored model, with its own scaler and transform, on the data it is given."""

from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf

from rnntui.runs.files import FilesProblem, RunFiles
from rnntui.runs.protocol import Forecast, Forecasted
from rnntui.series.labels import index_after
from rnntui.series.mistakes import WindowOrder
from rnntui.series.open import open_series
from rnntui.series.records import DataProblem, Series
from rnntui.spec.mistakes import marks
from rnntui.spec.parse import parse
from rnntui.spec.records import SeriesSource
from rnntui.worker.channel import Channel
from rnntui.worker.engine.forward import Network
from rnntui.worker.engine.generator import compile_quickly
from rnntui.worker.engine.predict import Forecasting, Predictor
from rnntui.worker.model_state import ModelState, StateProblem, read_state
from rnntui.worker.refusal import Refusal

HISTORY_SHOWN = 200


def forecast(request: Forecast, channel: Channel) -> None:
    """Forecast ``steps`` rows beyond the end of the data and send them with the end of the history."""
    channel.phase("prepare")
    compile_quickly()
    # As in training: other thread counts give other last bits.
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    state, source, model = _stored(request)
    _check_steps(request.steps, state)
    try:
        series = _data(request, state, source)
        channel.phase("score")
        values = _ahead(state, series, model, request.steps)
    except DataProblem as problem:
        raise Refusal.of_data(problem) from problem
    history = {name: series.values[-HISTORY_SHOWN:, series.columns.index(name)] for name in state.target}
    ended = {name: tuple(column.tolist()) for name, column in history.items()}
    ahead = {name: tuple(values[:, column].tolist()) for column, name in enumerate(state.target)}
    several = len(state.target) > 1
    channel.send(
        Forecasted(
            run=request.run,
            index=index_after(series.labels[-1:], series.frequency, request.steps),
            values=ahead[state.target[0]],
            history_index=tuple(series.labels[-HISTORY_SHOWN:]),
            history=ended[state.target[0]],
            targets=ahead if several else {},
            history_targets=ended if several else {},
            notes=(*series.notes, *marks(source), *_known_already(state, series)),
        )
    )


def _stored(request: Forecast) -> tuple[ModelState, SeriesSource, keras.Model]:
    """What the run's directory holds."""
    files = RunFiles(request.dir)
    try:
        state = read_state(files.read_state())
        parsed = parse(files.read_spec())
    except FilesProblem as problem:
        raise Refusal("data", "run-unreadable", problem.message, problem.hint) from problem
    except StateProblem as problem:
        raise Refusal(
            "data", "run-unreadable", f"This run can't be used: {problem}.", "Train again."
        ) from problem
    if parsed.source is None:
        raise Refusal(
            "data", "run-unreadable", f"{files.spec} is damaged: it names no series.", "Train again."
        )
    try:
        model = keras.models.load_model(files.model, compile=False)
    except Exception as error:  # a damaged file: Keras lets through what its archive's parts raise
        said = next(iter(str(error).splitlines()), type(error).__name__)
        raise Refusal(
            "data", "run-unreadable", f"{files.model} can't be loaded: {said}", "Train again."
        ) from error
    features = len(state.columns)
    window = (1, state.look_back * features) if state.one_step else (state.look_back, features)
    if tuple(model.input_shape[1:]) != window:
        message = f"{files.state} does not belong to {files.model}: their windows differ in shape."
        raise Refusal("data", "run-unreadable", message, "Train again.")
    return state, parsed.source, model


def _data(request: Forecast, state: ModelState, source: SeriesSource) -> Series:
    """The series to go on from, held against what the model was trained on.

    Raises:
        DataProblem: columns missing, another frequency, too short, or unreadable.
    """
    needed = tuple(dict.fromkeys((*state.columns, *state.target)))
    series = open_series(
        request.name or source.name,
        cwd=request.cwd if request.name else state.directory,
        columns=needed,
        target=state.target,
        # New data finds its date column by itself where it has another name for it.
        date_column=source.date_column if request.name is None else None,
        season=state.season,
    )
    if series.frequency != state.frequency:
        raise DataProblem(
            "other-frequency",
            f"The model was trained on {_spoken(state.frequency)} data, "
            f"and {series.name} is {_spoken(series.frequency)}.",
            "Give it data of the same frequency, or train on this series.",
        )
    rows = state.look_back + state.transform.lost
    if len(series.values) < rows:
        raise DataProblem(
            "too-short",
            f"{series.name} has {len(series.values)} rows, and the model needs the last {rows} "
            f"(look_back {state.look_back}, and {state.transform.lost} for the transform).",
            "Give it a longer series.",
        )
    return series


def _known_already(state: ModelState, series: Series) -> tuple[str, ...]:
    """A warning where the model was trained on what it is now asked for; dates of ISO sort as they are."""
    if state.frequency is None or state.last is None or series.labels[-1] >= state.last:
        return ()
    return (
        f"{series.name} ends at {series.labels[-1]}, and the model was trained on a series up to "
        f"{state.last}: of some rows ahead it knew the truth.",
    )


def _spoken(frequency: str | None) -> str:
    return frequency or "undated"


def _check_steps(steps: int, state: ModelState) -> None:
    if steps > state.horizon and state.target != state.columns:
        raise Refusal(
            "spec",
            "forecast-beyond-horizon",
            f"A forecast of {steps} steps goes beyond the model's horizon of {state.horizon}, and it can't "
            f"be fed back: it reads {', '.join(state.columns)} and forecasts {', '.join(state.target)}.",
            f"Ask for at most {state.horizon} step{'s' * (state.horizon > 1)}.",
        )


def _ahead(state: ModelState, series: Series, model: keras.Model, steps: int) -> np.ndarray:
    """The forecast (steps, T) in the series' own units, from the last rows that the model needs."""
    rows = state.look_back + state.transform.lost
    tail = series.values[-rows:]
    inputs = tail[:, [series.columns.index(name) for name in state.columns]]
    targets = tail[:, [series.columns.index(name) for name in state.target]]
    state.transform.check(inputs, state.columns, series.labels[-rows:])
    scaled = state.scaler_inputs.apply(state.transform.apply(inputs)).astype(np.float32)
    network = Network(model)
    begin = len(series.values) - rows  # where the last window would begin in the whole series
    order = WindowOrder(state.order, state.look_back, origin=begin) if state.order else None
    forecasting = Forecasting(
        network, state.look_back, state.horizon, len(state.target), one_step=state.one_step
    )
    predictor = Predictor(forecasting, scaled, order)
    if state.target == state.columns:
        ahead = predictor.path(network.initial(), 0, steps)
    else:
        ahead = next(predictor.one_step(network.initial(), np.zeros(1, np.int32)))[0, :steps]
    last = np.array([rows - 1])
    return state.transform.invert(targets, last, state.scaler_targets.invert(ahead)[None])[0]
