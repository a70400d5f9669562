"""The palette: every action that has a key where the learner is, by its name."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from typing import Any, ClassVar, TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import CommandInput, CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.strip import Strip
from textual.widgets import LoadingIndicator

from rnntui.tui import keys

Run: TypeAlias = Callable[[], Coroutine[Any, Any, bool]]

_KEYS = 11  # columns
FIGURE = "FigureView"  # by its name: it is heavy


class ActionList(CommandList):
    """Textual's list, whose cursor is seen without colour as well."""

    def render_line(self, y: int) -> Strip:
        """A line; that of the cursor with a mark."""
        strip, at = super().render_line(y), self.scroll_offset.y + y
        if at >= len(self._lines) or self._lines[at][0] != self.highlighted:
            return strip
        mark = ">" if self.app.has_class("-ascii") else "▸"
        head, *rest = strip.divide([1, strip.cell_length])
        style = next(iter(head), Segment("")).style or Style()
        segments = [Segment(mark, style), *(segment for part in rest for segment in part)]
        if self.app.no_color:
            segments = list(Segment.apply_style(segments, post_style=Style(reverse=True)))
        return Strip(segments, strip.cell_length)


class AllActions(CommandPalette):
    """Textual's palette, without the picture of a magnifier that few terminals can draw."""

    BINDINGS: ClassVar[list[BindingType]] = [keys.REDRAW]

    def __init__(self) -> None:
        super().__init__(placeholder="The name of an action, or a part of it")

    def compose(self) -> ComposeResult:
        """As Textual does, which looks for these widgets by their ids."""
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                field = CommandInput(placeholder=self._placeholder, select_on_focus=False)
                field.cursor_blink = False
                yield field
            with Vertical(id="--results"):
                yield ActionList()
                yield LoadingIndicator()


class KeyCommands(Provider):
    """What has a key in the screen under the palette: of what has the focus, the screen, its figure."""

    async def search(self, query: str) -> Hits:
        """Those whose name is like what was typed."""
        matcher = self.matcher(query)
        for binding, run in self._found():
            score = matcher.match(binding.description)
            if score > 0:
                name = _line(binding, matcher.highlight(binding.description))
                yield Hit(score, name, run, text=binding.description)

    async def discover(self) -> Hits:
        """All of them."""
        for binding, run in self._found():
            name = _line(binding, Content(binding.description))
            yield DiscoveryHit(name, run, text=binding.description)

    def _found(self) -> Iterator[tuple[Binding, Run]]:
        screen = self.screen
        nodes: list[DOMNode] = [*([screen.focused] if screen.focused else []), screen, *screen.query(FIGURE)]
        seen = {keys.PALETTE.description}
        for node in nodes:
            for binding in node.BINDINGS:
                ours = isinstance(binding, Binding) and binding.id  # Textual's own have none
                if isinstance(binding, Binding) and ours and binding.description not in seen:
                    seen.add(binding.description)
                    yield binding, partial(self.app.run_action, binding.action, default_namespace=node)


def _line(binding: Binding, name: Content) -> Content:
    """Its keys, and what it does."""
    return Content.assemble((binding.key_display or binding.key).ljust(_KEYS), name)
