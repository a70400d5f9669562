"""The learning curve and a plain series."""

from __future__ import annotations

import numpy as np

from rnntui.charts.ability import NO_COLOUR
from rnntui.charts.losses import losses_chart
from rnntui.charts.palette import Palette
from rnntui.charts.series import series_chart

PLAIN = Palette(NO_COLOUR)
EPOCHS = np.arange(300)


def test_losses_fall_through_the_powers_of_ten():
    chart = losses_chart(0.5 * np.exp(-EPOCHS / 40), 0.5 * np.exp(-EPOCHS / 60), (80, 14), PLAIN).plain
    assert "0.1┤" in chart
    assert "0.01┤" in chart
    legend = chart.split("\n")[0]
    assert legend.startswith("─── loss  ╴o╴ val_loss  ")
    assert legend.endswith("log scale")
    assert chart.rstrip().endswith("300")


def test_a_linear_axis_starts_and_ends_at_the_losses():
    chart = losses_chart(np.linspace(1.0, 0.0, 50), (), (60, 12), PLAIN, log=False).plain
    assert "0.5┤" in chart
    assert "val_loss" not in chart
    assert chart.split("\n")[0].endswith("linear scale")


def test_losses_that_are_missing_or_not_positive_leave_gaps():
    chart = losses_chart([1.0, None, 0.1, 0.0, float("nan"), 0.01], (), (60, 12), PLAIN).plain
    assert "0.1┤" in chart
    assert "└" in losses_chart([None], (), (60, 12), PLAIN).plain
    assert "└" in losses_chart((), (), (60, 12), PLAIN).plain


def test_a_series_names_its_rows_or_its_ends():
    rows, values = np.arange(48.0), np.sin(np.arange(48) / 4)
    labels = [f"{2000 + month // 12}-{month % 12 + 1:02d}" for month in range(48)]
    assert "2003" in series_chart(rows, values, (80, 12), PLAIN, labels=labels).plain
    ends = series_chart(rows * 1000, values, (80, 12), PLAIN, ends=("2000-01-01", "2131-06-09")).plain
    assert "2000-01-01" in ends
    assert "2131-06-09" in ends


def test_a_series_of_one_row_can_be_drawn():
    assert "└" in series_chart(np.zeros(1), np.ones(1), (40, 10), PLAIN).plain
