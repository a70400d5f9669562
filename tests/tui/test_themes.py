"""All text of both themes can be read, whatever number of colours the terminal has."""

from __future__ import annotations

import pytest
from textual.color import Color

from rnntui.charts.ability import INDEXED, NAMED, NO_COLOUR, TRUE_COLOUR, Ability
from rnntui.course.load import load_course
from rnntui.runs.progress import Progress
from rnntui.tui.app import RnntuiApp
from tests.contrast import READ, SEEN, contrast, of_16, of_256
from tests.tui.conftest import COURSE, WIDE

TEXTS = ("foreground", "foreground-muted", "text-muted", "text-primary", "text-secondary", "text-success",
         "text-accent", "text-warning", "text-error", "link-color")  # fmt: skip
BOTH = pytest.mark.parametrize("light", [False, True])


def variables(colours: int, *, light: bool) -> dict[str, str]:
    """The theme's variables in a terminal of so many colours."""
    ability = Ability(colours, "braille", True)
    theme = "textual-light" if light else "textual-dark"
    return RnntuiApp(load_course(COURSE), ability, Progress(), theme=theme).get_css_variables()


def shown(colour: str, ground: str, colours: int) -> str:
    """A colour as it is drawn on a ground, which what is `auto` or see-through depends on."""
    below = Color.parse(ground)
    named, _, share = colour.partition(" ")
    if named == "auto":
        ink = below.get_contrast_text(1.0).with_alpha(int(share.rstrip("%")) / 100)
    else:
        ink = Color.parse(colour)
    seen = below.blend(ink.with_alpha(1.0), ink.a, 1.0).hex
    return of_256(seen) if colours == INDEXED else seen


@BOTH
@pytest.mark.parametrize("colours", [INDEXED, TRUE_COLOUR])
@pytest.mark.parametrize("ground", ["background", "surface", "panel"])
@pytest.mark.parametrize("name", TEXTS)
def test_text_can_be_read_on_every_ground(light, colours, ground, name):
    known = variables(colours, light=light)
    below = of_256(known[ground]) if colours == INDEXED else known[ground]
    assert contrast(shown(known[name], known[ground], colours), below) >= READ


@BOTH
@pytest.mark.parametrize("name", TEXTS)
def test_text_of_16_colours_can_be_read(light, name):
    colour = variables(NAMED, light=light)[name].partition(" ")[0].removeprefix("ansi_")
    ground = "#ffffff" if light else "#000000"
    assert contrast(of_16(colour, light=light), ground) >= READ


@BOTH
@pytest.mark.parametrize("colours", [NAMED, INDEXED, TRUE_COLOUR])
def test_scrollbars_are_seen(light, colours):
    known = variables(colours, light=light)
    bar, below = known["scrollbar"], known["scrollbar-background"]
    if colours == NAMED:
        bar, below = (of_16(one.removeprefix("ansi_"), light=light) for one in (bar, below))
    elif colours == INDEXED:
        bar, below = of_256(bar), of_256(below)
    assert contrast(bar, below) >= SEEN


@BOTH
def test_grounds_of_256_colours_are_grey(light):
    known = variables(INDEXED, light=light)
    for name in ("background", "surface", "panel"):
        red, green, blue = Color.parse(of_256(known[name])).rgb
        assert red == green == blue


@BOTH
async def test_the_screen_has_the_colours_of_the_theme(opened, light):
    async with opened(WIDE, theme="textual-light" if light else "textual-dark", first="1") as tui:
        await tui.shows("A first lesson")
        known = variables(TRUE_COLOUR, light=light)
        drawn = tui.app.screen.styles
        assert drawn.scrollbar_color.hex.lower() == known["scrollbar"]
        assert drawn.background == Color.parse(known["background"])


@BOTH
@pytest.mark.parametrize("colours", [NO_COLOUR, NAMED])
async def test_what_is_selected_in_the_editor_can_be_read_with_16_colours(opened, colours, light):
    async with opened(colours=colours, theme="textual-light" if light else "textual-dark") as tui:
        await tui.press("enter", "n", "2")
        await tui.read()
        await tui.press("e")
        tui.lab.editor.select_all()
        await tui.pilot.pause()
        line = tui.lab.editor.render_line(0)
        marked = [one.style for one in line if "Series" in one.text and one.style is not None]
        assert marked
        for style in marked:
            assert style.reverse
            assert all(one is None or one.is_default for one in (style.color, style.bgcolor))
