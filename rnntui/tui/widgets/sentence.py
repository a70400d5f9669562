"""A text of some words that changes often."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from rnntui.figures.characters import in_ascii, in_console


class Sentence(Static):
    """A `Static` that does as little as its new text asks for.

    Textual lays the whole screen out again for every update; here an equal text costs nothing, and one of
    as many rows only its own lines.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__("", id=id, classes=classes, markup=False)

    def say(self, words: str | Text) -> None:
        """Show ``words`` from now on."""
        text = Text(words) if isinstance(words, str) else words
        if self.app.has_class("-ascii") and not text.spans:
            in_few = in_console if self.app.has_class("-console") else in_ascii
            text = Text(in_few(text.plain), text.style)
        if text == self.content:
            return
        before = self._rows()
        self.update(text, layout=False)
        if before is None or self._rows() != before:
            self.refresh(layout=True)

    def _rows(self) -> int | None:
        """How many rows the text takes; None before it has a place."""
        width = self.content_size.width
        return self.visual.get_height(self.styles.get_rules(), width) if width else None
