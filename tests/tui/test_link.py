"""The line to the worker: warmed up while there is memory for it, let go when nobody needs it."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnntui.runs.events import RunEvents
from rnntui.runs.facts import facts_described
from rnntui.runs.files import RunFiles
from rnntui.runs.protocol import Failed, Finished, Ready, Train, Warm
from rnntui.runs.store import Store
from rnntui.runs.tables import History
from rnntui.tui import link as module
from rnntui.tui.earlier import state_of
from rnntui.tui.link import Remembered, Said, WorkerLink
from rnntui.tui.memory import available
from rnntui.tui.result import notes_of
from rnntui.tui.wanted import Read, Wanted
from rnntui.worker.describe import describe
from tests.tui.happened import finished, table
from tests.tui.test_reading import SPEC

WAIT = 60.0


class FakeClient:
    """Answers a warm-up at once, and a training when it is told to."""

    def __init__(self, made: list[FakeClient]) -> None:
        made.append(self)
        self.asked: list[Any] = []
        self.events: RunEvents | None = None
        self.closed = threading.Event()

    def submit(self, request: Any) -> RunEvents:
        self.asked.append(request)
        self.events = RunEvents(request.run)
        if isinstance(request, Warm):
            self.events.put(Ready(request.run, 1.0, {}))
        return self.events

    def close(self) -> None:
        self.closed.set()


class Line:
    """A link, the clients that it made, and what it told."""

    def __init__(self, idle: float) -> None:
        self.clients: list[Any] = []
        self.told: list[Said | Remembered | Read] = []
        self.heard = threading.Condition()
        self.link = WorkerLink(self.tell, lambda: FakeClient(self.clients), Store(), idle=idle)  # type: ignore[arg-type]

    def tell(self, said: Said | Remembered | Read) -> None:
        with self.heard:
            self.told.append(said)
            self.heard.notify_all()

    def until(self, holds: Any) -> None:
        with self.heard:
            assert self.heard.wait_for(holds, WAIT)


def test_a_worker_that_nobody_needs_is_let_go_and_warmed_up_again():
    line = Line(idle=0.01)
    line.link.warm_up()
    line.until(lambda: line.told)
    assert line.clients[0].closed.wait(WAIT)
    assert not line.link.is_warm
    line.link.warm_up()
    line.until(lambda: len(line.told) > 1)
    assert line.clients[1].asked == [Warm()]
    line.link.close()


def test_a_worker_that_trains_is_not_let_go():
    line = Line(idle=0.0)
    run = line.link.train("spec", "airline", 0)
    for _ in range(1000):
        if line.clients[0].events is not None:
            break
        threading.Event().wait(0.01)
    assert isinstance(line.clients[0].asked[0], Train)
    line.link._let_go()
    assert not line.clients[0].closed.is_set()
    line.clients[0].events.put(Finished(run, "cancelled"))
    assert line.clients[0].closed.wait(WAIT)
    line.link.close()


def test_a_worker_that_does_not_answer_is_let_go_at_once_and_another_one_asked_next():
    line = Line(idle=WAIT)
    line.link.warm_up()
    line.until(lambda: line.told)
    line.link.let_go()
    assert line.clients[0].closed.wait(WAIT)
    assert not line.link.is_warm
    line.link.warm_up()
    line.until(lambda: len(line.told) > 1)
    assert line.clients[1].asked == [Warm()]
    line.link.close()


def test_a_link_that_is_closed_starts_nothing_anew():
    line = Line(idle=0.0)
    line.link.close()
    line.link._let_go()
    assert len(line.clients) == 1
    assert line.clients[0].closed.is_set()


def test_nothing_is_warmed_up_where_memory_is_short(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "available", lambda: module.ENOUGH - 1)
    line = Line(idle=60.0)
    line.link.warm_up()
    line.link.train("spec", "airline", 0)  # what was asked for is done all the same
    for _ in range(1000):
        if line.clients[0].asked:
            break
        threading.Event().wait(0.01)
    assert [type(one) for one in line.clients[0].asked] == [Train]
    line.link.close()


def test_available_memory_is_what_linux_says(tmp_path: Path):
    meminfo = tmp_path / "meminfo"
    meminfo.write_text("MemTotal: 4000 kB\nMemFree: 1 kB\nMemAvailable:    2048 kB\n")
    assert available(meminfo) == 2048 * 1024
    assert available(tmp_path / "nothing") is None


def test_runs_of_another_day_are_told_and_what_is_gone_is_left_out(tmp_path):
    line, store = Line(idle=WAIT), Store()
    for run in ("r1", "r2", "r3"):
        files = RunFiles(store.begin(run, SPEC, "airline", 5))
        end = finished(run, files={"dir": str(files.dir)}, params=41, found=("A gap.",))
        files.write_history(History(np.ones(3), np.empty(0)))
        if run != "r2":
            files.write_forecast([table()])
        store.finish(run, end)
    line.link.recall("first", {"r3": "first/b", "r1": "first/a", "r2": "first/a", "gone": "first/a"})
    line.until(lambda: line.told)
    [said] = line.told
    assert isinstance(said, Remembered)
    assert said.lesson == "first"
    assert [(place, past.run, past.seed) for place, past in said.runs] == [
        ("first/a", "r1", 5),
        ("first/b", "r3", 5),
    ]
    assert said.runs[0][1].loss.tolist() == [1.0, 1.0, 1.0]
    assert notes_of(state_of(said.runs[0][1])) == ("A gap.",), "what was found in the data is told again"
    assert said.facts is None, "these runs have no model"
    assert [(place, past.run, values["params"]) for place, past, values in said.graded] == [
        ("first/b", "r3", 41),
        ("first/a", "r1", 41),
    ]
    line.link.close()


class Heard:
    """In the place of the worker's channel."""

    def __init__(self) -> None:
        self.sent: list[Any] = []

    def send(self, event: Any) -> None:
        self.sent.append(event)


def test_a_file_that_the_worker_describes_is_a_series_for_charts_and_checks(tmp_path):
    rows = "\n".join(f"{2000 + at // 12}-{at % 12 + 1:02d},{at % 7},{at * at}" for at in range(3000))
    (tmp_path / "own.csv").write_text(f"month,rain,sales\n{rows}\n")
    wanted = Wanted("own.csv", target=("sales",), season=12)
    line = Line(idle=60.0)
    line.link.describe(wanted)
    for _ in range(1000):
        if line.clients[0].events is not None:
            break
        threading.Event().wait(0.01)
    (request,) = line.clients[0].asked
    worker = Heard()
    describe(replace(request, cwd=str(tmp_path)), worker)  # type: ignore[arg-type]
    line.clients[0].events.put(worker.sent[0])
    line.until(lambda: line.told)
    (read,) = line.told
    assert isinstance(read, Read)
    assert read.wanted == wanted
    assert read.series is not None
    seen = read.series
    assert seen.facts == facts_described(worker.sent[0])
    assert (seen.facts.n, len(seen.rows), seen.whole) == (3000, 2000, False)
    assert (seen.labels[0], seen.labels[-1]) == ("2000-01", "2249-12")
    sales = seen.values[:, seen.facts.columns.index("sales")]
    assert np.array_equal(sales, seen.rows**2), "every row that is drawn is one of the file"
    line.link.close()


def test_a_file_that_is_not_there_is_told_with_its_sentence():
    line = Line(idle=60.0)
    line.link.describe(Wanted("gone.csv"))
    for _ in range(1000):
        if line.clients[0].events is not None:
            break
        threading.Event().wait(0.01)
    run = line.clients[0].asked[0].run
    line.clients[0].events.put(Failed(run, "data", "no-file", "There is no file.", "Look."))
    line.until(lambda: line.told)
    assert line.told == [Read(Wanted("gone.csv"), None, "There is no file. Look.")]
    line.link.close()


def test_figures_show_nothing_of_a_run_on_a_file(monkeypatch):
    monkeypatch.setattr(module, "facts_of_run", lambda *one: pytest.fail("the file is read in the interface"))
    assert module._facts(finished("a"), SPEC.replace('"airline"', '"own.csv"'), table(), ".") is None
