"""The frozen records of a course: lessons, their steps, and the blocks that the steps are made of.

Lines count from 1 in the lesson's file. Every block has the line of its opening fence, prose that of its
first line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from rnntui.course.condition import Condition
from rnntui.course.guess import Answer as Answer
from rnntui.course.guess import Guess as Guess
from rnntui.spec.wording import closest

Value: TypeAlias = bool | int | float | str | tuple["Value", ...] | Mapping[str, "Value"]
Over: TypeAlias = Literal["every", "median"]


@dataclass(frozen=True, slots=True)
class CourseProblem:
    """Something wrong in a course: which file, which line, and one sentence."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        """As compilers write it: ``file:line: sentence``."""
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Prose:
    """Text to read, as Markdown."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class SpecBlock:
    """A model spec to edit and train. An empty ``text`` means: the spec of that name again, with the
    learner's edits. One that is ``wrong`` on purpose has an error for the learner to mend.
    """

    name: str
    text: str
    line: int
    wrong: bool = False

    @property
    def again(self) -> bool:
        """Whether it only refers to a spec of an earlier step."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A figure that moves: ``figure`` is which one, ``options`` are for it to check."""

    name: str
    figure: str
    options: Mapping[str, Value]
    line: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a quiz, and why it is right or wrong."""

    text: str
    right: bool
    why: str


@dataclass(frozen=True, slots=True)
class Quiz:
    """A question with at least two choices, exactly one of them right."""

    name: str
    question: str
    choices: tuple[Choice, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Exercise:
    """A goal that is graded on what was computed: on runs of ``spec`` or on the state of ``figure``.

    One of ``spec`` and ``figure`` is a name, the other empty; the same goes for the solution, which is a
    spec's text or values for the figure's controls. ``measures`` say in words what each condition measures;
    there are as many or none.
    """

    name: str
    goal: str
    conditions: tuple[Condition, ...]
    measures: tuple[str, ...]
    seeds: int
    spec: str
    figure: str
    hints: tuple[str, ...]
    solution_spec: str
    solution_figure: Mapping[str, Value]
    line: int


@dataclass(frozen=True, slots=True)
class Expect:
    """The proof of a claim: conditions on finished runs, which CI checks by training, or on a figure.

    ``specs`` are names of specs by the alias that conditions call them by; the alias is "" where there is
    one spec only, whose values then stand without one. ``figure`` names a figure, whose values with its
    ``controls`` set are ``figure.NAME``; where there is one spec too, the figure shows each of its runs.
    ``edits`` are by alias what a learner would change in the spec before training: new texts by old ones.
    """

    name: str
    claim: str
    specs: Mapping[str, str]
    seeds: int
    over: Over
    conditions: tuple[Condition, ...]
    line: int
    figure: str = ""
    controls: Mapping[str, Value] = field(default_factory=dict)
    edits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Broken:
    """In the place of a block that can't be used."""

    problem: CourseProblem

    @property
    def line(self) -> int:
        """Where the problem is."""
        return self.problem.line


Block: TypeAlias = Prose | SpecBlock | FigureBlock | Quiz | Guess | Exercise | Expect | Broken


@dataclass(frozen=True, slots=True)
class Step:
    """What stands under one ``##`` heading, with at most one spec and one figure."""

    title: str
    blocks: tuple[Block, ...]
    line: int

    @property
    def spec(self) -> SpecBlock | None:
        """Its spec, if it has one."""
        return next((block for block in self.blocks if isinstance(block, SpecBlock)), None)

    @property
    def figure(self) -> FigureBlock | None:
        """Its figure, if it has one."""
        return next((block for block in self.blocks if isinstance(block, FigureBlock)), None)

    @property
    def exercise(self) -> Exercise | None:
        """Its exercise, if it has one."""
        return next((block for block in self.blocks if isinstance(block, Exercise)), None)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as read. ``number`` is the one its file name begins with, else its place in the course;
    ``about`` is a line on what it is about, or empty.

    ``problems`` holds everything that is wrong in the file, that of broken blocks too.
    """

    id: str
    title: str
    minutes: int
    steps: tuple[Step, ...]
    path: str
    problems: tuple[CourseProblem, ...] = ()
    number: int = 0
    about: str = ""

    def blocks(self) -> Iterator[tuple[int, Block]]:
        """Every block with the index of its step."""
        for index, step in enumerate(self.steps):
            for block in step.blocks:
                yield index, block

    def spec(self, name: str, until: int | None = None) -> SpecBlock | None:
        """The spec of that name, where it is written out, in the steps up to ``until`` (an index)."""
        for index, block in self.blocks():
            if isinstance(block, SpecBlock) and block.name == name and not block.again:
                return block if until is None or index <= until else None
        return None

    def step_of(self, spec: str) -> int | None:
        """The first step, counted from 1, that has the spec of that name; None where none has."""
        steps = enumerate(self.steps, 1)
        return next((at for at, step in steps if step.spec and step.spec.name == spec), None)

    def figure(self, name: str, until: int | None = None) -> FigureBlock | None:
        """The figure of that name in the steps up to ``until`` (an index)."""
        for index, block in self.blocks():
            if isinstance(block, FigureBlock) and block.name == name:
                return block if until is None or index <= until else None
        return None


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary; lessons refer to it by its ``anchor``."""

    name: str
    anchor: str
    text: str
    also: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of a course in the order of their file. ``path`` is "" where the course has no such file."""

    terms: tuple[Term, ...] = ()
    path: str = ""
    problems: tuple[CourseProblem, ...] = ()

    def find(self, anchor: str) -> Term | None:
        """The term that a link leads to."""
        return next((term for term in self.terms if term.anchor == anchor), None)


@dataclass(frozen=True, slots=True)
class Course:
    """Lessons in the order of their file names; ``problems`` are all that were found in reading them.

    ``shipped``: it travels with rnntui, whose own tests check its claims.
    """

    lessons: tuple[Lesson, ...]
    problems: tuple[CourseProblem, ...] = ()
    glossary: Glossary = Glossary()
    shipped: bool = False

    def find(self, wanted: str) -> Lesson | None:
        """The lesson of that number or id."""
        wanted = wanted.strip().casefold()
        for lesson in self.lessons:
            if wanted in (lesson.id.casefold(), str(lesson.number), f"{lesson.number:02d}"):
                return lesson
        return None

    def closest(self, wanted: str) -> Lesson | None:
        """The lesson that is meant by a word of its name or title, or by a name misspelt."""
        known = {
            name: lesson
            for lesson in reversed(self.lessons)
            for name in (*lesson.title.split(), *lesson.id.split("-"), lesson.title, lesson.id)
            if len(name) > len("the")
        }
        meant = closest(wanted, known, 0.7)
        return known[meant] if meant is not None else None
