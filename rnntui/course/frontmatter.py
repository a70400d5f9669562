"""The few ``key: value`` lines at the top of a lesson, between two lines of ``---``."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rnntui.course.records import CourseProblem

KEYS = ("id", "title", "minutes")
OPTIONAL = ("about",)
_LINES = 20  # at most
_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
_MOST_MINUTES = 600
_LONGEST_TITLE = 120
_LINE = f"is a line of text of at most {_LONGEST_TITLE} characters"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What it says, with a stand-in for what is missing; ``lines`` is how many lines of the file it takes."""

    id: str
    title: str
    minutes: int
    lines: int
    problems: tuple[CourseProblem, ...]
    about: str = ""


def read_front_matter(lines: Sequence[str], path: str, name: str) -> FrontMatter:
    """The front matter of a file; ``name`` stands in for what it does not say."""
    end = next((at for at, line in enumerate(lines[1:_LINES], 1) if line.rstrip() == "---"), 0)
    if not lines or lines[0].rstrip() != "---" or end == 0:
        message = f"A lesson begins with a line ---, then {', '.join(f'{key}: …' for key in KEYS)}, then ---."
        return FrontMatter(name, name, 0, 0, (CourseProblem(path, 1, message),))
    problems: list[CourseProblem] = []
    found: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(lines[1:end], 2):
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not line.strip():
            continue
        if not colon or key not in (*KEYS, *OPTIONAL) or key in found:
            problems.append(CourseProblem(path, number, _refusal(key, colon, key in found)))
            continue
        found[key] = (_unquoted(value), number)

    def value_of(key: str, check: re.Pattern[str], what: str, default: str) -> str:
        value, number = found.get(key, ("", 1))
        if check.fullmatch(value):
            return value
        message = f'"{key}" {what}.' if key in found else f'"{key}" is missing: it {what}.'
        problems.append(CourseProblem(path, number, message))
        return default

    identity = value_of("id", _ID, "is a short name of small letters, digits and -", name)
    title = value_of("title", re.compile(rf".{{1,{_LONGEST_TITLE}}}"), _LINE, name)
    minutes = value_of(
        "minutes", re.compile("[1-9][0-9]{0,2}"), f"is a whole number from 1 to {_MOST_MINUTES}", "0"
    )
    short = re.compile(rf".{{1,{_LONGEST_TITLE}}}")
    about = value_of("about", short, _LINE, "") if "about" in found else ""
    return FrontMatter(identity, title, min(int(minutes), _MOST_MINUTES), end + 1, tuple(problems), about)


def _refusal(key: str, colon: str, again: bool) -> str:
    if not colon:
        return "A line of the front matter is key: value."
    if again:
        return f'"{key}" is given twice.'
    close = difflib.get_close_matches(key[:40], (*KEYS, *OPTIONAL), 1)
    hint = f"did you mean {close[0]}?" if close else f"there are {', '.join((*KEYS, *OPTIONAL))}."
    return f'"{key[:40]}" means nothing here: {hint}'


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
