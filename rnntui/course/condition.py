"""Conditions: what an expect or an exercise asks of values, as ``recursive.rmse < 0.5 * naive.rmse``.

The text is parsed with ``ast`` and walked; nothing is ever executed. A condition is one comparison or a
chain of them, over numbers, strings, lists of them, dotted names, indexing, ``+ - * /``, and the functions
min, max, abs, median and count. ``count(a_list > 3)`` is how many of its entries are above 3.
"""

from __future__ import annotations

import ast
import math
import statistics
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from rnntui.course.arithmetic import FUNCTIONS, OPERATORS, NotThere, looked_up, shown, subscripted

LONGEST = 400  # characters
_DEEPEST = 30
_COMPARISONS: dict[type[ast.cmpop], tuple[str, Callable[[Any, Any], bool]]] = {
    ast.Lt: ("<", lambda a, b: a < b),
    ast.LtE: ("<=", lambda a, b: a <= b),
    ast.Gt: (">", lambda a, b: a > b),
    ast.GtE: (">=", lambda a, b: a >= b),
    ast.Eq: ("==", lambda a, b: a == b),
    ast.NotEq: ("!=", lambda a, b: a != b),
}
_OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_SYNTAX = (
    "a condition compares numbers, names and lists with < <= > >= == !=, "
    "and may use + - * / and min, max, abs, median, count"
)
Values: TypeAlias = Mapping[str, Any]


class ConditionError(ValueError):
    """A text that is no condition; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Graded:
    """How a condition turned out: whether it holds, what was measured, what it was held against.

    Both are NaN where they are no numbers or not there; ``text`` says it in any case. ``what`` is the left
    side as it is written, ``values`` are those of both sides with the ``sign`` between them; "" and none
    where there was nothing to compare.
    """

    holds: bool
    measured: float
    wanted: float
    text: str
    what: str = field(default="", compare=False)
    sign: str = field(default="", compare=False)
    values: tuple[Any, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Condition:
    """A parsed condition and the line that it stands on."""

    text: str
    line: int
    _tree: ast.Compare = field(compare=False, repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The dotted names that it refers to, each once, in the order of the text."""
        return tuple(dict.fromkeys(_names(self._tree)))

    def evaluate(self, values: Values) -> Graded:
        """Held against one set of values; `median` is that of a list."""
        return self._graded(lambda node: _evaluated(node, values))

    def over_runs(self, runs: Sequence[Values]) -> Graded:
        """Held against several runs: `median` is over the runs, and whatever stands outside of it must
        hold in every one. The answer is that of the first run in which it fails, else of the first.
        """
        graded = [
            self._graded(lambda node, run=run: _evaluated(node, run, runs))  # type: ignore[misc]
            for run in runs
        ]
        return next((one for one in graded if not one.holds), graded[0]) if graded else _nothing(self.text)

    def of_medians(self, runs: Sequence[Values]) -> Graded:
        """Held against the medians over the runs of what stands on each side of a comparison."""
        if not runs:
            return _nothing(self.text)
        return self._graded(lambda node: _median([_evaluated(node, run) for run in runs]))

    def _graded(self, evaluate: Callable[[ast.expr], Any]) -> Graded:
        parts = [self._tree.left, *self._tree.comparators]
        try:
            sides = [evaluate(part) for part in parts]
        except NotThere as missing:
            return Graded(False, math.nan, math.nan, str(missing))
        graded = None
        for at, operator in enumerate(self._tree.ops):
            graded = _compared(parts[at], operator, sides[at], sides[at + 1])
            if not graded.holds:
                return graded
        assert graded is not None  # a comparison has an operator
        return graded


def parse_condition(text: str, line: int = 0) -> Condition:
    """The condition that a text is.

    Raises:
        ConditionError: it is none.
    """
    if len(text) > LONGEST:
        raise ConditionError(f"A condition has at most {LONGEST} characters.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ConditionError(f'"{text}" can\'t be read: {_SYNTAX}.') from None
    if isinstance(tree, ast.BoolOp):
        raise ConditionError(f'"{text}" joins conditions: write each as one of its own.')
    if not isinstance(tree, ast.Compare):
        raise ConditionError(f'"{text}" compares nothing: {_SYNTAX}.')
    for operator in tree.ops:
        if type(operator) not in _COMPARISONS:
            raise ConditionError(f'"{text}" can\'t be read: {_SYNTAX}.')
    for part in (tree.left, *tree.comparators):
        _check(part, text)
    return Condition(text.strip(), line, tree)


# ---------------------------------------------------------------- what may stand in a condition
def _check(node: ast.expr, text: str, depth: int = 0) -> None:
    """Raise ConditionError unless the whole of it is of the language."""
    if depth > _DEEPEST:
        raise ConditionError(f'"{text}" is nested too deeply.')
    for child in _children(node, text):
        _check(child, text, depth + 1)


def _children(node: ast.expr, text: str) -> Sequence[ast.expr]:
    match node:
        case ast.Constant(value=bool() | str()) | ast.Name():
            return ()
        case ast.Constant(value=int() | float() as value):
            if abs(value) > 1e300:
                raise ConditionError(f'"{text}" has a number that is too large.')
            return ()
        case ast.Attribute(value=ast.Name() | ast.Attribute() | ast.Subscript() as value):
            return (value,)
        case ast.Subscript(value=value, slice=index) if _whole(index) is not None:
            return (value,)
        case ast.List(elts=entries) | ast.Tuple(elts=entries):
            return entries
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
            return (operand,)
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
            return left, right
        case ast.Call(
            func=ast.Name(id="count"),
            args=[ast.Compare(left=left, ops=[operator], comparators=[right])],
            keywords=[],
        ) if type(operator) in _COMPARISONS:
            return left, right
        case ast.Call(func=ast.Name(id=name), args=[_, *_] as args, keywords=[]):
            if name not in FUNCTIONS:
                raise ConditionError(f'"{text}" calls {name}, but there are only {", ".join(FUNCTIONS)}.')
            if name in ("abs", "median", "count") and len(args) > 1:
                raise ConditionError(f'"{text}" gives {name} {len(args)} values, but it takes one.')
            return args
    raise ConditionError(f'"{text}" can\'t be read: {_SYNTAX}.')


def _whole(node: ast.expr) -> int | None:
    """The whole number that an index is."""
    match node:
        case ast.Constant(value=int() as value) if not isinstance(value, bool) and value < 10**9:
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as value)) if value < 10**9:
            return -value
    return None


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name | ast.Attribute):
        dotted = _dotted(node)
        if dotted is not None:
            yield dotted
            return
    for child in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.Call) and child is node.func):
            yield from _names(child)


def _dotted(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = _dotted(node.value)
        return None if before is None else f"{before}.{node.attr}"
    return None


# ---------------------------------------------------------------- what it comes to
def _evaluated(node: ast.expr, values: Values, runs: Sequence[Values] | None = None) -> Any:
    """A number, a string, a tuple or a mapping; raises NotThere where there is no value.

    With ``runs``, the argument of `median` is evaluated in each of them.
    """

    def of(child: ast.expr) -> Any:
        return _evaluated(child, values, runs)

    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name() | ast.Attribute():
            dotted = _dotted(node)
            if dotted is not None:
                return looked_up(values, dotted)
            assert isinstance(node, ast.Attribute)
            return looked_up(of(node.value), node.attr, ast.unparse(node))
        case ast.Subscript(value=value, slice=index):
            return subscripted(of(value), _whole(index) or 0, ast.unparse(value))
        case ast.List(elts=entries) | ast.Tuple(elts=entries):
            return tuple(of(entry) for entry in entries)
        case ast.UnaryOp(op=operator, operand=operand):
            return OPERATORS["*"](-1.0 if isinstance(operator, ast.USub) else 1.0, of(operand))
        case ast.BinOp(left=left, op=binary, right=right):
            return OPERATORS[_OPERATORS[type(binary)]](of(left), of(right))
        case ast.Call(func=ast.Name(id="median"), args=[argument]) if runs is not None:
            return _median([_evaluated(argument, run) for run in runs])
        case ast.Call(args=[ast.Compare(left=left, ops=[operator], comparators=[right])]):
            return _counted(operator, of(left), of(right))
        case ast.Call(func=ast.Name(id=name), args=args):
            return FUNCTIONS[name](*[of(argument) for argument in args])
    raise AssertionError(ast.dump(node))  # parse_condition lets nothing else in


def _counted(operator: ast.cmpop, entries: Any, than: Any) -> int:
    """How many entries of a list compare so; one that is not there does not."""
    if not isinstance(entries, tuple):
        raise NotThere(f"{shown(entries)} is no list.")
    sign, compare = _COMPARISONS[type(operator)]
    try:
        return sum(bool(compare(entry, than)) for entry in entries if entry is not None)
    except TypeError:
        raise NotThere(f"{shown(entries)} can't be compared with {sign} {shown(than)}.") from None


def _median(values: Sequence[Any]) -> Any:
    """Of numbers their median; what is no number must be the same in every run."""
    if all(isinstance(value, int | float) for value in values):
        return float(statistics.median(values))
    if all(value == values[0] for value in values):
        return values[0]
    raise NotThere("The runs give lists that differ, and they have no median.")


def _compared(node: ast.expr, operator: ast.cmpop, left: Any, right: Any) -> Graded:
    sign, compare = _COMPARISONS[type(operator)]
    what = ast.unparse(node)
    try:
        holds = compare(left, right)
    except TypeError:
        return Graded(
            False, math.nan, math.nan, f"{shown(left)} and {shown(right)} can't be compared with {sign}."
        )
    said = what if isinstance(node, ast.Constant) else f"{what} = {shown(left)}"
    measured, wanted = (float(side) if isinstance(side, int | float) else math.nan for side in (left, right))
    text = f"{said}, {'' if holds else 'not '}{sign} {shown(right)}"
    return Graded(holds, measured, wanted, text, what, sign, (left, right))


def _nothing(text: str) -> Graded:
    return Graded(False, math.nan, math.nan, f"There is no run to hold {text} against.")
