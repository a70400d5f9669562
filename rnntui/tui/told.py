"""What other threads tell the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:  # heavy: it comes after the first paint
    from rnntui.series.records import Series
    from rnntui.tui.link import Remembered, Said


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


class SeriesLoaded(Message):
    """A series that a spec names was loaded; posted from a thread. ``series`` None: it can't be."""

    def __init__(self, name: str, series: Series | None, why: str = "") -> None:
        super().__init__()
        self.name = name
        self.series = series
        self.why = why
