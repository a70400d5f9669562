"""A series is described by facts that are computed from it."""

from __future__ import annotations

import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rnntui.series.catalogue import load
from rnntui.series.describe import ColumnFacts, describe, thin_rows


def test_airline_in_a_few_facts() -> None:
    facts = describe(load("airline"))
    assert (facts.rows, facts.first, facts.last) == (144, "1949-01", "1960-12")
    assert (facts.frequency, facts.season, facts.missing) == ("monthly", 12, 0)
    assert facts.columns == (ColumnFacts("passengers", "thousand passengers", 104.0, 40363 / 144, 622.0),)


def test_the_facts_are_json() -> None:
    facts = json.loads(json.dumps(describe(load("weather")).to_json()))
    assert [column["name"] for column in facts["columns"]] == [
        "precipitation",
        "temp_max",
        "temp_min",
        "wind",
    ]
    assert facts["columns"][2]["units"] == "°C"


@given(st.integers(1, 5000), st.integers(2, 300))
def test_thinning_keeps_the_order_and_every_peak_of_its_stretches(rows: int, most: int) -> None:
    values = np.random.default_rng(rows).normal(size=rows)
    kept = thin_rows(values, most)
    assert len(kept) <= max(most, 0)
    assert (np.diff(kept) > 0).all()
    assert (values[kept].min(), values[kept].max()) == (values.min(), values.max())


def test_a_short_series_is_not_thinned() -> None:
    assert thin_rows(np.arange(5.0)).tolist() == [0, 1, 2, 3, 4]
