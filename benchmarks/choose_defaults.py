"""Chooses what `rnntui run --cell ...` trains by default, without a look at the test part.

Rolling origins inside the training part of airline (its first 100 months): at each origin a network is
trained on the months before it and scored on up to 24 months after it, one-step and recursively, both
relative to seasonal naive over the same months. A candidate's mark is the mean over origins and seeds of
the two logarithms, plus their standard deviation over seeds: a default has to work with any seed.

    .venv/bin/python benchmarks/choose_defaults.py [--cell lstm] [--quick]
"""

from __future__ import annotations

import argparse
import itertools
import math
import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from rnntui.worker import environment

environment.prepare(gpu=False)

from rnntui.series.catalogue import load  # noqa: E402  (after the environment)
from rnntui.series.prepare import Prepared, prepare  # noqa: E402
from rnntui.series.records import Series  # noqa: E402
from rnntui.spec.defaults import batch_size  # noqa: E402
from rnntui.spec.parse import parse  # noqa: E402
from rnntui.spec.records import ModelSpec  # noqa: E402
from rnntui.worker import fitting, outcome, scoring  # noqa: E402
from rnntui.worker.engine.choice import Choice  # noqa: E402

TRAINING_PART = 100
ORIGINS = (64, 76, 88)
MONTHS = 24
SEASON = 12
LAYERS = {"perceptron": "Flatten()", "rnn": "SimpleRNN({})", "lstm": "LSTM({})", "gru": "GRU({})"}
UNITS = (8, 16, 32)
# One season. Longer windows leave the first origin with fewer than 30 of them.
LOOK_BACK = 12
TRANSFORMS = (("log", "diff", "diff:12"), ("log", "diff:12"), ("log", "diff"))
RATES = (0.002, 0.005)
EPOCHS = (50, 100, 200, 300)


@dataclass(frozen=True)
class Candidate:
    """One set of defaults; its epochs are marked along the way."""

    layer: str
    transform: tuple[str, ...]
    rate: float

    def spec(self, epochs: int) -> ModelSpec:
        """The spec that this candidate stands for."""
        text = (
            f'data = Series("airline", look_back={LOOK_BACK}, transform={list(self.transform)})\n'
            f"model = Sequential([{self.layer}, Dense(1)])\n"
            f'model.compile(optimizer=Adam({self.rate}), loss="mse")\nmodel.fit(epochs={epochs})\n'
        )
        spec = parse(text).spec
        assert spec is not None
        return spec


def candidates(cell: str, quick: bool) -> list[Candidate]:
    """The grid of one cell."""
    units = (None,) if cell == "perceptron" else UNITS[1:2] if quick else UNITS
    layers = [LAYERS[cell].format(count) for count in units]
    rates = RATES[1:] if quick else RATES
    return [Candidate(*one) for one in itertools.product(layers, TRANSFORMS, rates)]


def until(series: Series, origin: int) -> tuple[Series, float]:
    """The months that an origin may see and be scored on, and the split that puts it there."""
    rows = min(origin + MONTHS, TRAINING_PART)
    seen = replace(series, values=series.values[:rows], labels=tuple(series.labels[:rows]))
    return seen, origin / rows


def prepared_for(spec: ModelSpec, series: Series, origin: int) -> Prepared:
    """The windows of a candidate at one origin."""
    seen, split = until(series, origin)
    data = spec.data
    return prepare(seen, look_back=data.look_back, split=split, transform=data.transform, season=SEASON)


def relative_errors(data: Prepared, fit: fitting.Fitting) -> tuple[float, float]:
    """log(RMSE / seasonal naive's RMSE) over the months after the origin: one-step, recursive."""
    said = outcome.forecast_all(data, fit.predictor, fit.weights)
    assert said is not None
    scored = scoring.score_all(data, said)
    naive = scored.baselines["seasonal_naive"]
    one_step, recursive = (
        math.log(scored.metrics[kind]["rmse"] / naive[kind]["rmse"]) for kind in ("one_step", "recursive")
    )
    return one_step, recursive


Mark = tuple[int, float, float, float]


def marks(candidate: Candidate, series: Series, seeds: int) -> list[Mark]:
    """The marks of a candidate, in a process of its own.

    A few hundred loops compiled in one process end it: LLVM finds no more memory for their code.
    """
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=lambda: theirs.send(list(found_marks(candidate, series, seeds))))
    child.start()
    theirs.close()
    found: list[Mark] = ours.recv()
    child.join()
    return found


def found_marks(candidate: Candidate, series: Series, seeds: int) -> Iterator[Mark]:
    """(epochs, mark, one-step ratio, recursive ratio) of a candidate; ratios are geometric means."""
    spec = candidate.spec(max(EPOCHS))
    found: dict[int, list[list[tuple[float, float]]]] = {epochs: [] for epochs in EPOCHS}
    for seed in range(seeds):
        for epochs in EPOCHS:
            found[epochs].append([])
        for origin in ORIGINS:
            data = prepared_for(spec, series, origin)
            batch = batch_size(len(data.train_starts), 10)
            fit = fitting.begin(replace(spec, batch_size=batch), data, Choice("xla", 1), seed)
            for epochs in EPOCHS:
                for _ in fit.trainer.run(lambda: False, until=epochs):
                    pass
                found[epochs][-1].append(relative_errors(data, fit))
    for epochs, by_seed in found.items():
        errors = np.array(by_seed)  # (seeds, origins, 2)
        per_seed = errors.mean(axis=(1, 2))
        one_step, recursive = np.exp(errors.mean(axis=(0, 1)))
        yield epochs, float(per_seed.mean() + per_seed.std()), float(one_step), float(recursive)


def main() -> None:
    """Mark every candidate of the cells asked for, and print the best of them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cell", choices=LAYERS, action="append")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="one size, one rate, one seed")
    asked = parser.parse_args()
    series = load("airline")
    for cell in asked.cell or LAYERS:
        rows = [
            (mark, candidate, epochs, one_step, recursive)
            for candidate in candidates(cell, asked.quick)
            for epochs, mark, one_step, recursive in marks(
                candidate, series, 1 if asked.quick else asked.seeds
            )
        ]
        rows.sort(key=lambda row: row[0])
        print(f"\n{cell}: best of {len(rows)}; ratios to seasonal naive\n")
        print("| mark | layer | transform | rate | epochs | one-step | recursive |")
        print("|---|---|---|---|---|---|---|")
        for mark, one, epochs, one_step, recursive in rows[:8]:
            transform = ", ".join(one.transform)
            print(
                f"| {mark:.3f} | {one.layer} | {transform} | {one.rate} | {epochs} "
                f"| {one_step:.3f} | {recursive:.3f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
