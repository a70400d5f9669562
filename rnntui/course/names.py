"""What conditions and guesses can ask of a finished run: the names of `rnntui.runs.values`."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import TypeAlias

Names: TypeAlias = Mapping[str, "Names | None"]
"""By name what stands below it: None for a value, an empty mapping where anything may."""

_ANYTHING: Names = {}
_SCORES: Names = {"rmse": None, "mae": None, "mase": None}
_KINDS: Names = {"one_step": _SCORES, "recursive": _SCORES, "direct": {**_SCORES, "leads": None}}
RUN: Names = {
    **_KINDS,
    "baselines": dict.fromkeys(("naive", "seasonal_naive", "drift", "last_years_step"), _KINDS),
    "params": None,
    "layers": None,
    "recurrent_layers": None,
    "series": None,
    "split": None,
    "scale": None,
    "mistakes": None,
    "findings": None,
    "status": None,
    "epochs": None,
    "best_epoch": None,
    "early": None,
    "selected_on": None,
    "seconds": {"import": None, "compile": None, "train": None, "total": None},
    "loss": None,
    "val_loss": None,
    "test": {"actual": None, "one_step": None, "recursive": None},
    "weights": _ANYTHING,
}


def refusal(dotted: str, names: Names = RUN) -> str | None:
    """A sentence where a dotted name refers to nothing; None where it does."""
    known: Names | None = names
    walked: list[str] = []
    for part in dotted.split("."):
        if known is None:
            return f"{dotted} asks too much: {'.'.join(walked)} is a value."
        if not known:
            return None
        if part not in known:
            of = f"{'.'.join(walked)} has no {part}" if walked else f"There is no {part}"
            close = difflib.get_close_matches(part, known, 1)
            hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(known)}."
            return f"{of}: {hint}"
        walked.append(part)
        known = known[part]
    if known:
        return f"{dotted} is a group of values: write {dotted}.{next(iter(known))}."
    return None


def is_of_run(dotted: str) -> bool:
    """Whether a name begins like one of a finished run."""
    return dotted.partition(".")[0].partition("[")[0] in RUN
