"""``rnntui course check``: a course checked and proven, with the real worker."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

from rnntui.cli.columns import aligned
from rnntui.cli.exit_codes import ExitCode
from rnntui.cli.interrupt import Interrupts
from rnntui.cli.narration import Narrator
from rnntui.cli.terminal import Stream, Terminal
from rnntui.cli.trained_specs import Training, Worker
from rnntui.course.check import Checked, check_course, count_blocks
from rnntui.course.load import load_course, shipped_course
from rnntui.course.records import Course
from rnntui.figures.values import figure_values
from rnntui.runs.client import WorkerClient
from rnntui.spec.wording import counted


def check(directory: Path | None, *, fast: bool) -> ExitCode:
    """Check the course, say what fails and what was proven, and end with 3 where something fails."""
    terminal = Terminal.of_process()
    narrator = Narrator(terminal.err)
    place = directory or _from_here(shipped_course())
    course = load_course(place)
    try:
        with ExitStack() as stack:
            stack.enter_context(Interrupts(narrator.tell_soon))  # whichever comes, what was begun is cleared
            runs = stack.enter_context(tempfile.TemporaryDirectory(prefix="rnntui-course-"))
            workers = [Worker(stack.enter_context(WorkerClient()), narrator)]
            if (os.cpu_count() or 1) > 1:
                # A run keeps one core busy: a second worker trains other specs meanwhile, untold.
                workers.append(
                    Worker(stack.enter_context(WorkerClient()), Narrator(terminal.err, silent=True))
                )
            training = stack.enter_context(Training(workers, os.path.abspath(place), Path(runs)))
            checked = check_course(
                course,
                facts=training.facts,
                train=not fast,
                runner=training.run,
                ahead=training.ahead,
                figure_values=figure_values,
                run_figure_values=training.runs.figure_values,
            )
    finally:
        narrator.close()
    _show(terminal.out, course, checked)
    return ExitCode.SPEC if checked.problems else ExitCode.DONE


def _from_here(place: Path) -> Path:
    """The shorter path, where it lies below the current directory."""
    here = Path.cwd()
    return place.relative_to(here) if place.is_relative_to(here) else place


def _show(out: Stream, course: Course, checked: Checked) -> None:
    """Failures first, each as ``file:line: sentence``; then what was proven."""
    for problem in checked.problems:
        out.print(str(problem))
    if checked.proofs:
        titles = {lesson.id: f"{lesson.number} {lesson.id}" for lesson in course.lessons}
        rows = []
        for proof in checked.proofs:
            mark = "holds" if proof.holds else "FAILS"
            first, *others = proof.measured or ("",)
            rows.append((titles[proof.lesson], mark, proof.kind, proof.name, str(proof.seeds), first))
            rows += [("", "", "", "", "", other) for other in others]
        heads = ("lesson", "", "what", "name", "seeds", "measured")
        out.print(aligned(heads, rows, right=(4,), width=out.room, spare=("seeds", "what")))
    counts = ", ".join(f"{count} {_named(what, count)}" for what, count in count_blocks(course).items())
    out.print(f"Checked: {counts}.", *checked.unchecked)
    found = len(checked.problems)
    well = "No problem was found." if checked.unchecked else "Everything holds."
    out.print(f"{counted(found, 'problem')}." if found else well)


def _named(plural: str, count: int) -> str:
    singular = {"quizzes": "quiz", "guesses": "guess"}.get(plural, plural.removesuffix("s"))
    return singular if count == 1 else plural
