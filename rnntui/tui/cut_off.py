"""Runs that began in a session that is no more, and never ended: said in a line at the next start."""

from __future__ import annotations

from collections.abc import Iterator

from rnntui.course.records import Course
from rnntui.runs.progress import Progress


def cut_off_lines(course: Course, progress: Progress) -> Iterator[str]:
    """A sentence for each, once; of lessons and specs that this course has."""
    for lesson_id, spec in progress.take_cut_off():
        lesson = course.find(lesson_id)
        step = lesson.step_of(spec) if lesson is not None else None
        if lesson is not None and step is not None:
            where = f"Lesson {lesson.number}, step {step}"
            yield f"{where}: a run was cut off when rnntui ended. r trains it again there."
