"""What the editor knows of the text in it: the spec, what stands beside each line, what is wrong where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from rnntui.series.catalogue import names
from rnntui.spec.check import check, input_shape
from rnntui.spec.parse import parse
from rnntui.spec.parsed import Line, Parsed
from rnntui.spec.records import DataFacts, Edit, ModelSpec, Problem, Severity
from rnntui.spec.shapes import LayerShape, Shapes, infer
from rnntui.spec.sizes import window_shape
from rnntui.spec.wording import closest, counted

Tone: TypeAlias = Literal["error", "warning", "quiet"]


_TONES: dict[Severity, Tone] = {"error": "error", "warning": "warning", "note": "quiet"}


@dataclass(frozen=True, slots=True)
class Status:
    """What the line under the editor says of the cursor's line, and the edit that would mend it."""

    text: str
    tone: Tone = "quiet"
    edit: Edit | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as read against its series; ``facts`` None where the series is not known (yet)."""

    text: str
    parsed: Parsed
    problems: tuple[Problem, ...]
    shapes: Shapes | None
    facts: DataFacts | None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be mended before it can be trained."""
        return tuple(one for one in self.problems if one.severity == "error")

    @property
    def spec(self) -> ModelSpec | None:
        """The spec, where nothing is wrong with it."""
        return None if self.errors else self.parsed.spec

    def beside(self, mark: str = "✗") -> dict[int, str]:
        """What to write at the right of the lines (from 1): shapes, parameters, ``mark`` at errors."""
        notes = self._shapes_beside()
        for line in {one.where.line for one in self.errors}:
            notes[line] = f"{mark} {notes[line]}" if line in notes else mark
        return notes

    def _shapes_beside(self) -> dict[int, str]:
        if self.shapes is None:
            return {}
        notes: dict[int, str] = {}
        width = max((len(f"{row.params:,}") for row in self.shapes.rows), default=1)
        for line in self.parsed.lines:
            if line.part == "data":
                notes[line.where.line] = f"{shape_text(self.shapes.window)} {'':>{width}}"
            elif line.index is not None and line.index < len(self.shapes.rows):
                row = self.shapes.rows[line.index]
                notes[line.where.line] = f"{shape_text(row.output_shape)} {row.params:>{width},}"
        return notes

    def status(self, line: int) -> Status:
        """What there is to say with the cursor on ``line``: its problem, the next one, or its meaning."""
        here = [one for one in self.problems if one.where.line <= line <= max(one.where.end_line, 1)]
        notes = [one for one in here if one.severity == "note"]
        faults = sorted((one for one in here if one not in notes), key=lambda one: one.severity != "error")
        problem = next(iter([*faults, *self.errors, *notes]), None)
        if problem is not None:
            place = "" if problem in here else f"line {problem.where.line}: "
            return Status(f"{place}{problem.message}", _TONES[problem.severity], problem.edit)
        found = self.parsed.on_line(line)
        return Status(self._meaning(found) if found else self._whole())

    def problem_with_mend(self, line: int) -> Problem | None:
        """The problem that a mend pressed on ``line`` is for: the line's own, else the first that has one."""
        mendable = [one for one in self.problems if one.edit is not None]
        here = [one for one in mendable if one.where.line <= line <= one.where.end_line]
        return next(iter([*here, *mendable]), None)

    def other_series(self) -> Edit | None:
        """The built-in series that was probably meant, in the place of the one that is named."""
        if self.parsed.spec is None or self.parsed.source is None:
            return None
        near = closest(self.parsed.source.name, names())
        if near is None or near == self.parsed.source.name:
            return None
        return Edit(self.parsed.spec.written.place("name"), f'"{near}"', f"name {near}")

    def _meaning(self, line: Line) -> str:
        if self.shapes is None:
            return ""
        if line.part == "data":
            steps, features = self.shapes.window
            return f"Each window: {counted(steps, 'step')} of {counted(features, 'value')}."
        if line.index is None or line.index >= len(self.shapes.rows):
            return self._whole()
        before = self.shapes.rows[line.index - 1].output_shape if line.index else self.shapes.window
        return _layer_meaning(self.shapes.rows[line.index], before)

    def _whole(self) -> str:
        if self.shapes is None or self.errors:
            return ""
        return f"{counted(self.shapes.total_params, 'parameter')} in all."


def read(text: str, facts: DataFacts | None) -> Reading:
    """Read ``text``; without ``facts`` nothing is held against a series, and no shapes are known."""
    return held(text, parse(text), facts)


def held(text: str, parsed: Parsed, facts: DataFacts | None) -> Reading:
    """``text``, which was parsed already, held against ``facts``."""
    if facts is None or parsed.source is None:
        return Reading(text, parsed, parsed.problems, None, facts)
    problems = parsed.problems
    if parsed.spec is not None:
        problems = (*problems, *check(parsed.spec, facts))
        window = input_shape(parsed.spec, facts)
    else:
        window = window_shape(parsed.source, max(1, len(parsed.source.columns or facts.target)))
    return Reading(text, parsed, problems, infer(parsed.layers, window), facts)


def shape_text(shape: tuple[int, ...]) -> str:
    """A shape without the batch axis, as ``(20, 1)`` or ``(5)``."""
    return f"({', '.join(map(str, shape))})"


def _layer_meaning(row: LayerShape, before: tuple[int, ...]) -> str:
    params = counted(row.params, "parameter")
    return f"{row.call.name}: {shape_text(before)} in, {shape_text(row.output_shape)} out, {params}."
