"""Words for messages: what was probably meant, and lists as a sentence has them."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST = 60  # longer names are no misspelling of anything


def closest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known name that was probably meant, None where none is near: 1 is the same, 0 has nothing of it."""
    by_lower: dict[str, str] = {}
    for one in known:
        by_lower.setdefault(one.lower(), one)
    lower = name.lower()
    if lower in by_lower:
        return by_lower[lower]
    near = get_close_matches(lower[:_LONGEST], by_lower, n=1, cutoff=cutoff)
    return by_lower[near[0]] if near else None


def listed(names: Iterable[str], last: str = "or") -> str:
    """``a, b or c``."""
    several = list(names)
    return several[0] if len(several) == 1 else f"{', '.join(several[:-1])} {last} {several[-1]}"


def words(text: str) -> frozenset[str]:
    """The words of a text, for tables of names."""
    return frozenset(text.split())


def counted(number: int, noun: str = "point") -> str:
    """``1 point``, ``2,000 points``."""
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"
