"""The exported script reads what rnntui reads, however a CSV file is laid out."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnntui.runs.exported import exported
from rnntui.runs.facts import facts_of
from rnntui.series.open import open_series
from rnntui.spec.parse import parse

SPEC = """\
data = Series({name!r}, look_back=1, columns=["wert", "größe"], target="größe")
model = Sequential([Flatten(), Dense(1)])
model.compile(optimizer="adam", loss="mse")
model.fit(epochs=1, batch_size=1)
"""
READING = ("csv", "pandas")  # what load() needs; Keras takes seconds


def loaded(script: str) -> Any:
    """The frame of the script's load(), without the rest of the script."""
    tree = ast.parse(script)
    tree.body = [
        node
        for node in tree.body
        if (isinstance(node, ast.Import) and node.names[0].name in READING)
        or (isinstance(node, ast.FunctionDef) and node.name == "load")
    ]
    names: dict[str, Any] = {}
    exec(compile(tree, "exported.py", "exec"), names)
    return names["load"]()


def assert_read_the_same(path: Path, name: str | None = None) -> None:
    spec = parse(SPEC.format(name=name or str(path))).spec
    assert spec is not None
    source = spec.data
    series = open_series(source.name, cwd=path.parent, columns=source.columns, target=source.target)
    frame = loaded(exported(spec, facts_of(series), directory=str(path.parent)))
    assert tuple(frame.columns) == series.columns
    np.testing.assert_array_equal(frame.to_numpy(), series.values)


# two decimals: 1,000 in a file of whole numbers is refused, since it may be a thousand
numbers = st.floats(-1e9, 1e9).map(lambda value: f"{value:.2f}") | st.integers(0, 999).map(str)
preambles = st.lists(st.sampled_from(["", "# a note", '# 5" wide', "  ", "#", "sep=;"]), max_size=3)
endings = st.lists(
    st.sampled_from(["", ",", ",,,,", '""', '"",""', "\x0c", "   ", " , ", "\xa0"]), max_size=3
)


@given(
    st.lists(
        st.tuples(numbers, numbers),
        min_size=4,
        max_size=20,
        unique_by=(lambda row: row[0], lambda row: row[1]),
    ),
    st.sampled_from([(",", "."), (";", ","), (";", "."), ("\t", ","), ("|", ".")]),
    st.sampled_from([0, 0, 0, 0, 0, 1100]),
    preambles,
    endings,
    st.booleans(),
    st.sampled_from(["", " "]),
    st.sampled_from(["utf-8", "utf-8-sig", "latin-1", "cp1252"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_script_reads_the_values_that_rnntui_reads(
    tmp_path: Path,
    rows: list[tuple[str, str]],
    layout: tuple[str, str],
    whole: int,
    preamble: list[str],
    ending: list[str],
    quoted: bool,
    blank: str,
    encoding: str,
    end: str,
) -> None:
    delimiter, decimal = layout
    before = [(str(row % 7), str(row)) for row in range(whole)]  # so that the first decimal mark comes late
    quote = '"' if quoted else ""
    fields = [("größe", "wert"), *before, *rows]
    table = [(delimiter + blank).join(f"{quote}{one}{quote}" for one in row) for row in fields]
    lines = [*preamble, *(line.replace(".", decimal) for line in table)]
    lines += [line.replace(",", delimiter) for line in ending]
    path = tmp_path / "any.csv"
    path.write_bytes((end.join(lines) + end).encode(encoding, "replace"))
    assert_read_the_same(path)


def test_a_script_reads_a_file_whose_first_decimal_comma_comes_late(tmp_path: Path) -> None:
    rows = [f"{row};{row % 7}" for row in range(1500)]
    path = tmp_path / "any.csv"
    path.write_text("\n".join(["größe;wert", *rows, "0,5;1,25", ""]), encoding="utf-8")
    assert_read_the_same(path)


@pytest.mark.parametrize("name", ["sales", "./sales"])
def test_a_script_reads_a_file_without_a_suffix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sales").write_text("größe,wert\n1,4\n2,6\n4,1\n,\n", encoding="utf-8")
    assert_read_the_same(tmp_path / "sales", name)
