"""The lab's half of a lesson: the step's figure, its spec at work, one of them or both."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from rnntui.charts.palette import Palette
from rnntui.course.records import FigureBlock, Guess, Lesson, SpecBlock, Step
from rnntui.runs.progress import Progress

if TYPE_CHECKING:  # heavy: it comes after the first paint
    from rnntui.tui.widgets.figure import FigureView
    from rnntui.tui.widgets.lab import Lab


class LabPane(Vertical, can_focus=True):
    """What a step has in the lab. A spec or figure that stays from step to step stays as it is."""

    def __init__(self, lesson: Lesson, progress: Progress, *, unicode: bool, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lesson = lesson
        self._progress = progress
        self._unicode = unicode

    @property
    def lab(self) -> Lab | None:
        """The spec at work."""
        return cast("Lab | None", next(iter(self.query("Lab")), None))

    @property
    def figure(self) -> FigureView | None:
        """The figure."""
        return cast("FigureView | None", next(iter(self.query("FigureView")), None))

    @property
    def spec_first(self) -> bool:
        """Whether the spec is what there is to see: no figure, or one that waits for its run."""
        return self.lab is not None and (self.figure is None or self.figure.waiting)

    @property
    def editing(self) -> bool:
        """Whether the focus is in the editor."""
        return self.lab is not None and self.screen.focused is self.lab.editor

    async def show(self, step: Step, spec: SpecBlock | None, palette: Palette) -> None:
        """What this step has; ``spec`` is where the text of its spec is written."""
        figure = step.figure
        names = [f"figure-{figure.name}" if figure else "", f"lab-{spec.name}" if spec else ""]
        for child in list(self.children):
            if child.id not in names:
                await child.remove()
        if figure is not None and not self.query(f"#{names[0]}"):
            veiled = gives_away(step, figure, self._progress.answers(self._lesson.id))
            view = self._figure(figure, palette, names[0], veiled=veiled)
            await self.mount(view, before=0 if self.children else None)
        if spec is not None and not self.query(f"#{names[1]}"):
            from rnntui.tui.widgets.lab import Lab

            text = (self._progress.text(self._lesson.id, spec.name) or spec.text).strip("\n") + "\n"
            await self.mount(Lab(text, palette, unicode=self._unicode, id=names[1]))
        if self.lab is not None:
            self.lab.advise(not (step.exercise and step.exercise.spec))
        if figure is None and spec is None:
            await self.mount(Static("This step needs no lab: n reads on.", classes="empty"))
        self.set_class(figure is not None and spec is not None, "-both")

    def use(self, palette: Palette) -> None:
        """Draw with another palette."""
        for view in (self.lab, self.figure):
            if view is not None:
                view.use(palette)

    def _figure(self, block: FigureBlock, palette: Palette, id: str, *, veiled: bool) -> Widget:
        from rnntui.figures.base import FigureError
        from rnntui.figures.registry import make_figure
        from rnntui.tui.widgets.figure import FigureView

        try:
            figure = make_figure(block.figure, block.options)
        except FigureError as problem:
            where = f"{self._lesson.path}:{block.line}"
            return Static(Text(f"This figure is broken. {where}: {problem}"), classes="broken", id=id)
        for control, value in self._progress.controls(self._lesson.id, block.name).items():
            # The lesson may have changed since: a control or a choice that is gone stays as it begins.
            with contextlib.suppress(KeyError, FigureError):
                figure = figure.with_control(control, value)
        return FigureView(
            figure, palette, unicode=self._unicode, veiled=veiled, only=block.options.get("controls"), id=id
        )


def gives_away(step: Step, figure: FigureBlock, answers: Mapping[str, object]) -> bool:
    """Whether a guess that stands before the figure has no answer yet."""
    guesses = [one for one in step.blocks if isinstance(one, Guess) and one.line < figure.line]
    return any(guess.name not in answers for guess in guesses)
