"""The app: glue between the screens, the worker, the course and what is kept."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.command import Provider
from textual.filter import LineFilter

from rnntui.charts.ability import IN_CONSOLE, MARKERS, NAMED, Ability
from rnntui.charts.palette import Palette
from rnntui.course.records import Course, Lesson
from rnntui.runs.progress import Progress
from rnntui.tui import keys
from rnntui.tui.aside import aside
from rnntui.tui.checked import Checked
from rnntui.tui.commands import AllActions, KeyCommands
from rnntui.tui.cut_off import cut_off_lines
from rnntui.tui.plain import InAscii, Unsteered
from rnntui.tui.runs_app import RunsApp
from rnntui.tui.screens.help import HelpScreen
from rnntui.tui.screens.home import HomeScreen
from rnntui.tui.themes import themes
from rnntui.tui.told import RunsRemembered, SeriesRead, WorkerSaid

if TYPE_CHECKING:  # all of this is heavy: it comes after the first paint
    from rnntui.course.search import Hit
    from rnntui.tui.link import Remembered, Said, WorkerLink
    from rnntui.tui.wanted import Read

LATER = "rnntui.tui.widgets.lab"  # the heaviest of what is imported after the first paint
SAVED = 0.05  # seconds until what was done is on disk: the screen shows it first
NOTES = 1.0  # seconds between two looks for notes of what is kept; they come from other threads as well


class RnntuiApp(RunsApp):
    """rnntui on a terminal of ``ability``."""

    TITLE = "rnntui"
    CSS_PATH = "rnntui.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {KeyCommands}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [keys.QUIT]

    def __init__(
        self,
        course: Course,
        ability: Ability,
        progress: Progress,
        *,
        theme: str = "textual-dark",
        first: str | None = None,
        slow: bool = False,
        link: WorkerLink | None = None,
        loaded: Callable[[], None] = lambda: None,
    ) -> None:
        few = ability.colours <= NAMED
        super().__init__(ansi_color=True if few else None)
        for one in themes(ability.colours):
            self.register_theme(one)
        self.theme = theme.replace("textual", "ansi") if few else theme
        self.stylesheet.set_variables(self.get_css_variables())  # Textual's own theme was there before
        self.course = course
        self.palette = Palette.of(ability, light=not self.current_theme.dark)
        self.unicode = ability.unicode
        self.set_class(not ability.unicode, "-ascii")
        self.set_class(ability.console, "-console")
        self._in_characters: list[LineFilter] = [Unsteered()]
        if not ability.unicode:
            self._in_characters.append(InAscii(IN_CONSOLE if ability.console else frozenset()))
        self.progress = progress
        self.slow = slow
        self.link = link
        self.ready = LATER in sys.modules
        self._first = first
        self._loaded = loaded
        self.checked = Checked(progress)

    def on_mount(self) -> None:
        """The home screen, and the lesson that was asked for."""
        self.suspend_between_events()
        self.progress.write_later(lambda write: self.set_timer(SAVED, write))
        self.push_screen(HomeScreen())
        lesson = self.course.find(self._first) if self._first else None
        if lesson is not None:
            self.open_lesson(lesson)
        if not self.ready:
            self.call_after_refresh(lambda: self.run_worker(self._get_ready()))
        for line in cut_off_lines(self.course, self.progress):
            self.tell(line)
        self._say_notes()
        self.set_interval(NOTES, self._say_notes)

    def on_unmount(self) -> None:
        """Nothing stays unsaved, and no worker outlives the app."""
        self.progress.write_at_once()
        if self.link is not None:
            self.link.close()

    def _tell(self, said: Said | Remembered | Read) -> None:
        """From the link's threads."""
        from rnntui.tui.link import Said
        from rnntui.tui.wanted import Read

        if isinstance(said, Read):
            self.post_message(SeriesRead(said))
            return
        self.post_message(WorkerSaid(said) if isinstance(said, Said) else RunsRemembered(said))

    def _say_notes(self) -> None:
        """What happened to the files of what was reached and of the runs, once."""
        notes = self.progress.take_notes()
        if notes:  # one says it whenever saving begins to fail, or works again: the title has a mark for it
            for screen in self.lesson_screens():
                screen.draw_bars()
        for note in (*notes, *(self.link.take_notes() if self.link is not None else ())):
            self.tell(note)

    def shows_lasting(self) -> bool:
        """On home, where it is in sight."""
        home = self.screen
        if isinstance(home, HomeScreen):
            home.draw_notes()
        return isinstance(home, HomeScreen)

    def _prepare(self, lesson: Lesson) -> None:
        """The worker's link, and the runs of a lesson."""
        if self.link is None:
            self._connect()
        self._recall(lesson)

    def _connect(self) -> None:
        from rnntui.runs.client import WorkerClient
        from rnntui.runs.store import Store
        from rnntui.tui.link import WorkerLink

        self.link = WorkerLink(self._tell, WorkerClient, Store())

    async def _get_ready(self) -> None:
        """Import what a lesson needs, while the learner reads or chooses one; then fill the lab in."""
        await aside(_load_the_rest)
        self._loaded()
        self.ready = True
        for screen in self.lesson_screens():
            self._prepare(screen.lesson)
            await screen.fill()
        await self.let_keys_go()

    # ------------------------------------------------------------ lessons
    def open_lesson(self, lesson: Lesson, step: int | None = None) -> None:
        """At a step, else where the learner was; in the place of a lesson that is open."""
        from rnntui.tui.screens.lesson import LessonScreen

        if self.ready:
            self._prepare(lesson)
        else:
            self.hold_keys()
        self.show_home()
        self.push_screen(LessonScreen(lesson, self.progress.step(lesson.id) if step is None else step))

    def show_home(self) -> None:
        """All lessons; a run goes on meanwhile."""
        self.progress.look_again()
        while len(self.screen_stack) > 2:
            self.pop_screen()

    def action_help(self) -> None:
        """The keys."""
        self.push_screen(HelpScreen(home=isinstance(self.screen, HomeScreen)))

    def action_command_palette(self) -> None:
        """All actions by name."""
        if not isinstance(self.screen, AllActions):
            self.push_screen(AllActions())

    def action_redraw(self) -> None:
        """Draw everything again, whatever the terminal shows."""
        self.screen.refresh(layout=True)

    def show_search(self, go_to: Callable[[Hit | None], None]) -> None:
        """The search over this screen."""
        from rnntui.tui.screens.search import SearchScreen

        self.push_screen(SearchScreen(self.course, unicode=self.unicode), go_to)

    def reached(self, lesson: Lesson, step: int) -> None:
        """Keep where the learner is; a step that trains warms the worker up."""
        self.progress.save_step(lesson.id, step)
        self.progress.save_last(lesson.id)
        if self.link is not None and lesson.steps[step].spec is not None:
            self.link.warm_up()

    def completed(self, lesson: Lesson) -> None:
        """The last step was left behind."""
        self.progress.save_done(lesson.id)

    # ------------------------------------------------------------ looks
    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through on its way to the screen."""
        return [*super().get_line_filters(), *self._in_characters]

    def cycle_markers(self) -> None:
        """The next kind of characters for charts."""
        known = MARKERS[1:] if self.palette.console else MARKERS  # a console has no braille
        at = known.index(self.palette.marker)
        self.palette = replace(self.palette, marker=known[(at + 1) % len(known)])


def _load_the_rest() -> None:
    """Import what a lesson needs."""
    import rnntui.charts.forecast
    import rnntui.figures.registry
    import rnntui.runs.store
    import rnntui.tui.link
    import rnntui.tui.screens.lesson
    import rnntui.tui.widgets.figure
    import rnntui.tui.widgets.lab  # noqa: F401
