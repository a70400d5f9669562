"""The app without a terminal: a worker that says what the test says, a course of two small lessons."""

from __future__ import annotations

import asyncio
import inspect
import os
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import pytest

CHATTY = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "COLORTERM", "LC_ALL", "LC_CTYPE", "TEXTUAL_THEME")
# The plugin that compares pictures speaks to its processes by variables that begin alike.
_SETTINGS = [name for name in os.environ if name.startswith("TEXTUAL") and "SNAPSHOT" not in name]
for name in (*CHATTY, *_SETTINGS):
    os.environ.pop(name, None)  # Textual looks when it is imported
os.environ["LANG"] = "C.UTF-8"

from textual.pilot import Pilot  # noqa: E402
from textual.widgets import Static  # noqa: E402

from rnntui.charts.ability import Ability  # noqa: E402
from rnntui.course.load import load_course  # noqa: E402
from rnntui.course.records import Course  # noqa: E402
from rnntui.runs.progress import Progress  # noqa: E402
from rnntui.tui.app import RnntuiApp, WorkerSaid  # noqa: E402
from rnntui.tui.link import Said  # noqa: E402
from rnntui.tui.screens.lesson import LessonScreen  # noqa: E402
from rnntui.tui.wanted import Wanted  # noqa: E402
from rnntui.tui.widgets.lab import Lab  # noqa: E402

COURSE = Path(__file__).parent / "course"
PATIENCE = 60.0  # seconds that a condition may take on a loaded machine
NARROW, WIDE = (80, 24), (120, 40)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Tests that are coroutines run in an event loop of their own."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = pyfuncitem._fixtureinfo.argnames
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in wanted}))
    return True


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, and no word of a terminal."""
    for name in CHATTY:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RNNTUI_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


class FakeLink:
    """In the place of the worker: keeps what it was asked, and says what a test says."""

    def __init__(self) -> None:
        self.app: RnntuiApp | None = None
        self.is_warm = False
        self.trained: list[tuple[str, str, str, int]] = []
        self.stopped: list[str] = []
        self.cancelled: list[str] = []
        self.warmed = 0
        self.described: list[Wanted] = []
        self.closed = False
        self.let_gone = 0
        self.notes: list[str] = []
        self.recalled: list[tuple[str, dict[str, str]]] = []

    @property
    def run(self) -> str:
        """The newest run."""
        return self.trained[-1][0]

    def warm_up(self) -> None:
        self.warmed += 1

    def train(self, spec: str, data: str, seed: int) -> str:
        run = f"run-{len(self.trained)}"
        self.trained.append((run, spec, data, seed))
        return run

    def stop(self, run: str) -> None:
        self.stopped.append(run)

    def cancel(self, run: str) -> None:
        self.cancelled.append(run)

    def let_go(self) -> None:
        self.let_gone += 1

    def recall(self, lesson: str, runs: Mapping[str, str]) -> None:
        self.recalled.append((lesson, dict(runs)))

    def describe(self, wanted: Wanted) -> None:
        self.described.append(wanted)

    def take_notes(self) -> tuple[str, ...]:
        notes = tuple(self.notes)
        self.notes.clear()
        return notes

    def close(self) -> None:
        self.closed = True

    def say(self, event: Any, **more: Any) -> None:
        assert self.app is not None
        self.app.post_message(WorkerSaid(Said(event, **more)))


@dataclass
class Opened:
    """The app under test."""

    app: RnntuiApp
    pilot: Pilot[Any]
    link: FakeLink

    @property
    def lesson(self) -> LessonScreen:
        """The lesson's screen."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, LessonScreen))

    @property
    def lab(self) -> Lab:
        """The lab of the step."""
        lab = self.lesson.pane.lab
        assert lab is not None
        return lab

    @property
    def text(self) -> str:
        """What stands on the screen."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    def line(self, selector: str) -> str:
        """The text of a Static."""
        return str(self.app.screen.query_one(selector, Static).content)

    async def press(self, *keys: str) -> None:
        """Press keys, and wait until they have done what they do."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def until(self, holds: Callable[[], Any], what: str = "") -> None:
        """Wait until a condition holds; what stands on the screen, where it never does."""
        end = time.monotonic() + PATIENCE
        while not holds():
            if self.app._exception is not None:
                raise self.app._exception
            assert time.monotonic() < end, f"never: {what or inspect.getsource(holds)}\n{self.text}"
            await self.pilot.pause(0.01)

    async def tells(self, text: str) -> None:
        """Wait until a note pops up with a text, however its lines are broken."""
        notes = self.app._notifications
        await self.until(lambda: any(text in note.message for note in notes), repr(text))

    async def shows(self, text: str) -> None:
        """Wait until a text stands on the screen."""
        await self.until(lambda: text in self.text, repr(text))

    async def read(self) -> None:
        """Wait until the lab knows the series of its spec."""
        await self.until(lambda: self.lab.reading.facts is not None, "the series is loaded")

    async def train(self, key: str) -> None:
        """Press a key that trains, and wait until the worker was asked."""
        before = len(self.link.trained)
        await self.press(key)
        await self.until(lambda: len(self.link.trained) > before, f"{key} trains")

    async def said(self, event: Any, **more: Any) -> None:
        """Let the worker say something."""
        self.link.say(event, **more)
        await self.pilot.pause()


Open: TypeAlias = Callable[..., AbstractAsyncContextManager[Opened]]


def make_app(
    link: FakeLink,
    *,
    course: Course | None = None,
    first: str | None = None,
    colours: int = 2**24,
    marker: Any = "braille",
    console: bool = False,
    progress: Progress | None = None,
    theme: str = "textual-dark",
) -> RnntuiApp:
    """The app with a link in the place of the worker, and nothing that depends on the machine."""
    ability = Ability(colours, marker, True, console)
    known = course or load_course(COURSE)
    app = RnntuiApp(known, ability, progress or Progress(), theme=theme, first=first, link=link)
    app.animation_level = "none"
    link.app = app
    return app


def _notify_for_long(app: RnntuiApp, message: str, **more: Any) -> None:
    """A note that no loaded machine is too late for."""
    type(app).notify(app, message, **more | {"timeout": 10 * PATIENCE})


@pytest.fixture
def opened() -> Open:
    """Opens the app: ``async with opened(size, first="first") as tui``."""

    @asynccontextmanager
    async def open_app(size: tuple[int, int] = NARROW, **options: Any) -> AsyncIterator[Opened]:
        link = FakeLink()
        app = make_app(link, **options)
        app.notify = partial(_notify_for_long, app)  # type: ignore[method-assign]
        async with app.run_test(size=size, notifications=True) as pilot:
            yield Opened(app, pilot, link)

    return open_app
