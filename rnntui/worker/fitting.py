"""One training: a spec on prepared data becomes a network, a trainer and a predictor."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import tensorflow as tf

from rnntui.series.prepare import Prepared
from rnntui.spec.records import ModelSpec
from rnntui.worker.build import build_model, keras_object
from rnntui.worker.engine.choice import Choice
from rnntui.worker.engine.forward import Network
from rnntui.worker.engine.plan import WATCH_CHUNK, Data, Plan, even_chunk
from rnntui.worker.engine.predict import Predictor, Weights
from rnntui.worker.engine.trainer import Beat, Result, Trainer
from rnntui.worker.program import Programs, Recipe, alike
from rnntui.worker.snapshots import Snapshot, snapshot_epochs


@dataclass
class Fitting:
    """A network in training.

    ``losses`` and ``watched`` grow by one value per epoch, ``snapshots`` by one at some of them. Nothing is
    compiled before ``compile``.
    """

    spec: ModelSpec
    prepared: Prepared
    network: Network
    trainer: Trainer
    predictor: Predictor
    losses: list[float] = field(default_factory=list)
    watched: list[float] = field(default_factory=list)
    snapshots: list[Snapshot] = field(default_factory=list)
    compile_seconds: float = 0.0
    train_seconds: float = 0.0

    def compile(self) -> None:
        """Trace and compile the loop, and the recursive forecast where there is one.

        Here and not when it is first wanted: XLA's cache knows a function by a name that counts what was
        traced before it, and how many calls a training takes is a matter of time.
        """
        begin = time.perf_counter()
        self.trainer.compile()
        if self.prepared.recursive:
            self.predictor.path(self.weights, 0, 1)
        self.compile_seconds = time.perf_counter() - begin

    def run(self, stop: Callable[[], bool], beat: Callable[[Beat], None]) -> Result:
        """Train to the end; ``beat`` hears of every call."""
        last = self.trainer.epochs
        for epoch in (*snapshot_epochs(sum(self.network.packing.sizes), last), last):
            for one in self.trainer.run(stop, until=epoch):
                self.losses += one.loss.tolist()
                self.watched += one.watched.tolist()
                self.train_seconds += one.seconds
                beat(one)
            if self.trainer.epoch < epoch:
                break
            if epoch < last:
                self.snapshots.append(Snapshot(epoch, self.weights))
        return self.trainer.result()

    @property
    def weights(self) -> Weights:
        """The weights of the moment."""
        fit = self.trainer.state.fit
        return fit.weights, fit.other


def begin(
    spec: ModelSpec, prepared: Prepared, choice: Choice, seed: int, programs: Programs | None = None
) -> Fitting:
    """A fitting of ``spec`` on ``prepared``, its first weights and batch order from ``seed``.

    Watched are the validation windows where there are any, else the test windows. Out of ``programs`` comes
    what is compiled already.
    """
    network = Network(build_model(spec, prepared.input_shape, seed))
    watch = prepared.validation_starts if len(prepared.validation_starts) else prepared.test_starts
    plan = Plan(
        look_back=prepared.look_back,
        horizon=prepared.horizon,
        n_train=len(prepared.train_starts),
        n_watch=len(watch),
        batch_size=min(spec.batch_size, len(prepared.train_starts)),
        stops_early=spec.patience is not None,
        # fit validates in batches of its own size.
        watch_chunk=min(spec.batch_size, WATCH_CHUNK)
        if network.penalises_activity
        else even_chunk(len(watch)),
        shuffle=spec.shuffle,
        one_step=prepared.mistakes.one_step_reshape,
        any_size=choice.engine == "graph",
    )
    recipe = Recipe(alike(spec), prepared.input_shape, len(prepared.target), plan, choice)
    program = (programs or Programs()).of(recipe, network)
    inputs = np.ascontiguousarray(prepared.inputs)
    data = Data(
        inputs=tf.constant(inputs),
        targets=tf.constant(np.ascontiguousarray(prepared.targets)),
        train=tf.constant(prepared.train_starts),
        watch=tf.constant(watch),
        rate=tf.constant(float(keras_object(spec.optimizer).learning_rate), tf.float32),
        patience=tf.constant(spec.patience or 0),
        offsets=_offsets(prepared),
    )
    state = program.start(network)
    trainer = Trainer(program.advance, plan, data, state, seed=seed, epochs=spec.epochs)
    predictor = Predictor(program.forecasting, inputs, prepared.order)
    return Fitting(spec, prepared, program.network, trainer, predictor)


def _offsets(prepared: Prepared) -> tf.Tensor | None:
    """The order of the rows inside windows: one for all, or one for every row that a window begins at."""
    order = prepared.order
    if order is None:
        return None
    last = len(prepared.inputs) - prepared.look_back
    return tf.constant(order.offsets(np.arange(last + 1)) if order.fixed is None else order.fixed)
