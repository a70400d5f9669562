"""The text of a lesson stands before what its lab needs is there, and no key is lost meanwhile."""

from __future__ import annotations

import threading
from typing import Any

from rnntui.tui import app as app_module
from rnntui.tui.screens.lesson import LessonScreen


async def test_keys_wait_for_the_lab(opened: Any, monkeypatch: Any) -> None:
    there = threading.Event()
    monkeypatch.setattr(app_module, "LATER", "not.imported.yet")
    monkeypatch.setattr(app_module, "_load_the_rest", lambda: there.wait(60))
    async with opened((120, 40), first="first") as tui:
        await tui.shows("o lab")
        assert tui.lesson.pane.lab is None
        text = [line[:40] for line in tui.text.split("\n")]
        await tui.pilot.press("n", "o", "e", "z", "q")
        assert tui.lesson.step == 0
        assert [line[:40] for line in tui.text.split("\n")] == text
        there.set()
        await tui.until(lambda: tui.lesson.pane.lab is not None and "zq" in tui.lab.editor.text)
        await tui.read()
        assert (tui.lesson.step, tui.lesson.has_class("-lab")) == (1, True)


async def test_home_takes_keys_at_once(opened: Any, monkeypatch: Any) -> None:
    there = threading.Event()
    monkeypatch.setattr(app_module, "LATER", "not.imported.yet")
    monkeypatch.setattr(app_module, "_load_the_rest", lambda: there.wait(60))
    async with opened((80, 24)) as tui:
        await tui.shows("A second lesson")
        await tui.pilot.press("enter", "n")
        await tui.until(lambda: isinstance(tui.app.screen, LessonScreen))
        assert tui.lesson.step == 0
        there.set()
        await tui.until(lambda: tui.lesson.step == 1)
