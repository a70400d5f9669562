"""The last line: at most six keys, those that matter where the focus is."""

from __future__ import annotations

from typing import Literal, TypeAlias

from rich.text import Text

Keys: TypeAlias = tuple[tuple[str, str], ...]

Where: TypeAlias = Literal[
    "lesson",
    "asking",
    "choices",
    "number",
    "empty",
    "lab",
    "figure",
    "veiled",
    "both",
    "waiting",
    "spec",
    "editor",
]

_KEYS: dict[Where, Keys] = {
    "lesson": (("n", "next"), ("o", "lab"), ("r", "train"), ("p", "back"), ("g", "lessons"), ("?", "keys")),
    "asking": (
        ("Enter", "answer"),
        ("n", "next"),
        ("o", "lab"),
        ("r", "train"),
        ("p", "back"),
        ("?", "keys"),
    ),
    "choices": (("Enter", "this one"), ("up down", "choose"), ("n", "next"), ("o", "lab"), ("?", "keys")),
    "number": (("Enter", "this number"), ("ctrl+o", "leave"), ("?", "keys")),
    "empty": (("n", "next"), ("o", "lesson"), ("p", "back"), ("g", "lessons"), ("?", "keys")),
    "lab": (("r", "train"), ("e", "edit"), ("o", "lesson"), ("l", "losses"), ("n", "next"), ("?", "keys")),
    "figure": (("arrows", "move"), ("space", "play"), ("o", "lesson"), ("n", "next"), ("?", "keys")),
    "veiled": (("Enter", "answer"), ("space", "show it"), ("o", "lesson"), ("n", "next"), ("?", "keys")),
    "both": (
        ("arrows", "move"),
        ("v", "spec"),
        ("r", "train"),
        ("o", "lesson"),
        ("n", "next"),
        ("?", "keys"),
    ),
    "waiting": (("r", "train"), ("v", "spec"), ("o", "lesson"), ("n", "next"), ("?", "keys")),
    "spec": (("v", "figure"), ("r", "train"), ("e", "edit"), ("o", "lesson"), ("n", "next"), ("?", "keys")),
    "editor": (
        ("ctrl+r", "train"),
        ("ctrl+o", "leave the editor"),
        ("ctrl+z", "undo"),
        ("ctrl+p", "all actions"),
    ),
}
_STOP = {"r": "stop", "ctrl+r": "stop"}
_MOST = 6


def footer_text(
    where: Where,
    *,
    running: bool,
    ended: bool = False,
    width: int,
    trains: bool = True,
    plays: bool = True,
    first: bool = False,
    last: bool = False,
    more: str = "",
) -> Text:
    """The keys with what they do; as many as fit into ``width`` columns.

    ``ended`` says whether a run has a result, ``trains`` whether there is a spec to train, ``plays`` whether
    a figure plays by itself, ``first`` whether there is no step before, ``last`` whether n ends the
    lesson; ``more`` is the key that reads on, where there is more to read below.
    """
    shown = _KEYS[where]
    if more and where in ("lesson", "asking"):
        shown = ((more, "more"), *(entry for entry in shown if entry != ("p", "back")))
    if first:
        shown = tuple((key, does) for key, does in shown if does != "back")
    if last:
        shown = tuple((key, "end of the lesson" if does == "next" else does) for key, does in shown)
    if not trains:
        shown = tuple((key, does) for key, does in shown if does != "train")
    if not plays:
        shown = tuple((key, does) for key, does in shown if does != "play")
    if ended and where in ("lab", "spec"):
        shown = tuple(("d", "details") if key == "n" else (key, does) for key, does in shown)
    if running:
        shown = tuple((key, _STOP.get(key, does)) for key, does in shown)
        if where != "editor":
            shown = (shown[0], ("x", "cancel"), *shown[1:])[:_MOST]
    text = Text()
    for key, does in shown:
        entry = Text.assemble(" ", (key, "bold"), f" {does} ")
        if text.cell_len + entry.cell_len > width:
            break
        text.append_text(entry)
    return text
