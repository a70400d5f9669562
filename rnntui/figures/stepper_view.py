"""How a step of a cell is drawn: its terms one below the other, and the states of all steps."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from rnntui.cells.terms.term import Term
from rnntui.figures.words import signed, wrapped

_MARK = "▸ "
_GATES = {"f": "forget gate", "i": "input gate", "g": "candidate", "o": "output gate"}
_LONG = 32
"""Formulas of more characters, the sums of what several gates send back, get a line without their name."""


def term_lines(terms: Sequence[Term], now: int, size: tuple[int, int]) -> list[str]:
    """The terms around the one that stands at ``now``, in ``size``; those after it without their numbers."""
    columns, rows = size
    first = max(min(now - rows // 2, len(terms) - rows), 0)
    shown = range(first, min(first + max(rows, 1), len(terms)))
    named = max(len(_name(term)) for term in terms) + 2
    width = max((len(terms[at].formula) for at in shown if len(terms[at].formula) <= _LONG), default=0)
    # Names stand there if there is room for them in every term, known or not: nothing jumps on the way.
    usual = [term for term in terms if len(term.formula) <= _LONG]
    longest = max(len(term.formula) + len(" = ") for term in usual)
    if len(_MARK) + named + longest + max(cell_len(_result(term, True)) for term in usual) > columns:
        named = 0
    lines = []
    for at in shown:
        term, result = terms[at], _result(terms[at], at <= now)
        name = _name(term).ljust(named) if named else ""
        numbers = result if at <= now else f"{term.formula} = {result}"
        ways = (f"{name}{term.formula.ljust(width)} = {result}", f"{term.formula} = {result}", numbers)
        room = columns - len(_MARK)
        line = next((way for way in ways if cell_len(way) <= room), numbers)
        lines.append((_MARK if at == now else " " * len(_MARK)) + line)
    return lines


def said_lines(term: Term, columns: int) -> list[str]:
    """The term in words, in one line if it fits."""
    if term.name == "held at":
        return [f"{_in_words(term)}: {term.formula} is held at {term.numbers}"]
    words = f"{_in_words(term)}: {term.formula}"
    return wrapped(words if cell_len(words) <= columns else _in_words(term), columns)[:1]


def strip(rows: Sequence[tuple[str, Sequence[str]]], now: int, columns: int) -> list[str]:
    """Rows of one number a step, as many steps as fit around ``now``, whose column is marked."""
    name = max(cell_len(title) for title, _ in rows) + 1
    width = max(cell_len(one) for _, row in rows for one in row) + 3
    steps = len(rows[0][1])
    room = max((columns - name) // width, 1)
    first = max(min(now - room // 2, steps - room), 0)
    shown = range(first, min(first + room, steps))
    lines = []
    for title, row in rows:
        cells = [f"[{row[at]}]" if at == now else f" {row[at]} " for at in shown]
        lines.append(title.ljust(name) + "".join(cell.rjust(width) for cell in cells))
    return lines


def _name(term: Term) -> str:
    """What a term is; of a gate that is held at a number, which gate."""
    return _GATES.get(term.formula, term.name) if term.name == "held at" else term.name


def _in_words(term: Term) -> str:
    name = _name(term)
    return name[:1].upper() + name[1:]


def _result(term: Term, known: bool) -> str:
    """The numbers of a term and its value; the numbers are left out where they are the value."""
    if not known:
        return "?"
    value = signed(term.value, ".4g")
    return value if term.numbers == value else f"{term.numbers} = {value}"
