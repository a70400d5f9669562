"""One run in its own process: forked from a warm one, or fresh."""

from __future__ import annotations

import importlib
import os
import threading
import time
import traceback

from rnntui.runs.pipes import CHUNK
from rnntui.runs.protocol import Describe, Failed, Request
from rnntui.worker.channel import Channel
from rnntui.worker.loading import NotLoaded, load
from rnntui.worker.order import Order


def run_forked(order: Order, fd: int, jobs: str) -> None:
    """Do an order in a process that was forked for it; ``fd`` leads to the parent."""
    channel = Channel(fd, accepted=order.accepted, import_seconds=order.import_seconds)
    channel.listen()
    _run(order.request, channel, jobs)


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


def _run(request: Request, channel: Channel, jobs: str) -> None:
    try:
        importlib.import_module(jobs).run_job(request, channel)
    except MemoryError:
        traceback.print_exc()
        message = "The machine's memory is not enough for this."
        hint = "Try fewer units, a shorter look_back or a smaller batch_size, or close other programs."
        channel.send(Failed(request.run, "worker", "out-of-memory", message, hint))
    except Exception as error:
        traceback.print_exc()
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        hint = "This is a fault in rnntui, not in your spec or data. The worker's log has the details."
        channel.send(Failed(request.run, "internal", "exception", f"The run broke off with {said}.", hint))
