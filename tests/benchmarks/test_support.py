"""What the benchmarks share."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from support.contender import Contender, ContenderDied
from support.layer_kinds import LAYER_KINDS
from support.memory import Peak, memory_of
from support.report import Spread, Target, figure, table
from support.workload import MODELS, arrays, prepare_for, read_spec, spec_text

from rnntui.spec.catalogue import names
from rnntui.spec.records import Call
from rnntui.spec.shapes import infer


def test_every_layer_of_the_catalogue_is_measured() -> None:
    def called(layer: Call) -> set[str]:
        inner = [value for _, value in layer.args if isinstance(value, Call)]
        return {layer.name}.union(*(called(one) for one in inner))

    stacks = [read_spec(stack.spec(1)).layers for stack in LAYER_KINDS.values()]
    measured = {name for stack in stacks for layer in stack for name in called(layer)}
    assert set(names("layer")) == measured


@pytest.mark.parametrize(
    "text",
    [*(stack.spec(1) for stack in LAYER_KINDS.values()), *(spec_text(one.layers, 1) for one in MODELS)],
)
def test_every_stack_that_is_measured_can_be_trained(text: str) -> None:
    spec = read_spec(text)
    shapes = infer(spec.layers, (spec.data.look_back, 1))
    assert shapes.problem is None
    assert shapes.rows[-1].output_shape == (1,)


def test_windows_are_80_and_44_and_their_targets_follow_them() -> None:
    found = arrays(prepare_for(read_spec(spec_text("Flatten(), Dense(1)", 1))))
    assert {name: values.shape for name, values in found.items()} == {
        "x": (80, 20, 1),
        "y": (80, 1),
        "x_test": (44, 20, 1),
        "y_test": (44, 1),
    }
    assert np.array_equal(found["x"][1:, -1], found["y"][:-1])
    assert found["x_test"][0, -1] == found["y"][-1]


def test_a_median_a_target_and_a_table_read_well() -> None:
    assert str(Spread.of([3.0, 1.0, 200.0])) == "3.00 (1.00–200)"
    assert [figure(value) for value in (0.0, 0.0178, 1.5, 46.25, 4266.0)] == [
        "0",
        "0.018",
        "1.50",
        "46.2",
        "4266",
    ]
    assert Target(40).judge(41) == "≥ 40× yes"
    assert Target(0.3, " s", at_most=True).judge(0.31) == "≤ 0.3 s **NO**"
    assert table(("a", "b"), [("one", "2")]) == "| a   |   b |\n| --- | --: |\n| one |   2 |"


def test_a_peer_that_is_not_installed_is_said_to_be_missing(tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("raise ImportError('no torch here', name='torch')\n")
    with Contender("torch_eager", environment={"PYTHONPATH": str(tmp_path)}) as peer:
        assert peer.missing == "torch"
        assert not peer.prepare("lstm5")


def test_a_contender_that_dies_tells_its_last_words(tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("raise RuntimeError('no luck')\n")
    with pytest.raises(ContenderDied, match="no luck"):
        Contender("torch_eager", environment={"PYTHONPATH": str(tmp_path)})


def test_memory_is_that_of_a_process_and_all_its_descendants(tmp_path: Path) -> None:
    for pid, parent, written in ((1, 0, 100), (7, 1, 10), (8, 7, 3), (9, 8, 2)):
        folder = tmp_path / str(pid)
        folder.mkdir()
        (folder / "stat").write_text(f"{pid} (a) name) S {parent} 0 0\n")
        (folder / "smaps_rollup").write_text(f"Pss:  999 kB\nPss_Anon:   {written} kB\n")
    (tmp_path / "5").mkdir()  # it has just ended
    (tmp_path / "meminfo").write_text("")
    assert memory_of(7, tmp_path) == 15 * 1024


def test_a_peak_is_kept_for_each_phase() -> None:
    peak = Peak()
    for peak.phase, now in (("read", 3), ("train", 9), ("train", 5)):
        peak.see(now)
    assert (peak.most, peak.by_phase) == (9, {"read": 3, "train": 9})
