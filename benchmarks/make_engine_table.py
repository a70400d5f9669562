"""Makes rnntui/worker/engine/choice.json: what XLA costs and saves against the plain graph.

For some stacks, each in a process of its own, it measures how long the graph and XLA take to compile and
to run a batch, and finds from them the costs that ``rnntui.worker.engine.choice`` reckons with:

- compiling: XLA's with an empty cache once and with a filled one twice, less the graph's. A spec is rarely
  trained once, and other seeds, rates and epochs find it in the cache;
- what the graph loses in every batch;
- what it loses in every step of a cell, the median over small and large ones;
- what XLA loses in every product of a convolution;
- what XLA's quicker code generator compiles sooner (its cache counted as above: nothing then), and what
  its code loses in the products of a cell.

A second thread gains nothing on models that fit a lesson, and a class may share the machine. From two million
products in a step on it does (GRU(64) in batches of 256: a quarter). Wall-clock time: run it on a machine
that does nothing else.

    .venv/bin/python benchmarks/make_engine_table.py [--write]
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import tempfile
import time
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

from support.report import figure, machine, table
from support.workload import prepare_for, read_spec, spec_text

from rnntui.spec.records import ModelSpec
from rnntui.spec.shapes import infer
from rnntui.worker import environment

os.environ["RNNTUI_HOME"] = tempfile.mkdtemp(prefix="rnntui-benchmark-")
environment.prepare(gpu=False)

import tensorflow as tf  # noqa: E402 (the environment comes first)

from rnntui.worker import xla_cache  # noqa: E402
from rnntui.worker.engine import choice  # noqa: E402
from rnntui.worker.engine.choice import Choice, Costs, Work  # noqa: E402
from rnntui.worker.engine.generator import compile_quickly  # noqa: E402
from rnntui.worker.fitting import begin  # noqa: E402

TABLE = Path(choice.__file__).with_suffix(".json")
CLOCK = time.perf_counter
SECONDS = 0.6  # of training in each measurement
DATA = 'Series("two-sines", look_back=20)'
TWO_THREADS = 2_000_000  # products in a step or a convolution
SPARE_MEMORY = 250_000  # windows; see benchmarks/memory.py
LONG = 'Series("two-sines", look_back=100)'


@dataclass(frozen=True, slots=True)
class Case:
    """A stack on some data, and the cost that it is there to measure."""

    measures: str
    layers: str
    batch: int = 10
    data: str = DATA


CASES = (
    Case("batch", "Flatten(), Dense(1)"),
    Case("batch", "Flatten(), Dense(64), Dense(64), Dense(1)"),
    Case("batch", "Flatten(), Dense(128), Dense(128), Dense(1)", 32),
    Case("cell step", "SimpleRNN(5), Dense(1)"),
    Case("cell step", "LSTM(5), Dense(1)"),
    Case("cell step", "LSTM(5), Dense(1)", 32, LONG),
    Case("cell step", "GRU(16), Dense(1)"),
    Case("cell step", "LSTM(32), Dense(1)"),
    Case("cell step", "Bidirectional(LSTM(32)), Dense(1)"),
    Case("cell step", "LSTM(64, return_sequences=True), Dropout(0.2), LSTM(64), Dense(1)"),
    Case("cell step", 'LSTM(5, activation="relu"), Dense(1)'),
    Case("cell step", "LSTM(64), Dense(1)", 128),
    Case("cell step", "GRU(64), Dense(1)", 128),
    Case("cell step", "GRU(16), Dense(1)", 512),
    Case("cell step", "LSTM(16), Dense(1)", 700),
    Case("cell step", "LSTM(256), Dense(1)", 32),
    Case("cell step", "GRU(256), Dense(1)", 32),
    Case("cell step", "LSTM(64), Dense(1)", 512),
    Case("convolution", "Conv1D(32, 3), GlobalAveragePooling1D(), Dense(1)", 128),
    Case("convolution", "Conv1D(32, 3), Conv1D(32, 3), GlobalAveragePooling1D(), Dense(1)"),
    Case("convolution", "Conv1D(16, 3), Conv1D(16, 3), GlobalAveragePooling1D(), Dense(1)", 32),
    Case("convolution", "Conv1D(64, 5), Conv1D(64, 5), MaxPooling1D(2), Flatten(), Dense(1)", 32),
)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds to compile, and of an item (a batch or a chunk of watched windows), in the mean."""

    compile: float
    item: float


@dataclass(frozen=True, slots=True)
class Found:
    """A case as measured: the graph, XLA with an empty cache and a filled one, and its quicker generator."""

    case: Case
    work: Work
    graph: Cost
    cold: Cost
    filled: Cost
    quick: Cost

    @property
    def compile_seconds(self) -> float:
        """What XLA compiles longer."""
        return (self.cold.compile + 2 * self.filled.compile) / 3 - self.graph.compile

    @property
    def saved_ms(self) -> float:
        """What XLA saves in a batch."""
        return (self.graph.item - min(self.cold.item, self.filled.item)) * 1e3

    @property
    def quick_loses_ms(self) -> float:
        """What code of the quicker generator loses in a million products of a cell."""
        lost = self.quick.item - min(self.cold.item, self.filled.item)
        return lost * 1e3 / sum(walk.steps * walk.products for walk in self.work.cells) * 1e6

    @property
    def steps(self) -> int:
        """Steps of cells in a batch."""
        return sum(walk.steps for walk in self.work.cells)


def main() -> None:
    """Measure, print, and write the table where that is asked for."""
    options = _options()
    found = [measured(case, options.turns) for case in CASES]
    made = costs(found)
    print("Seconds to compile, milliseconds of a batch; one thread.\n")
    columns = (
        "measures", "stack", "look_back", "batch", "graph s", "XLA s", "filled s", "quick s",
        "graph ms", "XLA ms", "quick ms",
    )  # fmt: skip
    print(table(columns, [cells(one) for one in found]))
    print(f"\n{json.dumps(asdict(made))}\n{machine()}")
    if options.write:
        TABLE.write_text(json.dumps(asdict(made), indent=2) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--turns", type=int, default=2, help="how often each is measured; the best counts")
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name}")
    return parser.parse_args()


def measured(case: Case, turns: int) -> Found:
    """A case with every engine, the best of some turns."""
    taken: dict[str, list[Cost]] = {"graph": [], "empty": [], "filled": [], "quick": []}
    for _ in range(turns):
        xla_cache.clear()
        taken["graph"].append(in_child(case, "graph"))
        taken["empty"].append(in_child(case, "xla"))
        taken["filled"].append(in_child(case, "xla"))
        taken["quick"].append(in_child(case, "xla", quick=True))
    best = [
        Cost(min(one.compile for one in several), min(one.item for one in several))
        for several in taken.values()
    ]
    spec = _spec(case)
    shapes = infer(spec.layers, prepare_for(spec).input_shape)
    return Found(case, choice.work(shapes, case.batch), *best)


def costs(found: list[Found]) -> Costs:
    """The costs, each the median over the cases that measure it."""

    def of(measures: str) -> list[Found]:
        return [one for one in found if one.case.measures == measures]

    per_batch = median(one.saved_ms for one in of("batch"))
    per_step = median((one.saved_ms - per_batch) / one.steps for one in of("cell step"))
    convolving = of("convolution")
    lost = median((per_batch - one.saved_ms) / one.work.convolved * 1e6 for one in convolving)
    ordinary = [one for one in found if one.case.batch <= 32]
    small = [one for one in of("cell step") if one.case.batch <= 32]
    return Costs(
        compile_seconds=rounded(median(one.compile_seconds for one in ordinary)),
        saved_ms_per_batch=rounded(per_batch),
        saved_ms_per_step=rounded(per_step),
        lost_ms_per_million_convolved=rounded(lost),
        two_threads_from_products=TWO_THREADS,
        spare_memory_from_windows=SPARE_MEMORY,
        quick_saves_seconds=rounded(median(one.cold.compile - one.quick.compile for one in ordinary) / 3),
        quick_loses_ms_per_million_products=rounded(max(0.0, median(one.quick_loses_ms for one in small))),
    )


def in_child(case: Case, engine: str, *, quick: bool = False) -> Cost:
    """Measured in a forked process: what is compiled there is forgotten, and TensorFlow imported here."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=measure, args=(case, Choice(engine, 1, quick), sender))
    process.start()
    sender.close()
    cost: Cost = receiver.recv()
    process.join()
    return cost


def measure(case: Case, chosen: Choice, answer: Connection) -> None:
    """Compile and train for a while."""
    if chosen.quick:
        compile_quickly()
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    spec = _spec(case)
    fit = begin(spec, prepare_for(spec), chosen, seed=0)
    begun = CLOCK()
    fit.compile()
    compiled = CLOCK()
    trainer, beats = fit.trainer, [(0, 0.0)]  # items done and seconds so far, from the second call on
    for number, beat in enumerate(trainer.run(lambda: beats[-1][1] > SECONDS)):
        done = trainer.epoch * trainer.items_per_epoch + trainer.item
        beats.append((done, beats[-1][1] + beat.seconds if number else 0.0))
    answer.send(Cost(compiled - begun, beats[-1][1] / (beats[-1][0] - beats[1][0])))


def _spec(case: Case) -> ModelSpec:
    return read_spec(spec_text(case.layers, 10_000, data=case.data, batch=case.batch))


def cells(one: Found) -> tuple[str, ...]:
    """A row of the table."""
    items = (one.graph.item, min(one.cold.item, one.filled.item), one.quick.item)
    return (
        one.case.measures,
        one.case.layers.removesuffix(", Dense(1)"),
        str(_spec(one.case).data.look_back),
        str(one.case.batch),
        *(figure(cost.compile) for cost in (one.graph, one.cold, one.filled, one.quick)),
        *(figure(seconds * 1e3) for seconds in items),
    )


def rounded(value: float) -> float:
    """Two significant digits: more is noise."""
    return float(f"{value:.2g}")


if __name__ == "__main__":
    main()
