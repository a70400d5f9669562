"""Peak memory of training on a million points, over an idle warm worker. Linux.

Nothing is materialised: look_back 100 would make 400 MB of windows. The real worker reads a CSV file
of 10⁶ rows, trains one epoch, scores, and writes its files.

    .venv/bin/python benchmarks/memory.py
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from support.memory import MB, Peak, memory_of, watched
from support.real_worker import Worker, warm_worker
from support.report import Target, figure, machine, table
from support.workload import AIRLINE, spec_text

from rnntui.runs.protocol import Event, Progress, Started
from rnntui.spec.defaults import LARGEST_BATCH

ROWS, LOOK_BACK = 1_000_000, 100
MODEL = "LSTM(16), Dense(1)"
TARGET = Target(200, " MB", at_most=True)
STAGES = ("read", "compile", "train", "score, write")


def main() -> None:
    """Measure and print."""
    options = _options()
    rows = 20_000 if options.quick else options.rows
    with warm_worker() as worker:
        pid = worker.client.pid
        assert pid is not None
        idle = memory_of(pid)
        lines = []
        for title, data, batch in cases(worker.home, rows):
            worker.forget()
            peak, seconds = run(worker, pid, data, batch)
            lines.append(cells(f"{title} ({figure(seconds)} s)", peak, idle))
    print(f"Peak MB over an idle warm worker, which has {idle / MB:.0f} MB; {MODEL}, one epoch.\n")
    columns = ("run", *STAGES, "peak", "target")
    print(table(columns, lines))
    print(f"\n{machine()}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--quick", action="store_true", help="20,000 rows: does it work at all")
    return parser.parse_args()


def cases(folder: Path, rows: int) -> Iterator[tuple[str, str, int]]:
    """What is trained: a title, the spec's data, the batch size. The files are made on the way."""
    yield "airline, look_back 20", AIRLINE, 10
    for title, dates in (("", False), (" with a date column", True)):
        path = folder / f"long-{dates}.csv"
        write_csv(path, rows, dates=dates)
        yield (
            f"{rows} rows{title}, look_back {LOOK_BACK}",
            f'Series("{path}", look_back={LOOK_BACK})',
            LARGEST_BATCH,
        )


def write_csv(path: Path, rows: int, *, dates: bool = False) -> None:
    """A noisy season of 24 about a level; ``dates`` adds a column of hours."""
    rng = np.random.default_rng(0)
    values = 100 + 10 * np.sin(np.arange(rows) * (2 * np.pi / 24)) + rng.normal(size=rows)
    hours = np.datetime64("1900-01-01T00") + np.arange(rows)
    with path.open("w", encoding="utf-8") as file:
        file.write("hour,value\n" if dates else "value\n")
        for hour, value in zip(hours, values, strict=True):
            file.write(f"{hour}:00,{value:.4f}\n" if dates else f"{value:.4f}\n")


def run(worker: Worker, pid: int, data: str, batch: int) -> tuple[Peak, float]:
    """Train one epoch and watch; what it took at most, by stage, and how long."""
    begin = time.perf_counter()
    with watched(pid) as peak:
        peak.phase = "read"

        def hear(event: Event) -> None:
            if isinstance(event, Started):
                peak.phase = "compile"
            elif isinstance(event, Progress):
                peak.phase = "train" if event.epoch < event.epochs else "score, write"

        worker.train(spec_text(MODEL, 1, data=data, batch=batch), hear=hear)
    return peak, time.perf_counter() - begin


def cells(title: str, peak: Peak, idle: int) -> tuple[str, ...]:
    """A row of the table."""
    stages = [max(0, peak.by_phase.get(stage, idle) - idle) / MB for stage in STAGES]
    over = (peak.most - idle) / MB
    return title, *(f"{stage:.0f}" for stage in stages), f"{over:.0f}", TARGET.judge(over)


if __name__ == "__main__":
    main()
