"""What other threads tell the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:  # heavy: it comes after the first paint
    from rnntui.tui.link import Remembered, Said
    from rnntui.tui.wanted import Read


class WorkerSaid(Message):
    """The worker said something; posted from its thread."""

    def __init__(self, said: Said) -> None:
        super().__init__()
        self.said = said


class RunsRemembered(Message):
    """Runs of another day were read; posted from the link's thread."""

    def __init__(self, remembered: Remembered) -> None:
        super().__init__()
        self.remembered = remembered


class SeriesRead(Message):
    """A series that a spec asks for was read, or can't be; posted from a thread."""

    def __init__(self, read: Read) -> None:
        super().__init__()
        self.read = read
