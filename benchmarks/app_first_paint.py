"""How soon the app's first screen and a lesson's text stand, against a bare Textual screen, in turns. Linux.

.venv/bin/python benchmarks/app_first_paint.py
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from support.report import Spread, Target, machine, table
from support.screen import screen

BARE = [sys.executable, str(Path(__file__).parent / "support" / "bare_textual.py")]
OURS = {
    "rnntui": [sys.executable, "-m", "rnntui"],
    "rnntui lesson 3": [sys.executable, "-m", "rnntui", "lesson", "3"],
}
TARGET = Target(1.6, at_most=True)


def main() -> None:
    """Measure and print."""
    options = _options()
    times = 2 if options.quick else options.times
    with tempfile.TemporaryDirectory(prefix="rnntui-benchmark-") as home:
        os.environ["RNNTUI_HOME"] = home
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
        painted(OURS["rnntui"])  # by now it is
        taken = [(painted(BARE), [painted(ours) for ours in OURS.values()]) for _ in range(times)]
    rows = [("bare Textual screen, s", str(Spread.of([bare for bare, _ in taken])), "")]
    for place, name in enumerate(OURS):
        ratio = Spread.of([ours[place] / bare for bare, ours in taken])
        rows += [
            (f"{name}, s", str(Spread.of([ours[place] for _, ours in taken])), ""),
            (f"{name}, ratio", str(ratio), TARGET.judge(ratio.median)),
        ]
    print(f"From the start of the process to a painted screen, median (lowest–highest) of {times}.\n")
    print(table(("first paint", "measured", "target"), rows))
    print(f"\n{machine()}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=11, help="how often each is started")
    parser.add_argument("--quick", action="store_true", help="twice each: does it work at all")
    return parser.parse_args()


def painted(command: list[str]) -> float:
    """Seconds to a painted screen."""
    with screen(command) as opened:
        return opened.until_painted()


if __name__ == "__main__":
    main()
