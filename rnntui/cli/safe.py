"""Text from files and names, as it may be shown: what steers a terminal is spelt out, lines have an end."""

from __future__ import annotations

import re
import unicodedata

from rnntui.spec.steering import STEERING

LONGEST = 400  # characters of a line: more is no sentence
_CUT = "…"


def safe(text: str, most: int | None = None) -> str:
    """``text`` with what steers a terminal as ``\\x1b``, and at most ``most`` characters of it.

    Line feeds and tabs stay.
    """
    shown = text if text.isprintable() else STEERING.sub(_spelt, text)
    return shown if most is None or len(shown) <= most else shown[: most - 1] + _CUT


def safe_lines(text: str, most: int = LONGEST) -> str:
    """`safe`, line by line."""
    if text.isprintable() and len(text) <= most:
        return text
    return "\n".join(safe(line, most) for line in text.split("\n"))


def one_line(text: str, most: int = 120) -> str:
    """`safe` for a place that has one line only."""
    return safe(text.replace("\n", " ").replace("\t", " "), most)


def name(text: str) -> str:
    """The name of a column, a series or a run, among others."""
    return one_line(text, 40)


def same_length(text: str) -> str:
    """``text`` with a mark in the place of each character that steers a terminal."""
    return text if text.isprintable() else STEERING.sub("\ufffd", text)


def excerpt(line: str, column: int, before: str) -> str:
    """The part of a line around a column (from 1) behind ``before``, with a caret under the column."""
    line = line.replace("\t", " ")
    at = min(column - 1, len(line))
    first, last = max(at - 70, 0), at + 70
    left = (_CUT if first else "") + safe(line[first:at])
    right = safe(line[at:last]) + (_CUT if last < len(line) else "")
    return f"{before}{left}{right}\n{' ' * _width(before + left)}^"


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    none = sum(unicodedata.combining(character) > 0 for character in text)
    return len(text) + wide - none


def _spelt(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
