"""The SQLite file of the store: opened with care, set aside where it can't be used, never overwritten."""

from __future__ import annotations

import contextlib
import fcntl
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BUSY_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Kind:
    """One of our databases: its file ``name``.sqlite, the ``version`` of its tables and how to make them.

    ``holds`` says what is in it ("The list of runs"); ``loss`` what there is to say once it was set aside.
    """

    name: str
    version: int  # PRAGMA user_version
    tables: tuple[str, ...]
    holds: str
    loss: str


RUNS = Kind(
    "runs",
    1,
    (
        """CREATE TABLE runs (
  run TEXT PRIMARY KEY, began TEXT NOT NULL, status TEXT NOT NULL, spec TEXT NOT NULL, data TEXT NOT NULL,
  seed INTEGER NOT NULL, dir TEXT NOT NULL, event TEXT, owner TEXT NOT NULL
)""",
        "CREATE INDEX runs_by_time ON runs (began)",
    ),
    "The list of runs",
    "a new list begins; the runs' files are still in {home}/runs",
)
PROGRESS = Kind(
    "progress",
    1,
    (
        """CREATE TABLE progress (
  lesson TEXT NOT NULL, item TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (lesson, item)
) WITHOUT ROWID""",
    ),
    "What was reached in the lessons",
    "the lessons begin anew",
)


class StoreProblem(Exception):
    """The store can't do what was asked: one sentence, and what to do about it. ``code`` is stable."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


class _Unusable(Exception):
    """The file is no database, a damaged one, or somebody else's."""


class Database:
    """The file of a kind in ``home``. What happens to it is said in ``notes``."""

    def __init__(self, home: Path, notes: list[str], kind: Kind = RUNS) -> None:
        self.path = home / f"{kind.name}.sqlite"
        self._kind = kind
        self._home = home
        self._notes = notes
        self._checked = False

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read from; an empty store where there is none yet. Raises `StoreProblem`."""
        with self._problems():
            self._check()
            with contextlib.closing(self._connect() if self._is_there() else self._empty()) as connection:
                yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction that is committed at the end. Raises `StoreProblem`."""
        with self._problems():
            self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._check()
            with contextlib.closing(self._connect()) as connection:
                self._create(connection)
                connection.execute("BEGIN IMMEDIATE")
                yield connection  # an exception closes the connection, which rolls back
                connection.execute("COMMIT")

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)

    def _is_there(self) -> bool:
        """Whether there is a store to read; another process may just be making it."""
        if not self.path.exists():
            return False
        with contextlib.closing(self._connect()) as connection:
            return _version(connection) != 0

    # ------------------------------------------------------------ a file that can't be used
    def _check(self) -> None:
        """Make sure, once, that ``path`` is a database of ours, whole and not newer than we are."""
        if self._checked or not self.path.exists():
            return
        try:
            version = self._version()
        except _Unusable:
            self._set_aside()
            version = 0
        if version > self._kind.version:
            newer, name = self.path, self._kind.name
            self.path = self._home / f"{name}-v{self._kind.version}.sqlite"
            self._notes.append(
                f"{newer} was written by a newer rnntui and is left as it is. "
                f"This version keeps its {name} in {self.path}; upgrade rnntui to see the others."
            )
            self._check()
        self._checked = True

    def _version(self) -> int:
        """The file's schema, 0 for an empty one. Raises `_Unusable`."""
        with contextlib.closing(self._connect()) as connection:
            try:
                version = _version(connection)
                (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            except sqlite3.OperationalError:
                raise  # locked, no permission: no fault of the file
            except sqlite3.DatabaseError as error:
                raise _Unusable from error
        if state != "ok" or (version == 0 and tables > 0):
            raise _Unusable
        return version

    def _set_aside(self) -> None:
        """Rename a file that is no store, unless another process has done so meanwhile."""
        with (self._home / "store.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with contextlib.suppress(_Unusable):
                if not self.path.exists() or self._version() >= 0:
                    return
            aside = self.path.with_name(f"{self._kind.name}-broken-{time.strftime('%Y%m%d-%H%M%S')}.sqlite")
            for suffix in ("-journal", ""):
                with contextlib.suppress(FileNotFoundError):
                    Path(f"{self.path}{suffix}").rename(f"{aside}{suffix}")
        self._notes.append(
            f"{self._kind.holds}, {self.path}, was damaged. It is now {aside.name}, and "
            f"{self._kind.loss.format(home=self._home)}."
        )

    def _create(self, connection: sqlite3.Connection) -> None:
        """The tables, in an empty file. Two processes may be here at once."""
        if _version(connection) == self._kind.version:
            return
        connection.execute("BEGIN IMMEDIATE")
        if _version(connection) == 0:
            self._make(connection)
        connection.execute("COMMIT")

    def _make(self, connection: sqlite3.Connection) -> None:
        for statement in (*self._kind.tables, f"PRAGMA user_version = {self._kind.version}"):
            connection.execute(statement)

    def _empty(self) -> sqlite3.Connection:
        """One without rows, in memory."""
        connection = sqlite3.connect(":memory:", isolation_level=None)
        self._make(connection)
        return connection

    @contextlib.contextmanager
    def _problems(self) -> Iterator[None]:
        """SQLite's and the system's errors as `StoreProblem`."""
        try:
            yield
        except sqlite3.IntegrityError as error:
            raise StoreProblem("store", f"{self.path} refuses the entry: {error}.") from error
        except sqlite3.DatabaseError as error:
            self._checked = False  # the next call looks again
            hint = "Free some space, check the permissions, or set RNNTUI_HOME to another directory."
            raise StoreProblem("store", f"{self.path} can't be used: {error}.", hint) from error
        except OSError as error:
            hint = "Check the permissions, or set RNNTUI_HOME to another directory."
            raise StoreProblem("store", f"{error.filename}: {error.strerror}.", hint) from error


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
