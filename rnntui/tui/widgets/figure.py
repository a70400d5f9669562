"""A figure on the screen: its drawing, what it says, and its controls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message

from rnntui.charts.palette import Palette
from rnntui.figures.base import Control, Figure, FigureError, RunFigure
from rnntui.figures.characters import spoken
from rnntui.figures.registry import shown_controls
from rnntui.figures.runfacts import RunFacts
from rnntui.figures.words import clauses
from rnntui.tui import keys
from rnntui.tui.controls import by_space, changed, own_control, shown, turns_hidden
from rnntui.tui.pace import paced
from rnntui.tui.widgets.chart import ChartView
from rnntui.tui.widgets.sentence import Sentence

BEAT = 0.5  # seconds between two moments of a figure that plays
VEIL = "This figure answers your guess. Enter goes to the question; space shows the figure anyway."
_TYPED = tuple("0123456789.-")


class FigureView(Vertical, can_focus=True):
    """Up and down choose a control, left and right move it.

    The one that is chosen first is what the figure's own arrow keys move; where that is no control, such as a
    cursor in a chart, none is.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(keys.IN_A_FIGURE)

    class Moved(Message):
        """The figure is another one now."""

        def __init__(self, view: FigureView, figure: Figure) -> None:
            super().__init__()
            self.view = view
            self.figure = figure

        def can_replace(self, message: Message) -> bool:
            """Of a burst of keys the last one says it all."""
            return (
                isinstance(message, FigureView.Moved)
                and message.view is self.view
                and message.figure.playing == self.figure.playing
            )

    def __init__(
        self,
        figure: Figure,
        palette: Palette,
        *,
        unicode: bool,
        veiled: bool = False,
        only: object = None,
        id: str | None = None,
    ) -> None:
        """``only`` are the names of the controls that show, None for all.

        ``veiled``: it would give an answer away, and shows itself after the guess, or when asked to."""
        super().__init__(id=id)
        self._veiled = veiled
        self._names = None if only is None else shown_controls(figure, only)
        self._typed = ""
        self._figure = figure
        self._palette = palette
        self._unicode = unicode
        self._facts: RunFacts | None = None
        self._to_draw = False
        self._rows = 0  # that the drawing has taken so far: the caption below it does not jump
        self._chosen = self._own  # -1: a cursor that is no control

    @property
    def figure(self) -> Figure:
        """The figure as it stands."""
        return self._figure

    @property
    def _controls(self) -> tuple[Control, ...]:
        """Those that show; a run may bring more, or the first."""
        if self.waiting:
            return ()
        names = self._names
        live = (one for one in self._figure.controls if one.live)
        return tuple(one for one in live if names is None or one.name in names)

    @property
    def veiled(self) -> bool:
        """Whether it waits for a guess; one that waits for a run has nothing to give away."""
        return self._veiled and not self.waiting

    @property
    def waiting(self) -> bool:
        """Whether it has nothing to show before something is trained."""
        return isinstance(self._figure, RunFigure) and self._figure.waiting

    @property
    def plays(self) -> bool:
        """Whether the space bar starts and stops it."""
        if self.waiting:
            return False
        after = self._figure.press("space")
        return after is not None and after.playing != self._figure.playing

    @property
    def _own(self) -> int:
        return own_control(self._figure, self._controls)

    @property
    def _number(self) -> Control | None:
        """The chosen control, if a number can be typed into it."""
        if self.veiled or not 0 <= self._chosen < len(self._controls):
            return None
        control = self._controls[self._chosen]
        return control if control.kind in ("number", "slider") else None

    def compose(self) -> ComposeResult:
        """Drawing, caption, controls."""
        yield ChartView(self._palette)
        yield Sentence(classes="caption")
        yield Sentence(classes="controls")

    def on_mount(self) -> None:
        """It may play by itself."""
        self.set_interval(paced(self.app, BEAT), self._on_beat)

    def on_focus(self) -> None:
        """The chosen control shows."""
        self._draw_controls()

    def on_blur(self) -> None:
        """And is gone."""
        self._draw_controls()

    def unveil(self) -> None:
        """The guess is made."""
        if self._veiled:
            self._veiled = False
            self._draw()

    def show_run(self, facts: RunFacts) -> None:
        """A figure that shows a run shows this one, unless it does already."""
        if isinstance(self._figure, RunFigure) and facts is not self._facts:
            self._facts = facts
            self._become(self._figure.with_run(facts))

    def set_controls(self, controls: Mapping[str, object]) -> None:
        """Move several controls at once."""
        self.unveil()
        figure = self._figure
        for name, value in controls.items():
            figure = figure.with_control(name, value)  # type: ignore[arg-type]
        self._become(figure)

    def use(self, palette: Palette) -> None:
        """Draw with another palette."""
        self._palette = palette
        self._draw()

    # ------------------------------------------------------------ keys
    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Digits are typed into a number, and are no keys then."""
        if self._number is None:
            return False
        return character in _TYPED or (bool(self._typed) and key in ("enter", "escape", "backspace"))

    def on_key(self, event: events.Key) -> None:
        """Type a number: Enter sets it, Escape leaves it as it was."""
        if not self.check_consume_key(event.key, event.character):
            return
        event.stop()
        event.prevent_default()
        if event.key == "enter":
            self._set_typed()
        elif event.key in ("escape", "backspace"):
            self._typed = self._typed[:-1] if event.key == "backspace" else ""
        else:
            self._typed += event.character or ""
        self._draw_controls()

    def _set_typed(self) -> None:
        control, typed = self._number, self._typed
        self._typed = ""
        try:
            if control is not None:
                self._become(self._figure.with_control(control.name, float(typed)))
        except (ValueError, FigureError):
            self.notify(f"{typed} is no number that can be set here.")

    def action_choose(self, by: int) -> None:
        """The control above or below; above the first is a cursor that is no control."""
        self._typed = ""
        first = min(self._own, 0)
        last = len(self._controls) - 1
        self._chosen = max(first, min(self._chosen + by, last))
        self._draw_controls()

    def action_press(self, key: str) -> None:
        """Move the cursor or the control; what is veiled shows itself first."""
        if self.veiled:
            self.unveil()
            self.post_message(self.Moved(self, self._figure))
            return
        if self.waiting or turns_hidden(self._figure, self._names, key):
            return
        controls, pages = self._controls, key in ("pageup", "pagedown")
        moved = None
        if self._chosen in (-1, self._own) or pages or not controls:
            moved = self._figure.press(key)
        lone = by_space(self._figure, controls) if moved is None and key == "space" else []
        chosen = lone[0] if len(lone) == 1 else self._chosen
        if moved is None and not pages and 0 <= chosen < len(controls):
            moved = changed(self._figure, controls[chosen], key)
        if moved is not None:
            self._become(moved)

    def _on_beat(self) -> None:
        if self._figure.playing:
            self._become(self._figure.tick())

    def _become(self, figure: Figure) -> None:
        before = [one.name for one in self._controls]
        name = before[self._chosen] if self._chosen not in (-1, self._own) else None
        self._figure = figure
        now = [one.name for one in self._controls]
        if now != before:  # some came or went: one that was gone to stays chosen
            self._chosen = now.index(name) if name in now else self._own
        self._draw_later()
        self.post_message(self.Moved(self, figure))

    # ------------------------------------------------------------ drawing
    def _draw_later(self) -> None:
        """After the keys that are waiting: a burst of them is drawn once."""
        if not self._to_draw:
            self._to_draw = True
            self.call_later(self._draw)

    def refit(self) -> None:
        """There is other room: draw from nothing."""
        self._rows = 0
        self._draw()

    def _draw(self) -> None:
        """Caption and controls take what they need, the drawing what is left, less what it leaves blank."""
        self._to_draw = False
        width, height = self.size
        if not width or not height:
            return  # there will be room
        view, caption = self.query_one(ChartView), self.query_one(".caption", Sentence)
        view.display = not self.veiled
        if self.veiled:
            caption.say(Text(VEIL))
            self.query_one(".controls", Sentence).say("")
            return
        said = clauses(spoken(self._figure.caption(), self._palette), max(width - 2, 20))
        caption.say(Text("\n".join(said)))
        room = (max(width - 2, 1), max(height - len(said) - self._draw_controls(), 1))
        drawn = self._figure.draw(room, self._palette)
        self._rows = min(max(self._rows, _rows(drawn)), room[1])
        view.styles.height = self._rows
        view.show(lambda _size, _palette: drawn, self._palette)

    def _draw_controls(self) -> int:
        """How many rows they take."""
        controls, room = self._controls, max(self.size.height // 3, 3)
        if self.veiled or not controls or self.screen.has_class("-zoom"):
            self.query_one(".controls", Sentence).say("")
            return 0
        first = max(0, min(self._chosen - room // 2, len(controls) - room))  # the chosen one is in sight
        text = Text(no_wrap=True)
        width = max(len(one.label) for one in controls)
        mark = "▸" if self._unicode else ">"
        spaced = [] if self.plays else by_space(self._figure, controls)
        for index in range(first, min(first + room, len(controls))):
            control = controls[index]
            here = index == self._chosen and self.screen.focused is self  # has_focus follows later
            value = shown(control, unicode=self._unicode)
            if here and self._typed:
                value = f"< {self._typed}_ >  Enter sets it"
            line = f"{mark if here else ' '} {control.label:<{width}}  {value}"
            text.append("\n" if index > first else "").append(line, "bold" if here else "")
            if spaced == [index]:
                text.append("  space", "dim")
        self.query_one(".controls", Sentence).say(text)
        return min(room, len(controls))

    def on_resize(self) -> None:
        """Another number of controls fits, and other lines."""
        self.refit()


def _rows(drawn: Text) -> int:
    """How many rows a drawing takes, without the blank ones at its end."""
    return max(len(drawn.plain.rstrip().split("\n")), 1)
