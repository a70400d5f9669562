"""How a step of a cell is drawn: its terms one below the other, and the states of all steps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rich.cells import cell_len
from rich.text import Text

from rnntui.cells.terms.term import Term
from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.charts.scale import value_limits
from rnntui.figures.base import Size
from rnntui.figures.drawing import chart
from rnntui.figures.walk import Walk
from rnntui.figures.words import signed, wrapped

SMALLEST_CHART = 6  # rows
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
    lines = []
    for at in shown:
        term, result = terms[at], _result(terms[at], at <= now)
        name = _name(term).ljust(named)
        numbers = result if at <= now else f"{term.formula} = {result}"
        ways = (
            f"{name}{term.formula.ljust(width)} = {result}",
            f"{name}{term.formula} = {result}",
            f"{name}= {result}",  # the formula stood there before the numbers
            f"{term.formula} = {result}",
        )
        room = columns - len(_MARK)
        line = next((way for way in ways if cell_len(way) <= room), numbers)
        lines.append((_MARK if at == now else " " * len(_MARK)) + line)
    return lines


def in_words(term: Term) -> str:
    """What a term is, with the whole name of its gate."""
    gate = _GATES.get(term.part)
    return term.name if gate is None or term.name == "held at" else f"{gate}, {term.name}"


def said_lines(term: Term, columns: int) -> list[str]:
    """The term in words, in one line if it fits."""
    if term.name == "held at":
        return [f"{_begun(term)}: {term.formula} is held at {term.numbers}"]
    words = f"{_begun(term)}: {term.formula}"
    return wrapped(words if cell_len(words) <= columns else _begun(term), columns)[:1]


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


def states_chart(found: Walk, known: int, size: Size, palette: Palette) -> Text:
    """The first ``known`` steps as a picture: their sums on tanh, or c and h of an LSTM from step to step."""
    if found.gates:
        return _kept_and_shown(found, known, size, palette)
    far = max(3.0, *(abs(one) for one in found.sums))
    sums = np.linspace(-far, far, 4 * size[0])
    marks = Line("future", np.asarray(found.sums[:known]), np.asarray(found.h[:known]), "steps so far")
    tanh = Line("actual", sums, np.tanh(sums), "tanh of the sum")
    return chart([tanh, *([marks] if known else [])], size, palette, y_limits=(-1.0, 1.0))


def _kept_and_shown(found: Walk, known: int, size: Size, palette: Palette) -> Text:
    steps = np.arange(1.0, known + 1)
    c, h = np.asarray(found.c[:known]), np.asarray(found.h[:known])
    lines = [Line("actual", steps, c, "c, kept"), Line("recursive", steps, h, "h, shown")]
    limits = value_limits([np.asarray(found.c), np.asarray(found.h), np.zeros(1)])
    return chart(lines, size, palette, x_limits=(1.0, float(len(found.h))), y_limits=limits)


def _name(term: Term) -> str:
    """What a term is, and of which gate; of a gate that is held at a number, which gate that is."""
    if term.name == "held at":
        return _GATES.get(term.formula, term.name)
    said = f"sum s_{term.part}" if term.name == "sum" and term.part in _GATES else term.name
    return f"{term.part}: {said}" if term.part in _GATES else said


def _begun(term: Term) -> str:
    name = _name(term)
    return name[:1].upper() + name[1:]


def _result(term: Term, known: bool) -> str:
    """The numbers of a term and its value; the numbers are left out where they are the value."""
    if not known:
        return "?"
    value = signed(term.value, ".4g")
    return value if term.numbers == value else f"{term.numbers} = {value}"
