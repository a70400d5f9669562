"""The editor under the keys of a learner: what it offers, what is undone, what is typed in one go."""

from __future__ import annotations

import pytest
from textual import events

from rnntui.tui.told import SeriesRead
from rnntui.tui.wanted import Read
from rnntui.tui.widgets.editor import SpecEditor
from rnntui.tui.widgets.offer_list import OfferList
from tests.tui.conftest import NARROW, WIDE, Opened

TUTORIAL = (
    "import keras\r\n"
    'data = Series("airline", look_back=12)\r\n'
    "model = Sequential()\r\n"
    "model.add(\tLSTM(4))\r\n"
    "model.add(Dense(1))\r\n"
    'model.compile(optimizer="adam",\tloss="mse")\r\n'
    "model.fit(epochs=5, batch_size=10)\r\n"
)


async def editing(tui: Opened, text: str | None = None) -> SpecEditor:
    """The editor of the second step, with the cursor where ``|`` stands."""
    await tui.press("enter", "n", "e")
    await tui.read()
    editor = tui.lab.editor
    if text is not None:
        before, _, behind = text.partition("|")
        editor.put(before + behind)
        editor.move_cursor((before.count("\n"), len(before.rpartition("\n")[2])))
        await tui.pilot.pause()
    return editor


async def burst(tui: Opened, *keys: str) -> None:
    """Keys that come in one piece, as they do over a slow line."""
    for key in keys:
        tui.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await tui.pilot.pause()
    await tui.pilot.pause()


def shown(tui: Opened) -> bool:
    """Whether the list of candidates is on the screen."""
    return bool(tui.lesson.query_one(OfferList).display)


HEAD = "model = Sequential([\n    "


# ------------------------------------------------------------ completion
@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_tab_takes_what_is_chosen_and_one_undo_gives_it_back(opened, size):
    async with opened(size) as tui:
        editor = await editing(tui, HEAD + "|")
        await tui.press("L", "S")
        await tui.shows("▸ LSTM  recurrent")
        await tui.press("tab")
        assert editor.text == HEAD + "LSTM()"
        await tui.shows("▸ units")
        await tui.press(*"5, ret", "tab", "tab")
        assert editor.text == HEAD + "LSTM(5, return_sequences=True)"
        await tui.press("ctrl+z")
        assert editor.text == HEAD + "LSTM(5, return_sequences=)"


async def test_arrows_choose_and_the_line_that_is_typed_stays_in_sight(opened):
    async with opened() as tui:
        editor = await editing(tui, "data = Series('airline', |)")
        await tui.press(*"scale=")
        await tui.shows('▸ "minmax"    the default: from 0 to 1')
        assert "scale=)" in tui.text
        await tui.press("down", "down", "down", "up", "up", "tab")
        assert editor.text == "data = Series('airline', scale=\"standard\")"
        await tui.until(lambda: not shown(tui))


@pytest.mark.parametrize("at", ["\n" * 8, "\n" * 30])
async def test_the_list_fits_the_screen_and_leaves_the_line_in_sight(opened, at):
    async with opened() as tui:
        await editing(tui, at + HEAD + "|")
        await tui.press(*"LSTM(")
        await tui.shows("▸ units")
        found = tui.lesson.query_one(OfferList).region
        line = tui.lab.editor.cursor_screen_offset.y
        assert tui.app.screen.region.contains_region(found)
        assert not found.y <= line < found.bottom
        assert "LSTM(" in tui.text


async def test_nothing_is_in_the_way_of_enter_typing_and_leaving(opened):
    async with opened() as tui:
        editor = await editing(tui, HEAD + "|")
        await tui.press("D", "e")
        await tui.until(lambda: shown(tui))
        await tui.press("enter")
        assert editor.text == HEAD + "De\n    "
        await tui.until(lambda: not shown(tui))
        await tui.press(*"n,De")
        await tui.until(lambda: shown(tui))
        await tui.press("escape")
        await tui.until(lambda: not shown(tui))
        assert tui.lesson.focused is editor
        await tui.press("n", "left")
        await tui.until(lambda: not shown(tui))
        await tui.press("right", "s", "ctrl+o")
        await tui.until(lambda: not shown(tui))
        assert tui.lesson.focused is tui.lab
        assert editor.text == HEAD + "De\n    n,Dens"


async def test_backspace_offers_anew_and_undo_and_mends_offer_nothing(opened):
    async with opened() as tui:
        editor = await editing(tui, HEAD + "|")
        await tui.press(*"LSx")
        await tui.until(lambda: not shown(tui))
        await tui.press("backspace", "backspace", "S")
        await tui.until(lambda: shown(tui))
        await tui.press("backspace")
        await tui.shows("▸ LSTM")
        await tui.press("ctrl+z")
        await tui.until(lambda: not shown(tui))
        editor.put(HEAD + "LSTM(")
        await tui.pilot.pause()
        assert not shown(tui)


# ------------------------------------------------------------ keys in one go
async def test_a_letter_right_behind_ctrl_o_is_no_text(opened):
    async with opened() as tui:
        editor = await editing(tui)
        before = editor.text
        await burst(tui, "a", "ctrl+o", "n")
        await tui.shows("Your turn")
        assert tui.app.progress.text("first", "small") == "a" + before
        assert editor.text == "a" + before


async def test_o_and_n_in_one_go_do_what_they_do_one_by_one(opened):
    async with opened() as tui:
        await tui.press("enter")
        await burst(tui, "o", "n")
        await tui.shows("the one-step RMSE be below")
        assert tui.lesson.step == 1
        await tui.until(lambda: tui.lesson.focused is tui.lesson.reading)
        assert not tui.lesson.has_class("-lab")


async def test_letters_right_behind_e_are_text(opened):
    async with opened() as tui:
        await tui.press("enter", "n")
        await tui.read()
        await burst(tui, "e", "x", "r", "q")
        await tui.until(lambda: tui.lab.editor.text.startswith("xrq"))
        assert tui.link.trained == []


async def test_letters_do_not_overtake_the_arrows(opened):
    async with opened() as tui:
        editor = await editing(tui, "|")
        await burst(tui, "b", "home", "a", "end", "c", "left", "left", "1", "ctrl+end", "2")
        await tui.until(lambda: editor.text == "a1bc2")


async def test_a_key_whose_widget_goes_does_not_keep_the_next_from_coming(opened):
    async with opened() as tui:
        await tui.press("enter")
        await burst(tui, "n", "p", "n", "e", "x", "ctrl+o", "g", "enter", "n")
        await tui.shows("Your turn")
        assert (tui.app.progress.text("first", "small") or "").startswith("xdata")


async def test_a_key_that_never_comes_back_keeps_no_other_waiting_for_ever(opened):
    async with opened() as tui:
        await tui.press("enter")
        tui.app._on_its_way = events.Key("f12", None)  # as if its widget had been taken away with it
        await burst(tui, "n", "2")
        await tui.shows("[Lab]")
        assert tui.lesson.step == 1


# ------------------------------------------------------------ text
async def test_ctrl_home_and_ctrl_end_go_to_the_ends_of_the_text(opened):
    async with opened() as tui:
        editor = await editing(tui)
        await tui.press("ctrl+end")
        assert editor.cursor_location == editor.document.end
        await tui.press("ctrl+home")
        assert editor.cursor_location == (0, 0)


async def test_a_pasted_tutorial_is_read_whatever_ends_its_lines(opened):
    async with opened() as tui:
        editor = await editing(tui, "|")
        tui.app.post_message(events.Paste(TUTORIAL))
        await tui.until(lambda: tui.lab.reading.spec is not None)
        assert "\r" not in editor.text
        assert "\t" not in editor.text
        assert not shown(tui)
        await tui.press("ctrl+z")
        assert editor.text == ""


async def test_a_very_long_line_is_edited_and_its_end_is_in_sight(opened):
    async with opened() as tui:
        editor = await editing(tui, "# " + "long " * 400 + "|")
        await tui.press("ctrl+home", "end", *"END")
        await tui.until(lambda: "long END" in tui.text)
        assert editor.text.endswith("long END")


@pytest.mark.parametrize("key", ["u", "f"])
async def test_one_undo_takes_back_what_a_key_put_in_and_no_more(opened, key):
    async with opened() as tui:
        editor = await editing(tui)
        start = editor.text
        broken = start.replace("Flatten()", "Flaten()")
        editor.put(broken)
        editor.move_cursor((0, 0))
        await tui.press("#", "backspace")
        await tui.until(lambda: tui.lab.reading.errors)
        before = editor.text
        await tui.press("ctrl+o", key)
        assert editor.text != before
        await tui.press("e", "ctrl+z")
        assert editor.text == before


# ------------------------------------------------------------ what it looks like
async def test_the_cursors_line_keeps_its_colours(opened):
    async with opened() as tui:
        editor = await editing(tui)
        lines = editor.document.lines
        row = next(i for i, line in enumerate(lines) if "Flatten" in line)
        seen = []
        for cursor in (row, row + 1):
            editor.move_cursor((cursor, 0))
            await tui.pilot.pause()
            strip = editor.render_line(row)
            seen.append({one.style.color for one in strip if one.style and "Flatten" in one.text})
        assert seen[0] == seen[1]


async def test_errors_are_marked_at_the_right_and_so_are_lines_that_go_on(opened):
    async with opened() as tui:
        editor = await editing(tui)
        editor.put(editor.text.replace("Flatten", "Flaten") + "# " + "on and " * 30)
        editor.move_cursor((0, 0))
        await tui.until(lambda: tui.lab.reading.errors)
        rows = {
            line.split()[0]: line.rstrip() for line in tui.text.splitlines() if line.strip()[:1] in ("F", "#")
        }
        assert rows["Flaten(),"].endswith("✗")
        assert rows["#"].endswith("…")


async def test_on_a_terminal_of_ascii_alone_list_prompt_and_comparison_are_ascii(opened):
    async with opened(WIDE, marker="ascii") as tui:
        await editing(tui, HEAD + "|")
        await tui.press(*"LSTM(")
        await tui.shows("> units")
        assert tui.text.isascii(), {one for one in tui.text if not one.isascii()}
        for key in ("c", "w", "k", "question_mark"):
            await tui.press("ctrl+o", key)
            await tui.pilot.pause()
            assert tui.text.isascii(), {one for one in tui.text if not one.isascii()}
            await tui.press("escape")


async def test_a_mend_happens_in_sight_also_from_the_lesson(opened):
    async with opened(NARROW) as tui:
        editor = await editing(tui)
        editor.put(editor.text.replace("Flatten", "Flaten"))
        await tui.until(lambda: tui.lab.reading.errors)
        await tui.press("ctrl+o", "o")
        assert editor.region.height == 0
        await tui.press("f")
        await tui.until(lambda: not tui.lab.reading.errors)
        assert editor.region.height > 0
        assert tui.lesson.focused is tui.lab


async def test_what_a_mend_puts_in_is_in_sight(opened):
    async with opened() as tui:
        await editing(tui)
        tui.lab.editor.put("import keras\n" * 20 + "model = Sequential([LSTM(4), Dense(1)])\n")
        await tui.press("ctrl+end", "ctrl+o", "f")
        await tui.shows("data = Series(")


async def test_the_chart_of_the_series_stays_while_a_line_can_not_be_read(opened):
    async with opened() as tui:
        await editing(tui)
        await tui.shows("1955")
        await tui.press("left_parenthesis")
        await tui.until(lambda: "never closed" in tui.line("#status"))
        assert "1955" in tui.text


async def test_training_a_spec_with_an_error_goes_to_its_line_and_leaves_f_a_key(opened):
    async with opened(NARROW) as tui:
        editor = await editing(tui)
        editor.put(editor.text.replace("Flatten", "Flaten"))
        await tui.until(lambda: tui.lab.reading.errors)
        await tui.press("ctrl+o", "r")
        assert tui.link.trained == []
        assert editor.line == 3
        await tui.press("f")
        await tui.until(lambda: not tui.lab.reading.errors)


async def test_the_status_says_how_to_mend_from_where_the_learner_is(opened):
    async with opened(WIDE) as tui:
        editor = await editing(tui)
        editor.put(editor.text.replace("Flatten", "Flaten"))
        await tui.until(lambda: "Flatten? (ctrl+o, then f mends it)" in tui.line("#status"))
        await tui.press("ctrl+o")
        await tui.until(lambda: "Flatten? (f mends it)" in tui.line("#status"))


async def test_a_series_that_is_nearly_one_is_mended_and_one_that_is_not_is_said_to_have_no_mend(opened):
    async with opened(WIDE) as tui:
        editor = await editing(tui)
        starts_with = editor.text

        async def named(name: str) -> None:
            editor.put(starts_with.replace("airline", name))
            await tui.until(lambda: tui.link.described and tui.link.described[-1].name == name)
            tui.app.post_message(SeriesRead(Read(tui.link.described[-1], None, f"There is no {name}.")))
            await tui.until(lambda: f"There is no {name}." in tui.line("#status"))

        await named("airlin")
        assert "(ctrl+o, then f mends it)" in tui.line("#status")
        await tui.press("ctrl+o", "f")
        await tui.until(lambda: editor.text == starts_with)
        await tui.press("f")
        await tui.tells("Nothing here needs mending.")
        await named("potatoes")
        assert "mends it" not in tui.line("#status")
        await tui.press("f")
        await tui.tells("For this there is no mend")
