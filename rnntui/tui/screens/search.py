"""The search: an input, and below it what was found in the lessons and the glossary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from rnntui.course.prose import paragraphs
from rnntui.course.records import Course
from rnntui.course.search import Hit, excerpt, search, searchable
from rnntui.tui.screens.base import OverScreen

_HOW = "Type a word: terms, titles and texts of all lessons. Up and down choose, Enter opens."


class SearchScreen(OverScreen["Hit | None"]):
    """Ends with the hit that was chosen, None where there was none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+o", "close", "close"),
        Binding("up", "move(-1)", "up", show=False),
        Binding("down", "move(1)", "down", show=False),
        Binding("pageup", "move(-10)", "up", show=False),
        Binding("pagedown", "move(10)", "down", show=False),
    ]

    def __init__(self, course: Course, *, unicode: bool) -> None:
        super().__init__()
        self._entries = searchable(course)
        self._hits: tuple[Hit, ...] = ()
        self._cursor = 0
        self._unicode = unicode

    def compose(self) -> ComposeResult:
        """The input over the list."""
        with Vertical(id="search"):
            yield Input(placeholder="Search lessons and glossary", id="search-input")
            yield Static("", id="search-hits", markup=False)

    def on_mount(self) -> None:
        """Letters go into the input."""
        self.query_one(Input).cursor_blink = False
        self.set_focus(self.query_one(Input))
        self._draw()

    def on_resize(self) -> None:
        """Another number of lines fits."""
        self.call_after_refresh(self._draw)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Other hits."""
        self._hits = search(self._entries, event.value)
        self._cursor = 0
        self._draw()

    def on_input_submitted(self) -> None:
        """Open the hit under the cursor."""
        if self._hits:
            self.dismiss(self._hits[self._cursor])

    def action_move(self, by: int) -> None:
        """The cursor, up or down."""
        self._cursor = min(max(self._cursor + by, 0), max(len(self._hits) - 1, 0))
        self._draw()

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)

    def _draw(self) -> None:
        shown = self.query_one("#search-hits", Static)
        asked = self.query_one(Input).value.strip()
        if self._hits:
            size = shown.content_size
            shown.update(hits_text(self._hits, self._cursor, size.width, size.height, unicode=self._unicode))
        else:
            shown.update(Text(f"Nothing has {asked!r}." if asked else _HOW))


def hits_text(hits: Sequence[Hit], cursor: int, width: int, height: int, *, unicode: bool) -> Text:
    """A line for each hit, as many as there is room for, and how many there are."""
    room = max(height - 1, 1)
    first = max(0, min(cursor - room // 2, len(hits) - room))
    text = Text(no_wrap=True)
    for index in range(first, min(first + room, len(hits))):
        mark = "  " if index != cursor else "▸ " if unicode else "> "
        text.append_text(hit_line(hits[index], mark, width, unicode=unicode)).append("\n")
        if index == cursor:
            text.stylize("reverse", text.plain.rindex("\n", 0, -1) + 1 if index > first else 0, len(text) - 1)
    return text.append(f"{cursor + 1} of {len(hits)}", "dim")


def hit_line(hit: Hit, mark: str, width: int, *, unicode: bool) -> Text:
    """Where it stands, and the piece of text that was found."""
    entry = hit.entry
    if entry.term is not None:
        place, found, at = entry.term.name, entry.text, hit.at
        if entry.kind == "name":
            found, at = _first_sentence(entry.term.text), 0
    else:
        assert entry.lesson is not None
        dot = "·" if unicode else "-"
        step = entry.lesson.steps[entry.step].title if entry.lesson.steps else ""
        place, found, at = f"{entry.lesson.number} {dot} {entry.step + 1} {step}", entry.text, hit.at
        if entry.kind != "text":
            found, at = entry.lesson.title, 0
    wide = max(min(width * 2 // 5, 36), 16)
    more = "…" if unicode else "..."
    line = Text(mark).append(excerpt(place, 0, wide, more).ljust(wide), "bold").append("  ")
    piece = excerpt(found.replace("\n", " "), at, max(width - len(line) - 1, 10), more)
    return line.append(piece.ljust(width - len(line)))


def _first_sentence(text: str) -> str:
    return next((one.text for one in paragraphs(text)), "")
