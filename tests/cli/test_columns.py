"""Tables in a terminal: what does not fit goes, the least needed first, and in a pipe nothing does."""

from __future__ import annotations

from rnntui.cli.columns import aligned

HEADS = ("run", "began", "status", "score")
ROWS = [("a24", "2026-11-21", "completed", "15.02"), ("b", "2026-11-20", "stopped", "7.00")]


def lines(**how):
    return aligned(HEADS, ROWS, right=(3,), **how).plain.splitlines()


def test_columns_are_as_wide_as_they_need_to_be():
    assert lines() == [
        "run  began       status     score",
        "a24  2026-11-21  completed  15.02",
        "b    2026-11-20  stopped     7.00",
    ]


def test_a_narrow_table_does_without_what_can_be_spared_in_that_order():
    spare = ("began", "status")
    assert lines(width=33, spare=spare) == lines()
    assert lines(width=32, spare=spare) == [
        "run  status     score",
        "a24  completed  15.02",
        "b    stopped     7.00",
    ]
    assert lines(width=12, spare=spare) == ["run  score", "a24  15.02", "b     7.00"]
    assert lines(width=5, spare=spare) == lines(width=12, spare=spare)


def test_a_pipe_gets_every_column(cli, script):
    assert cli("run").exit_code == 0
    (heads, _) = cli("runs").stdout.splitlines()
    assert heads.split() == [
        *("run", "began", "data", "network", "epochs", "seed", "status", "one-step", "recursive")
    ]
