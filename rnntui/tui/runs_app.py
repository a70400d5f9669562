"""The runs of a session: begun, heard of, ended, found again, by the place where they were started."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from rnntui.tui.overview import where_words
from rnntui.tui.series_app import SeriesApp
from rnntui.tui.told import RunsRemembered, WorkerSaid

if TYPE_CHECKING:  # all of this is heavy: it comes after the first paint
    from rnntui.course.records import Course, Lesson
    from rnntui.tui.checking import Check
    from rnntui.tui.desk import Desk


class RunsApp(SeriesApp):
    """An app whose lessons train."""

    course: Course
    _recalled: frozenset[str] = frozenset()

    @cached_property
    def desk(self) -> Desk:
        """The runs by the place where they were started."""
        from rnntui.tui.desk import Desk

        return Desk()

    def start(self, place: str, spec: str, data: str, seed: int) -> None:
        """Train ``spec``, unless another run is under way."""
        from rnntui.tui.run_state import RunState

        busy = self.desk.running()
        if self.link is None or busy is not None:
            if busy is not None:
                self.notify(
                    f"A run is under way{where_words(self.course, busy, place)}: r there stops it.",
                    markup=False,
                )
            return
        warm = self.link.is_warm
        run = self.link.train(spec, data, seed)
        self.desk.begin(place, RunState(run, spec, seed, warm))
        self.progress.save_begun(*place.split("/", 1))

    def end(self, place: str, how: str) -> None:
        """Stop or cancel the run of a place; a worker that does not answer the latter is ended by it."""
        entry = self.desk.get(place)
        if self.link is None or entry is None:
            return
        if entry.state.stopping == "cancel":
            if how == "cancel" and self.desk.unanswered(place):
                self.link.let_go()
            return
        self.desk.mark(place, how)
        (self.link.stop if how == "stop" else self.link.cancel)(entry.state.run)

    def stop_to_leave(self) -> bool:
        """Stop the run under way, if there is something of it to keep."""
        place = self.desk.worth_keeping()
        if place is not None:
            self.end(place, "stop")
        return place is not None

    def check(self, check: Check) -> str:
        """Have claims proven, in a thread; a reason where that can't be now."""
        busy = self.desk.running()
        if busy is not None or self.link is None:
            return f"A run is under way{where_words(self.course, busy or '', '')}: let it end first."
        self.link.check(check)
        return ""

    def seed(self, place: str | None) -> int:
        """The seed of the newest run there, whose result shows; 0 before the first."""
        entry = self.desk.get(place) if place is not None else None
        return entry.state.seed if entry is not None else 0

    def on_worker_said(self, event: WorkerSaid) -> None:
        """Move the run on, and show it where it is shown."""
        place = self.desk.hear(event.said)
        entry = self.desk.get(place) if place is not None else None
        if place is None or entry is None:
            return
        lesson, _, spec = place.partition("/")
        if entry.state.kept:
            self.progress.save_run(lesson, spec, entry.state.run)
        if not entry.state.running:
            self.progress.save_ended(lesson, spec)
            if self.leaving:
                self.exit()
        for screen in self.lesson_screens():
            if screen.place == place:
                screen.draw_run()

    def _recall(self, lesson: Lesson) -> None:
        """Runs of this lesson that ended another day, once a session."""
        runs = {run: f"{lesson.id}/{spec}" for run, spec in self.progress.runs(lesson.id).items()}
        if self.link is not None and lesson.id not in self._recalled and runs:
            self.link.recall(lesson.id, runs)
        self._recalled |= {lesson.id}

    def on_runs_remembered(self, event: RunsRemembered) -> None:
        """Show them where their lesson is open."""
        self.desk.remember(event.remembered)
        for screen in self.lesson_screens():
            if screen.lesson.id == event.remembered.lesson:
                screen.show_facts()
                screen.choose_view()
                screen.draw_run()
