"""XLA's two code generators: the same arithmetic, told apart in the compile cache."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
import tensorflow as tf

from rnntui.spec.printing import print_spec
from rnntui.worker.engine.compiled import Compiled
from rnntui.worker.engine.generator import compile_quickly, is_quick
from tests.worker.reference import fitted, spec_of

LAYERS = "SimpleRNN(3), Dense(1)"
BY_THE_USUAL_ONE = """
import json
from rnntui.runs.source import prepare_source
from rnntui.series.catalogue import load
from rnntui.spec.parse import parse
from rnntui.worker.engine.choice import Choice
from rnntui.worker.fitting import begin

spec = parse({text!r}).spec
fit = begin(spec, prepare_source(spec.data, load("airline")), Choice("xla", 1, quick=False), 0)
fit.run(lambda: False, lambda beat: None)
print(json.dumps(fit.losses))
"""


@pytest.fixture(autouse=True)
def _flags(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLA_FLAGS", "--xla_dump_to=nowhere")


def test_the_user_s_flags_stay_and_asking_twice_changes_nothing() -> None:
    assert not is_quick()
    compile_quickly()
    compile_quickly()
    assert is_quick()
    assert os.environ["XLA_FLAGS"] == "--xla_dump_to=nowhere --xla_cpu_use_fusion_emitters=false"


def test_each_has_entries_of_its_own_in_the_cache() -> None:
    def name() -> str:
        compiled = Compiled(double, "graph")
        compiled(tf.constant(1.0))
        return str(compiled._traced.get_concrete_function(tf.constant(1.0)).name)

    usual = name()
    compile_quickly()
    assert "double_quick" not in usual
    assert "double_quick" in name()


def double(x: tf.Tensor) -> tf.Tensor:
    return 2 * x


def test_both_compute_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XLA_FLAGS")
    spec = spec_of(LAYERS, fit="epochs=10, batch_size=12")
    program = BY_THE_USUAL_ONE.format(text=print_spec(spec))
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert fitted(spec).losses == pytest.approx(json.loads(said.stdout), rel=1e-5)
