"""A list of answers to choose from, readable without colour: ▸ for the cursor, (•) for the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Static

from rnntui.tui import keys


class Choices(Static, can_focus=True):
    """Up and down move, Enter answers; once answered, Enter on another line answers anew."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.IN_CHOICES)

    class Chosen(Message):
        """An answer was chosen."""

        def __init__(self, choices: Choices, index: int) -> None:
            super().__init__()
            self.choices = choices
            self.index = index

        @property
        def control(self) -> Choices:
            """The list."""
            return self.choices

    def __init__(
        self,
        answers: Sequence[str],
        *,
        chosen: int | None = None,
        unicode: bool = True,
        id: str | None = None,
    ) -> None:
        super().__init__("", id=id, markup=False)
        self._answers = tuple(answers)
        self._chosen = chosen
        self._cursor = chosen or 0
        self._marks = ("▸", "(•)", "( )") if unicode else (">", "(*)", "( )")

    @property
    def chosen(self) -> int | None:
        """The answer, None before there is one."""
        return self._chosen

    def on_mount(self) -> None:
        """The first drawing."""
        self._draw()

    def on_focus(self) -> None:
        """The cursor shows."""
        self._draw()

    def on_blur(self) -> None:
        """The cursor is gone."""
        self._draw()

    def on_resize(self) -> None:
        """Other lines wrap."""
        self._draw()

    def action_move(self, by: int) -> None:
        """The cursor, up or down; it stays within the list."""
        self._cursor = min(max(self._cursor + by, 0), len(self._answers) - 1)
        self._draw()

    def action_choose(self) -> None:
        """Answer with the line of the cursor."""
        self._chosen = self._cursor
        self._draw()
        self.post_message(self.Chosen(self, self._cursor))

    def _draw(self) -> None:
        cursor, on, off = self._marks
        text = Text()
        room = max(self.size.width - 6, 10)
        for index, answer in enumerate(self._answers):
            here = index == self._cursor and self.screen.focused is self  # has_focus follows later
            head = f"{cursor if here else ' '} {on if index == self._chosen else off} "
            lines = Text(answer).wrap(self.app.console, room)
            body = Text("\n" + " " * 6).join(lines)
            text.append("\n" if index else "").append(head, "bold").append_text(body)
            if here:
                text.stylize("bold", len(text) - len(body))
        self.update(text)
