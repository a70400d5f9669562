"""The rows that windowing makes of a list of values: where they start, how many, of what shape."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnntui.figures.data import TRAINING_SHARE, Array, column
from rnntui.series.scale import fit_scaler
from rnntui.series.windows import split_rows, starts_between


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """The list that windows slide over: ``values`` (N,) with ``labels``; the first ``n_train`` train."""

    values: Array
    labels: Sequence[str]
    n_train: int

    @classmethod
    def of(cls, series: str, count: int, only_training: bool) -> Source:
        """The list 0 … count − 1, or a series where ``count`` is 0; or no more than the training part."""
        if count:
            values: Array = np.arange(float(count))
            labels: Sequence[str] = tuple(str(number) for number in range(count))
            n_train = split_rows(count, TRAINING_SHARE, 0.0).n_train
        else:
            data = column(series)
            values, labels, n_train = data.values, data.labels, data.n_train
        if only_training:
            values, labels = values[:n_train], labels[:n_train]
        return cls(values, labels, n_train)

    def scaled(self) -> Array:
        """The values with the training part's smallest as 0 and its largest as 1."""
        return fit_scaler("minmax", self.values[: self.n_train, None]).apply(self.values[:, None])[:, 0]


@dataclass(frozen=True, slots=True)
class Rows:
    """The first row of each window; ``test`` is empty where nothing is split off."""

    train: tuple[int, ...]
    test: tuple[int, ...]

    @classmethod
    def of(cls, n: int, n_train: int, look_back: int, horizon: int, stride: int, split: bool) -> Rows:
        """All windows of ``n`` values; split, those with targets in the training part, and in the test part.

        A test window may reach back into the training part with its inputs, and every one counts:
        stride thins training windows only.
        """
        end = n_train if split else n
        train = starts_between(look_back, end, look_back, horizon, stride)
        test = starts_between(n_train, n, look_back, horizon) if split else train[:0]
        return cls(tuple(train.tolist()), tuple(test.tolist()))

    @property
    def all(self) -> tuple[int, ...]:
        """Training windows, then test windows."""
        return self.train + self.test

    def updates(self, batch: int) -> int:
        """How often the weights change in an epoch: once for each batch, the last one may be smaller."""
        return math.ceil(len(self.train) / batch)
