"""The palette of all actions: every one that has a key, with its key, and it does it."""

from __future__ import annotations

import pytest
from textual.command import CommandList

from rnntui.tui import keys
from rnntui.tui.commands import AllActions
from rnntui.tui.screens.help import HelpScreen
from rnntui.tui.widgets.choices import Choices
from tests.tui.conftest import Opened

IN_FIGURE_LESSON = ("down", "enter")


async def listed(tui: Opened) -> dict[str, str]:
    """Open the palette: what is offered, by what it does, with its keys."""
    await tui.press("ctrl+p")
    await tui.until(lambda: isinstance(tui.app.screen, AllActions))

    def lines() -> list[str]:
        return [str(option.prompt) for option in tui.app.screen.query_one(CommandList).options]

    await tui.until(lambda: any("Draw the screen again" in line for line in lines()))
    await tui.until(lambda: any("Quit" in line for line in lines()))
    await tui.pilot.pause()
    return {line[11:]: line[:11].strip() for line in lines()}


async def choose(tui: Opened, name: str) -> None:
    """Open the palette, type a name, take what is offered."""
    await tui.press("ctrl+p")
    await tui.until(lambda: isinstance(tui.app.screen, AllActions))
    await tui.press(*("space" if letter == " " else letter for letter in name))

    def offered() -> list[bool]:
        return [name in str(option.prompt) for option in tui.app.screen.query_one(CommandList).options]

    await tui.until(lambda: offered() == [True], f"{name} alone")
    await tui.press("enter")
    await tui.until(lambda: not isinstance(tui.app.screen, AllActions))


def expected(*groups: tuple[keys.Binding, ...]) -> set[str]:
    return {binding.description for group in groups for binding in group} - {keys.PALETTE.description}


@pytest.mark.parametrize("marker", ["braille", "ascii"])
async def test_it_lists_every_action_of_home_and_of_a_lesson_with_a_figure(opened, marker):
    async with opened(marker=marker) as tui:
        assert set(await listed(tui)) == expected(keys.ON_HOME)
        await tui.press("escape", *IN_FIGURE_LESSON)
        await tui.until(lambda: tui.lesson.pane.figure is not None)
        found = await listed(tui)
        assert set(found) == expected(keys.IN_A_LESSON, keys.IN_A_FIGURE)
        assert found["Other pane"] == "o  ctrl+o"
        assert found["Train, or stop and keep"] == "r  ctrl+r"
        assert "🔎" not in tui.text


async def test_the_figure_moves_from_the_palette_wherever_the_focus_is(opened):
    async with opened() as tui:
        await tui.press(*IN_FIGURE_LESSON)
        await tui.until(lambda: tui.lesson.pane.figure is not None)
        before = tui.lesson.pane.figure.figure
        await choose(tui, "Figure: move right")
        await tui.until(lambda: tui.lesson.pane.figure.figure != before)


async def test_home_opens_a_lesson_from_the_palette(opened):
    async with opened() as tui:
        await choose(tui, "Lesson below")
        await tui.shows("▸  2")
        await choose(tui, "Open the lesson")
        await tui.shows("By hand")


async def test_a_question_with_the_focus_is_answered_from_the_palette(opened):
    async with opened() as tui:
        await tui.press("enter", "enter")
        assert isinstance(tui.lesson.focused, Choices)
        await choose(tui, "Answer below")
        await choose(tui, "Give this answer")
        await tui.shows("✓ Right. Grass has it.")


@pytest.mark.parametrize(
    ("way", "key"),
    [(("enter", "n", "c"), "question_mark"), (("enter", "n", "w"), "f1"), (("slash",), "f1")],
)
async def test_help_opens_over_what_is_open_and_closes_to_it(opened, way, key):
    async with opened() as tui:
        await tui.press(*way)
        await tui.pilot.pause()
        under = tui.app.screen
        await tui.press(key)
        await tui.until(lambda: isinstance(tui.app.screen, HelpScreen))
        await tui.press("escape")
        await tui.until(lambda: tui.app.screen is under)


async def test_help_opens_over_a_definition(opened):
    async with opened() as tui:
        await tui.press("slash", *"prism")
        await tui.shows("1 of")
        await tui.press("enter")
        await tui.shows("Escape closes")
        under = tui.app.screen
        await tui.press("question_mark")
        await tui.until(lambda: isinstance(tui.app.screen, HelpScreen))
        await tui.press("question_mark")
        await tui.until(lambda: tui.app.screen is under)
