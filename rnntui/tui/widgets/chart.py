"""A chart on the screen: keeps its lines, and draws again only what changed in them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest
from typing import TypeAlias

from rich.style import Style
from rich.text import Text
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from rnntui.charts.palette import Palette
from rnntui.tui.rows import Row, changed_columns, rows_of, strip_of

Drawing: TypeAlias = Callable[[tuple[int, int], Palette], Text]


class ChartView(Widget):
    """Shows what a drawing gives for the widget's size.

    An unchanged chart costs as many bytes as a changed one where the whole widget is drawn again; so the
    rows are compared, and of each only the columns from the first to the last that changed are drawn.
    """

    DEFAULT_CSS = "ChartView { height: 1fr; }"

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._palette = palette
        self._drawing: Drawing | None = None
        self._rows: list[Row] = []
        self._strips: list[Strip] = []
        self._style = Style.null()  # what the strips lie on

    def show(self, drawing: Drawing | None, palette: Palette | None = None) -> None:
        """Draw ``drawing`` from now on; None clears."""
        self._drawing = drawing
        self._palette = palette or self._palette
        self._draw()

    @property
    def text(self) -> str:
        """What stands there, as plain text."""
        return "\n".join(row.text.rstrip() for row in self._rows)

    def on_resize(self) -> None:
        """Another size, another chart."""
        self._draw()

    def render_line(self, y: int) -> Strip:
        """A kept line."""
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width, self.rich_style)

    def _draw(self) -> None:
        width, height = self.size
        if not width or not height:
            return
        before, self._rows = self._rows, self._drawn((width, height))
        style, console = self.rich_style, self.app.console
        kept = dict(zip(before, self._strips, strict=True)) if self._style == style else {}
        self._style = style
        self._strips = []
        for row in self._rows:
            strip = kept.get(row)
            if strip is None or strip.cell_length != width:
                strip = strip_of(row, width, self._style, console)
            self._strips.append(strip)
        for y, (old, new) in enumerate(zip_longest(before, self._rows, fillvalue=Row())):
            first, last = changed_columns(old, new, width)
            if first < last:
                self.refresh(Region(first, y, last - first, 1))

    def _drawn(self, size: tuple[int, int]) -> list[Row]:
        if self._drawing is None:
            return []
        return rows_of(self._drawing(size, self._palette), self.app.console)[: size[1]]
