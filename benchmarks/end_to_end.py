"""As a person waits: from the request to a warm worker until the run is over, against a Keras script.

Ours is the whole of a run: reading the spec, compiling, training, scoring, a recursive forecast, the
files with the saved model. Theirs is building, compiling and fitting with validation, timed from the
end of the imports; the second ratio adds one ``model.predict`` of the test part to it.

    .venv/bin/python benchmarks/end_to_end.py
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace

from support.contender import Contender
from support.real_worker import Trained, Worker, warm_worker
from support.report import Spread, Target, figure, machine, table
from support.workload import spec_text

# What is there of the compiled program: nothing; its entry in the cache; the process that has just used it.
EMPTY, FILLED, AGAIN = "empty cache", "filled cache", "again, seed 1"


@dataclass(frozen=True, slots=True)
class Case:
    """A run, and how many times as quick it should be with an empty and with a filled compile cache."""

    title: str
    layers: str
    epochs: int
    cold: Target | None
    filled: Target | None


CASES = (
    Case("Flatten, Dense(1)", "Flatten(), Dense(1)", 1000, Target(50), None),
    Case("LSTM(5), Dense(1)", "LSTM(5), Dense(1)", 300, Target(6), Target(12)),
)


@dataclass(frozen=True, slots=True)
class Turn:
    """Seconds of one turn: ours by what is compiled already, theirs without and with a forecast."""

    ours: dict[str, Trained]
    fit: float
    fit_predict: float


def main() -> None:
    """Measure and print."""
    options = _options()
    rows: list[tuple[str, ...]] = []
    notes = []
    # Twenty epochs say whether this script works, and nothing about targets.
    cases = [replace(case, epochs=20, cold=None, filled=None) for case in CASES] if options.quick else CASES
    with warm_worker() as worker, Contender("keras_script") as keras:
        for case in cases:
            turns = [turn(case, worker, keras) for _ in range(1 if options.quick else options.turns)]
            rows += cells(case, turns)
            notes.append(where_it_goes(case, turns[-1]))
        versions = keras.versions
    print("Seconds from request to the end of the run, warm worker, and ours against a Keras script.\n")
    columns = ("run", "compiled", "s ours", "s fit", "times fit", "times fit + predict", "target (fit)")
    print(table(columns, rows))
    print("\n" + "\n".join([*notes, machine(versions)]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--turns", type=int, default=3, help="how often each is measured")
    parser.add_argument("--quick", action="store_true", help="20 epochs, once: does it work at all")
    return parser.parse_args()


def turn(case: Case, worker: Worker, keras: Contender) -> Turn:
    """One after the other: ours with an empty cache, with that one filled, once more; theirs."""
    spec = spec_text(case.layers, case.epochs)
    worker.forget()
    ours = {EMPTY: worker.train(spec)}
    worker.new_process()
    ours[FILLED] = worker.train(spec)
    ours[AGAIN] = worker.train(spec, seed=1)
    theirs = keras.ask({"spec": spec, "epochs": [case.epochs]})
    fit = theirs["build"] + theirs["fit"][0]
    return Turn(ours, fit, fit + theirs["predict"])


def cells(case: Case, turns: list[Turn]) -> list[tuple[str, ...]]:
    """A row of the table for each state of what is compiled."""
    rows: list[tuple[str, ...]] = []
    for state, target in ((EMPTY, case.cold), (FILLED, case.filled), (AGAIN, None)):
        ours = [one.ours[state].finished for one in turns]
        ratio = Spread.of([one.fit / mine for one, mine in zip(turns, ours, strict=True)])
        with_forecast = Spread.of([one.fit_predict / mine for one, mine in zip(turns, ours, strict=True)])
        rows.append(
            (
                f"{case.title}, {case.epochs} epochs",
                state,
                str(Spread.of(ours)),
                figure(Spread.of([one.fit for one in turns]).median),
                str(ratio),
                str(with_forecast),
                target.judge(ratio.median) if target else "–",
            )
        )
    return rows


def where_it_goes(case: Case, last: Turn) -> str:
    """The parts of our seconds in the last turn."""
    parts = []
    for state, run in last.ours.items():
        seconds = run.event.seconds
        rest = run.finished - run.started - seconds["compile"] - seconds["train"]
        parts.append(
            f"{state}: {figure(run.started)} until started, {figure(seconds['compile'])} compiling, "
            f"{figure(seconds['train'])} training, {figure(rest)} building, scoring, forecasting and writing"
        )
    return f"{case.title} ({last.ours[EMPTY].how.engine}, last turn), {'; '.join(parts)}."


if __name__ == "__main__":
    main()
