"""Forecasts and the table of a run, with a network's answers given by hand."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from rnntui.runs.tables import ROWS_AT_A_TIME
from rnntui.series.labels import RowLabels
from rnntui.series.prepare import Prepared, prepare
from rnntui.series.records import Series
from rnntui.worker import ending, outcome
from rnntui.worker.outcome import Forecasts, Said, forecast_all, tables
from rnntui.worker.scoring import score_all


def ready(rows: int = 20, targets: int = 1, horizon: int = 1) -> Prepared:
    """Rows 0, 1, 2, … (of target k: ten to the k times that), split in the middle, unscaled."""
    names = tuple("ab"[:targets])
    values = np.arange(rows, dtype=float)[:, None] * 10.0 ** np.arange(targets)
    series = Series("line", "line", values, names, RowLabels(rows), names)
    return prepare(series, look_back=2, horizon=horizon, split=0.5, scale="none", columns=names, target=names)


class Always:
    """A network that says the last value it saw, for every lead, in chunks of 4 windows."""

    def __init__(self, prepared: Prepared) -> None:
        self._prepared = prepared

    def one_step(self, _weights: object, starts: np.ndarray) -> Iterator[np.ndarray]:
        last = self._prepared.inputs[starts + 1]
        for first in range(0, len(starts), 4):
            yield np.repeat(last[first : first + 4, None], self._prepared.horizon, axis=1)

    def path(self, _weights: object, start: int, steps: int, stop=outcome.never) -> np.ndarray | None:
        return None if stop() else np.repeat(self._prepared.inputs[[start + 1]], steps, axis=0)


def test_scores_of_two_targets_by_hand() -> None:
    prepared = ready(targets=2)
    scored = score_all(prepared, forecast_all(prepared, Always(prepared), None))
    # One row behind, the forecast is 1 (of the other target 10) too low; mean |step| is 1 and 10 as well.
    assert scored.targets["a"]["metrics"]["one_step"] == {"rmse": 1.0, "mae": 1.0, "mase": 1.0}
    assert scored.targets["b"]["metrics"]["one_step"] == {"rmse": 10.0, "mae": 10.0, "mase": 1.0}
    # Recursive: 1, 2, … 10 too low: RMSE √38.5, MAE 5.5.
    assert scored.targets["b"]["metrics"]["recursive"]["rmse"] == pytest.approx(10 * np.sqrt(38.5))
    assert scored.metrics["recursive"] == {"rmse": None, "mae": None, "mase": 5.5}
    assert scored.metrics["one_step"] == {"rmse": None, "mae": None, "mase": 1.0}
    assert scored.baselines["naive"]["recursive"] == {"rmse": None, "mae": None, "mase": 5.5}
    assert scored.baselines["drift"]["one_step"]["mase"] == 0.0
    assert "MASE of 2 targets" in (scored.verdict["one_step"] or "")
    assert "loses to drift 0" in scored.targets["a"]["verdict"]["one_step"]
    assert "MASE" not in scored.targets["a"]["verdict"]["one_step"]


def test_a_table_has_every_lead_in_the_row_it_is_for() -> None:
    prepared = ready(horizon=3)
    said = forecast_all(prepared, Always(prepared), None)
    *known, future = tables(prepared, said, np.array([[7.0], [8.0]]))
    (table,) = known
    # The window that ends with row 12 says 12 of rows 13, 14 and 15.
    assert (table.one_step[13, 0], table.direct[13, 0, 0]) == (12, 12)
    assert (table.direct[14, 1, 0], table.direct[15, 2, 0]) == (12, 12)
    assert np.isnan(
        table.direct[10, 1, 0]
    )  # lead 2 of row 10 comes from a window that begins before the test
    assert table.recursive[10:, 0].tolist() == [9.0] * 10
    assert np.isnan(table.recursive[:10]).all()
    assert (future.index, future.part) == (("21", "22"), ("future", "future"))
    assert future.recursive[:, 0].tolist() == [7.0, 8.0]


def test_a_long_table_is_the_same_in_pieces() -> None:
    rows = 3 * ROWS_AT_A_TIME + 5
    prepared = ready(rows)
    first = np.arange(prepared.n_train, rows)
    said = Forecasts(Said(first, first[:, None, None] + 0.5), (), first[:, None] + 0.25)
    found = list(tables(prepared, said, np.zeros((0, 1))))
    assert [len(table.index) for table in found] == [ROWS_AT_A_TIME] * 3 + [5]
    one_step, recursive = (
        np.concatenate([getattr(table, name)[:, 0] for table in found]) for name in ("one_step", "recursive")
    )
    np.testing.assert_array_equal(one_step[first], first + 0.5)
    np.testing.assert_array_equal(recursive[first], first + 0.25)
    assert np.isnan(one_step[: first[0]]).all()
    assert [label for table in found for label in table.index] == list(prepared.series.labels)
    assert sum(table.part.count("test") for table in found) == len(first)


def test_what_is_not_finite_is_null_in_the_scores() -> None:
    prepared = ready()
    rows = np.arange(10, 20)
    broken = Forecasts(Said(rows, np.full((10, 1, 1), np.nan)), (), np.full((10, 1), np.inf))
    scored = score_all(prepared, broken)
    assert scored.metrics["one_step"] == {"rmse": None, "mae": None, "mase": None}
    assert scored.metrics["recursive"] == {"rmse": None, "mae": None, "mase": None}
    assert "loses to naive 1.00 and drift 0" in (scored.verdict["one_step"] or "")


def test_a_stop_while_the_test_part_is_scored_leaves_no_scores() -> None:
    prepared = ready()
    calls: list[bool] = []

    def stop() -> bool:
        calls.append(True)
        return len(calls) > 1

    assert forecast_all(prepared, Always(prepared), None, stop) is None
    assert len(calls) == 3  # after two of three chunks; and the path is not begun
    scored = score_all(prepared, None)
    assert scored.metrics == {"one_step": None, "recursive": None, "direct": None}
    assert scored.baselines["naive"]["one_step"]["rmse"] == 1.0


def test_a_stop_after_that_leaves_out_what_is_for_the_eye_alone() -> None:
    prepared = ready()
    calls: list[bool] = []

    def stop() -> bool:
        calls.append(True)
        return len(calls) > 3  # two between the chunks of the test part, one before the path

    said = forecast_all(prepared, Always(prepared), None, stop)
    assert said is not None
    assert said.path is not None
    assert score_all(prepared, said).metrics["one_step"]["rmse"] == 1.0
    (table,) = tables(prepared, said, np.zeros((0, 1)))
    assert np.isnan(table.one_step[:10]).all()


def test_the_watched_part_is_named() -> None:
    assert ending._selected_on(ready()) == "test"
    series = ready().series
    held = prepare(series, look_back=2, split=0.5, validation=0.3, scale="none")
    assert ending._selected_on(held) == "validation"
    assert ending._selected_on(ready().with_everything()) == "none"
