"""Scores as text: of one target, and of several."""

from rnntui.runs.protocol import Finished
from rnntui.runs.summary import SeedRun, summarise
from rnntui.tui.scores import baseline_lines, lead_line, scores_table, seeds_table


def kinds(rmse, mase):
    return {"one_step": {"rmse": rmse, "mae": rmse, "mase": mase}, "recursive": None, "direct": None}


def target(rmse, mase):
    return {
        "metrics": kinds(rmse, mase),
        "baselines": {"naive": kinds(4.0, 1.0), "drift": None},
        "verdict": {"one_step": f"beats naive at {rmse}", "recursive": None},
    }


def ended(seed=0, warm=2.0, wet=30.0):
    return Finished(
        f"run-{seed}",
        "completed",
        epochs=9,
        metrics=kinds(None, (warm + wet) / 2),
        baselines={"naive": kinds(None, 1.0)},
        targets={"warm": target(warm, warm), "wet": target(wet, wet)},
    )


def cells(text):
    return [line.split() for line in text.plain.splitlines()]


def test_several_targets_have_a_block_each_and_one_of_their_mean():
    assert cells(scores_table(ended())) == [
        ["warm"],
        ["one-step"],
        ["RMSE", "MAE", "MASE"],
        ["this", "model", "2.00", "2.00", "2.00"],
        ["naive", "4.00", "4.00", "1.00"],
        ["One-step:", "beats", "naive", "at", "2.0."],
        [],
        ["wet"],
        ["one-step"],
        ["RMSE", "MAE", "MASE"],
        ["this", "model", "30.00", "30.00", "30.00"],
        ["naive", "4.00", "4.00", "1.00"],
        ["One-step:", "beats", "naive", "at", "30.0."],
        [],
        ["mean", "of", "2", "targets"],
        ["one-step"],
        ["MASE"],
        ["this", "model", "16.00"],
        ["naive", "1.00"],
    ]


def test_one_target_has_no_heading():
    one = target(2.0, 0.5)
    table = cells(
        scores_table(Finished("r", "completed", metrics=one["metrics"], baselines=one["baselines"]))
    )
    assert table[0] == ["one-step"]
    assert table[2:] == [["this", "model", "2.00", "2.00", "0.5"], ["naive", "4.00", "4.00", "1.00"]]


def test_seeds_of_several_targets_have_their_spread_per_target_and_of_the_mean():
    runs = [ended(0, 2.0, 30.0), ended(1, 4.0, 50.0)]
    summary = summarise([SeedRun(seed, run, None) for seed, run in enumerate(runs)])
    assert summary.targets["wet"]["metrics"]["one_step"]["rmse"] == {"median": 40, "low": 30, "high": 50}
    assert summary.targets["warm"]["verdict"]["one_step"].endswith("median RMSE 3.00 beats naive 4.00")
    assert summary.metrics["one_step"]["rmse"] is None
    assert "loses to naive 1.00" in summary.verdict["one_step"]
    assert "MASE of 2 targets" in summary.verdict["one_step"]
    table = cells(seeds_table(list(enumerate(runs)), summary))
    assert table[1][1:3] == ["one-step", "RMSE"]
    assert ["median", "3.00"] in table
    assert ["naive", "4.00"] in table
    assert table[-4:] == [["1", "27.00", "9"], ["median", "21.50"], ["low", "16.00"], ["high", "27.00"]]
    assert baseline_lines(runs[0]).plain.split() == ["naive", "1.00"]


def test_leads_of_several_targets_are_told_by_their_mean_mase():
    direct = {"rmse": None, "mae": None, "mase": 1.0, "leads": [{"mase": 0.5}, {"mase": 1.5}]}
    finished = Finished("r", "completed", metrics={"direct": direct}, targets={"a": {}, "b": {}})
    assert lead_line(finished) == "Mean MASE by lead, 1 to 2: 0.5  1.50"
