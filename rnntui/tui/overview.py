"""How far a learner is: every lesson with what is done of it, and what comes next, in words."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from rnntui.course.records import Course, Exercise, Lesson
from rnntui.runs.progress import Progress
from rnntui.tui.bar import bar

_BAR = 10  # columns


@dataclass(frozen=True, slots=True)
class Standing:
    """What is done of a lesson: ``step`` (from 0) is where it was left, ``passed`` how many are done."""

    step: int
    passed: int
    steps: int
    met: int
    exercises: int
    done: bool

    @property
    def begun(self) -> bool:
        """Whether it was ever gone on with."""
        return self.step > 0 or self.passed > 0


def standing(lesson: Lesson, progress: Progress) -> Standing:
    """How far this lesson is."""
    steps, answers = len(lesson.steps), progress.answers(lesson.id)
    exercises = [block.name for _, block in lesson.blocks() if isinstance(block, Exercise)]
    met = sum(answers.get(f"{name}/met") == 1 for name in exercises)
    step = min(progress.step(lesson.id), max(steps - 1, 0))
    passed = sum(at < steps for at in progress.passed(lesson.id))
    return Standing(step, passed, steps, met, len(exercises), progress.done(lesson.id))


def next_lesson(course: Course, progress: Progress) -> int:
    """The lesson that was open last; once it is done the next one that is not; the first where all are."""
    lessons = course.lessons
    last = next((at for at, one in enumerate(lessons) if one.id == progress.last()), 0)
    order = [*range(last, len(lessons)), *range(last)]
    return next((at for at in order if not progress.done(lessons[at].id)), 0)


def next_words(course: Course, progress: Progress) -> str:
    """What comes next, in a line."""
    lessons = course.lessons
    if not lessons:
        return ""
    all_standing = [standing(lesson, progress) for lesson in lessons]
    at = next_lesson(course, progress)
    lesson, there = lessons[at], all_standing[at]
    name = f"{lesson.number} {lesson.title}"
    if all(one.done for one in all_standing):
        left = [
            str(one.number) for one, how in zip(lessons, all_standing, strict=True) if how.met < how.exercises
        ]
        more = f" Exercises left: those of {', '.join(left)}." if left else ""
        through = f"all {len(lessons)} lessons" if len(lessons) > 1 else "the lesson"
        return f"You have been through {through}.{more}"
    if there.begun:
        return f"Go on: {name}, step {there.step + 1} of {there.steps}"
    last = next((one for one in lessons if one.id == progress.last()), lesson)
    if progress.done(last.id):
        return f"Lesson {last.number} is done. Next: {name}, {_extent(lesson)}"
    if any(one.begun or one.done for one in all_standing):
        return f"Next: {name}, {_extent(lesson)}"
    return f"Start here: {name}, {_extent(lesson)}"


def where_words(course: Course, busy: str, here: str) -> str:
    """In which lesson and step the spec of the place ``busy`` is trained, said to someone at ``here``."""
    lesson_id, _, spec = busy.partition("/")
    lesson = course.find(lesson_id)
    if lesson is None or busy == here:
        return ""
    number = lesson.step_of(spec)
    step = f"step {number}" if number is not None else "another step"
    if lesson_id == here.partition("/")[0]:
        return f" in {step} of this lesson (n and p lead there)"
    return f" in lesson {lesson.number}, {lesson.title}, {step} (g: all lessons)"


def lessons_text(
    course: Course, progress: Progress, cursor: int, size: tuple[int, int], *, unicode: bool
) -> Text:
    """A line for each lesson, and below it, where rows are enough or the cursor is, what it is about."""
    width, rows = size
    all_about = 2 * len(course.lessons) <= rows
    coming = next_lesson(course, progress)
    text = Text(no_wrap=True)
    rows_of = [(lesson, standing(lesson, progress)) for lesson in course.lessons]
    tails = [_tail(lesson, there, width, unicode=unicode) for lesson, there in rows_of]
    heads = [f"{lesson.number:>2}  {lesson.title}" for lesson in course.lessons]
    # All of them have a bar, or none has.
    room = width - max(
        (cell_len(head) + len(tail) for head, tail in zip(heads, tails, strict=True)), default=0
    )
    for at, (lesson, there) in enumerate(rows_of):
        mark = ("▸" if unicode else ">") if at == cursor else " "
        track = f"{_track(there, unicode=unicode)}  " if room >= 2 + 2 + _BAR + 2 else ""
        line = _beside(f"{mark} {heads[at]}", track + tails[at], width, unicode=unicode)
        style = "bold reverse" if at == cursor else "bold" if at == coming else ""
        text.append(("\n" if at else "") + line, style)
        if lesson.about and (all_about or at == cursor):
            about = _about(lesson, width, whole=at == cursor, unicode=unicode)
            text.append("".join(f"\n{one}" for one in about), "dim")
        elif all_about:
            text.append("\n")
    if not course.lessons:
        text.append("This course has no lessons.")
    if 2 * len(course.lessons) + 2 <= rows:
        text.append(_gaps(course, width, unicode=unicode), "dim")
    for problem in course.problems:
        text.append(f"\n{problem}")
    return text


def _gaps(course: Course, width: int, *, unicode: bool) -> str:
    """That numbers are left out, so that nobody looks for them."""
    there = {lesson.number for lesson in course.lessons}
    missing = [str(number) for number in range(1, max(there, default=0)) if number not in there]
    if not missing:
        return ""
    which = f"{', '.join(missing[:-1])} and {missing[-1]}" if len(missing) > 1 else missing[0]
    said = f"Lesson{'s' * (len(missing) > 1)} {which} will follow; the others do not need them."
    return "\n\n" + cut(f"      {said}", width, unicode=unicode)


def _about(lesson: Lesson, width: int, *, whole: bool, unicode: bool) -> list[str]:
    """What a lesson is about: the whole of it, or as much as one line has room for."""
    lines = wrap(lesson.about, max(width - 6, 12)) if whole else [lesson.about]
    return [f"      {cut(line, width - 6, unicode=unicode)}" for line in lines]


def lines_of(course: Course, cursor: int, size: tuple[int, int], *, unicode: bool) -> range:
    """The lines of `lessons_text` that are of the lesson under the cursor."""
    width, rows = size
    first = 2 * cursor if 2 * len(course.lessons) <= rows else cursor
    here = course.lessons[cursor : cursor + 1]  # a course may have none
    return range(first, first + 1 + sum(len(_about(one, width, whole=True, unicode=unicode)) for one in here))


def _tail(lesson: Lesson, there: Standing, width: int, *, unicode: bool) -> str:
    """How far a lesson is, its exercise, its minutes."""
    far = _how_far(there, unicode=unicode)
    far = far.ljust(11) if width >= 64 else far.removesuffix(" steps").ljust(6)
    minutes = f"{lesson.minutes:>3} min" if lesson.minutes else ""
    return f"{far} {_exercise(there, unicode=unicode):<10} {minutes:7} "


def _track(there: Standing, *, unicode: bool) -> str:
    share = there.passed / there.steps if there.steps else 0.0
    return bar(1.0 if there.done else share, _BAR, unicode=unicode)


def _beside(head: str, tail: str, width: int, *, unicode: bool) -> str:
    """A line with ``head`` at its left, cut where it has to be, and ``tail`` at its right."""
    room = max(width - len(tail), 12)
    return set_cell_size(cut(head, room - 2, unicode=unicode), room) + tail


def _how_far(there: Standing, *, unicode: bool) -> str:
    if there.done:
        return "✓ done" if unicode else "done"
    return f"{there.passed}/{there.steps} steps"


def _exercise(there: Standing, *, unicode: bool) -> str:
    """Whether the exercise, or how many of several, was met."""
    if not there.exercises:
        return ""
    yes, no = ("✓", "–") if unicode else ("done", "-")
    return f"exercise {yes if there.met == there.exercises else no}"


def _extent(lesson: Lesson) -> str:
    steps = len(lesson.steps)
    minutes = f", about {lesson.minutes} minute{'s' * (lesson.minutes > 1)}" if lesson.minutes else ""
    return f"{steps} step{'s' * (steps > 1)}{minutes}"


def cut(text: str, width: int, *, unicode: bool) -> str:
    """As much of a text as fits, whole words if they are not too long, with a mark where there is more."""
    if cell_len(text) <= width:
        return text
    head = set_cell_size(text, max(width - 1, 0))
    words = set_cell_size(text, max(width, 0)).rpartition(" ")[0]
    kept = words if 2 * len(words) > len(head) else head
    return kept.rstrip() + ("…" if unicode else ".")
