"""The same training twice: by the engine, and by ``model.fit`` with the engine's batch order."""

from __future__ import annotations

import functools
import os

import keras
import numpy as np
import pytest
import tensorflow as tf

from rnntui.runs.source import prepare_source
from rnntui.series.catalogue import load
from rnntui.series.prepare import Prepared
from rnntui.spec.parse import parse
from rnntui.spec.records import ModelSpec
from rnntui.worker.build import build_model, keras_object
from rnntui.worker.engine.choice import Choice
from rnntui.worker.engine.generator import compile_quickly
from rnntui.worker.fitting import Fitting, begin
from rnntui.worker.program import Programs

EPOCHS = 20

# As runs of small models do. XLA reads its flags once; what the tests start has an environment of its own.
with pytest.MonkeyPatch.context() as patch:
    patch.setattr("os.environ", os.environ.copy())
    compile_quickly()
    tf.function(lambda x: x + 1, jit_compile=True)(tf.constant(1.0))


def spec_of(
    layers: str,
    *,
    data: str = 'Series("airline", look_back=20)',
    optimizer: str = "Adam(learning_rate=0.001)",
    loss: str = '"mse"',
    fit: str = f"epochs={EPOCHS}, batch_size=10",
) -> ModelSpec:
    """A spec of these parts; a mistake in the test itself shows as the problem it is."""
    text = (
        f"data = {data}\nmodel = Sequential([{layers}])\n"
        f"model.compile(optimizer={optimizer}, loss={loss})\nmodel.fit({fit})\n"
    )
    parsed = parse(text)
    assert parsed.spec is not None, parsed.problems
    return parsed.spec


@functools.cache
def prepared_of(spec: ModelSpec) -> Prepared:
    """The windows of a spec on a built-in series."""
    return prepare_source(spec.data, load(spec.data.name))


def begun(
    spec: ModelSpec, engine: str = "xla", seed: int = 0, *, programs: Programs | None = None
) -> Fitting:
    """The spec about to be trained by the engine; with ``programs`` nothing is compiled twice."""
    return begin(spec, prepared_of(spec), Choice(engine, 1), seed, programs)


def fitted(
    spec: ModelSpec, engine: str = "xla", seed: int = 0, *, programs: Programs | None = None
) -> Fitting:
    """The spec trained to its end by the engine."""
    fit = begun(spec, engine, seed, programs=programs)
    fit.run(lambda: False, lambda beat: None)
    return fit


class EngineOrder(keras.utils.PyDataset):
    """Batches of windows in the engine's order: epoch e is ``default_rng([seed, e]).permutation(n)``."""

    def __init__(self, x: np.ndarray, y: np.ndarray, batch_size: int, seed: int, shuffle: bool) -> None:
        super().__init__()
        self.x, self.y, self.batch_size, self.seed, self.shuffle = x, y, batch_size, seed, shuffle
        self.epoch = -1
        self.order = np.arange(len(x))

    def on_epoch_begin(self) -> None:
        self.epoch += 1
        if self.shuffle:
            self.order = np.random.default_rng([self.seed, self.epoch]).permutation(len(self.x))

    def __len__(self) -> int:
        return -(-len(self.x) // self.batch_size)

    def __getitem__(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        rows = self.order[number * self.batch_size : (number + 1) * self.batch_size]
        return self.x[rows], self.y[rows]


def windows(spec: ModelSpec, starts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Windows in the input's shape and targets in the target's, materialised by slicing one by one."""
    data = prepared_of(spec)
    x = np.stack([data.inputs[s : s + data.look_back] for s in starts]).reshape(-1, *data.input_shape)
    ends = [s + data.look_back for s in starts]
    y = np.stack([data.targets[e : e + data.horizon] for e in ends])
    return x, y.reshape(len(starts), *data.target_shape)


def keras_fit(
    spec: ModelSpec, seed: int = 0, patience: int | None = None, *, watched: bool = True
) -> tuple[keras.Model, keras.callbacks.History]:
    """The spec trained by ``model.fit``, from the same weights, in the same order; ``watched`` or not."""
    data = prepared_of(spec)
    model = build_model(spec, data.input_shape, seed)
    optimizer = keras_object(spec.optimizer)
    optimizer.build(model.trainable_variables)  # or fit traces a step twice
    model.compile(optimizer=optimizer, loss=keras_object(spec.loss))
    watch = data.validation_starts if len(data.validation_starts) else data.test_starts
    callbacks = []
    if patience is not None:
        callbacks = [keras.callbacks.EarlyStopping(patience=patience, restore_best_weights=True)]
    x, y = windows(spec, data.train_starts)
    history = model.fit(
        EngineOrder(x, y, spec.batch_size, seed, spec.shuffle),
        epochs=spec.epochs,
        shuffle=False,
        validation_data=windows(spec, watch) if watched else None,
        validation_batch_size=spec.batch_size,
        callbacks=callbacks,
        verbose=0,
    )
    return model, history
