"""Unix timestamps are neither forecast nor taken for dates, and that is said."""

from __future__ import annotations

import pytest

from rnntui.series.csvfile import read_csv


@pytest.mark.parametrize("unit", [1, 1000])
@pytest.mark.parametrize("steps", [(3600,), (30, 400, 77)])
def test_timestamps_are_left_alone_with_a_sentence(tmp_path, unit, steps):
    at, rows = 1_600_000_000, []
    for row in range(60):
        rows.append(f"{at * unit},{20 + row % 7}\n")
        at += steps[row % len(steps)]
    path = tmp_path / "sensor.csv"
    path.write_text("time,temp\n" + "".join(rows))
    series = read_csv(path)
    assert (series.columns, series.target) == (("temp",), ("temp",))
    assert any("'time' holds Unix timestamps" in note for note in series.notes)
    assert read_csv(path, target=["time"]).target == ("time",)


@pytest.mark.parametrize(
    "counts", [[1_500_000_000 - row for row in range(40)], [1_500_000_000 + row % 3 for row in range(40)]]
)
def test_large_numbers_that_do_not_rise_are_numbers(tmp_path, counts):
    path = tmp_path / "sales.csv"
    path.write_text("sales,n\n" + "".join(f"{count},{row % 5}\n" for row, count in enumerate(counts)))
    assert read_csv(path).target == ("sales",)
