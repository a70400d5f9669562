"""The events as ``--json`` prints them: what a run left out is there as null, so that a script may ask."""

from __future__ import annotations

import json

from rnntui.runs.protocol import Event, Finished, to_line
from rnntui.series.baselines import NAMES

_KINDS = ("one_step", "recursive", "direct")
_SCORES = dict.fromkeys(_KINDS)
_WHOLE = {
    "seconds": dict.fromkeys(("import", "compile", "train", "total")),
    "metrics": _SCORES,
    "baselines": dict.fromkeys(NAMES),
    "verdict": dict.fromkeys(_KINDS[:2]),
    "files": {"dir": None},
}


def json_line(event: Event) -> str:
    """One line of JSON; a finished event has every key of DESIGN.md section 6, null for nothing."""
    line = to_line(event)
    if not isinstance(event, Finished):
        return line
    found = json.loads(line)
    found |= {key: {**whole, **found[key]} for key, whole in _WHOLE.items()}
    return json.dumps(found, separators=(",", ":"), allow_nan=False)
