"""Expressions of the text to literal values: numbers, texts, lists, names given before, known calls."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable
from typing import TypeAlias

from rnntui.spec import catalogue
from rnntui.spec.entries import Entry, Family
from rnntui.spec.printing import print_value
from rnntui.spec.reader import BAD, Bad, Reader, replace
from rnntui.spec.records import Value, Where
from rnntui.spec.wording import closest, words

VALUE_FAMILIES: tuple[Family, ...] = (
    "layer", "optimizer", "loss", "initializer", "regularizer", "constraint", "callback",
)  # fmt: skip

CallReader: TypeAlias = Callable[[Reader, ast.Call], "Value | Bad"]

STRANGERS = words("np numpy pd pandas plt sklearn torch nn math random os sys scipy sm")
"""Modules whose functions are not Keras's, even of the same name."""

_LARGEST = 1e15

_NOT_LITERAL: tuple[tuple[type[ast.expr], str], ...] = (
    (ast.Lambda, "a function (lambda)"),
    (ast.JoinedStr, "an f-string"),
    (ast.Dict, "a dict"),
    (ast.Set, "a set"),
    (ast.ListComp, "a loop inside a list"),
    (ast.GeneratorExp, "a loop"),
    (ast.IfExp, "an if"),
    (ast.Compare, "a comparison"),
    (ast.BoolOp, "and/or"),
    (ast.Subscript, "an index"),
    (ast.Starred, "a starred argument"),
    (ast.NamedExpr, "an assignment with :="),
    (ast.Attribute, "an attribute of something"),
)


def read_value(
    reader: Reader, node: ast.expr, read_call: CallReader, names: tuple[str, ...] = ()
) -> Value | Bad:
    """The value that an expression stands for; ``names`` may stand without quotes (``relu``)."""
    if isinstance(node, ast.Constant):
        return _constant(reader, node)
    if isinstance(node, (ast.List, ast.Tuple)):
        values = [read_value(reader, one, read_call, names) for one in node.elts]
        good = tuple(value for value in values if not isinstance(value, Bad))
        return good if len(good) == len(values) else BAD
    if isinstance(node, ast.Call):
        return read_call(reader, node)
    if isinstance(node, (ast.Name, ast.Attribute)):
        return _name(reader, node, names)
    if isinstance(node, (ast.UnaryOp, ast.BinOp)):
        return _arithmetic(reader, node, read_call)
    what = next((words for kind, words in _NOT_LITERAL if isinstance(node, kind)), "an expression")
    return reader.report(
        "not-literal",
        f"A spec is read, not run, so {what} can't stand here: write the value itself.",
        reader.where(node),
    )


def dotted(node: ast.expr) -> str | None:
    """``keras.layers.LSTM`` as text, None for anything but names joined by dots."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return ".".join(reversed([*names, node.id])) if isinstance(node, ast.Name) else None


def known(name: str, *families: Family) -> Entry | None:
    """The entry that a dotted name stands for: ``keras.layers.LSTM``, not ``np.zeros``."""
    first, _, last = name.rpartition(".")
    return None if first.partition(".")[0] in STRANGERS else catalogue.find(last, *families)


def _constant(reader: Reader, node: ast.Constant) -> Value | Bad:
    value = node.value
    if isinstance(value, float) and not math.isfinite(value):
        return reader.report("wrong-type", "This number is too large to be one.", reader.where(node))
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    kinds = {"bytes": 'a text of bytes (b"...")', "complex": "a complex number", "ellipsis": "..."}
    what = kinds.get(type(value).__name__, "this")
    return reader.report("not-literal", f"{what} has no meaning in a spec.", reader.where(node))


def _name(reader: Reader, node: ast.Name | ast.Attribute, names: tuple[str, ...]) -> Value | Bad:
    name = dotted(node)
    where = reader.where(node)
    if name in reader.constants:
        return reader.constants[name]
    last = (name or "").rpartition(".")[2]
    if last in names:
        return last
    entry = known(name, *VALUE_FAMILIES) if name is not None else None
    if entry is not None:
        text = print_value(catalogue.example(entry))
        message = f"{name} stands here without its brackets: write {text}."
        return reader.report("not-called", message, where, replace(where, text))
    return _unknown(reader, name or reader.source(where), where, names)


def _unknown(reader: Reader, name: str, where: Where, names: tuple[str, ...]) -> Bad:
    words = {"true": "True", "false": "False", "none": "None", "null": "None"}
    if name.lower() in words:
        right = words[name.lower()]
        return reader.report("unknown-name", f"{name} is written {right}.", where, replace(where, right))
    near = closest(name.rpartition(".")[2], (*reader.constants, *names))
    if near is not None:
        text = near if near in reader.constants else print_value(near)
        return reader.report(
            "unknown-name", f"Nothing is called {name}: did you mean {text}?", where, replace(where, text)
        )
    return reader.report(
        "unknown-name",
        f"Nothing is called {name}: give it a value on a line above ({name} = ...).",
        where,
    )


def _arithmetic(reader: Reader, node: ast.UnaryOp | ast.BinOp, read_call: CallReader) -> Value | Bad:
    """Plus, minus, times and divided by, of numbers: nothing that could grow without bound."""
    parts = [node.operand] if isinstance(node, ast.UnaryOp) else [node.left, node.right]
    values = [read_value(reader, part, read_call) for part in parts]
    if any(isinstance(value, Bad) for value in values):
        return BAD
    numbers = [v for v in values if isinstance(v, (int, float)) and not isinstance(v, bool)]
    if len(numbers) < len(values):
        return reader.report("not-literal", "Only numbers can be calculated with here.", reader.where(node))
    result = _computed(node.op, numbers)
    if result is None:
        return reader.report(
            "not-literal",
            "A spec calculates with + - * / and //, on numbers of ordinary size: write the value itself.",
            reader.where(node),
        )
    return result


def _computed(op: ast.operator | ast.unaryop, numbers: list[int | float]) -> int | float | None:
    a, b = numbers[0], numbers[-1]
    if isinstance(op, ast.UAdd):
        return a
    if isinstance(op, ast.USub):
        return -a
    if any(abs(number) > _LARGEST for number in numbers):
        return None
    if isinstance(op, ast.Add):
        return a + b
    if isinstance(op, ast.Sub):
        return a - b
    if isinstance(op, ast.Mult):
        return a * b
    if isinstance(op, ast.Div) and b != 0:
        return a / b
    if isinstance(op, ast.FloorDiv) and b != 0:
        return a // b
    return None
