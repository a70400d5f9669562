"""How well a colour is seen on another one, and what terminals make of colours that they do not have."""

from __future__ import annotations

from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color

READ, SEEN = 4.5, 3.0  # WCAG 2.1: text (1.4.3), and lines of a drawing (1.4.11)
XTERM = {
    "black": "#000000", "red": "#cd0000", "green": "#00cd00", "yellow": "#cdcd00",
    "blue": "#0000ee", "magenta": "#cd00cd", "cyan": "#00cdcd", "white": "#e5e5e5",
    "bright_black": "#7f7f7f", "bright_red": "#ff0000", "bright_green": "#00ff00",
    "bright_yellow": "#ffff00", "bright_blue": "#5c5cff", "bright_magenta": "#ff00ff",
    "bright_cyan": "#00ffff", "bright_white": "#ffffff",
}  # fmt: skip
"""The 16 colours of xterm, the terminal that the others are measured by."""


def contrast(one: str, other: str) -> float:
    """WCAG 2.1's contrast ratio."""

    def luminance(name: str) -> float:
        parts = [part / 255 for part in Color.parse(name).rgb]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def of_256(colour: str) -> str:
    """What of 256 colours stands in the place of this one."""
    rgb = RichColor.from_rgb(*Color.parse(colour).rgb)
    return rgb.downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex


def of_16(name: str, *, light: bool) -> str:
    """One of the 16 colours as xterm mixes it; the default one is that of letters on this ground."""
    if name == "default":
        return "#000000" if light else "#e5e5e5"
    return XTERM[name]
