"""What a child process does with the request it was forked for.

Imported by the process that holds TensorFlow before any request is there, so that a run starts at
once: nothing here may run an operation.
"""

from __future__ import annotations

import importlib

from rnntui.runs.protocol import Describe, Forecast, Request, Train
from rnntui.worker.channel import Channel
from rnntui.worker.refusal import Refusal

_JOBS = {
    Train: ("rnntui.worker.train", "train"),
    Forecast: ("rnntui.worker.forecast", "forecast"),
    Describe: ("rnntui.worker.describe", "describe"),
}
# With TensorFlow; a description goes without.
PRELOAD = ("rnntui.worker.train", "rnntui.worker.forecast")


def run_job(request: Request, channel: Channel) -> None:
    """Do one request and send its events, the last of them final."""
    module, function = _JOBS[type(request)]
    try:
        getattr(importlib.import_module(module), function)(request, channel)
    except Refusal as refusal:
        channel.send(refusal.event(request.run))
