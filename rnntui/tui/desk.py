"""The runs of a session: which spec each belongs to, its state, and the run before it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rnntui.figures.runfacts import RunFacts
from rnntui.runs.tables import ForecastTable
from rnntui.tui.changes import change_line
from rnntui.tui.earlier import (
    NONE_EARLIER,
    Earlier,
    PastRun,
    canonical,
    counts,
    earlier_than,
    past_run,
    state_of,
)
from rnntui.tui.link import Remembered, Said
from rnntui.tui.run_state import RunState, advance
from rnntui.tui.words import LONG

KEPT_HERE = 12
"""Runs of a lesson that a session keeps in memory to lay over newer ones."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The newest run of a spec; ``table`` and ``note`` come with its end."""

    state: RunState
    table: ForecastTable | None = None
    note: str = ""


class Desk:
    """The newest run of every place (a lesson's spec), moved on by what the worker says."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._past: dict[str, list[tuple[str, PastRun]]] = {}  # by lesson, with their place, oldest first
        self._facts: dict[str, RunFacts] = {}
        self._graded: dict[tuple[str, str], dict[int, Mapping[str, Any]]] = {}  # by place and spec

    def get(self, place: str) -> Entry | None:
        """The newest run there."""
        return self._entries.get(place)

    def graded(self, place: str, spec: str) -> tuple[Mapping[str, Any], ...]:
        """The values of the runs of a spec there, one for each seed that it was trained with."""
        runs = self._graded.get((place, canonical(spec)), {})
        return tuple(runs[seed] for seed in sorted(runs))

    def newest_graded(self, place: str) -> Mapping[str, Any] | None:
        """The values of the newest run there, if it has ended and counts."""
        entry = self._entries.get(place)
        if entry is None:
            return None
        return self._graded.get((place, canonical(entry.state.spec)), {}).get(entry.state.seed)

    def all_graded(self, place: str) -> tuple[Mapping[str, Any], ...]:
        """The values of all runs there, of whatever spec."""
        there = [runs for (at, _), runs in self._graded.items() if at == place]
        return tuple(values for runs in there for values in runs.values())

    def facts(self, lesson: str) -> RunFacts | None:
        """What figures may show: the last run in a lesson that kept a model."""
        return self._facts.get(lesson)

    def begin(self, place: str, state: RunState) -> None:
        """A run was started there."""
        self._entries[place] = Entry(state)

    def earlier(self, place: str) -> Earlier:
        """What the newest run there can be seen beside."""
        entry, known = self._entries.get(place), self._past.get(_lesson(place), [])
        if entry is None:
            return NONE_EARLIER
        here = [past for at, past in known if at == place]
        return earlier_than(entry.state, here, [past for _, past in known])

    def remember(self, remembered: Remembered) -> None:
        """Runs of another day are back; where none was started since, the newest shows again."""
        lesson = remembered.lesson
        self._past[lesson] = [*remembered.runs, *self._past.get(lesson, [])]
        for place, past in reversed(remembered.runs):
            self._entries.setdefault(place, Entry(state_of(past), past.table))
        for place, past, values in remembered.graded:
            known = self._graded.setdefault((place, canonical(past.spec)), {})
            known.setdefault(past.seed, values)
        if remembered.facts is not None:
            self._facts.setdefault(lesson, remembered.facts)

    def hear(self, said: Said) -> str | None:
        """Move on the run that the worker speaks of; its place, None where it is nobody's."""
        for place, entry in self._entries.items():
            state = advance(entry.state, said.event)
            if state is not entry.state:
                note = ""
                ended = past_run(state, said.table)
                if ended is not None:
                    before = self.earlier(place).before
                    note = change_line(before, ended) if before is not None else ""
                    self._keep(place, ended)
                state = replace(state, heard=time.monotonic())
                self._entries[place] = replace(entry, state=state, table=said.table, note=note)
                if said.values is not None and state.finished is not None and counts(state.finished):
                    self._graded.setdefault((place, canonical(state.spec)), {})[state.seed] = said.values
                if said.facts is not None:
                    self._facts[_lesson(place)] = said.facts
                return place
        return None

    def _keep(self, place: str, ended: PastRun) -> None:
        known = [*self._past.get(_lesson(place), []), (place, ended)]
        self._past[_lesson(place)] = known[-KEPT_HERE:]

    def mark(self, place: str, stopping: str) -> None:
        """The key to stop or to cancel was pressed."""
        entry = self._entries[place]
        assert stopping in ("stop", "cancel")
        state = replace(entry.state, stopping=stopping, asked=time.monotonic())  # type: ignore[arg-type]
        self._entries[place] = replace(entry, state=state)

    def unanswered(self, place: str) -> bool:
        """Whether that key was pressed so long ago that no answer will come."""
        return time.monotonic() - self._entries[place].state.asked >= LONG

    def running(self) -> str | None:
        """The place whose run is under way."""
        return next((place for place, entry in self._entries.items() if entry.state.running), None)

    def worth_keeping(self) -> str | None:
        """The same, where it has trained something and is not being cancelled."""
        place = self.running()
        state = self._entries[place].state if place is not None else None
        return place if state is not None and state.has_trained and state.stopping != "cancel" else None


def _lesson(place: str) -> str:
    return place.partition("/")[0]
