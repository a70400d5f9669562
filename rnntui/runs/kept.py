"""Values by lesson and name, one row each, saved as they change.

Two sessions of one user keep what both did, and the newer of two values of the same thing counts. A
spec's text that gives way to another session's is kept in a file.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from rnntui.runs import overwritten
from rnntui.runs.database import PROGRESS, Database, StoreProblem
from rnntui.runs.paths import data_dir

At: TypeAlias = tuple[str, str]
SPEC = "spec/"
"""What the names of specs' texts begin with."""
_UNSAVED = "What you reach can't be saved; it lasts until you quit."


class Kept:
    """The rows kept in ``home``. What can't be saved is kept for this session, and said in the notes.

    Notes are sentences to be shown once; whoever shows them takes them with `take_notes`.
    """

    def __init__(self, home: Path | None = None) -> None:
        self._notes: list[str] = []
        self._said: set[str] = set()
        self._home = home or data_dir()
        self._database = Database(self._home, self._notes, PROGRESS)
        self._failed = False
        self._waits = False  # to be written soon
        self._known: dict[At, str] = {}  # values as JSON, by lesson and item
        self._stored: dict[At, str] = {}  # what was last seen in the database, or written there
        self._unwritten: dict[At, str | None] = {}  # None: the row is to go
        self._edited: set[At] = set()
        self._aside: dict[At, Path] = {}
        self._later: Callable[[Callable[[], None]], object] | None = None
        self.look_again()

    def write_later(self, later: Callable[[Callable[[], None]], object]) -> None:
        """From now on what is saved is only taken down, and ``later`` is to call `write` soon.

        A disk may keep a writer waiting for longer than a key may take to show.
        """
        self._later = later

    def write_at_once(self) -> None:
        """From now on nothing waits: the end may come at any moment."""
        self._later = None
        self.write()

    def write(self) -> None:
        """Write what was taken down, and what could not be written before."""
        self._waits = False
        unwritten, self._unwritten = self._unwritten, {}
        if not unwritten:
            return
        new = {at: said for at, said in unwritten.items() if said is not None}
        gone = [at for at in unwritten if at not in new]
        try:
            with self._database.writing() as connection:
                for at in new:
                    self._keep_aside(connection, at, new[at])
                rows = [(*at, said) for at, said in new.items()]
                connection.executemany("INSERT OR REPLACE INTO progress VALUES (?, ?, ?)", rows)
                connection.executemany("DELETE FROM progress WHERE lesson = ? AND item = ?", gone)
        except StoreProblem as problem:
            self._failed = True
            self._unwritten = unwritten | self._unwritten
            why = f"{problem.message} {problem.hint}".strip()
            self._say_once(_UNSAVED, why)
            return
        if self._failed:
            self._failed = False
            self._said.discard(_UNSAVED)
            self._notes.append("What you reach is saved again, and so is what could not be saved before.")
        self._stored |= new

    def _keep_aside(self, connection: sqlite3.Connection, at: At, said: str) -> None:
        """A spec's text that another session has written since goes into a file before it gives way."""
        lesson, item = at
        if not item.startswith(SPEC):
            return
        row = connection.execute("SELECT value FROM progress WHERE lesson = ? AND item = ?", at).fetchone()
        there = None if row is None or not _is_json(str(row[0])) else str(row[0])
        if there is None or there in (said, self._stored.get(at)):
            return
        spec, text = item.removeprefix(SPEC), str(json.loads(there))
        self._aside[at] = overwritten.keep(self._home, lesson, spec, text)
        self._notes.append(
            f"Another session has edited this spec of {lesson} as well: its text is in "
            f"{overwritten.shown(self._aside[at])}, and key i loads it."
        )

    def aside(self, lesson: str, spec: str) -> str | None:
        """The file with the text of another session that gave way to this one's, as a path to type."""
        path = self._aside.get((lesson, f"{SPEC}{spec}"))
        return None if path is None else overwritten.shown(path)

    @property
    def saves(self) -> bool:
        """Whether all that was written so far is kept for another session."""
        return not self._failed

    def _say_once(self, what: str, why: str) -> None:
        if what not in self._said:
            self._said.add(what)
            self._notes.append(f"{what} {why}")

    def take_notes(self) -> tuple[str, ...]:
        """What there is to be said, each sentence once."""
        notes = tuple(self._notes)
        self._notes.clear()
        return notes

    def look_again(self) -> None:
        """Read what is kept: another session may have written since."""
        self.write()
        try:
            with self._database.reading() as connection:
                rows = connection.execute("SELECT lesson, item, value FROM progress").fetchall()
        except StoreProblem as problem:
            self._say_once("What you reached can't be read:", f"{problem.message} {problem.hint}".strip())
            return
        found = {(str(lesson), str(item)): str(value) for lesson, item, value in rows}
        there = {at: said for at, said in found.items() if _is_json(said) and at not in self._unwritten}
        for at in self._edited & there.keys() & self._stored.keys():
            if there[at] != self._stored[at]:
                self._edited.remove(at)
                self._say_taken_over(at, str(json.loads(self._stored[at])))
        self._stored |= there
        self._known |= there

    def _say_taken_over(self, at: At, own: str) -> None:
        """Another session has edited a spec after this one did; ``own`` is what this one had written."""
        lesson, item = at
        path = overwritten.find(self._home, lesson, item.removeprefix(SPEC), own)
        where = ""
        if path is not None:
            self._aside[at] = path
            where = f" Yours is in {overwritten.shown(path)}: key i loads it."
        self._notes.append(
            f"Another session has edited a spec of {lesson} since; its text is there now.{where}"
        )

    def _get(self, lesson: str, item: str) -> object:
        value = self._known.get((lesson, item))
        return None if value is None else json.loads(value)

    def _put(self, lesson: str, item: str, value: object) -> None:
        said = json.dumps(value)
        if self._known.get((lesson, item)) == said:
            return
        self._known[lesson, item] = said
        self._unwritten[lesson, item] = said
        if self._later is None:
            self.write()
        elif not self._waits:
            self._waits = True
            self._later(self.write)


def _is_json(value: str) -> bool:
    """Whether a row is one of ours; another program may have written into the file."""
    try:
        json.loads(value)
    except (ValueError, RecursionError):
        return False
    return True
