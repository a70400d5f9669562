"""What shows where the keys go is seen where a terminal has no colours."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Opened


@pytest.fixture(autouse=True)
def no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the app finds it there."""
    monkeypatch.setenv("NO_COLOR", "1")


def reversed_text(tui: Opened) -> str:
    """What stands on the screen in reverse."""
    strips = tui.app.screen._compositor.render_strips()
    return "|".join(one.text for strip in strips for one in strip if one.style and one.style.reverse)


async def test_the_palettes_cursor(opened):
    async with opened(colours=0) as tui:
        await tui.press("colon")
        await tui.shows("Search lessons and glossary")
        await tui.press("down")
        await tui.until(lambda: "Lesson below" in reversed_text(tui))
        assert "Lesson above" not in reversed_text(tui)
        assert "▸ down" in tui.text


async def test_the_palettes_cursor_in_ascii(opened):
    async with opened(colours=0, marker="ascii") as tui:
        await tui.press("colon")
        await tui.shows("> up")


async def test_the_cursor_in_a_text_field(opened):
    async with opened(colours=0) as tui:
        await tui.press("slash", "x")
        await tui.until(lambda: reversed_text(tui).startswith(" "))
        await tui.press("left")
        await tui.until(lambda: reversed_text(tui).startswith("x"))
