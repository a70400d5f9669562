"""The lines round a lesson: title, tabs, keys, and how a run goes where the lab is out of sight."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.widgets import Input

from rnntui.course.records import Lesson
from rnntui.tui.footer import Where, footer_text
from rnntui.tui.overview import cut
from rnntui.tui.screens.lab_actions import LabActions
from rnntui.tui.widgets.choices import Choices
from rnntui.tui.widgets.sentence import Sentence

if TYPE_CHECKING:  # heavy: the text of a step is painted before
    from rnntui.tui.desk import Entry

_GAP = 2  # columns between what stands left and what stands right
NOT_SAVED = " not saved "  # as long as it is so; why stands on home


class LessonBars(LabActions):
    """The part of a lesson's screen that is about its lines above and below the panes."""

    step: int
    _glance = ""
    _phase: tuple[str, str] = ("", "")
    _phase_since = 0.0

    def draw_bars(self) -> None:
        """Title, tabs and keys."""
        if not self.query("#keys"):
            return  # not composed yet
        width, lesson = self.size.width, self.lesson
        entry = self._entry
        running = entry is not None and entry.state.running
        self._look_at(entry)
        mark = "" if self.rnntui.progress.saves else NOT_SAVED
        room = width - len(mark) - 1 if mark else width
        title = Text(title_line(lesson, self.step, room, unicode=self.rnntui.unicode))
        tabs = _tabs(in_lab=self.has_class("-lab"), standing=self.reading.standing)
        more_room = self.has_class("-narrow") and tabs.cell_len < title.cell_len
        bar = tabs if more_room else title
        bar.append(self._aside((room if bar is title else width) - bar.cell_len))
        if mark:
            title.append(" " * (room - title.cell_len)).append(mark, "reverse")
        self.query_one("#title", Sentence).say(title)
        self.query_one("#tabs", Sentence).say(tabs)
        self.query_one("#keys", Sentence).say(self._keys(entry, running=running, width=width))

    def draw_bars_on_tick(self) -> None:
        """How a run goes on, where that stands in a bar."""
        entry = self._entry
        if entry is not None and entry.state.running and self._run_is_out_of_sight():
            self._glance = ""
            self.draw_bars()

    @property
    def _entry(self) -> Entry | None:
        """The run of the spec that the lab shows."""
        return self.rnntui.desk.get(self.place) if self.place and self.rnntui.ready else None

    def _keys(self, entry: Entry | None, *, running: bool, width: int) -> Text:
        trains, last = self.current.spec is not None, self.step + 1 == len(self.lesson.steps)
        ended = entry is not None and not running
        where = self._where()
        plays = self.pane.figure is not None and self.pane.figure.plays
        below = self.reading.scroll_y < self.reading.max_scroll_y
        return footer_text(
            where,
            running=running,
            ended=ended,
            width=width,
            trains=trains,
            plays=plays,
            first=self.step == 0,
            last=last,
            more=("↓" if self.rnntui.unicode else "down") if below else "",
        )

    def _where(self) -> Where:
        """Where the focus is, for the keys in the last line."""
        focused = self.focused
        if self.pane.editing:
            return "editor"
        if isinstance(focused, Choices | Input):
            return "choices" if isinstance(focused, Choices) else "number"
        figure = self.pane.figure
        if figure is not None and focused is figure:
            if figure.waiting:
                return "waiting"
            return "veiled" if figure.veiled else "both" if self.pane.lab is not None else "figure"
        if self.has_class("-lab") and self.pane.lab is None:
            return "empty"
        if self.has_class("-lab"):
            return "spec" if self.pane.has_class("-both") and not self.pane.spec_first else "lab"
        return "asking" if self.reading.open else "lesson"

    # ------------------------------------------------------------ the run, where the lab is out of sight
    def _run_is_out_of_sight(self) -> bool:
        """Whether the lab, whose last lines say how the run goes, is not on the screen."""
        hidden = self.has_class("-narrow") and not self.has_class("-lab")
        return hidden or (self.pane.has_class("-both") and not self.has_class("-spec"))

    def _look_at(self, entry: Entry | None) -> None:
        """Forget what was said of another run or phase; between two ticks of one the words stay."""
        phase = (entry.state.run, entry.state.phase + entry.state.stopping) if entry is not None else ("", "")
        if phase != self._phase:
            self._phase, self._phase_since, self._glance = phase, time.monotonic(), ""

    def _aside(self, room: int) -> str:
        """How the run goes or ended, at the right end of a bar that has ``room`` columns left."""
        entry = self._entry
        if entry is None or not self._run_is_out_of_sight():
            return ""
        from rnntui.tui.result import glance
        from rnntui.tui.words import running_line

        state, width = entry.state, room - _GAP
        if state.failed is not None:
            self._glance = cut(state.failed.message, width, unicode=self.rnntui.unicode)
        elif state.finished is not None:
            self._glance = glance(state.finished, width)
        elif not self._glance or cell_len(self._glance) > width:
            now = time.monotonic()
            waited, silent = now - self._phase_since, now - state.heard
            self._glance = running_line(state, waited, width, silent=silent, unicode=self.rnntui.unicode)
        fits = 0 < cell_len(self._glance) <= width
        return self._glance.rjust(room - 1) if fits else ""


def title_line(lesson: Lesson, step: int, width: int, *, unicode: bool) -> str:
    """The lesson and the step, which is in sight however long the lesson's title is."""
    head = f" rnntui  {lesson.number} "
    tail = f" {'·' if unicode else '-'} {step + 1}/{len(lesson.steps)}"
    return head + cut(lesson.title, width - len(head) - len(tail), unicode=unicode) + tail


def _tabs(*, in_lab: bool, standing: str) -> Text:
    """The two tabs, which a click opens; in the lab, where the exercise is out of sight, how it stands."""
    text = Text(" ")
    for name, here, action in (("Lesson", not in_lab, "lesson_pane"), ("Lab", in_lab, "lab_pane")):
        style = Style(bold=here or None, meta={"@click": (f"screen.{action}", ())})
        text.append(f"[{name}]" if here else f" {name} ", style).append(" ")
    return text.append(f"  {standing}") if in_lab and standing else text
