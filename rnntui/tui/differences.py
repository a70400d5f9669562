"""What differs between two specs, line by line: a pure function from two texts to one."""

from __future__ import annotations

from difflib import SequenceMatcher

from textual.content import Content

SAME = "Nothing differs from the spec that this step starts with."
HEAD = "- the spec that this step starts with,  + yours\n"


def differs(start: str, now: str) -> list[tuple[str, str]]:
    """The lines of both, each with ``-`` (only at the start), ``+`` (only now) or a space (in both)."""
    old, new = (text.strip("\n").split("\n") for text in (start, now))
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [(" ", line) for line in old[a:b]]
        else:
            found += [("-", line) for line in old[a:b]]
            found += [("+", line) for line in new[c:d]]
    return found


def differences_text(start: str, now: str) -> Content:
    """What `differs` finds, for people; told apart without colour as well."""
    lines = differs(start, now)
    if all(mark == " " for mark, _ in lines):
        return Content(SAME)
    styles = {"-": "$text-error", "+": "bold $text-success", " ": ""}
    text = Content.assemble(
        (f"{HEAD}\n", "dim"), *((f"{mark} {line}\n", styles[mark]) for mark, line in lines)
    )
    return text.rstrip()
