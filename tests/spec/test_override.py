"""Flags win over what a spec says, and the rest stays as it is."""

from __future__ import annotations

from typing import Any

import pytest

from rnntui.spec.override import SpecError, override
from rnntui.spec.parse import parse
from rnntui.spec.records import Call, ModelSpec

TEXT = """\
data = Series("airline", look_back=20)
model = Sequential([
    Input((20, 1)),
    LSTM(4, return_sequences=True, recurrent_dropout=0.1),
    Bidirectional(LSTM(3, unit_forget_bias=False)),
    Dense(1),
])
model.compile(optimizer=Adam(learning_rate=0.01, clipnorm=1.0), loss="mse")
model.fit(epochs=10, batch_size=8)
"""


def read(text: str) -> ModelSpec:
    spec = parse(text).spec
    assert spec is not None
    return spec


SPEC = read(TEXT)
PERCEPTRON = read(TEXT.replace("LSTM(4, return_sequences=True, recurrent_dropout=0.1)", "Flatten()").replace(
    "    Bidirectional(LSTM(3, unit_forget_bias=False)),\n", ""))  # fmt: skip


def test_nothing_given_changes_nothing():
    assert override(SPEC) == SPEC


@pytest.mark.parametrize(("flag", "value"), [("epochs", 3), ("batch_size", 5), ("patience", 2)])
def test_training_numbers(flag: str, value: int):
    assert getattr(override(SPEC, **{flag: value}), flag) == value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("flag", "value"),
    [
        ("look_back", 7),
        ("split", 0.5),
        ("validation", 0.1),
        ("scale", "standard"),
        ("transform", ("log", "diff:12")),
        ("columns", ("a", "b")),
        ("target", ("a",)),
        ("date_column", "day"),
        ("season", 7),
        ("stride", 2),
    ],
)
def test_data_arguments(flag: str, value: Any):
    assert getattr(override(SPEC, **{flag: value}).data, flag) == value


def test_another_series():
    assert override(SPEC, data="my file.csv").data.name == "my file.csv"


def test_no_transform_has_a_word():
    spec = override(SPEC, transform=("log",))
    assert override(spec, transform=("none",)).data.transform == ()


def test_a_stated_input_shape_goes_when_the_data_changes():
    assert SPEC.input is not None
    assert override(SPEC, look_back=5).input is None
    assert override(SPEC, epochs=5).input == SPEC.input


def test_units_reach_wrapped_layers_and_leave_the_head():
    layers = override(SPEC, units=9).layers
    wrapped = layers[1].get("layer")
    assert isinstance(wrapped, Call)
    assert (layers[0].get("units"), wrapped.get("units"), layers[2].get("units")) == (9, 9, 1)


def test_units_of_a_perceptron_are_a_hidden_layer():
    layers = override(PERCEPTRON, units=9).layers
    assert [layer.name for layer in layers] == ["Flatten", "Dense", "Dense"]
    assert (layers[1].get("units"), layers[1].get("activation")) == (9, "relu")
    assert override(override(PERCEPTRON, units=9), units=4).layers[1].get("units") == 4


def test_another_cell_keeps_what_both_have():
    layers = override(SPEC, cell="gru").layers
    assert layers[0] == Call("GRU", (("units", 4), ("recurrent_dropout", 0.1), ("return_sequences", True)))
    assert layers[1].get("layer") == Call("GRU", (("units", 3),))


def test_a_perceptron_has_flatten_in_place_of_its_cells():
    assert [layer.name for layer in override(SPEC, cell="perceptron").layers] == ["Flatten", "Dense"]


def test_a_cell_takes_the_place_of_flatten():
    assert [layer.name for layer in override(PERCEPTRON, cell="rnn").layers] == ["SimpleRNN", "Dense"]


def test_the_head_follows_the_horizon():
    assert override(SPEC, horizon=12).layers[-1].get("units") == 12
    assert override(override(SPEC, horizon=12), horizon=3).layers[-1].get("units") == 3


def test_the_head_follows_the_targets():
    assert override(SPEC, target=("a", "b")).layers[-1].get("units") == 2


def test_optimizer_and_learning_rate():
    assert override(SPEC, learning_rate=0.5).optimizer == Call(
        "Adam", (("learning_rate", 0.5), ("clipnorm", 1.0))
    )
    assert override(SPEC, optimizer="SGD").optimizer == Call("SGD")
    assert override(SPEC, optimizer="adam").optimizer == SPEC.optimizer
    assert override(SPEC, loss="mean_absolute_error").loss == Call("mae")


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        ({"units": 0}, "LSTM: units must be a whole number from 1 to 4,096, not 0."),
        ({"look_back": -3}, "Series: look_back must be a whole number from 1 to 100,000, not -3; write 3."),
        ({"loss": "hubr"}, 'There is no loss "hubr": did you mean huber?'),
        ({"optimizer": "zzz"}, 'There is no optimizer "zzz"; there is SGD, RMSprop, Adam and AdamW.'),
        ({"cell": "elman"}, 'There is no cell "elman"; there is perceptron, rnn, lstm and gru.'),
        ({"data": ""}, 'Series: name must be a text in quotes, not the text "".'),
    ],
)
def test_what_does_not_fit_is_said_in_one_sentence(flags: dict[str, Any], message: str):
    with pytest.raises(SpecError) as caught:
        override(SPEC, **flags)
    assert str(caught.value) == message


def test_a_spec_without_a_place_for_a_cell_is_left_alone():
    spec = read(TEXT.replace("LSTM(4, return_sequences=True, recurrent_dropout=0.1)", "Conv1D(2, 3)").replace(
        "Bidirectional(LSTM(3, unit_forget_bias=False))", "GlobalAveragePooling1D()"))  # fmt: skip
    with pytest.raises(SpecError, match="has no place in this spec"):
        override(spec, cell="lstm")
