"""What each line of a chart looks like: colour, stroke and mark, by what the line means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from rnntui.charts.ability import INDEXED, NO_COLOUR, TRUE_COLOUR, Ability, Marker

Role: TypeAlias = Literal[
    "training", "actual", "one_step", "recursive", "future", "band", "loss", "val_loss", "ghost",
    "run_2", "run_3", "run_4",
]  # fmt: skip
Stroke: TypeAlias = Literal["solid", "dashes", "dots", "marks"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a line of one role is drawn; ``mark`` is its character where lines are single characters.

    A ``tagged`` line carries its mark here and there, in colours as well.
    """

    stroke: Stroke
    mark: str
    named: str  # with 16 colours
    rgb: str  # with more
    tagged: bool = False


# No two roles that meet in one chart share a colour or a mark, nor, without colours, a stroke, so that
# each is told apart without any one of them.
LOOKS: dict[Role, Look] = {
    "training": Look("solid", ".", "blue", "#4f8ff7"),
    "actual": Look("solid", "*", "yellow", "#ff9d2e"),
    "one_step": Look("dots", "o", "magenta", "#d670d6"),
    "recursive": Look("dashes", "x", "green", "#3fbf6f"),
    "future": Look("marks", "+", "cyan", "#29b8db"),
    "band": Look("dots", ":", "default", "#8c8c9c"),
    "loss": Look("solid", "*", "blue", "#4f8ff7"),
    "val_loss": Look("dashes", "o", "yellow", "#ff9d2e"),
    "ghost": Look("dots", ":", "default", "#8c8c9c"),
    # Earlier runs beside a newest one; one_step and future are not drawn with them.
    "run_2": Look("dots", "2", "cyan", "#29b8db", tagged=True),
    "run_3": Look("dots", "3", "magenta", "#d670d6", tagged=True),
    "run_4": Look("dots", "4", "red", "#e8646a", tagged=True),
}


# The same hues, dark enough to be seen on a light ground.
ON_LIGHT: dict[str, str] = {
    "#4f8ff7": "#1f5fd0",
    "#ff9d2e": "#984800",
    "#d670d6": "#a020a0",
    "#3fbf6f": "#00702f",
    "#29b8db": "#0b7285",
    "#8c8c9c": "#60606c",
    "#e8646a": "#c0262d",
}
# With 16 colours, as most terminals mix them: blue is hardly seen on black; yellow, green and cyan on white.
NAMED_ON_DARK: dict[str, str] = {"blue": "bright_blue", "red": "bright_red"}
NAMED_ON_LIGHT: dict[str, str] = {
    "yellow": "red",
    "green": "default",
    "cyan": "bright_blue",
    "red": "bright_black",
    "default": "bright_black",
}


@dataclass(frozen=True, slots=True)
class Palette:
    """A terminal's characters and colours: everything a chart must know of where it is drawn."""

    colours: int = TRUE_COLOUR
    marker: Marker = "braille"
    light: bool = False
    """Whether it draws on a light ground."""
    console: bool = False
    """Whether it draws on the Linux console, whose font has few characters."""

    @classmethod
    def of(cls, ability: Ability, *, light: bool | None = None) -> Palette:
        """The palette of a terminal of that ability; ``light`` where the ground is known better."""
        ground = ability.light if light is None else light
        return cls(ability.colours, ability.marker, ground, ability.console)

    def style(self, role: Role) -> str:
        """The rich style of a role's line; empty without colours."""
        look = LOOKS[role]
        if self.colours == NO_COLOUR:
            return ""
        if self.colours < INDEXED:
            return (NAMED_ON_LIGHT if self.light else NAMED_ON_DARK).get(look.named, look.named)
        return ON_LIGHT[look.rgb] if self.light else look.rgb

    def tagged(self, role: Role) -> bool:
        """Whether a role's line carries its mark here and there: without colours, each that crosses another.

        A mark is larger than what dots draw in the place of one character, so it would hide what is near it.
        """
        look = LOOKS[role]
        alike = self.colours == NO_COLOUR and look.stroke in ("dashes", "dots")
        return look.tagged or (alike and self.marker == "braille")

    def stroke(self, role: Role) -> Stroke:
        """How a role's line is drawn: without colours or tags, one that crosses another as single marks.

        Training and actual are solid in colours; without, training is dashed.
        """
        look = LOOKS[role]
        if self.colours == NO_COLOUR and role == "training":
            return "dashes"
        if self.tagged(role) and self.marker in ("braille", "half-block"):
            return look.stroke  # its tags are marks enough
        return "marks" if self.colours == NO_COLOUR and look.stroke in ("dashes", "dots") else look.stroke

    def character(self, role: Role) -> str:
        """A role's character where every point is one character."""
        if self.marker == "ascii" or self.console or self.stroke(role) == "marks":
            return LOOKS[role].mark
        return {"solid": "•", "dashes": "▪", "dots": "·"}[self.stroke(role)]

    def sample(self, role: Role) -> str:
        """Three characters that look like a role's line, for a legend."""
        if self.marker in ("ascii", "dot") or self.stroke(role) == "marks":
            return (LOOKS[role].mark if LOOKS[role].tagged else self.character(role)) * 3
        if self.tagged(role):
            line = "╴" if self.stroke(role) == "dashes" else "·"
            return f"{line}{LOOKS[role].mark}{line}"
        dashes = "- -" if self.console else "╴╴╴"
        return {"solid": "───", "dashes": dashes, "dots": "···"}[self.stroke(role)]
