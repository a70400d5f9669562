"""Asking the worker, and following its answer to the end."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from rnntui.cli.failures import failed
from rnntui.cli.narration import Narrator
from rnntui.runs.client import WorkerClient
from rnntui.runs.protocol import Describe, Described, Event, Failed, Forecast, Train, Warm
from rnntui.spec.records import SeriesSource

_PATIENCE = 0.7  # seconds: what is ready sooner needs no word about waiting
_BEAT = 0.1


def follow(
    client: WorkerClient,
    request: Train | Describe | Forecast | Warm,
    narrator: Narrator,
    waiting_for: str,
    each: Callable[[Event], None] = lambda event: None,
    submitted: Callable[[], None] = lambda: None,
    unread: Callable[[], None] | None = None,
) -> Event:
    """Send a request and follow it to its last event, which is returned; ``each`` sees all of them.

    ``submitted`` is called once the request is on its way: it can be stopped from then on. ``unread`` is
    called when nobody reads any more what is told; without it that is a BrokenPipeError.
    """

    def tell(telling: Callable[[], None]) -> None:
        try:
            telling()
        except BrokenPipeError:
            if unread is None:
                raise
            unread()

    def happened(event: Event) -> None:
        tell(lambda: narrator.event(event))
        tell(lambda: each(event))

    events = client.submit(request)
    submitted()
    began = time.monotonic()
    last: Event | None = None
    waiting = False
    while True:
        tell(narrator.beat)
        try:
            event = events.next(timeout=_BEAT)
        except TimeoutError:
            if last is None and not waiting and time.monotonic() - began > _PATIENCE:
                tell(lambda: narrator.wait(waiting_for))
                waiting = True
            continue
        if event is None:
            tell(narrator.beat)
            narrator.close()
            assert last is not None  # a request's events end with its last one
            return last
        happened(event)
        last = event


def describe(client: WorkerClient, source: SeriesSource, cwd: str, narrator: Narrator) -> Described:
    """The series that a spec names, read and checked.

    Raises:
        CommandError: it can't be used.
    """
    request = Describe(
        run="describe",
        name=source.name,
        cwd=cwd,
        columns=source.columns,
        target=source.target,
        date_column=source.date_column,
        season=source.season,
    )
    event = follow(client, request, narrator, f"reading {source.name}")
    if isinstance(event, Failed):
        raise failed(replace(event, run=""))  # of no run, whatever the request is called
    assert isinstance(event, Described)
    return replace(event, run="")
