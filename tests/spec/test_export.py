"""The exported script: nothing but Keras, the same windows and batches, and it runs by itself."""

from __future__ import annotations

import ast
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from rnntui.series.catalogue import load
from rnntui.series.prepare import Prepared
from rnntui.spec.export.data import FORMULAS
from tests.spec.conftest import made
from tests.spec.exporting import export_text, names_of, read_output, run_alone, windows_of

END = """
model.compile(optimizer=Adam(learning_rate=0.01), loss="mse")
model.fit(epochs=2, batch_size=16{more})
"""


def text(data: str, layers: str, more: str = "") -> str:
    return f"data = {data}\nmodel = Sequential([{layers}])" + END.format(more=more)


AIRLINE = 'Series("airline", look_back=12{})'
CASES = {
    "a perceptron": text(AIRLINE.format(""), "Flatten(), Dense(1)"),
    "differences of logarithms": text(
        AIRLINE.format(', transform=["log", "diff", "diff:12"]'), "LSTM(3), Dense(1)"
    ),
    "a horizon": text(AIRLINE.format(', horizon=6, scale="standard"'), "GRU(3), Dense(6)"),
    "a horizon, differenced": text(
        AIRLINE.format(', horizon=6, transform=["diff:12"], scale="none"'), "GRU(3), Dense(6)"
    ),
    "a validation part": text(
        AIRLINE.format(", validation=0.2, stride=3"), "SimpleRNN(3), Dense(1)", ", patience=1"
    ),
    "no shuffling": text(AIRLINE.format(""), "Flatten(), Dense(1)", ", shuffle=False"),
    "no season": text(AIRLINE.format(", season=0"), "Flatten(), Dense(1)"),
    "a computed series": text('Series("sine-coarse", look_back=10)', "SimpleRNN(2), Dense(1)"),
    "other columns": text(
        'Series("weather", look_back=5, stride=20, columns=["temp_max", "wind"], target="temp_min")',
        "GRU(3), Dense(1)",
    ),
    "several targets": text(
        'Series("weather", look_back=5, horizon=2, stride=20, target=["temp_max", "temp_min"])',
        "LSTM(3), RepeatVector(2), LSTM(3, return_sequences=True), Dense(2)",
    ),
    "every kind of call": text(
        AIRLINE.format(""),
        "Bidirectional(LSTM(3, kernel_regularizer=L2(0.01), kernel_constraint=MaxNorm(2))), Dropout(0.1), "
        'LayerNormalization(), Dense(1, kernel_initializer=HeNormal(seed=1), bias_initializer="ones")',
    ).replace('"mse"', "Huber(delta=2.0)"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_script_imports_keras_numpy_and_pandas_alone(case: str):
    tree = ast.parse(export_text(CASES[case]).script)
    imported = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
    }
    assert imported == {"os", "keras", "numpy", "pandas"}


class Echo:
    """In the place of a model: notes what it is trained on, and forecasts the last value it reads."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.trained: list[Any] = []

    def summary(self) -> None: ...

    def fit(self, batches: Any, **given: Any) -> None:
        self.trained = [batches, given["validation_data"]]
        assert given["shuffle"] is False

    def predict(self, x: Any, **given: Any) -> Any:
        self.tested = x
        return self(x)

    def __call__(self, x: Any, training: bool = False) -> Any:
        values = self.prepared.horizon * len(self.prepared.target)
        return np.repeat(x[:, -1, :1], values, axis=1)


@pytest.mark.parametrize("case", CASES)
def test_a_script_has_the_same_windows_and_batches(
    keras: ModuleType, case: str, capsys: pytest.CaptureFixture[str]
):
    exported = export_text(CASES[case], seed=3)
    prepared = exported.prepared
    names = names_of(exported.script)
    echo = Echo(prepared)
    names["build"] = lambda: echo
    names["main"]()
    watched = prepared.validation_starts if len(prepared.validation_starts) else prepared.test_starts
    batches, (x, y) = echo.trained
    for own, found in zip(windows_of(prepared, watched), (x, y), strict=True):
        np.testing.assert_array_equal(found, own)
    np.testing.assert_array_equal(echo.tested, windows_of(prepared, prepared.test_starts)[0])
    own_x, own_y = windows_of(prepared, prepared.train_starts)
    for epoch in range(3):
        batches.on_epoch_begin()
        batches.on_epoch_end()
        order = np.arange(len(own_x))
        if exported.spec.shuffle:
            order = np.random.default_rng([3, epoch]).permutation(len(own_x))
        shown = [batches[i] for i in range(len(batches))]
        np.testing.assert_array_equal(np.concatenate([x for x, _ in shown]), own_x[order])
        np.testing.assert_array_equal(np.concatenate([y for _, y in shown]), own_y[order])
    printed = read_output(capsys.readouterr().out)
    assert np.isfinite([score[:2] for score in printed.scores.values()]).all()
    assert (("recursive", "model") in printed.scores) == prepared.recursive
    assert (("direct", "model") in printed.scores) == (prepared.horizon > 1)
    for seasonal in ("seasonal naive", "last year's step"):
        assert (("one-step", seasonal) in printed.scores) == (prepared.season is not None)


@pytest.mark.parametrize("case", CASES)
def test_a_script_brings_forecasts_back_to_units_as_the_series_does(keras: ModuleType, case: str):
    exported = export_text(CASES[case])
    prepared = exported.prepared
    undo = names_of(exported.script)["undo"]
    rng = np.random.default_rng(0)
    ahead = rng.normal(size=(len(prepared.test_starts), prepared.horizon, len(prepared.target)))
    units = prepared.to_units(ahead, prepared.test_starts)
    unscaled = prepared.scaler_targets.invert(ahead)
    for origin, one, own in zip(prepared.origins(prepared.test_starts), unscaled, units, strict=True):
        np.testing.assert_allclose(undo(prepared.history[: origin + 1], one), own, rtol=1e-12)


@pytest.mark.parametrize("case", CASES)
def test_a_script_s_model_is_the_one_of_the_spec(keras: ModuleType, case: str):
    exported = export_text(CASES[case], seed=4)
    model = names_of(exported.script)["build"]()
    keras.utils.set_random_seed(4)
    window = keras.Input(exported.prepared.input_shape)
    own = keras.Sequential([window, *(made(keras, layer) for layer in exported.spec.layers)])
    assert [type(layer) for layer in model.layers] == [type(layer) for layer in own.layers]
    for ours, theirs in zip(own.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert type(model.optimizer) is type(made(keras, exported.spec.optimizer))


def test_keras_shows_the_batches_in_that_order(keras: ModuleType):
    names = names_of(export_text(CASES["a perceptron"], seed=5).script)
    seen: list[np.ndarray[Any, Any]] = []

    class Watching(names["Batches"]):  # type: ignore[misc]
        def __getitem__(self, i: int) -> Any:
            seen.append(self.order[i * 16 : (i + 1) * 16])
            return super().__getitem__(i)

    rows = Watching(np.zeros((40, 12, 1), "float32"), np.zeros((40, 1), "float32"))
    model = names["build"]()
    model.fit(rows, epochs=3, shuffle=False, verbose=0)
    # Keras looks at some batches before the first epoch, to learn their shapes
    order = np.concatenate(seen)[-120:].reshape(3, 40)
    for epoch in range(3):
        np.testing.assert_array_equal(order[epoch], np.random.default_rng([5, epoch]).permutation(40))


@pytest.mark.parametrize("name", FORMULAS)
def test_formulas_are_the_series(name: str):
    values = eval(FORMULAS[name], {"np": np})
    np.testing.assert_array_equal(values, load(name).values[:, 0])


def csv_text(separator: str, decimal: str) -> str:
    lines = [separator.join(("Monat", "Umsatz €", "Preis"))]
    for i in range(60):
        sales = f"{100 + 10 * np.sin(i / 2) + i / 7:.3f}".replace(".", decimal)
        price = f"{3 + i % 5 / 4:.2f}".replace(".", decimal)
        lines.append(separator.join((f"{2015 + i // 12}-{i % 12 + 1:02}", sales, price)))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("separator", "decimal", "encoding"),
    [(",", ".", "utf-8"), (";", ",", "latin-1"), ("\t", ".", "utf-8-sig")],
)
def test_a_csv_file_is_read_as_it_is_laid_out(
    keras: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    separator: str,
    decimal: str,
    encoding: str,
):
    content = csv_text(separator, decimal).replace("€", "EUR" if encoding == "latin-1" else "€")
    (tmp_path / "sales.csv").write_bytes(content.encode(encoding))
    column = "Umsatz EUR" if encoding == "latin-1" else "Umsatz €"
    data = f'Series("sales.csv", look_back=4, columns=["Preis", "{column}"], target="{column}")'
    monkeypatch.chdir(tmp_path)
    exported = export_text(text(data, "Flatten(), Dense(1)"))
    frame = names_of(exported.script)["load"]()
    assert list(frame.columns) == ["Preis", column]
    own = [exported.series.columns.index(name) for name in frame.columns]
    np.testing.assert_array_equal(frame.to_numpy(), exported.series.values[:, own])


def test_names_with_quotes_and_dollars_do_no_harm(
    keras: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    name = 'a "b" $c \\ {d}'
    quoted = name.replace('"', '""')
    rows = "\n".join(f"{i * 1.5},{i % 3}" for i in range(40))
    (tmp_path / "odd $name.csv").write_text(f'"{quoted}",y\n{rows}\n')
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    data = f'Series("odd $name.csv", look_back=4, columns=["{escaped}", "y"], target="y")'
    monkeypatch.chdir(tmp_path)
    exported = export_text(text(data, "Flatten(), Dense(1)"))
    assert list(names_of(exported.script)["load"]().columns) == [name, "y"]


def test_dropout_is_said_to_agree_in_distribution_only():
    assert "agree in distribution only" in export_text(CASES["every kind of call"]).script
    assert "agree in distribution only" not in export_text(CASES["a perceptron"]).script


def test_a_perceptron_s_script_runs_by_itself(tmp_path: Path):
    spec = text('Series("airline", look_back=20)', "Flatten(), Dense(1)")
    printed = run_alone(export_text(spec).script, tmp_path)
    assert printed.losses[2][0] < printed.losses[1][0]
    rmse = {key: round(score[0], 2) for key, score in printed.scores.items()}
    # the figures of CURRICULUM.md
    assert rmse["one-step", "naive"] == 49.41
    assert rmse["one-step", "seasonal naive"] == 42.59
    assert rmse["one-step", "drift"] == 49.58
    assert rmse["one-step", "last year's step"] == 15.83
    assert rmse["recursive", "naive"] == 105.75
    assert rmse["recursive", "seasonal naive"] == 95.78
    assert rmse["recursive", "drift"] == 69.98
    assert rmse["recursive", "last year's step"] == 24.77
    assert 0 < rmse["one-step", "model"] < 400
