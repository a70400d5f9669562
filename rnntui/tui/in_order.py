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

Typed: TypeAlias = events.Key | events.Paste
STUCK = 0.5  # seconds that a key is waited for whose widget may be gone, and the message behind it with it


class Passed(Message):
    """Goes the way of a key, behind it: when it has come to the app, so has the key, or it was taken."""

    def __init__(self, behind: Typed) -> None:
        super().__init__()
        self.behind = behind


class InOrderApp(App[int]):
    """An app whose keys, and what is pasted, don't overtake each other."""

    @cached_property
    def _typed(self) -> deque[Typed]:
        """What has been typed; the first of it is on its way."""
        return deque()

    async def on_event(self, event: events.Event) -> None:
        """Keys wait for those before them; all else goes on as ever."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        if len(self._typed) == 1:
            await self._next()
        else:
            self._watch(self._typed[0])

    async def _next(self) -> None:
        """Send the first one on its way, and behind it the message that tells when it has been there."""
        first, screen = self._typed[0], self.screen
        way = self.focused or screen
        await super().on_event(first)
        if self.screen is not screen or not way.post_message(Passed(first)):
            self.post_message(Passed(first))

    async def on_passed(self, event: Passed) -> None:
        """The next one."""
        event.stop()
        await self._after(event.behind)

    async def _after(self, done: Typed) -> None:
        if self._typed and self._typed[0] is done:
            self._typed.popleft()
            if self._typed:
                await self._next()
            if len(self._typed) > 1:
                self._watch(self._typed[0])

    def _watch(self, first: Typed) -> None:
        """No key waits for ever: the widget that had the one before may be gone."""
        self.set_timer(STUCK, lambda: self._after(first))
