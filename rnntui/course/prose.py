"""Prose as plain text, paragraph by paragraph, with the terms of the glossary that it marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

GLOSSARY_FILE = "glossary.md"
"""A link ``[window](glossary.md#window)`` in a lesson's prose marks a term."""
_NO_ANCHOR = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, item of a list or cell of a table; ``marks`` are anchors of terms with their lines."""

    text: str
    line: int
    marks: tuple[tuple[str, int], ...]


@cache
def parser() -> MarkdownIt:
    """The Markdown that lessons are written in."""
    return MarkdownIt("commonmark").enable("table")


def paragraphs(source: str, line: int = 1) -> Iterator[Paragraph]:
    """The paragraphs of ``source``, whose first line is line ``line`` of its file."""
    for token in parser().parse(source):
        if token.type == "inline":
            first = line + (token.map[0] if token.map else 0)
            yield Paragraph(*_flat(token, first))


def term_of(link: Token) -> str | None:
    """The anchor of the term that an opening link marks; None where it leads elsewhere."""
    file, _, anchor = unquote(str(link.attrGet("href") or "")).partition("#")
    return anchor if file == GLOSSARY_FILE else None


def anchor_of(heading: str) -> str:
    """What code-hosting pages call a heading: small letters, no marks, a hyphen for each space."""
    return _NO_ANCHOR.sub("", heading.strip().lower()).replace(" ", "-")


def _flat(token: Token, first: int) -> tuple[str, int, tuple[tuple[str, int], ...]]:
    text, at, marks = "", first, list[tuple[str, int]]()
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            at += 1
            text += " "
        elif child.type == "link_open":
            anchor = term_of(child)
            if anchor is not None:
                marks.append((anchor, at))
        else:
            text += child.content
    return text, first, tuple(marks)
