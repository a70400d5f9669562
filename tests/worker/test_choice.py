"""The engine and threads of a run come from the committed costs, by the spec and its windows alone."""

from __future__ import annotations

import pytest

from rnntui.spec.parse import parse
from rnntui.spec.shapes import Shapes, infer
from rnntui.worker.engine import choice
from rnntui.worker.engine.choice import Choice, Costs, Walk, Work, choose, saved_ms, work

COSTS = Costs(
    compile_seconds=0.1,
    saved_ms_per_batch=0.02,
    saved_ms_per_step=0.05,
    lost_ms_per_million_convolved=2.0,
    two_threads_from_products=20_000,
    spare_memory_from_windows=100_000,
    quick_saves_seconds=0.1,
    quick_loses_ms_per_million_products=0.5,
)


def shapes_of(layers: str, window: tuple[int, ...] = (20, 1)) -> Shapes:
    shapes = infer(parse(f'data = Series("airline")\nmodel = Sequential([{layers}])').layers, window)
    assert shapes.problem is None
    return shapes


@pytest.mark.parametrize(
    ("layers", "window", "expected"),
    [
        ("Flatten(), Dense(1)", (20, 1), Work((), 0)),
        ("LSTM(5), Dense(1)", (20, 1), Work((Walk(20, 10 * 5 * 20),), 0)),
        (
            "GRU(4, return_sequences=True), SimpleRNN(3), Dense(1)",
            (7, 2),
            Work((Walk(7, 10 * 4 * 12), Walk(7, 10 * 3 * 3)), 0),
        ),
        ("Bidirectional(LSTM(5)), Dense(1)", (20, 1), Work(2 * (Walk(20, 10 * 5 * 20),), 0)),
        (
            "LSTM(5), RepeatVector(3), GRU(2), Dense(1)",
            (20, 1),
            Work((Walk(20, 1000), Walk(3, 10 * 2 * 6)), 0),
        ),
        # 18 steps of 8 filters, each a sum over 3 steps of 2 features, for 10 windows.
        ("Conv1D(8, 3), Flatten(), Dense(1)", (20, 2), Work((), 10 * 18 * 8 * 3 * 2)),
        ("Conv1D(8, 3, groups=2), Flatten(), Dense(1)", (20, 2), Work((), 10 * 18 * 8 * 3)),
    ],
)
def test_the_work_of_a_batch_is_counted_where_it_is_done(
    layers: str, window: tuple[int, ...], expected: Work
) -> None:
    assert work(shapes_of(layers, window), 10) == expected


def test_a_layer_at_every_step_works_on_batch_times_steps() -> None:
    layers = "RepeatVector(6), TimeDistributed(RepeatVector(4)), TimeDistributed(GRU(5)), Flatten(), Dense(1)"
    shapes = shapes_of(f"LSTM(3), {layers}", (20, 1))
    assert work(shapes, 10) == Work((Walk(20, 10 * 3 * 12), Walk(4, 10 * 6 * 5 * 15)), 0)


def test_steps_of_cells_save_and_convolutions_lose() -> None:
    assert saved_ms(Work((), 0), COSTS) == pytest.approx(0.02)
    assert saved_ms(Work((Walk(20, 1), Walk(3, 10**9)), 0), COSTS) == pytest.approx(0.02 + 23 * 0.05)
    assert saved_ms(Work((), 500_000), COSTS) == pytest.approx(0.02 - 1.0)


def test_xla_from_where_it_saves_more_than_it_compiles_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "costs", lambda: COSTS)
    shapes = shapes_of("Flatten(), Dense(1)")
    assert choose(shapes, 10, 10, 5001) == Choice("xla", 1)
    assert choose(shapes, 10, 10, 4999) == Choice("graph", 1)
    assert choose(shapes, 10, 11, 2501) == Choice("xla", 1)  # two batches an epoch


def test_memory_is_spared_beside_a_long_series(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "costs", lambda: COSTS)
    shapes = shapes_of("LSTM(5), Dense(1)")
    assert [choose(shapes, 10, windows, 9).engine for windows in (99_999, 100_000)] == ["xla", "graph"]


def test_the_quicker_generator_until_its_code_loses_what_it_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "costs", lambda: COSTS)
    shapes = shapes_of("LSTM(5), Dense(1)")  # 20 steps of 1000 products: 0.01 ms in a batch of 10
    assert [choose(shapes, 10, 10, epochs).quick for epochs in (9_999, 10_001)] == [True, False]
    assert choose(shapes_of("Flatten(), Dense(1)"), 10, 10, 10**9).quick
    assert choose(shapes_of("LSTM(300), Dense(1)"), 10, 100_000, 1) == Choice("graph", 2, quick=True)


def test_a_second_thread_from_where_it_pays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "costs", lambda: COSTS)
    shapes = shapes_of("LSTM(5), Dense(1)")  # 100 products for each window and step
    assert choose(shapes, 199, 200, 1).threads == 1
    assert choose(shapes, 200, 200, 1).threads == 2


@pytest.mark.parametrize(
    ("layers", "batch_size", "windows", "epochs", "engine"),
    [
        ("LSTM(5), Dense(1)", 10, 80, 300, "xla"),
        ("LSTM(5), Dense(1)", 10, 80, 5, "graph"),
        ("Flatten(), Dense(1)", 10, 80, 1000, "xla"),
        ("Flatten(), Dense(1)", 10, 80, 5, "graph"),
        ("LSTM(64), Dense(1)", 512, 3500, 1000, "xla"),
        ("Conv1D(64, 5), Conv1D(64, 5), Flatten(), Dense(1)", 32, 3500, 1000, "graph"),
        ("LSTM(16), Dense(1)", 256, 700_000, 1, "graph"),
    ],
)
def test_the_committed_costs_choose_what_was_measured_quicker(
    layers: str, batch_size: int, windows: int, epochs: int, engine: str
) -> None:
    assert choose(shapes_of(layers), batch_size, windows, epochs).engine == engine
