"""Every key of the help does what it says, wherever the focus is; in text fields letters are text."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.command import CommandPalette
from textual.widgets import Input

from rnntui.charts.ability import MARKERS
from rnntui.course.load import load_course, shipped_course
from rnntui.figures.base import RunFigure
from rnntui.tui.keys import EXPLAINED, EXPLAINED_ON_HOME, IN_A_LESSON, ON_HOME
from rnntui.tui.screens.help import HelpScreen
from rnntui.tui.screens.home import HomeScreen
from rnntui.tui.widgets.chart import ChartView
from rnntui.tui.widgets.choices import Choices
from rnntui.tui.widgets.editor import SpecEditor
from rnntui.tui.widgets.figure import FigureView
from tests.tui.conftest import NARROW, WIDE, Opened
from tests.tui.happened import finished, progress, table, values

Arrive = Callable[[Opened], Awaitable[None]]


async def in_lesson(tui: Opened) -> None:
    await tui.press("1")


async def in_figure(tui: Opened) -> None:
    await tui.press("2", *(["v"] if tui.lesson.has_class("-spec") else []))
    assert isinstance(tui.lesson.focused, FigureView)


async def in_lab(tui: Opened) -> None:
    await tui.press("2", *([] if tui.lesson.has_class("-spec") else ["v"]))
    await tui.read()
    assert tui.lesson.focused is tui.lab


async def in_choices(tui: Opened) -> None:
    tui.lesson.reading.query_one(Choices).focus()
    await tui.pilot.pause()


PLACES = [
    pytest.param(in_lesson, NARROW, id="lesson"),
    pytest.param(in_figure, NARROW, id="figure"),
    pytest.param(in_lab, NARROW, id="lab"),
    pytest.param(in_lesson, WIDE, id="wide"),
]
everywhere = pytest.mark.parametrize(("arrive", "size"), PLACES)


async def exercise_step(tui: Opened) -> None:
    """The step that has everything: a figure, a spec, an exercise."""
    await tui.press("enter", "n", "n")
    await tui.until(lambda: tui.lesson.pane.lab is not None)
    await tui.read()


SPOKEN = {"question_mark": "?", "colon": ":", "slash": "/", "enter": "Enter", "escape": "Esc"}
SPOKEN |= dict.fromkeys(("up", "down"), "arrows")


@pytest.mark.parametrize(("bound", "explained"), [(IN_A_LESSON, EXPLAINED), (ON_HOME, EXPLAINED_ON_HOME)])
def test_the_help_names_every_key_that_is_bound(bound, explained):
    named = {key for keys, _ in explained for key in keys.split()}
    for binding in bound:
        keys = binding.key.split(",")
        assert named & {SPOKEN.get(key, key) for key in keys}, f"{keys} are not in the help"


async def test_the_help_of_home_begins_with_the_keys_of_home(opened):
    async with opened() as tui:
        await tui.press("question_mark")
        await tui.shows("Open it, at the step where you were")
        assert (
            tui.text.index("Choose a lesson")
            < tui.text.index("In a lesson")
            < tui.text.index("Train with seed 0")
        )


@everywhere
async def test_r_trains_and_stops(opened, arrive, size):
    async with opened(size) as tui:
        await exercise_step(tui)
        await arrive(tui)
        await tui.train("r")
        assert tui.lab.display
        assert tui.lesson.has_class("-lab", "-spec")
        await tui.press("r")
        assert tui.link.stopped == [tui.link.run]


@everywhere
async def test_x_cancels_and_s_takes_another_seed(opened, arrive, size):
    async with opened(size) as tui:
        await exercise_step(tui)
        await arrive(tui)
        await tui.train("s")
        assert tui.link.trained[0][3] == 1
        await arrive(tui) if arrive is in_lesson else None
        await tui.press("x")
        assert tui.link.cancelled == [tui.link.run]


@everywhere
async def test_e_goes_to_the_editor_and_ctrl_o_leaves_it(opened, arrive, size):
    async with opened(size) as tui:
        await exercise_step(tui)
        await arrive(tui)
        await tui.press("e")
        assert isinstance(tui.lesson.focused, SpecEditor)
        assert tui.lab.editor.region.height > 0
        await tui.press("ctrl+o")
        assert tui.lesson.focused is tui.lab
        assert tui.lab.editor.region.height > 0
        await tui.press("ctrl+o")
        assert not tui.lesson.has_class("-lab")


@everywhere
async def test_o_goes_to_the_other_pane_and_back(opened, arrive, size):
    async with opened(size) as tui:
        await exercise_step(tui)
        await arrive(tui)
        before, was_in_lab = tui.lesson.focused, tui.lesson.has_class("-lab")
        for _ in range(2):
            await tui.press("o")
            assert tui.lesson.focused.region.height > 0, "the focused pane is in sight"
        assert tui.lesson.focused is before
        assert tui.lesson.has_class("-lab") is was_in_lab


@everywhere
async def test_f_mends_and_u_puts_the_start_back(opened, arrive, size):
    async with opened(size) as tui:
        await exercise_step(tui)
        start = tui.lab.editor.text
        tui.lab.editor.put(start.replace("Flatten", "Flaten"))
        await arrive(tui)
        await tui.until(lambda: tui.lab.reading.errors)
        await tui.press("f")
        assert tui.lab.editor.text == start
        tui.lab.editor.put("x = 1\n")
        await tui.press("u")
        assert tui.lab.editor.text == start
        await tui.press("e", "ctrl+z")
        assert tui.lab.editor.text == "x = 1\n"


@everywhere
async def test_h_opens_hints_one_by_one(opened, arrive, size):
    async with opened(size) as tui:
        await exercise_step(tui)
        await arrive(tui)
        for count in (1, 2, 3):  # the third offers the solution
            await tui.press("h")
            assert tui.app.progress.answers("first")["below-ten/hints"] == count
        await tui.press("1")
        await tui.shows("Hint 2: Much longer.")


@everywhere
async def test_v_changes_between_figure_and_spec(opened, arrive, size):
    async with opened(size) as tui:
        await exercise_step(tui)
        await arrive(tui)
        figure = tui.lesson.pane.figure
        for _ in range(2):
            before = tui.lab.region.height > 0
            await tui.press("v")
            assert (tui.lab.region.height > 0) is not before or size == NARROW
            assert (tui.lab.region.height > 0) is not (figure.region.height > 0)


@everywhere
async def test_n_and_p_go_through_the_steps(opened, arrive, size):
    async with opened(size) as tui:
        await exercise_step(tui)
        await arrive(tui)
        await tui.press("n")
        await tui.shows("Nothing to do")
        assert tui.app.progress.step("first") == 3
        await tui.press("p")
        await tui.shows("Your turn")
        await tui.press("p", "p", "p", "p")
        await tui.shows("Read and guess")
        assert tui.app.progress.step("first") == 0


@everywhere
async def test_z_gives_the_pane_to_the_chart(opened, arrive, size):
    async with opened(size) as tui:
        await exercise_step(tui)
        await arrive(tui)
        await tui.press("z")
        await in_lab(tui)
        assert tui.lab.editor.region.height == 0
        chart = tui.lab.query_one("#chart")
        zoomed = chart.region.height
        await tui.press("z")
        assert tui.lab.editor.region.height > 0
        assert chart.region.height < zoomed


async def test_going_to_the_editor_ends_the_zoom(opened):
    async with opened() as tui:
        await exercise_step(tui)
        await tui.press("z", "e")
        assert tui.lab.editor.region.height > 0


@everywhere
async def test_l_shows_the_losses_on_both_scales(opened, arrive, size):
    async with opened(size) as tui:
        await exercise_step(tui)
        await tui.train("r")
        await tui.said(progress(tui.link.run, 200))
        await tui.said(finished(tui.link.run), table=table(), values=values())
        await arrive(tui)
        await tui.press("l")
        assert tui.lab.view.kind == "log losses"
        await in_lab(tui)
        await tui.shows("log scale")
        await tui.press("l")
        await tui.shows("linear scale")
        await tui.press("l")
        assert tui.lab.view.kind == "forecast"


@everywhere
async def test_m_changes_the_markers(opened, arrive, size):
    async with opened(size) as tui:
        await exercise_step(tui)
        await in_lab(tui)
        chart = tui.lab.query_one(ChartView)
        seen = set()
        for _ in MARKERS:
            await arrive(tui)
            await tui.press("m")
            await in_lab(tui)
            seen.add((tui.app.palette.marker, chart.text))
        assert len(seen) == len(MARKERS)


@everywhere
async def test_g_q_help_palette_and_redraw(opened, arrive, size):
    async with opened(size) as tui:
        await exercise_step(tui)
        await arrive(tui)
        before = tui.text
        await tui.press("ctrl+l")
        await tui.until(lambda: tui.text == before, "the same screen")
        await tui.press("question_mark")
        assert isinstance(tui.app.screen, HelpScreen)
        await tui.press("escape", "colon")
        await tui.until(lambda: isinstance(tui.app.screen, CommandPalette))
        await tui.press("escape")
        await tui.until(lambda: not isinstance(tui.app.screen, CommandPalette))
        await tui.press("g")
        assert isinstance(tui.app.screen, HomeScreen)
        await tui.press("q")
        await tui.until(lambda: not tui.app.is_running)


async def test_the_palette_does_what_is_chosen_by_name(opened):
    async with opened() as tui:
        await exercise_step(tui)
        await tui.press("colon")
        await tui.until(lambda: isinstance(tui.app.screen, CommandPalette))
        await tui.press(*"hint")
        await tui.shows("Open a hint")
        await tui.press("enter")
        await tui.until(lambda: not isinstance(tui.app.screen, CommandPalette))
        await tui.until(lambda: tui.app.progress.answers("first").get("below-ten/hints") == 1)


LETTERS = "rxsoefuhvnpzlmgcwikq:?12"


async def test_plain_letters_in_the_editor_are_text(opened):
    async with opened() as tui:
        await exercise_step(tui)
        await tui.press(
            "e", *["colon" if key == ":" else "question_mark" if key == "?" else key for key in LETTERS]
        )
        assert tui.lab.editor.text.startswith(LETTERS)
        await tui.press("enter", "space", "tab")
        assert tui.link.trained == []
        assert tui.app.screen is tui.lesson


async def test_a_word_typed_for_a_number_does_nothing_but_say_so(opened):
    async with opened() as tui:
        await tui.press("enter", "enter", "enter", "enter")
        field = tui.lesson.focused
        assert isinstance(field, Input)
        await tui.press(*"seventy", "space")
        assert (field.value, tui.lesson.step, tui.lesson.focused) == ("", 0, field)
        await tui.shows("Type a number, then Enter; ctrl+o leaves the field.")
        await tui.press("4", "x", "2")
        assert field.value == "42"
        await tui.press("comma", "5")
        assert field.value == "42.5", "a comma is a point"
        await tui.press("question_mark")
        assert isinstance(tui.app.screen, HelpScreen)
        await tui.press("escape", "ctrl+o", "n")
        assert tui.lesson.step == 1
        assert field.value == "42.5"


async def test_letters_are_keys_while_a_choice_has_the_focus(opened):
    async with opened() as tui:
        await tui.press("enter", "enter")
        assert isinstance(tui.lesson.focused, Choices)
        await tui.press("n")
        assert tui.lesson.step == 1


async def test_enter_goes_back_to_a_quiz_that_was_answered_wrong(opened):
    async with opened() as tui:
        await tui.press("enter", "enter", "enter", "enter", "3", "enter", "enter", "enter")
        assert tui.line("#keys").startswith(" Enter answer")
        await tui.press("enter", "down", "enter")
        await tui.shows("Grass has it.")
        assert tui.line("#keys").startswith(" n next"), "nothing is left to answer"


async def test_a_run_is_no_business_of_a_step_without_a_spec(opened, monkeypatch):
    shown: list[str] = []
    async with opened(course=load_course(shipped_course()), first="rnn-cell") as tui:
        monkeypatch.setattr(FigureView, "show_run", lambda self, facts: shown.append(facts))
        monkeypatch.setattr(tui.app.desk, "facts", lambda lesson: f"the run of {lesson}")
        await tui.press(*"nnn")
        assert isinstance(tui.lesson.pane.figure.figure, RunFigure)
        assert shown == []
        await tui.press(*"nnnn")
        assert tui.lesson.pane.lab is not None
        assert "the run of rnn-cell" in shown


async def test_enter_in_the_narrow_lab_goes_to_the_question_in_sight(opened):
    async with opened() as tui:
        await tui.press("enter", "2", "enter", "1", "2")
        assert tui.lesson.focused.region.height > 0


async def test_control_keys_work_in_the_editor(opened):
    async with opened() as tui:
        await exercise_step(tui)
        await tui.press("e")
        await tui.train("ctrl+r")
        assert isinstance(tui.lesson.focused, SpecEditor)
        await tui.press("ctrl+r")
        assert tui.link.stopped == [tui.link.run]
        await tui.press("ctrl+l", "ctrl+o")
        assert tui.lesson.focused is tui.lab


async def test_enter_in_the_editor_keeps_the_indentation_and_goes_in_after_a_bracket(opened):
    async with opened() as tui:
        await exercise_step(tui)
        await tui.press("e")
        tui.lab.editor.put("model = Sequential([")
        tui.lab.editor.move_cursor((0, 20))
        await tui.press("enter", "a", "enter", "b")
        assert tui.lab.editor.text == "model = Sequential([\n    a\n    b"


async def test_arrows_and_space_move_the_figure(opened):
    async with opened(WIDE) as tui:
        await tui.press("down", "enter", "2")
        figure = tui.lesson.pane.figure
        start = figure.figure
        await tui.press("right")
        moved = figure.figure
        assert moved != start
        await tui.press("left")
        assert figure.figure == start
        await tui.press("down", "right")
        assert figure.figure.values() != start.values()
        await tui.press("space")
        assert isinstance(tui.lesson.focused, FigureView)


async def test_the_cursor_of_choices_and_controls_shows_while_they_have_the_focus(opened):
    async with opened(WIDE) as tui:
        await tui.press("enter")
        assert "▸" not in tui.text
        await tui.press("enter")
        await tui.shows("▸ ( ) seven")
        await tui.press("o")
        await tui.until(lambda: "▸ ( ) seven" not in tui.text)
        await tui.press("space")
        await tui.shows("▸ w ")
        await tui.press("o")
        await tui.until(lambda: "▸" not in tui.text)
