"""A trained network's forecasts, and the table of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnntui.runs.tables import ROWS_AT_A_TIME, ForecastTable
from rnntui.series.labels import index_after
from rnntui.series.prepare import Prepared
from rnntui.series.windows import Starts
from rnntui.worker.engine.predict import Predictor, Weights, never

Floats = NDArray[np.float64]
# One-step forecasts of the training part are for the eye: of more windows than this, the last ones.
SHOWN_TRAIN_WINDOWS = 5000


Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What a network says of some windows: ``values`` (n, H, T) in the series' own units.

    ``first`` (n,) holds the row that lead 1 of each is for, ascending.
    """

    first: NDArray[np.int64]
    values: Floats

    def fill(self, lead: int, begin: int, out: Floats) -> None:
        """Put what lead ``lead`` (from 0) says of the rows from ``begin`` on into ``out`` (k, T)."""
        places = np.searchsorted(self.first, (begin - lead, begin - lead + len(out)))
        here = slice(*places.tolist())
        out[self.first[here] + (lead - begin)] = self.values[here, lead]


@dataclass(frozen=True, slots=True, eq=False)
class Forecasts:
    """What a network says of a series.

    ``test`` holds the test windows, ``shown`` the other ones that are drawn; ``path`` (rows of the
    test part, T) is the recursive forecast, None where the model can't be fed back.
    """

    test: Said
    shown: tuple[Said, ...]
    path: Floats | None


def path_start(prepared: Prepared) -> int:
    """The start of the window whose first target is the first test row."""
    return prepared.test_rows.start - prepared.lost - prepared.look_back


def path_over_test(
    prepared: Prepared, predictor: Predictor, weights: Weights, most: int | None = None, stop: Stop = never
) -> Floats | None:
    """The recursive forecast of the test part (steps, T), its first ``most`` steps; None if stopped."""
    steps = len(prepared.test_rows)
    steps = steps if most is None else min(steps, most)
    start = path_start(prepared)
    path = predictor.path(weights, start, steps, stop)
    return None if path is None else prepared.path_to_units(path, start)


def forecast_all(
    prepared: Prepared, predictor: Predictor, weights: Weights, stop: Stop = never
) -> Forecasts | None:
    """Forecast every part with these weights; None where ``stop`` came before the test part was done."""
    test = _said(prepared, predictor, weights, prepared.test_starts, stop)
    path = path_over_test(prepared, predictor, weights, stop=stop) if prepared.recursive else None
    if test is None or (prepared.recursive and path is None):
        return None
    shown = []
    for starts in (prepared.validation_starts, prepared.train_starts[-SHOWN_TRAIN_WINDOWS:]):
        said = _said(prepared, predictor, weights, starts, stop)
        if said is None:
            break  # these are for the eye only
        shown.append(said)
    return Forecasts(test, tuple(shown), path)


def _said(
    prepared: Prepared, predictor: Predictor, weights: Weights, starts: Starts, stop: Stop
) -> Said | None:
    """The forecasts of the windows at ``starts``; None where ``stop`` came between two chunks."""
    values = np.empty((len(starts), prepared.horizon, len(prepared.target)))
    done = 0
    for chunk in predictor.one_step(weights, starts):
        here = slice(done, done + len(chunk))
        values[here] = prepared.to_units(chunk, starts[here])
        done += len(chunk)
        if done < len(starts) and stop():
            return None
    return Said(prepared.origins(starts) + 1, values)


def future(prepared: Prepared, predictor: Predictor, weights: Weights, steps: int) -> Floats:
    """The forecast of the ``steps`` rows after the end of the data (steps, T).

    Recursive where the model's targets are its inputs, else the leads of the last window.
    """
    start = len(prepared.inputs) - prepared.look_back
    if prepared.recursive:
        path = predictor.path(weights, start, steps)
        assert path is not None
        return prepared.path_to_units(path, start)
    last = np.array([start], np.int32)
    (leads,) = predictor.one_step(weights, last)
    return prepared.to_units(leads, last)[0, :steps]


# ---------------------------------------------------------------------- the table of a run
def tables(prepared: Prepared, forecasts: Forecasts | None, ahead: Floats) -> Iterator[ForecastTable]:
    """Every row of the series and the rows beyond it with what was forecast for them, some rows at a time.

    ``ahead`` (steps, T) is the forecast beyond the end; it stands under recursive where the model
    can be fed back, else under one_step for the first row and under direct.
    """
    rows = len(prepared.history)
    for begin in range(0, rows, ROWS_AT_A_TIME):
        yield _known_rows(prepared, forecasts, begin, min(begin + ROWS_AT_A_TIME, rows))
    if len(ahead):
        yield _rows_ahead(prepared, ahead)


def _known_rows(prepared: Prepared, forecasts: Forecasts | None, begin: int, end: int) -> ForecastTable:
    """The rows ``begin`` to ``end`` - 1 of the series."""
    table = _blank(
        prepared,
        prepared.series.labels[begin:end],
        tuple(_part(prepared, row) for row in range(begin, end)),
        prepared.history[begin:end],
    )
    if forecasts is None:
        return table
    for said in (forecasts.test, *forecasts.shown):
        said.fill(0, begin, table.one_step)
        for lead in range(table.direct.shape[1]):
            said.fill(lead, begin, table.direct[:, lead])
    test = prepared.test_rows
    here = range(max(begin, test.start), min(end, test.stop))
    if forecasts.path is not None and here:
        path = forecasts.path[here.start - test.start : here.stop - test.start]
        table.recursive[here.start - begin : here.stop - begin] = path
    return table


def _rows_ahead(prepared: Prepared, ahead: Floats) -> ForecastTable:
    """The rows beyond the end."""
    labels, nothing = labels_ahead(prepared, len(ahead)), np.full(ahead.shape, np.nan)
    table = _blank(prepared, labels, ("future",) * len(ahead), nothing)
    if prepared.recursive:
        table.recursive[:] = ahead
        return table
    table.one_step[0] = ahead[0]
    for lead in range(min(len(ahead), table.direct.shape[1])):
        table.direct[lead, lead] = ahead[lead]
    return table


def _blank(
    prepared: Prepared, index: tuple[str, ...], part: tuple[str, ...], actual: Floats
) -> ForecastTable:
    """A table in which nothing is forecast yet."""
    rows, targets = actual.shape
    leads = prepared.horizon if prepared.horizon > 1 else 0
    return ForecastTable(
        index=index,
        part=part,
        targets=prepared.target,
        actual=actual,
        one_step=np.full((rows, targets), np.nan),
        recursive=np.full((rows, targets), np.nan),
        direct=np.full((rows, leads, targets), np.nan),
    )


def _part(prepared: Prepared, row: int) -> str:
    if row < prepared.n_fit:
        return "train"
    return "validation" if row < prepared.n_train else "test"


def labels_ahead(prepared: Prepared, steps: int) -> tuple[str, ...]:
    """The labels of the rows after the end."""
    return index_after(prepared.series.labels[-1:], prepared.series.frequency, steps)
