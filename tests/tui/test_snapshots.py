"""What the screens look like: `pytest tests/tui/test_snapshots.py --snapshot-update` after a change that
is meant, and look at every picture."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.command import CommandList

from rnntui.runs.protocol import Failed
from tests.tui.conftest import NARROW, WIDE, FakeLink, Opened, make_app
from tests.tui.happened import finished, progress, started, table, values

SMALLEST = (60, 20)
Story = Callable[[Opened], Awaitable[None]]


async def home(tui: Opened) -> None:
    tui.app.progress.save_step("first", 2)
    await tui.press("down", "up")


async def questions(tui: Opened) -> None:
    await tui.press("enter", "enter", "enter", "enter", "5", "enter", "enter", "down")


async def empty(tui: Opened) -> None:
    await tui.press("enter", "n", "2")
    await tui.read()


async def training(tui: Opened) -> None:
    await empty(tui)
    await tui.train("r")
    run = tui.link.run
    await tui.said(started(run))
    live = tuple((table().actual[100:, 0] * 0.8).tolist())
    await tui.said(progress(run, 100, recursive=live))
    await tui.until(lambda: "recursive" in tui.text, "the live forecast")


async def ended(tui: Opened) -> None:
    await empty(tui)
    for score in (18.0, 15.0):
        await tui.train("s")
        await tui.said(finished(tui.link.run, score), table=table(), values=values(score))


async def losses(tui: Opened) -> None:
    await empty(tui)
    await tui.train("r")
    for epoch in (50, 100, 150, 200):
        await tui.said(progress(tui.link.run, epoch))
    await tui.said(finished(tui.link.run), table=table(), values=values())
    await tui.press("l")
    await tui.shows("val_loss")


async def problem(tui: Opened) -> None:
    await empty(tui)
    tui.lab.editor.put(tui.lab.editor.text.replace("Dense(1)", "Dense(5)"))
    await tui.press("e", "down", "down", "down")


async def failed(tui: Opened) -> None:
    await empty(tui)
    await tui.train("r")
    why = Failed(
        tui.link.run, "worker", "died", "The worker ended (signal 9) while it trained.", "Train again."
    )
    await tui.said(why)


async def diverged(tui: Opened) -> None:
    await empty(tui)
    await tui.train("r")
    found = {
        "code": "diverged",
        "message": "Its steps were too large: each overshot further than the one before.",
        "fix": "Try learning_rate=0.0001.",
        "changes": {"learning_rate": 0.0001},
    }
    nothing: dict[str, Any] = {"metrics": {}, "baselines": {}, "files": {}}
    await tui.said(finished(tui.link.run, status="diverged", best_epoch=0, findings=(found,), **nothing))
    await tui.until(lambda: "diverged" in tui.text, "how it ended")


async def search(tui: Opened) -> None:
    await tui.press("enter", "slash", *"weight")
    await tui.shows("1 of 1")


async def figure(tui: Opened) -> None:
    await tui.press("down", "enter", "2", "down", "right")


async def too_small(tui: Opened) -> None:
    await tui.press("enter")
    await tui.pilot.resize_terminal(59, 20)
    await tui.shows("60 columns")


async def definition(tui: Opened) -> None:
    await tui.press("slash", *"prism")
    await tui.shows("1 of 1")
    await tui.press("enter")
    await tui.shows("What a prism")


async def prompt(tui: Opened) -> None:
    await empty(tui)
    await tui.press("i", *"none.py", "enter")
    await tui.shows("There is no file")


async def comparison(tui: Opened) -> None:
    await empty(tui)
    tui.lab.editor.put(tui.lab.editor.text.replace("Flatten()", "SimpleRNN(5)").replace("200", "500"))
    await tui.press("c")
    await tui.shows("c closes this")


async def palette(tui: Opened) -> None:
    await tui.press("down", "enter", "colon", *"figure")
    await tui.until(lambda: len(tui.app.screen.query_one(CommandList).options) == 8, "what the figure does")


async def hints(tui: Opened) -> None:
    await tui.press("enter", "n", "n", "h", "h")
    await tui.shows("Hint 2")


async def met(tui: Opened) -> None:
    await tui.press("enter", "n", "n", "2")
    await tui.read()
    for key, score in (("r", 9.0), ("s", 8.0)):
        await tui.train(key)
        await tui.said(finished(tui.link.run, score), table=table(), values=values(score))
    await tui.press("o")
    await tui.shows("Goal reached.")


async def zoomed(tui: Opened) -> None:
    await ended(tui)
    await tui.press("z")
    await tui.until(lambda: tui.lab.editor.region.height == 0)


async def completion(tui: Opened) -> None:
    await empty(tui)
    await tui.press("e", "down", "down", "end", "enter", *"Con")
    await tui.shows("Tab takes it")


async def details(tui: Opened) -> None:
    await ended(tui)
    await tui.press("d")
    await tui.shows("d closes this")


async def keys(tui: Opened) -> None:
    await tui.press("enter", "question_mark")


STORIES = [
    home,
    questions,
    empty,
    training,
    ended,
    losses,
    diverged,
    problem,
    failed,
    figure,
    search,
    keys,
    definition,
    prompt,
    comparison,
    palette,
    hints,
    met,
    zoomed,
    completion,
    details,
]


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=lambda size: str(size[0]))
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_screen(snap_compare: Any, story: Story, size: tuple[int, int]) -> None:
    compare(snap_compare, story, size)


def test_the_smallest_screen(snap_compare: Any) -> None:
    compare(snap_compare, empty, SMALLEST)


def test_a_screen_that_is_too_small(snap_compare: Any) -> None:
    compare(snap_compare, too_small, NARROW)


def test_screen_light(snap_compare: Any) -> None:
    compare(snap_compare, ended, WIDE, theme="textual-light")


def test_screen_without_colour(snap_compare: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    compare(snap_compare, problem, WIDE, colours=0)


def compare(snap_compare: Any, story: Story, size: tuple[int, int], **options: Any) -> None:
    """Play a story, and hold its last screen against the picture that is kept."""
    link = FakeLink()
    app = make_app(link, **options)

    async def run_before(pilot: Any) -> None:
        tui = Opened(app, pilot, link)
        await story(tui)
        # No text that stands on a clock, and nothing more to come.
        for _ in range(3):
            await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run_before)
