"""The colours of lines can be seen on the ground that they are drawn on, dark or light."""

from __future__ import annotations

import pytest
from textual.color import Color

from rnntui.charts.ability import NAMED
from rnntui.charts.palette import LOOKS, Palette, Role

GROUNDS = {False: "#121212", True: "#e0e0e0"}  # the app's
ENOUGH = 3.0  # WCAG 2.1, 1.4.11: what lines of a drawing need


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


@pytest.mark.parametrize("role", LOOKS)
@pytest.mark.parametrize("light", [False, True])
def test_every_line_stands_out(role, light):
    assert contrast(Palette(light=light).style(role), GROUNDS[light]) >= ENOUGH


@pytest.mark.parametrize("light", [False, True])
def test_what_is_of_one_colour_on_dark_is_so_on_light(light):
    assert len({Palette(light=light).style(role) for role in LOOKS}) == len(
        {look.rgb for look in LOOKS.values()}
    )


def test_with_16_colours_nothing_is_yellow_on_light_and_earlier_runs_keep_their_own_colours():
    palette = Palette(NAMED, light=True)
    assert "yellow" not in {palette.style(role) for role in LOOKS}
    meet: tuple[Role, ...] = ("training", "actual", "recursive", "run_2", "run_3", "run_4")
    assert len({palette.style(role) for role in meet}) == len(meet)
