"""The specs of a course held against their data: what is wrong in them, and whether it can be mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from rnntui.course.records import SpecBlock
from rnntui.spec.check import check
from rnntui.spec.edits import apply
from rnntui.spec.parse import parse
from rnntui.spec.records import DataFacts, Problem, SeriesSource

Facts: TypeAlias = Callable[[SeriesSource], DataFacts]
"""The facts of the series that a spec names; raises ValueError with a sentence where there is none."""
_MOST_MENDS = 10


def spec_errors(text: str, facts: Facts) -> tuple[Problem, ...]:
    """What keeps a spec from being trained, with its place in the spec."""
    parsed = parse(text)
    if parsed.spec is None:
        return tuple(parsed.errors)
    try:
        known = facts(parsed.spec.data)
    except ValueError as error:
        return (Problem("data", str(error), parsed.spec.data.where),)
    return tuple(problem for problem in check(parsed.spec, known) if problem.severity == "error")


def edited(text: str, edits: Mapping[str, str]) -> str:
    """A spec with texts in it replaced by others.

    Raises:
        ValueError: one of them is not there, or more than once.
    """
    for old, new in edits.items():
        if text.count(old) != 1:
            times = f"{text.count(old)} times" if old in text else "nowhere"
            raise ValueError(f'"{old}" stands {times} in the spec, and it is edited in one place.')
        text = text.replace(old, new)
    return text


def check_spec(block: SpecBlock, facts: Facts) -> Iterator[tuple[int, str]]:
    """What is wrong with a spec of a lesson: lines of the lesson's file and sentences.

    One that is wrong on purpose must have an error, and the mends that are offered must lead to one that
    has none.
    """
    if not block.wrong:
        for error in spec_errors(block.text, facts):
            yield block.line + error.where.line, error.message
    elif not spec_errors(block.text, facts):
        yield block.line, "This spec is called wrong, and nothing in it is."
    else:
        left = _left(block.text, facts)
        if left is not None:
            message = f"This spec is called wrong, and no mend is offered for this: {left.message}"
            yield block.line + left.where.line, message


def _left(text: str, facts: Facts) -> Problem | None:
    """The first error that is left when every mend that is offered has been applied."""
    for _ in range(_MOST_MENDS):
        errors = spec_errors(text, facts)
        edit = next((error.edit for error in errors if error.edit is not None), None)
        if edit is None:
            return errors[0] if errors else None
        text = apply(text, edit)
    return next(iter(spec_errors(text, facts)), None)
