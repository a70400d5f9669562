"""The first screen: the lessons, how far each is, and what comes next."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.widgets import Static

from rnntui.tui import keys
from rnntui.tui.overview import lessons_text, lines_of, next_lesson, next_words
from rnntui.tui.screens.base import CourseScreen, too_small

WAVE = ("⠀⠀⠀⢀⡠⠤⢄⡀⠀⠀⠀⠀⠀⠀⠀⠀⢀⡠⠤⢄⡀", "⠑⠢⠤⠊⠁⠀⠀⠈⠑⠢⢄⣀⡠⠤⠔⠊⠁⠀⠀⠀⠈⠑⠢")


class HomeScreen(CourseScreen):
    """A list of lessons with a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.ON_HOME)

    def __init__(self) -> None:
        super().__init__()
        self._cursor = self._coming = -1

    def compose(self) -> ComposeResult:
        """Title, lessons, keys."""
        yield Static("", id="home-title", markup=False)
        with VerticalScroll(id="home-list", can_focus=False):
            yield Static("", id="home-lessons", markup=False)
        yield Static("", id="home-notes", markup=False)
        yield Static("", id="keys", markup=False)
        yield too_small()

    def on_mount(self) -> None:
        """The cursor stands at the lesson that comes next."""
        self._cursor = self._coming = next_lesson(self.rnntui.course, self.rnntui.progress)
        self._draw()

    def on_screen_resume(self) -> None:
        """A lesson may have got further, or be done: then the cursor goes on to the next."""
        if self._cursor >= 0:
            coming = next_lesson(self.rnntui.course, self.rnntui.progress)
            if coming != self._coming:
                self._cursor = self._coming = coming
            self._draw()

    def on_resize(self) -> None:
        """Other texts fit."""
        if self._cursor >= 0:
            self._draw()

    def action_move(self, by: int) -> None:
        """The cursor, up or down."""
        self._cursor = min(max(self._cursor + by, 0), max(len(self.rnntui.course.lessons) - 1, 0))
        self._draw()

    def action_open(self) -> None:
        """Go on with the lesson under the cursor, at the step where it was left."""
        lessons = self.rnntui.course.lessons
        if lessons:
            self.rnntui.open_lesson(lessons[self._cursor])

    def action_markers(self) -> None:
        """Other characters."""
        self.rnntui.cycle_markers()
        self._draw()

    def draw_notes(self) -> None:
        """What happened in this session and matters later: files that were written, runs that were lost."""
        for place in self.query("#home-notes").results(Static):  # none before it is composed
            place.display = bool(self.rnntui.lasting)
            place.update("\n".join(self.rnntui.lasting))

    def _draw(self) -> None:
        app = self.rnntui
        self.draw_notes()
        what = "See why a recurrent network fails, and make it work."
        what = what if self.size.width >= 66 else what.partition(",")[0] + "."
        title = Text.assemble(("rnntui", "bold"), f"  {what}\n")
        if app.palette.marker == "braille":
            title.append("\n".join(f"  {line}" for line in WAVE)).append("   dotted boxes? press m\n")
        title.append(next_words(app.course, app.progress), "bold")
        self.query_one("#home-title", Static).update(title)
        self.call_after_refresh(self._draw_lessons)
        keys_text = Text.assemble(
            (" Enter", "bold"), " starts  ", ("↑ ↓" if app.unicode else "up down", "bold"), " choose  ",
            ("/", "bold"), " search  ", ("?", "bold"), " keys  ", ("q", "bold"), " quits",
        )  # fmt: skip
        self.query_one("#keys", Static).update(keys_text)

    def _draw_lessons(self) -> None:
        """What fits below the title."""
        app, place = self.rnntui, self.query_one("#home-list")
        size = (place.scrollable_content_region.width - 1, place.scrollable_content_region.height)
        text = lessons_text(app.course, app.progress, self._cursor, size, unicode=app.unicode)
        self.query_one("#home-lessons", Static).update(text)
        lines = lines_of(app.course, self._cursor, size, unicode=app.unicode)
        cursor = Region(0, lines.start, 1, len(lines))
        self.call_after_refresh(place.scroll_to_region, cursor, animate=False)
