"""The lab: a spec at work, the chart of its runs, and how they go."""

from __future__ import annotations

import time
from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.message import Message

from rnntui.charts.palette import Palette
from rnntui.runs.tables import ForecastTable
from rnntui.spec.records import Edit, SeriesSource
from rnntui.tui.earlier import NONE_EARLIER, Earlier
from rnntui.tui.lab_charts import Runs, View, lab_chart, source_of
from rnntui.tui.pace import TICKS, paced
from rnntui.tui.result import Beside, advice, fitted
from rnntui.tui.run_rows import EDITORS, LEAST_CHART, Room, run_rows
from rnntui.tui.run_state import RunState
from rnntui.tui.slow_motion import slow_motion
from rnntui.tui.widgets.chart import ChartView
from rnntui.tui.widgets.editor import SpecEditor
from rnntui.tui.widgets.offer_list import OfferList
from rnntui.tui.widgets.sentence import Sentence
from rnntui.tui.widgets.spec_side import SpecSide

CHART_TICKS = 2  # ticks between two charts of it: at most two a second
TYPING_TICKS = 8  # the same while someone types: a key waits for a chart that is being drawn
TYPING = 0.5  # seconds after a key in the editor in which the next one is likely


class Lab(SpecSide, can_focus=True):
    """One spec at work. It starts nothing itself: it posts what is asked for.

    It takes the focus itself, so that plain letters are keys in it; ``e`` goes on to the editor.
    """

    class TrainAsked(Message):
        """A spec without errors is to be trained."""

        def __init__(self, lab: Lab, spec: str, data: str, seed: int) -> None:
            super().__init__()
            self.lab = lab
            self.spec = spec
            self.data = data
            self.seed = seed

    def __init__(self, text: str, palette: Palette, *, unicode: bool = True, id: str | None = None) -> None:
        super().__init__(text, unicode=unicode, id=id)
        self._advises = True
        self._palette = palette
        self._source: SeriesSource | None = None  # of the text, or of what it was before it could not be read
        self._runs = Runs()
        self._frames: list[Runs] = []  # of its slow motion, to be shown before it
        self._note = ""
        self._view = View()
        self._phase_since = time.monotonic()
        self._since_chart = 0  # ticks
        self._typed = float("-inf")

    def compose(self) -> ComposeResult:
        """The editor over its status line, the chart, and the line of the run."""
        yield SpecEditor(self._reading.text, id="editor")
        yield Sentence(id="status")
        yield ChartView(self._palette, id="chart")
        yield Sentence(id="run-line")
        yield OfferList(unicode=self._unicode)

    def on_mount(self) -> None:
        """The texts of a run change on a clock, whatever the events come at."""
        self.set_interval(paced(self.app, TICKS), self._on_tick)
        self._read_again()

    # ------------------------------------------------------------ what it is given
    def focus_pane(self) -> None:
        """The focus, but not in the editor; at once, so that the next key is a key."""
        self.screen.set_focus(self, scroll_visible=False)

    def show_run(
        self,
        state: RunState | None,
        table: ForecastTable | None,
        note: str = "",
        earlier: Earlier = NONE_EARLIER,
    ) -> None:
        """The state of the run; drawn at once where a phase begins or a key ends it, else with the clock."""
        before = self._runs.state
        self._runs, self._note = Runs(state, table, earlier), note
        just_ended = before is not None and state is not None and before.run == state.run and before.running
        self._frames = list(slow_motion(self._runs)) if just_ended and self._shows_motion() else []
        if state is None or before is None or (state.run, state.phase) != (before.run, before.phase):
            self._phase_since = time.monotonic()
            self._draw_chart()
            self._draw_line()
        elif state.stopping != before.stopping:
            self._phase_since = time.monotonic()
            self._draw_line()

    def advise(self, advises: bool) -> None:
        """Whether it says what to try after a run, or only what that shows: exercises have hints."""
        self._advises = advises
        self._say_what_f_does()

    @property
    def view(self) -> View:
        """How the runs are looked at."""
        return self._view

    def look(self, view: View) -> None:
        """Look at the runs in another way."""
        self._view, self._frames = view, []
        self._draw_chart()

    def use(self, palette: Palette) -> None:
        """Draw with another palette."""
        self._palette = palette
        self._draw_chart()

    def ask_to_train(self, seed: int) -> bool:
        """Post the request to train, or show the first error in the text; whether it was posted."""
        spec = self._reading.spec
        if spec is None or self._reading.facts is None:
            errors = self._reading.errors
            if errors:
                where = errors[0].where
                # The focus stays: outside the editor f mends the line, in it f would be typed.
                self.editor.move_cursor((where.line - 1, where.column - 1))
            return False
        self.post_message(self.TrainAsked(self, self._reading.text, spec.data.name, seed))
        return True

    def _to_try(self) -> tuple[Edit, ...]:
        """What the run suggests, where nothing in the text is to be mended first."""
        if not self._advises or self._mend_of_text():
            return ()
        return advice(self._runs.state, self._reading.spec)

    # ------------------------------------------------------------ what happens
    def on_descendant_focus(self) -> None:
        """In the editor f is a letter."""
        self._say_what_f_does()

    def on_descendant_blur(self) -> None:
        """Outside it, f is a key."""
        self._say_what_f_does()

    def _say_what_f_does(self) -> None:
        self._draw_status()
        self._draw_end()

    def _draw_end(self) -> None:
        """What is said of a run that ended depends on the text: what that says, and what f does there."""
        if self._runs.state is not None and self._runs.state.finished is not None:
            self._draw_line()

    def on_text_area_selection_changed(self) -> None:
        """Someone types."""
        self._typed = time.monotonic()

    def _shows_motion(self) -> bool:
        """Whether pictures one after the other do any good: not on a slow line, nor to someone who types."""
        types = time.monotonic() - self._typed < TYPING
        return self._view.kind == "forecast" and not types and paced(self.app, TICKS) == TICKS

    def _on_tick(self) -> None:
        state = self._runs.state
        if self._frames:
            self._frames = self._frames[1:] if self._shows_motion() else []
            self._draw_chart()
            return
        if state is None or not state.running:
            return
        self._draw_line()
        self._since_chart += 1
        types = time.monotonic() - self._typed < TYPING
        if self._since_chart >= (TYPING_TICKS if types else CHART_TICKS):
            self._since_chart = 0
            self._draw_chart()

    # ------------------------------------------------------------ drawing
    def _read_again(self) -> None:
        super()._read_again()
        self._draw_end()
        if self._runs.state is None or self._runs.state.shows_nothing:
            self._draw_chart()

    def on_resize(self) -> None:
        """Other lines fit."""
        self._draw_line()

    def _draw_line(self) -> None:
        state, line = self._runs.state, self.query_one("#run-line", Sentence)
        line.set_class(state is not None and state.phase == "failed", "-error")
        width = self.size.width - 2 if self.size.width else 1000  # less its padding
        said = frozenset(problem.message for problem in self._reading.problems)
        beside = Beside(said, self._mend_key if self._to_try() else "", self._advises)
        now, since = time.monotonic(), self._phase_since
        self._say_rows(run_rows(state, width, since, now, self._note, beside, unicode=self._unicode))

    def _say_rows(self, rows: Sequence[str]) -> None:
        """Say them under the chart: the editor gives way, and what does not fit then is counted."""
        if not self.size.width:  # out of sight: what fits is known when it shows
            self.query_one("#run-line", Sentence).say(Text("\n".join(rows)))
            return
        more = "…" if self._unicode else "..."
        screen, status = self.screen, self.query_one("#status").size.height
        wide, zoomed = screen.has_class("-wide"), screen.has_class("-zoom")
        room = Room(self.size.height, status, wide=wide, zoomed=zoomed)
        # Who edits sees the spec; else the editor gives way to what is said and to the chart.
        small = "" if screen.focused is self.editor else room.editor(len(rows))
        for name in EDITORS:
            self.set_class(name == small, name)
        free = room.beside(EDITORS.get(small, room.usual), LEAST_CHART)
        self.query_one("#run-line", Sentence).say(Text("\n".join(fitted(rows, free, more))))

    def _draw_chart(self) -> None:
        self._source = self._reading.parsed.source or self._source
        source = source_of(self._runs.state, self._source)
        series = self._series.of(source)
        shown = self._frames[0] if self._frames else self._runs
        drawing = lab_chart(shown, source, series, self._view)
        self.query_one(ChartView).show(drawing, self._palette)
