"""Opening the app: is there a terminal, what can it show, and what happens to the signals."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from rnntui.charts.ability import Marker, ability


class NoTerminal(Exception):
    """There is no terminal to draw on; the message says so, ``hint`` what else there is."""

    hint = "`rnntui run` trains without one, and `rnntui lessons` lists them."


class NoSuchLesson(Exception):
    """The course has no lesson of that number or name; ``hint`` says which it has."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def open_app(
    course_dir: Path | None,
    lesson: str | None,
    *,
    theme: str,
    markers: Marker | None,
    mouse: bool,
    animate: bool,
    slow: bool,
) -> int:
    """Run the app until it is quit; its exit code. ``slow`` halves every rate, for a slow line.

    Raises:
        NoTerminal: stdin or stderr, on which Textual draws, is none.
        NoSuchLesson: the course does not have that lesson, or no lesson at all.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise NoTerminal("The lessons need a terminal: stdin or stderr is a file or a pipe.")
    environ = os.environ if markers is None else {**os.environ, "RNNTUI_MARKERS": markers}
    can = ability(environ, is_terminal=True, encoding=sys.stderr.encoding)
    # All of this is read when Textual is imported.
    if slow or animate:
        os.environ["TEXTUAL_ANIMATIONS"] = "none" if slow else "full"
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    if not slow:
        os.environ.setdefault("TEXTUAL_FPS", _FRAMES)
    os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", _COLOUR_SYSTEMS.get(can.colours, "truecolor"))
    if can.colours == 0:
        os.environ["NO_COLOR"] = "1"

    from rnntui.course.load import load_course
    from rnntui.runs.progress import Progress

    course = load_course(course_dir)
    if not course.lessons:
        raise NoSuchLesson(course.problems[0].message, str(course.problems[0].path))
    if lesson is not None and course.find(lesson) is None:
        names = ", ".join(f"{one.number} {one.id}" for one in course.lessons)
        meant = course.closest(lesson)
        perhaps = f" Did you mean {meant.number} {meant.id}?" if meant is not None else ""
        raise NoSuchLesson(f"The course has no lesson {lesson!r}.{perhaps}", f"It has: {names}.")

    from rnntui.tui.app import RnntuiApp
    from rnntui.tui.endings import Endings

    # What is loaded stays: going through all of it for garbage would hold up a key by 70 ms.
    app = RnntuiApp(course, can, Progress(), theme=theme, first=lesson, slow=slow, loaded=gc.freeze)
    with Endings(app.save_edits):
        app.watch_threads()
        code = app.run(mouse=mouse)
    if app.crash is not None:
        raise app.crash
    return code or 0


_FRAMES = "120"  # a second at most: a key waits for the next one, on average 4 ms instead of 8
_COLOUR_SYSTEMS = {0: "standard", 16: "standard", 256: "256", 2**24: "truecolor"}
