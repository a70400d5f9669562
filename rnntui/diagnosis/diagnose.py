"""All rules over one run."""

from __future__ import annotations

from collections.abc import Callable

from rnntui.diagnosis.forecasts import flat_forecast, repeats_last, runaway_forecast
from rnntui.diagnosis.records import Evidence, Finding
from rnntui.diagnosis.training import diverged, jumpy_loss, learnt_nothing, overfitting, still_learning
from rnntui.spec.records import ModelSpec

Rule = Callable[[ModelSpec, Evidence], Finding | None]
_CAUSES: tuple[Rule, ...] = (diverged, learnt_nothing, jumpy_loss)
_REST: tuple[Rule, ...] = (overfitting, flat_forecast, runaway_forecast, repeats_last, still_learning)


def diagnose(spec: ModelSpec, run: Evidence) -> tuple[Finding, ...]:
    """What a run shows, the gravest first.

    A training that failed as such explains all that its forecasts show: then it alone is named.
    """
    for rule in _CAUSES:
        found = rule(spec, run)
        if found is not None:
            return (found,)
    every = (rule(spec, run) for rule in _REST)
    return tuple(found for found in every if found is not None)
