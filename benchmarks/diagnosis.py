"""What the rules of `rnntui.diagnosis` find in trainings that are known to be good or bad, and if it helps.

Each spec is trained with several seeds by `rnntui run --json`. Of each finding: in how many seeds, the
measured values, and the median RMSE, one-step and recursive, before and after what it says to try. A finding
about a good spec is a false alarm; a threshold lies between what both kinds show.

    .venv/bin/python benchmarks/diagnosis.py [--seeds 5] [NAME ...]
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

from rnntui.spec.edits import apply
from rnntui.spec.parse import parse
from rnntui.spec.setting import set_edits

KINDS = ("one_step", "recursive")
PERCEPTRON = "Flatten(), Dense(1)"


def spec(
    layers: str, epochs: int, rate: float = 0.001, data: str = '"airline", look_back=20', batch: int = 10
) -> str:
    """A spec's text."""
    return (
        f"data = Series({data})\nmodel = Sequential([{layers}])\n"
        f'model.compile(optimizer=Adam(learning_rate={rate}), loss="mse")\n'
        f"model.fit(epochs={epochs}, batch_size={batch})\n"
    )


_LOG_DIFF = '"airline", look_back=20, transform=["log", "diff"]'
_SINE = '"sine-coarse", look_back=20'
_DAYS = '"weather", look_back=20, target="temp_min", columns="temp_min"'
GOOD = {
    "perceptron, log-diff": spec(PERCEPTRON, 1000, data=_LOG_DIFF),
    "perceptron, well trained": spec(PERCEPTRON, 2000, 0.005),
    "perceptron, sine": spec(PERCEPTRON, 1000, data=_SINE),
    "SimpleRNN(64)": spec("SimpleRNN(64), Dense(1)", 300),
}
BAD = {
    "perceptron, 100 epochs": spec(PERCEPTRON, 100),
    "perceptron, 1000 epochs": spec(PERCEPTRON, 1000),
    "perceptron, rate 1": spec(PERCEPTRON, 300, 1.0),
    "perceptron, rate 0.1": spec(PERCEPTRON, 300, 0.1),
    "perceptron, rate 1e-6": spec(PERCEPTRON, 300, 0.000001),
    "perceptron, three months": spec(PERCEPTRON, 1000, data='"airline", look_back=3'),
    "perceptron, weather": spec(PERCEPTRON, 20, data=_DAYS, batch=32),
    "SimpleRNN(1)": spec("SimpleRNN(1), Dense(1)", 1000),
    "SimpleRNN(5), rate 0.1": spec("SimpleRNN(5), Dense(1)", 300, 0.1),
    "SimpleRNN(32)": spec("SimpleRNN(32), Dense(1)", 1000),
    "SimpleRNN(5), sine": spec("SimpleRNN(5), Dense(1)", 1000, data=_SINE),
    "LSTM(5), 5 epochs": spec("LSTM(5), Dense(1)", 5),
    "LSTM(5), 300 epochs": spec("LSTM(5), Dense(1)", 300),
    "LSTM(16), three months": spec("LSTM(16), Dense(1)", 300, data='"airline", look_back=3'),
    "GRU(16), weather": spec("GRU(16), Dense(1)", 20, data=_DAYS, batch=32),
}


def trained(text: str, seeds: int, place: Path) -> list[dict[str, Any]]:
    """The finished events of a spec."""
    (place / "spec.py").write_text(text)
    done = subprocess.run(
        [sys.executable, "-m", "rnntui", "run", "spec.py", "--seeds", str(seeds), "--json"],
        cwd=place,
        env={**os.environ, "RNNTUI_HOME": str(place)},
        stdout=subprocess.PIPE,
        check=False,
    )
    events = [json.loads(line) for line in done.stdout.splitlines()]
    return [event for event in events if event["event"] == "finished"]


def scores(events: list[dict[str, Any]]) -> str:
    """The median RMSE of both kinds."""
    found = ([event["metrics"][kind]["rmse"] for event in events] for kind in KINDS)
    return " and ".join(f"{median(math.inf if one is None else one for one in each):.4g}" for each in found)


def mended(text: str, changes: dict[str, Any]) -> str:
    """The spec with what a finding says to try."""
    read = parse(text).spec
    assert read is not None
    for edit in set_edits(read, changes):
        text = apply(text, edit)
    return text


def report(name: str, text: str, seeds: int, place: Path) -> None:
    """Train a spec, and what is tried of it."""
    events = trained(text, seeds, place)
    print(f"{name}: {scores(events)}", flush=True)
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for event in events:
        for one in event["findings"]:
            found[one["code"], json.dumps(one["changes"])].append(one["measured"])
    for (code, change), values in found.items():
        measured = ", ".join(f"{value:.2g}" for value in sorted(values))
        changes = json.loads(change)
        after = f"; {change}: {scores(trained(mended(text, changes), seeds, place))}" if changes else ""
        print(f"    {len(values)} of {seeds} {code} ({measured}){after}", flush=True)


def main() -> None:
    """Print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*")
    parser.add_argument("--seeds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rnntui-diagnosis-") as place:
        for title, specs in (("GOOD", GOOD), ("BAD", BAD)):
            chosen = {name: text for name, text in specs.items() if not given.names or name in given.names}
            if chosen:
                print(f"{title}; median RMSE one-step and recursive, in the series' units", flush=True)
            for name, text in chosen.items():
                report(name, text, given.seeds, Path(place))


if __name__ == "__main__":
    main()
