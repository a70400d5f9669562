"""The series of a session: asked for by specs, read in a thread or by the worker, handed to the labs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from rnntui.tui.leaving import LeavingApp
from rnntui.tui.told import SeriesRead

if TYPE_CHECKING:  # all of this is heavy: it comes after the first paint
    from rnntui.tui.link import WorkerLink
    from rnntui.tui.screens.lesson import LessonScreen
    from rnntui.tui.wanted import Library, Wanted
    from rnntui.tui.widgets.spec_side import SpecSide

TYPED = 0.4  # seconds after the last letter of a file's name in which it is not looked for yet


class SeriesApp(LeavingApp):
    """An app whose lessons' specs are about series; ``link`` leads to the worker, once there is one."""

    link: WorkerLink | None

    def lesson_screens(self) -> list[LessonScreen]:
        """Those that are open, be it under the help or the palette."""
        from rnntui.tui.screens.lesson import LessonScreen

        return [screen for screen in self.screen_stack if isinstance(screen, LessonScreen)]

    @cached_property
    def library(self) -> Library:
        """The series of this session."""
        from rnntui.tui.wanted import Library

        return Library(lambda read: self.post_message(SeriesRead(read)), self._describe)

    def _describe(self, wanted: Wanted) -> None:
        if self.link is not None:
            self.link.describe(wanted)

    def want_series(self, lab: SpecSide, *, again: bool = False) -> None:
        """Have the series read that the lab's spec asks for; ``again``, if it could not be."""
        from rnntui.series import catalogue

        lab.editor.series = {one: entry["title"] for one, entry in catalogue.entries().items()}
        wanted = lab.missing_series()
        if wanted is None:
            return
        read = self.library.known(wanted, again=again)
        if read is not None:
            lab.know(read)
        elif wanted.is_built_in or again:
            self.library.ask(wanted)
        else:  # the name of a file is typed letter by letter
            self.set_timer(
                TYPED, lambda: self.library.ask(wanted) if lab.missing_series() == wanted else None
            )

    def on_series_read(self, event: SeriesRead) -> None:
        """Hand it to the lab that waits for it, or say why there is none."""
        from rnntui.tui.widgets.lab import Lab

        self.library.keep(event.read)
        for lab in [lab for screen in self.lesson_screens() for lab in screen.query(Lab)]:
            if lab.missing_series() == event.read.wanted:
                lab.know(event.read)
