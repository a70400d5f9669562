"""Colours for the text of a spec: which stretches of a line are what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

from rnntui.spec.catalogue import CANONICAL

Token: TypeAlias = Literal["name", "argument", "text", "number", "comment", "constant"]

_TOKENS = re.compile(
    r"""(?P<comment>\#.*)
    |(?P<text>"[^"]*"?|'[^']*'?)
    |(?P<number>(?<![\w.])-?\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?)
    |(?P<constant>\b(?:True|False|None)\b)
    |(?P<argument>\b[A-Za-z_]\w*(?=\s*=(?!=)))
    |(?P<name>\b[A-Za-z_]\w*)""",
    re.VERBOSE,
)
_CALLED = {"Series", "Sequential", "compile", "fit", "add", "Input", "EarlyStopping", *CANONICAL}


def tokens(line: str) -> Iterator[tuple[int, int, Token]]:
    """Stretches (start, end, kind) of a line that have a colour of their own; unknown names have none."""
    for found in _TOKENS.finditer(line):
        kind = found.lastgroup
        if kind == "name" and found[0] not in _CALLED:
            continue
        if kind == "argument" and not line[: found.start()].strip(" ("):
            continue  # an assignment at the start of a line
        yield found.start(), found.end(), kind  # type: ignore[misc]
