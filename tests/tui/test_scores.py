"""Scores as text: of one target, and of several."""

import math
from dataclasses import replace

from rnntui.runs.protocol import Finished, event_from_line, to_line
from rnntui.runs.summary import SeedRun, summarise
from rnntui.tui.scores import lead_line, scores_table, seeds_table


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
    assert table[-6:-2] == [["1", "27.00", "9"], ["median", "21.50"], ["low", "16.00"], ["high", "27.00"]]
    assert table[-2:] == [[], ["naive", "1.00"]]


def test_leads_of_several_targets_are_told_by_their_mean_mase():
    direct = {"rmse": None, "mae": None, "mase": 1.0, "leads": [{"mase": 0.5}, {"mase": 1.5}]}
    finished = Finished("r", "completed", metrics={"direct": direct}, targets={"a": {}, "b": {}})
    assert lead_line(finished) == "Mean MASE by lead, 1 to 2: 0.5  1.50"


def both(one_step, recursive):
    """An event whose forecasts have these RMSE, as it came over the wire."""
    scores = {
        kind: {"rmse": rmse, "mae": rmse, "mase": rmse}
        for kind, rmse in (("one_step", one_step), ("recursive", recursive))
    }
    naive = {kind: {"rmse": 4.0, "mae": 4.0, "mase": 1.0} for kind in scores}
    event = Finished(
        "r", "completed", epochs=9, metrics={**scores, "direct": None}, baselines={"naive": naive}
    )
    return event_from_line(to_line(event))


def test_in_a_narrow_terminal_the_kinds_stand_below_each_other():
    lines = scores_table(both(17.13, 56.03), 44, 40).plain.splitlines()
    assert max(map(len, lines)) <= 40
    assert [line.split() for line in lines] == [
        ["one-step"],
        ["RMSE", "MASE"],
        ["this", "model", "17.13", "17.13"],
        ["naive", "4.00", "1.00"],
        [],
        ["recursive,", "44", "steps"],
        ["RMSE", "MASE"],
        ["this", "model", "56.03", "56.03"],
        ["naive", "4.00", "1.00"],
    ]
    assert "RMSE     MASE     RMSE     MASE" in scores_table(both(17.13, 56.03), 44, 60).plain
    assert max(map(len, scores_table(both(17.13, 56.03), 44, 30).plain.splitlines())) <= 30


def test_in_a_narrow_terminal_seeds_have_both_kinds_as_well():
    runs = [both(17.13, 56.03), replace(both(18.0, 57.0), status="diverged")]
    summary = summarise([SeedRun(seed, run, None) for seed, run in enumerate(runs)])
    lines = seeds_table(list(enumerate(runs)), summary, 40).plain.splitlines()
    assert max(map(len, lines)) <= 40
    assert [line.split() for line in lines[10:]] == [
        ["recursive"],
        ["seed", "RMSE", "epochs"],
        ["0", "56.03", "9"],
        ["1", "57.00", "9"],
        ["median", "56.52"],
        ["low", "56.03"],
        ["high", "57.00"],
        [],
        ["naive", "4.00"],
    ]
    assert "  diverged" in seeds_table(list(enumerate(runs)), summary, 80).plain


def test_errors_that_ran_away_stay_in_their_columns():
    runs = [both(17.13, math.inf), both(1.2345e9, 3.21e153)]
    for run in runs:
        lines = scores_table(run, None, 80).plain.splitlines()
        assert len({len(line) for line in lines[1:]}) == 1
    assert cells(scores_table(runs[0]))[2] == ["this", "model", *["17.13"] * 3, *["infinite"] * 3]
    assert cells(scores_table(runs[1]))[2] == ["this", "model", *["1.23e+09"] * 3, *["3.2e+153"] * 3]
    summary = summarise([SeedRun(seed, run, None) for seed, run in enumerate(runs)])
    table = cells(seeds_table(list(enumerate(runs)), summary))
    assert table[1:6] == [
        ["0", "17.13", "infinite", "9"],
        ["1", "1.23e+09", "3.2e+153", "9"],
        ["median", "6.17e+08", "infinite"],
        ["low", "17.13", "3.2e+153"],
        ["high", "1.23e+09", "infinite"],
    ]
    assert summary.verdict["recursive"] == "median RMSE is infinite and loses to naive 4.00"


def test_where_one_of_several_targets_ran_away_their_mean_is_infinite():
    event = event_from_line(to_line(ended(warm=math.inf)))
    assert cells(scores_table(event))[-2:] == [["this", "model", "infinite"], ["naive", "1.00"]]


def test_the_kinds_of_a_mean_are_told_apart():
    event = ended()
    mean = {kind: {"rmse": None, "mae": None, "mase": 1.5} for kind in ("one_step", "recursive")}
    plain = scores_table(replace(event, metrics=mean)).plain
    assert plain.splitlines()[-4].split() == ["one-step", "recursive"]
