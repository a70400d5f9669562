"""From the text of a glossary to its record: a ``##`` heading for each term, and below it what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rnntui.course.prose import anchor_of, paragraphs
from rnntui.course.records import Course, CourseProblem, Glossary, Lesson, Prose, Term

LONGEST = 100_000  # characters of a glossary
LONGEST_TERM = 1_000  # characters that a definition has at most: it shows in a small window
MOST_TERMS = 500
_HEADING = re.compile(r"##\s+(.*?)\s*#*\s*")
_ALSO = re.compile(r"Also:\s*(.+?)\.?\s*")


def parse_glossary(text: str, path: str) -> Glossary:
    """The glossary that a file's text is; whatever is wrong in it stands in its ``problems``."""
    if len(text) > LONGEST:
        problem = CourseProblem(path, 1, f"A glossary has at most {LONGEST:,} characters.")
        return Glossary((), path, (problem,))
    terms, problems, taken = list[Term](), list[CourseProblem](), dict[str, int]()
    for line, name, body in _sections(text):
        term = _term(line, name, body)
        wrong = _refusal(term, taken) if len(terms) < MOST_TERMS else f"At most {MOST_TERMS} terms are read."
        if wrong:
            problems.append(CourseProblem(path, line, wrong))
        else:
            terms.append(term)
            taken[term.anchor] = line
        if len(terms) == MOST_TERMS and wrong:
            break
    if not terms and not problems:
        problems.append(CourseProblem(path, 1, "The glossary has no term: write ## and the term above each."))
    return Glossary(tuple(terms), path, tuple(problems))


def marked(lesson: Lesson) -> Iterator[tuple[str, int, int]]:
    """The terms that a lesson marks: anchor, index of the step, line of the file."""
    for step, block in lesson.blocks():
        if isinstance(block, Prose):
            for paragraph in paragraphs(block.text, block.line):
                yield from ((anchor, step, line) for anchor, line in paragraph.marks)


def check_marks(course: Course) -> Iterator[CourseProblem]:
    """Every mark in a lesson or a definition that leads to no term."""
    for lesson in course.lessons:
        for anchor, _, line in marked(lesson):
            if course.glossary.find(anchor) is None:
                yield CourseProblem(lesson.path, line, _no_such(anchor))
    for term in course.glossary.terms:
        for paragraph in paragraphs(term.text, term.line + 1):
            for anchor, line in paragraph.marks:
                if course.glossary.find(anchor) is None:
                    yield CourseProblem(course.glossary.path, line, _no_such(anchor))


def _no_such(anchor: str) -> str:
    return f'The glossary has no term "#{anchor[:40]}": write ## and the term into glossary.md.'


def _sections(text: str) -> Iterator[tuple[int, str, list[str]]]:
    """The headings with their lines, and the lines below each."""
    heading: tuple[int, str] | None = None
    body: list[str] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        found = _HEADING.fullmatch(line)
        if found is None:
            body.append(line)
            continue
        if heading is not None:
            yield (*heading, body)
        heading, body = (number, found[1]), []
    if heading is not None:
        yield (*heading, body)


def _term(line: int, name: str, body: list[str]) -> Term:
    found = [_ALSO.fullmatch(one) for one in body]
    also = tuple(name.strip() for one in found if one for name in one[1].split(","))
    text = "\n".join(one for one, alias in zip(body, found, strict=True) if not alias).rstrip()
    return Term(name, anchor_of(name), text, also, line)


def _refusal(term: Term, taken: dict[str, int]) -> str:
    """What is wrong with a term; empty where nothing is."""
    if not term.anchor:
        return "This term has no name: write it behind the ##."
    if term.anchor in taken:
        return f'"{term.name[:40]}" stands in line {taken[term.anchor]} already.'
    if not term.text.strip():
        return f'"{term.name[:40]}" has no definition: write a sentence or two below it.'
    if len(term.text) > LONGEST_TERM:
        return f'The definition of "{term.name[:40]}" is longer than {LONGEST_TERM:,} characters.'
    return ""
