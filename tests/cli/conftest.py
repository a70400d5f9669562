"""The command line with a worker that answers from a script, and the real one in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from rnntui.cli.app import app
from rnntui.runs.events import RunEvents
from rnntui.runs.files import ForecastTable, History, RunFiles
from rnntui.runs.protocol import (
    Describe,
    Described,
    Event,
    Failed,
    Finished,
    Forecast,
    Progress,
    Ready,
    Started,
    Train,
    Warm,
)

PATIENCE = 120.0  # seconds for a real run; it takes a few
ENVIRONMENT = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "COLORTERM", "LC_ALL", "LC_CTYPE")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for runs and logs, an environment that says nothing of terminals."""
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("RNNTUI_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def cli() -> Callable[..., Any]:
    """Runs a command in this process: ``cli("runs").stdout``, ``.stderr``, ``.exit_code``."""

    def invoke(*arguments: str | Path) -> Any:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="rnntui")

    return invoke


@pytest.fixture
def rnntui() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a command as a process, with the real worker."""

    def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "rnntui", *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
            env={**os.environ, **environment},
            check=False,
        )

    return run


# ---------------------------------------------------------------- a worker from a script
@dataclass
class Script:
    """What the worker answers: ``ending`` makes the last event of a training; ``requests`` is what came."""

    requests: list[Any] = field(default_factory=list)
    gpu: bool = False
    stopped: list[str] = field(default_factory=list)
    describes: Callable[[Describe], Event] | None = None
    trains: Callable[[Train], Sequence[Event]] | None = None
    forecasts: Callable[[Forecast], Event] | None = None
    ready: Event = Ready("", 1.5, {"tensorflow": "2.21.0", "keras": "3.15.1"})  # noqa: RUF009 (frozen)

    def trained(self) -> list[Train]:
        return [request for request in self.requests if isinstance(request, Train)]

    def answer(self, request: Any) -> Sequence[Event]:
        self.requests.append(request)
        if isinstance(request, Warm):
            return [self.ready]
        if isinstance(request, Describe):
            return [self.describes(request) if self.describes else described(request)]
        if isinstance(request, Forecast):
            assert self.forecasts
            return [self.forecasts(request)]
        return (
            self.trains(request) if self.trains else [started(request), progress(request), finished(request)]
        )


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    """The worker of every command answers from this script."""
    script = Script()

    class FakeClient:
        def __init__(self, *, gpu: bool = False) -> None:
            script.gpu = gpu

        def __enter__(self) -> FakeClient:
            return self

        def __exit__(self, *error: object) -> None:
            pass

        def submit(self, request: Any) -> RunEvents:
            events = RunEvents(request.run)
            for event in script.answer(request):
                events.put(event)
            return events

        def stop(self, run: str) -> None:
            script.stopped.append(run)

        cancel = stop

    for module in ("run", "data", "forecast", "check", "export"):
        monkeypatch.setattr(f"rnntui.cli.{module}.WorkerClient", FakeClient)
    return script


def described(request: Describe) -> Described:
    """The series of that name as the worker describes it, without a worker."""
    from rnntui.runs.facts import facts_of
    from rnntui.series.open import open_series
    from rnntui.series.records import DataProblem

    try:
        series = open_series(
            request.name,
            cwd=request.cwd,
            columns=request.columns,
            target=request.target,
            date_column=request.date_column,
            season=request.season,
        )
    except DataProblem as problem:
        return Failed(request.run, "data", problem.code, problem.message, problem.hint, problem.line)
    facts = facts_of(series)
    return Described(
        request.run,
        series.name,
        series.title,
        facts.n,
        facts.columns,
        facts.target,
        facts.season,
        facts.frequency,
        facts.minimum or 0.0,
        facts.maximum or 0.0,
        series.labels[0],
        series.labels[-1],
        series.units,
        series.notes,
    )


def started(request: Train, **changes: Any) -> Started:
    windows = {"train": 75, "validation": 0, "test": 44}
    fields = {"notes": (), **changes}
    return Started(request.run, request.seed, 1169, (12, 1), windows, "xla", 1, request.spec, {}, **fields)


def progress(request: Train, epoch: int = 100, epochs: int = 100, **changes: Any) -> Progress:
    return Progress(request.run, epoch, epochs, (0.5, 0.25), (0.6, 0.3), 1900.0, **changes)


def scores(rmse: float) -> dict[str, Any]:
    return {"rmse": rmse, "mae": rmse * 0.8, "mase": rmse / 18.81}


def finished(request: Train, status: str = "completed", one_step: float = 15.0, **changes: Any) -> Finished:
    """A run that ended, with its files written."""
    files = RunFiles(request.dir)
    files.write_spec(request.spec)
    files.write_history(History(np.array([0.5, 0.25]), np.array([0.6, 0.3])))
    files.write_forecast([forecast_table(request.forecast, request.seed)])
    baselines = {
        "naive": {"one_step": scores(49.41), "recursive": scores(105.75), "direct": None},
        "seasonal_naive": {"one_step": scores(42.59), "recursive": scores(95.78), "direct": None},
        "drift": {"one_step": scores(49.58), "recursive": scores(69.98), "direct": None},
        "last_years_step": None,
    }
    event = Finished(
        run=request.run,
        **{
            "status": status,
            "epochs": 100,
            "best_epoch": 100,
            "selected_on": "test",
            "seconds": {"import": 0.0, "compile": 0.9, "train": 0.7, "total": 1.8},
            "metrics": {"one_step": scores(one_step), "recursive": scores(50.0), "direct": None},
            "baselines": baselines,
            "verdict": {"one_step": "beats naive 49.41 and seasonal naive 42.59", "recursive": "beats naive"},
            "files": {"dir": request.dir},
            **changes,
        },
    )
    files.write_finished(event)
    return event


def forecast_table(future: int = 0, seed: int = 0) -> ForecastTable:
    """100 rows to train on, 44 to test on, and some beyond."""
    rows = 144 + future
    value = np.linspace(100.0, 500.0, rows)
    parts = ("train",) * 100 + ("test",) * 44 + ("future",) * future
    test = np.array([part == "test" for part in parts])
    beyond = np.array([part == "future" for part in parts])
    return ForecastTable(
        tuple(f"{1949 + row // 12}-{row % 12 + 1:02d}" for row in range(rows)),
        parts,
        ("",),
        np.where(beyond, np.nan, value)[:, None],
        np.where(test, value + 3, np.nan)[:, None],
        np.where(test | beyond, value * 0.9 + seed, np.nan)[:, None],
        np.empty((rows, 0, 1)),
    )
