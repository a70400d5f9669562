"""What is written of a run that has ended."""

from __future__ import annotations

from rnntui.cli.report import forecast_lines, show_seeds
from rnntui.cli.terminal import Terminal
from rnntui.runs.protocol import Finished, Summary


def test_the_band_of_seeds_is_told_for_each_of_several_targets(capsys):
    nothing = {name: {"metrics": {}, "baselines": {}, "verdict": {}} for name in ("temp", "wind")}
    ahead = {
        "index": ["2016"],
        "part": ["future"],
        "mean": [[1.0, 2.0]],
        "low": [[0.5, 1.5]],
        "high": [[1.5, 2.5]],
    }
    summary = Summary((0,), {}, ahead, targets=nothing)
    runs = [(0, Finished("r", "completed", targets=nothing))]
    show_seeds(Terminal.of_process().out, runs, None, summary, "", quiet=True)
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[-7:] == [
        ["temp"],
        ["mean", "low", "high"],
        ["2016", "1.0000", "0.5000", "1.5000"],
        [],
        ["wind"],
        ["mean", "low", "high"],
        ["2016", "2.0000", "1.5000", "2.5000"],
    ]


def test_forecasts_that_ran_away_or_are_tiny_have_an_exponent():
    def said(*values):
        return [
            line.split()[-1]
            for line in forecast_lines(["a"] * len(values), {"x": values}).plain.splitlines()[1:]
        ]

    assert said(1.5e153, 20.0) == ["1.5e+153", "20"]
    assert said(1.5e-30) == ["1.5e-30"]
    assert said(464.4712, None) == ["464.47", "–"]
