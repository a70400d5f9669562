"""``rnntui lessons``: what the course holds."""

from __future__ import annotations

from rnntui.cli import options as opt
from rnntui.cli.course import CourseDirectory
from rnntui.cli.guard import guarded


@guarded
def lessons(directory: CourseDirectory = None, json: opt.Json = False) -> None:
    """List the lessons of the course: number, title, minutes, and how many steps and exercises are done."""
    import json as json_text
    from dataclasses import asdict

    from rnntui.cli.columns import aligned
    from rnntui.cli.exit_codes import ExitCode
    from rnntui.cli.failures import CommandError
    from rnntui.cli.safe import one_line
    from rnntui.cli.terminal import Terminal
    from rnntui.course.load import load_course
    from rnntui.runs.progress import Progress
    from rnntui.tui.overview import standing

    course = load_course(directory)
    if not course.lessons:
        raise CommandError(ExitCode.USAGE, course.problems[0].message, str(course.problems[0].path))
    progress, terminal = Progress(), Terminal.of_process()
    standings = [(one, standing(one, progress)) for one in course.lessons]
    terminal.err.print(*progress.take_notes())
    if json:
        for one, there in standings:
            facts = {"number": one.number, "id": one.id, "title": one.title, "minutes": one.minutes}
            print(json_text.dumps({**facts, "about": one.about, **asdict(there), "path": one.path}))
        return
    rows = []
    for one, there in standings:
        steps = "done" if there.done else f"{there.passed}/{there.steps}"
        row = (str(one.number), one_line(one.title, 60), str(one.minutes), steps)
        rows.append((*row, f"{there.met}/{there.exercises}"))
    header = ("lesson", "title", "minutes", "steps", "exercises")
    out = terminal.out
    spare = ("minutes", "exercises")
    out.print(aligned(header, rows, right=(0, 2, 3, 4), width=out.room, spare=spare))
