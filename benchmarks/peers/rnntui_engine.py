"""Our own engine as one of the contenders, in the environment that the worker prepares."""

from __future__ import annotations

import sys
from pathlib import Path

import serving

from rnntui.worker.environment import prepare as prepare_environment

prepare_environment(gpu=False)
sys.path.insert(0, str(Path(__file__).parents[1]))

import tensorflow as tf  # noqa: E402 (the environment comes first)
from support.workload import MODELS, prepare_for, read_spec, spec_text  # noqa: E402

from rnntui.worker.engine.choice import Choice  # noqa: E402
from rnntui.worker.fitting import begin  # noqa: E402

EPOCHS = 1000  # of one training; longer rounds train anew


def model(layers: str) -> serving.Train:
    """The model compiled; every training starts from the same weights."""
    spec = read_spec(spec_text(layers, EPOCHS))
    fit = begin(spec, prepare_for(spec), Choice("xla", 1), seed=0)
    fit.compile()
    trainer = fit.trainer
    first = trainer.state

    def train(epochs: int) -> int:
        done = 0
        while done < epochs:
            trainer.state, trainer.epoch, trainer.item = first, 0, 0
            for _ in trainer.run(lambda: False, until=min(EPOCHS, epochs - done)):
                pass
            done += trainer.epoch
        return done

    return train


if __name__ == "__main__":
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    serving.serve({}, {known.name: lambda layers=known.layers: model(layers) for known in MODELS})
