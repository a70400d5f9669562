"""What a reading gives: the spec where it is whole, and everything that could be read where not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from rnntui.spec.records import Call, ModelSpec, Problem, SeriesSource, Where

Part: TypeAlias = Literal["data", "input", "layer", "compile", "fit"]


@dataclass(frozen=True, slots=True)
class Line:
    """One call of the text: which part of the spec it is and where it stands.

    ``call`` is the layer or the input, ``index`` the layer's number from 0; both None for the rest.
    """

    part: Part
    where: Where
    call: Call | None = None
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """``spec`` is None where there is an error; ``source``, ``layers`` and ``lines`` are what stands
    anyway, lines in the order of the text. ``problems`` are in the order of the text, too.
    """

    spec: ModelSpec | None
    problems: tuple[Problem, ...]
    source: SeriesSource | None = None
    layers: tuple[Call, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")

    def on_line(self, number: int) -> Line | None:
        """The innermost call that covers a line of the text, counted from 1."""
        covering = [one for one in self.lines if one.where.line <= number <= one.where.end_line]
        return min(covering, key=lambda one: one.where.end_line - one.where.line, default=None)
