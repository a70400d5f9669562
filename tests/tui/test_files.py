"""The learner's own files: every failure is one sentence that says what and where."""

from __future__ import annotations

import ast
import errno
import os
import threading
from pathlib import Path

import pytest

from rnntui.series.records import DataProblem
from rnntui.spec.scan import LIMITS
from rnntui.tui.differences import HEAD, differences_text
from rnntui.tui.files import Exists, FileProblem, path_of, read_spec, write
from rnntui.tui.screens.compare import CompareScreen
from rnntui.tui.screens.prompt import PathPrompt
from tests.tui.conftest import NARROW, PATIENCE, WIDE, Opened
from tests.tui.happened import progress

SPEC = """data = Series("airline", look_back=7)
model = Sequential([
    Flatten(),
    Dense(1),
])
model.compile(optimizer=Adam(), loss="mse")
model.fit(epochs=20)
"""


# ------------------------------------------------------------ reading and writing
def test_a_tilde_is_the_home(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert path_of(" ~/my.py ") == tmp_path / "my.py"


def test_what_was_written_is_read_back_whatever_ended_its_lines(tmp_path):
    path = tmp_path / "my.py"
    write(path, SPEC)
    assert read_spec(path) == SPEC
    path.write_bytes(b"\xef\xbb\xbf" + SPEC.replace("\n", "\r\n").replace("    ", "\t").encode())
    assert read_spec(path) == SPEC


def test_a_file_that_is_there_is_written_over_only_by_whoever_is_sure(tmp_path):
    path = tmp_path / "my.py"
    path.write_text("mine")
    with pytest.raises(Exists):
        write(path, SPEC)
    assert path.read_text() == "mine"
    write(path, SPEC, sure=True)
    assert path.read_text() == SPEC


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "link.py").symlink_to(tmp_path / "my.py")
    write(tmp_path / "link.py", SPEC)
    assert (tmp_path / "my.py").read_text() == SPEC
    assert (tmp_path / "link.py").is_symlink()


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def nothing(path: Path) -> None:
    pass


def latin(path: Path) -> None:
    path.write_bytes('data = Series("caf\xe9")'.encode("latin-1"))


def large(path: Path) -> None:
    path.write_bytes(b"\xff" * (5 * LIMITS.characters))


def long(path: Path) -> None:
    path.write_text("#" * (LIMITS.characters + 1))


def letter(path: Path) -> None:
    path.write_text("Dear reader,\n\nthis is no spec.\n")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (nothing, "There is no file {}."),
        (folder, "{} is a folder: name a file in it."),
        (pipe, "{} is no ordinary file: name another."),
        (latin, "{}, line 1 is not UTF-8 text. Save the file as UTF-8."),
        (large, "{} is too large: a spec has at most 50,000 characters."),
        (long, "{} is too large: a spec has at most 50,000 characters."),
        (letter, "{} is no spec: it has neither a Series(...) nor a layer."),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_what_can_not_be_read_is_a_sentence(tmp_path, make, said):
    path = tmp_path / "my.py"
    make(path)
    with pytest.raises(FileProblem) as problem:
        read_spec(path)
    assert str(problem.value) == said.format(path)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none/my.py", "There is no folder {}/none: make it first, or name another."),
        ("folder", "{}/folder is a folder: name a file in it."),
        ("x" * 300, "{}/" + "x" * 300 + " can't be used: file name too long."),
        ("nul\0", "{}/nul\0 can't be used: embedded null byte."),
        ("file/my.py", "{}/file/my.py can't be used: not a directory."),
    ],
)
def test_what_can_not_be_written_is_a_sentence(tmp_path, name, said):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(FileProblem) as problem:
        write(tmp_path / name, SPEC)
    assert str(problem.value) == said.format(tmp_path)
    assert not list(tmp_path.glob("**/*.part"))


@pytest.mark.parametrize("typed", ["", "  ", "~nobody-of-that-name/x.py"])
def test_what_is_no_path_is_a_sentence(typed):
    with pytest.raises(FileProblem):
        path_of(typed)


# ------------------------------------------------------------ from the app
@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder the app is in: short paths, whose sentences wrap the same everywhere."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def in_the_lab(tui: Opened) -> None:
    await tui.press("enter", "n", "2")
    await tui.read()


async def asked(tui: Opened, key: str, path: str) -> None:
    """Press the key, and type a path into the prompt."""
    await tui.press(key)
    await tui.until(lambda: isinstance(tui.app.screen, PathPrompt) and tui.app.focused is not None)
    await tui.press("ctrl+u", *path, "enter")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_save_edit_load_and_undo(opened, here, size):
    path = here / "my.py"
    async with opened(size) as tui:
        await in_the_lab(tui)
        editor = tui.lab.editor
        start = editor.text
        await asked(tui, "w", "none/my.py")
        await tui.shows("There is no folder")
        await tui.press("ctrl+u", *"my.py", "enter")
        await tui.tells("Saved:")
        assert path.read_text() == start
        results, note = tui.app.screen.query_one("#run-line").region, tui.app.screen.query_one("Toast")
        await tui.until(lambda: note.region.height and not note.region.overlaps(results))

        path.write_text(SPEC)
        await asked(tui, "w", "my.py")
        await tui.shows("is there already")
        assert path.read_text() == SPEC
        await tui.press("escape")
        await tui.until(lambda: tui.app.screen is tui.lesson)

        await asked(tui, "i", "my.py")
        await tui.until(lambda: editor.text == SPEC)
        await tui.tells("Loaded:")
        assert [note.partition(":")[0] for note in tui.app.lasting] == ["Saved"]
        assert tui.app.progress.text("first", "small") == SPEC
        await tui.press("e", "ctrl+z")
        assert editor.text == start
        await tui.press("ctrl+o", "2")

        await asked(tui, "w", "my.py")
        await tui.shows("is there already")
        await tui.press("enter")
        await tui.until(lambda: path.read_text() == start)


async def test_a_keras_script_is_exported_once_the_spec_has_no_errors(opened, here):
    path = here / "script.py"
    async with opened() as tui:
        await in_the_lab(tui)
        tui.lab.editor.put(tui.lab.editor.text.replace("Flatten", "Flaten"))
        await tui.until(lambda: tui.lab.reading.errors)
        await tui.press("k")
        await tui.tells("Mend line 3 first")
        await tui.press("f")
        await tui.until(lambda: not tui.lab.reading.errors)
        await asked(tui, "k", "script.py")
        await tui.tells("It needs keras, numpy")
        text = path.read_text()
        ast.parse(text)
        assert "112, 118, 132" in text


async def test_data_that_are_gone_when_a_script_is_exported_are_a_sentence(opened, here, monkeypatch):
    def gone(*_: object) -> str:
        raise DataProblem("no-file", "There is no file my.csv.", "Check the name.")

    monkeypatch.setattr("rnntui.runs.exported.exported", gone)
    async with opened() as tui:
        await in_the_lab(tui)
        await asked(tui, "k", "script.py")
        await tui.shows("There is no file my.csv. Check the name.")
        assert not (here / "script.py").exists()


@pytest.fixture
def slow_disk(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Whoever exports waits for this event."""
    answers = threading.Event()

    def exported(*_: object) -> str:
        assert answers.wait(PATIENCE), "the screen waits for the disk"
        return "a script"

    monkeypatch.setattr("rnntui.runs.exported.exported", exported)
    return answers


async def test_the_screen_lives_while_a_long_file_is_looked_through(opened, here, slow_disk):
    async with opened() as tui:
        await in_the_lab(tui)
        await asked(tui, "k", "script.py")
        await tui.shows("One moment.")
        await tui.said(progress("nobody", 50))  # what else happens is heard
        assert not (here / "script.py").exists()
        slow_disk.set()
        await tui.tells("It needs keras, numpy")
        assert (here / "script.py").read_text() == "a script"


async def test_who_waits_no_longer_for_a_script_gets_none(opened, here, slow_disk):
    async with opened() as tui:
        await in_the_lab(tui)
        await asked(tui, "k", "script.py")
        await tui.shows("One moment.")
        await tui.press("escape")
        await tui.until(lambda: tui.app.screen is tui.lesson)
        await tui.press("question_mark")
        await tui.shows("Keys")
        slow_disk.set()
        await tui.until(lambda: all(one.name != "aside" for one in threading.enumerate()))
        await tui.pilot.pause()
        assert not (here / "script.py").exists()


async def test_steps_without_a_spec_say_so(opened):
    async with opened() as tui:
        await tui.press("enter")
        for key in "cwik":
            await tui.press(key)
            assert tui.app.screen is tui.lesson
        await tui.tells("This step has no spec.")


# ------------------------------------------------------------ comparing
async def test_c_shows_what_differs_from_the_start_and_goes_back(opened):
    async with opened() as tui:
        await in_the_lab(tui)
        await tui.press("c")
        await tui.shows("Nothing differs")
        await tui.press("c")
        tui.lab.editor.put(tui.lab.editor.text.replace("Flatten()", "LSTM(4)"))
        await tui.press("c")
        await tui.until(lambda: isinstance(tui.app.screen, CompareScreen))
        await tui.shows("-     Flatten(),")
        await tui.shows("+     LSTM(4),")
        await tui.shows("  model.fit(epochs=200)")
        await tui.press("escape")
        await tui.until(lambda: tui.app.screen is tui.lesson)


# ------------------------------------------------------------ zoom
@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_z_zooms_the_chart_then_the_editor_then_neither(opened, size):
    async with opened(size) as tui:
        await in_the_lab(tui)
        chart, editor = tui.lab.query_one("#chart").region, tui.lab.editor.region
        rows = tui.app.size.height
        await tui.press("z")
        await tui.until(lambda: tui.lab.query_one("#chart").region.height >= rows - 6)
        assert tui.lab.region.width == tui.app.size.width
        await tui.press("z")
        await tui.until(lambda: tui.lab.editor.region.height >= rows - 8)
        await tui.press("e", "a", "ctrl+o")
        await tui.until(lambda: tui.lab.editor.region == editor)
        await tui.press("z", "z", "z")
        await tui.until(lambda: tui.lab.query_one("#chart").region == chart)


def refused(*_arguments: object, **_options: object) -> object:
    """What the system does to all but root, who may run these tests."""
    raise PermissionError(errno.EACCES, "Permission denied")


def test_what_one_has_no_right_to_is_a_sentence(tmp_path, monkeypatch):
    mine = tmp_path / "my.py"
    mine.write_text(SPEC)
    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(FileProblem, match=r"my\.py can't be read: permission denied\."):
        read_spec(mine)
    monkeypatch.setattr("rnntui.tui.files.written", refused)
    with pytest.raises(FileProblem, match=r"my\.py can't be written: permission denied\."):
        write(mine, SPEC, sure=True)


def test_what_differs_is_not_dimmed():
    text = differences_text(SPEC, SPEC.replace("Flatten()", "LSTM(4)"))
    dim = [text.plain[one.start : one.end] for one in text.spans if "dim" in str(one.style)]
    assert "".join(dim).strip() == HEAD.strip()
