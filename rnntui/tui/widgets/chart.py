"""A chart on the screen: keeps its lines, and draws again only what changed in them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile
from typing import TypeAlias

from rich.text import Text
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from rnntui.charts.palette import Palette

Drawing: TypeAlias = Callable[[tuple[int, int], Palette], Text]


class ChartView(Widget):
    """Shows what a drawing gives for the widget's size.

    An unchanged chart costs as many bytes as a changed one where the whole widget is drawn again; so the
    lines are compared, and of each only the columns from the first to the last that changed are drawn.
    """

    DEFAULT_CSS = "ChartView { height: 1fr; }"

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._palette = palette
        self._drawing: Drawing | None = None
        self._strips: list[Strip] = []

    def show(self, drawing: Drawing | None, palette: Palette | None = None) -> None:
        """Draw ``drawing`` from now on; None clears."""
        self._drawing = drawing
        self._palette = palette or self._palette
        self._draw()

    @property
    def text(self) -> str:
        """What stands there, as plain text."""
        return "\n".join(strip.text.rstrip() for strip in self._strips)

    def on_resize(self) -> None:
        """Another size, another chart."""
        self._draw()

    def render_line(self, y: int) -> Strip:
        """A kept line."""
        blank = Strip.blank(self.size.width, self.rich_style)
        return self._strips[y] if y < len(self._strips) else blank

    def _draw(self) -> None:
        width, height = self.size
        if not width or not height:
            return
        before, self._strips = self._strips, self._made(width, height)
        blank = Strip.blank(width, self.rich_style)
        for row in range(height):
            old = before[row] if row < len(before) else blank
            new = self._strips[row] if row < len(self._strips) else blank
            first, last = changed_columns(old, new)
            if first < last:
                self.refresh(Region(first, row, last - first, 1))

    def _made(self, width: int, height: int) -> list[Strip]:
        if self._drawing is None:
            return []
        text = self._drawing((width, height), self._palette)
        base = self.rich_style
        strips = []
        for line in text.split("\n", allow_blank=True)[:height]:
            line.end = ""
            segments = line.render(self.app.console)
            strip = Strip(segments).apply_style(base).adjust_cell_length(width, base)
            strips.append(strip)
        return strips


def changed_columns(before: Strip, after: Strip) -> tuple[int, int]:
    """From where to where (exclusive) two lines of characters of one column differ; 0, 0 where nowhere."""
    old = [(character, segment.style) for segment in before for character in segment.text]
    new = [(character, segment.style) for segment in after for character in segment.text]
    if old == new:
        return 0, 0
    if len(old) != len(new):
        return 0, max(before.cell_length, after.cell_length)
    same = [one == other for one, other in zip(old, new, strict=True)]
    return len(list(takewhile(bool, same))), len(same) - len(list(takewhile(bool, reversed(same))))
