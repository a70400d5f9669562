"""All rules over one run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

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
            return (_named(found, run),)
    every = (rule(spec, run) for rule in _REST)
    return tuple(_named(found, run) for found in every if found is not None)


def _named(found: Finding, run: Evidence) -> Finding:
    """With the target's name in front, where there are several."""
    target = run.said.target if run.said is not None else ""
    return replace(found, message=f"{target}: {found.message}") if target else found
