"""SPEC files: what belongs there, data that a flag names, and where relative paths lead."""

from __future__ import annotations

import pytest

from rnntui.spec.parse import parse

MODEL = """\
model = Sequential([
    LSTM(4),
    Dense(1),
])
model.compile(optimizer="adam", loss="mse")
model.fit(epochs=5)
"""
ROWS = "month,sales\n" + "".join(
    f"{2000 + row // 12}-{row % 12 + 1:02d},{100 + row % 12 + row}\n" for row in range(60)
)


def ran(script):
    (request,) = script.trained()
    return parse(request.spec).spec


@pytest.mark.parametrize("there", [True, False])
def test_a_csv_file_in_the_place_of_a_spec_is_told_where_it_belongs(cli, script, tmp_path, there):
    if there:
        (tmp_path / "sales.csv").write_text(ROWS)
    result = cli("run", "sales.csv")
    assert result.exit_code == 2
    assert "write --data sales.csv" in result.stderr


def test_a_series_in_the_place_of_a_spec_is_told_where_it_belongs(cli, script):
    assert "write --data airline" in cli("run", "airline").stderr


def test_a_spec_that_is_not_there_is_said(cli, script):
    result = cli("run", "no-such-file.py")
    assert result.exit_code == 2
    assert "There is no spec file no-such-file.py." in result.stderr


def test_a_file_without_end_is_not_read_to_its_end(cli, script):
    result = cli("run", "/dev/zero")
    assert result.exit_code == 3
    assert "/dev/zero is too large: a spec has at most 50,000 characters." in result.stderr


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_a_spec_in_utf_16_is_named_as_such(cli, script, tmp_path, encoding):
    (tmp_path / "model.py").write_bytes(("\ufeff" * (encoding != "utf-16") + MODEL).encode(encoding))
    result = cli("run", "model.py")
    assert result.exit_code == 3
    assert "model.py is UTF-16 text, and a spec is UTF-8." in result.stderr
    assert "Save it as UTF-8" in result.stderr
    assert "NUL" not in result.stderr


def test_a_spec_in_another_encoding_is_told_with_its_line(cli, script, tmp_path):
    (tmp_path / "model.py").write_bytes(f"{MODEL}# caf\xe9\n".encode("latin-1"))
    result = cli("run", "model.py")
    assert result.exit_code == 3
    assert "model.py, line 7 is not UTF-8 text.\n  Save the file as UTF-8." in result.stderr


def test_a_spec_without_data_trains_on_what_the_flag_names(cli, script, tmp_path):
    (tmp_path / "model.py").write_text(MODEL)
    result = cli("run", "model.py", "--data", "airline")
    assert result.exit_code == 0, result.stderr
    assert (ran(script).data.name, ran(script).data.look_back) == ("airline", 12)
    assert ran(script).layers[0].get("units") == 4
    assert "There is no data" in cli("run", "model.py").stderr


def test_a_spec_without_data_keeps_the_window_that_it_states(cli, script, tmp_path):
    (tmp_path / "model.py").write_text(MODEL.replace("    LSTM", "    Input((20, 1)),\n    LSTM"))
    assert cli("run", "model.py", "--data", "airline").exit_code == 0
    assert ran(script).data.look_back == 20


def test_other_errors_of_a_spec_without_data_keep_their_lines(cli, script, tmp_path):
    (tmp_path / "model.py").write_text(MODEL.replace("LSTM(4)", "LSTN(4)"))
    result = cli("run", "model.py", "--data", "airline")
    assert result.exit_code == 3
    assert "line 2" in result.stderr


def test_a_relative_path_is_meant_from_the_directory_of_the_spec(cli, script, tmp_path):
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "sales.csv").write_text(ROWS)
    (tmp_path / "specs" / "a.py").write_text('data = Series("sales.csv", look_back=6)\n' + MODEL)
    result = cli("run", "specs/a.py")
    assert result.exit_code == 0, result.stderr
    assert script.trained()[0].cwd == str(tmp_path / "specs")
    assert "'specs/sales.csv'" in cli("export", "specs/a.py").stdout.replace('"', "'")


def test_else_from_the_current_one_and_else_both_are_named(cli, script, tmp_path):
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "a.py").write_text('data = Series("sales.csv", look_back=6)\n' + MODEL)
    missing = cli("run", "specs/a.py")
    assert missing.exit_code == 4
    assert f"neither in {tmp_path / 'specs'}" in missing.stderr
    assert f"nor in {tmp_path}." in missing.stderr
    (tmp_path / "sales.csv").write_text(ROWS)
    assert cli("run", "specs/a.py").exit_code == 0
    assert script.trained()[0].cwd == str(tmp_path)


def test_a_path_in_a_flag_is_meant_from_the_current_directory(cli, script, tmp_path):
    (tmp_path / "specs").mkdir()
    (tmp_path / "sales.csv").write_text(ROWS)
    (tmp_path / "specs" / "a.py").write_text(MODEL)
    assert cli("run", "specs/a.py", "--data", "sales.csv").exit_code == 0
    assert script.trained()[0].cwd == str(tmp_path)
