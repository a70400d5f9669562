"""The claims of a step that stand on training or on a figure, and what was measured for them here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message

from rnntui.course.prove import Proof
from rnntui.course.records import Expect, Lesson
from rnntui.tui.checked import Checked, Measured
from rnntui.tui.checking import Check
from rnntui.tui.screens.base import OverScreen
from rnntui.tui.widgets.sentence import Sentence
from rnntui.tui.words import condition_words


class ClaimsScreen(OverScreen[None]):
    """Every claim with its measured values; Enter has those trained that need it. Closing it ends that.

    ``checked`` is what was measured here so far, and grows. ``start`` runs a check in a thread, unless there
    is a reason not to, which it returns.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,a,ctrl+o,o", "close", "close"),
        Binding("enter", "check", "check"),
    ]

    class Told(Message):
        """Something is known of a claim; posted from the check's thread."""

        def __init__(self, name: str, said: Proof | str) -> None:
            super().__init__()
            self.name = name
            self.said = said

    def __init__(
        self,
        lesson: Lesson,
        claims: Sequence[Expect],
        checked: Checked,
        start: Callable[[Check], str],
        *,
        shipped: bool,
        unicode: bool,
    ) -> None:
        super().__init__()
        self._lesson = lesson
        self._claims = tuple(claims)
        self._checked = checked
        self._start = start
        self._shipped = shipped
        self._unicode = unicode
        self._said: dict[str, str] = {}
        self._refused = ""
        self._check: Check | None = None

    def compose(self) -> ComposeResult:
        """The claims in a window that scrolls, and the keys."""
        with VerticalScroll(id="claims"):
            yield Sentence(id="claims-text")
            yield Sentence(id="claims-keys")

    def on_mount(self) -> None:
        """What no training is needed for is computed at once."""
        self._draw()
        self._begin([claim for claim in self._open() if not claim.specs])

    def action_check(self) -> None:
        """Train what the other claims stand on; where none is left, all of them anew."""
        if self._check is None:
            self._begin(self._open() or [claim for claim in self._claims if claim.specs])

    def action_close(self) -> None:
        """Back; what is still training is cancelled."""
        if self._check is not None:
            self._check.stop()
        self.dismiss()

    def on_claims_screen_told(self, event: Told) -> None:
        """Show it."""
        event.stop()
        if isinstance(event.said, Proof):
            claim = next(claim for claim in self._claims if claim.name == event.name)
            self._checked.keep(self._lesson, claim, event.said)
            self._said.pop(event.name, None)
        else:
            self._said[event.name] = event.said
        self._draw()

    def _open(self) -> list[Expect]:
        """Those of which nothing is measured yet."""
        return [claim for claim in self._claims if self._checked.of(self._lesson, claim) is None]

    def _begin(self, claims: Sequence[Expect]) -> None:
        if not claims:
            return
        check = Check(self._lesson, claims, lambda name, said: self.post_message(self.Told(name, said)))
        self._refused = self._start(check)
        if not self._refused and any(claim.specs for claim in claims):
            self._check = check
        self._draw()

    def _keys(self) -> str:
        trains = self._check is None and any(claim.specs for claim in self._claims)
        anew = "" if self._open() else " anew"
        checks = f"Enter checks them here{anew}, by training. " if trains else ""
        return f"\n{f'{self._refused} ' if self._refused else checks}a closes this."

    def _draw(self) -> None:
        text = Text()
        for at, claim in enumerate(self._claims):
            text.append("\n\n" if at else "").append(claim.claim, "bold")
            text.append("\n" + claim_words(claim, self._checked.of(self._lesson, claim),
                                           self._said.get(claim.name, ""),
                                           shipped=self._shipped, unicode=self._unicode))  # fmt: skip
        self.query_one("#claims-text", Sentence).say(text)
        self.query_one("#claims-keys", Sentence).say(Text(self._keys(), "dim"))


def claim_words(claim: Expect, found: Measured | None, said: str, *, shipped: bool, unicode: bool) -> str:
    """How a claim stands: being measured, measured here, or checked by others or by nobody so far."""
    if found is not None and not said:
        mark = ("✓ " if found.holds else "✗ ") if unicode else ""
        over = f" over {claim.seeds} seeds" if claim.specs else ""
        head = f"{mark}{'Holds' if found.holds else 'Does not hold'} here{over}. Measured:"
        return "\n".join([head, *(f"  {condition_words(line)}" for line in found.lines)])
    asked = "\n".join(f"  {condition_words(condition.text)}" for condition in claim.conditions)
    if not claim.specs:
        return said or asked
    runs = len(claim.specs) * claim.seeds
    by = "rnntui's own tests check it" if shipped else "Nobody has checked it here yet"
    return f"{said or f'{by}; Enter trains {runs} times to check it on this machine.'}\n{asked}"
