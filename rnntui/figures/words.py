"""Sentences and numbers as figures write them."""

from __future__ import annotations

import math
import textwrap
from itertools import zip_longest

from rich.cells import cell_len
from rich.text import Text


def wrapped(text: str, columns: int) -> list[str]:
    """A sentence in lines of at most ``columns``; no-break spaces stay within a line."""
    return [line.replace("\u00a0", " ") for line in textwrap.wrap(text, max(columns, 8))] or [""]


def whole_words(text: str, columns: int, more: str = "…") -> str:
    """``text``, or as many of its first words as there is room for, and ``more``."""
    if cell_len(text.rstrip()) <= columns:
        return text
    room = max(columns - cell_len(more) - 1, 0)
    end = room if text[room : room + 1] == " " else text.rfind(" ", 0, room)
    return f"{text[: max(end, 0)].rstrip()} {more}"


def clauses(text: str, columns: int) -> list[str]:
    """A caption in lines of at most ``columns``, which end where a part of the sentence does.

    A line ends behind the last ; or : or , in its second half, in this order, else between two words.
    """
    lines = []
    while cell_len(text) > columns:
        ends = (text.rfind(f"{mark} ", columns // 2, columns) + 1 for mark in ";:,")
        end = next((end for end in ends if end > 0), 0)
        if not end:
            end = len(wrapped(text, columns)[0])
        lines.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*lines, text]


def signed(value: float, form: str = ".3f") -> str:
    """A number with a real minus sign, and none at a zero."""
    text = f"{value:{form}}"
    if text.startswith("-") and not any(digit in text for digit in "123456789"):
        text = text[1:]
    return text.replace("-", "−")


def small(value: float) -> str:
    """A number that may be tiny: three decimals, or two digits, in the end with a power of ten."""
    if abs(value) >= 0.01 or value == 0:
        return signed(value, ".3f")
    if abs(value) < 1e-7:
        return signed(value, ".1e")
    return signed(value, f".{1 - math.floor(math.log10(abs(value)))}f")


def listed(values: tuple[float, ...], form: str = ".3g") -> str:
    """``[4, −2]``."""
    return f"[{', '.join(signed(value, form) for value in values)}]"


def abreast(left: str, right: str, columns: int, gap: str = "    ") -> list[str]:
    """Two texts in one line where they fit, else below each other."""
    together = left + gap + right
    return [together] if cell_len(together) <= columns else [left, right]


def beside(left: Text, right: Text, width: int) -> Text:
    """Two drawings of several lines side by side, the left one padded to ``width``."""
    lines = []
    for one, other in zip_longest(
        left.split("\n", allow_blank=True), right.split("\n", allow_blank=True), fillvalue=Text()
    ):
        line = one.copy()
        line.pad_right(max(width - line.cell_len, 0))
        lines.append(line.append_text(other))
    return Text("\n").join(lines)
