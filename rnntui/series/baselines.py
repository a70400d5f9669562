"""Forecasts that need no training, to hold every score against.

Each is given in closed form for lead h from origin o, the last known row, so that the same function
makes one-step forecasts (h = 1 from every origin), direct ones, and recursive ones (every h from one).
Formulas: Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", section 5.2.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rnntui.series.metrics import STRETCH, KindScores, Tally

Array = NDArray[np.float64]
Rows = NDArray[np.integer]

NAMES = {
    "naive": "naive",
    "seasonal_naive": "seasonal naive",
    "drift": "drift",
    "last_years_step": "last year's step",
}
"""The baselines' names in JSON, and as people say them."""


def available(name: str, known: int, season: int | None) -> bool:
    """Whether a baseline can forecast from the first ``known`` rows."""
    needed = {"naive": 1, "drift": 2}
    if name in needed:
        return known >= needed[name]
    return season is not None and known >= season + (name == "last_years_step")


def forecast(name: str, values: Array, origins: Rows, leads: Rows, season: int | None = None) -> Array:
    """What a baseline says, at each of ``origins``, of the row ``leads`` ahead.

    Args:
        name: one of ``NAMES``.
        values: (N,) or (N, T), in any units; only rows up to each origin are read.
        origins, leads: integers of shapes that broadcast to (n,); leads count from 1.
        season: rows in a season, which the seasonal ones need.

    Returns:
        (n,) or (n, T).

    Raises:
        KeyError: for another name.
    """
    origins, leads = np.broadcast_arrays(origins, leads)
    last = np.asarray(values[origins])
    if name == "naive":
        return last
    ahead = leads.reshape(leads.shape + (1,) * (values.ndim - 1))
    if name == "drift":  # the mean step from the first row to the origin
        return np.asarray(last + ahead * (last - values[0]) / origins.reshape(ahead.shape))
    if season is None:
        raise ValueError(f"{name} needs a season")
    if name == "seasonal_naive":
        return np.asarray(values[origins + leads - season * -(-leads // season)])
    if name == "last_years_step":  # y[t−s] + y[t−1] − y[t−s−1], fed with its own values
        year_ago = values[origins - season]
        return np.asarray(
            last + ahead // season * (last - year_ago) + values[origins - season + leads % season] - year_ago
        )
    raise KeyError(name)


def baselines(
    values: Array, n_train: int, season: int | None, denominator: float, horizon: int = 1
) -> dict[str, KindScores | None]:
    """Every baseline's scores on one target's test part, rows n_train … N − 1; None where it can't be made.

    ``values`` is (N,). One-step and direct scores are over the test windows of a model with this
    ``horizon``: those whose targets all lie in the test part. Recursive ones run from the end of the
    training part to the end of the data. One-step drift expands with the history.
    """
    found: dict[str, KindScores | None] = dict.fromkeys(NAMES)
    for name in NAMES:
        if available(name, n_train, season):
            by_lead = [
                _errors(
                    name, values, range(n_train + lead, len(values) - horizon + lead + 1), lead + 1, season
                )
                for lead in range(horizon)
            ]
            path = _errors(name, values, range(n_train, len(values)), None, season)
            found[name] = KindScores.by_lead(
                [tally.scores(denominator) for tally in by_lead], path.scores(denominator)
            )
    return found


def _errors(name: str, values: Array, rows: range, lead: int | None, season: int | None) -> Tally:
    """The errors over ``rows``: forecast ``lead`` rows ahead, or (None) all from the row before the first."""
    tally = Tally()
    for first in range(rows.start, rows.stop, STRETCH):
        here = np.arange(first, min(first + STRETCH, rows.stop))
        leads = np.full_like(here, lead) if lead else here - (rows.start - 1)
        tally.add(values[here], forecast(name, values, here - leads, leads, season))
    return tally
