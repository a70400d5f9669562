"""The store of runs: what is kept, for how long, and what it survives."""

import contextlib
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time

import pytest

from rnntui.runs import store as store_module
from rnntui.runs.naming import new_run_id, this_process
from rnntui.runs.protocol import Failed, Finished
from rnntui.runs.store import Store, StoreProblem

SPEC = "model = Sequential([Dense(1)])\n"


def begun(store, run="260101-000000-abc", **more):
    """A run that has begun, and its directory."""
    return store.begin(run, SPEC, "airline", more.pop("seed", 0), **more)


# ---------------------------------------------------------------- a run's life
@pytest.mark.parametrize(
    ("column", "value"),
    [("event", '{"event":"finished"}'), ("event", '{"event":"ready","run":"x"}'), ("began", "yesterday")],
)
def test_a_row_that_cannot_be_read_is_passed_over_and_said(home, column, value):
    store = Store()
    for run in ("260101-000000-abc", "260101-000000-xyz"):
        begun(store, run)
    with contextlib.closing(sqlite3.connect(home / "runs.sqlite")) as connection, connection:
        connection.execute(f"UPDATE runs SET {column} = ? WHERE run LIKE '%abc'", (value,))
    for _ in range(2):
        assert [run.run for run in store.list()] == ["260101-000000-xyz"]
    (note,) = store.take_notes()
    assert "The run 260101-000000-abc can't be read in the list of runs" in note


def test_a_run_is_found_as_it_was_stored(home):
    store = Store()
    place = begun(store, seed=7)
    event = Finished("260101-000000-abc", "completed", epochs=3, metrics={"one_step": {"rmse": 1.5}})
    store.finish("260101-000000-abc", event)
    (run,) = Store().list()
    assert (run.run, run.status, run.spec, run.data, run.seed) == (
        "260101-000000-abc",
        "completed",
        SPEC,
        "airline",
        7,
    )
    assert run.event == event
    assert run.dir == place == home / "runs" / "260101-000000-abc"
    assert place.is_dir()
    assert run.began.endswith("+00:00")
    assert store.take_notes() == ()


def test_a_run_that_has_not_ended_is_running():
    store = Store()
    begun(store)
    assert [(run.status, run.event) for run in store.list()] == [("running", None)]


def test_a_run_whose_interface_was_killed_is_interrupted(home):
    script = (
        "import os, signal; from rnntui.runs.store import Store; "
        f"Store().begin('r', {SPEC!r}, 'airline', 0); os.kill(os.getpid(), signal.SIGKILL)"
    )
    ended = subprocess.run([sys.executable, "-c", script], env=surroundings())
    assert ended.returncode == -signal.SIGKILL
    assert [run.status for run in Store().list()] == ["interrupted"]


def test_a_run_may_have_a_directory_of_the_users(tmp_path):
    store = Store()
    place = begun(store, dir=tmp_path / "results" / "first")
    assert place == tmp_path / "results" / "first"
    assert place.is_dir()
    assert store.get("last").dir == place


def test_a_directory_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreProblem, match="file/below can't be made: Not a directory"):
        begun(Store(), dir=tmp_path / "file" / "below")


@pytest.mark.parametrize(
    "event",
    [
        Finished("260101-000000-abc", "cancelled"),
        Finished("260101-000000-abc", "stopped", epochs=0),
        Failed("260101-000000-abc", "spec", "unknown-name", "There is no layer Desne."),
        Failed("260101-000000-abc", "data", "missing-value", "Line 3 holds nothing."),
    ],
    ids=lambda event: getattr(event, "status", getattr(event, "failure", "")),
)
def test_a_run_that_kept_nothing_leaves_nothing(event):
    store = Store()
    place = begun(store)
    (place / "spec.py").write_text(SPEC)
    store.finish("260101-000000-abc", event)
    assert store.list() == ()
    assert not place.exists()


@pytest.mark.parametrize(
    ("event", "status"),
    [
        (Finished("260101-000000-abc", "stopped", epochs=5), "stopped"),
        (Finished("260101-000000-abc", "diverged", epochs=5), "diverged"),
        (Failed("260101-000000-abc", "worker", "died", "The training process was killed."), "failed"),
    ],
)
def test_other_ends_are_kept(event, status):
    store = Store()
    begun(store)
    store.finish("260101-000000-abc", event)
    assert [(run.status, run.event) for run in store.list()] == [(status, event)]


def test_a_cancelled_run_leaves_the_users_directory_alone(tmp_path):
    store = Store()
    place = begun(store, dir=tmp_path / "mine")
    (place / "notes.txt").touch()
    store.finish("260101-000000-abc", Finished("260101-000000-abc", "cancelled"))
    assert (place / "notes.txt").exists()


# ---------------------------------------------------------------- looking back
@pytest.fixture
def three():
    store = Store()
    for run in ("260101-000000-abc", "260101-000000-xyz", "260102-000000-klm"):
        begun(store, run)
    return store


@pytest.mark.parametrize(
    ("name", "run"),
    [
        ("last", "260102-000000-klm"),
        ("260101-000000-abc", "260101-000000-abc"),
        ("260102", "260102-000000-klm"),
        ("xyz", "260101-000000-xyz"),
        ("260101-000000-a", "260101-000000-abc"),
    ],
)
def test_a_run_answers_to_what_only_it_is_called(three, name, run):
    assert three.get(name).run == run


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("260101", "ambiguous-run", "Several runs are called '260101': 260101-000000-xyz, 260101-000000-abc"),
        ("nope", "no-such-run", "There is no run called 'nope'"),
        ("", "no-such-run", "There is no run called ''"),
        ("%", "no-such-run", "There is no run called '%'"),
    ],
)
def test_any_other_name_is_refused(three, name, code, said):
    with pytest.raises(StoreProblem, match=said) as caught:
        three.get(name)
    assert caught.value.code == code


def test_an_empty_store_says_so(home):
    with pytest.raises(StoreProblem, match="There is no run yet"):
        Store().get("last")
    assert Store().list() == ()
    assert not home.exists(), "looking makes no files"


def test_the_newest_come_first_and_only_so_many(three):
    assert [run.run[-3:] for run in three.list(limit=2)] == ["klm", "xyz"]


def test_the_oldest_are_removed_beyond_the_limit(monkeypatch, tmp_path):
    monkeypatch.setattr(store_module, "KEPT", 2)
    store = Store()
    places = []
    for number in range(4):
        run = f"260101-00000{number}-abc"
        places.append(begun(store, run, dir=tmp_path / "mine" if number == 0 else None))
        store.finish(run, Finished(run, "completed", epochs=1))
    assert [run.run[12] for run in store.list()] == ["3", "2"]
    assert [place.exists() for place in places] == [True, False, True, True], "the user's own directory stays"


# ---------------------------------------------------------------- several at once
def surroundings():
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


WRITER = """
import sys
from rnntui.runs.store import Store
from rnntui.runs.protocol import Finished
store = Store()
for number in range(20):
    run = f"{sys.argv[1]}-{number}"
    store.begin(run, "", "airline", 0)
    store.finish(run, Finished(run, "completed", epochs=1))
notes = store.take_notes()
assert not notes, notes
"""


def test_several_processes_write_at_once_from_the_first_moment():
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, name], env=surroundings()) for name in "abcd"]
    assert [writer.wait(60) for writer in writers] == [0] * 4
    runs = Store().list(1000)
    assert len(runs) == 80
    assert {run.status for run in runs} == {"completed"}


def test_several_threads_share_a_store():
    store = Store()

    def write(name):
        for number in range(10):
            begun(store, f"{name}-{number}")

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.list(100)) == 40
    assert store.take_notes() == ()


def test_a_kill_at_any_moment_leaves_the_store_whole():
    for _ in range(5):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER.replace("20", "10**9"), "w"], env=surroundings()
        )
        seen = len(Store().list(10**6))
        deadline = time.monotonic() + 20
        while len(Store().list(10**6)) < seen + 3:
            assert time.monotonic() < deadline
        writer.kill()
        writer.wait()
        store = Store()
        assert len(store.list(10**6)) >= seen + 3
        for run in store.list(10**6):
            store.remove(run.run)
        assert store.take_notes() == ()


# ---------------------------------------------------------------- what can't be used
def test_a_broken_store_is_set_aside_and_a_new_one_begun(home):
    store = Store()
    begun(store)
    (home / "runs.sqlite").write_bytes(b"this is no database" * 100)
    store = Store()
    begun(store, "new")
    (note,) = store.take_notes()
    assert "was damaged" in note
    (aside,) = home.glob("runs-broken-*.sqlite")
    assert aside.read_bytes().startswith(b"this is no database")
    assert aside.name in note
    assert [run.run for run in store.list()] == ["new"]
    assert (home / "runs" / "260101-000000-abc").is_dir(), "the files of the old runs stay"


def test_a_store_damaged_in_the_middle_is_set_aside(home):
    store = Store()
    for number in range(50):
        begun(store, f"run-{number}", dir=home / "somewhere")
    path = home / "runs.sqlite"
    content = bytearray(path.read_bytes())
    content[4096:12288] = b"\xff" * 8192
    path.write_bytes(content)
    store = Store()
    assert store.list() == ()
    assert "was damaged" in store.take_notes()[0]


def test_somebody_elses_database_is_set_aside(home):
    home.mkdir()
    other = sqlite3.connect(home / "runs.sqlite")
    other.execute("CREATE TABLE theirs (x)")
    other.close()
    store = Store()
    begun(store)
    assert len(store.take_notes()) == 1
    assert len(list(home.glob("runs-broken-*.sqlite"))) == 1


def test_a_broken_store_is_set_aside_once_by_many(home):
    home.mkdir()
    (home / "runs.sqlite").write_bytes(b"broken" * 1000)
    writer = WRITER.replace("assert not notes, notes", "assert len(notes) <= 1, notes")
    writers = [subprocess.Popen([sys.executable, "-c", writer, name], env=surroundings()) for name in "abc"]
    assert [process.wait(60) for process in writers] == [0] * 3
    assert len(list(home.glob("runs-broken-*.sqlite"))) == 1
    assert len(Store().list(1000)) == 60


def test_a_newer_store_is_left_alone(home):
    store = Store()
    begun(store)
    path = home / "runs.sqlite"
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    before = path.read_bytes()
    store = Store()
    begun(store, "mine")
    assert [run.run for run in store.list()] == ["mine"]
    (note,) = store.take_notes()
    assert "newer rnntui" in note
    assert path.read_bytes() == before
    assert [run.run for run in Store().list()] == ["mine"], "the next call finds it again"


def test_an_empty_file_is_an_empty_store(home):
    home.mkdir()
    (home / "runs.sqlite").touch()
    store = Store()
    assert store.list() == ()
    begun(store)
    assert len(store.list()) == 1
    assert store.take_notes() == ()


def test_a_store_that_cannot_be_written_does_not_keep_the_run_from_running(home, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    home.touch()  # a file where the directory should be: nobody can write there, root neither
    store = Store()
    place = begun(store)
    assert place.is_dir()
    assert place.parent == tmp_path
    first, second = store.take_notes()
    assert "can't be made" in first
    assert "will not be in the list of runs" in second
    store.finish("260101-000000-abc", Finished("260101-000000-abc", "completed"))
    assert store.take_notes() == ()


def test_a_full_disk_is_said_and_the_run_goes_on(home, monkeypatch):
    store = Store()
    begun(store)
    monkeypatch.setattr(sqlite3, "connect", full_disk(sqlite3.connect))
    assert begun(store, "second").is_dir()
    store.finish("260101-000000-abc", Finished("260101-000000-abc", "completed"))
    first, second = store.take_notes()
    assert "This run will not be in the list of runs" in first
    assert "database or disk is full" in first
    assert "How this run ended could not be stored" in second


def full_disk(connect):
    """Connections whose database may not grow, as on a full disk."""

    def connected(*args, **options):
        connection = connect(*args, **options)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        connection.execute("PRAGMA cache_size = 1")
        return _Full(connection)

    return connected


class _Full:
    """A connection that refuses to write."""

    def __init__(self, connection):
        self._connection = connection

    def execute(self, statement, *values):
        if statement.startswith(("INSERT", "UPDATE")):
            raise sqlite3.OperationalError("database or disk is full")
        return self._connection.execute(statement, *values)

    def close(self):
        self._connection.close()


def test_a_store_that_cannot_be_read_is_a_problem_with_a_sentence(home):
    (home / "runs.sqlite").mkdir(parents=True)
    with pytest.raises(StoreProblem, match="can't be used: unable to open database file"):
        Store().list()


def test_the_directory_is_the_users_alone(home):
    begun(Store())
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_forgetting_a_run_whose_files_are_gone_is_no_problem(home):
    store = Store()
    shutil.rmtree(begun(store))
    store.remove("260101-000000-abc")
    store.remove("never-was")
    assert store.list() == ()


# ---------------------------------------------------------------- names
def test_run_ids_sort_by_time_and_differ():
    ids = {new_run_id() for _ in range(20)}
    assert len(ids) > 15
    assert all(len(run) == 17 for run in ids)


def test_a_process_knows_itself():
    from rnntui.runs.naming import owner_is_alive

    assert owner_is_alive(this_process())
    host, pid, start = this_process().rsplit(":", 2)
    assert not owner_is_alive(f"{host}:{pid}:{start}0"), "the same number, another process"
    assert not owner_is_alive(f"{host}:{2**22 + 1}:1")
    assert owner_is_alive("another-host:1:1"), "who can tell"
    assert not owner_is_alive("")


def test_an_owner_that_has_ended_unasked_is_not_alive():
    from rnntui.runs.naming import owner_is_alive

    program = "from rnntui.runs.naming import this_process; print(this_process(), flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        owner = child.stdout.readline().strip()
        assert owner_is_alive(owner)
        child.stdin.close()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # ended, and still in the table of processes
        assert not owner_is_alive(owner)
