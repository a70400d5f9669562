"""The worker's front: always there to answer, never loads TensorFlow itself.

Where the platform can fork (Linux), the requests that need TensorFlow go on to the zygote, which
imports it meanwhile; elsewhere each gets a fresh process.
"""

from __future__ import annotations

import json
import os
import time
from typing import Any

from rnntui.runs.death import how_ended, why_died
from rnntui.runs.protocol import Cancel, Describe, Failed, ProtocolError, Ready, Stop, Warm, request_from_line
from rnntui.worker import process
from rnntui.worker.children import Child, Relay, ended_early, is_final
from rnntui.worker.loading import Loaded, versions
from rnntui.worker.order import Order
from rnntui.worker.zygote import LOADED, NOT_LOADED, Zygote


class Server(Relay):
    """Serves the interface: requests in, events out."""

    def __init__(self, source: int, sink: int, *, jobs: str, forks: bool, idle: float) -> None:
        super().__init__(source, sink, jobs=jobs, forks=forks)
        self._idle = idle
        self._zygote: Child | None = None
        self._loaded: Loaded | None = None
        self._loaded_at = 0.0
        self._failure: dict[str, str] | None = None
        self._waiting: list[Order] = []  # for the zygote's import
        self._lodged: set[str] = set()  # what the zygote works on, by run
        self._busy_at = time.monotonic()

    # ------------------------------------------------------------ from the interface
    def receive(self, line: bytes) -> None:
        """A request line: do it, or say what is wrong with it."""
        self._busy_at = time.monotonic()
        try:
            request = request_from_line(line)
        except ProtocolError as error:
            hint = "Each line must be one request, as rnntui/runs/protocol.py describes them."
            self.emit(Failed(error.run, "internal", "bad-request", f"Not a request: {error}.", hint))
            return
        if isinstance(request, Stop | Cancel):
            self._end(request)
        elif not isinstance(request, Warm) and self._is_taken(request.run):
            message = f"A run named {request.run!r} is being worked on, or that is no name."
            hint = "Give each run a name of its own."
            self.emit(Failed(request.run, "internal", "bad-request", message, hint))
        else:
            self._accept(Order(request, time.monotonic()))

    def _is_taken(self, run: str) -> bool:
        waiting = any(order.request.run == run for order in self._waiting)
        return run == "" or waiting or run in self._lodged or self.find(run) is not None

    def _accept(self, order: Order) -> None:
        if not self.forks or (isinstance(order.request, Describe) and self._loaded is None):
            self._do_alone(order)
            return
        self._waiting.append(order)
        if self._zygote is None:
            self._start_zygote()
        elif self._loaded:
            self._forward()

    def _do_alone(self, order: Order) -> None:
        """Answer without the zygote."""
        if isinstance(order.request, Warm):
            self._answer_warm(order.request)
        else:
            self.begin(order)

    def _end(self, request: Stop | Cancel) -> None:
        child = self.find(request.run)
        kept = [order for order in self._waiting if order.request.run != request.run]
        if child:
            self.end(child, request)
        elif len(kept) < len(self._waiting):
            self._waiting = kept
            self.emit(ended_early(request))
        elif request.run in self._lodged:
            self._tell_zygote(Order(request, time.monotonic()))
        # Otherwise it has ended meanwhile, and its last event is the answer.

    # ------------------------------------------------------------ the zygote
    def _start_zygote(self) -> None:
        orders, to_zygote = os.pipe()

        def live(fd: int) -> None:
            Zygote(orders, fd, self.jobs).serve()

        try:
            started = process.fork(live, [*self.inherited(), to_zygote])
        except OSError:
            os.close(to_zygote)
            for order in self._take_waiting():
                self._do_alone(order)
            return
        finally:
            os.close(orders)
        self._failure = None
        self._zygote = self.adopt(started._replace(input=to_zygote), None)

    def _tell_zygote(self, order: Order) -> None:
        assert self._zygote is not None
        assert self._zygote.inbox is not None
        self._zygote.inbox.put(order.to_bytes())

    def _forward(self) -> None:
        for order in self._take_waiting():
            if isinstance(order.request, Warm):
                self._answer_warm(order.request)
            else:
                held_up = max(0.0, self._loaded_at - order.accepted)
                self._lodged.add(order.request.run)
                self._tell_zygote(Order(order.request, order.accepted, held_up))

    def _take_waiting(self) -> list[Order]:
        waiting, self._waiting = self._waiting, []
        return waiting

    def _answer_warm(self, request: Warm) -> None:
        loaded = self._loaded or Loaded(0.0, versions())  # without forks there is nothing to warm
        self.emit(Ready(request.run, loaded.seconds, loaded.versions))

    def hear(self, child: Child, line: bytes) -> None:
        """Lines of the zygote are its children's, or tell how it is."""
        if child is not self._zygote:
            super().hear(child, line)
        elif line.startswith(LOADED):
            self._loaded = Loaded(**_told(line, LOADED))
            self._loaded_at = self._busy_at = time.monotonic()
            self._forward()
        elif line.startswith(NOT_LOADED):
            self._failure = _told(line, NOT_LOADED)
        else:
            self.out.put(line)
            run = is_final(line)
            if run is not None:
                self._lodged.discard(run)
                self._busy_at = time.monotonic()

    def ended(self, child: Child, status: int) -> None:
        """The zygote takes its children with it."""
        if child is not self._zygote:
            super().ended(child, status)
            return
        self._zygote = None
        self._loaded = None
        for run in sorted(self._lodged):
            self.emit(why_died(run, status, child.oom_kills))
        self._lodged.clear()
        told = self._failure or {
            "code": "tensorflow-broken",
            "message": f"The process that imports TensorFlow {how_ended(status)}.",
            "hint": "TensorFlow may not suit this machine (an old processor without AVX, say).",
        }
        for order in self._take_waiting():
            self.emit(Failed(order.request.run, "worker", **told))

    # ------------------------------------------------------------ memory
    def timeout(self) -> float | None:
        """Until TensorFlow has been idle for long enough to let go of its memory."""
        if self._zygote is None or self._lodged or self._waiting:
            return None
        left = self._busy_at + self._idle - time.monotonic()
        if left > 0:
            return left
        self.dismiss(self._zygote)
        self._zygote = self._loaded = None
        return None


def _told(line: bytes, prefix: bytes) -> Any:
    return json.loads(line.removeprefix(prefix))
