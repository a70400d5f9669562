"""A spec held against its data: sizes, columns, targets, ranges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnntui.runs.source import prepare_source
from rnntui.series.prepare import Prepared, prepare
from rnntui.series.records import DataProblem, Series
from rnntui.spec import sizes
from rnntui.spec.check import check, input_shape, target_shape
from rnntui.spec.check_windows import windows
from rnntui.spec.edits import apply
from rnntui.spec.parse import parse
from rnntui.spec.printing import print_value
from rnntui.spec.records import DataFacts, ModelSpec, Problem, SeriesSource

WEATHER = DataFacts("weather", 1461, ("rain", "high", "low", "wind"), ("low",), 365, "D", -7.1, 18.3)
AIRLINE = DataFacts("airline", 144, ("passengers",), ("passengers",), 12, "MS", 104, 622)


def text_of(layers: str, data: str = 'Series("weather", look_back=20)', more: str = "") -> str:
    return (
        f"data = {data}\nmodel = Sequential([\n    {layers},\n])\n"
        f'model.compile(optimizer="adam", loss="mse")\nmodel.fit(epochs=10, batch_size=8{more})\n'
    )


def spec_of(layers: str, data: str = 'Series("weather", look_back=20)', more: str = "") -> ModelSpec:
    spec = parse(text_of(layers, data, more)).spec
    assert spec is not None
    return spec


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


# ---------------------------------------------------------------- sizes
TRANSFORMS = [(), ("log",), ("diff",), ("log", "diff", "diff:12"), ("diff:7",)]


@settings(max_examples=200)
@given(
    st.integers(2, 150),
    st.integers(1, 40),
    st.integers(1, 15),
    st.floats(0.05, 0.95),
    st.floats(0, 0.9),
    st.integers(1, 5),
    st.sampled_from(TRANSFORMS),
)
def test_windows_are_counted_as_the_series_makes_them(
    n: int, look_back: int, horizon: int, split: float, validation: float, stride: int,
    transform: tuple[str, ...],
):  # fmt: skip
    source = SeriesSource(
        "x", look_back, horizon, split, "none", transform, stride=stride, validation=validation
    )
    values = np.exp(np.random.default_rng(n).normal(size=(n, 1)))
    series = Series("x", "x", values, ("y",), tuple(map(str, range(n))), ("y",))
    facts = DataFacts("x", n, ("y",), ("y",), None, None, float(values.min()), float(values.max()))
    counted = sizes.sizes(source, facts)
    impossible = [one.code for one in check(spec_with(source), facts) if one.code in TOO_LITTLE]
    made = try_prepare(series, source)
    if isinstance(made, DataProblem):
        assert impossible or made.code in ("constant-column", "out-of-range"), made.message
        return
    assert impossible == []
    starts = (made.train_starts, made.validation_starts, made.test_starts)
    assert tuple(map(len, starts)) == (counted.train, counted.validation, counted.test)
    assert (made.lost, made.n_train) == (counted.lost, counted.train_rows)


TOO_LITTLE = (
    "look-back-too-long", "window-too-long", "transform-too-long", "test-too-short", "validation-too-short",
)  # fmt: skip


def try_prepare(series: Series, source: SeriesSource) -> Prepared | DataProblem:
    try:
        return prepare_source(source, series)
    except DataProblem as problem:
        return problem


def spec_with(source: SeriesSource) -> ModelSpec:
    spec = spec_of("Flatten(), Dense(1)")
    return ModelSpec(source, spec.layers, spec.optimizer, spec.loss, 1, 1)


@pytest.mark.parametrize(
    ("columns", "target"),
    [((), ()), (("rain", "low"), ()), (("rain",), ()), ((), ("wind",)), (("rain",), ("wind", "low"))],
)
def test_columns_are_chosen_as_the_series_chooses(columns: tuple[str, ...], target: tuple[str, ...]):
    values = np.random.default_rng(0).normal(size=(100, 4))
    series = Series("weather", "", values, WEATHER.columns, tuple(map(str, range(100))), WEATHER.target)
    prepared = prepare(series, look_back=5, columns=columns, target=target)
    source = SeriesSource("weather", 5, columns=columns, target=target)
    assert sizes.columns(source, WEATHER) == (prepared.columns, prepared.target)
    spec = spec_with(source)
    assert input_shape(spec, WEATHER) == prepared.input_shape
    assert target_shape(spec, WEATHER) == prepared.target_shape


# ---------------------------------------------------------------- target
@pytest.mark.parametrize(
    ("layers", "data"),
    [
        ("LSTM(5), Dense(1)", 'Series("weather", look_back=20)'),
        ("LSTM(5), Dense(12)", 'Series("weather", look_back=20, horizon=12)'),
        ("LSTM(5), Dense(2)", 'Series("weather", look_back=20, target=["low", "high"])'),
        (
            "LSTM(5), RepeatVector(7), LSTM(5, return_sequences=True), Dense(2)",
            'Series("weather", look_back=20, horizon=7, target=["low", "high"])',
        ),
        # a trailing 1 may be dropped
        (
            "LSTM(5), RepeatVector(7), LSTM(5, return_sequences=True), TimeDistributed(Dense(1))",
            'Series("weather", look_back=20, horizon=7)',
        ),
        ("Dense(3), GlobalAveragePooling1D(keepdims=True), Dense(1)", 'Series("weather", look_back=20)'),
        ("LSTM(5, return_sequences=True), Dense(1)", 'Series("weather", look_back=20, horizon=20)'),
    ],
)
def test_outputs_that_fit_the_target(layers: str, data: str):
    assert check(spec_of(layers, data), WEATHER) == ()


@pytest.mark.parametrize(
    ("layers", "data", "mended"),
    [
        ("LSTM(5)", 'Series("weather", look_back=20)', "LSTM(5),\n    Dense(1)"),
        ("LSTM(5), Dense(5, activation='relu')", 'Series("weather", look_back=20)',
         "LSTM(5), Dense(5, activation='relu'), Dense(1)"),
        ("LSTM(5), Dense(1)", 'Series("weather", look_back=20, target=["low", "high"])', "LSTM(5), Dense(2)"),
        ("LSTM(1, return_sequences=True)", 'Series("weather", look_back=20)', "LSTM(1)"),
        ("LSTM(5), Dense(14)", 'Series("weather", look_back=20, horizon=7, target=["low", "high"])', None),
        ("Dense(4)", 'Series("weather", look_back=20)', "Dense(4),\n    Flatten(),\n    Dense(1)"),
        ("Conv1D(4, 3)", 'Series("weather", look_back=20)', "Conv1D(4, 3),\n    Flatten(),\n    Dense(1)"),
    ],
)  # fmt: skip
def test_outputs_that_do_not(layers: str, data: str, mended: str | None):
    text = text_of(layers, data)
    (problem,) = [one for one in check(spec_of(layers, data), WEATHER) if one.code == "output-shape"]
    if mended is None:
        assert problem.edit is None
    else:
        assert problem.edit is not None
        assert apply(text, problem.edit) == text_of(mended, data)


def test_an_output_that_keras_would_broadcast_is_named_with_both_shapes():
    (problem,) = check(spec_of("LSTM(5), Dense(5)"), WEATHER)
    assert problem.message == (
        "The model gives (5), but the target is (1): Keras would broadcast that silently and train "
        "nonsense; write Dense(1)."
    )


def test_a_layer_is_added_in_the_style_of_the_text():
    text = """\
data = Series("airline", look_back=20)
net = Sequential()
net.add(LSTM(5))
net.compile("adam", "mse")
net.fit(epochs=1, batch_size=8)
"""
    spec = parse(text).spec
    assert spec is not None
    (problem,) = check(spec, AIRLINE)
    assert problem.edit is not None
    assert apply(text, problem.edit) == text.replace(
        "net.add(LSTM(5))", "net.add(LSTM(5))\nnet.add(Dense(1))"
    )


# ---------------------------------------------------------------- ranges
@pytest.mark.parametrize(
    ("layers", "targets", "warned"),
    [
        ("LSTM(5), Dense(1, activation='sigmoid')", (0.0, 1.0), False),
        ("LSTM(5), Dense(1, activation='sigmoid')", (0.0, 1.68), True),
        ("LSTM(5), Dense(1, activation='tanh')", (-0.5, 0.5), False),
        ("LSTM(5), Dense(1, activation='relu')", (-0.1, 0.5), True),
        ("LSTM(5), Dense(1), Activation('sigmoid')", (0.0, 1.68), True),
        ("LSTM(1)", (-2.0, 2.0), True),
        ("LSTM(1, activation='linear')", (-2.0, 2.0), False),
        ("LSTM(5), Dense(1)", (-2.0, 2.0), False),
        ("LSTM(5), Dense(1, activation='gelu')", (-2.0, 2.0), False),
        ("LSTM(5), Dense(1, activation='sigmoid')", None, False),
    ],
)
def test_an_activation_that_can_not_reach_the_targets(
    layers: str, targets: tuple[float, float] | None, warned: bool
):
    facts = DataFacts("weather", 1461, ("low",), ("low",), scaled_targets=targets)
    assert codes(check(spec_of(layers), facts)) == (["output-range"] if warned else [])


def test_without_scaling_the_targets_are_the_series_own():
    spec = spec_of("LSTM(5), Dense(1, activation='sigmoid')", 'Series("airline", look_back=20, scale="none")')
    (problem,) = check(spec, AIRLINE)
    assert problem.message == (
        "sigmoid gives only 0 to 1, but the targets run from 104 to 622: what lies outside can never be "
        "forecast; leave the activation out."
    )


# ---------------------------------------------------------------- the rest
def test_logarithms_need_values_above_zero():
    data = 'Series("weather", look_back=20, transform=["log", "diff"])'
    (problem,) = check(spec_of("LSTM(5), Dense(1)", data), WEATHER)
    assert problem.message == (
        "log needs values above 0, but the smallest low is -7.1: leave log out of the transform."
    )
    assert problem.edit is not None
    assert problem.edit.text == '["diff"]'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ('Series("airline", look_back=20)', "embedding"),
        ('Series("airline", look_back=20, scale="none", transform="diff")', "embedding"),
        ('Series("airline", look_back=20, scale="none")', None),
    ],
)
def test_an_embedding_needs_whole_numbers(data: str, code: str | None):
    found = check(spec_of("Embedding(700, 4), Flatten(), Dense(1)", data), AIRLINE)
    assert codes(found) == ([code] if code else [])


def test_an_embedding_needs_a_row_for_every_number():
    data = 'Series("airline", look_back=20, scale="none")'
    (problem,) = check(spec_of("Embedding(500, 4), Flatten(), Dense(1)", data), AIRLINE)
    assert problem.message == (
        "This Embedding knows the numbers 0 to 499, but the series runs from 104 to 622: it needs "
        "input_dim=623."
    )


def test_patience_with_a_validation_part_is_honest():
    data = 'Series("airline", look_back=20, validation=0.15)'
    assert check(spec_of("LSTM(5), Dense(1)", data, ", patience=5"), AIRLINE) == ()


def test_a_model_without_weights_is_refused():
    data = 'Series("airline", look_back=20, horizon=20)'
    assert codes(check(spec_of("Flatten()", data), AIRLINE)) == ["no-parameters"]
    assert codes(check(spec_of("LSTM(1, trainable=False)"), WEATHER)) == ["no-parameters"]


def test_a_fitting_spec_has_no_problems():
    assert check(spec_of("LSTM(5), Dense(1)", 'Series("airline", look_back=20)'), AIRLINE) == ()


@given(
    st.fixed_dictionaries(
        {
            "look_back": st.integers(1, 200),
            "horizon": st.integers(1, 120),
            "split": st.integers(1, 99).map(lambda share: share / 100),
            "validation": st.integers(0, 99).map(lambda share: share / 100),
            "transform": st.sampled_from(
                [(), ("log",), ("diff",), ("log", "diff:12"), ("diff:90",), ("diff:999",)]
            ),
        }
    )
)
def test_what_is_advised_where_no_window_fits_mends_it(given: dict[str, object]) -> None:
    arguments = ", ".join(f"{name}={print_value(value)}" for name, value in given.items())  # type: ignore[arg-type]
    text = text_of("Flatten(), Dense(1)", f'Series("airline", {arguments})')
    spec = parse(text).spec
    assert spec is not None
    for problem in windows(spec, AIRLINE):
        if problem.edit is None:
            continue
        mended = parse(apply(text, problem.edit)).spec
        assert mended is not None
        left = [one.code for one in windows(mended, AIRLINE)]
        assert left in ([], ["validation-too-short"]), problem
        assert problem.code not in left
