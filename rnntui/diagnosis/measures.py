"""What rules compare with their thresholds: plain numbers of losses and forecasts."""

from __future__ import annotations

import math
import sys

import numpy as np

from rnntui.diagnosis.records import Floats, Losses, Said

MOST = 1e9
"""What is measured is no larger: of what ran away further nobody reads by how much."""
_SHARE = 10  # of a training is its end


def tail(losses: Losses) -> int:
    """The epochs that are the end of a training: a tenth of them, at least one."""
    return max(len(losses.training) // _SHARE, 1)


def is_short(losses: Losses) -> bool:
    """Whether its end says nothing of where the loss goes: there are less than two tenths of ten epochs."""
    return len(losses.training) < 2 * _SHARE


def fall_at_end(losses: Losses) -> float:
    """The share of the training loss that went in the last tenth: mean of it against the tenth before.

    0 where it `is_short`.
    """
    last = tail(losses)
    if is_short(losses):
        return 0.0
    before, end = losses.training[-2 * last : -last].mean(), losses.training[-last:].mean()
    return 1 - _ratio(float(end), float(before))


def jump_at_end(losses: Losses) -> float:
    """The median change of the training loss from one epoch to the next in the last tenth, a share of it."""
    end = losses.training[-tail(losses) :]
    if len(end) < 3:
        return 0.0
    return _ratio(float(np.median(np.abs(np.diff(end)))), float(np.median(end)), 0.0)


def rise_of_watched(losses: Losses) -> tuple[float, float, int]:
    """How much worse the watched loss ended than at its best, the training loss since, and that epoch.

    Both as ratios of means over a tenth of the epochs, so that one lucky epoch is no best; (1, 1, 0) where
    nothing was watched.
    """
    last = tail(losses)
    if len(losses.watched) < 2 * _SHARE:
        return 1.0, 1.0, 0
    watched, training = _means(losses.watched, last), _means(losses.training, last)
    best = int(np.argmin(watched))
    rise, fall = _ratio(watched[-1], watched[best]), _ratio(training[-1], training[best])
    return rise, fall, best + last


def unexplained(said: Said) -> float:
    """The error on the windows it was trained on, over that of saying their mean: 0 knows all, 1 nothing."""
    return _ratio(_rms(said.trained_said - said.trained_actual), _spread(said.trained_actual), 0.0)


def error_ahead(said: Said) -> float:
    """The one-step error over how much the test part moves: 0 forecasts all."""
    return _ratio(_rms(said.one_step - said.actual), _spread(said.actual), 0.0)


def swing_when_fed_back(said: Said) -> float:
    """How much the second half of the recursive forecast moves, over how much the data do there."""
    assert said.recursive is not None
    half = len(said.actual) // 2
    return _ratio(_spread(said.recursive[half:]), _spread(said.actual[half:]))


def flight_when_fed_back(said: Said) -> float:
    """How far the recursive forecast leaves all that the data ever were, in ranges of the data."""
    assert said.recursive is not None
    away = max(float(np.max(said.recursive)) - said.high, said.low - float(np.min(said.recursive)), 0.0)
    return _ratio(away, said.high - said.low, 0.0)


def distance_from_last(said: Said) -> float:
    """How far one-step forecasts are from the value before, over how far from what they forecast."""
    return _ratio(_rms(said.one_step - said.previous), _rms(said.one_step - said.actual))


def _means(values: Floats, width: int) -> Floats:
    """Means over ``width`` values that follow each other, (E − width + 1,)."""
    sums = np.cumsum(np.concatenate([[0.0], values]))
    return np.asarray((sums[width:] - sums[:-width]) / width)


def _ratio(part: float, whole: float, without: float = 1.0) -> float:
    """Their ratio, at most `MOST`; ``without`` where there is nothing to divide by, or no number."""
    ratio = part / whole if whole > sys.float_info.min else math.nan
    return without if math.isnan(ratio) else min(float(ratio), MOST)


def _rms(errors: Floats) -> float:
    return float(np.sqrt(np.mean(errors**2)))


def _spread(values: Floats) -> float:
    """The standard deviation, of values that ran away as well."""
    return _rms(values - np.mean(values))
