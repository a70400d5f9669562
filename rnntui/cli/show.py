"""``rnntui runs`` and ``rnntui show``: looking back at what was trained."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from rnntui.charts.losses import losses_chart
from rnntui.cli.columns import aligned
from rnntui.cli.exit_codes import ExitCode
from rnntui.cli.failures import CommandError, failed
from rnntui.cli.jsonlines import json_line
from rnntui.cli.report import show_run
from rnntui.cli.safe import name
from rnntui.cli.terminal import Terminal
from rnntui.cli.titles import title_of
from rnntui.runs.files import FilesProblem, RunFiles
from rnntui.runs.protocol import Failed, Finished
from rnntui.runs.store import Store, StoredRun, StoreProblem
from rnntui.series.verdict import error_text
from rnntui.spec.parse import parse
from rnntui.spec.records import Call

_AGAIN = "Train it again."
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Kept:
    """A run that can be looked at: where its files lie, and how it ended (None: it has not, properly)."""

    name: str
    directory: Path
    event: Finished | Failed | None
    status: str


def find_run(called: str, *needed: str) -> Kept:
    """The run of that name in the store, or in the directory of that name.

    ``last`` is the newest that came to its end and still has the files ``needed``, or the newest of all
    where none does.

    Raises:
        CommandError: there is none, or more than one.
    """
    directory = Path(called).expanduser()
    if directory.is_dir() and RunFiles(directory).finished.exists():
        event = read(RunFiles(directory).read_finished)
        return Kept(event.run, directory, event, event.status)
    _refuse_several(directory)
    store = Store()
    usable = _asked(store, lambda: store.last_usable(*needed)) if called == "last" else None
    stored = usable or _asked(store, lambda: store.get(called))
    _refuse_another(stored)
    return Kept(stored.run, stored.dir, stored.event, stored.status)


def _refuse_another(stored: StoredRun) -> None:
    """A directory that ``--out`` named twice holds the later run. Raises `CommandError`."""
    files = RunFiles(stored.dir)
    if not files.finished.exists():
        return
    there = read(files.read_finished).run
    if there != stored.run:
        raise CommandError(
            ExitCode.DATA,
            f"The files of {stored.run} are gone: {stored.dir} holds a later run, {there}.",
            f"Name that one, or give each run a directory of its own: rnntui show {there}",
        )


def _refuse_several(directory: Path) -> None:
    """The directory of ``--seeds N --out DIR`` holds a directory for each run. Raises `CommandError`."""
    seeds = sorted(path.parent.name for path in directory.glob("seed-*/run.json"))
    if seeds:
        message = f"{directory} holds the runs of several seeds: {', '.join(seeds[:5])}"
        more = f" and {len(seeds) - 5} more." if len(seeds) > 5 else "."
        raise CommandError(ExitCode.USAGE, message + more, f"Name one of them, say {directory / seeds[0]}")


def read(reading: Callable[[], Found]) -> Found:
    """What a file of a run holds. Raises `CommandError` where it is missing or damaged."""
    try:
        return reading()
    except FilesProblem as problem:
        raise CommandError(ExitCode.DATA, problem.message, problem.hint) from problem


def list_runs(limit: int, *, json: bool) -> None:
    """The newest runs, newest first, a line each."""
    terminal = Terminal.of_process()
    store = Store()
    found = _asked(store, lambda: store.list(limit))
    if json:
        for event in map(_end, found):
            if event is not None:
                print(json_line(event))
        return
    if not found:
        terminal.err.print("There is no run yet: `rnntui run --cell lstm` makes one.")
        return
    heads = ("run", "began", "data", "network", "epochs", "seed", "status", "one-step", "recursive")
    # A run's name begins with the time.
    spare = ("began", "epochs", "seed", "network", "data", "status")
    rows = [_row(run) for run in found]
    terminal.out.print(aligned(heads, rows, right=(4, 5, 7, 8), width=terminal.out.room, spare=spare))
    if terminal.out.ability.live:
        terminal.out.print(
            "", "Scores are RMSE. `rnntui show RUN` draws one again; the last letters of its name will do."
        )


def show(called: str, *, losses: bool, json: bool) -> ExitCode:
    """Draw a run again; the exit code is that of finding it, not the run's own."""
    terminal = Terminal.of_process()
    kept = find_run(called, "run.json", "forecast.csv")
    if kept.event is None:
        raise CommandError(
            ExitCode.DATA,
            f"The run {kept.name} has no result: it is {kept.status}.",
            "It goes on elsewhere." if kept.status == "running" else _AGAIN,
        )
    if json:
        print(json_line(kept.event))
        return ExitCode.DONE
    files = RunFiles(kept.directory)
    if isinstance(kept.event, Failed):
        raise failed(kept.event, read(files.read_spec) if files.spec.exists() else "")
    spec = parse(read(files.read_spec)).spec
    terminal.err.print(*(note for note in kept.event.found if note not in kept.event.notes))
    title = f"{kept.name}  {title_of(spec, kept.event.epochs)}" if spec else kept.name
    show_run(terminal.out, kept.event, read(files.read_forecast), title)
    if losses:
        history = read(files.read_history)
        chart = losses_chart(history.loss, history.val_loss, terminal.out.chart_size, terminal.out.palette)
        terminal.out.print("", chart)
    return ExitCode.DONE


def _asked(store: Store, asking: Callable[[], Found]) -> Found:
    """What the store says, with its notes on stderr."""
    try:
        return asking()
    except StoreProblem as problem:
        code = ExitCode.USAGE if problem.code in ("no-such-run", "ambiguous-run") else ExitCode.DATA
        raise CommandError(code, problem.message, problem.hint) from problem
    finally:
        Terminal.of_process().err.print(*store.take_notes())


def _end(run: StoredRun) -> Finished | Failed | None:
    """The event that a run ended with, also one that could send none; None while it goes on."""
    if run.status != "interrupted":
        return run.event
    return Failed(run.run, "worker", "interrupted", "The rnntui that trained it ended before it.", _AGAIN)


def _layer(layer: Call) -> str:
    """``LSTM(16)``, or the name alone where a layer has no units."""
    units = layer.get("units")
    return layer.name if units is None else f"{layer.name}({units})"


def _row(run: StoredRun) -> tuple[str, ...]:
    began = datetime.datetime.fromisoformat(run.began).astimezone().strftime("%Y-%m-%d %H:%M")
    spec = parse(run.spec).spec
    network = " ".join(map(_layer, spec.layers)) if spec else ""
    epochs = f"{run.event.epochs:,}" if isinstance(run.event, Finished) else ""
    metrics = run.event.metrics if isinstance(run.event, Finished) else {}
    scores = [(metrics.get(kind) or {}).get("rmse") for kind in ("one_step", "recursive")]
    cells = ["–" if score is None else error_text(score) for score in scores]
    return (run.run, began, name(run.data), network, epochs, str(run.seed), run.status, *cells)
