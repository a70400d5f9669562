"""What files hold and names say can neither steer the terminal nor flood it."""

from __future__ import annotations

import io

import pytest
from rich.text import Text

from rnntui.charts.ability import Ability
from rnntui.cli.columns import aligned
from rnntui.cli.failures import CommandError, failed
from rnntui.cli.guard import say_error
from rnntui.cli.report import forecast_lines
from rnntui.cli.safe import excerpt, name, safe
from rnntui.cli.terminal import Stream
from rnntui.runs.protocol import Failed

EVIL = "a\x1b[31mb\x1b]0;title\x07\x9b2J\u202ec"


def steers(text: str) -> bool:
    return any(character in text for character in "\x1b\x07\x9b\u202e")


def test_what_steers_a_terminal_is_spelt_out():
    assert safe(EVIL) == "a\\x1b[31mb\\x1b]0;title\\x07\\x9b2J\\u202ec"
    assert safe("año – Größe 気温\n\tx") == "año – Größe 気温\n\tx"
    assert safe("half \udce9") == "half \\udce9"


def test_names_have_an_end_and_one_line():
    assert name("n" * 3000) == "n" * 39 + "…"
    assert name("two\nlines") == "two lines"


@pytest.mark.parametrize(
    "thing", [EVIL, Text(EVIL), aligned(("head", EVIL), [(EVIL, "x")]), forecast_lines([EVIL], {EVIL: [1.0]})]
)
def test_nothing_that_is_printed_steers(thing):
    file = io.StringIO()
    Stream(file, Ability(0, "braille", False), 80, 24).print(thing)
    assert "b" in file.getvalue()
    assert not steers(file.getvalue())


def test_sentences_are_cut_where_they_have_no_end():
    file = io.StringIO()
    Stream(file, Ability(0, "braille", False), 80, 24).print("x" * 100_000)
    assert len(file.getvalue()) < 500


def test_errors_neither_steer_nor_flood(capsys):
    say_error(EVIL + "y" * 9000, EVIL + "\n" + "z" * 9000 + "\udce9")
    said = capsys.readouterr().err
    assert not steers(said)
    assert max(map(len, said.splitlines())) <= 400


# ---------------------------------------------------------------- excerpts
def test_an_excerpt_shows_the_part_that_is_meant():
    line = "a" * 500 + "HERE" + "b" * 500
    shown, caret = excerpt(line, 501, "3 | ").split("\n")
    assert len(shown) < 160
    assert shown[caret.index("^") :].startswith("HERE")


@pytest.mark.parametrize("before", ["\x1b[31m", "気温 = ", "e\u0301 = ", "\t"])
def test_the_caret_stands_under_the_column_whatever_is_before_it(before):
    shown, caret = excerpt(before + "HERE", len(before) + 1, "3 | ").split("\n")
    assert not steers(shown)
    from rich.cells import cell_len

    assert cell_len(shown[: shown.index("HERE")]) == caret.index("^")


def test_a_line_of_a_hostile_spec_is_shown_without_its_escapes():
    error = failed(Failed("r", "spec", "odd", "It is odd.", "", 1, 5), EVIL)
    assert isinstance(error, CommandError)
    assert not steers(error.hint)


def test_a_hostile_column_name_does_no_harm_on_the_way_through(cli, script, tmp_path):
    rows = "".join(
        f"{2000 + row // 12}-{row % 12 + 1:02d},{100 + row % 12 + row},{row * 7 % 5}\n" for row in range(60)
    )
    (tmp_path / "evil.csv").write_text(f"month,a\x9b31mb,{'n' * 3000}\n{rows}", encoding="utf-8")
    result = cli("run", "--data", "evil.csv")
    assert result.exit_code == 0, result.stderr
    assert not steers(result.stdout + result.stderr)
    assert max(map(len, (result.stdout + result.stderr).splitlines())) <= 400
