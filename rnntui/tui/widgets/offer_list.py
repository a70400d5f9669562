"""The list of what can be written, beside the cursor of an editor."""

from __future__ import annotations

from textual.geometry import Offset
from textual.widgets import Static

from rnntui.tui.candidates import FRAME, MOST, hint, list_text, list_width, place
from rnntui.tui.widgets.completing import CompletingTextArea, Offer


class OfferList(Static):
    """Shows an offer, and nothing while there is none. It never takes the focus."""

    def __init__(self, *, unicode: bool) -> None:
        super().__init__("", markup=False)
        self._unicode = unicode
        self.display = False

    def show_offer(self, editor: CompletingTextArea, offer: Offer | None) -> None:
        """This offer, under the line that is being typed."""
        self.display = offer is not None
        if offer is None:
            return
        found, screen = offer.completion, self.screen.size
        candidates = found.candidates
        width = list_width(candidates, screen.width - FRAME)
        self.styles.width = width + FRAME
        self.styles.height = min(len(candidates), MOST) + FRAME
        cursor = editor.cursor_screen_offset
        typed = editor.cursor_location[1] - found.start
        size = (width + FRAME, min(len(candidates), MOST) + FRAME)
        self.absolute_offset = Offset(*place((cursor.x - typed - FRAME, cursor.y), size, screen))
        self.border_subtitle = hint(candidates, offer.chosen, width, unicode=self._unicode)
        self.update(list_text(candidates, offer.chosen, width, unicode=self._unicode))
