"""``rnntui`` and ``rnntui lesson``: the app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rnntui.cli.exit_codes import ExitCode
from rnntui.cli.failures import CommandError
from rnntui.cli.guard import guarded

THEMES = {"dark": "textual-dark", "light": "textual-light"}
VARIABLES = {
    "theme": "RNNTUI_THEME",
    "markers": "RNNTUI_MARKERS",
    "animate": "RNNTUI_ANIMATE",
    "slow": "RNNTUI_SLOW",
    "no_mouse": "RNNTUI_NO_MOUSE",
}
"""Which environment variable stands for which option of the app."""
_SWITCHES = ("animate", "slow", "no_mouse")
_ON_OR_OFF = frozenset(("", "1", "0", "true", "false", "t", "f", "yes", "no", "y", "n", "on", "off"))


@dataclass(frozen=True, slots=True)
class Look:
    """The course that is opened, and how it is drawn; None where the terminal decides."""

    course: Path | None = None
    theme: str | None = None
    markers: str | None = None
    animate: bool = False
    no_mouse: bool = False
    slow: bool = False

    def over(self, before: Look) -> Look:
        """What is said here, and where it says nothing, what was said before."""
        return Look(
            self.course or before.course,
            self.theme or before.theme,
            self.markers or before.markers,
            animate=self.animate or before.animate,
            no_mouse=self.no_mouse or before.no_mouse,
            slow=self.slow or before.slow,
        )


def unclear_switch(environ: Mapping[str, str]) -> str:
    """What is wrong with a variable that is to be on or off, in a sentence; empty where nothing is."""
    for name in (VARIABLES[one] for one in _SWITCHES):
        if environ.get(name, "").strip().lower() not in _ON_OR_OFF:
            return f"{name} is {environ[name]!r}: it is 1 (on) or 0 (off)."
    return ""


@guarded
def open_lessons(which: str | None, look: Look) -> ExitCode:
    """Open the app, at a lesson if one is named."""
    from rnntui.charts.ability import MARKERS
    from rnntui.tui.launch import NoSuchLesson, NoTerminal, open_app

    if look.theme is not None and look.theme not in THEMES:
        raise CommandError(ExitCode.USAGE, f"There is no theme {look.theme!r}: it is dark or light.")
    if look.markers is not None and look.markers not in MARKERS:
        said = f"There are no markers {look.markers!r}: they are {', '.join(MARKERS)}."
        raise CommandError(ExitCode.USAGE, said)
    try:
        return ExitCode(
            open_app(
                look.course,
                which,
                theme=THEMES[look.theme or "dark"],
                markers=look.markers,
                mouse=not look.no_mouse,
                animate=look.animate,
                slow=look.slow,
            )
        )
    except (NoTerminal, NoSuchLesson) as problem:
        raise CommandError(ExitCode.USAGE, str(problem), problem.hint) from problem
