"""The search finds terms first, then titles, headings and texts; accents and case make no difference."""

from __future__ import annotations

import pytest

from rnntui.course.load import load_course
from rnntui.course.search import Hit, excerpt, folded, search, searchable
from tests.course.conftest import FRONT, block

LESSON = f"""{FRONT.replace("A lesson to try", "Windows of a series")}
## Café

Nothing here but a rainwindow.

## Wide windows

Text.

## Third

A [window](glossary.md#window) is marked.

{
    block(
        "quiz asked",
        '''
question = "Which stride?"
choice = [{ text = "A secret", right = true, why = "Hidden" }, { text = "Another", why = "No" }]
''',
    )
}
## Fourth

Plain windows and a stride.
"""
GLOSSARY = "## window\nWhat is seen.\n\n## stride\nHow far a window slides.\n\nAlso: pace\n"


@pytest.fixture
def found(write):
    entries = searchable(load_course(write(**{"01-a": LESSON, "glossary": GLOSSARY})))

    def places(query: str) -> list[object]:
        return [place(hit) for hit in search(entries, query)]

    return places


def place(hit: Hit) -> object:
    return hit.entry.term.name if hit.entry.term else hit.entry.step


def test_terms_come_first_then_title_heading_marked_text_other_text_and_definitions(found) -> None:
    assert found("window") == ["window", 0, 1, 2, 3, "stride"]


def test_all_words_must_be_there_and_aliases_are_names(found) -> None:
    assert found("plain STRIDE") == [3]
    assert found("pace") == ["stride"]
    assert found("nowhere") == found("  ") == []


def test_accents_make_no_difference(found) -> None:
    assert found("cafe") == found("CAFÉ") == [0]
    assert folded("Ünïcode") == "unicode"
    assert len(folded("ﬁt ß …")) == 6


def test_a_word_is_found_by_its_beginning_before_it_is_found_within_another(found) -> None:
    assert found("stri") == ["stride", 2, 3]
    assert found("ndow")[-1] == "stride"


def test_answers_are_not_given_away(found) -> None:
    assert found("secret") == found("hidden") == []


def test_an_excerpt_has_the_word_in_it() -> None:
    text = "one two three four five six seven eight nine ten"
    for width in (12, 20, 30, 60):
        piece = excerpt(text, text.index("seven"), width)
        assert "seven" in piece
        assert len(piece) <= width
    assert excerpt("short", 0, 10) == "short"
    assert len(excerpt("x" * 50, 40, 10)) <= 10


def test_an_excerpt_is_cut_between_words() -> None:
    text = "one two three four five six seven eight nine ten"
    words = text.split()
    for at in (at for at, letter in enumerate(text) if letter != " "):
        for width in range(14, len(text)):
            piece = excerpt(text, at, width)
            assert set(piece.replace("…", " ").split()) <= set(words)
            assert len(piece) <= width
            whole = next(word for word in words if text.index(word) <= at < text.index(word) + len(word))
            assert whole in piece
    assert excerpt("one two three", 0, 10, "...") == "one two..."
