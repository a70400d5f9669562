"""The themes: Textual's dark and light ones, with colours that can be read on their grounds at every depth.

Textual's own have text of less than 3 : 1: blue on black and cyan on white with 16 colours, muted and
accented text on the light ground. With 256 colours what is dark and bluish becomes pure navy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

from rnntui.charts.ability import INDEXED, NAMED

# With 16 colours nobody knows which shades the terminal has: on dark bright ones, on light dark ones.
_NAMED_DARK: Mapping[str, str] = {
    "primary": "ansi_bright_cyan",
    "secondary": "ansi_cyan",
    "error": "ansi_bright_red",
}
_NAMED_DARK_VARIABLES: Mapping[str, str] = {
    "link-color": "ansi_bright_cyan",
    "link-color-hover": "ansi_black",
    "link-background-hover": "ansi_cyan",
    "scrollbar": "ansi_bright_blue",
    "scrollbar-hover": "ansi_bright_blue",
}
_NAMED_LIGHT: Mapping[str, str] = {
    "secondary": "ansi_default",
    "warning": "ansi_magenta",
    "success": "ansi_blue",
}
_NAMED_LIGHT_VARIABLES: Mapping[str, str] = {
    "link-background-hover": "ansi_blue",
    # Under what keeps its own colour as well as under what does not.
    "input-selection-background": "ansi_bright_yellow",
    "input-selection-foreground": "ansi_black",
    "screen-selection-background": "ansi_bright_yellow",
    "screen-selection-foreground": "ansi_black",
}

_DARK_VARIABLES: Mapping[str, str] = {
    "text-secondary": "#6f9dbe",
    "scrollbar": "#5f87af",
    "scrollbar-hover": "#87afd7",
    "scrollbar-active": "#87afd7",
}
# What Rich takes for greys of 256 colours, each another one.
_GREY_GROUNDS: Mapping[str, str] = {"background": "#121212", "surface": "#1c1c1c", "panel": "#262626"}
_LIGHT: Mapping[str, str] = {"background": "#f0f0f0", "surface": "#e6e6e6", "panel": "#dcdcdc"}
_LIGHT_VARIABLES: Mapping[str, str] = {
    "foreground-muted": "#4e4e4e",
    "text-success": "#005f00",
    "text-accent": "#6b4a00",
    "text-warning": "#6b4a00",
    "scrollbar": "#005f87",
    "scrollbar-hover": "#005faf",
    "scrollbar-active": "#005faf",
}


def themes(colours: int) -> tuple[Theme, Theme]:
    """The dark and the light theme of a terminal of so many colours, under Textual's names of both."""
    if colours <= NAMED:
        return (
            _changed("ansi-dark", _NAMED_DARK, _NAMED_DARK_VARIABLES),
            _changed("ansi-light", _NAMED_LIGHT, _NAMED_LIGHT_VARIABLES),
        )
    return (
        _changed("textual-dark", _GREY_GROUNDS if colours <= INDEXED else {}, _DARK_VARIABLES),
        _changed("textual-light", _LIGHT, _LIGHT_VARIABLES),
    )


def _changed(name: str, colours: Mapping[str, str], variables: Mapping[str, str]) -> Theme:
    """Textual's theme of that name with other colours."""
    theme = BUILTIN_THEMES[name]
    every: Mapping[str, str] = {**theme.variables, **variables}
    return replace(theme, variables=dict(every), **colours)  # type: ignore[arg-type]
