"""``rnntui course figures``: the figures that a lesson can show, and what each is set by and answers."""

from __future__ import annotations

import json
from itertools import zip_longest
from textwrap import wrap

from rnntui.cli.columns import aligned
from rnntui.cli.exit_codes import ExitCode
from rnntui.cli.failures import CommandError
from rnntui.cli.terminal import Terminal
from rnntui.figures.about import about_figure, what_shows
from rnntui.figures.base import Control, FigureError
from rnntui.figures.registry import figure_names

_LONGEST = 60  # characters of a value: lists may have many


def list_figures() -> None:
    """Print every figure with a sentence."""
    out, names = Terminal.of_process().out, figure_names()
    longest = max(len(name) for name in names) + 2
    for name in names:
        shows = what_shows(name)
        lines = [shows] if out.room is None else wrap(shows, max(out.room - longest, 12))
        rows = zip_longest((name,), lines, fillvalue="")
        out.print("\n".join(f"{head:{longest}}{line}" for head, line in rows))


def describe_figure(name: str) -> None:
    """Print what one figure shows, and the names that blocks use of it."""
    try:
        about = about_figure(name)
    except FigureError as error:
        raise CommandError(ExitCode.USAGE, str(error)) from None
    out = Terminal.of_process().out
    options = [(name, _short(value)) for name, value in about.options.items()]
    out.print(f"{about.name}: {about.shows}", "", *about.says.split("\n"))
    if options:
        out.print("", aligned(("option", "default"), options))
    if about.controls:
        controls = [(control.name, control.label, _range(control)) for control in about.controls]
        out.print("", aligned(("control", "called", "can be"), controls))
    values = [(f"figure.{name}", _short(value)) for name, value in about.values.items()]
    out.print("", aligned(("value", "at first"), values))


def _range(control: Control) -> str:
    if control.kind == "toggle":
        return "true or false"
    if control.kind == "choice":
        return ", ".join(json.dumps(choice, ensure_ascii=False) for choice in control.choices)
    return f"{control.low:g} … {control.high:g}, in steps of {control.step:g}"


def _short(value: object) -> str:
    """A value as TOML has it, cut where it is a long list."""
    text = "none without a run" if value != value else json.dumps(_rounded(value), ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _rounded(value: object) -> object:
    if isinstance(value, tuple):
        return [_rounded(entry) for entry in value]
    return float(f"{value:.6g}") if isinstance(value, float) else value
