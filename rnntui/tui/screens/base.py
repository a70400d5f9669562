"""What the screens with lessons have in common: help, all actions, the search, a definition."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import BindingType
from textual.geometry import Size
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widgets import Static

from rnntui.tui import keys

if TYPE_CHECKING:
    from rnntui.course.search import Hit
    from rnntui.tui.app import RnntuiApp


WIDE = 112  # columns from which on both panes of a lesson are in sight


class OverScreen(ModalScreen[ScreenResultType]):
    """A screen over another one; its own keys come before those that all of them have."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.OVER)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012

    def on_mount(self) -> None:
        """Notes would lie over its keys."""
        self.app.clear_notifications()


class CourseScreen(Screen[None]):
    """A screen of the course. Its classes say how much room there is."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-tall")]  # noqa: RUF012

    @property
    def rnntui(self) -> RnntuiApp:
        """The app, under its own type."""
        return cast("RnntuiApp", self.app)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """After a scroll Textual 8 knows the places of what is in sight; all others it finds when asked.

        Asked between a change of a class and its layout, it takes what has just come into sight for known
        and never tells it its size: it stays blank. So it finds all of them at once.
        """
        super()._refresh_layout(size, scroll)
        if scroll:
            _ = self._compositor.full_map

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where there is no note, Escape does what else it does."""
        return self.rnntui.has_notes if action == "notes_away" else super().check_action(action, parameters)

    def action_notes_away(self) -> None:
        """All that are in sight."""
        self.app.clear_notifications()

    def action_palette(self) -> None:
        """All actions, by name."""
        self.app.action_command_palette()

    def action_search(self) -> None:
        """Search lessons and glossary, and go to what was chosen."""
        self.rnntui.show_search(self._go_to)

    def _go_to(self, hit: Hit | None) -> None:
        if hit is None:
            return
        entry = hit.entry
        if entry.term is not None:
            self.define(entry.term.anchor)
        elif entry.lesson is not None:
            self.rnntui.open_lesson(entry.lesson, entry.step)

    def action_define(self, anchor: str) -> None:
        """A marked term was clicked."""
        self.define(anchor)

    def define(self, *anchors: str) -> None:
        """Open the definitions of terms, the first of them in sight."""
        from rnntui.tui.screens.definition import DefinitionScreen

        found = [self.rnntui.course.glossary.find(anchor) for anchor in anchors]
        terms = [term for term in found if term is not None]
        if terms:
            self.app.push_screen(DefinitionScreen(terms, self.rnntui.course))
        else:
            self.notify("No term is marked in this step. / searches the glossary.")


def too_small() -> Static:
    """What stands over all else where there is no room for it."""
    return Static("rnntui needs 60 columns and 20 rows: make the terminal larger.", id="too-small")
