"""The app as it is, in a terminal of its own, with the real worker."""

from __future__ import annotations

import re

import pytest

from rnntui.runs.progress import Progress
from tests.tui.conftest import COURSE
from tests.tui.terminal import Terminal, terminal

ENTER, CTRL_O, CTRL_U, DOWN = "\r", "\x0f", "\x15", "\x1b[B"


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loaded machine may take its time to compile."""
    monkeypatch.setattr("tests.tui.terminal.PATIENCE", 120.0)


OWN = """---
id: own
title: Own data
minutes: 1
---

# Own data

## Train

```spec own
data = Series("{path}", look_back=12)
model = Sequential([
    Flatten(),
    Dense(1),
])
model.compile(optimizer=Adam(), loss="mse")
model.fit(epochs=5)
```
"""
LOADED = """
import atexit, sys
heavy = {"pandas", "statsmodels", "tensorflow", "keras"}
atexit.register(lambda: print("loaded:", sorted(heavy & sys.modules.keys())))
"""


@pytest.mark.timeout(900)
def test_a_csv_file_is_shown_trained_on_and_exported_without_anything_heavy_in_the_interface(home, tmp_path):
    rows = "\n".join(f"{2000 + at // 12}-{at % 12 + 1:02d},{at % 12 + at}" for at in range(120))
    (tmp_path / "own.csv").write_text(f"month,sales\n{rows}\n")
    (tmp_path / "01-own.md").write_text(OWN.format(path=tmp_path / "own.csv"))
    script = tmp_path / "script.py"
    with terminal("lesson", "own", "--course", tmp_path, code=LOADED) as term:
        term.shows("1 Own data")
        term.press_until("2", "2005")  # a tick of the chart: the file was read
        term.press("r")
        scored(term)
        term.press_until("k", "Export a Keras script")
        term.press(f"{CTRL_U}{script}{ENTER}")
        term.shows("Written:")
        term.press("q")
        term.until(lambda: b"ended with 0" in term.raw, "it ended")
        assert b"loaded: []" in term.raw
    assert "own.csv" in script.read_text()


def scored(term: Terminal) -> None:
    """The scores of a run stand in the lab."""
    term.until(lambda: re.search(r"one-step RMSE \d", term.text), "it was trained")


def to_spec(term: Terminal) -> None:
    """From the home screen to the lab of the first lesson's second step."""
    term.shows("A first lesson")
    term.press(ENTER)
    term.until(lambda: re.search(r"· [12]/4", term.text), "the lesson")
    if "· 2/4" not in term.text:  # another session was there already
        term.press_until("n", "2/4")
    term.press_until("e", "leave the editor")


@pytest.mark.timeout(900)
def test_two_sessions_at_once_lose_nothing_of_each_other(home):
    with terminal("--course", COURSE) as one, terminal("--course", COURSE) as two:
        for term in (one, two):
            to_spec(term)
        one.press_until(f"# one{ENTER}", "# one\n data")
        one.press_until(CTRL_O, "n next")
        one.press_until("p", "Which one is a colour?")
        one.until(lambda: (Progress().text("first", "small") or "").startswith("# one\n"), "it is written")
        two.press_until(f"# two{ENTER}", "# two\n data")
        two.shows("Another session")  # has edited it as well, says a note
        one.press_until(f"{ENTER}{DOWN}{ENTER}", "Grass has it.")
        one.press_until("n", "2/4")
        two.press_until(CTRL_O, "n next")
        for term in (one, two):
            term.press("2r")
        for term in (one, two):
            scored(term)
            term.press_until("q", "ended with 0")

    with terminal("--course", COURSE) as term:
        to_spec(term)
        term.shows("# two\n data")
        scored(term)
    kept = Progress()
    assert (kept.answers("first"), len(kept.runs("first"))) == ({"colour": 1}, 2)
    (given_way,) = (home / "overwritten").iterdir()
    assert given_way.read_text().startswith("# one\ndata")
