"""The two streams of a command: results on stdout, narration on stderr, each as it can show them."""

from __future__ import annotations

import io
import os
import shutil
import sys
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TextIO

from rnntui.charts.ability import IN_CONSOLE, INDEXED, NAMED, TRUE_COLOUR, Ability, ability
from rnntui.charts.palette import Palette
from rnntui.cli.safe import safe_lines, same_length

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_SYSTEMS = {NAMED: "standard", INDEXED: "256", TRUE_COLOUR: "truecolor"}
_PLAINER = str.maketrans({"…": "...", "·": "-", "–": "-", "×": "x", "─": "-", "’": "'", "→": "->"})
_CONSOLE = {code: plain for code, plain in _PLAINER.items() if chr(code) not in IN_CONSOLE}
_WIDEST = 120  # a chart or a sentence is no easier to read when it is wider
_TALLEST = 30
_LOWEST = 10
_AROUND = 3  # rows: a title, an empty one, and the prompt


@dataclass(frozen=True)
class Stream:
    """One of the two streams and what it can show."""

    file: TextIO
    ability: Ability
    width: int
    height: int

    @classmethod
    def of(cls, file: TextIO) -> Stream:
        """What is known of a stream: from the environment, the locale and the terminal's size."""
        terminal = file.isatty()
        size = os.get_terminal_size(file.fileno()) if terminal else shutil.get_terminal_size((80, 24))
        found = ability(os.environ, is_terminal=terminal, encoding=file.encoding)
        # A terminal that does not know its size says 0 by 0.
        return cls(file, found, max(size.columns or 80, 20), max(size.lines or 24, 8))

    @property
    def room(self) -> int | None:
        """Columns that a line may have; None where lines stay whole: in a pipe or a file."""
        return self.width if self.file.isatty() else None

    @property
    def palette(self) -> Palette:
        """The charts' palette."""
        return Palette.of(self.ability)

    @property
    def chart_size(self) -> tuple[int, int]:
        """Columns and rows of a chart that leaves room for a few lines below it."""
        return min(self.width, _WIDEST), max(min(self.height - 6, _TALLEST), 8)

    def chart_above(self, below: int) -> tuple[int, int]:
        """Columns and rows of a chart under a title, with so many rows ``below`` it on the same screen.

        Where that leaves too little, it is as high as is worth looking at, and the screen scrolls.
        """
        columns, _ = self.chart_size
        return columns, max(min(self.height - below - _AROUND, _TALLEST), _LOWEST)

    @cached_property
    def console(self) -> Console:
        """A rich console of the stream's ability, for what moves."""
        return self._console(self.file)

    def print(self, *things: RenderableType) -> None:
        """Write things, one below the other; raises BrokenPipeError when nobody reads.

        What could steer the terminal is shown instead, and sentences are cut where they have no end.

        A terminal gets sentences wrapped and tables cut at its width; elsewhere lines stay whole, where
        they may be searched.
        """
        # Through a string: rich itself would end the process at a broken pipe.
        from rich.text import Text

        text = io.StringIO()
        console = self._console(text)
        for thing in map(_harmless, things):
            # rich forgets what a text says of its own wrapping.
            whole = isinstance(thing, Text) and thing.no_wrap
            how: dict[str, Any] = {"no_wrap": True, "overflow": "ellipsis"} if whole else {}
            if not self.file.isatty():
                how = {"soft_wrap": True}
            console.print(thing, **how, highlight=False, markup=False)
        self.file.write(self._encodable(text.getvalue()))
        self.file.flush()

    def _console(self, file: TextIO) -> Console:
        from rich.console import Console

        colours = self.ability.colours
        return Console(
            file=file,
            width=self.width,
            height=self.height,
            color_system=_SYSTEMS.get(colours),  # type: ignore[arg-type]
            force_terminal=self.ability.live or colours > 0,
            no_color=colours == 0,
            legacy_windows=False,
            safe_box=not self.ability.unicode,
        )

    def _encodable(self, text: str) -> str:
        """The text in the stream's charset; a question mark for what it has no character for."""
        charset = self.file.encoding or "utf-8"
        if not self.ability.unicode:
            text = text.translate(_CONSOLE if self.ability.console else _PLAINER)
        return text.encode(charset, "replace").decode(charset)


def _harmless(thing: RenderableType) -> RenderableType:
    """The same thing without what steers a terminal."""
    from rich.text import Text

    if isinstance(thing, str):
        return safe_lines(thing)
    if isinstance(thing, Text) and same_length(thing.plain) != thing.plain:
        thing = thing.copy()
        thing.plain = same_length(thing.plain)
    return thing


@dataclass(frozen=True)
class Terminal:
    """Both streams of a command."""

    out: Stream
    err: Stream

    @classmethod
    def of_process(cls) -> Terminal:
        """This process's own."""
        return cls(Stream.of(sys.stdout), Stream.of(sys.stderr))
