"""Which series a spec asks for, and the ones that a session has read."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from rnntui.runs.facts import SeenSeries, seen
from rnntui.series import catalogue
from rnntui.series.records import DataProblem
from rnntui.spec.records import SeriesSource


@dataclass(frozen=True, slots=True)
class Wanted:
    """A series to be read: of a built-in one the name alone, of a file also what to read of it."""

    name: str
    columns: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    date_column: str | None = None
    season: int | None = None

    @classmethod
    def of(cls, source: SeriesSource) -> Wanted:
        """What a spec asks for."""
        if source.name in catalogue.names():
            return cls(source.name)
        return cls(source.name, source.columns, source.target, source.date_column, source.season)

    @property
    def is_built_in(self) -> bool:
        """Whether it can be loaded without the worker."""
        return self.name in catalogue.names()


@dataclass(frozen=True, slots=True)
class Read:
    """What became of a wanted series: the series, or a sentence why there is none."""

    wanted: Wanted
    series: SeenSeries | None
    why: str = ""


class Library:
    """The series of a session, each read once; ``tell`` hears from a thread what became of one.

    ``describe`` asks the worker about a file; it tells by itself.
    """

    def __init__(self, tell: Callable[[Read], object], describe: Callable[[Wanted], None]) -> None:
        self._tell = tell
        self._describe = describe
        self._known: dict[Wanted, Read] = {}
        self._asked: set[Wanted] = set()

    def known(self, wanted: Wanted, *, again: bool = False) -> Read | None:
        """What is known of it; with ``again`` a refusal is forgotten: a file may have been mended."""
        read = self._known.get(wanted)
        return None if again and read is not None and read.series is None else read

    def ask(self, wanted: Wanted) -> None:
        """Have it read, unless it is being read already."""
        if wanted in self._asked:
            return
        self._asked.add(wanted)
        if wanted.is_built_in:
            threading.Thread(target=self._load, args=(wanted,), name="series", daemon=True).start()
        else:
            self._describe(wanted)

    def keep(self, read: Read) -> None:
        """It was read, or refused."""
        self._asked.discard(read.wanted)
        self._known[read.wanted] = read

    def _load(self, wanted: Wanted) -> None:
        try:
            self._tell(Read(wanted, seen(catalogue.load(wanted.name))))
        except DataProblem as problem:
            self._tell(Read(wanted, None, f"{problem.message} {problem.hint}".strip()))
