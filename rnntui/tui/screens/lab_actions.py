"""What a lesson's keys do with the runs and charts of its lab: train, stop, other seeds, losses, units."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rnntui.course.records import Expect
from rnntui.tui.screens.spec_actions import NO_SPEC, SpecActions

if TYPE_CHECKING:  # heavy: the text of a step is painted before
    from rnntui.course.records import Step
    from rnntui.tui.lab_charts import View
    from rnntui.tui.widgets.step import StepView


class LabActions(SpecActions):
    """The part of a lesson's screen that is about runs and how they are drawn."""

    if TYPE_CHECKING:  # what the lesson's screen has

        @property
        def reading(self) -> StepView: ...
        @property
        def current(self) -> Step: ...
        def draw_run(self) -> None: ...
        def action_lab_pane(self) -> None: ...

    # ------------------------------------------------------------ runs
    def action_train(self) -> None:
        """Train with seed 0; while it trains: stop and keep."""
        self._train(0)

    def _train(self, seed: int) -> None:
        lab, place = self.pane.lab, self.place
        self.app.clear_notifications()
        if lab is None or place is None:
            self.notify("This step has nothing to train.")
            return
        entry = self.rnntui.desk.get(place)
        if entry is not None and entry.state.running:
            self._end("stop")
            return
        self.show_spec()
        if not lab.ask_to_train(seed) and lab.obstacle:
            self.rnntui.want_series(lab, again=True)  # a file may be there by now
            self.notify(lab.obstacle, markup=False)

    def action_cancel_run(self) -> None:
        """Cancel, keep nothing."""
        self._end("cancel")

    def action_another_seed(self) -> None:
        """Train with the seed after the one of the newest run."""
        entry = self.rnntui.desk.get(self.place) if self.place is not None else None
        if entry is None or not entry.state.running:
            self._train(self.rnntui.seed(self.place) + 1)

    def _end(self, how: str) -> None:
        place = self.place
        entry = self.rnntui.desk.get(place) if place is not None else None
        if place is not None and entry is not None and entry.state.running:
            self.rnntui.end(place, how)
            self.draw_run()

    # ------------------------------------------------------------ figure and charts
    def action_play_figure(self) -> None:
        """The figure's space bar, pressed in the lesson, which tells to press it: go there, and press.

        One that waits for a guess only says so."""
        figure = self.pane.figure
        if figure is None or (self.pane.lab is not None and self.has_class("-spec")):
            return
        self.action_lab_pane()
        if not figure.veiled:
            figure.action_press("space")

    def action_losses(self) -> None:
        """The forecast, or the losses on one scale or the other."""
        self._look(lambda view: view.next_kind())

    def action_beside(self) -> None:
        """The run before, all runs of the lesson, or none beside this one."""
        self._look(lambda view: view.next_compared())

    def action_units(self) -> None:
        """The forecast in the series' own units, or as the network sees it."""
        self._look(lambda view: view.in_other_units())

    def _look(self, change: Callable[[View], View]) -> None:
        """Look at the runs in another way, and say where, if that is out of sight."""
        lab = self._lab_or_say("This step has no chart of a run: this key has nothing to change.")
        if lab is None:
            return
        lab.look(change(lab.view))
        if self.has_class("-narrow") and not self.has_class("-lab"):
            self.notify("The chart in the lab has changed: o goes there.")
        elif self.pane.has_class("-both") and not self.has_class("-spec"):
            self.notify("The chart of the run has changed, behind this figure: v shows it.")

    def action_details(self) -> None:
        """All that is known of the run."""
        from rnntui.tui.screens.result import ResultScreen

        entry = self.rnntui.desk.get(self.place) if self.place is not None else None
        if entry is None or entry.state.running:
            self.notify("There is no result yet: r trains." if self.pane.lab is not None else NO_SPEC)
            return
        self.app.push_screen(ResultScreen(entry.state, entry.table, entry.note))

    def action_claims(self) -> None:
        """The claims of the step and their proofs."""
        from rnntui.tui.screens.claims import ClaimsScreen

        claims = [block for block in self.current.blocks if isinstance(block, Expect)]
        if not claims:
            self.notify("This step claims nothing that training or a figure could prove.")
        elif self.reading.guesses_open:
            self.notify("The claims of this step would answer your guess: make it first (Enter).")
        else:
            app, shipped = self.rnntui, self.rnntui.course.shipped
            claims_screen = ClaimsScreen(
                self.lesson, claims, app.checked, app.check, shipped=shipped, unicode=app.unicode
            )
            app.push_screen(claims_screen, lambda _: self.mark_claims())

    def mark_claims(self) -> None:
        """How the step's claims turned out here stands at each of them."""
        self.reading.mark_claims(lambda claim: self.rnntui.checked.of(self.lesson, claim))

    def action_markers(self) -> None:
        """Other characters for charts."""
        self.rnntui.cycle_markers()
        self.pane.use(self.rnntui.palette)
