"""Searching a course: its titles, headings, terms and texts. What would give an answer away is left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rnntui.course.prose import Paragraph, paragraphs
from rnntui.course.records import Block, Course, Exercise, Guess, Lesson, Prose, Quiz, SpecBlock, Term

Kind: TypeAlias = Literal["name", "title", "heading", "text", "definition"]
_RANKS: dict[Kind, int] = {"name": 0, "title": 1, "heading": 2, "text": 4, "definition": 5}
_MARKED = 3  # a text that marks the term that is looked for
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A text that can be found: of a term, or of a step (an index) of a lesson.

    ``folded`` is what is compared, ``marks`` are the anchors of the terms that the text marks.
    """

    kind: Kind
    text: str
    folded: str
    marks: str = ""
    term: Term | None = None
    lesson: Lesson | None = None
    step: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that holds every word that was asked for; ``at`` is where the first of them begins in it."""

    entry: Entry
    at: int


def searchable(course: Course) -> tuple[Entry, ...]:
    """Everything in a course that can be found."""
    return (*_terms(course), *(entry for lesson in course.lessons for entry in _lesson(lesson)))


def search(entries: Sequence[Entry], query: str, most: int = 100) -> tuple[Hit, ...]:
    """What holds every word of ``query``: terms, titles, headings, texts that mark the term, other texts.

    Accents and case make no difference, and a word is found by its beginning before it is found within
    another. A step or a term is found once.
    """
    words = folded(query).split()
    if not words:
        return ()
    found: dict[object, tuple[tuple[bool, int, int], Hit]] = {}
    for number, entry in enumerate(entries):
        if all(word in entry.folded for word in words):
            inside = not all(re.search(rf"\b{re.escape(word)}", entry.folded) for word in words)
            marked = any(word in entry.marks for word in words)
            score = (inside, _MARKED if marked else _RANKS[entry.kind], number)
            target = entry.term.anchor if entry.term else (entry.lesson and entry.lesson.id, entry.step)
            if target not in found or score < found[target][0]:
                found[target] = (score, Hit(entry, _place(entry.folded, words[0])))
    return tuple(hit for _, hit in sorted(found.values(), key=lambda scored: scored[0])[:most])


def folded(text: str) -> str:
    """``text`` without accents and case, character by character: places in it stay what they are."""
    return "".join(_folded_one(character) for character in text)


def excerpt(text: str, at: int, width: int, more: str = "…") -> str:
    """The words of ``text`` about ``at`` that fit into ``width`` columns, with ``more`` where it is cut.

    A word is cut only where it is about as long as the excerpt.
    """
    if len(text) <= width:
        return text
    start = max(0, min(at - width // 3, len(text) - width + len(more)))
    if start and text[start - 1] != " ":
        after, before = text.find(" ", start, at) + 1, text.rfind(" ", 0, start) + 1
        start = after or (before if at - before < width // 2 else start)
    piece = (more if start else "") + text[start:]
    if len(piece) <= width:
        return piece
    kept = piece[: max(width - len(more), 0)]
    words = kept if piece[len(kept)] == " " else kept.rpartition(" ")[0]
    return (words if 2 * len(words) > len(kept) else kept).rstrip(" ,;:") + more


# ---------------------------------------------------------------- what there is
def _terms(course: Course) -> Iterator[Entry]:
    for term in course.glossary.terms:
        names = ", ".join((term.name, *term.also))
        yield Entry("name", names, folded(names), term=term)
        text = " ".join(one.text for one in paragraphs(term.text))
        yield Entry("definition", text, folded(text), term=term)


def _lesson(lesson: Lesson) -> Iterator[Entry]:
    yield Entry("title", lesson.title, folded(lesson.title), lesson=lesson)
    for at, step in enumerate(lesson.steps):
        yield Entry("heading", step.title, folded(step.title), lesson=lesson, step=at)
        for block in step.blocks:
            for paragraph in _texts(block):
                marks = " ".join(anchor for anchor, _ in paragraph.marks)
                text = paragraph.text
                yield Entry("text", text, folded(text), folded(marks), lesson=lesson, step=at)


def _texts(block: Block) -> Iterator[Paragraph]:
    """What a learner reads before any answer."""
    match block:
        case Prose():
            yield from paragraphs(block.text, block.line)
        case Quiz() | Guess():
            yield Paragraph(block.question, block.line, ())
        case Exercise():
            yield Paragraph(block.goal, block.line, ())
        case SpecBlock():
            for number, line in enumerate(block.text.splitlines(), 1):
                yield Paragraph(line.strip(), block.line + number, ())


# ---------------------------------------------------------------- comparing
def _place(text: str, word: str) -> int:
    found = re.search(rf"\b{re.escape(word)}", text)
    return found.start() if found else text.index(word)


def _folded_one(character: str) -> str:
    """One character for one: what folds to several is left as its first, so that places stay."""
    base = unicodedata.normalize("NFKD", character)[:1]
    return (base.casefold() or character)[:1]
