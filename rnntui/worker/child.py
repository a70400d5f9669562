"""One run in its own process: forked from a warm one, or fresh."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import threading
import time
import traceback

from rnntui.runs.pipes import CHUNK
from rnntui.runs.protocol import Describe, Failed, Request
from rnntui.worker.channel import Channel
from rnntui.worker.environment import give_memory_back
from rnntui.worker.loading import NotLoaded, load
from rnntui.worker.order import Order
from rnntui.worker.refusal import Declined
from rnntui.worker.xla_cache import spare


def run_forked(order: Order, source: int, sink: int, jobs: str) -> None:
    """Do an order in a process that was forked for it, and those that come from the pipe ``source`` later.

    It ends where it can't be of use any more: that is how it declines an order, too.
    """
    with os.fdopen(source, "rb") as lines:
        while True:
            channel = Channel(
                sink, accepted=order.accepted, import_seconds=order.import_seconds, lasting=True
            )
            channel.listen()
            if not _run(order.request, channel, jobs) or not channel.rests:
                return
            gc.collect()
            give_memory_back()
            line = lines.readline()
            if not line.endswith(b"\n"):
                return  # the parent has closed the pipe
            order = Order.from_bytes(line.rstrip(b"\n"))


def run_fresh(source: int, sink: int, jobs: str) -> None:
    """Do the one order that comes from the pipe ``source``, in a process that imports everything itself."""
    with os.fdopen(source, "rb", closefd=False) as lines:
        order = Order.from_bytes(lines.readline().rstrip(b"\n"))
    threading.Thread(target=_end_with, args=(source,), daemon=True).start()
    channel = Channel(sink, accepted=order.accepted)
    channel.listen()
    if not isinstance(order.request, Describe):
        begin = time.monotonic()
        try:
            load(jobs)
        except NotLoaded as error:
            channel.send(Failed(order.request.run, "worker", error.code, error.message, error.hint))
            return
        channel.import_seconds = order.import_seconds + time.monotonic() - begin
    _run(order.request, channel, jobs)


def _end_with(source: int) -> None:
    """End this process when the pipe ends: the parent is gone."""
    while os.read(source, CHUNK):
        pass
    os._exit(1)


def _log() -> None:
    """The error at hand into the worker's log; where the disk is full, the run's last event says enough."""
    with contextlib.suppress(OSError):
        traceback.print_exc()


def _run(request: Request, channel: Channel, jobs: str) -> bool:
    """Do a request; whether that went as it should, a refusal included."""
    spare()
    try:
        importlib.import_module(jobs).run_job(request, channel)
        return True
    except Declined:
        return False
    except MemoryError:
        _log()
        message = "The machine's memory is not enough for this."
        hint = "Try fewer units, a shorter look_back or a smaller batch_size, or close other programs."
        channel.send(Failed(request.run, "worker", "out-of-memory", message, hint))
    except Exception as error:
        _log()
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        hint = "This is a fault in rnntui, not in your spec or data. The worker's log has the details."
        channel.send(Failed(request.run, "internal", "exception", f"The run broke off with {said}.", hint))
    return False
