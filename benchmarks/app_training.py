"""What the app costs while it trains and while nothing happens: bytes, processor, memory, key echo. Linux.

.venv/bin/python benchmarks/app_training.py
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from support.report import Target, figure, machine, table
from support.screen import Screen, screen
from support.workload import spec_text

SIZES = {(120, 40): 40.0, (80, 24): 15.0}  # kB a second while it trains, at most
EPOCHS = 100_000
LESSON = f"""---
id: long
title: Long
minutes: 1
---

## Train

```spec long
{spec_text("LSTM(16), Dense(1)", EPOCHS)}
```
"""
TYPED = "qzjxvkwyfhgbQZJXVKWYFHGBqjzvxwkhyb"  # no two neighbours twice
WARM_KEYS = 6  # not measured


def main() -> None:
    """Measure and print."""
    options = _options()
    seconds = 3.0 if options.quick else options.seconds
    rows: list[tuple[str, str, str]] = []
    with tempfile.TemporaryDirectory(prefix="rnntui-benchmark-") as folder:
        (Path(folder) / "01-long.md").write_text(LESSON, encoding="utf-8")
        command = [sys.executable, "-m", "rnntui", "lesson", "long", "--course", folder]
        for size, bound in SIZES.items():
            os.environ["RNNTUI_HOME"] = str(Path(folder) / f"home-{size[0]}")  # without the other's edits
            with screen(command, size) as opened:
                rows += measure(opened, size, bound, seconds)
    print(f"The interface alone, the worker beside it; rates over {figure(seconds)} s.\n")
    print(table(("what", "measured", "target"), rows))
    print(f"\n{machine()}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=15.0, help="how long each rate is taken")
    parser.add_argument("--quick", action="store_true", help="3 s each: does it work at all")
    return parser.parse_args()


def measure(
    opened: Screen, size: tuple[int, int], bound: float, seconds: float
) -> list[tuple[str, str, str]]:
    """The rows of a terminal of ``size``, whose bytes while it trains are to stay below ``bound`` kB/s."""
    where = f"{size[0]}×{size[1]}"
    opened.until_painted()
    opened.press("2", 3.0)
    idle, _ = opened.rates(seconds)
    opened.press("r")
    opened.until(b"epochs/s")
    wire, share = opened.rates(seconds)
    echo = echoes(opened)
    memory, tensorflow = opened.resident(), opened.maps("tensorflow")
    return [
        row(f"{where}: idle, kB/s", idle, 0.5, " kB/s"),
        row(f"{where}: while it trains, kB/s", wire, bound, " kB/s"),
        row(f"{where}: while it trains, share of a core", share * 100, 25, " %"),
        row(f"{where}: key echo while it trains, p95, ms", echo * 1000, 50, " ms"),
        row(f"{where}: interface in memory, MB", memory, 110, " MB"),
        (f"{where}: TensorFlow in the interface", "yes" if tensorflow else "no", "no"),
    ]


def row(title: str, value: float, bound: float, unit: str) -> tuple[str, str, str]:
    """A row of the table."""
    return title, figure(value), Target(bound, unit, at_most=True).judge(value)


def echoes(opened: Screen) -> float:
    """Type into the editor while it trains: the 95th percentile of the seconds until a key shows."""
    opened.press("e")
    opened.press("\x1b[B" * 12, 1.0)  # below the last line
    opened.press("# ", 1.0)
    took = []
    for before, key in pairwise(TYPED):
        if not took:
            opened.press(before)
        took.append(opened.echo(key, f"{before}{key}".encode()))
        opened.read(0.13)
    took = sorted(took[WARM_KEYS:])
    return took[min(len(took) - 1, int(0.95 * len(took)))]


if __name__ == "__main__":
    main()
