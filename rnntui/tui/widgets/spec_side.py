"""The side of the lab that knows the spec: its text, what is wrong in it, the series that it is about."""

from __future__ import annotations

from rich.text import Text
from textual.containers import Vertical
from textual.message import Message

from rnntui.spec.parse import parse
from rnntui.spec.records import Edit
from rnntui.tui.known_series import KnownSeries
from rnntui.tui.reading import Reading, Status, held, read
from rnntui.tui.wanted import Read, Wanted
from rnntui.tui.widgets.editor import SpecEditor
from rnntui.tui.widgets.offer_list import OfferList
from rnntui.tui.widgets.sentence import Sentence


class SpecSide(Vertical):
    """An editor, its status line and the series of its spec; whoever fills it in composes these."""

    class Edited(Message, namespace="lab"):
        """The text of the spec is another one."""

        def __init__(self, lab: SpecSide, text: str) -> None:
            super().__init__()
            self.lab = lab
            self.text = text

    def __init__(self, text: str, *, unicode: bool, id: str | None) -> None:
        super().__init__(id=id)
        self._unicode = unicode
        self._series = KnownSeries()
        self._reading = read(text, None)

    @property
    def reading(self) -> Reading:
        """What is known of the text."""
        return self._reading

    @property
    def editor(self) -> SpecEditor:
        """The editor."""
        return self.query_one(SpecEditor)

    # ------------------------------------------------------------ the series
    def know(self, read: Read) -> None:
        """A series that specs ask for was read, or can't be."""
        self._series.learn(read)
        if read.series is None:
            self._draw_status()
        else:
            self._read_again()

    def missing_series(self) -> Wanted | None:
        """The series that the spec asks for and that is not known yet."""
        return self._series.missing(self._reading.parsed.source)

    @property
    def obstacle(self) -> str:
        """Why a spec without errors can't be trained (yet); empty where it can."""
        source = self._reading.parsed.source
        if source is None or self._reading.facts is not None:
            return ""
        return self._series.why_not(source) or f"The series {source.name!r} is still being read."

    @property
    def broken(self) -> bool:
        """Whether something is wrong with the spec or its series."""
        return bool(self._reading.errors or self._why_unreadable)

    @property
    def _why_unreadable(self) -> str:
        """Why the series of a spec without errors can't be read; empty where it can."""
        return "" if self._reading.errors else self._series.why_not(self._reading.parsed.source)

    # ------------------------------------------------------------ mends
    def mend(self) -> bool:
        """Apply the mend of the problem at the cursor, or of the first one, else what there is to try."""
        mend = self._mend_of_text()
        edits = self._to_try() if mend is None else (mend,)
        for edit in edits:
            self.editor.mend(edit)
        return bool(edits)

    def _mend_of_text(self) -> Edit | None:
        problem = self._reading.problem_with_mend(self.editor.line)
        if problem is not None:
            return problem.edit
        return self._reading.other_series() if self._why_unreadable else None

    def _to_try(self) -> tuple[Edit, ...]:
        """Edits to try where nothing is to be mended."""
        return ()

    @property
    def _mend_key(self) -> str:
        """What is to be pressed for a mend: in the editor f is a letter."""
        return "ctrl+o, then f" if self.screen.focused is self.editor else "f"

    # ------------------------------------------------------------ what happens
    def on_spec_editor_edited(self, event: SpecEditor.Edited) -> None:
        """Read the new text."""
        event.stop()
        self._read_again()
        self.post_message(self.Edited(self, event.text))

    def on_completing_text_area_offered(self, event: SpecEditor.Offered) -> None:
        """List what can be written."""
        event.stop()
        self.query_one(OfferList).show_offer(event.editor, event.offer)

    def on_text_area_selection_changed(self) -> None:
        """Another line, another status."""
        self._draw_status()

    # ------------------------------------------------------------ drawing
    def _read_again(self) -> None:
        text = self.editor.text
        parsed = parse(text)
        series = self._series.of(parsed.source)
        self._reading = held(text, parsed, series.facts if series is not None else None)
        mark, more = ("✗", "…") if self._unicode else ("x", ">")
        self.editor.show_reading(self._reading, mark=mark, more=more)
        self._draw_status()

    def _draw_status(self) -> None:
        status = self._reading.status(self.editor.line)
        if self._why_unreadable:
            status = Status(self._why_unreadable, "error", self._reading.other_series())
        line = self.query_one("#status", Sentence)
        mend = f" ({self._mend_key} mends it)" if status.edit is not None else ""
        mark = {"error": "✗ ", "warning": "! ", "quiet": ""}[status.tone]
        mark = mark if self._unicode else mark.replace("✗", "x")
        line.set_class(status.tone == "error", "-error")
        line.set_class(status.tone == "warning", "-warning")
        line.say(Text(f"{mark}{status.text}{mend}"))
