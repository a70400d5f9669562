"""A step of a lesson to read: its prose, its questions, its exercise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static

from rnntui.course.records import (
    Block,
    Broken,
    Exercise,
    Expect,
    FigureBlock,
    Guess,
    Prose,
    Quiz,
    SpecBlock,
    Step,
)
from rnntui.tui.checked import Measured
from rnntui.tui.markdown import to_text
from rnntui.tui.widgets.choices import Choices
from rnntui.tui.widgets.exercise import ExerciseView
from rnntui.tui.widgets.questions import GuessView, QuizView

Answers = Mapping[str, "int | str"]


class ProseView(Static):
    """Prose, wrapped to the width that there is."""

    def __init__(self, source: str) -> None:
        super().__init__("", classes="prose")
        self._source = source

    def on_resize(self) -> None:
        """Other lines."""
        unicode = not self.app.has_class("-ascii")
        self.update(to_text(self._source, self.content_size.width, unicode=unicode))


class ClaimView(Static):
    """The mark of a claim: that it is checked, by whom, and the key that shows the values.

    ``shipped``: the lesson travels with rnntui, whose tests check its claims.
    """

    def __init__(self, claim: Expect, *, unicode: bool, shipped: bool) -> None:
        super().__init__(classes="claim", markup=False)
        self.claim = claim
        self.said = ""
        self._unicode = unicode
        self._shipped = shipped

    def mark(self, measured: Measured | None) -> None:
        """How it stands now; ``measured`` is what was found on this machine."""
        over = f" over {self.claim.seeds} seeds" if self.claim.specs else ""
        if measured is None and not self._shipped:
            self.said = f"not checked yet{over} (a checks it)"
        else:
            holds = measured is None or measured.holds
            sign = ("✓ " if holds else "✗ ") if self._unicode else ""
            how = "checked" if measured is None else "checked here" if holds else "fails here"
            self.said = f"{sign}{how}{over} (a: the values)"
        self.update(self.said)


class StepView(VerticalScroll):
    """One step; only its widgets are mounted. ``answers`` are those of another day, by name.

    ``shipped``: the lesson travels with rnntui, whose tests check its claims.
    """

    def __init__(self, *, unicode: bool, shipped: bool, id: str | None = None) -> None:
        super().__init__(id=id)
        self._unicode = unicode
        self._shipped = shipped
        self._both = False  # a figure and a spec
        self._hinted = False  # a hint was opened, and has no place yet

    async def show(self, step: Step, answers: Answers) -> None:
        """This step in the place of the last one."""
        title, self._hinted = Static(Text(step.title), classes="step-title"), False
        await self.remove_children()
        self._both = step.spec is not None and step.figure is not None
        seeds = {block.name: block.seeds for block in step.blocks if isinstance(block, Expect)}
        await self.mount_all([title, *(self._widget(block, answers, seeds) for block in step.blocks)])
        self.set_class(self.guesses_open, "-guessing")
        self.scroll_home(animate=False)

    def mark_claims(self, measured: Callable[[Expect], Measured | None]) -> None:
        """Say of every claim how it stands; a mark that would say what the one above it says is left out."""
        before: ClaimView | None = None
        for view in self.query_children("*"):
            if isinstance(view, ClaimView):
                view.mark(measured(view.claim))
                view.set_class(before is not None and before.said == view.said, "-repeats")
            before = view if isinstance(view, ClaimView) else None

    def show_claims(self) -> None:
        """The guesses are made: what would have given them away may show."""
        self.remove_class("-guessing")

    @property
    def asks(self) -> bool:
        """Whether there is a question."""
        return bool(self._fields())

    @property
    def open(self) -> bool:
        """Whether there is a question that is not answered, or not answered right."""
        return any(view.open for view in self._questions())

    @property
    def guesses_open(self) -> bool:
        """Whether a guess has no answer yet."""
        return any(not guess.answered for guess in self.query(GuessView))

    @property
    def standing(self) -> str:
        """How its exercise stands, in a few words; empty where nothing is graded yet."""
        return next((one.standing for one in self.query(ExerciseView) if one.standing), "")

    def ask(self) -> None:
        """The focus to the first question without an answer, else to a quiz to try again, else to the
        first.
        """
        asked = list(zip(self._questions(), self._fields(), strict=True))
        unanswered = [field for view, field in asked if not view.answered]
        again = [field for view, field in asked if view.open]
        for field in [*unanswered, *again, *(field for _, field in asked)][:1]:
            self.screen.set_focus(field)  # at once: what is typed next is for it

    def open_hint(self) -> ExerciseView | None:
        """One hint more of the exercise, or its solution; which exercise, None where all is open."""
        view = next((one for one in self.query(ExerciseView) if one.open_hint()), None)
        self._hinted = view is not None
        return view

    def watch_virtual_size(self) -> None:
        """The hint that was opened has its place now: it may be below the foot of the screen."""
        if self._hinted:
            self._hinted = False
            self.call_later(self.scroll_to_widget, self.query_one(".hints"), animate=False)

    def grade_runs(self, spec: str, runs: Sequence[Mapping[str, Any]], why_not: str = "") -> None:
        """The runs of a spec by that name have these values: exercises are graded on them.

        ``why_not`` says why the newest run is not among them.
        """
        for view in self.query(ExerciseView):
            if view.exercise.spec == spec:
                view.grade_runs(runs, why_not)

    def know_run(self, run: Mapping[str, Any] | None) -> None:
        """The newest run of the step's spec has these values: guesses are answered by it."""
        if run is not None:
            for guess in self.query(GuessView):
                guess.know_run(run)

    def know_runs(self, runs: Sequence[Mapping[str, Any]]) -> None:
        """All runs of the step's spec, whatever was edited in it, have these values."""
        for guess in self.query(GuessView):
            guess.know_runs(runs)

    def grade_figure(self, values: Mapping[str, Any]) -> None:
        """The step's figure has these values."""
        for view in self.query(ExerciseView):
            if view.exercise.figure:
                view.grade_figure(values)
        for guess in self.query(GuessView):
            guess.know(values)

    def _questions(self) -> list[QuizView | GuessView]:
        return [one for one in self.query("QuizView, GuessView") if isinstance(one, QuizView | GuessView)]

    def _fields(self) -> list[Widget]:
        return [one for one in self.query("Choices, Input") if isinstance(one, Choices | Input)]

    def _widget(self, block: Block, answers: Answers, seeds: Mapping[str, int]) -> Widget:
        """What shows a block; ``seeds`` are those of the step's claims, by name."""
        if isinstance(block, Prose):
            return ProseView(block.text)
        if isinstance(block, Quiz):
            chosen = answers.get(block.name)
            return QuizView(block, chosen if isinstance(chosen, int) else None, unicode=self._unicode)
        if isinstance(block, Guess):
            checked = seeds.get(block.claim, 0)
            return GuessView(block, answers.get(block.name), unicode=self._unicode, seeds=checked)
        if isinstance(block, Exercise):
            hints = answers.get(f"{block.name}/hints", 0)
            met = answers.get(f"{block.name}/met") == 1
            return ExerciseView(block, int(hints), met=met, unicode=self._unicode)
        if isinstance(block, Expect):
            return ClaimView(block, unicode=self._unicode, shipped=self._shipped)
        return Static(
            Text(_line(block, both=self._both)), classes="broken" if isinstance(block, Broken) else "link"
        )


def _line(block: SpecBlock | FigureBlock | Broken, *, both: bool) -> str:
    """What stands in the lesson for what lives in the lab; ``both``: a figure and a spec."""
    where = "v in the lab shows it" if both else "o goes there"
    if isinstance(block, SpecBlock):
        return f"In the lab: a spec to edit and train (r trains it, {where})."
    if isinstance(block, FigureBlock):
        return f"In the lab: a figure that moves ({where})."
    return f"This part of the lesson is broken. {block.problem}"
