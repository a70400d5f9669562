"""The palette: every action that has a key where the learner is, by its name."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from typing import Any, ClassVar, TypeAlias

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import CommandInput, CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.widgets import LoadingIndicator

from rnntui.tui import keys

Run: TypeAlias = Callable[[], Coroutine[Any, Any, bool]]

_KEYS = 11  # columns
FIGURE = "FigureView"  # by its name: it is heavy


class AllActions(CommandPalette):
    """Textual's palette, without the picture of a magnifier that few terminals can draw."""

    BINDINGS: ClassVar[list[BindingType]] = [keys.REDRAW]

    def __init__(self) -> None:
        super().__init__(placeholder="The name of an action, or a part of it")

    def compose(self) -> ComposeResult:
        """As Textual does, which looks for these widgets by their ids."""
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                yield CommandInput(placeholder=self._placeholder, select_on_focus=False)
            with Vertical(id="--results"):
                yield CommandList()
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
