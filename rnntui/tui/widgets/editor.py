"""The editor of a spec: a TextArea that knows shapes, parameter counts and problems."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import TextAreaTheme

from rnntui.spec.records import Edit, Problem
from rnntui.tui import keys
from rnntui.tui.reading import Reading
from rnntui.tui.syntax import Token, tokens
from rnntui.tui.widgets.completing import CompletingTextArea

_GAP = 2  # columns that stay free between the code and what stands beside it

COPIED = (
    "Copied. Many terminals drop what a program copies: if it can't be pasted elsewhere, "
    "ctrl+o and then w save the spec to a file."
)


class _Colours(TextAreaTheme):
    """The colours of the stylesheet; the cursor's line keeps its own and gets another background only."""

    def apply_css(self, text_area: TextArea) -> None:
        """As Textual does, but for the cursor's line."""
        super().apply_css(text_area)
        if self.cursor_line_style is not None:
            self.cursor_line_style = Style(bgcolor=self.cursor_line_style.bgcolor)


class SpecEditor(CompletingTextArea):
    """Edits a spec; `show_reading` sets what is drawn beside and under its lines."""

    BINDINGS: ClassVar[list[BindingType]] = [keys.TEXT_START, keys.TEXT_END, keys.LEAVE_EDITOR]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"spec-editor--{kind}" for kind in ("name", "argument", "text", "number", "comment", "constant")),
        "spec-editor--beside",
        "spec-editor--error",
        "spec-editor--warning",
    }

    class Edited(Message):
        """The text is another one now."""

        def __init__(self, editor: SpecEditor, text: str) -> None:
            super().__init__()
            self.editor = editor
            self.text = text

        @property
        def control(self) -> SpecEditor:
            """The editor."""
            return self.editor

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(text, soft_wrap=False, tab_behavior="focus", show_line_numbers=False, id=id)
        self.register_theme(_Colours("spec"))
        self.theme = "spec"
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self._reading: Reading | None = None
        self._beside: dict[int, str] = {}
        self._more = "…"

    # ------------------------------------------------------------ what is known of the text
    @property
    def line(self) -> int:
        """The cursor's line, from 1."""
        return self.cursor_location[0] + 1

    def show_reading(self, reading: Reading, *, mark: str = "✗", more: str = "…") -> None:
        """Draw what is known of the text, and only the lines where that is something new.

        ``mark`` stands beside lines with errors, ``more`` where a line goes on.
        """
        self._more = more
        before, self._beside = self._beside, reading.beside(mark)
        marked = self._marked_lines()
        self._reading = reading
        changed = {line for line in {*before, *self._beside} if before.get(line) != self._beside.get(line)}
        for line in changed | marked | self._marked_lines():
            self._refresh_line(line)

    def _marked_lines(self) -> set[int]:
        problems = self._reading.problems if self._reading else ()
        return {line for one in problems for line in range(one.where.line, one.where.end_line + 1)}

    def _refresh_line(self, line: int) -> None:
        self._line_cache.clear()
        row = line - 1 - self.scroll_offset.y
        if 0 <= row < self.size.height:
            self.refresh(Region(0, row, self.size.width, 1))

    # ------------------------------------------------------------ edits from outside
    def put(self, text: str) -> None:
        """Replace the whole text; undo brings the old one back."""
        if text != self.text:
            at = self.cursor_location
            self._replace_alone(text, (0, 0), self.document.end)
            self.move_cursor(self.clamp_visitable(at))

    def mend(self, edit: Edit) -> None:
        """Apply the edit of a problem, with the cursor where it begins; undo takes it back."""
        where = edit.where
        start = (where.line - 1, where.column - 1)
        end = (where.end_line - 1, where.end_column - 1)
        self._replace_alone(edit.text, self.clamp_visitable(start), self.clamp_visitable(end))
        self.move_cursor(self.clamp_visitable(start))

    def _replace_alone(self, text: str, start: tuple[int, int], end: tuple[int, int]) -> None:
        """An edit that one undo takes back, and nothing that was typed before or after."""
        self.history.checkpoint()
        self.replace(text, start, end, maintain_selection_offset=False)
        self.history.checkpoint()

    # ------------------------------------------------------------ drawing
    def get_line(self, line_index: int) -> Text:
        """The line with its colours and with the places of problems underlined."""
        line = super().get_line(line_index)
        for start, end, kind in tokens(line.plain):
            line.stylize(self._style(kind), start, end)
        for problem in self._reading.problems if self._reading else ():
            self._underline(line, line_index + 1, problem)
        return line

    def _style(self, kind: Token) -> Style:
        return self.get_component_rich_style(f"spec-editor--{kind}", partial=True)

    def _underline(self, text: Text, line: int, problem: Problem) -> None:
        where = problem.where
        if problem.severity == "note" or not where.line <= line <= where.end_line:
            return  # a note is no fault: the status line says it
        start = where.column - 1 if line == where.line else 0
        end = where.end_column - 1 if line == where.end_line else len(text)
        indent = len(text.plain) - len(text.plain.lstrip())
        style = self.get_component_rich_style(f"spec-editor--{problem.severity}", partial=True)
        text.stylize(style, max(start, indent), max(end, start + 1))

    def render_line(self, y: int) -> Strip:
        """The line of the screen, with the shape after it at the right where the code leaves room."""
        strip = super().render_line(y)
        row = y + self.scroll_offset.y
        note = self._beside.get(row + 1, "")
        width = self.scrollable_content_region.width
        if row >= self.document.line_count:
            return strip
        code = cell_len(self.document.get_line(row)) - self.scroll_offset.x
        if code > width:
            note = self._more
        elif not note or code + _GAP > width - cell_len(note):
            return strip
        room = width - cell_len(note)
        style = self.get_component_rich_style("spec-editor--beside", partial=True)
        kept = strip.crop(0, room)
        background = next((segment.style for segment in reversed(list(kept)) if segment.style), Style())
        return Strip([*kept, Segment(note, background + style)], width)

    # ------------------------------------------------------------ keys
    async def _on_key(self, event: events.Key) -> None:
        """Enter keeps the indentation, and goes in by four spaces after an opening bracket."""
        if event.key == "enter" and not self.read_only:
            event.stop()
            event.prevent_default()
            row, column = self.cursor_location
            before = self.document.get_line(row)[:column]
            indent = len(before) - len(before.lstrip(" "))
            deeper = 4 if before.rstrip().endswith(("[", "(")) else 0
            self._replace_via_keyboard("\n" + " " * (indent + deeper), *self.selection)
            self._show_offer(None)

    async def _on_paste(self, event: events.Paste) -> None:
        """What is pasted has spaces for tabs; TextArea, which is asked next, puts it in."""
        event.text = event.text.expandtabs(4)

    def action_copy(self) -> None:
        """Copy what is selected; nobody can know whether the terminal took it."""
        super().action_copy()
        self.notify(COPIED)

    def action_cut(self) -> None:
        """Cut what is selected, or the line."""
        before = self.text
        super().action_cut()
        if self.text != before:
            self.notify(COPIED)

    def action_text_start(self) -> None:
        """The cursor to the first character."""
        self.move_cursor((0, 0))

    def action_text_end(self) -> None:
        """The cursor behind the last one."""
        self.move_cursor(self.document.end)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell it under a name of our own."""
        event.stop()
        self.post_message(self.Edited(self, self.text))
