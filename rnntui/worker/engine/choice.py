"""Which engine and how many threads a run gets: looked up, never measured while it runs.

Results differ in their last bits between engines and thread counts, so the choice depends on the
spec and the number of windows alone. XLA compiles longer and then saves what the graph pays for every
operation: a constant per batch and per step of a cell (and more where a cell is large). Its convolutions
are slower than the graph's by far. ``choice.json`` holds these costs; ``benchmarks/make_engine_table.py``
measures them.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rnntui.spec.catalogue import argument
from rnntui.spec.layer_parts import RECURRENT
from rnntui.spec.records import Call
from rnntui.spec.shape_parts import Shape
from rnntui.spec.shapes import Shapes

_BLOCKS = {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}


@dataclass(frozen=True, slots=True)
class Choice:
    """``engine`` is ``"xla"`` or ``"graph"``; ``threads`` is TensorFlow's intra-op parallelism.

    ``quick``: what XLA compiles (the recursive forecast always is) goes through its quicker code generator;
    see ``rnntui.worker.engine.generator``.
    """

    engine: str
    threads: int
    quick: bool = True


@dataclass(frozen=True, slots=True)
class Costs:
    """What XLA costs and saves against the graph.

    ``compile_seconds`` is what it compiles longer, a filled cache every other time or so counted in.
    Products of a cell's step are those of states and recurrent weights, those of a convolution of its
    weights with its input, in a batch. A second thread pays where one of them has
    ``two_threads_from_products``: it gains nothing on models that fit a lesson. Compiling takes XLA 130 MB
    more than the graph: too much beside a series of ``spare_memory_from_windows``, where it would save a
    fifth of the time. Its quicker code generator ``quick_saves_seconds`` of compiling, and then loses time in
    the products of a cell.
    """

    compile_seconds: float
    saved_ms_per_batch: float
    saved_ms_per_step: float
    lost_ms_per_million_convolved: float
    two_threads_from_products: int
    spare_memory_from_windows: int
    quick_saves_seconds: float
    quick_loses_ms_per_million_products: float


@dataclass(frozen=True, slots=True)
class Walk:
    """A cell's way along the steps of its input; ``products`` are those of one step."""

    steps: int
    products: int


@dataclass(frozen=True, slots=True)
class Work:
    """What a batch consists of: the walks of cells, and the products of convolutions."""

    cells: tuple[Walk, ...]
    convolved: int


@cache
def costs() -> Costs:
    """The committed costs."""
    text = resources.files("rnntui.worker.engine").joinpath("choice.json").read_text(encoding="utf-8")
    return Costs(**json.loads(text))


def choose(shapes: Shapes, batch_size: int, windows: int, epochs: int) -> Choice:
    """The engine and threads for layers of these shapes, trained on so many windows in each epoch."""
    batches = -(-windows // batch_size) * epochs
    known, batch = costs(), work(shapes, batch_size)
    saved = batches * saved_ms(batch, known) / 1e3
    largest = max([batch.convolved, *(walk.products for walk in batch.cells)])
    threads = 2 if largest >= known.two_threads_from_products else 1
    pays = saved > known.compile_seconds and windows < known.spare_memory_from_windows
    if not pays:
        return Choice("graph", threads)
    return Choice("xla", threads, batches * lost_ms(batch, known) / 1e3 < known.quick_saves_seconds)


def saved_ms(batch: Work, known: Costs) -> float:
    """Milliseconds that XLA saves in a batch; negative where the graph is quicker."""
    steps = sum(walk.steps for walk in batch.cells)
    return (
        known.saved_ms_per_batch
        + known.saved_ms_per_step * steps
        - known.lost_ms_per_million_convolved * batch.convolved / 1e6
    )


def lost_ms(batch: Work, known: Costs) -> float:
    """Milliseconds that code of XLA's quicker generator loses in a batch."""
    products = sum(walk.steps * walk.products for walk in batch.cells)
    return known.quick_loses_ms_per_million_products * products / 1e6


def work(shapes: Shapes, batch_size: int) -> Work:
    """What the layers do in a batch."""
    cells: list[Walk] = []
    convolved = 0
    before = shapes.window
    for row in shapes.rows:
        call, samples, shape, output = row.call, batch_size, before, row.output_shape
        while call.name == "TimeDistributed":
            call, samples, shape, output = _inner(call), samples * shape[0], shape[1:], output[1:]
        for units, blocks in _cells(call):
            cells.append(Walk(shape[0], samples * units * blocks * units))
        if call.name == "Conv1D":
            convolved += samples * _products(call, shape, output)
        before = row.output_shape
    return Work(tuple(cells), convolved)


def _inner(wrapper: Call) -> Call:
    inner = argument(wrapper, "layer")
    assert isinstance(inner, Call)
    return inner


def _cells(call: Call) -> tuple[tuple[int, int], ...]:
    """Units, and blocks of gates, of every cell that walks along the input's steps."""
    if call.name == "Bidirectional":
        return 2 * _cells(_inner(call))  # a backward layer of its own has as many units
    units = argument(call, "units") if call.name in RECURRENT else None
    return ((units, _BLOCKS[call.name]),) if isinstance(units, int) else ()


def _products(call: Call, shape: Shape, output: Shape) -> int:
    """Products of one window: every output value is a sum over the kernel and its group's features."""
    size, groups = argument(call, "kernel_size"), argument(call, "groups")
    width = size[0] if isinstance(size, tuple) else size
    assert isinstance(width, int)
    assert isinstance(groups, int)
    return math.prod(output) * width * shape[-1] // groups
