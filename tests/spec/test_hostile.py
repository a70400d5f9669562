"""No text makes the reading crash, hang, warn or run anything."""

from __future__ import annotations

import time
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnntui.spec.check import check
from rnntui.spec.edits import apply
from rnntui.spec.parse import parse
from rnntui.spec.parsed import Parsed
from rnntui.spec.records import DataFacts
from rnntui.spec.scan import LIMITS, tokens
from tests.spec.test_basic import BASIC

FACTS = DataFacts("airline", 144, ("passengers",), ("passengers",), 12, "MS", 104, 622)
LONGEST = 1.5  # seconds of the processor, on a slow machine


def read(text: str) -> Parsed:
    """Parse, in bounded time, without a warning of Python's own."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        begun = time.process_time()
        parsed = parse(text)
        assert time.process_time() - begun < LONGEST
    assert [str(one.message) for one in caught] == []
    assert (parsed.spec is None) == bool(parsed.errors)
    if parsed.spec is not None:
        check(parsed.spec, FACTS)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in parsed.problems:
        assert 1 <= problem.where.line <= len(lines)
        assert problem.where.column >= 1
        assert len(problem.message) < 400
        if problem.edit is not None:
            apply(text, problem.edit)
    return parsed


@pytest.mark.parametrize(
    "number", ["1" * 5000, "0x" + "f" * 5000, "1" * 5000 + ".5", "0" * 5000, "-" + "7" * 5000]
)
def test_a_number_of_thousands_of_digits_is_said_to_be_too_long(number: str) -> None:
    parsed = read(f'data = Series("airline")\nmodel = Sequential([LSTM({number}), Dense(1)])\n')
    (problem,) = parsed.problems
    assert (problem.code, problem.where.line) == ("number", 2)
    assert "digits, more than any value in a spec." in problem.message


N = 20_000
BOMBS = {
    "brackets": "(" * N,
    "brackets that close": "(" * N + ")" * N,
    "lists": "x = " + "[" * N + "]" * N,
    "nested layers": "TimeDistributed(" * N + "Dense(1)" + ")" * N,
    "minus signs": "x = " + "-" * N + "1",
    "minus signs with spaces": "x = " + "- " * N + "1",
    "not": "x = " + "not " * (N // 2) + "1",
    "additions": "x = 1" + "+1" * N,
    "powers": "x = 9" + "**9" * 100,
    "products": "x = 999999999" + "*999999999" * 100,
    "attributes": "x = a" + ".a" * N,
    "calls": "x = a" + "()" * N,
    "indexes": "x = a" + "[0]" * (N // 2),
    "lambdas": "x = " + "lambda:" * (N // 4) + "1",
    "conditions": "x = " + "1 if 1 else " * 3000 + "1",
    "comparisons": "x = 1" + "<1" * N,
    "assignments": "a=" * N + "1",
    "targets": "a" + ",a" * N + "=1",
    "elif": "if 1:\n pass\n" + "elif 1:\n pass\n" * 900,
    "indentation": "".join(" " * i + "if 1:\n" for i in range(300)),
    "with": "with a:\n" * 900,
    "decorators": "@a\n" * 1900,
    "semicolons": "a=1;" * 12_000,
    "constants of constants": "a = [1]\n" + "a = [a, a]\n" * 40,
    "a long number": "x = " + "9" * 10_000,
    "a large power of ten": "x = 1e99999",
    "a long name": "a" * 49_000,
    "a long text": f'x = "{"a" * 49_000}"',
    "a triple quote": 'x = """' + "\n" * 1000,
    "escapes": 'x = "' + "\\" * 49_001,
    "backslashes": "\\\n" * 1900,
    "comments": "#\n" * 1999,
    "layers": "model = Sequential([" + "LSTM(5)," * 5_000 + "])",
    "adds": "model = Sequential()\n" + "model.add(LSTM(5))\n" * 1900,
    "wrong lines": "LSTM(\n" * 1900,
    "curly quotes": "“" * 49_000,
    "curly lines": "“a”\n" * 1900,
    "zero bytes": "\0" * 49_000,
    "surrogates": "\ud800" * 1000,
    "emoji": "😀" * 10_000,
    "form feeds": "\f" * 1000 + "x = 1",
    "line separators": "x = 1\u2028" * 100,
    "carriage returns": "\r" * 1900,
    "commas": "f(" + "," * N + ")",
    "unknown arguments": "data = Series(" + ",".join(f"a{i}=1" for i in range(3000)) + ")",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_gives_an_answer(name: str):
    read(BOMBS[name])


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_inside_a_good_spec_gives_an_answer(name: str):
    read(BASIC + BOMBS[name])


def test_ten_megabytes_are_refused_unread():
    begun = time.process_time()
    parsed = parse("LSTM(5),\n" * 1_200_000)
    assert time.process_time() - begun < 1.0
    message = f"This text has 10,800,000 characters; a spec has at most {LIMITS.characters:,}."
    assert [problem.message for problem in parsed.problems] == [message]


def test_a_nested_bomb_is_told_where_it_begins_to_be_one():
    parsed = parse("x = " + "(" * 300)
    assert [problem.code for problem in parsed.problems] == ["too-deep"]
    assert parsed.problems[0].where.column == 5 + LIMITS.depth


def test_a_nul_byte_is_named_and_can_be_deleted():
    parsed = parse(BASIC.replace("look_back=20", "look_back=\x0020"))
    assert [problem.code for problem in parsed.problems] == ["nul"]
    assert parsed.problems[0].edit is not None
    assert len(parsed.layers) == 2


def test_nothing_is_run(tmp_path):
    target = tmp_path / "made"
    text = f"import os\nx = os.mkdir({str(target)!r})\n__import__('os').mkdir({str(target)!r})\n{BASIC}"
    parsed = read(text)
    assert not target.exists()
    assert "foreign" in [problem.code for problem in parsed.problems]


def test_a_normal_spec_is_read_while_typing():
    best = min(_seconds(BASIC) for _ in range(20))
    assert best < 0.005


def _seconds(text: str) -> float:
    begun = time.process_time()
    parse(text)
    return time.process_time() - begun


# ---------------------------------------------------------------- generated
WORDS = r"""
( ) [ ] { } , = == : ; . * ** + - / // % @ -> := ' " # “ ” – model data Series Sequential LSTM Dense Input
Bidirectional TimeDistributed compile fit add units epochs look_back transform loss optimizer Adam mse
"mse" "airline" 5 1e3 -1 0.7 07 5units None True true lambda if for in def import from not else f"{x}"
keras.layers. np. model.fit( LSTM(5), Dense(1) x é \
"""
PIECES = st.sampled_from([*WORDS.split(), *"\n\n\n\n\t\r\f\0\u00a0  ", "    ", '"""', "'''"])


@settings(max_examples=400)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str):
    read(text)


@settings(max_examples=800)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_pieces_of_a_spec_are_read(text: str):
    read(text)


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_any_words_of_a_spec_are_read(text: str):
    read(text)


@settings(max_examples=400)
@given(st.integers(0, len(BASIC)), st.integers(0, 12), st.lists(PIECES, max_size=3).map("".join))
def test_a_spec_with_a_piece_exchanged_is_read(start: int, length: int, piece: str):
    read(BASIC[:start] + piece + BASIC[start + length :])


@settings(max_examples=300)
@given(st.text(max_size=200))
def test_the_tokens_are_the_whole_text(text: str):
    found = tokens(text)
    lines = text.split("\n")
    for token in found:
        first = token.text.split("\n", 1)[0]
        if token.kind != "newline":
            assert lines[token.line - 1][token.column - 1 :].startswith(first)
