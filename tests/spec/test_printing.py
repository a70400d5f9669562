"""Every spec prints to a text that is read back the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rnntui.spec.check import check
from rnntui.spec.parse import parse
from rnntui.spec.printing import print_spec, print_value
from rnntui.spec.records import Call, DataFacts, ModelSpec, SeriesSource
from tests.spec.strategies import specs


@settings(max_examples=150)
@given(specs)
def test_printing_and_reading_gives_the_same_spec(spec: ModelSpec):
    parsed = parse(print_spec(spec))
    assert parsed.errors == ()
    assert parsed.spec == spec


def test_texts_keep_quotes_backslashes_and_accents():
    assert print_value('C:\\new "data"\\café.csv') == '"C:\\\\new \\"data\\"\\\\café.csv"'


def test_a_long_layer_goes_onto_several_lines():
    text = """\
data = Series("airline", look_back=20)
model = Sequential([
    LSTM(
        16, kernel_initializer="he_uniform",
        bias_regularizer=L1L2(l1=0.1, l2=0.2),
    ),
    Dense(1),
])
model.compile(optimizer=Adam(), loss="mse")
model.fit(epochs=10, batch_size=10)
"""
    spec = parse(text).spec
    assert spec is not None
    assert print_spec(spec) == text


def test_calls_inside_calls_are_wrapped_too():
    layer = Call(
        "Bidirectional",
        (
            ("layer", Call("LSTM", (("units", 16), ("kernel_regularizer", Call("L1L2", (("l1", 0.001),)))))),
            ("merge_mode", "sum"),
        ),
    )
    spec = ModelSpec(SeriesSource(), (layer, Call("Dense", (("units", 1),))))
    assert print_spec(spec).splitlines()[2:8] == [
        "    Bidirectional(",
        "        LSTM(",
        "            16, kernel_regularizer=L1L2(l1=0.001),",
        "        ),",
        '        merge_mode="sum",',
        "    ),",
    ]
    assert parse(print_spec(spec)).spec == spec


@settings(max_examples=100)
@given(specs)
def test_no_line_is_wider_than_the_editor_where_it_could_be_parted(spec: ModelSpec):
    for line in print_spec(spec).splitlines():
        assert len(line) <= 50 or "), " not in line.strip()


@settings(max_examples=200)
@given(specs, st.integers(1, 500), st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_every_spec_can_be_checked(spec: ModelSpec, n: int, low: float, spread: float):
    facts = DataFacts("x", n, ("y", "z"), ("y",), 12, "MS", low, low + spread, (low, low + spread))
    for problem in check(parse(print_spec(spec)).spec or spec, facts):
        assert problem.message[-1] in ".?"
