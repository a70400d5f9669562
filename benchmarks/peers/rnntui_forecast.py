"""Our recursive forecast over the test part, in the series' own units, as the worker makes it.

{"layers": "LSTM(5), Dense(1)", "times": N} → {"first": s with compiling, "seconds": [N times], "steps": n}
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import serving

from rnntui.worker.environment import prepare as prepare_environment

prepare_environment(gpu=False)
sys.path.insert(0, str(Path(__file__).parents[1]))

import tensorflow as tf  # noqa: E402 (the environment comes first)
from support.workload import prepare_for, read_spec, spec_text  # noqa: E402

from rnntui.worker import outcome  # noqa: E402
from rnntui.worker.engine.choice import Choice  # noqa: E402
from rnntui.worker.fitting import begin  # noqa: E402


def forecasts(layers: str, times: int) -> dict[str, Any]:
    """Forecast again and again with untrained weights: they cost what trained ones cost."""
    spec = read_spec(spec_text(layers, 1))
    prepared = prepare_for(spec)
    fit = begin(spec, prepared, Choice("xla", 1), seed=0)

    def once() -> float:
        begun = serving.CLOCK()
        outcome.path_over_test(prepared, fit.predictor, fit.weights)
        return serving.CLOCK() - begun

    first = once()
    return {"first": first, "seconds": [once() for _ in range(times)], "steps": len(prepared.test_starts)}


if __name__ == "__main__":
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    serving.say({"versions": {}})
    for line in sys.stdin:
        order = json.loads(line)
        serving.say(forecasts(order["layers"], order["times"]))
