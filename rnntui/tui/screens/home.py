"""The first screen: the lessons, how far each is, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.widgets import Static

from rnntui.course.records import Course, Lesson
from rnntui.tui import keys
from rnntui.tui.screens.base import CourseScreen

if TYPE_CHECKING:
    from rnntui.runs.progress import Progress

WAVE = ("⠀⠀⠀⢀⡠⠤⢄⡀⠀⠀⠀⠀⠀⠀⠀⠀⢀⡠⠤⢄⡀", "⠑⠢⠤⠊⠁⠀⠀⠈⠑⠢⢄⣀⡠⠤⠔⠊⠁⠀⠀⠀⠈⠑⠢")


class HomeScreen(CourseScreen):
    """A list of lessons with a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "up", show=False),
        Binding("down,j", "move(1)", "down", show=False),
        Binding("enter,n", "open", "start", show=False),
        keys.SEARCH, keys.MARKERS, keys.HELP, keys.PALETTE, keys.REDRAW, keys.QUIT,
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._cursor = -1

    def compose(self) -> ComposeResult:
        """Title, lessons, keys."""
        yield Static("", id="home-title", markup=False)
        with VerticalScroll(id="home-list", can_focus=False):
            yield Static("", id="home-lessons", markup=False)
        yield Static("", id="keys", markup=False)

    def on_mount(self) -> None:
        """The cursor stands at the lesson that comes next."""
        self._cursor = next_lesson(self.rnntui.course, self.rnntui.progress)
        self._draw()

    def on_screen_resume(self) -> None:
        """A lesson may have got further."""
        if self._cursor >= 0:
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

    def _draw(self) -> None:
        app = self.rnntui
        title = Text.assemble(("rnntui", "bold"), "  See why a recurrent network fails, and make it work.\n")
        if app.palette.marker == "braille":
            title.append("\n".join(f"  {line}" for line in WAVE)).append("   dotted boxes? press m\n")
        self.query_one("#home-title", Static).update(title)
        text = lessons_text(app.course, app.progress, self._cursor, self.size.width - 3, unicode=app.unicode)
        self.query_one("#home-lessons", Static).update(text)
        self.call_after_refresh(self._keep_cursor_in_view)
        keys_text = Text.assemble(
            (" Enter", "bold"), " starts  ", ("↑ ↓" if app.unicode else "up down", "bold"), " choose  ",
            ("?", "bold"), " keys  ", ("q", "bold"), " quits",
        )  # fmt: skip
        self.query_one("#keys", Static).update(keys_text)

    def _keep_cursor_in_view(self) -> None:
        cursor = Region(0, self._cursor, 1, 1)  # a lesson is a line
        self.query_one("#home-list").scroll_to_region(cursor, animate=False)


def next_lesson(course: Course, progress: Progress) -> int:
    """The first lesson that is begun and not done, else the first that is not done, else the first."""
    lessons = course.lessons
    begun = [i for i, one in enumerate(lessons) if progress.step(one.id) and not progress.done(one.id)]
    fresh = [i for i, one in enumerate(lessons) if not progress.done(one.id)]
    return next(iter([*begun, *fresh]), 0)


def lessons_text(course: Course, progress: Progress, cursor: int, width: int, *, unicode: bool) -> Text:
    """A line for each lesson: number, title, how far, minutes."""
    text = Text(no_wrap=True)
    for index, lesson in enumerate(course.lessons):
        mark = ("▸ " if unicode else "> ") if index == cursor else "  "
        line = f"{mark}{lesson.number:>2}  {lesson.title}"
        far = _far(lesson, progress, unicode=unicode)
        tail = f"{far}  {lesson.minutes:>3} min "
        line = line[: max(width - len(tail) - 4, 10)].ljust(max(width - len(tail) - 2, 10)) + tail
        text.append(("\n" if index else "") + line, "bold reverse" if index == cursor else "")
    if not course.lessons:
        text.append("This course has no lessons.")
    for problem in course.problems:
        text.append(f"\n{problem}")
    return text


def _far(lesson: Lesson, progress: Progress, *, unicode: bool) -> str:
    if progress.done(lesson.id):
        return "✓ done" if unicode else "done"
    step = progress.step(lesson.id)
    return (
        f"step {step + 1} of {len(lesson.steps)}"
        if step
        else f"{len(lesson.steps)} step{'' if len(lesson.steps) == 1 else 's'}"
    )
