"""Lines that are no part of a spec: imports, preparing data by hand, plotting, loops."""

from __future__ import annotations

import ast

from rnntui.spec import values
from rnntui.spec.reader import Reader, replace
from rnntui.spec.records import Where
from rnntui.spec.wording import words

LIBRARIES = words(
    """
    csv datetime json keras math matplotlib nn np numpy os pandas pd plt random re scaler seaborn self
    sklearn sns sys tensorflow tf time torch warnings
    """
)
"""Names that stand for modules (and the scaler) in everyone's code, not for a model."""

KNOWN_IMPORTS = words(
    """
    __future__ datetime keras math matplotlib numpy pandas random rnntui scipy seaborn sklearn
    statsmodels tensorflow typing
    """
)
"""Modules that tutorials import and whose import says nothing that a spec would miss."""

AFTERWARDS = words(
    """
    build evaluate figure get_weights grid head legend plot plot_model predict print save save_weights
    savefig seed set_random_seed set_seed show subplots summary tight_layout title to_csv xlabel ylabel
    """
)
"""Calls that look at a result or set a seed: rnntui does that by itself."""

_BLOCKS: tuple[tuple[type[ast.stmt], str], ...] = (
    (ast.FunctionDef, "A function"),
    (ast.AsyncFunctionDef, "A function"),
    (ast.ClassDef, "A class"),
    (ast.For, "A loop"),
    (ast.While, "A loop"),
    (ast.If, "An if"),
    (ast.With, "A with"),
    (ast.Try, "A try"),
)


def is_constant(node: ast.expr) -> bool:
    """Whether an assigned value is meant as a constant of the spec: literals, names, known calls."""
    if isinstance(node, (ast.Constant, ast.Name, ast.JoinedStr, ast.Dict, ast.Set, ast.Lambda)):
        return True
    if isinstance(node, ast.UnaryOp):
        return is_constant(node.operand)
    if isinstance(node, ast.BinOp):
        return is_constant(node.left) and is_constant(node.right)
    if isinstance(node, (ast.List, ast.Tuple)):
        return all(is_constant(one) for one in node.elts)
    if isinstance(node, ast.Call):
        return values.known(values.dotted(node.func) or "", *values.VALUE_FAMILIES) is not None
    return False


class Foreign:
    """Gathers the lines that are no part of a spec; neighbours become one problem."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.groups: list[tuple[str, Where, str]] = []
        self.mentioned: set[str] = set()  # attributes in such lines: a loop round model.fit, say

    def imported(self, node: ast.Import | ast.ImportFrom) -> None:
        """Imports are accepted; one that a model has no use for gets a note."""
        modules = (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names]
        )
        strange = [name for name in modules if name.partition(".")[0] not in KNOWN_IMPORTS]
        where = self.reader.where(node)
        if strange:
            message = f"import {strange[0]} does nothing here: a spec is read, never run; the line can go."
            line = Where(where.line, 1, where.end_line + 1, 1)
            self.reader.report("import", message, where, replace(line, "", "delete the line"), "note")

    def add(self, node: ast.stmt) -> None:
        """Note a statement that the spec can't use."""
        self.mentioned |= {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}
        kind, what = self._what(node)
        where = self.reader.where(node)
        if self.groups and self.groups[-1][0] == kind and self._adjacent(self.groups[-1][1], where):
            first = self.groups[-1]
            joined = Where(first[1].line, first[1].column, where.end_line, where.end_column)
            self.groups[-1] = (kind, joined, first[2])
        else:
            self.groups.append((kind, where, what))

    def _adjacent(self, first: Where, second: Where) -> bool:
        between = self.reader.lines[first.end_line : second.line - 1]
        return all(not line.strip() or line.lstrip().startswith("#") for line in between)

    def _what(self, node: ast.stmt) -> tuple[str, str]:
        block = next((what for kind, what in _BLOCKS if isinstance(node, kind)), None)
        if block is not None:
            return "run", f"{block} is code to run"
        value = getattr(node, "value", None)
        if isinstance(value, ast.Call):
            name = values.dotted(value.func) or self.reader.source(self.reader.where(value.func))
            if name.rpartition(".")[2] in AFTERWARDS:
                return "after", name
            return "run", f"{name}(...) is code to run"
        return "run", "This is code to run"

    def report(self) -> None:
        """One problem for each group of neighbouring lines."""
        for kind, where, what in self.groups:
            several = where.end_line > where.line
            lines = f"lines {where.line} to {where.end_line}" if several else "the line"
            if kind == "after":
                why = "shows the model, forecasts and draws by itself"
                why = "is told the seed when it runs" if "seed" in what else why
                self.reader.note("ignored", f"{what} is read over: rnntui {why}.", where)
                continue
            self.reader.report(
                "foreign",
                f"{what}, but a spec is read, never run: Series(...) loads, scales and windows the data; "
                f"delete {lines}.",
                where,
                replace(where, "", f"delete {lines}"),
            )
