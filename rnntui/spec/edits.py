"""Putting an edit into a text."""

from __future__ import annotations

from rnntui.spec.records import Edit


def apply(text: str, edit: Edit) -> str:
    """The text with ``edit.where`` replaced by ``edit.text``; places beyond the end mean the end."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def offset(line: int, column: int) -> int:
        if line > len(lines):
            return len(text)
        return starts[line - 1] + min(column - 1, len(lines[line - 1]))

    where = edit.where
    start, end = offset(where.line, where.column), offset(where.end_line, where.end_column)
    return text[:start] + edit.text + text[end:]
