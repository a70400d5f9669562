"""Mistakes and orders in a spec: read, printed back, refused in plain words, and counted statically."""

from __future__ import annotations

import itertools

import pytest

from rnntui.runs.facts import facts_of
from rnntui.runs.source import prepare_source
from rnntui.series.catalogue import load
from rnntui.series.mistakes import ORDERS as SERIES_ORDERS
from rnntui.series.mistakes import Mistakes
from rnntui.spec import sizes
from rnntui.spec.check import check, input_shape
from rnntui.spec.edits import apply
from rnntui.spec.mistakes import MISTAKES, marks
from rnntui.spec.parse import parse
from rnntui.spec.printing import print_spec
from rnntui.spec.records import ModelSpec, Problem
from rnntui.spec.shapes import infer
from rnntui.spec.training import ORDERS

AIRLINE = facts_of(load("airline"))


def text_of(more: str, layers: str = "SimpleRNN(5), Dense(1)") -> str:
    return (
        f'data = Series("airline"{more})\nmodel = Sequential([{layers}])\n'
        'model.compile(optimizer="adam", loss="mse")\nmodel.fit(epochs=10, batch_size=10)\n'
    )


def spec_of(more: str, layers: str = "SimpleRNN(5), Dense(1)") -> ModelSpec:
    parsed = parse(text_of(more, layers))
    assert parsed.spec is not None, parsed.problems
    return parsed.spec


def only_problem(more: str) -> Problem:
    """The one problem of a text, which its edit mends where it has one."""
    text = text_of(more)
    parsed = parse(text)
    (problem,) = parsed.problems if parsed.spec is None else check(parsed.spec, AIRLINE)
    if problem.edit is not None:
        mended = parse(apply(text, problem.edit))
        assert mended.spec is not None
        assert [one for one in check(mended.spec, AIRLINE) if one.severity == "error"] == []
    return problem


def test_both_rooms_have_the_same_words() -> None:
    assert ORDERS == SERIES_ORDERS
    assert tuple(name.replace("-", "_") for name in MISTAKES) == tuple(Mistakes.__slots__)


def test_they_are_read_and_printed_back() -> None:
    spec = spec_of(', mistakes=["off-by-one", "split-first"], order="each-row"')
    assert (spec.data.mistakes, spec.data.order) == (("off-by-one", "split-first"), "each-row")
    assert parse(print_spec(spec)).spec == spec
    assert spec_of(', mistakes="split-first"').data.mistakes == ("split-first",)
    assert (spec_of("").data.mistakes, spec_of(", mistakes=[], order=None").data.order) == ((), None)


@pytest.mark.parametrize(
    ("more", "message", "edit"),
    [
        (
            ', mistakes=["split_first"]',
            'Series: there is no mistake "split_first": did you mean "split-first"?',
            '["split-first"]',
        ),
        (
            ', mistakes=["of-by-one", "split-first"]',
            'Series: there is no mistake "of-by-one": did you mean "off-by-one"?',
            '["off-by-one", "split-first"]',
        ),
        (
            ', mistakes="wrong"',
            'Series: there is no mistake "wrong": there is "scale-on-everything", "split-first", '
            '"off-by-one" and "one-step-reshape".',
            None,
        ),
        (
            ', mistakes=["off-by-one", "off-by-one"]',
            'Series: mistakes has "off-by-one" twice: once is enough.',
            '["off-by-one"]',
        ),
        (
            ', order="eachrow"',
            'Series: order must be "fixed", "test-only" or "each-row" or None, not the text "eachrow"; '
            'write "each-row".',
            '"each-row"',
        ),
        (
            ', scale="none", mistakes="scale-on-everything"',
            'The mistake "scale-on-everything" would change nothing, because nothing is scaled with '
            'scale="none": leave it out.',
            "[]",
        ),
        (
            ', split=0.9, mistakes=["split-first", "off-by-one"]',
            "split=0.9 leaves 15 points for the test, fewer than the 22 that a window needs there with "
            "split-first and off-by-one: write split=0.84 or less.",
            "0.84",
        ),
        (
            ', validation=0.1, mistakes="split-first"',
            "validation=0.1 holds back 10 of 100 points, fewer than the 21 that a window needs there with "
            "split-first: write validation=0.21 or more.",
            "0.21",
        ),
        (
            ", look_back=100, mistakes=['off-by-one']",
            "The training part has 100 points (split=0.7 of 144), but a window needs 102 (look_back=100 and "
            "horizon=1, and 1 for off-by-one): write look_back=98 or less.",
            "98",
        ),
    ],
)
def test_what_is_wrong_is_told_and_mended(more: str, message: str, edit: str | None) -> None:
    problem = only_problem(more)
    assert problem.message == message
    assert (problem.edit.text if problem.edit else None) == edit


@pytest.mark.parametrize(
    "more", [', look_back=1, order="fixed"', ', look_back=1, mistakes="one-step-reshape"']
)
def test_what_would_change_nothing_is_an_error(more: str) -> None:
    assert "mistake-idle" in [one.code for one in check(spec_of(more), AIRLINE) if one.severity == "error"]


CASES = [
    *(names for count in range(3) for names in itertools.combinations(MISTAKES, count)),
    MISTAKES,
]


@pytest.mark.parametrize("mistakes", CASES, ids=lambda names: " ".join(names) or "none")
@pytest.mark.parametrize("more", ["", ", look_back=5, horizon=3, stride=3, validation=0.3, transform='diff'"])
def test_counts_and_shapes_are_those_of_the_prepared_series(mistakes: tuple[str, ...], more: str) -> None:
    spec = spec_of(f"{more}, mistakes={list(mistakes)}")
    ready, known = prepare_source(spec.data, load("airline")), sizes.sizes(spec.data, AIRLINE)
    counts = (len(ready.train_starts), len(ready.validation_starts), len(ready.test_starts))
    assert (known.train, known.validation, known.test) == counts
    assert known.test_from == ready.test_rows.start
    assert input_shape(spec, AIRLINE) == ready.input_shape


def test_a_recurrent_layer_gets_one_step_of_twenty_features() -> None:
    spec = spec_of(', mistakes=["one-step-reshape"]', "Input((1, 20)), SimpleRNN(5), Dense(1)")
    assert [one for one in check(spec, AIRLINE) if one.severity == "error"] == []
    assert input_shape(spec, AIRLINE) == (1, 20)
    assert infer(spec.layers, (1, 20)).rows[0].params == 5 * (20 + 5 + 1)
    stated = spec_of(', mistakes=["one-step-reshape"]', "Input((20, 1)), SimpleRNN(5), Dense(1)")
    (problem,) = check(stated, AIRLINE)
    assert problem.message == (
        "The shape (20, 1) makes 20 steps of 1 feature, but a window is 1 step of 20 features: write (1, 20)."
    )


def test_every_mistake_and_order_marks_the_result_in_a_sentence_of_its_own() -> None:
    assert marks(spec_of("").data) == ()
    said = marks(spec_of(f', mistakes={list(MISTAKES)}, order="test-only"').data)
    assert len(set(said)) == 5
    assert said[0] == "Wrong on purpose: the scaler saw the test part: this score may be too good."
    assert all("this" in sentence and "score" in sentence and sentence.endswith(".") for sentence in said)
    for order in ORDERS:
        (sentence,) = marks(spec_of(f', order="{order}"').data)
        assert sentence.startswith("Scrambled on purpose: ")
