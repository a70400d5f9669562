"""What a learner reached survives: two sessions, a kill, a full disk, a damaged file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnntui.runs.progress import RUNS_OF_A_SPEC, Progress


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_a_new_learner_has_reached_nothing(home):
    progress = Progress(home)
    assert progress.step("perceptron") == 0
    assert not progress.done("perceptron")
    assert progress.text("perceptron", "wave") is None
    assert progress.answers("perceptron") == {}
    assert progress.controls("perceptron", "figure") == {}
    assert progress.take_notes() == ()
    assert not home.exists(), "reading makes no files"


def test_everything_is_there_the_next_time(home):
    first = Progress(home)
    first.save_step("perceptron", 3)
    first.save_done("lstm")
    first.save_text("perceptron", "wave", "data = Series('ä')\n")
    first.save_answer("perceptron", "loss", 2)
    first.save_answer("perceptron", "rows", "80")
    first.save_controls("perceptron", "drag", {"w": 1.25, "unit": "years"})
    again = Progress(home)
    assert again.step("perceptron") == 3
    assert (again.done("lstm"), again.done("perceptron")) == (True, False)
    assert again.text("perceptron", "wave") == "data = Series('ä')\n"
    assert again.answers("perceptron") == {"loss": 2, "rows": "80"}
    assert again.controls("perceptron", "drag") == {"w": 1.25, "unit": "years"}


def test_lessons_are_told_apart(home):
    progress = Progress(home)
    progress.save_answer("a", "loss", 1)
    progress.save_text("a", "wave", "x")
    assert progress.answers("b") == {}
    assert progress.text("b", "wave") is None


def test_two_sessions_keep_what_both_did_and_the_newer_of_the_same(home):
    one, two = Progress(home), Progress(home)
    one.save_step("perceptron", 3)
    two.save_step("lstm", 1)
    one.save_text("perceptron", "wave", "older")
    two.save_text("perceptron", "wave", "newer")
    after = Progress(home)
    assert (after.step("perceptron"), after.step("lstm")) == (3, 1)
    assert after.text("perceptron", "wave") == "newer"


def test_a_text_that_gives_way_to_another_sessions_is_kept_and_both_are_told(home):
    one, two = Progress(home), Progress(home)
    one.save_text("perceptron", "wave", "first")
    two.save_text("perceptron", "wave", "second")
    (said,) = two.take_notes()
    offered = two.aside("perceptron", "wave")
    assert offered is not None
    assert offered in said
    assert Path(offered).read_text() == "first"
    assert one.take_notes() == ()
    two.save_text("perceptron", "wave", "second, and more")
    assert two.take_notes() == (), "of its own text nothing is kept"
    one.look_again()
    (said,) = one.take_notes()
    assert offered in said
    assert (one.text("perceptron", "wave"), one.aside("perceptron", "wave")) == ("second, and more", offered)
    one.save_text("perceptron", "wave", "third")
    assert one.take_notes() == (), "it was seen before it was edited"
    two.save_text("perceptron", "wave", "second, and less")
    assert two.take_notes() != ()
    kept = {path.read_text() for path in (home / "overwritten").iterdir()}
    assert kept == {"first", "third"}
    assert Progress(home).text("perceptron", "wave") == "second, and less"


def test_what_waits_to_be_written_is_no_reason_to_forget_another_sessions_text(home):
    one, two = Progress(home), Progress(home)
    one.write_later(lambda write: None)
    one.save_text("perceptron", "wave", "first")
    two.save_text("perceptron", "wave", "second")
    one.look_again()
    assert one.take_notes() != ()
    assert Path(str(one.aside("perceptron", "wave"))).read_text() == "second"
    assert Progress(home).text("perceptron", "wave") == "first"


def test_what_could_not_be_written_is_written_when_it_can_be(tmp_path):
    in_the_way = tmp_path / "home"
    in_the_way.write_text("a file")
    progress = Progress(in_the_way)
    progress.save_text("perceptron", "wave", "x")
    assert not progress.saves
    in_the_way.unlink()
    progress.save_step("perceptron", 3)
    assert progress.saves
    assert (Progress(in_the_way).text("perceptron", "wave"), progress.step("perceptron")) == ("x", 3)


def test_runs_of_two_sessions_are_all_known_again(home):
    one, two = Progress(home), Progress(home)
    for number in range(4):
        (one if number % 2 else two).save_run("perceptron", "wave", f"26112{number}-120000-abc")
    assert len(Progress(home).runs("perceptron")) == 4


@given(st.text())
def test_any_text_comes_back_as_it_was(tmp_path_factory, text):
    home = tmp_path_factory.mktemp("home")
    Progress(home).save_text("a", "wave", text)
    assert Progress(home).text("a", "wave") == text


WRITER = """
import sys
from pathlib import Path
from rnntui.runs.progress import Progress
progress = Progress(Path(sys.argv[1]))
for count in range(1, 10**6):
    progress.save_text("a", "wave", f"{count} " * 50)
    print(count, flush=True)
"""


def test_a_kill_between_writes_loses_no_edit_that_was_made(home):
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(home)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        said = [next(writer.stdout) for _ in range(20)]
        os.kill(writer.pid, signal.SIGKILL)
        said += writer.stdout.readlines()
    after = Progress(home)
    text = after.text("a", "wave")
    assert text is not None
    numbers = set(text.split())
    assert len(numbers) == 1, "one whole edit, not parts of two"
    assert int(numbers.pop()) >= int(said[-1])
    assert after.take_notes() == ()


def test_a_home_that_cannot_be_written_is_one_note_and_the_session_goes_on(tmp_path):
    (tmp_path / "file").write_text("in the way")
    progress = Progress(tmp_path / "file" / "home")
    for step in (1, 2, 3):
        progress.save_step("perceptron", step)
    assert progress.step("perceptron") == 3
    (note,) = progress.take_notes()
    assert note.startswith("What you reach can't be saved; it lasts until you quit.")
    assert "RNNTUI_HOME" in note


def test_a_damaged_file_is_set_aside_and_said_once(home):
    home.mkdir()
    path = home / "progress.sqlite"
    path.write_bytes(b"this is no database " * 500)
    progress = Progress(home)
    (note,) = progress.take_notes()
    assert "was damaged" in note
    assert progress.take_notes() == ()
    progress.save_step("perceptron", 2)
    assert Progress(home).step("perceptron") == 2
    (aside,) = home.glob("progress-broken-*.sqlite")
    assert aside.read_bytes().startswith(b"this is no database")


@pytest.mark.parametrize("value", ["", "{", "NaN", "null", "[1, 2]", '"text"', "1e999", "nonsense"])
def test_a_value_that_is_not_ours_counts_as_none(home, value):
    progress = Progress(home)
    progress.save_step("a", 1)
    progress.save_text("a", "wave", "x")
    import sqlite3

    with sqlite3.connect(home / "progress.sqlite") as connection:
        connection.execute("UPDATE progress SET value = ?", (value,))
        connection.execute(
            "INSERT INTO progress VALUES ('a', 'answer/loss', ?), ('a', 'figure/f', ?)", (value, value)
        )
    connection.close()
    after = Progress(home)
    assert isinstance(after.step("a"), int)
    assert isinstance(after.text("a", "wave"), str | None)
    assert all(isinstance(one, int | str) for one in after.answers("a").values())
    assert isinstance(after.controls("a", "f"), dict)


def test_what_is_taken_down_is_known_at_once_and_written_when_there_is_time(home):
    calls = []
    progress = Progress(home)
    progress.write_later(calls.append)
    progress.save_text("one", "small", "a")
    progress.save_text("one", "small", "ab")
    progress.save_step("one", 3)
    assert progress.text("one", "small") == "ab"
    assert Progress(home).text("one", "small") is None
    (write,) = calls
    write()
    assert (Progress(home).text("one", "small"), Progress(home).step("one")) == ("ab", 3)
    progress.save_step("one", 4)
    assert len(calls) == 2
    progress.write_at_once()
    assert Progress(home).step("one") == 4
    progress.save_step("one", 5)
    assert (Progress(home).step("one"), len(calls)) == (5, 2)


def test_a_run_is_cut_off_once_its_session_is_gone_and_it_had_not_ended(home):
    import subprocess
    import sys

    begin = "from rnntui.runs.progress import Progress\nprogress = Progress()\n" + "".join(
        f"progress.{did}('rnn', '{spec}')\n"
        for did, spec in (("save_begun", "one"), ("save_begun", "two"), ("save_ended", "one"))
    )
    Progress().save_begun("rnn", "here")
    subprocess.run([sys.executable, "-c", begin], check=True)
    assert Progress().take_cut_off() == (("rnn", "two"),)
    assert Progress().take_cut_off() == ()
    Progress()._put("rnn", "begun/other", {"of": "another program"})
    assert Progress().take_cut_off() == ()


def test_the_newest_runs_of_every_spec_are_known_again(home):
    progress = Progress(home)
    names = [f"26112{day}-120000-abc" for day in range(6)]
    for name in names:
        progress.save_run("perceptron", "wave", name)
    progress.save_run("perceptron", "other/spec", "270101-000000-abc")
    progress.save_run("lstm", "wave", "270101-000000-xyz")
    again = Progress(home)
    assert again.runs("perceptron") == {
        **dict.fromkeys(names[-RUNS_OF_A_SPEC:], "wave"), "270101-000000-abc": "other/spec"
    }  # fmt: skip
    assert again.runs("gru") == {}
