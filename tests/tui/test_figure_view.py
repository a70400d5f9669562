"""A figure's numbers can be typed, and many controls stay in sight."""

from __future__ import annotations

import asyncio

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from rnntui.charts.palette import Palette
from rnntui.course.lesson import parse_lesson
from rnntui.figures.base import Figure
from rnntui.figures.registry import make_figure
from rnntui.tui.controls import changed
from rnntui.tui.widgets.chart import ChartView
from rnntui.tui.widgets.figure import FigureView
from rnntui.tui.widgets.lab_pane import gives_away


class Shown(App[None]):
    """One figure, in an app that has a digit as a key of its own."""

    BINDINGS = [Binding("1", "lesson", "lesson")]  # noqa: RUF012

    def __init__(self, figure: Figure, only: object) -> None:
        super().__init__()
        self._figure = figure
        self._only = only
        self.digits = 0

    def compose(self) -> ComposeResult:
        yield FigureView(self._figure, Palette(), unicode=True, only=self._only)

    def on_mount(self) -> None:
        self.query_one(FigureView).focus()

    def action_lesson(self) -> None:
        self.digits += 1


def run(test, figure: Figure, only: object = None) -> None:  # type: ignore[no-untyped-def]
    async def go() -> None:
        app = Shown(figure, only)
        async with app.run_test(size=(80, 24)) as pilot:
            await test(app, pilot)

    asyncio.run(go())


def value(app: Shown, name: str) -> object:
    figure = app.query_one(FigureView).figure
    return next(control.value for control in figure.controls if control.name == name)


def test_a_number_is_typed_into_the_chosen_control() -> None:
    async def test(app: Shown, pilot) -> None:  # type: ignore[no-untyped-def]
        await pilot.press("1", ".", "2")
        assert "1.2_" in str(app.query_one(".controls", Static).content)
        assert value(app, "w") == 1.0
        await pilot.press("enter")
        assert value(app, "w") == 1.2
        assert app.digits == 0
        await pilot.press("9", "escape")
        assert value(app, "w") == 1.2

    run(test, make_figure("one_weight", {"w": 1.0}))


def test_digits_are_keys_again_where_no_number_is_chosen() -> None:
    async def test(app: Shown, pilot) -> None:  # type: ignore[no-untyped-def]
        await pilot.press("1")
        assert app.digits == 1

    run(test, make_figure("cobweb", {}), only=())


def test_the_control_that_the_arrows_move_is_marked_from_the_start() -> None:
    async def test(app: Shown, pilot) -> None:  # type: ignore[no-untyped-def]
        await pilot.pause()
        assert "▸ shown so far" in str(app.query_one(".controls", Static).content)
        await pilot.press("right", "up", "right")
        assert (value(app, "term"), value(app, "step")) == (2, 2)

    run(test, make_figure("stepper", {}))


def test_space_stands_beside_what_it_moves() -> None:
    async def test(app: Shown, pilot) -> None:  # type: ignore[no-untyped-def]
        await pilot.pause()
        line = str(app.query_one(".controls", Static).content).split("\n")[0]
        assert line.endswith("[ ]  space")
        await pilot.press("down", "space")
        assert value(app, "divided") is True

    run(test, make_figure("reach", {}))


def test_space_moves_the_only_switch_of_a_figure_that_has_no_other_use_for_it() -> None:
    async def test(app: Shown, pilot) -> None:  # type: ignore[no-untyped-def]
        await pilot.pause()
        lines = str(app.query_one(".controls", Static).content).split("\n")
        assert lines == ["  look_back  < 20 >", "  swap axes  [ ]  space"]
        for chosen, swapped in (("", True), ("down", False), ("down", True)):
            await pilot.press(*filter(None, (chosen, "space")))
            assert value(app, "swapped") is swapped

    run(test, make_figure("window", {}), only=("look_back", "swapped"))


def test_the_chosen_control_is_in_sight_among_many() -> None:
    async def test(app: Shown, pilot) -> None:  # type: ignore[no-untyped-def]
        names = [control.label for control in app.query_one(FigureView).figure.controls]
        assert len(names) > 8
        await pilot.press(*["down"] * len(names))
        lines = str(app.query_one(".controls", Static).content).split("\n")
        assert len(lines) <= 8
        assert any(line.startswith(f"▸ {names[-1]}") for line in lines)

    run(test, make_figure("stepper", {"cell": "lstm"}))


@pytest.mark.parametrize(
    ("name", "control", "after"),
    [("stepper", "x", 1.1), ("unroll", "w_h", 0.63), ("reach", "w_h", 0.63), ("reach", "x4", 7.1)],
)
def test_an_arrow_moves_a_number_as_far_as_one_can_see(name: str, control: str, after: float) -> None:
    figure = make_figure(name, {})
    moved = changed(figure, figure.control(control), "right")
    assert moved is not None
    assert moved.control(control).value == after


def test_the_weights_of_a_simple_cell_say_what_they_weigh() -> None:
    labels = {control.name: control.label for control in make_figure("stepper", {}).controls}
    assert labels["w_x"] == "weight w_x of the input"
    assert labels["w_h"] == "weight w_h of the state"
    assert labels["b"] == "bias b"


def test_a_control_that_would_move_nothing_is_not_shown_and_the_chosen_one_stays_chosen() -> None:
    async def test(app: Shown, pilot) -> None:  # type: ignore[no-untyped-def]
        await pilot.pause()
        lines = str(app.query_one(".controls", Static).content)
        assert "cell to edit" not in lines
        assert lines.startswith("▸ unrolled")
        await pilot.press("down", "space")
        await pilot.pause()
        lines = str(app.query_one(".controls", Static).content)
        assert "  cell to edit" in lines
        assert "▸ weight w_x of cell 1" in lines

    async def picks(app: Shown, pilot) -> None:  # type: ignore[no-untyped-def]
        await pilot.press("space", "right")
        assert (value(app, "unrolled"), value(app, "cell")) == (True, 2)

    for one in (test, picks):
        run(one, make_figure("unroll", {}), only=("unrolled", "cell", "w_x", "w_h", "b"))


def test_a_key_leaves_a_switch_alone_that_the_lesson_does_not_show() -> None:
    async def test(app: Shown, pilot) -> None:  # type: ignore[no-untyped-def]
        await pilot.press("space")
        assert value(app, "divided") is True

    run(test, make_figure("reach", {"divided": True}), only=("w_x", "w_h", "b"))


def test_a_figure_waits_for_the_guesses_before_it_and_for_no_other() -> None:
    asked = "```guess {}\nquestion = 'x'\nanswer = 1\nreveal = 'y'\n```\n"
    text = asked.format("a") + asked.format("b") + "```figure f\nfigure = 'dial'\n```\n" + asked.format("c")
    step = parse_lesson("---\nid: x\ntitle: X\nminutes: 5\n---\n## One\n" + text, "x.md").steps[0]
    assert step.figure is not None
    known = [{}, {"b": 1}, {"a": 1, "b": 1}]
    assert [gives_away(step, step.figure, answers) for answers in known] == [True, True, False]


def test_a_burst_of_keys_is_drawn_once_and_none_is_lost(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    figure = make_figure("one_weight", {"w": 0.0})
    drawn: list[Figure] = []
    draw = type(figure).draw

    def counted(self, *where):  # type: ignore[no-untyped-def]
        drawn.append(self)
        return draw(self, *where)

    async def test(app: Shown, pilot) -> None:  # type: ignore[no-untyped-def]
        await pilot.press("down", "right")
        step = float(str(value(app, "w")))
        monkeypatch.setattr(type(figure), "draw", counted)
        for _ in range(12):
            app.post_message(events.Key("right", None))
        await pilot.pause()
        assert float(str(value(app, "w"))) == pytest.approx(13 * step)
        assert len(drawn) == 1
        assert drawn[0] is app.query_one(FigureView).figure

    run(test, figure)


def test_the_caption_follows_the_drawing_without_a_hole() -> None:
    async def test(app: Shown, pilot) -> None:  # type: ignore[no-untyped-def]
        await pilot.pause()
        drawing = app.query_one(ChartView)
        assert drawing.text.split("\n")[-1].strip()
        assert app.query_one(".caption", Static).region.y == drawing.region.bottom
        rows = drawing.size.height
        await pilot.press("right", "left")
        await pilot.pause()
        assert drawing.size.height >= rows  # what stands below does not jump up

    run(test, make_figure("recursive_by_hand", {}))


def test_the_space_bar_switches_whichever_toggle_is_chosen_the_first_as_well() -> None:
    async def test(app: Shown, pilot) -> None:  # type: ignore[no-untyped-def]
        bugs = ("off_by_one", "split_first", "reshape")
        for name in bugs:
            assert value(app, name) is True
            await pilot.press("space")
            assert value(app, name) is False
            await pilot.press("right")
            assert value(app, name) is True
            await pilot.press("left", "down")
        assert [value(app, name) for name in bugs] == [False] * 3

    run(test, make_figure("window_bugs", {}))
