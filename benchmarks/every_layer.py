"""Never slower than Keras ``fit``, whatever the layer: whole runs of 5 and of 500 epochs, cache empty.

Ours is a whole run as in end_to_end.py; theirs is build, compile and fit with validation alone. For
500 epochs of fit, its seconds for 5 epochs are extrapolated by those of 10 more; --full trains all 500.

    .venv/bin/python benchmarks/every_layer.py
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

from support.contender import Contender
from support.layer_kinds import LAYER_KINDS, Stack
from support.real_worker import Worker, warm_worker
from support.report import Spread, Target, figure, machine, table

SHORT, MORE, LONG = 5, 10, 500
NEVER_SLOWER = Target(1)


@dataclass(frozen=True, slots=True)
class Pair:
    """Seconds of one run, ours and theirs, and the engine that ours had."""

    ours: float
    theirs: float
    engine: str

    @property
    def ratio(self) -> float:
        """How many times as quick ours is."""
        return self.theirs / self.ours


def main() -> None:
    """Measure and print."""
    options = _options()
    kinds = dict(list(LAYER_KINDS.items())[:1]) if options.quick else LAYER_KINDS
    turns = 1 if options.quick else options.turns
    rows, ratios = [], {}
    with warm_worker() as worker, Contender("keras_script") as keras:
        for name, stack in kinds.items():
            pairs = [pair_of_pairs(stack, worker, keras, full=options.full) for _ in range(turns)]
            for epochs in (SHORT, LONG):
                spread = Spread.of([pair[epochs].ratio for pair in pairs])
                ratios[f"{name}, {epochs} epochs"] = spread.median
                rows.append((name, str(epochs), *cells([pair[epochs] for pair in pairs]), str(spread)))
        versions = keras.versions
    worst = min(ratios, key=lambda name: ratios[name])
    how = "measured" if options.full else f"extrapolated from {SHORT} and {SHORT + MORE}"
    print(f"Whole runs with an empty compile cache against Keras fit alone ({LONG} epochs of fit {how}).\n")
    print(table(("layer", "epochs", "engine", "s ours", "s fit", "times quicker"), rows))
    print(f"\nThe worst: {worst}, {figure(ratios[worst])}×; target {NEVER_SLOWER.judge(ratios[worst])}.")
    print(machine(versions))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--turns", type=int, default=3, help="how often each is measured")
    parser.add_argument("--full", action="store_true", help=f"train fit's {LONG} epochs as well (long)")
    parser.add_argument("--quick", action="store_true", help="one layer, once: does it work at all")
    return parser.parse_args()


def pair_of_pairs(stack: Stack, worker: Worker, keras: Contender, *, full: bool) -> dict[int, Pair]:
    """The short and the long run of one stack, by epochs."""
    short, short_engine = _ours(worker, stack, SHORT)
    fit = keras.ask({"spec": stack.spec(SHORT), "epochs": [SHORT, MORE]})
    long, long_engine = _ours(worker, stack, LONG)
    fit_short = fit["build"] + fit["fit"][0]
    if full:
        whole = keras.ask({"spec": stack.spec(LONG), "epochs": [LONG]})
        fit_long = whole["build"] + whole["fit"][0]
    else:
        fit_long = fit_short + (LONG - SHORT) * fit["fit"][1] / MORE
    return {SHORT: Pair(short, fit_short, short_engine), LONG: Pair(long, fit_long, long_engine)}


def _ours(worker: Worker, stack: Stack, epochs: int) -> tuple[float, str]:
    worker.forget()
    run = worker.train(stack.spec(epochs))
    return run.finished, run.how.engine


def cells(pairs: list[Pair]) -> tuple[str, str, str]:
    """The engine, our seconds and theirs."""
    ours, theirs = (Spread.of([getattr(pair, side) for pair in pairs]) for side in ("ours", "theirs"))
    return pairs[0].engine, figure(ours.median), figure(theirs.median)


if __name__ == "__main__":
    main()
