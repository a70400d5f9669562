"""Takes the screens that the README shows from the app itself, in a terminal, and puts them there. Linux.

A screen stands in the README in the fenced block after a line ``<!-- screen: NAME -->``.

    .venv/bin/python benchmarks/readme_screens.py
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyte
from support.screen import PATIENCE, Never, Screen, screen

README = Path(__file__).parents[1] / "README.md"
SIZE = (80, 24)
ENTER, RIGHT = "\r", "\x1b[C"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person sees of a program on a terminal."""

    program: Screen

    @property
    def text(self) -> str:
        """The screen, without the blanks at the ends of its lines."""
        seen = pyte.Screen(*SIZE)
        pyte.ByteStream(seen).feed(bytes(self.program.raw))
        return "\n".join(line.rstrip() for line in seen.display).rstrip()

    def press(self, keys: str, until: str) -> None:
        """Type, and wait until a pattern stands on the screen.

        Raises:
            Never: it did not come.
        """
        self.program.press(keys)
        end = time.perf_counter() + PATIENCE
        while not re.search(until, self.text):
            if time.perf_counter() > end:
                raise Never(f"{until!r} on the screen:\n{self.text}")
            self.program.read(0.1)

    def steps(self, number: int) -> None:
        """Go on to a step of the lesson."""
        for step in range(2, number + 1):
            self.press("n", f"· {step}/")


def the_cell(shown: Shown) -> None:
    """The cell of lesson 5 with input 3 and state 0.4, all its sums on the screen."""
    shown.press("", "· 1/")
    shown.steps(4)
    shown.press(ENTER, "Enter this number")
    shown.press("1.472" + ENTER, "✓")
    shown.press("2", r"\[Lab\]")
    shown.press(4 * RIGHT, r"tanh\(1.472\)")


def the_perceptron(shown: Shown) -> None:
    """The perceptron of lesson 3, trained twice."""
    shown.press("", "· 1/")
    shown.steps(5)
    shown.press(ENTER, "▸")
    shown.press(ENTER, r"\(•\)")
    shown.press("r", r"one-step RMSE \d")
    shown.press("s", "seed 0 → 1")


SCREENS: dict[str, tuple[str, Callable[[Shown], None]]] = {
    "cell": ("rnn-cell", the_cell),
    "perceptron": ("perceptron", the_perceptron),
}
"""By name: the lesson that is opened, and what is done there."""


def take(lesson: str, way: Callable[[Shown], None]) -> str:
    """The screen of a lesson in a new home after some keys."""
    with tempfile.TemporaryDirectory(prefix="rnntui-screens-") as home:
        os.environ["RNNTUI_HOME"] = home
        with screen([sys.executable, "-m", "rnntui", "lesson", lesson], SIZE) as program:
            program.until_painted()
            shown = Shown(program)
            way(shown)
            program.read(1.0)  # what is drawn a moment later
            return shown.text


def printed() -> str:
    """What `make run` prints to stdout, less the place of its files."""
    with tempfile.TemporaryDirectory(prefix="rnntui-screens-") as home:
        command = [sys.executable, "-m", "rnntui", "run", "--cell", "lstm", "--forecast", "6"]
        size = {"COLUMNS": str(SIZE[0]), "LINES": str(SIZE[1])}
        environment = {**os.environ, **size, "RNNTUI_HOME": home}
        said = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    lines = [line.rstrip() for line in said.stdout.splitlines()]
    return "\n".join(line for line in lines if not line.startswith("Files: "))


def main() -> None:
    """Take all screens, and write the README."""
    text = README.read_text(encoding="utf-8")
    takes = {name: partial(take, lesson, way) for name, (lesson, way) in SCREENS.items()}
    for name, how in {"run": printed, **takes}.items():
        block = re.compile(rf"(<!-- screen: {name} -->\n```\n).*?(\n```\n)", re.DOTALL)
        taken = how()
        text, count = block.subn(lambda found, taken=taken: found[1] + taken + found[2], text)
        if count != 1:
            raise SystemExit(f"README.md has {count} places for the screen {name}.")
        print(f"{name}:\n{taken}\n")
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
