"""Text to spec: ``parse`` reads a text with ``ast``, never runs it, and never raises."""

from __future__ import annotations

import ast

from rnntui.spec.missing import report_missing
from rnntui.spec.parsed import Parsed
from rnntui.spec.reader import Reader
from rnntui.spec.records import ModelSpec, Problem, Written
from rnntui.spec.recovery import recovered
from rnntui.spec.statements import Statements
from rnntui.spec.syntax import read_tree, size_problem, text_problems


def parse(text: str) -> Parsed:
    """Read a spec. Any text gives an answer; what is wrong with it stands in ``problems``.

    A text that is no Python is read line by line, so that layers on good lines are known anyway.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    too_long = size_problem(text)
    if too_long is not None:
        return Parsed(None, (too_long,))
    problems = text_problems(text)
    if not problems:
        tree = read_tree(text)
        if isinstance(tree, ast.Module):
            return _read(text, tree)
        problems = [tree]
    if any(problem.code == "too-deep" for problem in problems):
        return Parsed(None, tuple(problems))
    return _result(recovered(text, problems), problems)


def _read(text: str, tree: ast.Module) -> Parsed:
    reader = Reader(text)
    statements = Statements(reader)
    statements.read(tree.body)
    report_missing(statements)
    return _result(statements, reader.problems)


def _result(found: Statements, problems: list[Problem]) -> Parsed:
    lines = tuple(sorted(found.lines, key=lambda line: (line.where.line, line.where.column)))
    ordered = tuple(sorted(dict.fromkeys(problems), key=_position))
    whole = all(problem.severity != "error" for problem in problems)
    return Parsed(_spec(found) if whole else None, ordered, found.source, tuple(found.layers), lines)


def _position(problem: Problem) -> tuple[int, int]:
    return problem.where.line, problem.where.column


def _spec(found: Statements) -> ModelSpec | None:
    if found.source is None or found.compiled is None or found.fitted is None or not found.layers:
        return None
    optimizer, loss = found.compiled.optimizer, found.compiled.loss
    if optimizer is None or loss is None:
        return None
    end, before, after = found.end
    return ModelSpec(
        found.source,
        tuple(found.layers),
        optimizer,
        loss,
        found.fitted.epochs,
        found.fitted.batch_size,
        found.fitted.patience,
        found.fitted.shuffle,
        found.input,
        Written(tuple(found.places.items()), end, before, after),
    )
