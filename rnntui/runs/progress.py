"""What a learner reached: the step of every lesson, edited specs, answers. Saved as it happens.

One row for each thing, so that two sessions of one user keep what both did, and the newer of two
values of the same thing counts. A spec's text that gives way to another session's is kept in a file.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from rnntui.runs import overwritten
from rnntui.runs.database import PROGRESS, Database, StoreProblem
from rnntui.runs.paths import data_dir

At: TypeAlias = tuple[str, str]
_SPEC, _RUN = "spec/", "run/"
_BEGUN = "begun/"
RUNS_OF_A_SPEC = 6
"""So many runs of a spec are found again another day."""


class Progress:
    """The progress kept in ``home``. What can't be saved is kept for this session, and said in the notes.

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
            self._say_once("What you reach can't be saved; it lasts until you quit.", why)
            return
        self._failed = False
        self._stored |= new

    def _keep_aside(self, connection: sqlite3.Connection, at: At, said: str) -> None:
        """A spec's text that another session has written since goes into a file before it gives way."""
        lesson, item = at
        if not item.startswith(_SPEC):
            return
        row = connection.execute("SELECT value FROM progress WHERE lesson = ? AND item = ?", at).fetchone()
        there = None if row is None or not _is_json(str(row[0])) else str(row[0])
        if there is None or there in (said, self._stored.get(at)):
            return
        spec, text = item.removeprefix(_SPEC), str(json.loads(there))
        self._aside[at] = overwritten.keep(self._home, lesson, spec, text)
        self._notes.append(
            f"Another session has edited this spec of {lesson} as well: its text is in "
            f"{overwritten.shown(self._aside[at])}, and key i loads it."
        )

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

    # ------------------------------------------------------------ steps
    def step(self, lesson: str) -> int:
        """The step where a lesson was left, from 0."""
        step = self._get(lesson, "step")
        return step if isinstance(step, int) else 0

    def save_step(self, lesson: str, step: int) -> None:
        """Where the learner is."""
        self._put(lesson, "step", step)

    def passed(self, lesson: str) -> frozenset[int]:
        """The steps, from 0, that the learner went on from."""
        heads = (item for at, item in self._known if at == lesson and item.startswith("passed/"))
        return frozenset(int(item[7:]) for item in heads if item[7:].isdecimal())

    def save_passed(self, lesson: str, step: int) -> None:
        """The learner goes on from a step."""
        self._put(lesson, f"passed/{step}", True)

    def last(self) -> str:
        """The lesson that was open last; empty where none was."""
        last = self._get("", "last")
        return last if isinstance(last, str) else ""

    def save_last(self, lesson: str) -> None:
        """A lesson is open."""
        self._put("", "last", lesson)

    def done(self, lesson: str) -> bool:
        """Whether its last step was left behind."""
        return self._get(lesson, "done") is True

    def save_done(self, lesson: str) -> None:
        """The last step was left behind."""
        self._put(lesson, "done", True)

    # ------------------------------------------------------------ texts and answers
    def text(self, lesson: str, spec: str) -> str | None:
        """A spec as the learner left it, None where it was never edited."""
        text = self._get(lesson, f"{_SPEC}{spec}")
        return text if isinstance(text, str) else None

    def save_text(self, lesson: str, spec: str, text: str) -> None:
        """A spec as it is now."""
        self._edited.add((lesson, f"{_SPEC}{spec}"))
        self._put(lesson, f"{_SPEC}{spec}", text)

    def aside(self, lesson: str, spec: str) -> str | None:
        """The file with the text of another session that gave way to this one's, as a path to type."""
        path = self._aside.get((lesson, f"{_SPEC}{spec}"))
        return None if path is None else overwritten.shown(path)

    def answers(self, lesson: str) -> dict[str, int | str]:
        """Answers to quizzes and guesses, by name."""
        head = "answer/"
        found: dict[str, int | str] = {}
        for at, item in self._known:
            if at == lesson and item.startswith(head):
                value = self._get(lesson, item)
                if isinstance(value, int | str):
                    found[item.removeprefix(head)] = value
        return found

    def save_answer(self, lesson: str, name: str, value: int | str) -> None:
        """An answer to a quiz or a guess."""
        self._put(lesson, f"answer/{name}", value)

    def controls(self, lesson: str, figure: str) -> dict[str, float | str]:
        """A figure's controls as the learner left them."""
        found = self._get(lesson, f"figure/{figure}")
        return found if isinstance(found, dict) else {}

    def save_controls(self, lesson: str, figure: str, controls: Mapping[str, float | str]) -> None:
        """A figure's controls as they are now."""
        self._put(lesson, f"figure/{figure}", dict(controls))

    def proof(self, lesson: str, claim: str) -> object:
        """What was kept of the check of a claim, None where nothing was."""
        return self._get(lesson, f"proof/{claim}")

    def save_proof(self, lesson: str, claim: str, value: Mapping[str, object]) -> None:
        """A claim was checked."""
        self._put(lesson, f"proof/{claim}", dict(value))

    # ------------------------------------------------------------ runs
    def runs(self, lesson: str) -> dict[str, str]:
        """The newest runs of every spec of a lesson that kept a model: the spec's name by the run's."""
        return {
            run: spec for spec, runs in self._runs(lesson).items() for run in list(runs)[-RUNS_OF_A_SPEC:]
        }

    def save_run(self, lesson: str, spec: str, run: str) -> None:
        """A run of a spec kept a model; the oldest known ones give way."""
        known = list(self._runs(lesson).get(spec, {}).values())
        for item in known[: max(len(known) + 1 - RUNS_OF_A_SPEC, 0)]:
            del self._known[lesson, item]
            self._unwritten[lesson, item] = None
        self._put(lesson, f"{_RUN}{spec}/{run}", run)

    def save_begun(self, lesson: str, spec: str) -> None:
        """This session trains a spec: if it ends before the run does, the next one is to know."""
        from rnntui.runs.naming import this_process

        self._put(lesson, f"{_BEGUN}{spec}", this_process())

    def save_ended(self, lesson: str, spec: str) -> None:
        """The run of a spec ended, however it did."""
        self._put(lesson, f"{_BEGUN}{spec}", "")

    def take_cut_off(self) -> tuple[tuple[str, str], ...]:
        """Lessons and specs whose run ended with the session that had begun it; each is told once."""
        begun = {at: self._get(*at) for at in self._known if at[1].startswith(_BEGUN)}
        found = tuple(at for at, owner in begun.items() if owner and not _is_alive(owner))
        for lesson, item in found:
            self._put(lesson, item, "")
        return tuple((lesson, item.removeprefix(_BEGUN)) for lesson, item in found)

    def _runs(self, lesson: str) -> dict[str, dict[str, str]]:
        """By spec the items of its runs, by the run's name, which begins with the time: the oldest first."""
        found: dict[str, dict[str, str]] = {}
        for item in (item for at, item in self._known if at == lesson and item.startswith(_RUN)):
            run = self._get(lesson, item)
            if isinstance(run, str):
                found.setdefault(item.removeprefix(_RUN).rpartition("/")[0], {})[run] = item
        return {spec: dict(sorted(runs.items())) for spec, runs in found.items()}

    # ------------------------------------------------------------ rows
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
        path = overwritten.find(self._home, lesson, item.removeprefix(_SPEC), own)
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


def _is_alive(owner: object) -> bool:
    from rnntui.runs.naming import owner_is_alive  # late: the first paint rarely needs it

    try:
        return owner_is_alive(str(owner))
    except ValueError:
        return False  # no name that this program gave


def _is_json(value: str) -> bool:
    """Whether a row is one of ours; another program may have written into the file."""
    try:
        json.loads(value)
    except (ValueError, RecursionError):
        return False
    return True
