"""What a term means, in a small window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from rnntui.course.glossary import marked
from rnntui.course.records import Course, Term
from rnntui.tui.markdown import to_text
from rnntui.tui.screens.base import OverScreen


class DefinitionScreen(OverScreen[None]):
    """One of ``terms``; t goes on to the next, any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,ctrl+o,o", "close", "close"),
        Binding("t,right,n", "turn(1)", "next term", show=False),
        Binding("left,p", "turn(-1)", "term before", show=False),
    ]

    def __init__(self, terms: Sequence[Term], course: Course) -> None:
        super().__init__()
        self._terms = tuple(terms)
        self._course = course
        self._at = 0

    def compose(self) -> ComposeResult:
        """The term, what it means, and the keys."""
        with VerticalScroll(id="definition"):
            yield Static("", id="definition-text", markup=False)
            yield Static("", id="definition-keys", markup=False)

    def on_mount(self) -> None:
        """The first term."""
        self._draw()

    def action_turn(self, by: int) -> None:
        """Another of the step's terms."""
        self._at = (self._at + by) % len(self._terms)
        self._draw()

    def action_define(self, anchor: str) -> None:
        """A term in the definition was clicked."""
        term = self._course.glossary.find(anchor)
        if term is not None:
            self._terms, self._at = (term,), 0
            self._draw()

    def action_close(self) -> None:
        """Back."""
        self.dismiss()

    def _draw(self) -> None:
        term = self._terms[self._at]
        self.query_one("#definition-text", Static).update(
            definition_text(term, self._course, unicode=not self.app.has_class("-ascii"))
        )
        more = f"t: next of the {len(self._terms)} terms of this step   " if len(self._terms) > 1 else ""
        self.query_one("#definition-keys", Static).update(Text(f"{more}Escape closes"))


def definition_text(term: Term, course: Course, *, unicode: bool = True) -> Text:
    """The term, what it means, what else it is called, and the lessons that mark it."""
    text = Text.assemble((term.name, "bold"), "\n\n", to_text(term.text, unicode=unicode))
    if term.also:
        text.append(f"\n\nAlso: {', '.join(term.also)}.")
    lessons = [
        f"{lesson.number} {lesson.title}"
        for lesson in course.lessons
        if any(anchor == term.anchor for anchor, _, _ in marked(lesson))
    ]
    if lessons:
        text.append(f"\n{'' if term.also else chr(10)}In the lessons: {', '.join(lessons)}.")
    return text
