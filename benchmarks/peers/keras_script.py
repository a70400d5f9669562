"""A learner's Keras script as far as it takes time after its imports: build, compile, fit, predict.

Each order is done in a process forked from this one, which has imported Keras and run nothing: as
fresh as a script is when its imports are over.

    {"spec": TEXT, "epochs": [E, more…]} → {"build": s, "fit": [s of E epochs, s of more…], "predict": s}
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import serving
import tensorflow as tf

from rnntui.spec.records import ModelSpec
from rnntui.worker.build import build_model, keras_object

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.workload import arrays, prepare_for, read_spec


def script(spec: ModelSpec, epochs: list[int], data: dict[str, np.ndarray]) -> dict[str, object]:
    """Everything a script does after its imports and after preparing its data, timed."""
    begin = serving.CLOCK()
    model = build_model(spec, data["x"].shape[1:], seed=0)
    model.compile(optimizer=keras_object(spec.optimizer), loss=keras_object(spec.loss))
    built = serving.CLOCK() - begin
    watched = (data["x_test"], data["y_test"])
    fits = []
    for count in epochs:
        begin = serving.CLOCK()
        model.fit(
            data["x"],
            data["y"],
            epochs=count,
            batch_size=spec.batch_size,
            validation_data=watched,
            verbose=0,
        )
        fits.append(serving.CLOCK() - begin)
    begin = serving.CLOCK()
    model.predict(data["x_test"], verbose=0)
    return {"build": built, "fit": fits, "predict": serving.CLOCK() - begin}


def answer(line: str, output: int) -> None:
    """Do one order, in a process of its own."""
    order = json.loads(line)
    spec = read_spec(order["spec"])
    done = script(spec, order["epochs"], arrays(prepare_for(spec)))
    os.write(output, json.dumps(done).encode())


def fork(line: str) -> dict[str, object]:
    """What a forked process answers."""
    source, output = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            answer(line, output)
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(output)
    with os.fdopen(source) as lines:
        said = lines.read()
    os.waitpid(pid, 0)
    found: dict[str, object] = json.loads(said)
    return found


if __name__ == "__main__":
    serving.say({"versions": {"keras": keras.__version__, "tensorflow": tf.__version__}})
    for order in sys.stdin:
        serving.say(fork(order))
