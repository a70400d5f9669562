"""What ``--cell`` trains when nothing else is said: a spec that suits the series and takes seconds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rnntui.spec.parse import parse
from rnntui.spec.printing import print_spec
from rnntui.spec.records import Call, DataFacts, ModelSpec, SeriesSource
from rnntui.spec.sizes import sizes


@dataclass(frozen=True, slots=True)
class CellDefaults:
    """The numbers of one cell; ``layer`` is the Keras layer, ``units`` 0 where it has none."""

    layer: str
    units: int
    epochs: int
    batch_size: int
    learning_rate: float
    scale: str


CELLS: dict[str, CellDefaults] = {
    "perceptron": CellDefaults("Flatten", 0, epochs=300, batch_size=10, learning_rate=0.005, scale="minmax"),
    "rnn": CellDefaults("SimpleRNN", 16, epochs=50, batch_size=10, learning_rate=0.002, scale="minmax"),
    "lstm": CellDefaults("LSTM", 16, epochs=50, batch_size=10, learning_rate=0.002, scale="minmax"),
    "gru": CellDefaults("GRU", 8, epochs=50, batch_size=10, learning_rate=0.002, scale="minmax"),
}
"""Chosen by ``benchmarks/choose_defaults.py``, by rolling origins inside the training part of airline: the
best of each cell, for the LSTM half its units at a mark that is 0.01 worse. In all four, forecasts of
log and seasonal differences are steadier than with a second difference, whose recursion runs away.
"""

LOOK_BACK = 12
LONGEST_LOOK_BACK = 48
WINDOWS_IN_SECONDS = 2_000_000
"""Windows that an LSTM(16) of look-back 12 trains on in some ten seconds on one core."""

LARGEST_BATCH = 256
"""Windows in a batch: more take memory, 0.2 MB each for LSTM(16) and a look-back of 100."""


def default_spec(cell: str, facts: DataFacts) -> ModelSpec:
    """The spec for ``cell`` (perceptron, rnn, lstm, gru) on the series of ``facts``.

    A series that is positive and seasonal is forecast as its seasonal differences of logarithms.
    Raises KeyError for a cell that isn't in ``CELLS``.
    """
    numbers = CELLS[cell]
    source = default_source(facts, numbers.scale)
    windows = max(1, sizes(source, facts).train)
    head = Call("Dense", (("units", max(1, len(facts.target))),))
    first = Call(numbers.layer, (("units", numbers.units),) if numbers.units else ())
    spec = ModelSpec(
        source,
        (first, head),
        Call("Adam", (("learning_rate", numbers.learning_rate),)),
        epochs=max(1, min(numbers.epochs, WINDOWS_IN_SECONDS // windows)),
        batch_size=batch_size(windows, numbers.batch_size),
    )
    return parse(print_spec(spec)).spec or spec


def with_batch_that_fits(spec: ModelSpec, facts: DataFacts) -> ModelSpec:
    """The spec with a batch of no more than all windows, where other numbers left fewer than by default."""
    windows = max(1, sizes(spec.data, facts).train)
    if spec.batch_size <= windows:
        return spec
    return parse(print_spec(replace(spec, batch_size=windows))).spec or spec


def default_source(facts: DataFacts, scale: str = "minmax") -> SeriesSource:
    """The look-back and the transform that suit a series: one season, where that leaves enough rows."""
    season = facts.season or 0
    positive = facts.minimum is not None and facts.minimum > 0
    look_back = season if 2 <= season <= LONGEST_LOOK_BACK else LOOK_BACK
    transform = ("log", f"diff:{season}") if positive and season > 1 else ()
    for steps in (transform, ()):
        source = SeriesSource(facts.name, look_back, scale=scale, transform=steps)
        if sizes(source, facts).train >= 2 * look_back:
            return source
    longest = sizes(SeriesSource(facts.name), facts).fitted_rows // 3
    return SeriesSource(facts.name, max(1, min(look_back, longest)), scale=scale)


def batch_size(windows: int, wanted: int) -> int:
    """A divisor of ``windows`` near the wanted size, so that no smaller batch is left over.

    Long series get larger batches: at most 1000 steps an epoch, until they are as large as may be.
    """
    least = min(-(-windows // 1000), LARGEST_BATCH)
    wanted = max(wanted, least)
    largest = min(2 * wanted, LARGEST_BATCH)
    near = [size for size in range(max(least, wanted // 2), largest + 1) if windows % size == 0]
    return min(near, key=lambda size: (abs(size - wanted), -size), default=min(wanted, windows))
