"""Putting an edit into a text."""

from __future__ import annotations

from rnntui.spec.records import Edit, Where


def apply(text: str, edit: Edit) -> str:
    """The text with ``edit.where`` replaced by ``edit.text``; places beyond the end mean the end."""
    start, end = _span(text, edit.where)
    return text[:start] + edit.text + text[end:]


def taken(text: str, where: Where) -> str:
    """What of the text stands there."""
    start, end = _span(text, where)
    return text[start:end]


def _span(text: str, where: Where) -> tuple[int, int]:
    """Where a stretch of lines and columns begins and ends in the text."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def offset(line: int, column: int) -> int:
        if line > len(lines):
            return len(text)
        return starts[line - 1] + min(column - 1, len(lines[line - 1]))

    return offset(where.line, where.column), offset(where.end_line, where.end_column)
