"""The stepper: a cell with one unit, one product, sum or activation after the other, forward and backward."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rich.text import Text

from rnntui.cells.terms.term import Term
from rnntui.charts.palette import Palette
from rnntui.figures.base import Control, FigureError, Size, Value, Values, hidden
from rnntui.figures.drawing import fit
from rnntui.figures.numbered import Numbered, number
from rnntui.figures.runfacts import RunFacts
from rnntui.figures.stepper_run import Trained, trained
from rnntui.figures.stepper_view import SMALLEST_CHART, in_words, states_chart, strip, term_lines
from rnntui.figures.walk import LSTM_WEIGHTS, SIMPLE_WEIGHTS, Numbers, Walk, walk
from rnntui.figures.words import signed, small, wrapped

_CELLS = ("rnn", "lstm")
_NO_RUN = "The cell that you have trained appears here, with its numbers and your windows. r trains it now."
_BACK = "∂a says how far the last state moves for each 1 of a"
_DIRECTIONS = ("forward", "backward")
_START_LSTM = (0.4, 0.1, 0.0, 0.1, 0.1, 1.0, 0.4, 0.62, 0.024, 0.3, 0.1, 0.0)
"""The candidate g has the weights of the simple cell; the forget gate has Keras's bias of 1."""


@dataclass(frozen=True)
class Stepper(Numbered):
    """A ``cell`` over ``inputs``, at one ``term`` of one ``step`` (both from 1), in one ``direction``.

    ``w_x``, ``w_h`` and ``b`` are the weights of ``rnn``, and ``h0`` is the state it begins with; those of
    ``lstm`` are ``gates``: w, u and b of each of i, f, g and o; where ``peephole`` is not 0, i, f and o look
    at the cell state with that weight. One that ``waits`` shows nothing before there is a run.
    """

    cell: str = "rnn"
    inputs: tuple[float, ...] = (1.0, 3.0, 4.0, 7.0)
    w_x: float = 0.4
    w_h: float = 0.62
    b: float = 0.024
    h0: float = 0.0
    gates: tuple[float, ...] = _START_LSTM
    peephole: float = 0.0
    direction: str = "forward"
    step: int = 1
    term: int = 1
    waits: bool = False
    plays: bool = hidden(False)
    window: int = hidden(1)
    refused: str = hidden("")
    run: Trained | None = hidden(None)  # noqa: RUF009 (a dataclass field)

    def __post_init__(self) -> None:
        if self.cell not in _CELLS:
            raise FigureError(f"The figure 'stepper' has no cell {self.cell!r}: it is one of 'rnn', 'lstm'.")
        if not self.inputs or len(self.gates) != len(LSTM_WEIGHTS):
            raise FigureError(
                f"The figure 'stepper' needs at least one input and {len(LSTM_WEIGHTS)} numbers as gates."
            )
        super().__post_init__()

    def places(self) -> Mapping[str, tuple[str, int]]:
        inputs = {f"x{at + 1}": ("inputs", at) for at in range(len(self.inputs))}
        inputs["x"] = ("inputs", min(self.step, len(self.inputs)) - 1)  # whatever step it stands at
        return inputs | {name: ("gates", at) for at, name in enumerate(LSTM_WEIGHTS)}

    @property
    def controls(self) -> tuple[Control, ...]:
        found = [
            Control("direction", "direction", "choice", self.direction, choices=_DIRECTIONS),
            Control("step", "step", "slider", self.step, 1, len(self.inputs)),
            Control("term", "shown so far", "slider", self.term, 1, len(self._terms)),
        ]
        windows = len(self.run.windows) if self.run is not None else 1
        before = f"window before {self.run.names[self.window - 1]}" if self.run is not None else "window"
        found.append(Control("window", before, "slider", min(self.window, windows), 1, windows))
        here = self.inputs[self.places()["x"][1]]
        found.append(self._input("x", self.step, here))
        if self.cell == "rnn":
            found.append(number("h0", "state at the start", self.h0, 10.0, 0.1))
        else:
            found.append(Control("peephole", "peephole weight", "slider", self.peephole, -1.0, 1.0, 0.25))
        found += [self._input(f"x{at}", at, x) for at, x in enumerate(self.inputs, start=1)]
        names = SIMPLE_WEIGHTS if self.cell == "rnn" else LSTM_WEIGHTS
        found += [
            number(name, _label(name), value, 20.0, 0.01)
            for name, value in zip(names, self._weights, strict=True)
        ]
        return tuple(found)

    def _input(self, name: str, step: int, value: float) -> Control:
        """The input of a step; those of a run are scaled, and take smaller moves."""
        nudge = 0.1 if self.run is None else 0.01
        return number(name, f"input {step}", value, 1000.0, nudge)

    def with_control(self, name: str, value: Value) -> Stepper:
        after = super().with_control(name, value)
        if name == "direction" and after.direction != self.direction:
            return replace(after, term=1, step=len(self.inputs) if after._back else 1)
        if name == "peephole":  # other terms: the same number of them is shown as far as there are
            return replace(after, term=min(after.term, len(after._terms)))
        if name == "window" and self.run is not None:
            return replace(after, inputs=self.run.windows[after.window - 1])
        return after

    def with_run(self, facts: RunFacts) -> Stepper:
        """The stepper with the weights of a trained model of one unit, on the first of its windows.

        For another model it stays as it is, and a sentence says why.
        """
        try:
            found = trained(facts)
        except FigureError as error:
            return replace(self, refused=str(error))
        inputs = found.windows[0]
        step = len(inputs) if self._back else 1
        shown = replace(self, cell=found.cell, run=found, window=1, inputs=inputs, step=step, term=1, h0=0.0)
        shown = replace(shown, refused="", peephole=0.0)
        if found.cell == "lstm":
            return replace(shown, gates=found.weights)
        w_x, w_h, b = found.weights
        return replace(shown, w_x=w_x, w_h=w_h, b=b)

    def press(self, key: str) -> Stepper | None:
        if key == "space":
            return replace(self, plays=not self.plays)
        if key in ("left", "right"):
            return replace(self._on(1 if key == "right" else -1), plays=False)
        if key in ("pageup", "pagedown"):
            return self.moved("step", -1 if key == "pageup" else 1)
        return None

    @property
    def playing(self) -> bool:
        return self.plays

    @property
    def waiting(self) -> bool:
        return self.waits and self.run is None

    def tick(self) -> Stepper:
        after = self._on(1)
        return replace(after, plays=(after.step, after.term) != (self.step, self.term))

    def draw(self, size: Size, palette: Palette) -> Text:
        if self.waiting:
            return fit(wrapped(self.refused or _NO_RUN, size[0]), size, palette)
        terms, now = self._terms, min(self.term, len(self._terms)) - 1
        below = strip(self._strip(), self.step - 1, size[0])
        refused = wrapped(self.refused, size[0]) if self.refused else []
        said = [self._head(), *self._output()]
        head = [*refused, *(line for one in said for line in wrapped(one, size[0]))]
        room = max(size[1] - len(head) - len(below), 1)
        lines = term_lines(terms, now, (size[0], room))
        drawn: list[Text | str] = [*head, *lines, *([""] if len(terms) < room else []), *below]
        left = size[1] - len(drawn)
        known = self.step - 1 + (self._back or self.term >= len(terms))
        picture = states_chart(self._walk, known, (size[0], left), palette) if left >= SMALLEST_CHART else ""
        return fit([*drawn, picture], size, palette)

    def values(self) -> Values:
        found, at = self._walk, self.step - 1
        without = walk(self.cell, self._weights, (0.0, *self.inputs[1:]), self.h0, self.peephole)
        moved = tuple(abs(one - other) for one, other in zip(found.h, without.h, strict=True))
        values: dict[str, float | tuple[float, ...]] = {
            "h": found.h,
            "h_now": found.h[at],
            "sum_now": found.sums[at],
            "slopes": found.slopes,
            "moved": moved,
            "moved_last": moved[-1],
            "back": found.back,
        }
        return values | found.gates | ({"c": found.c} if found.gates else {})

    def caption(self) -> str:
        if self.waiting:
            return "No cell to walk through" if self.refused else "Nothing trained yet"
        now = self._terms[min(self.term, len(self._terms)) - 1]
        said = f"Step {self.step} of {len(self.inputs)}, {self.direction}: {in_words(now)}"
        return f"{said}, {now.formula} = {signed(now.value, '.4g')}"

    # ------------------------------------------------------------ where it stands
    @property
    def _back(self) -> bool:
        return self.direction == "backward"

    @property
    def _weights(self) -> Numbers:
        return (self.w_x, self.w_h, self.b) if self.cell == "rnn" else self.gates

    @property
    def _walk(self) -> Walk:
        return walk(self.cell, self._weights, self.inputs, self.h0, self.peephole)

    @property
    def _terms(self) -> tuple[Term, ...]:
        return (self._walk.backward if self._back else self._walk.forward)[self.step - 1]

    def _on(self, by: int) -> Stepper:
        """One term on or back, over the ends of a step to the one that comes next in this direction."""
        count, term = len(self._terms), self.term + by
        if 1 <= term <= count:
            return replace(self, term=term)
        step = self.step + (-by if self._back else by)
        if not 1 <= step <= len(self.inputs):
            return self
        return replace(self, step=step, term=1 if by > 0 else count)

    # ------------------------------------------------------------ what is written
    def _head(self) -> str:
        at, found = self.step - 1, self._walk
        where = f"step {self.step}/{len(self.inputs)} {self.direction}"
        if self.run is not None:
            where += f", {self.run.input_name(self.window - 1, at)}"
        before = found.h[at - 1] if at else self.h0
        if self._back:
            return f"{where}: {_BACK}"
        states = [("x", self.inputs[at]), ("state before, h_prev", before)]
        states += [("c_prev", found.c[at - 1] if at else 0.0)] if found.gates else []
        said = "  ".join(f"{name}\u00a0=\u00a0{signed(value, '.4g')}" for name, value in states)
        return f"{where}: {said}"

    def _output(self) -> list[str]:
        """What the Dense layer makes of the last state, once it is known."""
        finished = self._back or (self.step == len(self.inputs) and self.term >= len(self._terms))
        if self.run is None or self.run.head is None or not finished:
            return []
        (w, b), h = self.run.head, self._walk.h[-1]
        scaled = h * w + b
        bias = f"{'−' if b < 0 else '+'} {signed(abs(b), '.4g')}"
        weight = signed(w, ".4g") if w >= 0 else f"({signed(w, '.4g')})"
        said = f"Dense(1): {signed(h, '.4g')} × {weight} {bias} = {signed(scaled, '.4g')}"
        known = self.run.forecast(self.window - 1, scaled)
        if known is None:
            return [f"{said}, the scaled forecast"]
        units, actual = (signed(one, ".4g") for one in known)
        return [f"{said}: {units} for {self.run.names[self.window - 1]}, actual {actual}"]

    def _strip(self) -> list[tuple[str, list[str]]]:
        """The rows of one number a step; what is not reached yet is a question mark."""
        found, steps = self._walk, range(len(self.inputs))
        whole = self.term >= len(self._terms)
        done = [self._back or at < self.step - 1 or (at == self.step - 1 and whole) for at in steps]
        known = found.c if found.gates else found.slopes
        rows = [("x", [signed(x, ".3g") for x in self.inputs])]
        rows.append(("h", [signed(found.h[at]) if done[at] else "?" for at in steps]))
        rows.append(
            ("c" if found.gates else "slope", [small(known[at]) if done[at] else "?" for at in steps])
        )
        if self._back:
            rows.append(("∂h", [small(found.back[at]) if at >= self.step - 1 else "?" for at in steps]))
        return rows


_LABELS = {"w": "weight {} of the input", "u": "weight {} of the state", "b": "bias {}"}


def _label(name: str) -> str:
    """What a weight weighs, by its name: ``w_x``, or ``u_f`` of a gate."""
    return _LABELS["u" if name == "w_h" else name[0]].format(name)
