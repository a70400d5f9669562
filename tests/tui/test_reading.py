"""What the editor knows of the text in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnntui.runs.facts import facts_of
from rnntui.series import catalogue
from rnntui.tui.reading import read, shape_text

SPEC = """\
data = Series("airline", look_back=20)
model = Sequential([
    SimpleRNN(5),
    Dense(1),
])
model.compile(optimizer=Adam(), loss="mse")
model.fit(epochs=1000, batch_size=10)
"""
FACTS = facts_of(catalogue.load("airline"))


def without(*lines: int) -> str:
    return "".join(line for at, line in enumerate(SPEC.splitlines(keepends=True), 1) if at not in lines)


def test_shapes_and_parameters_stand_beside_the_lines():
    assert read(SPEC, FACTS).beside() == {1: "(20, 1)   ", 3: "(5) 35", 4: "(1)  6"}


def test_parameter_counts_line_up():
    beside = read(SPEC.replace("SimpleRNN(5)", "LSTM(50)"), FACTS).beside()
    assert {len(note.split(") ")[1]) for note in beside.values()} == {len("10,400")}


def test_errors_are_marked_beside_their_lines_with_the_shape_where_there_is_one():
    wrong = SPEC.replace("Dense(1)", "Dense(5)").replace("loss=", "los=")
    beside = read(wrong, FACTS).beside("x")
    assert beside[6] == "x"
    assert beside[4].split()[-2:] == ["(5)", "30"]
    assert read(SPEC.replace("Dense(1)", "Dense(5)"), FACTS).beside("x")[4] == "x (5) 30"


def test_nothing_stands_beside_them_without_a_series():
    reading = read(SPEC, None)
    assert reading.beside() == {}
    assert reading.spec is not None


def test_shapes_go_on_while_the_spec_is_unfinished():
    reading = read(without(5, 6, 7), FACTS)
    assert reading.errors
    assert reading.spec is None
    assert reading.beside()[3].split() == ["(5)", "35"]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (1, "Each window: 20 steps of 1 value."),
        (3, "SimpleRNN: (20, 1) in, (5) out, 35 parameters."),
        (4, "Dense: (5) in, (1) out, 6 parameters."),
        (6, "41 parameters in all."),
        (99, "41 parameters in all."),
    ],
)
def test_the_status_says_what_the_line_does(line, text):
    status = read(SPEC, FACTS).status(line)
    assert (status.text, status.tone, status.edit) == (text, "quiet", None)


def test_the_status_of_a_line_with_an_error_is_that_error_with_its_mend():
    status = read(SPEC.replace("Dense", "Dens"), FACTS).status(4)
    assert status.text == "Nothing is called Dens: did you mean Dense?"
    assert status.tone == "error"
    assert status.edit is not None


def test_elsewhere_the_first_error_is_named_with_its_line():
    status = read(SPEC.replace("Dense", "Dens"), FACTS).status(1)
    assert status.text.startswith("line 4: Nothing is called Dens")


def test_a_note_is_said_quietly_and_after_any_error():
    noted = SPEC.replace(", batch_size=10", "")
    said = "model.fit: no batch_size is given; Keras then takes 32."
    assert read(noted, FACTS).status(7) == replace(read(SPEC, FACTS).status(6), text=said)
    assert read(noted.replace("Dense", "Dens"), FACTS).status(7).text.startswith("line 4: ")


def test_an_output_that_is_not_the_targets_shape_is_an_error():
    reading = read(SPEC.replace("Dense(1)", "Dense(5)"), FACTS)
    assert reading.spec is None
    assert reading.problem_with_mend(4) is not None


def test_a_mend_is_that_of_the_line_else_the_first():
    reading = read(SPEC.replace("Dense", "Dens").replace("SimpleRNN", "SimplRNN"), FACTS)
    at = {line: reading.problem_with_mend(line) for line in (1, 3, 4)}
    assert {line: problem.where.line for line, problem in at.items() if problem} == {1: 3, 3: 3, 4: 4}
    assert read(SPEC, FACTS).problem_with_mend(4) is None


@given(st.text(max_size=300))
def test_any_text_has_a_status_in_every_line(text):
    reading = read(text, FACTS)
    for line in (1, 2, text.count("\n") + 1):
        assert isinstance(reading.status(line).text, str)


@given(st.integers(0, len(SPEC)), st.integers(0, len(SPEC)), st.text(max_size=20))
def test_any_edit_can_be_read(a, b, put):
    start, end = sorted((a, b))
    reading = read(SPEC[:start] + put + SPEC[end:], FACTS)
    assert all(line >= 1 for line in reading.beside())
    assert (reading.spec is None) >= bool(reading.errors)


def test_shapes_read_as_in_keras_without_the_batch():
    assert [shape_text(shape) for shape in [(20, 1), (5,), ()]] == ["(20, 1)", "(5)", "()"]
