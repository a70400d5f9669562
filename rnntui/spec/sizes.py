"""How many rows and windows a series gives: the arithmetic of the split, without the series itself.

The same rules as ``rnntui.series.windows``, which a spec's checks can't import.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from rnntui.spec.mistakes import OFF_BY_ONE, RESHAPE, SPLIT
from rnntui.spec.records import DataFacts, SeriesSource


@dataclass(frozen=True, slots=True)
class Sizes:
    """Rows of each part, and windows of each part, of a series of ``rows`` rows.

    ``train_rows`` includes the validation rows, ``lost`` are those that differences take off the start.
    ``test_from`` is the first row that a test window forecasts: ``train_rows``, later with split-first.
    Counts of windows are negative by as many rows as are missing for the first.
    """

    rows: int
    train_rows: int
    validation_rows: int
    lost: int
    train: int
    validation: int
    test: int
    test_from: int

    @property
    def fitted_rows(self) -> int:
        """Rows that windows for training are made of, after the transform."""
        return self.train_rows - self.validation_rows - self.lost


def sizes(source: SeriesSource, facts: DataFacts) -> Sizes:
    """n_train = ⌊N·split + 1e-9⌋; training windows ⌊(n − look_back − horizon)/stride⌋ + 1."""
    train_rows = math.floor(facts.n * source.split + 1e-9)
    validation_rows = math.floor(train_rows * source.validation + 1e-9)
    missing = lost(source.transform)
    early, apart = off_by_one(source), held_apart(source)
    room = train_rows - validation_rows - missing - source.look_back - source.horizon - early
    return Sizes(
        facts.n,
        train_rows,
        validation_rows,
        missing,
        room // source.stride + 1 if room >= 0 else room + 1,
        validation_rows - apart - early - source.horizon + 1 if source.validation > 0 else 0,
        facts.n - train_rows - apart - early - source.horizon + 1,
        train_rows + apart,
    )


def off_by_one(source: SeriesSource) -> int:
    """Rows by which the windows of each part stop too early, by mistake."""
    return int(OFF_BY_ONE in source.mistakes)


def held_apart(source: SeriesSource) -> int:
    """Rows of a held-out part that its first window reads, where the split comes first by mistake."""
    return source.look_back if SPLIT in source.mistakes else 0


def window_shape(source: SeriesSource, inputs: int) -> tuple[int, int]:
    """A window of so many columns as the network is shown it: (look_back, F), or all of it as one step."""
    if RESHAPE in source.mistakes:
        return 1, source.look_back * inputs
    return source.look_back, inputs


def lost(transform: Iterable[str]) -> int:
    """Rows at the start that have no transformed value: the sum of the differences' lags."""
    return sum(int(step.partition(":")[2] or 1) for step in transform if step != "log")


def columns(source: SeriesSource, facts: DataFacts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The input columns and the targets. Left open, the target is the series' own where it is among the
    columns that are given, else the first of them; the inputs are the target.
    """
    target = source.target
    if not target:
        own = all(name in source.columns for name in facts.target)
        target = facts.target if own or not source.columns else source.columns[:1]
    return source.columns or target, target


def target_shape(horizon: int, targets: int) -> tuple[int, ...]:
    """(H,) for one target; (F,) for several and one step; (H, F) else. Without the batch."""
    if targets == 1:
        return (horizon,)
    return (targets,) if horizon == 1 else (horizon, targets)
