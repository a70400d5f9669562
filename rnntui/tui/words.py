"""The one-line texts of the lab: how a run goes, how it ended, what changed since the one before."""

from __future__ import annotations

import re

from rnntui.runs.protocol import Finished
from rnntui.series.verdict import error_text
from rnntui.spec.parse import parse
from rnntui.spec.printing import print_call, print_value
from rnntui.spec.records import Call, ModelSpec, Value
from rnntui.tui.run_state import RunState

_NUMBERS_OF_DATA = ("look_back", "horizon", "stride", "split", "validation")
_BAR = 16  # columns of the progress bar


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
    parts = [f"{state.epoch:,}/{state.epochs:,}", f"{_speed(state.epochs_per_second)} epochs/s"]
    if state.epochs_per_second > 0:
        left = (state.epochs - state.epoch) / state.epochs_per_second
        if left >= 1:
            parts.append(f"{_duration(left)} left")
    if len(state.loss):
        parts.append(f"loss {_loss(state.loss[-1])}")
    if len(state.val_loss):
        parts.append(f"val_loss {_loss(state.val_loss[-1])}")
    line = bar(state.epoch / max(state.epochs, 1), _BAR, unicode=unicode)
    for part in parts:
        if len(line) + 2 + len(part) <= width:
            line += f"  {part}"
    return line


def bar(share: float, width: int, *, unicode: bool = True) -> str:
    """A progress bar of ``width`` characters."""
    done = round(min(max(share, 0.0), 1.0) * width)
    full, empty = ("━", "╌") if unicode else ("#", "-")
    return full * done + empty * (width - done)


def result_line(finished: Finished) -> str:
    """How a run ended: epochs, and both scores beside seasonal naive's, in the series' units."""
    if finished.status == "cancelled":
        return "Cancelled: nothing was kept."
    if finished.status == "diverged" and not finished.best_epoch:
        return "The training diverged at once: the loss was no finite number. Try a smaller learning_rate."
    if not finished.epochs:
        return "Stopped before the first epoch had ended: nothing to keep."
    how = {"stopped": "stopped at", "diverged": "diverged after"}.get(finished.status, "after")
    parts = [f"{how} {finished.epochs:,} epoch{'' if finished.epochs == 1 else 's'}"]
    for kind, said in (("one_step", "one-step"), ("recursive", "recursive")):
        scores = finished.metrics.get(kind)
        if scores and scores.get("rmse") is not None:
            parts.append(f"{said} RMSE {error_text(scores['rmse'])}{_against(finished, kind)}")
    return ", ".join(parts)


def _against(finished: Finished, kind: str) -> str:
    for name, said in (("seasonal_naive", "seasonal naive"), ("naive", "naive")):
        rival = ((finished.baselines.get(name) or {}).get(kind) or {}).get("rmse")
        if rival is not None:
            return f" ({said} {error_text(rival)})"
    return ""


def change_line(before: str, after: str, then: Finished, now: Finished) -> str:
    """What was changed since the run before, and what it did to the one-step score; empty for nothing."""
    old, new = parse(before).spec, parse(after).spec
    changes = changed(old, new) if old and new else []
    was, is_now = (_one_step(one) for one in (then, now))
    if was is None or is_now is None:
        return ""
    what = "; ".join(changes) if changes else "the same spec again"
    return f"{what}: one-step RMSE {error_text(was)} → {error_text(is_now)}"


def _one_step(finished: Finished) -> float | None:
    rmse: float | None = (finished.metrics.get("one_step") or {}).get("rmse")
    return rmse


def changed(old: ModelSpec, new: ModelSpec) -> list[str]:
    """The differences of two specs in words, at most three."""
    found = _changed_layers(old.layers, new.layers)
    for name in ("epochs", "batch_size", "patience"):
        found += _change(name, getattr(old, name), getattr(new, name))
    for name in (*_NUMBERS_OF_DATA, "scale", "transform", "mistakes", "order", "name"):
        found += _change(name, getattr(old.data, name), getattr(new.data, name))
    found += _change("optimizer", old.optimizer, new.optimizer) + _change("loss", old.loss, new.loss)
    return [*found[:3], "…"] if len(found) > 3 else found


def _changed_layers(old: tuple[Call, ...], new: tuple[Call, ...]) -> list[str]:
    if [one.name for one in old] != [one.name for one in new]:
        return [f"{', '.join(map(print_call, old))} → {', '.join(map(print_call, new))}"]
    found = []
    for a, b in zip(old, new, strict=True):
        for name in sorted({*dict(a.args), *dict(b.args)}):
            found += _change(f"{b.name} {name}", a.get(name), b.get(name))
    return found


def _change(name: str, a: Value, b: Value) -> list[str]:
    return [] if a == b else [f"{name} {print_value(a)} → {print_value(b)}"]


_SAID = {"one_step": "one-step", "rmse": "RMSE", "mae": "MAE", "mase": "MASE", "figure": ""}
_NAMES = re.compile(r"\b[a-z]\w*(?:\.\w+)+|\b(?:one_step|rmse|mae|mase)\b")


def condition_words(text: str) -> str:
    """A graded condition for people: ``figure.rmse_train = 24.81`` is ``RMSE train = 24.81``."""

    def said(name: re.Match[str]) -> str:
        parts = [_SAID.get(part, part) for part in name[0].split(".")]
        words = " ".join(part for part in parts if part)
        return " ".join(_SAID.get(word, word) for word in words.replace("_", " ").split())

    return _NAMES.sub(said, text)


def _speed(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def _loss(value: float) -> str:
    return f"{value:.4f}" if 0.0001 <= value < 1000 else f"{value:.2g}"


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
