"""What a check looks for in blocks on figures: that the figure, its controls and its values are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rnntui.course.names import Names
from rnntui.course.prove import FigureValues
from rnntui.course.records import FigureBlock, Guess, Value
from rnntui.spec.wording import closest

_ANY: Names = {"figure": {}}


def check_figure(block: FigureBlock, figures: FigureValues) -> Iterator[tuple[int, str]]:
    """Whether there is such a figure with such options."""
    yield from _refused(block.line, block, {}, figures)


def check_value(block: Guess, figure: FigureBlock, figures: FigureValues) -> Iterator[tuple[int, str]]:
    """Whether the figure has the value that answers a guess."""
    names = value_names(figure, figures)["figure"]
    if names and block.value not in names:
        meant = closest(block.value, names)
        hint = f"Did you mean {meant}?" if meant else f"It has {', '.join(names)}."
        yield block.line, f'The figure {figure.figure} has no value "{block.value}". {hint}'


def check_controls(
    line: int, block: FigureBlock, controls: Mapping[str, Value], figures: FigureValues | None
) -> Iterator[tuple[int, str]]:
    """Whether the figure can be set like this."""
    if controls and figures is not None and value_names(block, figures)["figure"]:  # else that is told itself
        yield from _refused(line, block, controls, figures)


def _refused(
    line: int, block: FigureBlock, controls: Mapping[str, Value], figures: FigureValues
) -> Iterator[tuple[int, str]]:
    try:
        figures(block.figure, block.options, controls)
    except ValueError as error:
        yield line, str(error)


def value_names(block: FigureBlock | None, figures: FigureValues | None) -> Names:
    """What conditions may ask of a figure; anything where it can't be had, which is told elsewhere."""
    if block is None or figures is None:
        return _ANY
    try:
        return {"figure": dict.fromkeys(figures(block.figure, block.options, {}))}
    except ValueError:
        return _ANY
