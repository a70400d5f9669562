"""One number of a spec is set where it stands, and all else of the text stays as it was."""

from __future__ import annotations

import pytest

from rnntui.spec.edits import apply
from rnntui.spec.parse import parse
from rnntui.spec.records import ModelSpec
from rnntui.spec.setting import set_edits

TEXT = """\
# mine
epochs = 300
data = Series("airline", look_back=20)  # a window
model = Sequential()
model.add(LSTM(32, return_sequences=True))
model.add(Bidirectional(SimpleRNN(2, activation="relu")))
model.add(Dense(1))
model.compile(optimizer="rmsprop", loss="mae")
model.fit(
    batch_size=8,  # small
    epochs=epochs,
)
"""


def changed(text: str, **values: object) -> str:
    spec = parse(text).spec
    assert spec is not None
    for edit in set_edits(spec, values):  # type: ignore[arg-type]
        text = apply(text, edit)
    return text


def read(text: str) -> ModelSpec:
    spec = parse(text).spec
    assert spec is not None, parse(text).errors
    return spec


@pytest.mark.parametrize(
    ("value", "before", "after"),
    [
        ({"epochs": 600}, "    epochs=epochs,\n", "    epochs=600,\n"),
        ({"batch_size": 4}, "batch_size=8,", "batch_size=4,"),
        ({"patience": 30}, "epochs=epochs,\n", "epochs=epochs, patience=30,\n"),
        ({"look_back": 12}, "look_back=20)  # a window", "look_back=12)  # a window"),
        ({"validation": 0.15}, "look_back=20)", "look_back=20, validation=0.15)"),
        ({"learning_rate": 0.01}, '"rmsprop"', "RMSprop(learning_rate=0.01)"),
        ({"units": 5}, "SimpleRNN(2, ", "SimpleRNN(5, "),
    ],
)
def test_a_value_is_set_in_its_place(value, before, after):
    assert TEXT.count(before) == 1
    assert changed(TEXT, **value) == TEXT.replace(before, after)
    read(changed(TEXT, **value))


def test_several_values_are_set_at_once():
    spec = read(changed(TEXT, validation=0.15, patience=30, units=5, learning_rate=0.01))
    assert (spec.data.validation, spec.patience) == (0.15, 30)
    assert spec.optimizer.get("learning_rate") == 0.01
    assert changed(TEXT, patience=30, validation=0.15) == changed(TEXT, validation=0.15, patience=30)


def test_patience_that_stands_in_a_callback_is_set_there():
    text = TEXT.replace("epochs=epochs,", "epochs=9, callbacks=[EarlyStopping(patience=3)],")
    assert read(changed(text, patience=30)).patience == 30


def test_nothing_is_written_where_the_text_has_no_place():
    no_cell = TEXT.replace("model.add(LSTM(32, return_sequences=True))\n", "model.add(Flatten())\n").replace(
        'model.add(Bidirectional(SimpleRNN(2, activation="relu")))\n', ""
    )
    assert changed(no_cell, units=5) == no_cell
    assert changed(no_cell, units=5, epochs=9) == no_cell, "all of it or nothing"
    bare = TEXT.replace("    batch_size=8,  # small\n    epochs=epochs,\n", "")
    assert changed(bare, epochs=9) == bare
