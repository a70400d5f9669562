"""/ finds terms and steps, t and a click open what a term means, from every place where letters are keys."""

from __future__ import annotations

from textual.events import Key

from rnntui.course.load import load_course
from rnntui.tui.screens.definition import DefinitionScreen
from rnntui.tui.screens.home import HomeScreen
from rnntui.tui.screens.lesson import LessonScreen
from rnntui.tui.screens.search import SearchScreen
from tests.tui.conftest import NARROW, WIDE

COURSE = load_course()
SMALLEST = (60, 20)


async def test_a_step_that_was_found_opens_in_the_place_of_the_lesson(opened):
    async with opened(NARROW, course=COURSE, first="2") as tui:
        await tui.shows("Ten in, one out")
        await tui.press("slash", *"hides")
        await tui.shows("1 of 1")
        await tui.shows("1 · 3 The trend")
        await tui.press("enter")
        await tui.shows("1 Time series · 3/")
        assert sum(isinstance(screen, LessonScreen) for screen in tui.app.screen_stack) == 1
        await tui.press("g")
        assert isinstance(tui.app.screen, HomeScreen)


async def test_letters_that_come_in_one_go_with_the_slash_are_typed_into_the_search(opened):
    async with opened(NARROW, course=COURSE, first="2") as tui:
        await tui.shows("Ten in, one out")
        for key, character in (("slash", "/"), ("g", "g"), ("a", "a"), ("t", "t")):
            tui.app.post_message(Key(key, character))
        await tui.shows("forget gate f")


async def test_terms_are_first_and_the_cursor_stays_in_the_list(opened):
    async with opened(SMALLEST, course=COURSE) as tui:
        await tui.press("slash", *"season")
        await tui.shows("▸ season")
        await tui.press("up", "down")
        await tui.shows("▸ seasonal naive")
        await tui.press(*["pagedown"] * 9)
        hits = int(tui.text.rpartition(" of ")[2].split()[0])
        assert f"{hits} of {hits}" in tui.text
        await tui.press(*["pageup"] * 9, "enter")
        await tui.shows("What comes back after the same number of steps")
        await tui.press("ctrl+o")
        assert isinstance(tui.app.screen, HomeScreen)


async def test_nothing_is_opened_where_nothing_was_found(opened):
    async with opened(NARROW, course=COURSE) as tui:
        await tui.press("slash", *"xyzzy")
        await tui.shows("Nothing has 'xyzzy'.")
        await tui.press("enter")
        assert isinstance(tui.app.screen, SearchScreen)
        await tui.press("escape")
        assert isinstance(tui.app.screen, HomeScreen)


async def test_t_goes_through_the_terms_of_a_step(opened):
    async with opened(WIDE, course=COURSE, first="2") as tui:
        await tui.shows("Ten in, one out")
        for place in ("1", "2"):
            await tui.press(place, "t")
            await tui.shows("What should come out for a row")
            assert "next of the 3 terms" in tui.text
            await tui.press("t")
            await tui.shows("sees at once")
            await tui.press("right", "right")
            await tui.shows("What should come out for a row")
            await tui.press("escape")
            assert isinstance(tui.app.screen, LessonScreen)


async def test_a_click_opens_the_term(opened):
    async with opened(NARROW, course=COURSE, first="2") as tui:
        await tui.shows("look_back")
        for _ in range(50):  # the first lines may still be wrapped anew: then the click meets another word
            rows = tui.text.split("\n")
            y = next(at for at, row in enumerate(rows) if "look_back" in row)
            await tui.pilot.click(offset=(rows[y].index("look_back") + 2, y))
            await tui.pilot.pause()
            if isinstance(tui.app.screen, DefinitionScreen):
                break
        await tui.shows("How many steps a window shows the network")


async def test_t_says_where_a_step_marks_no_term(opened):
    async with opened(NARROW, first="first") as tui:
        await tui.press("t")
        await tui.shows("No term is marked in this step")
