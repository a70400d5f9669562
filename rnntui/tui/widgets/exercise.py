"""An exercise: its goal, and how far every run or every move of the figure is from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from rnntui.course.records import Exercise
from rnntui.tui.words import graded_words

_OFFERED_AND_SHOWN = 2  # presses of h behind the last hint


class ExerciseView(Vertical):
    """Graded by itself: nothing is submitted."""

    class Met(Message):
        """The goal was reached."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, exercise: Exercise, hints: int, *, met: bool, unicode: bool) -> None:
        super().__init__(classes="question")
        self.exercise = exercise
        self._hints = hints
        self._met = met
        self._unicode = unicode
        self.standing = ""  # how it stands, in a few words for where the exercise is out of sight

    @property
    def hints(self) -> int:
        """How many hints are open; one more where the solution is offered, two more where it was shown."""
        return self._hints

    def compose(self) -> ComposeResult:
        """Goal, grades, hints."""
        yield Static(Text(f"Exercise: {self.exercise.goal}", "bold"), classes="asked")
        yield Static("", classes="grades", markup=False)
        yield Static("", classes="hints", markup=False)

    def on_mount(self) -> None:
        """Nothing is graded yet."""
        self.grade_runs(())
        self._draw_hints()

    def grade_figure(self, values: Mapping[str, Any]) -> None:
        """Hold the goal against the state of the figure."""
        self._grade(({"figure": values},), "")

    def grade_runs(self, runs: Sequence[Mapping[str, Any]], why_not: str = "") -> None:
        """Hold the goal against runs of one spec, of as many seeds as there are.

        ``why_not`` says why the newest one is not among them.
        """
        if runs:
            self._grade(runs, _seeds_left(self.exercise.seeds, len(runs)), why_not)
            return
        done = "✓ " if self._unicode else "done: "
        said = f"{done}You have met it before." if self._met else self._how()
        self.query_one(".grades", Static).update(Text(f"{why_not}\n{said}" if why_not else said))

    @property
    def solution_shown(self) -> bool:
        """Whether the solution was shown."""
        return self._hints >= len(self.exercise.hints) + _OFFERED_AND_SHOWN

    def open_hint(self) -> bool:
        """Show one hint more, then offer the solution, then say that it is shown; whether there was more."""
        if self.solution_shown:
            return False
        self._hints += 1
        self._draw_hints()
        return True

    def _how(self) -> str:
        if self.exercise.figure:
            return "Move the controls of the figure in the lab."
        seeds = self.exercise.seeds
        if seeds == 1:
            return "Train in the lab: r."
        times = "once" if seeds == 2 else "twice" if seeds == 3 else f"{seeds - 1} times"
        return (
            f"Another seed, another score: the median of {seeds} counts. "
            f"In the lab r trains; then press s {times}, each time for another seed."
        )

    def _grade(self, runs: Sequence[Mapping[str, Any]], more: str, why_not: str = "") -> None:
        from rnntui.course.prove import grade  # heavy: the first paint does without

        graded = grade(self.exercise.conditions, runs)
        yes, no = ("✓", "✗") if self._unicode else ("yes", "no")
        measures = self.exercise.measures or [""] * len(graded)
        lines = [
            f"{yes if one.holds else no} {graded_words(one, what)}"
            for one, what in zip(graded, measures, strict=True)
        ]
        met = not more and all(one.holds for one in graded)
        if met:
            how = ", with the solution" if self.solution_shown else ""
            lines.append(f"Goal reached{how}. n goes on.")
        self.standing = "exercise: " + (more or ("goal reached" if met else "not reached yet"))
        self.query_one(".grades", Static).update(Text("\n".join([*lines, *filter(None, (more, why_not))])))
        if met and not self._met:
            self._met = True
            self.post_message(self.Met(self.exercise.name))

    def _draw_hints(self) -> None:
        hints, at = self.exercise.hints, self._hints
        lines = [f"Hint {number}: {hint}" for number, hint in enumerate(hints[:at], 1)]
        where = "in the figure" if self.exercise.figure else "in the editor, where ctrl+z takes it back"
        if self.solution_shown:
            lines.append("A solution was shown.")
        elif at > len(hints):
            lines.append(f"h once more shows a solution {where}.")
        elif at == len(hints):
            lines.append("These were all hints; h goes on to a solution.")
        else:
            lines.append(f"h opens a hint ({at} of {len(hints)} open).")
        self.query_one(".hints", Static).update(Text("\n".join(lines)))


def _seeds_left(seeds: int, trained: int) -> str:
    """What is still to do for a median; empty where nothing is."""
    return f"{trained} of {seeds} seeds so far, press s for the next" if trained < seeds else ""
