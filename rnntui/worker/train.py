"""The training job: from a request to the end of training."""

from __future__ import annotations

import tensorflow as tf

from rnntui.runs.protocol import Train
from rnntui.spec.shapes import infer
from rnntui.worker import fitting
from rnntui.worker.channel import Channel
from rnntui.worker.ending import finish
from rnntui.worker.engine.choice import choose
from rnntui.worker.engine.generator import compile_quickly
from rnntui.worker.session import Session, reporter, started
from rnntui.worker.task import read_task


def train(request: Train, channel: Channel) -> None:
    """Do a training request, all of it.

    Raises:
        Refusal: the spec or the data can't be used.
    """
    channel.phase("prepare")
    task = read_task(request)
    shapes = infer(task.spec.layers, task.prepared.input_shape)
    windows = len(task.prepared.train_starts)
    size = min(task.spec.batch_size, windows)
    session = Session(request, channel, task, choose(shapes, size, windows, task.spec.epochs))
    tf.config.threading.set_intra_op_parallelism_threads(session.choice.threads)
    tf.config.threading.set_inter_op_parallelism_threads(session.choice.threads)
    if session.choice.quick:
        compile_quickly()
    channel.send(started(session, shapes.total_params))
    fit = fitting.begin(task.spec, task.prepared, session.choice, request.seed)
    channel.phase("compile")
    fit.compile()
    channel.phase("train")
    result = fit.run(channel.stop_requested, reporter(session, fit, "train"))
    finish(session, fit, result)
