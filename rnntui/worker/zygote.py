"""The process that holds TensorFlow: imports it once, runs nothing on it, forks a child for each training."""

from __future__ import annotations

import gc
import json
from dataclasses import asdict

from rnntui.runs.protocol import Cancel, Stop
from rnntui.worker.channel import INTERNAL
from rnntui.worker.children import Relay
from rnntui.worker.loading import NotLoaded, load
from rnntui.worker.order import Order

LOADED = INTERNAL + b"loaded "
NOT_LOADED = INTERNAL + b"not-loaded "


class Zygote(Relay):
    """Serves the front process: orders in, the children's lines out."""

    def __init__(self, source: int, sink: int, jobs: str) -> None:
        super().__init__(source, sink, jobs=jobs, forks=True)

    def serve(self) -> None:
        """Import TensorFlow, tell how that went, then serve."""
        try:
            loaded = load(self.jobs)
        except NotLoaded as error:
            told = {"code": error.code, "message": error.message, "hint": error.hint}
            self.out.put(NOT_LOADED + json.dumps(told).encode("ascii"))
            return
        # What is there now lives as long as we do: kept out of the collector's sight, its pages stay
        # shared with every child.
        gc.collect()
        gc.freeze()
        self.out.put(LOADED + json.dumps(asdict(loaded)).encode("ascii"))
        super().serve()

    def receive(self, line: bytes) -> None:
        """An order: start a child for it, or end one."""
        order = Order.from_bytes(line)
        if isinstance(order.request, Stop | Cancel):
            child = self.find(order.request.run)
            if child:
                self.end(child, order.request)
        else:
            self.begin(order)
