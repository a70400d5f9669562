"""What the editor offers to write: out of the catalogue, at any place of any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnntui.spec import catalogue
from rnntui.spec.completion import complete
from rnntui.spec.kinds import Choice, Texts
from rnntui.spec.named import ACTIVATIONS
from rnntui.spec.parse import parse

SERIES = {"airline": "Airline passengers", "sine": "A sine"}
HEAD = 'data = Series("airline", look_back=20)\nmodel = Sequential([\n    '
TAIL = '])\nmodel.compile(optimizer=Adam(), loss="mse")\nmodel.fit(epochs=10, batch_size=10)\n'
SPEC = f"{HEAD}LSTM(5),\n    Dense(1),\n{TAIL}"


def at(text: str):
    """What is offered where ``|`` stands."""
    before, _, behind = text.partition("|")
    lines = before.split("\n")
    return complete(before + behind, len(lines) - 1, len(lines[-1]), SERIES)


def labels(text: str) -> list[str]:
    found = at(text)
    return [one.label for one in found.candidates] if found else []


def accepted(text: str, choice: int = 0) -> str:
    """The text after a candidate was taken, with ``|`` for the cursor."""
    before, _, behind = text.partition("|")
    found = at(text)
    assert found is not None
    one = found.candidates[choice]
    line = before.rpartition("\n")[2]
    start = len(before) - len(line) + found.start
    end = found.end - len(line)
    put = one.text[: len(one.text) - one.back]
    return f"{text[:start]}{put}|{one.text[len(put) :]}{behind[end:]}"


@pytest.mark.parametrize("entry", catalogue.ENTRIES.values(), ids=lambda one: one.name)
def test_every_name_and_argument_has_a_meaning_of_a_few_words(entry):
    said = {entry.name: entry.meaning, **{one.name: one.meaning for one in entry.kept}}
    kinds = [one.kind for one in entry.kept]
    for kind in kinds:
        if isinstance(kind, Choice) and kind.meanings:
            said |= dict(zip(kind.options, kind.meanings, strict=True))
        if isinstance(kind, Texts):
            said |= dict(kind.known)
    for name, meaning in said.items():
        assert 3 <= len(meaning) <= 52, name
        assert not meaning.endswith("."), name


def test_every_activation_has_a_meaning():
    assert all(3 <= len(meaning) <= 52 for meaning in ACTIVATIONS.values())


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        (f"{HEAD}LS|", ["LSTM"]),
        (f"{HEAD}Layer|", ["LayerNormalization"]),
        (f"{HEAD}Bidirectional(G|", ["GRU"]),
        ("model.add(Fl|", ["Flatten"]),
        (f"{HEAD}LSTM(un|", ["units", "unit_forget_bias=True"]),
        (f"{HEAD}LSTM(5, seq|", ["return_sequences=False"]),
        (f"{HEAD}LSTM(5, return_sequences=|", ["True", "False"]),
        (f"{HEAD}keras.layers.Dense(5, acti|", ["activation", "activity_regularizer"]),
        (f'{HEAD}Dense(1, activation="tan|', ['"tanh"', '"tanh_shrink"', '"hard_tanh"']),
        ('data = Series("a|', ['"airline"']),
        ("data = Series('s|')", ['"sine"']),
        ('data = Series("airline", scale=|', ['"minmax"', '"standard"', '"none"']),
        ('data = Series("airline", transform=["l|', ['"log"']),
        ('data = Series("airline", mistakes=["off-by-one", "sp|', ['"split-first"']),
        ("data = S|", ["Series", "Sequential"]),
        ("model.|", ["add", "compile", "fit"]),
        ("model.compile(optimizer=A|", ["Adam", "AdamW"]),
        ("model.compile(optimizer=Adam(clip|", ["clipnorm", "clipvalue", "global_clipnorm"]),
        ('model.compile("adam", loss="m|', ['"mse"', '"mae"']),
        ("model.fit(epochs=5, b|", ["batch_size"]),
        (f"{HEAD}LSTM(5, kernel_regularizer=L|", ["L1", "L2", "L1L2"]),
        (f'{HEAD}LSTM(5, recurrent_initializer="orth|', ['"orthogonal"']),
    ],
)
def test_what_is_offered(text, offered):
    assert labels(text) == offered


@pytest.mark.parametrize(
    "text",
    [
        "|", "dat|", f"{HEAD}LSTM(5|", f"{HEAD}LSTM(5 |", f"{HEAD}LSTM(|5)", f"{HEAD}LS|TM(5)", "# LSTM(|",
        'data = Series("airline")|', f"{HEAD}LSTM(5, units=|", f"{HEAD}LSTM(5)|", "Unknown(|", "x = 5|",
        f"{HEAD}LSTM(5, return_sequences=True|", '"""LSTM(|', "data = |", f"{HEAD}xyzzy|",
    ],
)  # fmt: skip
def test_where_nothing_is_offered(text):
    assert labels(text) == []


def test_arguments_that_were_given_are_not_offered_again():
    left = labels(f"{HEAD}LSTM(5, activation='tanh', |")
    assert "return_sequences=False" in left
    assert not {"units", 'activation="tanh"'} & set(left)


def test_a_needed_value_comes_before_the_names_and_rare_arguments_last():
    assert labels(f"{HEAD}Activation(|")[0] == '"celu"'
    assert labels('data = Series("airline", |')[0] == "look_back=20"
    first = labels(f"{HEAD}LSTM(5, |")
    assert first.index("return_sequences=False") < first.index('kernel_initializer="glorot_uniform"')


def test_the_default_is_said():
    found = at("data = Series('airline', scale=|")
    assert found is not None
    assert [one.meaning for one in found.candidates][:2] == ["the default: from 0 to 1", "mean 0, spread 1"]


def test_an_older_bracket_that_is_open_does_not_matter_in_a_new_statement():
    assert labels(f"{HEAD}LSTM(5,\nmodel.fit(ep|") == ["epochs=1"]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (f"{HEAD}LST|", f"{HEAD}LSTM(|)"),
        (f"{HEAD}Flat|,", f"{HEAD}Flatten()|,"),
        (f"{HEAD}LS|(5)", f"{HEAD}LSTM|(5)"),
        (f"{HEAD}LSTM(un|=5)", f"{HEAD}LSTM(units|=5)"),
        ('model.compile(loss="m|")', 'model.compile(loss="mse"|)'),
        ("model.compile(loss='m|", 'model.compile(loss="mse"|'),
        ("model = Seq|", "model = Sequential([|])"),
        ("model.fit(ep|", "model.fit(epochs=|"),
    ],
)
def test_what_is_put_in(text, after):
    assert accepted(text) == after


@pytest.mark.parametrize("name", catalogue.names("layer"))
def test_every_layer_and_its_arguments_are_offered(name):
    assert name in labels(f"{HEAD}{name[:3]}|")
    offered = {label.partition("=")[0] for label in labels(f"{HEAD}{name}(|")}
    assert {one.name for one in catalogue.ENTRIES[name].kept} <= offered


@given(st.text(max_size=200), st.integers(-2, 20), st.integers(-2, 60))
def test_any_text_and_any_cursor(text, row, column):
    complete(text, row, column, SERIES)


@given(st.data())
def test_what_is_taken_stays_within_the_line(data):
    end = data.draw(st.integers(0, len(SPEC)))
    put = data.draw(st.text(st.sampled_from("([{,=\"'. \nLSTMdense"), max_size=6))
    text = SPEC[:end] + put + "|" + SPEC[end:]
    found = at(text)
    if found is not None:
        line = text.partition("|")[0].rpartition("\n")[2]
        assert 0 <= found.start <= len(line) <= found.end
        assert found.candidates
        parse(accepted(text, data.draw(st.integers(0, len(found.candidates) - 1))).replace("|", ""))
