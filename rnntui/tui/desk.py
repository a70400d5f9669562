"""The runs of a session: which spec each belongs to, its state, and the run before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rnntui.figures.runfacts import RunFacts
from rnntui.runs.protocol import Finished
from rnntui.runs.tables import ForecastTable
from rnntui.tui.changes import change_line
from rnntui.tui.link import Said
from rnntui.tui.run_state import RunState, advance


@dataclass(frozen=True, slots=True)
class Entry:
    """The newest run of a spec; ``table`` and ``note`` come with its end.

    ``before`` is the last run before it that kept a model.
    """

    state: RunState
    table: ForecastTable | None = None
    note: str = ""
    before: RunState | None = None


class Desk:
    """The newest run of every place (a lesson's spec), moved on by what the worker says."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._facts: dict[str, RunFacts] = {}
        self._graded: dict[tuple[str, str], dict[int, Mapping[str, Any]]] = {}

    def get(self, place: str) -> Entry | None:
        """The newest run there."""
        return self._entries.get(place)

    def graded(self, place: str, spec: str) -> tuple[Mapping[str, Any], ...]:
        """The values of the runs of a spec there, one for each seed that it was trained with."""
        runs = self._graded.get((place, spec), {})
        return tuple(runs[seed] for seed in sorted(runs))

    def facts(self, lesson: str) -> RunFacts | None:
        """What figures may show: the last run in a lesson that kept a model."""
        return self._facts.get(lesson)

    def begin(self, place: str, state: RunState) -> None:
        """A run was started there."""
        last = self._entries.get(place)
        before = None
        if last is not None:
            before = last.state if last.state.kept else last.before
        self._entries[place] = Entry(state, before=before)

    def hear(self, said: Said) -> str | None:
        """Move on the run that the worker speaks of; its place, None where it is nobody's."""
        for place, entry in self._entries.items():
            state = advance(entry.state, said.event)
            if state is not entry.state:
                note = ""
                if isinstance(said.event, Finished) and entry.before is not None and entry.before.finished:
                    before = entry.before
                    note = change_line(before.spec, state.spec, entry.before.finished, said.event)
                self._entries[place] = replace(entry, state=state, table=said.table, note=note)
                if said.values is not None:
                    self._graded.setdefault((place, state.spec), {})[state.seed] = said.values
                if said.facts is not None:
                    self._facts[place.partition("/")[0]] = said.facts
                return place
        return None

    def mark(self, place: str, stopping: str) -> None:
        """The key to stop or to cancel was pressed."""
        entry = self._entries[place]
        assert stopping in ("stop", "cancel")
        state = replace(entry.state, stopping=stopping)  # type: ignore[arg-type]
        self._entries[place] = replace(entry, state=state)

    def running(self) -> str | None:
        """The place whose run is under way."""
        return next((place for place, entry in self._entries.items() if entry.state.running), None)
