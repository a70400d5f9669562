"""Flags become the spec that runs; they win over the file; what does not fit is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rnntui.spec.parse import parse

FILE = """\
data = Series("airline", look_back=20)
model = Sequential([
    SimpleRNN(5),
    Dense(1),
])
model.compile(optimizer=Adam(learning_rate=0.001), loss="mse")
model.fit(epochs=1000, batch_size=10)  # as in the lesson
"""


@pytest.fixture
def spec_file(tmp_path: Path) -> Path:
    path = tmp_path / "spec.py"
    path.write_text(FILE)
    return path


def ran(script):
    """The one spec that was trained."""
    (request,) = script.trained()
    spec = parse(request.spec).spec
    assert spec is not None
    return spec


@pytest.mark.parametrize(
    ("flags", "found"),
    [
        (["--look-back", "15"], lambda spec: spec.data.look_back == 15),
        (["--horizon", "3"], lambda spec: spec.data.horizon == 3 and spec.layers[-1].get("units") == 3),
        (["--split", "0.8"], lambda spec: spec.data.split == 0.8),
        (["--validation", "0.2"], lambda spec: spec.data.validation == 0.2),
        (["--stride", "2"], lambda spec: spec.data.stride == 2),
        (["--scale", "standard"], lambda spec: spec.data.scale == "standard"),
        (
            ["--transform", "log, diff,diff:12"],
            lambda spec: spec.data.transform == ("log", "diff", "diff:12"),
        ),
        (["--transform", "log", "--transform", "diff"], lambda spec: spec.data.transform == ("log", "diff")),
        (["--transform", "none"], lambda spec: spec.data.transform == ()),
        (["--season", "6"], lambda spec: spec.data.season == 6),
        (["--patience", "0"], lambda spec: spec.patience == 0),
        (["--data", "weather", "--target", "wind"], lambda spec: spec.data.target == ("wind",)),
        (
            ["--data", "weather", "--column", "wind", "--column", "temp_min"],
            lambda spec: spec.data.columns == ("wind", "temp_min"),
        ),
        (["--units", "7"], lambda spec: spec.layers[0].get("units") == 7),
        (["--cell", "gru"], lambda spec: spec.layers[0].name == "GRU"),
        (["--cell", "perceptron"], lambda spec: spec.layers[0].name == "Flatten"),
        (["--epochs", "3", "--batch-size", "4"], lambda spec: (spec.epochs, spec.batch_size) == (3, 4)),
        (["--loss", "mae"], lambda spec: spec.loss.name == "mae"),
        (["--optimizer", "rmsprop"], lambda spec: spec.optimizer.name == "RMSprop"),
        (["--learning-rate", "0.5"], lambda spec: spec.optimizer.get("learning_rate") == 0.5),
        (["--patience", "9"], lambda spec: spec.patience == 9),
    ],
)
def test_each_flag_reaches_the_spec(cli, script, spec_file, flags, found):
    assert cli("run", *flags).exit_code == 0
    assert found(ran(script))
    script.requests.clear()
    assert cli("run", spec_file, *flags).exit_code == 0
    assert found(ran(script))


def test_without_anything_it_is_an_lstm_on_airline(cli, script):
    assert cli("run").exit_code == 0
    assert ran(script).layers[0].name == "LSTM"
    assert ran(script).data.name == "airline"


def test_a_file_that_no_flag_changes_runs_as_it_was_written(cli, script, spec_file):
    result = cli("run", spec_file)
    assert script.trained()[0].spec == FILE
    assert "# as in the lesson" in result.stderr


def test_a_file_with_a_byte_order_mark_runs(cli, script, tmp_path):
    path = tmp_path / "bom.py"
    path.write_text(FILE, encoding="utf-8-sig")
    assert cli("run", path).exit_code == 0
    assert script.trained()[0].spec == FILE


def test_flags_win_and_the_rest_of_the_file_stays(cli, script, spec_file):
    result = cli("run", spec_file, "--units", "9")
    spec = ran(script)
    assert spec.layers[0].get("units") == 9
    assert (spec.layers[0].name, spec.epochs, spec.data.look_back) == ("SimpleRNN", 1000, 20)
    assert "SimpleRNN(9)" in result.stderr  # the spec that really runs is printed


def test_the_request_carries_seed_forecast_and_final_fit(cli, script):
    assert cli("run", "--seed", "3", "--forecast", "12", "--final-fit", "--gpu").exit_code == 0
    (request,) = script.trained()
    assert (request.seed, request.forecast, request.final_fit) == (3, 12, True)
    assert script.gpu


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--cell", "transformer"], "transformer"),
        (["--loss", "mze"], "mze"),
        (["--optimizer", "adm"], "adm"),
        (["--scale", "maximal"], "maximal"),
        (["--transform", "sqrt"], "sqrt"),
        (["--transform", "diff,log"], "log comes first"),
        (["--split", "2"], "'--split': it must be a number above 0 and below 1"),
        (["--validation", "1"], "below 1"),
        (["--learning-rate", "-1"], "'--learning-rate': it must be a number above 0"),
        (["--learning-rate", "nan"], "'--learning-rate': it must be a number, not nan"),
    ],
)
def test_a_value_that_fits_no_spec_is_a_usage_error_before_anything_is_read(cli, script, flags, said):
    result = cli("run", *flags)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: rnntui run")
    assert said in result.stderr
    assert script.requests == []


def test_a_flag_that_has_no_place_in_a_file_is_refused_before_anything_is_read(cli, script, tmp_path):
    path = tmp_path / "dense.py"
    path.write_text(FILE.replace("SimpleRNN(5)", "Conv1D(5, 3)"))
    result = cli("run", path, "--cell", "gru")
    assert result.exit_code == 2
    assert "--cell gru has no place in this spec" in result.stderr
    assert script.requests == []


def test_an_error_in_a_file_shows_its_line_and_the_others_in_a_line_each(cli, script, tmp_path):
    path = tmp_path / "old.py"
    path.write_text(FILE.replace("learning_rate=", "lr=").replace("epochs=", "nb_epoch="))
    result = cli("run", path)
    assert result.exit_code == 3
    assert f"{path}, line 6, column" in result.stderr
    assert "6 | model.compile(optimizer=Adam(lr=0.001)" in result.stderr
    assert "^" in result.stderr
    assert f"{path}, line 7" in result.stderr
    assert "nb_epoch" in result.stderr
    assert script.trained() == []


def test_a_spec_that_does_not_fit_its_data_ends_before_tensorflow_is_waited_for(cli, script):
    result = cli("run", "--look-back", "200")
    assert result.exit_code == 3
    assert "write" not in result.stderr
    assert "look_back" not in result.stderr
    assert "use --look-back 87 or less" in result.stderr
    assert script.trained() == []


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--look-back", "200"], "--look-back 200"),
        (["--horizon", "100"], "--horizon 100"),
        (["--validation", "0.001"], "--validation 0.001 holds back 0"),
        (["--season", "144"], "--season 144 is no season of this series, which has 144 rows."),
    ],
)
@pytest.mark.parametrize("with_file", [True, False])
def test_what_does_not_fit_the_data_is_said_in_words_of_the_flag(
    cli, script, spec_file, with_file, flags, said
):
    result = cli("run", *([spec_file] if with_file else []), *flags)
    assert result.exit_code == 3
    assert said in result.stderr
    assert "line " not in result.stderr
    assert script.trained() == []


NEGATIVE = "v\n" + "".join(f"{row * 37 % 11 - 5}\n" for row in range(60))


@pytest.mark.parametrize(
    ("flags", "advised"),
    [
        (["--validation", "0.99"], ["--validation", "0.75"]),
        (["--transform", "diff:999"], ["--transform", "none"]),
        (["--horizon", "100"], ["--horizon", "44"]),
        (["--look-back", "90"], ["--look-back", "87"]),
        (["--split", "0.01"], ["--split", "0.18"]),
        (["--data", "neg.csv", "--transform", "log"], ["--transform", "none"]),
        (["--loss", "categorical_crossentropy"], ["--loss", "mse"]),
    ],
)
def test_what_is_advised_is_of_the_flag_and_is_taken(cli, script, tmp_path, flags, advised):
    (tmp_path / "neg.csv").write_text(NEGATIVE)
    result = cli("run", *flags)
    assert result.exit_code == 3
    assert f"se {' '.join(advised)}" in result.stderr
    assert "line " not in result.stderr.replace("names from line 1", "")
    place = flags.index(advised[0])
    assert cli("run", *flags[:place], *advised, *flags[place + 2 :]).exit_code == 0


def test_a_season_that_is_refused_is_an_event_as_well(cli, script):
    result = cli("run", "--json", "--season", "144")
    assert result.exit_code == 3
    (event,) = (json.loads(line) for line in result.stdout.splitlines())
    assert (event["event"], event["kind"], event["code"]) == ("failed", "spec", "season")


def test_data_refuses_a_season_that_run_refuses(cli, script):
    for command in (("data", "airline"), ("run", "--data", "airline")):
        result = cli(*command, "--season", "144")
        assert result.exit_code == 3
        assert "--season 144 is no season of this series, which has 144 rows." in result.stderr
        assert "use --season 0" in result.stderr.replace("Use", "use")
        assert result.stdout == ""


def test_few_windows_get_a_batch_of_all_of_them(cli, script):
    assert cli("run", "--stride", "1000").exit_code == 0
    assert ran(script).batch_size == 1
    script.requests.clear()
    assert cli("run", "--stride", "1000", "--batch-size", "7").exit_code == 0
    assert ran(script).batch_size == 7


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "begin with a small model:\n    data = Series("),
        ('data = Series("airline")\n', "add a model:\n    model = Sequential(["),
        (FILE + "?\n", "delete ?"),
        (FILE.replace('loss="mse"', "loss=“mse”"), "straighten the quotes:\n    model.compile("),
    ],
)
def test_a_mend_says_what_it_puts_in_or_takes_out(cli, script, spec_file, text, said):
    spec_file.write_text(text)
    result = cli("run", spec_file)
    assert result.exit_code == 3
    assert said in result.stderr


def test_a_value_that_has_to_be_one_is_named(cli, script, spec_file):
    spec_file.write_text(FILE.replace("=10)", "=10, callbacks=[EarlyStopping(min_delta=0.1)])"))
    assert "min_delta must be 0, not 0.1." in cli("run", spec_file).stderr


def test_what_no_flag_is_to_blame_for_keeps_its_line(cli, script, spec_file):
    spec_file.write_text(FILE.replace("look_back=20", "look_back=200"))
    result = cli("run", spec_file, "--epochs", "3")
    assert result.exit_code == 3
    assert "line 1" in result.stderr
    assert "look_back=200" in result.stderr


def test_a_file_that_is_no_text_is_an_error_of_the_spec(cli, script, tmp_path):
    path = tmp_path / "binary.py"
    path.write_bytes(bytes(range(256)) * 10)
    assert cli("run", path).exit_code == 3


def test_data_that_can_not_be_read_are_an_error_of_the_data(cli, script, tmp_path):
    result = cli("run", "--data", "missing.csv")
    assert result.exit_code == 4
    assert "missing.csv" in result.stderr
    assert script.trained() == []
