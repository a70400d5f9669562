"""The characters that figures write, in those that the terminal has."""

from __future__ import annotations

from rnntui.charts.ability import IN_CONSOLE
from rnntui.charts.palette import Palette

_ASCII = str.maketrans(
    {
        "×": "x", "−": "-", "–": "-", "·": "*", "→": "->", "←": "<-", "…": "...", "²": "^2", "≈": "~",
        "▲": "^", "▼": "v", "│": "|", "─": "-", "█": "#", "▀": "#", "▄": "#", "░": ".", "•": "*",
        "√": "sqrt", "≤": "<=", "≥": ">=", "└": "+", "┘": "+", "┌": "+", "┐": "+", "├": "+", "┤": "+",
        "┼": "+", "₁": "1", "₂": "2", "₃": "3", "◆": "@", "▏": "|", "°": "o", "Δ": "d", "σ": "s",
        "▸": ">", "✓": "+", "✗": "x", "⊙": "*", "ŷ": "y'", "∂": "d", "′": "'", "┬": "+", "┴": "+",
    }
)  # fmt: skip


_CONSOLE = {code: plain for code, plain in _ASCII.items() if chr(code) not in IN_CONSOLE}


def in_ascii(text: str) -> str:
    """``text`` with the characters of figures replaced; it may become longer."""
    return text.translate(_ASCII)


def in_console(text: str) -> str:
    """The same with what the Linux console's font does not have."""
    return text.translate(_CONSOLE)


def spoken(text: str, palette: Palette) -> str:
    """``text`` in the characters that the terminal has: a drawing's own, and a caption for the app."""
    if palette.marker == "ascii":
        return in_ascii(text)
    return in_console(text) if palette.console else text
