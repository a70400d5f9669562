"""What ``--cell`` alone trains."""

from __future__ import annotations

import pytest

from rnntui.spec.defaults import CELLS, LARGEST_BATCH, default_spec
from rnntui.spec.parse import parse
from rnntui.spec.printing import print_spec
from rnntui.spec.records import DataFacts
from rnntui.spec.sizes import sizes

AIRLINE = DataFacts("airline", 144, ("passengers",), ("passengers",), 12, "MS", 104, 622)


@pytest.mark.parametrize("cell", CELLS)
def test_every_cell_has_a_spec_that_reads_back(cell: str):
    spec = default_spec(cell, AIRLINE)
    assert parse(print_spec(spec)).problems == ()
    assert parse(print_spec(spec)).spec == spec


def test_of_a_positive_seasonal_series_the_seasonal_differences_of_logarithms_are_forecast():
    source = default_spec("lstm", AIRLINE).data
    assert (source.look_back, source.transform) == (12, ("log", "diff:12"))


@pytest.mark.parametrize(("season", "minimum"), [(None, 104.0), (12, -3.0), (12, 0.0), (12, None)])
def test_other_series_are_taken_as_they_are(season: int | None, minimum: float | None):
    facts = DataFacts("x", 144, ("y",), ("y",), season, None, minimum, 10.0)
    assert default_spec("gru", facts).data.transform == ()


@pytest.mark.parametrize("n", [144, 200, 300, 1000, 1461])
def test_no_smaller_batch_is_left_over(n: int):
    facts = DataFacts("x", n, ("y",), ("y",), None, None, -1.0, 1.0)
    spec = default_spec("lstm", facts)
    assert sizes(spec.data, facts).train % spec.batch_size == 0


@pytest.mark.parametrize("n", [144, 10_000, 200_000])
def test_an_epoch_has_at_most_a_thousand_steps(n: int):
    facts = DataFacts("x", n, ("y",), ("y",), None, None, -1.0, 1.0)
    spec = default_spec("lstm", facts)
    assert sizes(spec.data, facts).train / spec.batch_size <= 1000


def test_a_batch_never_takes_too_much_memory():
    facts = DataFacts("x", 1_000_000, ("y",), ("y",), None, None, -1.0, 1.0)
    assert LARGEST_BATCH / 2 <= default_spec("lstm", facts).batch_size <= LARGEST_BATCH


@pytest.mark.parametrize("n", range(4, 60))
def test_a_short_series_still_gives_windows(n: int):
    facts = DataFacts("x", n, ("y",), ("y",), 12, None, 1.0, 2.0)
    assert sizes(default_spec("lstm", facts).data, facts).train >= 1


def test_a_long_series_gets_fewer_epochs():
    facts = DataFacts("x", 1_000_000, ("y",), ("y",), None, None, -1.0, 1.0)
    assert default_spec("lstm", facts).epochs < 10 < default_spec("lstm", AIRLINE).epochs
