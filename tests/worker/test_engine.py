"""What the engine promises beyond the arithmetic: repeatable, interruptible, and safe when it diverges."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from rnntui.worker.engine.trainer import Beat
from rnntui.worker.fitting import Fitting
from rnntui.worker.program import Programs
from tests.worker import reference
from tests.worker.reference import keras_fit, spec_of

PROGRAMS = Programs()
begun = functools.partial(reference.begun, programs=PROGRAMS)
fitted = functools.partial(reference.fitted, programs=PROGRAMS)
SMALL = spec_of("LSTM(3), Dense(1)", fit="epochs=12, batch_size=12")


def by_calls_of(engine: str, beat_seconds: float) -> Fitting:
    fit = begun(SMALL, engine, 3)
    for beat in fit.trainer.run(lambda: False, beat_seconds):
        fit.losses += beat.loss.tolist()
        fit.watched += beat.watched.tolist()
    return fit


@pytest.mark.parametrize("engine", ["xla", "graph"])
def test_results_do_not_depend_on_how_many_steps_a_call_takes(engine: str) -> None:
    # 0 seconds is one item a call: every epoch is interrupted between all its batches.
    slow = by_calls_of(engine, 0.0)
    fast = by_calls_of(engine, 10.0)
    assert slow.losses == fast.losses
    assert slow.watched == fast.watched
    assert np.array_equal(slow.weights[0].numpy(), fast.weights[0].numpy())


def test_a_seed_repeats_bit_by_bit_and_another_differs() -> None:
    first, again, other = (fitted(SMALL, seed=seed) for seed in (5, 5, 6))
    assert first.losses == again.losses
    assert np.array_equal(first.weights[0].numpy(), again.weights[0].numpy())
    assert first.losses != other.losses


@pytest.mark.parametrize("engine", ["xla", "graph"])
def test_dropout_repeats_with_its_seed_too(engine: str) -> None:
    spec = spec_of("LSTM(4, dropout=0.2), Dropout(0.3), Dense(1)", fit="epochs=3")
    assert fitted(spec, engine).losses == fitted(spec, engine).losses


@pytest.mark.parametrize(
    ("data", "layers"),
    [
        ('Series("airline", look_back=4)', "TimeDistributed(Dropout(0.3, noise_shape=(1, 1))), "
         "LSTM(4, dropout=0.2, recurrent_dropout=0.3), Dropout(0.3), Dense(1)"),
        ('Series("airline", look_back=4)', "Bidirectional(GRU(3, recurrent_dropout=0.3)), "
         "RepeatVector(2), TimeDistributed(RepeatVector(2)), TimeDistributed(SimpleRNN(3, dropout=0.4)), "
         "Flatten(), Dense(1)"),
        ('Series("airline", look_back=4, scale="none")', "Embedding(623, 3, mask_zero=True), "
         "TimeDistributed(Flatten()), LSTM(3, dropout=0.3), Dropout(0.4), Dense(1)"),
    ],
    ids=["in all places", "in wrapped layers", "with masked zeros"],
)  # fmt: skip
def test_both_engines_drop_the_same(data: str, layers: str) -> None:
    spec = spec_of(layers, data=data, fit="epochs=5, batch_size=12")
    assert fitted(spec, "graph").losses == pytest.approx(fitted(spec, "xla").losses, rel=1e-5)


def test_a_stop_keeps_the_last_whole_epoch() -> None:
    spec = spec_of("LSTM(3), Dense(1)", fit="epochs=100000, batch_size=12")
    fit = begun(spec)
    beats: list[Beat] = []
    result = fit.run(lambda: len(beats) >= 3, beats.append)
    assert 0 < result.epochs < 100000
    assert result.best_epoch == result.epochs == len(fit.losses)
    short = fitted(spec_of("LSTM(3), Dense(1)", fit=f"epochs={result.epochs}, batch_size=12"))
    assert np.array_equal(result.kept.weights.numpy(), short.weights[0].numpy())


def test_a_stop_before_the_first_epoch_keeps_nothing() -> None:
    fit = begun(SMALL)
    result = fit.run(lambda: True, lambda beat: None)
    assert (result.epochs, result.best_epoch) == (0, 0)


@pytest.mark.parametrize("patience", [0, 1, 3])
def test_early_stopping_stops_where_keras_does_and_restores_the_same_weights(patience: int) -> None:
    # A rate at which the watched loss goes up and down.
    parts = {"layers": "SimpleRNN(4), Dense(1)", "optimizer": "Adam(0.02)"}
    fit_args = "epochs=40, batch_size=10"
    spec = spec_of(**parts, fit=f"{fit_args}, patience={patience}")
    ours = begun(spec, seed=1)
    result = ours.run(lambda: False, lambda beat: None)
    model, history = keras_fit(spec_of(**parts, fit=fit_args), seed=1, patience=patience)
    assert result.early
    assert result.epochs == len(history.history["loss"])
    ours.network.adopt(result.kept.weights, result.kept.other)
    for mine, theirs in zip(ours.network.model.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=2e-3, atol=2e-5)


def test_patience_restores_the_best_epoch_even_where_all_epochs_ran() -> None:
    spec = spec_of("SimpleRNN(4), Dense(1)", optimizer="Adam(0.05)", fit="epochs=30, patience=1000")
    fit = begun(spec)
    result = fit.run(lambda: False, lambda beat: None)
    assert not result.early
    assert result.epochs == 30
    assert result.best_epoch == 1 + int(np.argmin(fit.watched))


def test_a_diverging_run_keeps_the_last_finite_weights() -> None:
    spec = spec_of("Flatten(), Dense(1)", optimizer="SGD(3.0)", fit="epochs=500, batch_size=10")
    fit = begun(spec)
    result = fit.run(lambda: False, lambda beat: None)
    assert result.diverged
    assert result.best_epoch == result.epochs - 1 > 0
    assert np.isfinite(result.kept.weights.numpy()).all()
    assert not np.isfinite([fit.losses[-1], fit.watched[-1]]).all()


@pytest.mark.parametrize("engine", ["xla", "graph"])
def test_a_run_with_patience_that_diverges_keeps_the_best_epoch(engine: str) -> None:
    spec = spec_of("Flatten(), Dense(1)", optimizer="SGD(3.0)", fit="epochs=500, batch_size=10, patience=400")
    fit = begun(spec, engine)
    result = fit.run(lambda: False, lambda beat: None)
    assert result.diverged
    assert not result.early
    assert result.best_epoch == 1 + int(np.nanargmin(fit.watched)) < result.epochs
    assert np.isfinite(result.kept.weights.numpy()).all()


def test_a_run_that_diverges_at_once_keeps_nothing() -> None:
    spec = spec_of("Flatten(), Dense(1)", optimizer="SGD(1e30)", fit="epochs=5, batch_size=10")
    fit = begun(spec)
    result = fit.run(lambda: False, lambda beat: None)
    assert result.diverged
    assert result.best_epoch == 0


def test_dropout_trains_as_keras_s_in_distribution() -> None:
    # The mean loss of the third epoch over seeds: two means of 12 differ by less than four standard errors.
    spec = spec_of(
        "Flatten(), Dense(16), Dropout(0.5), Dense(1)", optimizer="SGD(0.01)", fit="epochs=3, batch_size=10"
    )
    ours = np.array([fitted(spec, "graph", seed).losses[-1] for seed in range(12)])
    theirs = np.array([keras_fit(spec, seed, watched=False)[1].history["loss"][-1] for seed in range(12)])
    error = np.sqrt(ours.var(ddof=1) / 12 + theirs.var(ddof=1) / 12)
    assert abs(ours.mean() - theirs.mean()) < 4 * error
    assert 1 / 4 < ours.var() / theirs.var() < 4
