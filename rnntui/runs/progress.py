"""What a learner reached: the step of every lesson, edited specs, answers. Saved as it happens.

One row for each thing, so that two sessions of one user keep what both did, and the newer of two
values of the same thing counts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from rnntui.runs.database import PROGRESS, Database, StoreProblem
from rnntui.runs.paths import data_dir

RUNS_OF_A_SPEC = 4
"""So many runs of a spec are found again another day."""


class Progress:
    """The progress kept in ``home``. What can't be saved is kept for this session, and said in the notes.

    Notes are sentences to be shown once; whoever shows them takes them with `take_notes`.
    """

    def __init__(self, home: Path | None = None) -> None:
        self._notes: list[str] = []
        self._database = Database(home or data_dir(), self._notes, PROGRESS)
        self._said = False
        self._known: dict[tuple[str, str], str] = {}
        self._unwritten: dict[tuple[str, str], str] = {}
        self._later: Callable[[Callable[[], None]], object] | None = None
        self._load()

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
        """Write what was taken down."""
        unwritten, self._unwritten = self._unwritten, {}
        if not unwritten:
            return
        rows = [(*at, said) for at, said in unwritten.items()]
        try:
            with self._database.writing() as connection:
                connection.executemany("INSERT OR REPLACE INTO progress VALUES (?, ?, ?)", rows)
        except StoreProblem as problem:
            if not self._said:
                self._said = True
                why = f"{problem.message} {problem.hint}".strip()
                self._notes.append(f"What you reach can't be saved; it lasts until you quit. {why}")

    @property
    def saves(self) -> bool:
        """Whether all that was written so far is kept for another session."""
        return not self._said

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
        text = self._get(lesson, f"spec/{spec}")
        return text if isinstance(text, str) else None

    def save_text(self, lesson: str, spec: str, text: str) -> None:
        """A spec as it is now."""
        self._put(lesson, f"spec/{spec}", text)

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

    # ------------------------------------------------------------ runs
    def runs(self, lesson: str) -> dict[str, str]:
        """The newest runs of every spec of a lesson that kept a model: the spec's name by the run's."""
        found: dict[str, str] = {}
        for spec, item in self._slots(lesson):
            run = self._get(lesson, item)
            if isinstance(run, str):
                found[run] = spec
        return found

    def save_run(self, lesson: str, spec: str, run: str) -> None:
        """A run of a spec kept a model; the oldest known one gives way.

        Names of runs begin with the time: the smallest is the oldest.
        """
        known = {item: str(self._get(lesson, item)) for at, item in self._slots(lesson) if at == spec}
        slots = [f"run/{spec}/{number}" for number in range(RUNS_OF_A_SPEC)]
        self._put(lesson, min(slots, key=lambda item: known.get(item, "")), run)

    def _slots(self, lesson: str) -> list[tuple[str, str]]:
        """The items that name a run of a lesson, with the spec's name."""
        items = [item for at, item in self._known if at == lesson and item.startswith("run/")]
        return [(item.removeprefix("run/").rpartition("/")[0], item) for item in items]

    # ------------------------------------------------------------ rows
    def _load(self) -> None:
        try:
            with self._database.reading() as connection:
                rows = connection.execute("SELECT lesson, item, value FROM progress").fetchall()
        except StoreProblem as problem:
            self._notes.append(f"What you reached can't be read: {problem.message} {problem.hint}".strip())
            return
        known = {(str(lesson), str(item)): str(value) for lesson, item, value in rows}
        self._known = {at: value for at, value in known.items() if _is_json(value)}

    def _get(self, lesson: str, item: str) -> object:
        value = self._known.get((lesson, item))
        return None if value is None else json.loads(value)

    def _put(self, lesson: str, item: str, value: object) -> None:
        said = json.dumps(value)
        if self._known.get((lesson, item)) == said:
            return
        self._known[lesson, item] = said
        waits = bool(self._unwritten)
        self._unwritten[lesson, item] = said
        if self._later is None:
            self.write()
        elif not waits:
            self._later(self.write)


def _is_json(value: str) -> bool:
    """Whether a row is one of ours; another program may have written into the file."""
    try:
        json.loads(value)
    except (ValueError, RecursionError):
        return False
    return True
