"""A TextArea that offers what can be written where something is being typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import TextArea

from rnntui.spec.completion import Completion, complete


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered, and which of it Tab takes."""

    completion: Completion
    chosen: int = 0

    def moved(self, by: int) -> Offer:
        """With another one chosen; behind the last comes the first."""
        return Offer(self.completion, (self.chosen + by) % len(self.completion.candidates))


class CompletingTextArea(TextArea):
    """Tab takes what is offered, up and down choose, Escape closes; all else goes on as ever.

    Only typing opens an offer: neither moving about nor what others put into the text does.
    """

    class Offered(Message):
        """Something else is offered now; ``offer`` None: nothing."""

        def __init__(self, editor: CompletingTextArea, offer: Offer | None) -> None:
            super().__init__()
            self.editor = editor
            self.offer = offer

    series: Mapping[str, str] = {}
    """Names and titles of the series that a spec may read."""
    _offer: Offer | None = None
    _offered_at: tuple[int, int] = (0, 0)

    @property
    def offer(self) -> Offer | None:
        """What is offered."""
        return self._offer

    def _show_offer(self, offer: Offer | None) -> None:
        if offer != self._offer:
            self._offer = offer
            self.post_message(self.Offered(self, offer))
        self._offered_at = self.cursor_location

    def _look(self) -> None:
        """Offer what can be written at the cursor."""
        found = complete(self.text, *self.cursor_location, self.series) if self.selection.is_empty else None
        self._show_offer(Offer(found) if found is not None else None)

    async def _on_key(self, event: events.Key) -> None:
        """Keys of the offer while there is one; what is typed asks for a new one."""
        if self._offer is not None and self._takes(event.key):
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)
        if event.is_printable:
            self._look()
        elif event.key != "backspace":
            self._show_offer(None)
        event.prevent_default()  # TextArea has had it

    def _takes(self, key: str) -> bool:
        """Whether a key is for the offer, and what it does."""
        assert self._offer is not None
        if key == "tab":
            self._accept(self._offer)
        elif key in ("up", "down"):
            self._show_offer(self._offer.moved(1 if key == "down" else -1))
        elif key == "escape":
            self._show_offer(None)
        else:
            return False
        return True

    def _accept(self, offer: Offer) -> None:
        one = offer.completion.candidates[offer.chosen]
        row = self.cursor_location[0]
        self.history.checkpoint()
        self.replace(
            one.text,
            (row, offer.completion.start),
            (row, offer.completion.end),
            maintain_selection_offset=False,
        )
        self.history.checkpoint()
        if one.back:
            self.move_cursor_relative(columns=-one.back)
        self._look()

    def action_delete_left(self) -> None:
        """What is left of a word may be offered otherwise."""
        super().action_delete_left()
        if self._offer is not None:
            self._look()

    def on_text_area_selection_changed(self) -> None:
        """The cursor went elsewhere."""
        if self._offer is not None and self.cursor_location != self._offered_at:
            self._show_offer(None)

    def on_blur(self) -> None:
        """Nobody types here any more."""
        self._show_offer(None)
