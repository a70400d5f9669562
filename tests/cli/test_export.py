"""export: a script that stands alone, from what the spec and the data say."""

from __future__ import annotations

import ast

import pytest

SPEC = """\
data = Series({data}, look_back=4)
model = Sequential([LSTM(2), Dense(1)])
model.compile(optimizer="adam", loss="mse")
model.fit(epochs=2, batch_size=10)
"""


@pytest.fixture
def spec_file(tmp_path):
    def write(data: str):
        path = tmp_path / "spec.py"
        path.write_text(SPEC.format(data=data))
        return path

    return write


def test_a_script_goes_to_stdout(cli, script, spec_file):
    result = cli("export", spec_file('"airline"'), "--seed", "7")
    assert result.exit_code == 0
    ast.parse(result.stdout)
    assert "112, 118, 132" in result.stdout  # it carries the series with it
    assert "seed 7" in result.stdout
    assert "rnntui" not in "".join(line for line in result.stdout.splitlines() if not line.startswith("#"))
    assert script.trained() == []


def test_a_script_reads_a_file_as_it_is_laid_out(cli, script, spec_file, tmp_path):
    rows = "".join(f"2020-{month:02d};{month},5;{month * month}\n" for month in range(1, 13))
    (tmp_path / "shop.csv").write_text("month;sales;visits\n" + rows * 1)
    target = tmp_path / "script.py"
    result = cli("export", spec_file('"shop.csv", columns=["sales"]'), "--out", target)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert "decimal comma" in result.stderr
    assert f"Written: {target}" in result.stderr
    text = target.read_text()
    ast.parse(text)
    assert 'delimiter=";"' in text
    assert 'replace(",", ".")' in text
    assert '"shop.csv"' in text


def test_a_spec_that_does_not_fit_its_data_is_not_exported(cli, script, spec_file):
    result = cli("export", spec_file('"airline", horizon=3'))
    assert result.exit_code == 3
    assert result.stdout == ""
    assert "line 2" in result.stderr


def test_a_script_is_written_over_an_exported_one_and_over_nothing_else(cli, script, spec_file, tmp_path):
    spec, target = spec_file('"airline"'), tmp_path / "script.py"
    for seed in ("1", "2"):
        assert cli("export", spec, "--out", target, "--seed", seed).exit_code == 0
    assert "seed 2" in target.read_text()
    (tmp_path / "notes.txt").write_text("mine\n")
    for mine in (spec, tmp_path / "notes.txt"):
        before = mine.read_text()
        result = cli("export", spec, "--out", mine)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"{mine} is there already and is no exported script" in result.stderr
        assert mine.read_text() == before


def test_a_script_that_can_not_be_written_is_said(cli, script, spec_file, tmp_path):
    result = cli("export", spec_file('"airline"'), "--out", tmp_path / "no" / "such" / "place.py")
    assert result.exit_code == 2
    assert "place.py can't be written" in result.stderr
