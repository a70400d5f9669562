"""What a figure is, in words and names: for those who write it into a lesson."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields

from rnntui.figures.base import Control, Values
from rnntui.figures.registry import figure_kind, make_figure


@dataclass(frozen=True, slots=True)
class About:
    """``shows`` is a sentence, ``says`` more of them; ``options`` have their defaults, and the values are
    those with which the figure begins.
    """

    name: str
    shows: str
    says: str
    options: Mapping[str, object]
    controls: tuple[Control, ...]
    values: Values


def about_figure(name: str) -> About:
    """All of a figure that a lesson can name.

    Raises:
        FigureError: there is none of that name.
    """
    figure, kind = make_figure(name, {}), figure_kind(name)
    options = {
        one.name: one.default
        for one in fields(kind)
        if one.metadata.get("option", True) and one.default is not MISSING
    }
    says = _plain(inspect.getdoc(kind))
    return About(name, what_shows(name), says, options, figure.controls, figure.values())


def what_shows(name: str) -> str:
    """What a figure shows, in a sentence."""
    return _plain(inspect.getdoc(inspect.getmodule(figure_kind(name)))).split("\n")[0]


def _plain(text: str | None) -> str:
    """A docstring as it may be shown: paragraphs in one line each, without marks."""
    paragraphs = (text or "").replace("``", "").split("\n\n")
    return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
