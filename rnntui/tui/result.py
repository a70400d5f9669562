"""How a run ended, in words: under the lab's chart, in a window, and in a line where the lab is hidden."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rich.text import Text

from rnntui.runs.protocol import Failed, Finished
from rnntui.runs.summary import scores_of
from rnntui.runs.wording import explained, findings
from rnntui.series.verdict import error_text, verdict
from rnntui.spec.mistakes import marks, marks_in_short
from rnntui.spec.records import Edit, ModelSpec
from rnntui.spec.setting import set_edits
from rnntui.spec.wording import counted
from rnntui.tui.earlier import counts
from rnntui.tui.run_state import RunState
from rnntui.tui.scores import one_measure, scores_texts, verdict_lines
from rnntui.tui.trained import trained

_RIVALS = ("naive", "seasonal_naive")
_KINDS = ("one_step", "recursive", "direct")
DIVERGED_AT_ONCE = "The training diverged at once: the loss was no finite number."
_MOST_LEADS = 6
_MANY_MARKS = 2
_OF_A_LINE = re.compile(r"\Aline \d+: ")


def result_lines(finished: Finished, seed: int) -> tuple[str, ...]:
    """How a run ended, and a line for each score with its verdict beside naive and seasonal naive."""
    if finished.status == "cancelled":
        return ("Cancelled: nothing was kept.",)
    if finished.status == "diverged" and not finished.best_epoch:
        return (DIVERGED_AT_ONCE,)
    if not finished.epochs:
        return ("Stopped before the first epoch had ended: nothing to keep.",)
    scores = [f"{kind.replace('_', '-')} {_against(finished, kind)}" for kind in _kinds(finished)]
    leads = _leads(finished)
    head = ", ".join(filter(None, (f"seed {seed}", _ended(finished, always=not scores))))
    if not scores:
        return (f"{head}.",)
    return (f"{head}: {scores[0]}", *scores[1:], *([leads] if leads else []))


def _kinds(finished: Finished) -> list[str]:
    return [kind for kind in _KINDS if scores_of(finished.metrics.get(kind)) is not None]


def _ended(finished: Finished, *, always: bool) -> str:
    """How it ended, where that was not as the spec says; ``always`` says how far it came."""
    how = {"stopped": "stopped at", "diverged": "diverged after"}.get(finished.status, "")
    how = how or ("stopped early after" if finished.early else "after" if always else "")
    return f"{how} {counted(finished.epochs, 'epoch')}" if how else ""


def _against(finished: Finished, kind: str) -> str:
    """A score with its verdict beside the two forecasts that it has to beat."""
    own = scores_of(finished.metrics.get(kind))
    assert own is not None  # of such kinds alone
    rivals = {name: scores_of((finished.baselines.get(name) or {}).get(kind)) for name in _RIVALS}
    if said := verdict(own, rivals, max(len(finished.targets), 1)):
        return said
    if finished.targets and own.mase is not None:
        return f"mean MASE {error_text(own.mase)}"
    return f"RMSE {error_text(own.rmse)}"


def _leads(finished: Finished) -> str:
    """The score of every lead of a direct forecast; of many leads some."""
    leads = (finished.metrics.get("direct") or {}).get("leads") or []
    measure = one_measure(finished)
    scores = [(number, lead[measure]) for number, lead in enumerate(leads, 1) if lead[measure] is not None]
    if not scores:
        return ""
    if len(scores) > _MOST_LEADS:
        scores = [scores[0], scores[len(scores) // 2 - 1], scores[-1]]
    said = ", ".join(f"{error_text(score)} ({number})" for number, score in scores)
    return f"{'mean MASE' if finished.targets else 'RMSE'} by lead: {said}"


# ---------------------------------------------------------------- what stands beside it
def notes_of(state: RunState) -> tuple[str, ...]:
    """All that is to be read beside a run's result, on any day, each sentence once."""
    finished = state.finished
    return tuple(dict.fromkeys((*finished.notes, *finished.found))) if finished is not None else ()


def notes_in_short(state: RunState, said: Collection[str] = ()) -> tuple[str, ...]:
    """The same in fewer words: of several things that the spec does wrong on purpose their names.

    What is about a line of the spec is left to the editor where it is among what that has ``said``.
    """
    source = trained(state.spec).source
    marked = marks(source) if source is not None else ()
    notes = tuple(note for note in notes_of(state) if _OF_A_LINE.sub("", note, count=1) not in said)
    if source is None or len(marked) < _MANY_MARKS:
        return notes
    others = [note for note in notes if note not in marked]
    return (f"{marks_in_short(source)} d says what each does to the score.", *others)


def ungraded(state: RunState) -> str:
    """Why exercises don't count a run that has ended; empty where they do."""
    if state.finished is None or counts(state.finished):
        return ""
    finished, spec = state.finished, trained(state.spec).spec
    epochs = f" at epoch {finished.epochs:,} of {spec.epochs:,}" if spec is not None else ""
    return f"Stopped{epochs}: only a run that goes on to its end counts."


@dataclass(frozen=True, slots=True)
class Beside:
    """The editor beside a result: what it has ``said`` of the spec's lines.

    ``tries`` is the key that writes into it what the findings say to try first; empty where none does.
    Unless it ``advises``, what they say to try is left out.
    """

    said: frozenset[str] = frozenset()
    tries: str = ""
    advises: bool = True


def said_of(state: RunState, change: str, beside: Beside) -> tuple[str, ...]:
    """Everything that the lab says of a run that has ended, a sentence or two in each line."""
    assert state.finished is not None
    lines = result_lines(state.finished, state.seed)
    # Where nothing was kept, its one line says all.
    notes = notes_in_short(state, beside.said) if state.finished.best_epoch else ()
    found = list(findings(state.finished, advised=beside.advises))
    place = _first_with_changes(state.finished) if beside.tries else None
    if place is not None:
        found[place] += f" ({beside.tries} writes that)"
    return (*lines, *found, *notes, *filter(None, [change]))


def advice(state: RunState | None, spec: ModelSpec | None) -> tuple[Edit, ...]:
    """What a run's findings say to try first, as edits of ``spec``, where that is what was trained."""
    finished = state.finished if state is not None else None
    if state is None or finished is None or spec is None or trained(state.spec).spec != spec:
        return ()
    place = _first_with_changes(finished)
    return () if place is None else set_edits(spec, finished.findings[place]["changes"])


def _first_with_changes(finished: Finished) -> int | None:
    return next((i for i, found in enumerate(finished.findings) if found.get("changes")), None)


def wrapped(lines: Iterable[str], width: int) -> list[str]:
    """Lines of at most ``width`` columns."""
    room = max(width, 1)
    return [part for line in lines for part in textwrap.wrap(line, room, break_on_hyphens=False) or [""]]


def fitted(rows: Sequence[str], room: int, more: str = "…") -> list[str]:
    """The rows that fit; where they are too many, the last one says how to read the others."""
    if len(rows) <= max(room, 1):
        return list(rows)
    kept = max(room - 1, 0)
    return [*rows[:kept], f"{more} {counted(len(rows) - kept, 'more line')}: d shows everything."]


def failed_lines(failed: Failed) -> list[str]:
    """What went wrong and what to do, a command in a line of its own, without the end of the worker's log."""
    hint, _, log = failed.hint.partition("\n")
    again = ""
    if failed.failure in ("worker", "internal"):
        again = "r trains again." + (" d shows the end of the worker's log." if log.strip() else "")
    message = failed.message if failed.message.endswith((".", "!", "?")) else f"{failed.message}."
    is_command = bool(hint) and not hint.endswith((".", "!", "?"))
    lines = [message, hint, again] if is_command else [f"{message} {hint}".strip() + f" {again}"]
    return [line.strip() for line in lines if line]


# ---------------------------------------------------------------- all of it
def result_texts(state: RunState, steps: int | None, change: str, width: int) -> list[Text]:
    """Everything about a run that has ended, as the command line says it.

    ``steps`` is how far its recursive forecast goes.
    """
    finished, failed = state.finished, state.failed
    if failed is not None:
        return [Text(failed.message, "bold"), Text(failed.hint)]
    assert finished is not None
    texts = [Text(f"Seed {state.seed}, {_how(finished)}.", "bold")]
    if any(finished.metrics.values()):
        texts += [Text(""), *scores_texts(finished, steps, width), Text("")]
        texts += [Text(line) for line in verdict_lines(finished.verdict)]
    texts += [Text(line) for line in (*explained(finished), *notes_of(state))]
    if change:
        texts += [Text(""), Text(f"Since the run before: {change}")]
    if finished.files.get("dir"):
        texts += [Text(""), Text(f"Files: {finished.files['dir']}")]
    return texts


def _how(finished: Finished) -> str:
    if finished.status == "cancelled":
        return "cancelled: nothing was kept"
    said = _ended(finished, always=True)
    best = finished.best_epoch
    return f"{said}, kept are the weights of epoch {best:,}" if 0 < best != finished.epochs else said


# ---------------------------------------------------------------- where the lab is out of sight
def glance(finished: Finished, width: int) -> str:
    """How a run ended, as much of it as fits into ``width`` columns."""
    one = (finished.metrics.get("one_step") or {}).get("rmse")
    if one is None:
        short = _ended(finished, always=True) if finished.epochs else finished.status
        return _first_that_fits((result_lines(finished, 0)[0], short), width)
    rivals = {
        name: rmse
        for name in _RIVALS
        if (rmse := ((finished.baselines.get(name) or {}).get("one_step") or {}).get("rmse")) is not None
    }
    beside = ", ".join(f"{name.replace('_', ' ')} {error_text(rmse)}" for name, rmse in rivals.items())
    beside = f" ({beside})" if beside else ""
    score, last = f"RMSE {error_text(one)}", beside.rpartition(", ")[2].rstrip(")").lstrip(" (")
    ended = _ended(finished, always=True)
    return _first_that_fits(
        (
            f"{ended}: one-step {score}{beside}",
            f"one-step {score}{beside}",
            f"one-step {score} ({last})" if last else f"one-step {score}",
            f"{score} ({last})" if last else score,
            score,
        ),
        width,
    )


def _first_that_fits(texts: Sequence[str], width: int) -> str:
    return next((text for text in texts if len(text) <= width), "")
