"""How long a person waits for small things: a start, a cancel, a recursive forecast, --help, a death.

.venv/bin/python benchmarks/latency.py
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from support.contender import Contender
from support.deaths import interface_killed, training_killed, worker_killed
from support.real_worker import Worker, warm_worker
from support.report import Spread, Target, figure, machine, table
from support.workload import spec_text

from rnntui.runs.events import RunEvents
from rnntui.runs.protocol import Finished, Progress, Started

LAYERS = "LSTM(5), Dense(1)"
LINUX = sys.platform == "linux"
LONG = 1_000_000  # epochs: never over before it is cancelled


def main() -> None:
    """Measure and print."""
    options = _options()
    times = 2 if options.quick else options.times
    rows = []
    with warm_worker() as worker:
        measured: list[tuple[str, Target, Callable[[], float]]] = [
            ("submit to started, warm worker", Target(0.1, " s", at_most=True), lambda: to_started(worker)),
            ("cancel while it compiles", Target(0.25, " s", at_most=True), lambda: cancel(worker, Started)),
            ("cancel while it trains", Target(0.25, " s", at_most=True), lambda: cancel(worker, Progress)),
            ("stop while it compiles", Target(0.25, " s", at_most=True), lambda: stop_in_compile(worker)),
        ]
        if LINUX:
            killed = Target(1, " s", at_most=True)
            title = "training process killed: until its run has failed"
            measured.append((title, killed, lambda: training_killed(worker, LAYERS, LONG)))
        rows += [row(title, target, [measure() for _ in range(times)]) for title, target, measure in measured]
        rows.append(forecast(worker.home, 5 if options.quick else 50))
    if LINUX:
        rows += deaths(max(times // 3, 1))  # each starts a worker of its own
    for arguments in (("--help",), ("--version",), ("run", "--help")):
        title = " ".join(("rnntui", *arguments))
        rows.append(row(title, Target(0.3, " s", at_most=True), [command(*arguments) for _ in range(times)]))
    title = "python -c 'import rnntui.cli.app'"
    rows.append(row(title, Target(0.3, " s", at_most=True), [import_of_app() for _ in range(times)]))
    print(f"Seconds, median (lowest–highest) of {times}.\n")
    print(table(("what", "seconds", "target"), rows))
    print(f"\n{machine()}")


def deaths(times: int) -> list[tuple[str, str, str]]:
    """What comes of a kill of the worker, and of the interface."""
    target = Target(1, " s", at_most=True)
    of_worker = [worker_killed(LAYERS, LONG) for _ in range(times)]
    return [
        row("worker killed: until its run has failed", target, [heard for heard, _ in of_worker]),
        row("worker killed: until no process is left", target, [gone for _, gone in of_worker]),
        row(
            "interface killed: until no process is left",
            target,
            [interface_killed(LAYERS, LONG) for _ in range(times)],
        ),
    ]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=9, help="how often each is measured")
    parser.add_argument("--quick", action="store_true", help="twice each: does it work at all")
    return parser.parse_args()


def row(title: str, target: Target, seconds: list[float]) -> tuple[str, str, str]:
    """A row of the table; the median is held against the target."""
    spread = Spread.of(seconds)
    return title, str(spread), target.judge(spread.median)


def to_started(worker: Worker) -> float:
    """From the request to the started event."""
    begin = time.perf_counter()
    run, events = worker.submit(spec_text(LAYERS, LONG))
    next(event for event in events if isinstance(event, Started))
    seconds = time.perf_counter() - begin
    worker.client.cancel(run)
    _end(events)
    return seconds


def cancel(worker: Worker, moment: type[Started | Progress]) -> float:
    """From a cancel to its answer; given at the first event of this kind, with an empty compile cache."""
    worker.forget()
    run, events = worker.submit(spec_text(LAYERS, LONG))
    next(event for event in events if isinstance(event, moment))
    if moment is Started:
        time.sleep(0.2)  # it compiles for a second: well inside that
    begin = time.perf_counter()
    worker.client.cancel(run)
    _end(events)
    return time.perf_counter() - begin


def stop_in_compile(worker: Worker) -> float:
    """From a stop to its answer, while there is nothing to keep yet."""
    worker.forget()
    run, events = worker.submit(spec_text(LAYERS, LONG))
    next(event for event in events if isinstance(event, Started))
    time.sleep(0.2)
    begin = time.perf_counter()
    worker.client.stop(run)
    _end(events)
    return time.perf_counter() - begin


def _end(events: RunEvents) -> None:
    """Wait for the last event.

    Raises:
        RuntimeError: the run ended some other way.
    """
    last = list(events)[-1]
    if not isinstance(last, Finished) or last.status not in ("cancelled", "stopped"):
        raise RuntimeError(f"the run ended with {last}")


def forecast(home: Path, times: int) -> tuple[str, str, str]:
    """A recursive forecast over airline's test part."""
    with Contender("rnntui_forecast", environment={"RNNTUI_HOME": str(home)}) as ours:
        answer = ours.ask({"layers": LAYERS, "times": times})
    spread = Spread.of([seconds * 1e3 for seconds in answer["seconds"]])
    first = f"the first, with compiling: {figure(answer['first'])} s"
    title = f"recursive forecast, {answer['steps']} steps, in ms ({first})"
    return title, str(spread), Target(5, " ms", at_most=True).judge(spread.median)


def command(*arguments: str) -> float:
    """The installed command, from start to end."""
    script = Path(sys.executable).with_name("rnntui")
    return _timed([str(script), *arguments])


def import_of_app() -> float:
    """A Python that imports the command line's module, from start to end."""
    return _timed([sys.executable, "-c", "import rnntui.cli.app"])


def _timed(arguments: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
