"""A lesson: its step at the left, the lab at the right; below 112 columns one of the two."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from rnntui.course.prose import paragraphs
from rnntui.course.records import Exercise, Lesson, Prose, SpecBlock, Step
from rnntui.tui import keys
from rnntui.tui.pace import TICKS, paced
from rnntui.tui.screens.base import too_small
from rnntui.tui.screens.lesson_bars import LessonBars
from rnntui.tui.widgets.exercise import ExerciseView
from rnntui.tui.widgets.lab_pane import LabPane, gives_away
from rnntui.tui.widgets.questions import Answered
from rnntui.tui.widgets.sentence import Sentence
from rnntui.tui.widgets.step import StepView

if TYPE_CHECKING:  # heavy: the text of a step is painted before
    from rnntui.tui.widgets.figure import FigureView
    from rnntui.tui.widgets.lab import Lab


class LessonScreen(LessonBars):
    """One lesson at one step. The class ``-lab`` is on while the lab has the focus, ``-spec`` where the
    lab shows the spec and not the figure.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(keys.IN_A_LESSON)

    def __init__(self, lesson: Lesson, step: int) -> None:
        super().__init__()
        self.lesson = lesson
        self._paths: dict[str, str] = {}
        self._filled = True  # nothing is missing yet
        self.step = min(max(step, 0), len(lesson.steps) - 1)

    def compose(self) -> ComposeResult:
        """Title, the two panes, the keys; a sentence where there is no room for them."""
        app = self.rnntui
        yield Sentence(id="title")
        yield Sentence(id="tabs")
        with Horizontal(id="panes"):
            yield StepView(unicode=app.unicode, shipped=app.course.shipped, id="lesson")
            yield LabPane(self.lesson, app.progress, unicode=app.unicode, id="lab-pane")
        yield Sentence(id="keys")
        yield too_small()

    async def on_mount(self) -> None:
        """Show the step; how a run goes on changes on a clock."""
        self.set_interval(paced(self.app, TICKS), self.draw_bars_on_tick)
        for name in ("scroll_y", "virtual_size"):  # how far it is read
            self.watch(self.reading, name, self.draw_bars, init=False)
        await self._show_step()

    def on_resize(self) -> None:
        """Other texts fit."""
        self.draw_bars()

    def on_descendant_focus(self) -> None:
        """In the narrow layout the pane that has the focus is the one that shows."""
        if self.focused is not None:
            self.set_class(self.pane in self.focused.ancestors_with_self, "-lab")
        if self.pane.editing:
            self.remove_class("-zoom")  # it would be out of sight
        elif not self.has_class("-lab"):
            self.end_zoom()
        self.draw_bars()

    # ------------------------------------------------------------ its parts
    @property
    def reading(self) -> StepView:
        """The step to read."""
        return self.query_one(StepView)

    @property
    def pane(self) -> LabPane:
        """The lab's half."""
        return self.query_one(LabPane)

    @property
    def current(self) -> Step:
        """The step that shows."""
        return self.lesson.steps[self.step]

    def _spec(self) -> SpecBlock | None:
        """The step's spec, where its text is written."""
        block = self.current.spec
        return self.lesson.spec(block.name) if block is not None else None

    @property
    def place(self) -> str | None:
        """Which spec the lab shows, as the desk and the progress know it."""
        spec = self._spec()
        return f"{self.lesson.id}/{spec.name}" if spec is not None else None

    async def _show_step(self) -> None:
        app, step = self.rnntui, self.current
        # At once, and before a figure that has the focus goes: it would go on to what takes its place.
        self.remove_class("-lab")
        self.set_focus(self.reading, scroll_visible=False)
        self.set_class(step.figure is None, "-spec")
        with app.batch_update():
            await self.reading.show(step, app.progress.answers(self.lesson.id))
            self.mark_claims()
            self._filled = False
            if app.ready:
                await self.fill()
        self.draw_bars()

    async def fill(self) -> None:
        """The lab's half of the step, once its text stands there."""
        if self._filled:
            return
        self._filled = True
        app = self.rnntui
        await self.pane.show(self.current, self._spec(), app.palette)
        app.reached(self.lesson, self.step)
        if self.pane.lab is not None:
            app.want_series(self.pane.lab)
        self.show_facts()
        self.choose_view()
        self.draw_run()
        self._grade_figure()
        if self.focused is self.pane:  # whoever came into the lab before there was anything in it
            self.action_lab_pane()

    # ------------------------------------------------------------ drawing
    def draw_run(self) -> None:
        """Hand the lab the state of its run, and the questions what it computed."""
        lab, place = self.pane.lab, self.place
        entry = self.rnntui.desk.get(place) if place is not None else None
        if lab is not None and place is not None and entry is not None:
            from rnntui.tui.result import ungraded

            lab.show_run(entry.state, entry.table, entry.note, self.rnntui.desk.earlier(place))
            runs = self.rnntui.desk.graded(place, entry.state.spec)
            why_not = ungraded(entry.state)
            self.reading.know_runs(self.rnntui.desk.all_graded(place))
            if (runs or why_not) and not entry.state.running:
                self.reading.grade_runs(place.partition("/")[2], runs, why_not)
                self.reading.know_run(self.rnntui.desk.newest_graded(place))
                self.show_facts()
        self.draw_bars()

    def show_facts(self) -> None:
        """Hand the figure the last run of this lesson, if the step is about one."""
        facts = self.rnntui.desk.facts(self.lesson.id)
        if facts is not None and self.pane.figure is not None and self.pane.lab is not None:
            self.pane.figure.show_run(facts)

    def choose_view(self) -> None:
        """The figure in the lab, or the spec where there is no run yet that the figure could show; whoever is
        in the lab has chosen already."""
        if self.pane.has_class("-both") and not self.has_class("-lab"):
            self.set_class(self.pane.spec_first, "-spec")

    def _grade_figure(self) -> None:
        if self.pane.figure is not None:
            self.reading.grade_figure(self.pane.figure.figure.values())
            self.draw_bars()

    # ------------------------------------------------------------ what is heard
    def on_lab_edited(self, event: Lab.Edited) -> None:
        """Every edit is saved as it is made."""
        event.stop()
        spec = self._spec()
        if spec is not None:
            self.rnntui.progress.save_text(self.lesson.id, spec.name, event.text)
        self.rnntui.want_series(event.lab)

    def on_lab_train_asked(self, event: Lab.TrainAsked) -> None:
        """Start it, or say that another run has to end first."""
        event.stop()
        if self.place is not None:
            self.rnntui.start(self.place, event.spec, event.data, event.seed)
            self.draw_run()

    def on_answered(self, event: Answered) -> None:
        """Answers are kept, and the keys are the lesson's again."""
        event.stop()
        progress, block = self.rnntui.progress, self.current.figure
        progress.save_answer(self.lesson.id, event.name, event.value)
        if not self.reading.guesses_open:
            self.reading.show_claims()
        answers = progress.answers(self.lesson.id)
        if self.pane.figure is not None and block and not gives_away(self.current, block, answers):
            self.pane.figure.unveil()
        self.reading.focus(scroll_visible=False)

    def on_exercise_view_met(self, event: ExerciseView.Met) -> None:
        """A goal that was met stays met."""
        event.stop()
        self.rnntui.progress.save_answer(self.lesson.id, f"{event.name}/met", 1)

    def on_figure_view_moved(self, event: FigureView.Moved) -> None:
        """Controls are kept, and what they answer is graded."""
        event.stop()
        block = self.current.figure
        if block is not None and not event.figure.playing:
            controls = {one.name: one.value for one in event.figure.controls}
            self.rnntui.progress.save_controls(self.lesson.id, block.name, controls)
        self._grade_figure()

    # ------------------------------------------------------------ actions: panes
    def action_other_pane(self) -> None:
        """From the lesson to the lab and back; out of the editor into the lab, out of a number's field into
        the lesson.
        """
        if self.pane.lab is not None and self.pane.editing:
            self.end_zoom()
            self.pane.lab.focus_pane()
        elif self.has_class("-lab") or isinstance(self.focused, Input):
            self.action_lesson_pane()
        else:
            self.action_lab_pane()

    def action_lesson_pane(self) -> None:
        """The lesson; in it, out of a question."""
        self.set_focus(self.reading, scroll_visible=False)

    def action_lab_pane(self) -> None:
        """The lab: the figure, where it shows."""
        self.add_class("-lab")
        lab, figure = self.pane.lab, self.pane.figure
        target: Widget = self.pane
        if figure is not None and not (lab is not None and self.has_class("-spec")):
            target = figure
        elif lab is not None:
            target = lab
        self.set_focus(target, scroll_visible=False)

    def action_view(self) -> None:
        """The figure or the spec, where a step has both."""
        if self.pane.has_class("-both"):
            self.toggle_class("-spec")
            self.action_lab_pane()

    def action_edit(self) -> None:
        """The editor."""
        if self.pane.lab is not None:
            self.add_class("-lab", "-spec")
            self.set_focus(self.pane.lab.editor)

    # ------------------------------------------------------------ actions: questions
    def action_question(self) -> None:
        """Go to a question of the step; where it asks nothing, to its terms."""
        if self.reading.asks:
            self.reading.ask()
        else:
            self.action_terms()

    def action_hint(self) -> None:
        """One hint more, in sight; behind the last one the solution."""
        view = self.reading.open_hint()
        if view is not None:
            self.rnntui.progress.save_answer(self.lesson.id, f"{view.exercise.name}/hints", view.hints)
            if view.solution_shown:
                self._show_solution(view.exercise)
            elif self.has_class("-narrow"):
                self.action_lesson_pane()

    def _show_solution(self, exercise: Exercise) -> None:
        """In the editor, where undo takes it back, or in the figure; and go there."""
        lab, figure, spec = self.pane.lab, self.pane.figure, self._spec()
        if exercise.figure and figure is not None:
            figure.set_controls(exercise.solution_figure)
            self.remove_class("-spec")
        elif lab is not None and spec is not None and spec.name == exercise.spec:
            lab.editor.put(exercise.solution_spec.strip("\n") + "\n")
            self.add_class("-spec")
            self.notify("A solution is in the editor: r trains it, u puts the starting spec back.")
        self.action_lab_pane()

    # ------------------------------------------------------------ actions: steps and screens
    async def action_next_step(self) -> None:
        """The next step; after the last one all lessons."""
        self.rnntui.progress.save_passed(self.lesson.id, self.step)
        self.app.clear_notifications()
        if self.step + 1 < len(self.lesson.steps):
            self.step += 1
            await self._show_step()
        else:
            self.rnntui.completed(self.lesson)
            self.action_home()

    async def action_previous_step(self) -> None:
        """The step before."""
        if self.step > 0:
            self.step -= 1
            await self._show_step()

    def action_home(self) -> None:
        """All lessons; a run goes on meanwhile."""
        self.rnntui.show_home()

    def action_terms(self) -> None:
        """The terms that the step marks, one after the other."""
        prose = [block for block in self.current.blocks if isinstance(block, Prose)]
        marks = [mark for block in prose for one in paragraphs(block.text) for mark, _ in one.marks]
        self.define(*dict.fromkeys(marks))
