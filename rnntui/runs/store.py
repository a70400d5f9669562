"""The store of runs: which were begun, how they ended, where their files lie.

SQLite with a rollback journal: two short writes a run need no write-ahead log, which does not work
on network file systems, and homes often are one. A connection lives for one operation, so several
threads and processes may use the store at once, and a kill at any moment leaves it whole.
"""

from __future__ import annotations

import contextlib
import datetime
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rnntui.runs.database import Database, StoreProblem
from rnntui.runs.naming import owner_is_alive, this_process
from rnntui.runs.paths import data_dir
from rnntui.runs.protocol import Failed, Finished, event_from_line, to_line

__all__ = ["KEPT", "Store", "StoreProblem", "StoredRun"]

KEPT = 500  # runs; older ones and their directories are removed when a new one begins

_COLUMNS = "run, began, status, spec, data, seed, dir, event, owner"


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run as the store knows it.

    ``began`` is an ISO time in UTC; ``status`` that of the finished event, ``failed``, ``running``,
    or ``interrupted`` where its interface died before it ended. ``event`` is None until it ends.
    """

    run: str
    began: str
    status: str
    spec: str
    data: str
    seed: int
    dir: Path
    event: Finished | Failed | None


class Store:
    """The user's runs. Nothing here keeps a run from being done: what can't be stored goes into ``notes``.

    ``notes`` are sentences to be shown once; whoever shows them takes them with `take_notes`.
    """

    def __init__(self, home: Path | None = None) -> None:
        self.home = home or data_dir()
        self._notes: list[str] = []
        self._lost: set[str] = set()  # runs whose beginning could not be stored
        self._database = Database(self.home, self._notes)

    def take_notes(self) -> tuple[str, ...]:
        """What there is to be said about the store, each sentence once."""
        notes = tuple(self._notes)
        self._notes.clear()
        return notes

    # ------------------------------------------------------------ a run's life
    def begin(self, run: str, spec: str, data: str, seed: int, dir: str | Path | None = None) -> Path:
        """Store that a run begins, and make the directory for its files: ``dir``, else one of the store's.

        Where the store's directory can't be written, the run gets a temporary one, and a note.

        Raises:
            StoreProblem: ``dir`` was given and can't be made.
        """
        place = _made(Path(dir)) if dir is not None else self._place(run)
        began = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")
        row = (run, began, "running", spec, data, seed, str(place), None, this_process())
        try:
            with self._database.writing() as connection:
                connection.execute(f"INSERT INTO runs ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?)", row)
        except StoreProblem as problem:
            self._lost.add(run)
            self._notes.append(f"This run will not be in the list of runs: {problem.message}")
        else:
            self._remove_oldest()
        return place

    def finish(self, run: str, event: Finished | Failed) -> None:
        """Store how a run ended. One that was cancelled or never trained leaves nothing behind."""
        if run in self._lost:
            return
        try:
            if _is_nothing(event):
                self.remove(run)
                return
            status = event.status if isinstance(event, Finished) else "failed"
            with self._database.writing() as connection:
                ended = (status, to_line(event), run)
                connection.execute("UPDATE runs SET status = ?, event = ?, owner = '' WHERE run = ?", ended)
        except StoreProblem as problem:
            self._notes.append(f"How this run ended could not be stored: {problem.message}")

    def remove(self, run: str) -> None:
        """Forget a run and remove its files; a directory that the user chose stays.

        Raises:
            StoreProblem: the store can't be written.
        """
        with self._database.writing() as connection:
            found = connection.execute("SELECT dir FROM runs WHERE run = ?", (run,)).fetchone()
            connection.execute("DELETE FROM runs WHERE run = ?", (run,))
        if found is not None:
            self._remove_files(Path(found[0]))

    # ------------------------------------------------------------ looking back
    def list(self, limit: int = 50) -> tuple[StoredRun, ...]:
        """The newest runs, newest first.

        Raises:
            StoreProblem: the store can't be read.
        """
        return self._select("ORDER BY began DESC, run DESC LIMIT ?", limit)

    def get(self, name: str) -> StoredRun:
        """The run of that name: the whole of it, a beginning or an end that only one has, or ``last``.

        Raises:
            StoreProblem: there is none or more than one, or the store can't be read.
        """
        if name == "last":
            found = self._select("ORDER BY began DESC, run DESC LIMIT 1")
        else:
            begins_or_ends = "substr(run, 1, length(?)) = ? OR substr(run, -length(?)) = ?"
            found = self._select("WHERE run = ?", name) or self._select(
                f"WHERE {begins_or_ends} ORDER BY began DESC LIMIT 5", name, name, name, name
            )
        if len(found) == 1 and name:
            return found[0]
        hint = "`rnntui runs` lists them."
        if len(found) > 1 and name:
            several = ", ".join(run.run for run in found)
            raise StoreProblem("ambiguous-run", f"Several runs are called {name!r}: {several}.", hint)
        message = "There is no run yet." if name == "last" else f"There is no run called {name!r}."
        raise StoreProblem("no-such-run", message, hint)

    def last_usable(self, *files: str) -> StoredRun | None:
        """The newest run that came to its end and whose directory holds these files; None if none does.

        Raises:
            StoreProblem: the store can't be read.
        """
        return next((run for run in self.list(KEPT) if _is_usable(run, files)), None)

    # ------------------------------------------------------------ within
    def _select(self, where: str, *values: object) -> tuple[StoredRun, ...]:
        with self._database.reading() as connection:
            connection.row_factory = sqlite3.Row
            rows = connection.execute(f"SELECT {_COLUMNS} FROM runs {where}", values).fetchall()
        found = []
        for row in rows:
            try:
                found.append(_stored(row))
            except ValueError as error:
                note = f"The run {row['run']} can't be read in the list of runs ({error}): it is passed over."
                self._notes += [note] if note not in self._notes else []
        return tuple(found)

    def _place(self, run: str) -> Path:
        try:
            _made(self.home, mode=0o700)
            return _made(self.home / "runs" / run)
        except StoreProblem as problem:
            place = Path(tempfile.mkdtemp(prefix=f"rnntui-{run}-"))
            self._notes.append(f"{problem.message} The run's files go to {place} instead.")
            return place

    def _remove_oldest(self) -> None:
        """Runs beyond the newest `KEPT`."""
        with contextlib.suppress(StoreProblem):  # the next run tries again
            for old in self._select("ORDER BY began DESC, run DESC LIMIT -1 OFFSET ?", KEPT):
                if old.status != "running":
                    self.remove(old.run)

    def _remove_files(self, directory: Path) -> None:
        if directory.parent == self.home / "runs":
            shutil.rmtree(directory, ignore_errors=True)


def _is_usable(run: StoredRun, files: Sequence[str]) -> bool:
    return isinstance(run.event, Finished) and all((run.dir / name).is_file() for name in files)


def _is_nothing(event: Finished | Failed) -> bool:
    """Whether a run ended before there was anything to keep."""
    if isinstance(event, Failed):
        return event.failure in ("spec", "data")
    return event.status == "cancelled" or (event.status == "stopped" and event.epochs == 0)


def _made(directory: Path, mode: int = 0o777) -> Path:
    try:
        directory.mkdir(mode, parents=True, exist_ok=True)
    except OSError as error:
        hint = "Check the permissions and the free space, or choose another directory."
        message = f"The directory {directory} can't be made: {error.strerror}."
        raise StoreProblem("directory", message, hint) from error
    return directory.absolute()


def _stored(row: sqlite3.Row) -> StoredRun:
    """Raises ValueError where the row holds what no run is stored as."""
    datetime.datetime.fromisoformat(str(row["began"]))
    ended = event_from_line(row["event"]) if row["event"] else None
    if not (ended is None or isinstance(ended, Finished | Failed)):
        raise ValueError("its event is no end of a run")
    dead = row["status"] == "running" and not owner_is_alive(row["owner"])
    status = "interrupted" if dead else row["status"]
    spec, data, seed, place = row["spec"], row["data"], row["seed"], Path(row["dir"])
    return StoredRun(row["run"], row["began"], status, spec, data, seed, place, ended)
