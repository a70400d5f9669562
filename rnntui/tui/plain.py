"""The last filters before the screen: nothing in a text steers the terminal, and where that has ASCII and
little else, nothing else is written to it.

Texts that know of such a terminal write words or several characters in the place of one; what is left, of
Textual's own widgets and of what people wrote, becomes one character here, so that no column moves.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from rnntui.spec.steering import STEERING

_ALIKE = {
    "-": "–—−‐‑·─━╌╴╶", "|": "│┃▏▎▍▌▐▕", "+": "┌┐└┘├┤┬┴┼╭╮╰╯✓", "=": "═", ">": "→▸▶", "<": "←◂◀",
    "^": "↑▲", "v": "↓▼", "x": "×✗", "*": "•●⊙▪★", ".": "…░▒", "#": "█▓■", "@": "◆", "'": "‘’‚‛′´",
    '"': "“”„‟″«»", "~": "≈±", "d": "∂Δ", "s": "σ", "o": "°○", "u": "µ", "[": "⌊", "]": "⌋",
    " ": "▁▂▃▄▅▆▇▀▔",
}  # fmt: skip
_TABLE = {ord(character): plain for plain, characters in _ALIKE.items() for character in characters}


@lru_cache(4096)
def plain(text: str, kept: frozenset[str] = frozenset()) -> str:
    """``text`` in as many columns of ASCII and of what is ``kept``; ? for what has nothing like it."""
    return "".join(character if character in kept else _one(character) for character in text)


def _one(character: str) -> str:
    character = character.translate(_TABLE)
    if character.isascii():
        return character
    letter = unicodedata.normalize("NFKD", character)[:1]
    wide = cell_len(character)
    return (letter if letter.isascii() else "?").ljust(wide) if wide else ""


class Unsteered(LineFilter):
    """Lines without what a terminal would obey in a text, be it of a lesson, a file or a name."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Each segment with the same style and in as many columns."""
        return [
            one if one.text.isprintable() else Segment(unsteered(one.text), one.style, one.control)
            for one in segments
        ]


def unsteered(text: str) -> str:
    """``text`` in as many columns; most of what steers takes none."""
    return STEERING.sub(lambda found: " " * cell_len(found[0]), text)


class InAscii(LineFilter):
    """Lines of the screen in ASCII and in what else the terminal has."""

    def __init__(self, kept: frozenset[str]) -> None:
        super().__init__()
        self._kept = kept

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Each segment with the same style."""
        return [
            one if one.text.isascii() else Segment(plain(one.text, self._kept), one.style, one.control)
            for one in segments
        ]
