"""Rules about the training: what the losses show."""

from __future__ import annotations

from rnntui.diagnosis import measures
from rnntui.diagnosis.changes import (
    enough_epochs,
    larger_rate,
    longer,
    scaled,
    smaller_rate,
    stopped_early,
    tried,
)
from rnntui.diagnosis.records import Evidence, Finding
from rnntui.spec.records import ModelSpec

# Each lies between what sound runs show and what failing ones do: benchmarks/diagnosis.py.
LEARNT_NOTHING = 0.9
STIRS = 0.002  # of the loss went in the last tenth of the epochs: it learns, too slowly
STUCK = "Its loss does not move either: another seed may start better, and so may another activation."
TOO_SOON = "After {} epochs there is no telling why: let it train longer."
WORTH_LEARNING = 0.05
JUMPS = 0.25
RISES, WHILE_FALLING_TO = 1.2, 0.9
FALLS = 0.05


def diverged(spec: ModelSpec, run: Evidence) -> Finding | None:
    """The loss is no finite number."""
    if not run.losses.diverged:
        return None
    ended = len(run.losses.training)
    changes = smaller_rate(spec)
    message = "Its steps were too large: each overshot further than the one before."
    return Finding("diverged", ended, spec.epochs, message, tried(changes), changes)


def learnt_nothing(spec: ModelSpec, run: Evidence) -> Finding | None:
    """It says about the mean of the very windows it was trained on."""
    if run.said is None or (measured := measures.unexplained(run.said)) < LEARNT_NOTHING:
        return None
    otherwise = STUCK
    if unscaled := scaled(spec, max(abs(run.said.low), abs(run.said.high))):
        changes = unscaled
    elif measures.is_short(run.losses):
        changes, otherwise = enough_epochs(spec), TOO_SOON.format(len(run.losses.training))
    elif measures.jump_at_end(run.losses) >= JUMPS:
        changes = smaller_rate(spec)
    else:
        changes = larger_rate(spec) if measures.fall_at_end(run.losses) >= STIRS else ()
    message = (
        f"It has learnt next to nothing: on the windows it was trained on its error is {measured:.2g} times "
        "that of always saying their mean."
    )
    return Finding("learnt-nothing", measured, LEARNT_NOTHING, message, tried(changes) or otherwise, changes)


def jumpy_loss(spec: ModelSpec, run: Evidence) -> Finding | None:
    """The loss jumps about instead of settling."""
    measured = measures.jump_at_end(run.losses)
    if not _has_more_to_learn(run) or measured < JUMPS:
        return None
    changes = smaller_rate(spec)
    message = (
        f"Its loss jumps by {measured:.0%} from one epoch to the next at the end: "
        "the steps are too large for it to settle."
    )
    return Finding("jumpy-loss", measured, JUMPS, message, tried(changes), changes)


def overfitting(spec: ModelSpec, run: Evidence) -> Finding | None:
    """What was not trained on gets worse while the training loss still falls."""
    rise, fall, best = measures.rise_of_watched(run.losses)
    errs = run.said is not None and measures.error_ahead(run.said) >= WORTH_LEARNING
    if not errs or rise < RISES or fall > WHILE_FALLING_TO:
        return None
    changes = stopped_early(spec)
    message = (
        f"It overfits: since epoch {best:,} the loss on the {run.losses.part} part rose to {rise:.2g} "
        f"times its least, while the training loss fell to {fall:.2g} of what it was."
    )
    return Finding("overfitting", rise, RISES, message, tried(changes), changes)


def still_learning(spec: ModelSpec, run: Evidence) -> Finding | None:
    """The loss was still falling when the epochs were over, and so was the watched one."""
    losses = run.losses
    measured = measures.fall_at_end(losses)
    ends = losses.stopped or len(losses.training) < spec.epochs or not _has_more_to_learn(run)
    if ends or measured < FALLS or measures.rise_of_watched(losses)[0] > 1 + FALLS:
        return None
    changes = longer(spec)
    message = (
        f"It was still learning: over the last {measures.tail(losses):,} epochs its loss fell by "
        f"another {measured:.0%}."
    )
    return Finding("still-learning", measured, FALLS, message, tried(changes), changes, "note")


def _has_more_to_learn(run: Evidence) -> bool:
    """Whether its errors are worth a word: on a sine without noise a loss near 0 jumps about."""
    return run.said is not None and measures.unexplained(run.said) >= WORTH_LEARNING
