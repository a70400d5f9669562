"""What the screens look like: `pytest tests/tui/test_snapshots.py --snapshot-update` after a change that
is meant, and look at every picture."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

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
    end = finished(tui.link.run, status="diverged", best_epoch=0, metrics={}, baselines={}, files={})
    await tui.said(end)
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


async def keys(tui: Opened) -> None:
    await tui.press("enter", "question_mark")


@pytest.mark.parametrize(
    ("story", "size"),
    [
        (home, NARROW),
        (home, WIDE),
        (questions, NARROW),
        (questions, WIDE),
        (empty, NARROW),
        (empty, SMALLEST),
        (training, NARROW),
        (training, WIDE),
        (ended, NARROW),
        (ended, WIDE),
        (losses, NARROW),
        (diverged, NARROW),
        (problem, NARROW),
        (problem, WIDE),
        (failed, WIDE),
        (figure, NARROW),
        (search, NARROW),
        (keys, NARROW),
        (too_small, NARROW),
    ],
    ids=lambda one: one.__name__ if callable(one) else str(one[0]),
)
def test_screen(snap_compare: Any, story: Story, size: tuple[int, int]) -> None:
    link = FakeLink()
    app = make_app(link)

    async def run_before(pilot: Any) -> None:
        tui = Opened(app, pilot, link)
        await story(tui)
        # No text that stands on a clock, and nothing more to come.
        for _ in range(3):
            await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run_before)
