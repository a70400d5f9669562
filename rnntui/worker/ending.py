"""After training: scores, the final fit, the forecast, the run's files, and the finished event."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from rnntui.diagnosis.records import Losses
from rnntui.runs.files import RunFiles
from rnntui.runs.protocol import Finished
from rnntui.runs.tables import History
from rnntui.series.prepare import Prepared
from rnntui.spec.mistakes import marks
from rnntui.spec.printing import print_spec
from rnntui.worker import fitting, outcome, scoring
from rnntui.worker.diagnosing import findings
from rnntui.worker.engine.predict import Weights, never
from rnntui.worker.engine.trainer import Result
from rnntui.worker.fitting import Fitting
from rnntui.worker.loading import versions
from rnntui.worker.model_state import model_state
from rnntui.worker.session import Session, reporter
from rnntui.worker.snapshots import Snapshot, arrays_by_layer, up_to

NOTHING_KEPT = "Stopped before the first epoch had ended: nothing was trained, and there is nothing to keep."
DIVERGED_AT_ONCE = "The loss was not finite in the first epoch already: there is nothing to score."
NO_SCORE = (
    "Trained again on the whole series for the forecast: of that model there is no score any more; "
    "the scores are of the model that did not see the test part."
)
NO_SCORES_YET = "Stopped while it was being scored: what was trained is kept, the scores are not there."
CHOSEN_ON_TEST = (
    "The epoch was chosen by the test part itself, so the scores flatter the model: "
    "validation= or --validation chooses it by a part of the training data."
)
NO_FINAL_FIT = (
    "The final fit did not come to its end: kept is the model that was scored, and any forecast is by it."
)


@dataclass(frozen=True)
class _Ended:
    """What a session came to. ``model`` and ``weights`` are those to keep, None where there is nothing."""

    status: str
    result: Result
    scored: scoring.Scored
    forecasts: outcome.Forecasts | None
    ahead: outcome.Floats
    model: Fitting | None
    weights: Weights


def finish(session: Session, fit: Fitting, result: Result) -> Finished:
    """Score, train again where asked, forecast, write the files; what there is to say of it."""
    session.channel.phase("score")
    ended = _judge(session, fit, result)
    session.channel.phase("write")
    chosen = session.spec.patience is not None and ended.model is not None
    if chosen and _selected_on(session.prepared) == "test":
        session.notes.append(CHOSEN_ON_TEST)
    finished = _event(session, fit, ended)
    files = RunFiles(session.request.dir)
    if ended.status == "stopped" and ended.model is None:
        finished = replace(finished, files={})
    else:
        try:
            files.clear()  # --out may name an earlier run's directory
            _write(session, files, fit, ended)
            finished = replace(finished, seconds=_seconds(session, fit))
            files.write_finished(finished)
        except OSError as error:
            # The scores are worth having where the disk is full.
            with contextlib.suppress(OSError):
                files.clear()
            note = f"The run's files can't be written to {files.dir}: {error.strerror or error}."
            finished = replace(finished, files={}, notes=(*finished.notes, note))
    return finished


def _judge(session: Session, fit: Fitting, result: Result) -> _Ended:
    prepared, channel = session.prepared, session.channel
    stopped = channel.stop_requested() and fit.trainer.unfinished
    status = "diverged" if result.diverged else "stopped" if stopped else "completed"
    weights = (result.kept.weights, result.kept.other)
    nothing_ahead = np.zeros((0, len(prepared.target)))
    if not result.best_epoch:
        session.notes.append(DIVERGED_AT_ONCE if result.diverged else NOTHING_KEPT)
        return _Ended(status, result, scoring.score_all(prepared, None), None, nothing_ahead, None, weights)
    # The press that ended the training does not end the scoring as well.
    hurry = never if stopped else channel.stop_requested
    forecasts = outcome.forecast_all(prepared, fit.predictor, weights, hurry)
    scored = scoring.score_all(prepared, forecasts)
    if forecasts is None:
        session.notes.append(NO_SCORES_YET)
    model = fit
    if session.request.final_fit and status == "completed":
        model, weights = _final_fit(session, fit, result, weights)
        if model is fit and channel.stop_requested():
            status = "stopped"
    elif session.request.final_fit:
        session.notes.append(NO_FINAL_FIT)
    steps = session.request.forecast
    ahead = outcome.future(model.prepared, model.predictor, weights, steps) if steps else nothing_ahead
    return _Ended(status, result, scored, forecasts, ahead, model, weights)


def _final_fit(session: Session, fit: Fitting, result: Result, weights: Weights) -> tuple[Fitting, Weights]:
    """The spec trained on the whole series for as many epochs as the kept model had."""
    spec = replace(session.spec, epochs=result.best_epoch, patience=None)
    if session.channel.stop_requested():  # during the scoring: another training is not what is wanted
        session.notes.append(NO_FINAL_FIT)
        return fit, weights
    everything, seed = session.prepared.with_everything(), session.request.seed
    final = fitting.begin(spec, everything, session.choice, seed, session.programs)
    final.compile()
    ended = final.run(session.channel.stop_requested, reporter(session, final, "final"))
    if ended.diverged or ended.epochs < spec.epochs:
        session.notes.append(NO_FINAL_FIT)
        return fit, weights
    session.notes.append(NO_SCORE)
    return final, (ended.kept.weights, ended.kept.other)


# ---------------------------------------------------------------------- the event
def _event(session: Session, fit: Fitting, ended: _Ended) -> Finished:
    return Finished(
        run=session.request.run,
        status=ended.status,
        epochs=ended.result.epochs,
        best_epoch=ended.result.best_epoch,
        early=ended.result.early,
        selected_on=_selected_on(session.prepared),
        seconds=_seconds(session, fit),
        metrics=ended.scored.metrics,
        baselines=ended.scored.baselines,
        verdict=ended.scored.verdict,
        forecast=_forecast(session.prepared, ended.ahead),
        findings=_findings(session, fit, ended),
        files={"dir": session.request.dir},
        targets=ended.scored.targets,
        reasons=ended.scored.reasons,
        notes=(*marks(session.spec.data), *session.notes),
        params=session.params,
        found=session.task.notes,
    )


def _findings(session: Session, fit: Fitting, ended: _Ended) -> tuple[dict[str, Any], ...]:
    losses = Losses(
        training=np.array(fit.losses, dtype=np.float64),
        watched=np.array(fit.watched if fit.trainer.watches else [], dtype=np.float64),
        part=_selected_on(session.prepared),
        stopped=ended.status == "stopped",
        diverged=ended.status == "diverged",
    )
    found = findings(session.spec, session.prepared, losses, ended.forecasts)
    return tuple(one.to_json() for one in found)


def _selected_on(prepared: Prepared) -> str:
    if len(prepared.validation_starts):
        return "validation"
    return "test" if len(prepared.test_starts) else "none"


def _seconds(session: Session, fit: Fitting) -> dict[str, float]:
    waited = session.channel.import_seconds
    return {
        "import": waited,
        "compile": fit.compile_seconds,
        "train": fit.train_seconds,
        "total": time.monotonic() - session.channel.accepted - waited,
    }


def _forecast(prepared: Prepared, ahead: outcome.Floats) -> dict[str, Any] | None:
    """The forecast beyond the end; of several targets the first, and all of them by name."""
    if not len(ahead):
        return None
    event: dict[str, Any] = {
        "index": list(outcome.labels_ahead(prepared, len(ahead))),
        "values": ahead[:, 0].tolist(),
    }
    if len(prepared.target) > 1:
        event["targets"] = {name: ahead[:, k].tolist() for k, name in enumerate(prepared.target)}
    return event


# ---------------------------------------------------------------------- the files
def _write(session: Session, files: RunFiles, fit: Fitting, ended: _Ended) -> None:
    """Everything but ``run.json``. Raises OSError."""
    files.write_spec(print_spec(session.spec))
    watched = fit.watched if fit.trainer.watches else []
    files.write_history(History(np.array(fit.losses, dtype=np.float64), np.array(watched, dtype=np.float64)))
    files.write_forecast(outcome.tables(session.prepared, ended.forecasts, ended.ahead))
    if ended.model is not None:
        ended.model.network.adopt(*ended.weights)
        ended.model.network.model.save(files.model)
        files.write_state(model_state(ended.model.prepared, session.request.cwd, versions()))
        if ended.model.snapshots:
            kept = Snapshot(ended.result.best_epoch, ended.weights)
            known = up_to(ended.model.snapshots, kept)
            arrays = arrays_by_layer(ended.model.network, known)
            files.write_weights([one.epoch for one in known], arrays)
