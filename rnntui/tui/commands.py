"""The palette: every action that has a key where the learner is, by its name."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from typing import Any, TypeAlias

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider

Run: TypeAlias = Callable[[], Coroutine[Any, Any, bool]]


class KeyCommands(Provider):
    """The bindings of the screen under the palette."""

    async def search(self, query: str) -> Hits:
        """Those whose name is like what was typed."""
        matcher = self.matcher(query)
        for binding, run in self._found():
            score = matcher.match(binding.description)
            if score > 0:
                name = matcher.highlight(binding.description)
                yield Hit(score, name, run, text=binding.description, help=_keys(binding))

    async def discover(self) -> Hits:
        """All of them."""
        for binding, run in self._found():
            yield DiscoveryHit(binding.description, run, help=_keys(binding))

    def _found(self) -> Iterator[tuple[Binding, Run]]:
        seen = {"palette"}
        for active in self.screen.active_bindings.values():
            ours = active.node is self.screen and active.binding.id  # Textual's own have none
            if ours and active.binding.action not in seen:
                seen.add(active.binding.action)
                yield (
                    active.binding,
                    partial(self.app.run_action, active.binding.action, default_namespace=active.node),
                )


def _keys(binding: Binding) -> str:
    return binding.key_display or binding.key
