"""What can still be read of a text that is no Python as a whole: its lines, each by itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from rnntui.spec.edits import apply
from rnntui.spec.reader import Reader
from rnntui.spec.records import Problem
from rnntui.spec.statements import Statements
from rnntui.spec.syntax import read_tree, text_problems

_MOST_LINES = 300
_OPENING = re.compile(r"^\s*(?P<name>\w+)\s*=\s*(?:\w+\.)*Sequential\(\s*\[?\s*(?P<rest>.*)$")


def recovered(text: str, problems: Sequence[Problem]) -> Statements:
    """The parts and layers of a broken text; further problems in it are dropped.

    Where the problems' own edits make it readable, it is read as mended; else line by line.
    """
    mended = text
    for problem in reversed(problems):
        mended = apply(mended, problem.edit) if problem.edit is not None else mended
    tree = read_tree(mended) if mended != text and not text_problems(mended) else None
    if isinstance(tree, ast.Module):
        found = Statements(Reader(mended))
        found.read(tree.body)
        return found
    return _by_lines(text)


def _by_lines(text: str) -> Statements:
    found = Statements(Reader(text))
    for number, line in enumerate(text.split("\n")[:_MOST_LINES], 1):
        opening = _OPENING.match(line)
        if opening is not None and found.model is None:
            found.model = opening["name"]
            line = " " * opening.start("rest") + opening["rest"]
        _line(found, line, number)
    return found


def _line(found: Statements, line: str, number: int) -> None:
    piece = line.strip().rstrip(",").rstrip()
    if not piece or text_problems(piece):
        return
    try:
        body = ast.parse(piece).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    indent = len(line.encode("utf-8", "replace")) - len(line.lstrip().encode("utf-8", "replace"))
    for node in body:
        for inner in ast.walk(node):
            _move(inner, number - 1, indent)
        found.read_alone(node)


def _move(node: ast.AST, lines: int, columns: int) -> None:
    """Put a node where its line stands in the whole text."""
    if isinstance(node, (ast.expr, ast.stmt, ast.keyword)):
        node.lineno += lines
        node.col_offset += columns
        if node.end_lineno is not None and node.end_col_offset is not None:
            node.end_lineno += lines
            node.end_col_offset += columns
