"""``rnntui forecast``: a stored network, with its scaler and transform, on the newest data."""

from __future__ import annotations

import csv
import os
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rich.text import Text

from rnntui.charts.forecast import ForecastLines, forecast_chart
from rnntui.cli.asking import follow
from rnntui.cli.exit_codes import ExitCode
from rnntui.cli.failures import CommandError, failed
from rnntui.cli.narration import Narrator
from rnntui.cli.report import forecast_lines
from rnntui.cli.safe import safe
from rnntui.cli.show import Kept, find_run, read
from rnntui.cli.terminal import Stream, Terminal
from rnntui.runs.client import WorkerClient
from rnntui.runs.files import RunFiles, written
from rnntui.runs.protocol import Describe, Event, Failed, Forecast, Forecasted, to_line
from rnntui.spec.parse import parse

_STEPS = 12  # where no season is known
_HISTORY = 2  # rows of the history for each row ahead, for the eye
_LEAST_HISTORY = 36


def forecast(
    run: str, *, data: str | None, steps: int | None, out: Path | None, json: bool, quiet: bool
) -> None:
    """Forecast beyond the end of ``data``, or of the series that the run was trained on.

    Raises:
        CommandError: there is no such run, or its model does not fit the data.
    """
    if out is not None:
        _check_place(out)
    terminal = Terminal.of_process()
    kept = find_run(run, "model.keras", "state.json")
    state = read(RunFiles(kept.directory).read_state)
    _check_model(RunFiles(kept.directory).model)
    season = state.get("season")
    steps = steps or (season if isinstance(season, int) and 2 <= season <= 60 else _STEPS)
    request = Forecast(kept.name, str(kept.directory.absolute()), os.getcwd(), steps, data)
    event = _asked(terminal, _reading(kept, state, data), request, json=json, quiet=quiet)
    if out is not None:
        _write(out, event)
    if json:
        print(to_line(event))
    else:
        _show(terminal.out, event, f"{kept.name}  {data or ''}".rstrip(), chart=not quiet)


def _check_place(path: Path) -> None:
    """See that a forecast can be written there, over another one, never over anything else.

    Raises:
        CommandError: it can't.
    """
    try:
        if path.exists() and not _is_forecast(path):
            message = f"{path} is there already and is no forecast: --out would overwrite it."
            raise CommandError(ExitCode.USAGE, message, "Name another file, or move that one.")
    except OSError as error:
        raise CommandError(ExitCode.USAGE, f"{path} can't be read: {error.strerror}.") from error
    if not path.absolute().parent.is_dir():
        raise CommandError(ExitCode.USAGE, f"There is no directory {path.parent} for {path.name}.")


def _check_model(path: Path) -> None:
    """See that the model's file is one before TensorFlow is waited for. Raises `CommandError`."""
    if not path.is_file():
        message = f"The run has no {path.name} in {path.parent}."
        raise CommandError(ExitCode.DATA, message, "It was moved or removed, or the run kept nothing.")
    if not zipfile.is_zipfile(path):
        raise CommandError(ExitCode.DATA, f"{path} is damaged: it is no Keras model.", "Train again.")


def _reading(kept: Kept, state: Mapping[str, Any], data: str | None) -> Describe:
    """The same data read without TensorFlow: what is wrong with them need not wait for it."""
    source = parse(read(RunFiles(kept.directory).read_spec)).source
    columns, target = (
        tuple(map(str, names)) if isinstance(names := state.get(key), list) else ()
        for key in ("columns", "target")
    )
    return Describe(
        run=kept.name,
        name=data or str(state.get("series")),
        cwd=os.getcwd() if data else str(state.get("directory")),
        columns=tuple(dict.fromkeys((*columns, *target))),
        target=target,
        date_column=source.date_column if source and not data else None,
    )


def _asked(
    terminal: Terminal, reading: Describe, request: Forecast, *, json: bool, quiet: bool
) -> Forecasted:
    narrator = Narrator(terminal.err, silent=json or quiet)
    try:
        with WorkerClient() as client:
            event: Event = follow(client, reading, narrator, f"reading {reading.name}")
            if not isinstance(event, Failed):
                event = follow(client, request, narrator, "starting TensorFlow")
    finally:
        narrator.close()
    if isinstance(event, Failed):
        if json:
            print(to_line(event))
        raise failed(event)
    assert isinstance(event, Forecasted)
    narrator.notes(event.notes)
    return event


def _show(out: Stream, event: Forecasted, title: str, *, chart: bool) -> None:
    """The end of the history and the forecast: on a terminal a chart above the numbers."""
    values = np.asarray([np.nan if value is None else value for value in event.values], dtype=np.float64)
    if chart:
        rows = min(len(event.history), max(_HISTORY * len(values), _LEAST_HISTORY))
        known = event.history[len(event.history) - rows :]
        actual = np.append(known, np.full(len(values), np.nan))
        ahead = np.append(np.full(rows, np.nan), values)
        nothing = np.full(len(ahead), np.nan)
        parts = ("test",) * rows + ("future",) * len(values)
        labels = tuple(map(safe, event.history_index[len(event.history) - rows :] + event.index))
        shown = ForecastLines(labels, parts, actual, nothing, ahead)
        size = out.chart_above(len(values) + 1)
        out.print(Text(safe(title), "bold"), forecast_chart(shown, size, out.palette), "")
    out.print(forecast_lines(event.index, _columns(event)))


def _columns(event: Forecasted) -> Mapping[str, Sequence[float | None]]:
    """The forecast by its heading: each target's where there are several."""
    return event.targets or {"forecast": event.values}


def _write(path: Path, event: Forecasted) -> None:
    """The forecast as CSV: index and forecast, or a column for each of several targets."""
    try:
        with written(path) as file:
            rows = csv.writer(file, lineterminator="\n")
            columns = _columns(event)
            heads = columns if len(columns) == 1 else [f"forecast {name}" for name in columns]
            rows.writerow(["index", *heads])
            for index, values in zip(event.index, zip(*columns.values(), strict=True), strict=True):
                rows.writerow([index, *("" if value is None else repr(value) for value in values)])
    except OSError as error:
        raise CommandError(ExitCode.USAGE, f"{path} can't be written: {error.strerror}.") from error


def _is_forecast(path: Path) -> bool:
    """Whether a file is one that this command wrote."""
    with path.open("rb") as file:
        return file.readline(64).startswith((b"index,forecast\n", b"index,forecast "))
