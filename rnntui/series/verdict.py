"""Whether a model did better than forecasts that need no training, said plainly."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from rnntui.series.baselines import NAMES
from rnntui.series.metrics import Scores

_ORDER = ("naive", "drift", "seasonal_naive", "last_years_step")
_MUST_BEAT = ("naive", "seasonal_naive")
_LOSES, _EQUALS, _BEATS = "loses to", "is about as good as", "beats"
_OUTCOMES = (_LOSES, _EQUALS, _BEATS)  # the worst of what counts comes first

ABOUT = 0.02
"""Errors that differ by this share of the baseline's or less are about the same: a seed changes more."""


def verdict(scores: Scores, baselines: Mapping[str, Scores | None], targets: int = 1, of: str = "") -> str:
    """A fragment such as ``RMSE 17.13 beats naive 49.41 and drift 49.58; loses to last year's step 15.83``.

    Compares RMSE, or of several ``targets`` their mean MASE; ``of`` (``"median "``) says what the error
    is among several runs. What differs by at most `ABOUT` is about as good. First comes what counts:
    ``beats`` only if naive and, where there is one, seasonal naive are both beaten, else ``loses to``
    or ``is about as good as``. An infinite error loses. Empty where there is nothing to
    compare with.
    """
    known = ((name, _error(baselines.get(name), targets)) for name in _ORDER)
    errors = {name: error for name, error in known if error is not None and math.isfinite(error)}
    own = _error(scores, targets)
    if own is None or not errors:
        return ""
    outcomes = {name: standing(own, error) for name, error in errors.items()}
    musts = [outcomes[name] for name in _MUST_BEAT if name in outcomes]
    order = sorted(_OUTCOMES, key=lambda outcome: (outcome not in musts, _OUTCOMES.index(outcome)))
    parts = []
    for outcome in order:
        names = [name for name in errors if outcomes[name] == outcome]
        if names:
            parts.append(f"{outcome} {_listed(names, errors)}")
    measure = f"mean MASE of {targets} targets" if targets > 1 else "RMSE"
    said = error_text(own) if math.isfinite(own) else "is infinite and"
    return f"{of}{measure} {said} {'; '.join(parts)}"


def standing(own: float, error: float) -> str:
    """How an error stands beside a baseline's: ``beats``, ``loses to`` or ``is about as good as``."""
    if not math.isfinite(own):
        return _LOSES
    if abs(own - error) <= ABOUT * error:
        return _EQUALS
    return _BEATS if own < error else _LOSES


def _error(scores: Scores | None, targets: int) -> float | None:
    """What is compared; None where there is none: no such forecast, or a target without a scale."""
    if scores is None:
        return None
    return scores.mase if targets > 1 else scores.rmse


_AWAY = 1e9  # of digits before the point nobody reads more


def error_text(value: float) -> str:
    """An error as text: two decimals from 1 on, three digits below and where it has run away."""
    if not math.isfinite(value):
        return "infinite"
    return f"{value:.2f}" if 1 <= abs(value) < _AWAY else f"{value:.3g}"


def _listed(names: Sequence[str], errors: Mapping[str, float]) -> str:
    words = [f"{NAMES[name]} {error_text(errors[name])}" for name in names]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
