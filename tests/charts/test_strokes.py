"""Thinning keeps the peaks, gaps stay gaps, patterns run along the line."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rnntui.charts.palette import Palette
from rnntui.charts.strokes import DASHES, DOTS, SOLID, finite, sample, thin

values = arrays(np.float64, st.integers(1, 400), elements=st.floats(-1e6, 1e6))


@given(values, st.integers(2, 60))
def test_thinning_keeps_the_extremes_and_the_order_in_two_points_a_column(y, columns):
    x = np.arange(len(y), dtype=np.float64)
    kept_x, kept_y = thin(x, y, columns)
    assert len(kept_x) <= max(2 * columns, 1)
    assert kept_y.min() == y.min()
    assert kept_y.max() == y.max()
    assert (np.diff(kept_x) > 0).all()
    assert (y[kept_x.astype(int)] == kept_y).all()


def test_a_gap_wider_than_a_column_stays_a_gap():
    y = np.concatenate([np.ones(500), np.full(200, np.nan), np.ones(500)])
    _, kept = thin(np.arange(1200.0), y, 60)
    assert np.isnan(kept).any()
    assert np.isfinite(kept[0])
    assert np.isfinite(kept[-1])


def test_infinities_become_gaps():
    assert np.isnan(finite(np.array([np.inf, -np.inf, np.nan, 1.0]))).tolist() == [True, True, True, False]


def test_a_solid_line_leaves_no_dot_out():
    column, row = sample(np.array([0.0, 40.0]), np.array([0.0, 10.0]), SOLID)
    assert set(np.rint(column).astype(int)) == set(range(41))
    assert set(np.rint(row).astype(int)) == set(range(11))


def test_patterns_leave_gaps_along_steep_stretches_too():
    for pattern, least in ((DASHES, 4.0), (DOTS, 1.5)):
        _, row = sample(np.zeros(2), np.array([0.0, 100.0]), pattern)
        assert np.diff(np.unique(row)).max() >= least
        assert row.max() == 100.0  # the last point is always there


def test_a_point_between_two_gaps_is_drawn_alone():
    y = np.array([np.nan, 5.0, np.nan, 1.0, 2.0])
    column, row = sample(np.arange(5.0), y, SOLID)
    assert (1.0, 5.0) in set(zip(column.tolist(), row.tolist(), strict=True))
    assert not ((column > 1.0) & (column < 3.0)).any()


def test_nothing_at_all_is_nothing():
    column, row = sample(np.arange(3.0), np.full(3, np.nan), SOLID)
    assert len(column) == len(row) == 0


def test_without_colours_no_two_lines_of_a_run_are_drawn_alike():
    for marker in ("braille", "dot", "ascii"):
        palette = Palette(0, marker)
        roles = ("training", "actual", "one_step", "recursive", "future")
        assert len({palette.sample(role) for role in roles}) == len(roles)
