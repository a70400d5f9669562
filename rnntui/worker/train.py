"""The training job: from a request to the end of training."""

from __future__ import annotations

import tensorflow as tf

from rnntui.runs.protocol import Train
from rnntui.spec.shapes import infer
from rnntui.worker import fitting
from rnntui.worker.channel import Channel
from rnntui.worker.ending import finish
from rnntui.worker.engine.choice import choose, costs
from rnntui.worker.engine.generator import compile_quickly
from rnntui.worker.program import Programs
from rnntui.worker.refusal import Declined
from rnntui.worker.session import Session, reporter, started
from rnntui.worker.task import read_spec, read_task

# This process's own. With it, the same spec trains again without compiling: another seed, another learning
# rate. Threads and code generator are set once in a process, and XLA's cache on disk knows a program by a
# name that counts what was traced before it: a different spec is better off in a fork.
_PROGRAMS = Programs()


def train(request: Train, channel: Channel) -> None:
    """Do a training request, all of it.

    Raises:
        Refusal: the spec or the data can't be used.
        Declined: this process has compiled another spec.
    """
    channel.phase("prepare")
    spec, said = read_spec(request)
    if not _PROGRAMS.suit(spec):
        raise Declined
    task = read_task(request, spec, said)
    shapes = infer(spec.layers, task.prepared.input_shape)
    windows = len(task.prepared.train_starts)
    choice = choose(shapes, min(spec.batch_size, windows), windows, spec.epochs)
    session = Session(request, channel, task, choice, _PROGRAMS, shapes.total_params)
    if not _PROGRAMS.suit(spec, session.choice):
        raise Declined
    tf.config.threading.set_intra_op_parallelism_threads(session.choice.threads)
    tf.config.threading.set_inter_op_parallelism_threads(session.choice.threads)
    if session.choice.quick:
        compile_quickly()
    channel.send(started(session))
    fit = fitting.begin(spec, task.prepared, session.choice, request.seed, _PROGRAMS)
    channel.phase("compile")
    fit.compile()
    channel.phase("train")
    finished = finish(session, fit, fit.run(channel.stop_requested, reporter(session, fit, "train")))
    if windows < costs().spare_memory_from_windows:
        channel.rest()
    channel.send(finished)
