"""The one-line texts of the lab: how a run goes; and graded conditions in words."""

from __future__ import annotations

import re

from rnntui.course.condition import Graded
from rnntui.runs.wording import duration_text, loss_text, speed_text
from rnntui.tui.bar import bar
from rnntui.tui.run_state import RunState

_BAR = 16  # columns of the progress bar
_SMALLEST_BAR = 8


def running_line(state: RunState, waited: float, width: int, *, unicode: bool = True) -> str:
    """How a run goes on; ``waited`` is how many seconds it has been in this phase."""
    if state.stopping:
        return "Cancelling…" if state.stopping == "cancel" else "Stopping, and keeping what was trained…"
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
    if len(state.loss):
        parts.append(f"loss {loss_text(state.loss[-1])}")
    if len(state.val_loss):
        parts.append(f"val_loss {loss_text(state.val_loss[-1])}")
    said = ""
    for part in parts:
        if _SMALLEST_BAR + len(said) + 2 + len(part) <= width:
            said += f"  {part}"
    room = min(max(width - len(said), _SMALLEST_BAR), _BAR)
    return bar(state.epoch / max(state.epochs, 1), room, unicode=unicode) + said


_SAID = {"one_step": "one-step", "rmse": "RMSE", "mae": "MAE", "mase": "MASE", "figure": ""}
_NAMES = re.compile(r"\b[a-z]\w*(?:\.\w+)+|\b(?:one_step|rmse|mae|mase|recurrent_layers)\b")
_NONE = "none"
_IS = re.compile(r"(.*) = (.*), (not )?== (.*)")


def graded_words(graded: Graded, measure: str, *, unicode: bool) -> str:
    """A graded condition for people, where there is a ``measure`` in its words."""
    if not (measure and graded.result):
        return condition_words(graded.text)
    said = f"{measure}: {graded.result.replace('[]', _NONE)}"
    return said.replace(">=", "≥").replace("<=", "≤") if unicode else said


def condition_words(text: str) -> str:
    """A graded condition for people: ``figure.rmse_train = 24.81`` is ``RMSE train = 24.81``."""

    def said(name: re.Match[str]) -> str:
        parts = [_SAID.get(part, part) for part in name[0].split(".")]
        words = " ".join(part for part in parts if part)
        return " ".join(_SAID.get(word, word) for word in words.replace("_", " ").split())

    equal = _IS.fullmatch(text)
    if equal is None:
        return _NAMES.sub(said, text)
    what, measured, missed, wanted = equal.groups()
    measured, wanted = (_NONE if one == "[]" else one for one in (measured, wanted))
    return f"{_NAMES.sub(said, what)}: {measured}" + (f", and should be {wanted}" if missed else "")
