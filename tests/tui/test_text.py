"""Prose, colours of a spec, and the last line of the screen."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnntui.tui.footer import Where, footer_text
from rnntui.tui.keys import EXPLAINED
from rnntui.tui.markdown import to_text
from rnntui.tui.syntax import tokens


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("one\ntwo", "one two"),
        ("one  \ntwo", "one\ntwo"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("# A title\n\ntext", "A title\n\ntext"),
        ("- a\n- b\n", "• a\n• b"),
        ("3. a\n4. b\n", "3. a\n4. b"),
        ("- a\n  - b\n", "• a\n  • b"),
        ("> forecast = w × x", "  forecast = w × x"),
        ("    code\n      more", "  code\n    more"),
        ("```\nx = [1]\n```", "  x = [1]"),
        ("| a | bcd |\n|---|---|\n| 10 | 2 |", "a   bcd\n10  2  "),
        ("a [link](http://x.y) and ![picture](z.png)", "a link and picture"),
        ("[bold]not markup[/bold] & <b>", "[bold]not markup[/bold] & <b>"),
        ("1 \\* 2", "1 * 2"),
        ("", ""),
    ],
)
def test_markdown_reads_as_text(source, plain):
    assert to_text(source).plain == plain


def test_a_quotation_stays_indented_where_it_wraps():
    assert to_text("> new h = tanh(x × w_x + b)", 16).plain == "  new h = tanh(x\n  × w_x + b)"


def test_emphasis_and_code_have_styles():
    text = to_text("a **b** *c* `d`")
    assert [(text.plain[span.start : span.end], str(span.style)) for span in text.spans] == [
        ("b", "bold"),
        ("c", "italic"),
        ("d", "bold"),
    ]


@given(st.text(max_size=200))
def test_any_markdown_can_be_shown(source):
    to_text(source)


def kinds(line: str) -> list[tuple[str, str]]:
    return [(line[start:end], kind) for start, end, kind in tokens(line)]


def test_the_parts_of_a_line_have_their_colours():
    assert kinds('data = Series("a", look_back=20, log=True)  # note') == [
        ("Series", "name"),
        ('"a"', "text"),
        ("look_back", "argument"),
        ("20", "number"),
        ("log", "argument"),
        ("True", "constant"),
        ("# note", "comment"),
    ]


def test_unknown_names_and_assignments_have_none():
    assert kinds("units = Flax(-1.5e-3)") == [("-1.5e-3", "number")]


@given(st.text(max_size=100))
def test_stretches_follow_each_other_within_the_line(line):
    ends = [0]
    for start, end, _ in tokens(line):
        assert ends[-1] <= start < end <= len(line)
        ends.append(end)


@given(st.sampled_from(get_args(Where)), st.booleans(), st.integers(0, 200))
def test_the_footer_is_never_wider_than_asked_and_has_six_keys_at_most(where, running, width):
    text = footer_text(where, running=running, width=width)
    assert text.cell_len <= width
    assert sum(span.style == "bold" for span in text.spans) <= 6


@pytest.mark.parametrize("where", get_args(Where))
def test_at_60_columns_the_first_three_keys_are_in_sight(where):
    text = footer_text(where, running=False, width=60)
    assert sum(span.style == "bold" for span in text.spans) >= min(3, len(text.spans))
    assert text.plain.strip()


def test_while_it_trains_r_stops_and_x_cancels():
    idle, busy = (footer_text("lab", running=running, width=80).plain for running in (False, True))
    assert " r train " in idle
    assert " x cancel " not in idle
    assert " r stop  x cancel " in busy.replace("  ", "  ")


def test_the_help_has_a_line_for_each_key_at_80_columns():
    room = 78 - 2 - 2 - 1 - 11 - 1  # the box, its borders, padding, scrollbar and the keys
    assert [does for _, does in EXPLAINED if len(does) > room] == []
