"""The one-line texts of the lab: how a run goes; and graded conditions in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from rnntui.course.arithmetic import shown
from rnntui.course.condition import Graded
from rnntui.course.contest import Contest
from rnntui.runs.wording import duration_text, losses_texts, speed_text
from rnntui.tui.bar import bar

if TYPE_CHECKING:  # heavy: the words of a question are painted before
    from rnntui.tui.run_state import RunState

_BAR = 16  # columns of the progress bar
_SMALLEST_BAR = 8
LONG = 5.0  # seconds: a worker that has said nothing for so long is stuck, or the machine is


def running_line(
    state: RunState, waited: float, width: int, *, silent: float = 0.0, unicode: bool = True
) -> str:
    """How a run goes on; ``waited`` is how many seconds it has been in this phase, ``silent`` how many the
    worker has said nothing.
    """
    if state.stopping:
        return _stopping_line(state.stopping, waited)
    if state.phase == "starting":
        what = "starting the run" if state.warm else "starting TensorFlow, once per session"
        return f"{what}… {waited:.0f} s" if waited >= 1 else f"{what}…"
    if state.phase == "compiling":
        return f"compiling… {waited:.0f} s" if waited >= 1 else "compiling…"
    if state.phase == "ending":
        return "scoring…"
    parts = [f"{state.epoch:,}/{state.epochs:,}", speed_text(state.epochs_per_second)]
    if state.epochs_per_second > 0:
        left = (state.epochs - state.epoch) / state.epochs_per_second
        if left >= 1:
            parts.append(f"{duration_text(left)} left")
    if silent >= LONG:
        parts[1:] = [f"nothing heard for {silent:.0f} s"]
    else:
        parts += losses_texts(state.loss, state.val_loss)
    said = ""
    for part in parts:
        if _SMALLEST_BAR + len(said) + 2 + len(part) <= width:
            said += f"  {part}"
    room = min(max(width - len(said), _SMALLEST_BAR), _BAR)
    return bar(state.epoch / max(state.epochs, 1), room, unicode=unicode) + said


def _stopping_line(how: str, waited: float) -> str:
    if how == "stop":
        said = "Stopping, and keeping what was trained…"
        return f"{said} {waited:.0f} s (x keeps nothing)" if waited >= LONG else said
    return "Cancelling… No answer yet: x once more ends the worker." if waited >= LONG else "Cancelling…"


_SAID = {
    "one_step": "one-step",
    "rmse": "RMSE",
    "mae": "MAE",
    "mase": "MASE",
    "figure": "",
    "params": "number of parameters",
    "last_years_step": "last year's step",
    "baselines": "",
    "val_loss": "val_loss",  # as the chart has it
}
_ENTRY = re.compile(r"([\w.]+)\[(-?\d+)\](?!\[)")
_PLACES = {"0": "first", "1": "second", "2": "third", "-1": "last"}
_SIGNS = {" == ": " = ", " * ": " × "}
_NAMES = re.compile(r"[a-z]\w*(?:\.\w+)*")
_WANTED = {"<": "below", "<=": "at most", ">": "above", ">=": "at least", "==": "", "!=": "not"}


_NEAR = re.compile(
    r"abs\((?P<what>.+) (?P<sign>[-+]) (?P<number>[\d.e-]+)\)"
    r"(?: = (?P<off>[\d.e-]+),(?: not)?)? < (?P<most>[\d.e-]+)(?:: (?P<spread>.+))?"
)
"""How lessons write that a value is some number, as a condition and as what was measured."""


def condition_words(text: str) -> str:
    """A side of a condition for people: ``median(one_step.rmse)`` is ``median one-step RMSE``."""
    if near := _NEAR.fullmatch(text):
        off = near["off"] or near["spread"]
        number = f"{'−' if near['sign'] == '+' else ''}{near['number']}"
        where = f"{condition_words(near['what'])} = {number}, within {near['most']}"
        return f"{where}: off by {off}" if off else where

    def said(name: re.Match[str]) -> str:
        words = [_SAID.get(part, part.replace("_", " ")) for part in name[0].split(".")]
        return " ".join(_SAID.get(word, word) for part in words for word in part.split())

    if index := _ENTRY.fullmatch(text):
        return f"{_place(index[2])} of {condition_words(index[1])}"
    text = re.sub(r"\b(median|abs|min|max)\(([\w.]+)\)", r"\1 \2", _ENTRY.sub(_entry_words, text))
    for sign, plain in _SIGNS.items():
        text = text.replace(sign, plain)
    return _NAMES.sub(said, text)


def _entry_words(entry: re.Match[str]) -> str:
    """An entry of a list among other words: ``loss[-101]`` is the loss 100 before the last."""
    name, place = entry[1], _place(entry[2])
    return f"{place} {name}" if entry[2] in _PLACES else f"{name} {place}"


def _place(index: str) -> str:
    """Where an entry of a list stands."""
    at = int(index)
    return _PLACES.get(index) or (f"{-at - 1} before the last" if at < 0 else f"number {at + 1}")


def graded_words(graded: Graded, measure: str = "", *, goal: bool = True) -> str:
    """How a condition turned out, for people: what it is about, what was found, what is asked for.

    ``measure`` says what it is about, where the lesson has words for it. Of one that is no ``goal`` nothing
    is asked: it is so or not.
    """
    if not graded.values:
        return f"{measure}: there is none" if measure else condition_words(graded.text)
    found, wanted = (_value_words(value) for value in graded.values)
    what, how = measure or condition_words(graded.what), _WANTED[graded.sign]
    asked = f"{how} {wanted}".strip()
    if graded.holds:
        return f"{what}: {found}" if graded.sign == "==" else f"{what}: {found}, {asked}"
    return f"{what}: {found}, {'should be' if goal else 'not'} {asked}"


def contest_words(contest: Contest, standing: Mapping[str, float | None]) -> str:
    """What a learner's own runs say in a guess that they answer together, and which are still missing."""
    measured = {choice: value for choice, value in standing.items() if value is not None}
    if not measured:
        return "Train them all, and your own runs answer it."
    from rnntui.series.verdict import error_text  # heavy: a run has brought it already

    known = [f"{choice} {error_text(value)}" for choice, value in measured.items()]
    missing = [choice for choice in contest.runs if choice not in measured]
    said = f"Your runs, {contest.measure}: {', '.join(known)}"
    return f"{said}. Still missing: {', '.join(missing)}." if missing else f"{said}."


def _value_words(value: object) -> str:
    """A value without the marks of code: names in a row, a shape in brackets."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple) and value and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    if isinstance(value, tuple) and not value:
        return "none"
    if isinstance(value, tuple):
        return f"({shown(value)[1:-1]})"
    return shown(value).replace("-", "−")  # as the lessons write it
