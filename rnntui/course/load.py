"""A directory of Markdown files read as a course."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from rnntui.course.glossary import parse_glossary
from rnntui.course.lesson import LONGEST, parse_lesson, unread_lesson
from rnntui.course.prose import GLOSSARY_FILE
from rnntui.course.records import Course, CourseProblem, Glossary, Lesson
from rnntui.spec.steering import STEERING

MOST_LESSONS = 200
NO_LESSONS = ("readme.md", GLOSSARY_FILE)
_PACKAGE = Path(__file__).resolve().parent.parent
_NEWLINES = re.compile(r"\r\n?")
_DIGITS = re.compile(r"(\d+)")


def shipped_course() -> Path:
    """The directory of the lessons that travel with rnntui.

    In an installed rnntui it is ``rnntui/_lessons``, in a source tree ``lessons`` beside the package.
    """
    installed = _PACKAGE / "_lessons"
    return installed if installed.is_dir() else _PACKAGE.parent / "lessons"


def load_course(directory: Path | None = None) -> Course:
    """The lessons of a directory, in the order of their file names; None is the shipped course.

    Every ``*.md`` is a lesson but README.md and glossary.md. What can't be read stands in the problems.
    """
    place = directory or shipped_course()
    try:
        files = [
            path
            for path in place.iterdir()
            if path.suffix.lower() == ".md" and path.name.lower() not in NO_LESSONS and path.name[0] != "."
        ]
    except OSError as error:
        return Course((), (CourseProblem(str(place), 1, f"The course can't be read: {error.strerror}."),))
    problems: list[CourseProblem] = []
    if not files:
        problems.append(CourseProblem(str(place), 1, "There is no lesson in this directory: a file *.md."))
    if len(files) > MOST_LESSONS:
        problems.append(CourseProblem(str(place), 1, f"A course has at most {MOST_LESSONS} lessons."))
    ordered = sorted(files, key=_natural)[:MOST_LESSONS]
    lessons = _numbered([_lesson(path, problems) for path in ordered])
    problems += _repeated(lessons)
    problems += [problem for lesson in lessons for problem in lesson.problems]
    glossary = _glossary(place / GLOSSARY_FILE, problems)
    return Course(lessons, (*problems, *glossary.problems), glossary, shipped=place == shipped_course())


def _lesson(path: Path, problems: list[CourseProblem]) -> Lesson:
    try:
        return parse_lesson(_text(path, problems), str(path))
    except _Unreadable as why:
        return unread_lesson(str(path), str(why))


def _glossary(path: Path, problems: list[CourseProblem]) -> Glossary:
    """The glossary of a course, which may have none."""
    if not path.exists():
        return Glossary()
    try:
        return parse_glossary(_text(path, problems), str(path))
    except _Unreadable as why:
        return Glossary((), str(path), (CourseProblem(str(path), 1, str(why)),))


class _Unreadable(Exception):
    """A file has no text to be had, with the sentence that says so."""


def _text(path: Path, problems: list[CourseProblem]) -> str:
    """The text of a file, as much of it as may be a lesson; what is no text stands in the problems."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise _Unreadable("The file is a pipe or a device: a lesson is an ordinary file.")
        with path.open("rb") as file:
            content = file.read(4 * LONGEST + 4)
    except OSError as error:
        raise _Unreadable(f"The file can't be read: {error.strerror}.") from error
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.append(CourseProblem(str(path), line, "The file is not UTF-8 text: save it as UTF-8."))
        text = content.decode("utf-8", "replace")
    return _seen(_NEWLINES.sub("\n", text.removeprefix("\ufeff")), path, problems)


def _seen(text: str, path: Path, problems: list[CourseProblem]) -> str:
    """The text with a mark for each character that nobody sees, or that would steer the terminal."""
    found = STEERING.search(text)
    if found is None:
        return text
    line = text.count("\n", 0, found.start()) + 1
    message = f"The character U+{ord(found[0]):04X} can't be shown: take it out."
    problems.append(CourseProblem(str(path), line, message))
    return STEERING.sub("\ufffd", text)


def _natural(path: Path) -> tuple[tuple[int, int, str], ...]:
    """2-x before 10-y."""
    parts = (part for part in _DIGITS.split(path.name) if part)
    return tuple(
        (0, int(part), part) if part.isdecimal() and len(part) < 20 else (1, 0, part) for part in parts
    )


def _numbered(lessons: Iterable[Lesson]) -> tuple[Lesson, ...]:
    """With the number that the file name begins with, else the place in the course, from 1."""
    numbered = []
    for place, lesson in enumerate(lessons, 1):
        found = re.match(r"0*([0-9]{1,4})(?![0-9])", Path(lesson.path).name)
        numbered.append(replace(lesson, number=int(found[1]) if found else place))
    return tuple(numbered)


def _repeated(lessons: Iterable[Lesson]) -> list[CourseProblem]:
    """Ids and numbers that several lessons have."""
    problems, ids, numbers = [], dict[str, str](), dict[int, str]()
    for lesson in lessons:
        name = Path(lesson.path).name
        if lesson.id in ids:
            message = f'The id "{lesson.id}" is that of {ids[lesson.id]} already.'
            problems.append(CourseProblem(lesson.path, 1, message))
        if lesson.number in numbers:
            message = (
                f"The number {lesson.number} is that of {numbers[lesson.number]} already: rename the file."
            )
            problems.append(CourseProblem(lesson.path, 1, message))
        ids.setdefault(lesson.id, name)
        numbers.setdefault(lesson.number, name)
    return problems
