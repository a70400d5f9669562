"""What the process of every contender speaks: JSON lines, one answer per order.

    (at the start)                       → {"versions": {...}} or {"missing": "torch"}
    {"prepare": MODEL}                   → {"seconds": of building, compiling and the first epochs}
    {"train": MODEL, "epochs": N}        → {"seconds": …, "epochs": how many it really were, N or more}

Needs nothing but the standard library and numpy: a peer's Python need not have rnntui.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

# Trains at least so many epochs, validation included, and says how many it were.
Train = Callable[[int], int]
Model = Callable[[], Train]

CLOCK = time.perf_counter


def serve(versions: Mapping[str, str], models: Mapping[str, Model]) -> None:
    """Answer orders until stdin ends; a model that is not in ``models`` is answered as missing."""
    ready: dict[str, Train] = {}
    say({"versions": dict(versions)})
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        name = order.get("prepare") or order["train"]
        if name not in models:
            say({"missing": name})
            continue
        begin = CLOCK()
        if "prepare" in order:
            ready[name] = models[name]()
            ready[name](1)
            say({"seconds": CLOCK() - begin})
        else:
            epochs = ready[name](order["epochs"])
            say({"seconds": CLOCK() - begin, "epochs": epochs})


def say(answer: Mapping[str, Any]) -> None:
    """One line on stdout."""
    print(json.dumps(answer), flush=True)


def missing(error: ImportError) -> None:
    """Say what is not installed, and end: that is an answer, not a failure."""
    say({"missing": error.name or str(error)})
    sys.exit(0)
