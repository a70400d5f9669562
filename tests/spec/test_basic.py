"""The spec of the design's section 4 is read, and printed back."""

from __future__ import annotations

from rnntui.spec.parse import parse
from rnntui.spec.printing import print_spec
from rnntui.spec.records import Call, ModelSpec, SeriesSource

BASIC = """\
data = Series("airline", look_back=20, horizon=1, split=0.7, scale="minmax", transform=[])
model = Sequential([
    SimpleRNN(5),
    Dense(1),
])
model.compile(optimizer=Adam(learning_rate=0.001), loss="mse")
model.fit(epochs=1000, batch_size=10)
"""

SPEC = ModelSpec(
    SeriesSource("airline"),
    (Call("SimpleRNN", (("units", 5),)), Call("Dense", (("units", 1),))),
    Call("Adam", (("learning_rate", 0.001),)),
    Call("mse"),
    epochs=1000,
    batch_size=10,
)


def test_the_basic_spec_is_read_without_a_word():
    parsed = parse(BASIC)
    assert parsed.spec == SPEC
    assert parsed.problems == ()


def test_a_printed_spec_is_read_back_the_same():
    assert parse(print_spec(SPEC)).spec == SPEC


def test_a_printed_spec_fits_the_editor():
    assert max(len(line) for line in print_spec(SPEC).splitlines()) <= 50


def test_every_call_is_known_by_its_line():
    parsed = parse(BASIC)
    found = [(line.part, line.where.line) for line in parsed.lines]
    assert found == [("data", 1), ("layer", 3), ("layer", 4), ("compile", 6), ("fit", 7)]
    layer = parsed.on_line(4)
    assert layer is not None
    assert (layer.index, layer.call) == (1, SPEC.layers[1])
    assert parsed.on_line(5) is None
