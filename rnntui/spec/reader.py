"""What all parts of one reading share: the text, the names given so far, the problems found."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from rnntui.spec.records import Edit, Problem, Severity, Value, Where


class Bad:
    """Stands for a value that can't be read; its problem has been reported."""

    __slots__ = ()


BAD = Bad()


@dataclass(frozen=True, slots=True)
class Given:
    """An argument as written: its value, where the value stands, and where the whole argument does."""

    value: Value | Bad
    where: Where
    whole: Where


class Reader:
    """One reading of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.constants: dict[str, Value | Bad] = {}
        self.problems: list[Problem] = []

    @property
    def errors(self) -> int:
        """How many of the problems are errors so far."""
        return sum(problem.severity == "error" for problem in self.problems)

    def where(self, node: ast.expr | ast.stmt | ast.keyword) -> Where:
        """Where a node stands, in characters (``ast`` counts the bytes of UTF-8)."""
        end_line = node.end_lineno or node.lineno
        end_column = node.col_offset if node.end_col_offset is None else node.end_col_offset
        return Where(
            node.lineno,
            self._column(node.lineno, node.col_offset),
            end_line,
            self._column(end_line, end_column),
        )

    def _column(self, line: int, offset: int) -> int:
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        if text.isascii():
            return offset + 1
        return len(text.encode("utf-8", "replace")[:offset].decode("utf-8", "replace")) + 1

    def source(self, where: Where) -> str:
        """The text that stands there, on one line and at most 40 characters of it."""
        line = self.lines[where.line - 1] if where.line <= len(self.lines) else ""
        end = where.end_column - 1 if where.end_line == where.line else len(line)
        text = line[where.column - 1 : end]
        return text if len(text) <= 40 else text[:37] + "..."

    def deletion(self, where: Where) -> Edit | None:
        """The edit that deletes an argument, with one of the commas beside it."""
        if where.line != where.end_line:
            return None
        line = self.lines[where.line - 1]
        start, end = where.column - 1, where.end_column - 1
        behind = line[end:]
        if behind.lstrip().startswith(","):
            end += len(behind) - len(behind.lstrip()) + 1
            end += len(line[end:]) - len(line[end:].lstrip(" "))
        elif line[:start].rstrip().endswith(","):
            start = len(line[:start].rstrip()) - 1
        return Edit(Where(where.line, start + 1, where.line, end + 1), "", "delete it")

    def report(
        self,
        code: str,
        message: str,
        where: Where,
        edit: Edit | None = None,
        severity: Severity = "error",
    ) -> Bad:
        """Note a problem; returns ``BAD``, for whoever has no value to give then."""
        self.problems.append(Problem(code, message, where, severity, edit))
        return BAD

    def note(self, code: str, message: str, where: Where) -> None:
        """Say something worth knowing that does not stand in the way."""
        self.report(code, message, where, severity="note")


def replace(where: Where, text: str, label: str = "") -> Edit:
    """The edit that puts ``text`` where something else stands."""
    return Edit(where, text, label or (f"write {text}" if text else "delete it"))


def before(where: Where) -> Where:
    """The empty stretch in front of one."""
    return Where(where.line, where.column, where.line, where.column)


def after(where: Where) -> Where:
    """The empty stretch behind one."""
    return Where(where.end_line, where.end_column, where.end_line, where.end_column)
