"""From the text of a lesson to its record: ``parse_lesson`` reads any text and never raises."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from markdown_it import MarkdownIt
from markdown_it.token import Token

from rnntui.course.bodies import KINDS, SHORT_FOR, read_block
from rnntui.course.frontmatter import read_front_matter
from rnntui.course.records import (
    Block,
    Broken,
    CourseProblem,
    FigureBlock,
    Lesson,
    Prose,
    SpecBlock,
    Step,
)
from rnntui.course.table import BodyError

LONGEST = 200_000  # characters of a lesson
MOST_BLOCKS = 1000
MOST_STEPS = 100
_NEWLINES = re.compile(r"\r\n?")
_OPENS = re.compile(rf"```({'|'.join(KINDS)})\s")
_NUMBER = re.compile(r"^\d+[-_. ]*")


def parse_lesson(text: str, path: str) -> Lesson:
    """The lesson that a file's text is; whatever is wrong in it stands in its ``problems``."""
    text = _NEWLINES.sub("\n", text.removeprefix("\ufeff"))
    if len(text) > LONGEST:
        return unread_lesson(path, f"A lesson has at most {LONGEST:,} characters, and this one is longer.")
    lines = text.split("\n")
    front = read_front_matter(lines, path, _name(path))
    body = [""] * front.lines + lines[front.lines :]  # blank, so that line numbers stay
    reading = _Reading(path, body, front.title)
    reading.read()
    problems = [*front.problems, *reading.problems]
    steps = tuple(reading.steps)
    if not steps:
        problem = CourseProblem(path, 1, "The lesson has no step: write ## and its title above each.")
        problems.append(problem)
        steps = (_broken_step(front.title, problem),)
    ordered = tuple(sorted(problems, key=lambda problem: problem.line))
    return Lesson(front.id, front.title, front.minutes, steps, path, ordered, about=front.about)


def unread_lesson(path: str, why: str) -> Lesson:
    """In the place of a lesson whose text can't be had; like every lesson it has a step."""
    name, problem = _name(path), CourseProblem(path, 1, why)
    return Lesson(name, name, 0, (_broken_step(name, problem),), path, (problem,))


def _name(path: str) -> str:
    """What a file is called, without its number."""
    return _NUMBER.sub("", PurePath(path).stem) or "lesson"


def _broken_step(title: str, problem: CourseProblem) -> Step:
    return Step(title, (Broken(problem),), problem.line)


@dataclass
class _Reading:
    """One lesson being read, line by line between the blocks that markdown-it finds."""

    path: str
    lines: list[str]
    title: str
    steps: list[Step] = field(default_factory=list)
    problems: list[CourseProblem] = field(default_factory=list)
    _open: tuple[str, int] | None = None  # the title and line of the step being read
    _blocks: list[Block] = field(default_factory=list)
    _names: Counter[tuple[str, str]] = field(default_factory=Counter)
    _from: int = 0  # the first line, from 0, that is in no block yet
    _count: int = 0

    def read(self) -> None:
        """All of it."""
        for token in _top_level("\n".join(self.lines)):
            assert token.map is not None
            start, end = token.map
            if token.type == "fence":
                self._fence(token, start, end)
            elif token.tag == "h2" and token.markup == "##":
                self._prose_until(start)
                self._end_step()
                if len(self.steps) == MOST_STEPS:
                    message = f"A lesson has at most {MOST_STEPS} steps: the rest is not read."
                    self.problems.append(CourseProblem(self.path, start + 1, message))
                    self._open = None
                    return
                self._open = (_heading(self.lines[start]), start + 1)
                self._from = end
            elif token.tag == "h1" and self._open is None:
                self._prose_until(start)  # the title again, for who reads the file itself
                self._from = end
        self._prose_until(len(self.lines))
        self._end_step()

    # ------------------------------------------------------------ blocks
    def _fence(self, token: Token, start: int, end: int) -> None:
        kind, _, name = token.info.strip().partition(" ")
        if kind not in KINDS:
            close = difflib.get_close_matches(kind, KINDS, 1, cutoff=0.75)
            if not close or not name:
                return  # code in the prose
            self._prose_until(start)
            self._broken(start + 1, f'There is no block called "{kind[:40]}": did you mean {close[0]}?')
        else:
            self._prose_until(start)
            self._count += 1
            if self._count > MOST_BLOCKS:
                if self._count == MOST_BLOCKS + 1:
                    self._broken(start + 1, f"A lesson has at most {MOST_BLOCKS} blocks.")
            elif not _is_closed(self.lines[start:end], token.markup):
                self._broken(start + 1, f"This {kind} has no end: write {token.markup} below it.")
            elif (inside := _opened(self.lines[start + 1 : end])) is not None:
                message = f"This {kind} has no end: write {token.markup} above line {start + 2 + inside}."
                self._broken(start + 1, message)
            else:
                self._block(kind, name.strip(), token.content, start + 1)
        self._from = end

    def _block(self, kind: str, name: str, body: str, line: int) -> None:
        try:
            block = read_block(kind, name, body, line)
            self._fits(block, "figure" if kind in SHORT_FOR else kind, name, line)
        except BodyError as error:
            self._broken(error.line, error.message)
        else:
            self._blocks.append(block)

    def _fits(self, block: Block, kind: str, name: str, line: int) -> None:
        """Raise where a block is one too many, or has another's name."""
        for one, what in ((SpecBlock, "spec"), (FigureBlock, "figure")):
            if isinstance(block, one) and any(isinstance(other, one) for other in self._blocks):
                raise BodyError(line, f"A step has at most one {what}: begin a new one with ##.")
        if isinstance(block, SpecBlock) and block.again:
            return
        self._names[kind, name] += 1
        if self._names[kind, name] > 1:
            raise BodyError(line, f'Another {kind} of this lesson is called "{name}" already.')

    def _broken(self, line: int, message: str) -> None:
        problem = CourseProblem(self.path, line, message)
        self.problems.append(problem)
        self._blocks.append(Broken(problem))

    # ------------------------------------------------------------ steps
    def _prose_until(self, end: int) -> None:
        """The lines since the last block, up to ``end`` (from 0, exclusive)."""
        first, last = self._from, end
        while first < last and not self.lines[first].strip():
            first += 1
        while last > first and not self.lines[last - 1].strip():
            last -= 1
        if first < last:
            self._blocks.append(Prose("\n".join(self.lines[first:last]), first + 1))
        self._from = end

    def _end_step(self) -> None:
        title, line = self._open or (self.title, self._blocks[0].line if self._blocks else 1)
        if self._open is not None and not title:
            self.problems.append(CourseProblem(self.path, line, "This step has no title."))
        if self._open is not None or self._blocks:
            self.steps.append(Step(title, tuple(self._blocks), line))
        self._blocks = []


def _top_level(text: str) -> Iterator[Token]:
    """The tokens of headings and fences that stand in nothing else."""
    parser = MarkdownIt("commonmark").disable(["inline"])
    for token in parser.parse(text):
        if token.level == 0 and token.type in ("fence", "heading_open"):
            yield token


def _heading(line: str) -> str:
    """The title behind ``##``, without the closing marks that Markdown allows."""
    return re.sub(r"(^|\s)#+\s*$", "", line.strip().removeprefix("##")).strip()


def _opened(lines: list[str]) -> int | None:
    """The index of the first line that opens a block: nothing in a block does."""
    return next((at for at, line in enumerate(lines) if _OPENS.match(line)), None)


def _is_closed(lines: list[str], markup: str) -> bool:
    """Whether the last of a fence's lines closes it; without, Markdown goes on to the end of the file."""
    last = lines[-1].strip()
    return len(lines) > 1 and len(last) >= len(markup) and set(last) == {markup[0]}
