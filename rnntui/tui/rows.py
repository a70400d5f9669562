"""A drawn text row by row, so that only rows that changed are turned into what a terminal shows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.strip import Strip

Run: TypeAlias = tuple[int, int, str | Style]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a text; ``runs`` say in order from where to where (exclusive) which style holds."""

    text: str = ""
    runs: tuple[Run, ...] = ()


def rows_of(text: Text, console: Console) -> list[Row]:
    """The rows of a text of several lines."""
    spans = [span for span in text.spans if span.style]
    if text.style or any(after.start < before.end for before, after in pairwise(spans)):
        return [_rendered(line, console) for line in text.split("\n", allow_blank=True)]
    rows, at, waiting = [], 0, iter(spans)
    span = next(waiting, None)
    for line in text.plain.split("\n"):
        end = at + len(line)
        runs = []
        while span is not None and span.start < end:
            runs.append((max(span.start - at, 0), min(span.end, end) - at, span.style))
            if span.end > end:
                break  # it goes on in the next line
            span = next(waiting, None)
        rows.append(Row(line, tuple(runs)))
        at = end + 1
    return rows


def _rendered(line: Text, console: Console) -> Row:
    """A row whose styles lie over each other, as rich adds them up."""
    runs: list[Run] = []
    at = 0
    for segment in line.render(console):
        if segment.style:
            runs.append((at, at + len(segment.text), segment.style))
        at += len(segment.text)
    return Row(line.plain, tuple(runs))


def strip_of(row: Row, width: int, base: Style, console: Console) -> Strip:
    """A row of ``width`` columns in its styles over ``base``."""
    segments, at = [], 0
    for start, end, style in row.runs:
        if start > at:
            segments.append(Segment(row.text[at:start], base))
        segments.append(Segment(row.text[start:end], base + console.get_style(style)))
        at = end
    if at < len(row.text) or not segments:
        segments.append(Segment(row.text[at:], base))
    return Strip(segments).adjust_cell_length(width, base)


def changed_columns(before: Row, after: Row, width: int) -> tuple[int, int]:
    """From where to where (exclusive) two rows of characters of one column differ; 0, 0 where nowhere."""
    if before == after:
        return 0, 0
    old, new = _cells(before, width), _cells(after, width)
    differ = [place for place, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
    return (differ[0], differ[-1] + 1) if differ else (0, 0)


def _cells(row: Row, width: int) -> list[tuple[str, str | Style]]:
    """A character and its style for each column."""
    styles: list[str | Style] = [""] * width
    for start, end, style in row.runs:
        styles[start:end] = [style] * (end - start)
    return list(zip(row.text.ljust(width), styles, strict=False))[:width]
