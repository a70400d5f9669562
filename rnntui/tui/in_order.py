"""Keys are handled one after the other, however fast they come.

Textual hands a key to the widget that has the focus, and whatever that does not take comes back as a key
binding later. Of keys that come in one piece, as they do over a slow line, letters would overtake the
arrows and the keys that lead elsewhere. So the next key waits until the one before has been all the way.
"""

from __future__ import annotations

from collections import deque
from functools import cached_property
from typing import TypeAlias

from textual import events
from textual.app import App
from textual.message import Message
from textual.widget import Widget

Typed: TypeAlias = events.Key | events.Paste
STUCK = 0.5  # seconds that a key is waited for whose widget may be gone, and the message behind it with it


class Passed(Message):
    """Goes the way of a key, behind it: when it has come to the app, so has the key, or it was taken."""

    def __init__(self, behind: Typed) -> None:
        super().__init__()
        self.behind = behind


class InOrderApp(App[int]):
    """An app whose keys, and what is pasted, don't overtake each other."""

    _on_its_way: Typed | None = None
    _held = False

    @cached_property
    def _waiting(self) -> deque[Typed]:
        """What was typed behind the one that is on its way."""
        return deque()

    async def on_event(self, event: events.Event) -> None:
        """Keys wait for those before them; all else goes on as ever."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._waiting.append(event)
        if self._held:
            return
        if self._on_its_way is None:
            await self._send()
        else:
            self._watch(self._on_its_way)

    def hold_keys(self) -> None:
        """From now on what is typed waits: what it is for is not there yet."""
        self._held = True

    async def let_keys_go(self) -> None:
        """What was typed meanwhile goes its way."""
        self._held = False
        if self._on_its_way is None:
            await self._send()

    async def _send(self) -> None:
        """Send on what waits, up to the first that may lead elsewhere; behind that a `Passed`."""
        while self._waiting and not self._held:
            first, screen = self._waiting.popleft(), self.screen
            way = self.focused or screen
            if _is_text(way, first):
                await super().on_event(first)
                continue
            self._on_its_way = first
            await super().on_event(first)
            if self.screen is not screen or not way.post_message(Passed(first)):
                self.post_message(Passed(first))
            return

    async def on_passed(self, event: Passed) -> None:
        """The next ones."""
        event.stop()
        await self._after(event.behind)

    async def _after(self, done: Typed) -> None:
        if self._on_its_way is done:
            self._on_its_way = None
            await self._send()
            if self._waiting and self._on_its_way is not None:
                self._watch(self._on_its_way)

    def _watch(self, first: Typed) -> None:
        """No key waits for ever: the widget that had the one before may be gone."""
        self.set_timer(STUCK, lambda: self._after(first))


def _is_text(widget: Widget, typed: Typed) -> bool:
    """Whether it is text for the widget, which leads nowhere: as much of it as there is goes at once."""
    return isinstance(typed, events.Paste) or widget.check_consume_key(typed.key, typed.character)
