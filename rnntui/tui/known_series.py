"""What a lab knows of the series that its spec may name: read, unreadable and why, or still awaited."""

from __future__ import annotations

from rnntui.runs.facts import SeenSeries
from rnntui.spec.records import SeriesSource
from rnntui.tui.wanted import Read, Wanted


class KnownSeries:
    """Series by how a spec asks for them."""

    def __init__(self) -> None:
        self._read: dict[Wanted, SeenSeries] = {}
        self._unreadable: dict[Wanted, str] = {}

    def learn(self, read: Read) -> None:
        """A series was read, or can't be."""
        if read.series is None:
            self._unreadable[read.wanted] = read.why
        else:
            self._unreadable.pop(read.wanted, None)
            self._read[read.wanted] = read.series

    def of(self, source: SeriesSource | None) -> SeenSeries | None:
        """The series that a spec names; None where it is not known."""
        return self._read.get(Wanted.of(source)) if source is not None else None

    def missing(self, source: SeriesSource | None) -> Wanted | None:
        """What is to be read for a spec; None where it is known already."""
        return Wanted.of(source) if source is not None and self.of(source) is None else None

    def why_not(self, source: SeriesSource | None) -> str:
        """Why the series of a spec can't be read; empty where nothing is known against it."""
        return self._unreadable.get(Wanted.of(source), "") if source is not None else ""
