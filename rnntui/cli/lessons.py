"""``rnntui lessons``: what the course holds."""

from __future__ import annotations

from rnntui.cli import options as opt
from rnntui.cli.course import CourseDirectory
from rnntui.cli.guard import guarded


@guarded
def lessons(directory: CourseDirectory = None, json: opt.Json = False) -> None:
    """List the lessons of the course: number, title, minutes and steps."""
    import json as json_text

    from rnntui.cli.columns import aligned
    from rnntui.cli.exit_codes import ExitCode
    from rnntui.cli.failures import CommandError
    from rnntui.cli.safe import one_line
    from rnntui.cli.terminal import Terminal
    from rnntui.course.load import load_course

    course = load_course(directory)
    if not course.lessons:
        raise CommandError(ExitCode.USAGE, course.problems[0].message, str(course.problems[0].path))
    if json:
        for one in course.lessons:
            facts = {"number": one.number, "id": one.id, "title": one.title, "minutes": one.minutes}
            print(json_text.dumps({**facts, "steps": len(one.steps), "path": one.path}))
        return
    rows = [
        (str(one.number), one_line(one.title, 60), str(one.minutes), str(len(one.steps)))
        for one in course.lessons
    ]
    Terminal.of_process().out.print(aligned(("lesson", "title", "minutes", "steps"), rows, right=(0, 2, 3)))
