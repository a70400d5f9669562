"""The controls of a figure on the screen: which of them a key moves, and how their values look."""

from __future__ import annotations

from collections.abc import Sequence

from rnntui.figures.base import Control, Figure, FigureError
from rnntui.figures.words import signed

_TRACK = 12  # columns of a slider


def own_control(figure: Figure, controls: Sequence[Control]) -> int:
    """Which of these controls the figure's own arrow keys move; -1 where they move something else."""
    moved = [places for key in ("right", "left") if (places := moved_by(figure, controls, key))]
    if moved:
        return min(moved, key=len)[0]
    return 0 if figure.press("right") is None and controls else -1


def moved_by(figure: Figure, controls: Sequence[Control], key: str) -> list[int]:
    """Which of these controls a key of the figure moves."""
    after = figure.press(key)
    values = {} if after is None else {one.name: one.value for one in after.controls}
    return [at for at, one in enumerate(controls) if values.get(one.name, one.value) != one.value]


def by_space(figure: Figure, controls: Sequence[Control]) -> list[int]:
    """Which of these controls the space bar moves: the figure's own, else the one switch that there is."""
    switches = [at for at, one in enumerate(controls) if one.kind == "toggle"]
    if figure.press("space") is None and len(switches) == 1:
        return switches
    return moved_by(figure, controls, "space")


def turns_hidden(figure: Figure, names: Sequence[str] | None, key: str) -> bool:
    """Whether a key changes a switch that is not among ``names``; where they are None, all show."""
    if names is None:
        return False
    hidden = [one for one in figure.controls if one.name not in names and one.kind in ("toggle", "choice")]
    return bool(moved_by(figure, hidden, key))


def changed(figure: Figure, control: Control, key: str) -> Figure | None:
    """The figure after left, right or space on a control; None where that changes nothing."""
    try:
        if control.kind == "toggle":
            return figure.with_control(control.name, not control.value)
        if key == "space" and (after := figure.press(key)) is not None:
            return after
        if control.kind == "choice":
            by = -1 if key == "left" else 1
            at = control.choices.index(str(control.value)) + by
            return figure.with_control(control.name, control.choices[at % len(control.choices)])
        if key == "space":
            return None
        move = control.nudge or control.step
        return figure.with_control(control.name, float(control.value) + (-move if key == "left" else move))
    except FigureError:
        return None  # the control is where it can't go on


def shown(control: Control, *, unicode: bool) -> str:
    """A control's value, with a track where it slides."""
    if control.kind == "toggle":
        return "[x]" if control.value else "[ ]"
    if control.kind == "choice":
        return f"< {control.value} >"
    value = float(control.value)
    number = signed(value, "g") if unicode else f"{value:g}"
    if control.kind == "number":
        return f"< {number} >"
    share = (value - control.low) / ((control.high - control.low) or 1)
    at = round(share * (_TRACK - 1))
    rail, knob = ("─", "●") if unicode else ("-", "o")
    return f"{rail * at}{knob}{rail * (_TRACK - 1 - at)}  {number}"
