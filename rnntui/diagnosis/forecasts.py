"""Rules about the forecasts: what the numbers that a network says look like."""

from __future__ import annotations

from rnntui.diagnosis import measures
from rnntui.diagnosis.changes import (
    longer,
    more_state,
    out_of_sight,
    some_state,
    tried,
    usual_rate,
    whole_season,
)
from rnntui.diagnosis.records import Evidence, Finding
from rnntui.spec.records import ModelSpec

FLAT = 0.25
AWAY = 1.0
NEAR_LAST = 0.67
_LEARNS = 0.01  # of the loss went in the last tenth of the epochs: longer may help
_MANY, _HARDLY = 1e6, 1e-4
_LEAST_STEPS = 8  # a shorter forecast has no shape


def flat_forecast(spec: ModelSpec, run: Evidence) -> Finding | None:
    """Fed with its own forecasts it comes to rest."""
    said = run.said
    if said is None or said.recursive is None or len(said.actual) < _LEAST_STEPS:
        return None
    measured = measures.swing_when_fed_back(said)
    if measured >= FLAT or measures.flight_when_fed_back(said) >= AWAY:
        return None
    changes = some_state(spec) or whole_season(spec, run.season) or usual_rate(spec)
    hidden = not changes and out_of_sight(spec, run.season)
    changes = () if hidden else changes or more_state(spec)
    fix = f"A window of {spec.data.look_back} steps shows nothing of a season of {run.season}."
    message = (
        "Fed with its own forecasts it comes to rest: in the second half of the test part they swing by "
        f"{f'{measured:.2%}' if measured >= _HARDLY else 'less than 0.01%'} of what the data do."
    )
    return Finding("flat-forecast", measured, FLAT, message, fix if hidden else tried(changes), changes)


def runaway_forecast(spec: ModelSpec, run: Evidence) -> Finding | None:
    """Fed with its own forecasts it leaves everything that the data ever were."""
    said = run.said
    if said is None or said.recursive is None:
        return None
    measured = measures.flight_when_fed_back(said)
    if measured < AWAY:
        return None
    changes = longer(spec) if measures.fall_at_end(run.losses) >= _LEARNS else ()
    message = (
        "Fed with its own forecasts it runs away: it leaves all that the data ever were by "
        f"{f'{measured:.2g}' if measured < _MANY else 'more than a million'} times their range."
    )
    return Finding("runaway-forecast", measured, AWAY, message, tried(changes), changes)


def repeats_last(spec: ModelSpec, run: Evidence) -> Finding | None:
    """Its forecasts are the value before, drawn one step late."""
    if run.said is None or len(run.said.actual) < _LEAST_STEPS:
        return None
    measured = measures.distance_from_last(run.said)
    if measured >= NEAR_LAST:
        return None
    changes = whole_season(spec, run.season)
    message = (
        "It mostly repeats the last value, as the naive forecast does: its distance from that is "
        f"{measured:.2g} times its distance from what came."
    )
    return Finding("repeats-last", measured, NEAR_LAST, message, tried(changes), changes)
