"""The text as tokens, before Python reads it: fast, on any text, and the same on every Python version.

Python's own reader stops at its first error, words it differently from version to version, and may
recurse without bound. So what is wrong with brackets, quotes and commas is found here.
"""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from rnntui.spec.records import Where

TokenKind: TypeAlias = Literal[
    "newline", "comment", "text", "open_text", "number", "name", "keyword", "bracket", "comma", "operator",
    "other",
]  # fmt: skip

_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\f]+ | \\\n)
    | (?P<newline>\n)
    | (?P<comment>\#[^\n]*)
    | (?P<text>(?:[rRbBfFuU]{1,2})?(?:\"{3}(?s:.*?)(?<!\\)\"{3} | '{3}(?s:.*?)(?<!\\)'{3}
        | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'))
    | (?P<open_text>\"{3}(?s:.*) | '{3}(?s:.*) | ["'][^\n]*)
    | (?P<number>0[xXbBoO]\w* | (?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?[jJ]?)
    | (?P<name>[^\W\d]\w*)
    | (?P<bracket>[()\[\]{}])
    | (?P<comma>,)
    | (?P<operator>\*\*|//|==|!=|<=|>=|:=|->|[-+*/%=<>&|^~@:;.!])
    | (?P<other>(?s:.))
    """,
    re.VERBOSE,
)

_KEYWORDS = frozenset(keyword.kwlist) - {"None", "True", "False"}


class Token(NamedTuple):
    """A piece of the text: what it is, how it reads, and where it begins (from 1)."""

    kind: TokenKind
    text: str
    line: int
    column: int

    @property
    def where(self) -> Where:
        """Where it stands; of one that spans lines, up to the end of its first."""
        return Where(self.line, self.column, self.line, self.column + len(self.text.split("\n", 1)[0]))

    @property
    def end(self) -> Where:
        """The empty place behind it."""
        where = self.where
        return Where(where.line, where.end_column, where.line, where.end_column)


def tokens(text: str) -> list[Token]:
    """All tokens but spaces, in order; every character belongs to one."""
    found: list[Token] = []
    line, start = 1, 0
    for match in _TOKEN.finditer(text):
        kind, piece = match.lastgroup, match.group()
        if kind != "space":
            if kind == "name" and piece in _KEYWORDS:
                kind = "keyword"
            found.append(Token(kind, piece, line, match.start() - start + 1))  # type: ignore[arg-type]
        breaks = piece.count("\n")
        if breaks:
            line += breaks
            start = match.start() + piece.rindex("\n") + 1
    return found


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a text may hold: any spec has far less, and Python's own reader stays within bounds."""

    characters: int = 50_000
    lines: int = 2_000
    depth: int = 30
    operators: int = 3_000  # in one statement: each may nest the tree one deeper

    @property
    def bytes(self) -> int:
        """What a file of so many characters has at most: four bytes for each, and a byte order mark."""
        return 4 * self.characters + 3


LIMITS = Limits()


def too_nested(found: list[Token], limits: Limits = LIMITS) -> Token | None:
    """The token at which the text nests deeper, or chains more in one statement, than a spec can."""
    depth = operators = 0
    for token in found:
        if token.kind == "bracket":
            depth += 1 if token.text in "([{" else -1
            depth = max(depth, 0)
            operators += 1
        elif token.kind in ("operator", "keyword", "other"):
            operators += 1
        elif token.kind == "newline" and depth == 0:
            operators = 0
        if depth > limits.depth or operators > limits.operators:
            return token
    return None
