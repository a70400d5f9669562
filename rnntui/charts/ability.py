"""What the terminal can show: how many colours, which characters.

The one place that looks at TERM, COLORTERM, NO_COLOR, RNNTUI_MARKERS and the locale (and at RNNTUI_THEME
for what is no app). It reads a mapping
and a stream's facts, so that the app (which draws on stderr) and the command line (which draws on stdout)
can both ask.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Marker: TypeAlias = Literal["braille", "half-block", "dot", "ascii"]
MARKERS: tuple[Marker, ...] = ("braille", "half-block", "dot", "ascii")

NO_COLOUR, NAMED, INDEXED, TRUE_COLOUR = 0, 16, 256, 2**24

IN_CONSOLE = frozenset("─│┌┐└┘├┤┬┴┼▀▄█▌▐░▒▓←↑→↓≤≥") | frozenset(
    character for character in bytes(range(0x80, 0x100)).decode("cp437") if character <= "ÿ"
)
"""Beyond ASCII, what fonts of the Linux console with 256 glyphs have in common: the kernel's own, which is
that of code page 437, and the Latin ones that distributions load."""


@dataclass(frozen=True, slots=True)
class Ability:
    """``colours`` is 0, 16, 256 or 2**24; ``marker`` the finest drawing character that works.

    ``live`` says whether a line can be drawn over again: a terminal that moves its cursor. ``console`` is
    the Linux console, whose font has `IN_CONSOLE` and ASCII. ``light`` is a light ground, where it was named.
    """

    colours: int
    marker: Marker
    live: bool
    console: bool = False
    light: bool = False

    @property
    def unicode(self) -> bool:
        """Whether any character can be written, and not ASCII alone or what the console has."""
        return self.marker != "ascii" and not self.console


def terminfo_colours(term: str) -> int | None:
    """How many colours terminfo gives to ``term``; None where there is no terminfo, or no such entry."""
    try:
        import curses
    except ImportError:  # Windows
        return None
    try:
        curses.setupterm(term, 1)
    except curses.error:
        return None
    return max(curses.tigetnum("colors"), 0)


def ability(
    environ: Mapping[str, str],
    *,
    is_terminal: bool,
    encoding: str | None,
    terminfo: Callable[[str], int | None] = terminfo_colours,
) -> Ability:
    """What a stream can show; ``encoding`` is the stream's own, as Python names it."""
    term = environ.get("TERM", "")
    dumb = term in ("", "dumb", "unknown")
    live = is_terminal and not dumb
    marker = _marker(environ, term, encoding)
    # Who asks for braille has a font for it, as a console in graphics mode may have.
    console = term == "linux" and marker != "braille"
    light = environ.get("RNNTUI_THEME") == "light"
    return Ability(_colours(environ, term, live, terminfo), marker, live, console, light)


def _colours(environ: Mapping[str, str], term: str, live: bool, terminfo: Callable[[str], int | None]) -> int:
    """NO_COLOR wins, FORCE_COLOR brings colours into a pipe, then COLORTERM, then terminfo."""
    forced = environ.get("FORCE_COLOR", "") not in ("", "0")
    if environ.get("NO_COLOR") or not (live or forced):
        return NO_COLOUR
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or term.endswith("-direct"):
        return TRUE_COLOUR
    known = terminfo(term)
    if known is None:
        known = INDEXED if "256" in term else NAMED
    if known >= INDEXED:
        return INDEXED
    return NAMED if known >= 8 or forced else NO_COLOUR


def _marker(environ: Mapping[str, str], term: str, encoding: str | None) -> Marker:
    """What RNNTUI_MARKERS says; else braille, unless a charset has none, or the console no font.

    The charset is the locale's and the stream's.
    """
    for marker in MARKERS:
        if environ.get("RNNTUI_MARKERS") == marker:
            return marker
    if not all(_is_utf8(charset) for charset in (_locale_charset(environ), encoding or "")):
        return "ascii"
    return "half-block" if term == "linux" else "braille"


def _locale_charset(environ: Mapping[str, str]) -> str:
    """The charset that the locale names; empty for C, POSIX and an unset one, which name none."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        if value := environ.get(name):
            return value.partition(".")[2].partition("@")[0]
    return ""


def _is_utf8(charset: str) -> bool:
    """Whether text may go beyond ASCII; an unnamed charset is UTF-8, as Python takes it."""
    try:
        return codecs.lookup(charset or "utf-8").name == "utf-8"
    except LookupError:
        return False
