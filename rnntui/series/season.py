"""After how many rows a series repeats itself: a guess from its frequency and its autocorrelation."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rnntui.series.frequency import DAY, HOUR, MINUTE, Frequency, frequency_named

Array = NDArray[np.float64]

_LEAST = 0.3  # correlation at one of the calendar's seasons
_LEAST_ANYWHERE = 0.5  # at a lag that no calendar speaks for: random walks reach 0.4
_RISE = 0.1  # above the correlation half a season away
_MOST_ROWS = 50_000


def guess_season(values: ArrayLike, frequency: str | None) -> int | None:
    """The number of rows in a season, None where the values (N,) show none.

    With a frequency only the calendar's own seasons come into question (12 months, 7 days, …), and
    one must show in the autocorrelation of the steps from row to row, or of the values less their
    trend. Without one, it is the first lag at which the values less their trend correlate again
    nearly as well as anywhere. Only the first 70 % of the rows are looked at, what is trained on by
    default, so that the guess doesn't look into the future that scores are about.
    """
    known = np.asarray(values, dtype=np.float64)
    known = known[: min(_MOST_ROWS, int(len(known) * 0.7))]
    known = known / max(float(np.abs(known).max(initial=0)), 1e-300)  # squares of 1e200 would overflow
    if len(known) < 8 or np.ptp(known) == 0:
        return None
    if frequency is None:
        return _first_peak(autocorrelation(_without_trend(known)))
    candidates = _candidates(frequency_named(frequency))
    for looked_at in (np.diff(known), _without_trend(known)):
        correlation = autocorrelation(looked_at)
        found = [lag for lag in candidates if _shows(correlation, lag)]
        if found:
            best = max(correlation[lag] for lag in found)
            return next(lag for lag in found if correlation[lag] >= 0.9 * best)  # 24 hours rather than 168
    return None


def autocorrelation(values: Array) -> Array:
    """Correlation of values (n,) with themselves at lags 0 … n // 2, each lag over the pairs it has."""
    n = len(values)
    centred = values - values.mean()
    size = 1 << (2 * n - 1).bit_length()
    spectrum = np.fft.rfft(centred, size)
    lags = n // 2 + 1
    products = np.fft.irfft(spectrum * spectrum.conj(), size)[:lags]
    means = products / np.arange(n, n - lags, -1)
    return np.asarray(means / means[0]) if means[0] > 0 else np.zeros(lags)


def _without_trend(values: Array) -> Array:
    time = np.linspace(-1, 1, len(values))
    slope = (time @ values) / (time @ time)
    return np.asarray(values - values.mean() - slope * time)


def _candidates(frequency: Frequency) -> tuple[int, ...]:
    """The calendar's seasons in rows: of a year, a week, a day, an hour."""
    if frequency.unit == "weekday":
        return (5, 261)
    if frequency.unit == "month":
        return (12 // frequency.count,) if 12 % frequency.count == 0 and frequency.count < 12 else ()
    spans = [DAY, 7 * DAY, 365 * DAY + DAY // 4] + ([HOUR] if frequency.count <= MINUTE else [])
    return tuple(sorted(round(span / frequency.count) for span in spans if span >= 2 * frequency.count))


def _shows(correlation: Array, lag: int) -> bool:
    """Whether the autocorrelation peaks at a lag: high there, and lower half a season before."""
    if lag < 2 or lag >= len(correlation):
        return False
    return bool(correlation[lag] >= _LEAST and correlation[lag] > correlation[lag // 2] + _RISE)


def _first_peak(correlation: Array) -> int | None:
    """The first lag, after the autocorrelation has been negative, that is nearly as high as any there."""
    below = np.flatnonzero(correlation < 0)
    if not len(below):
        return None
    start = int(below[0])
    rest = correlation[start:]
    if rest.max() < _LEAST_ANYWHERE:
        return None
    peak = int(np.flatnonzero(rest >= 0.9 * rest.max())[0])
    while peak + 1 < len(rest) and rest[peak + 1] >= rest[peak]:
        peak += 1
    return start + peak if 3 * (start + peak) <= 2 * len(correlation) else None  # it has to fit three times
