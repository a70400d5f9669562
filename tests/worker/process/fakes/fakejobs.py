"""Jobs that do what the request's spec says, word by word, without TensorFlow."""

import os
import signal
import sys
import time
from pathlib import Path

from rnntui.runs.protocol import Described, Finished, Progress, Started
from rnntui.worker.refusal import Declined

PRELOAD = ("fakepart",)
done = []


def run_job(request, channel):
    if request.kind == "describe":
        _describe(request, channel)
        return
    for word in request.spec.split():
        name, _, value = word.partition("=")
        WORDS[name](request, channel, value)
    done.append(request.run)


def _describe(request, channel):
    if request.name == "hang":
        _hang(request, channel, "")
    loaded = "tensorflow" in sys.modules
    described = Described(request.run, request.name, str(loaded), 0, (), (), None, None, 0.0, 0.0, "", "")
    channel.send(described)


def _started(request, channel, value):
    """``params`` is the process's number."""
    facts = {name: os.environ.get(name, "") for name in value.split(",") if name}
    channel.send(Started(request.run, request.seed, os.getpid(), (1,), {}, "graph", 1, request.spec, facts))


def _progress(request, channel, value):
    channel.send(Progress(request.run, 1, 1, (0.5,) * int(value or 1), (), 1.0))


def _flood(request, channel, value):
    for epoch in range(int(value)):
        channel.send(Progress(request.run, epoch + 1, int(value), (0.123456789,) * 1000, (), 1.0))


def _wait(request, channel, value):
    while not channel.stop_requested():
        time.sleep(0.002)


def _hang(request, channel, value):
    while True:
        time.sleep(60)


def _decline(request, channel, value):
    """If this process has done something before."""
    if done:
        raise Declined


def _finish(request, channel, value):
    seconds = {"import": channel.import_seconds, "total": time.monotonic() - channel.accepted}
    channel.send(Finished(request.run, value or "completed", epochs=1, seconds=seconds))


def _raise(request, channel, value):
    raise {"memory": MemoryError, "value": ValueError, "exit": SystemExit}[value]("so it was told")


def _fds(request, channel, value):
    """How many pipes and sockets this process holds, told as ``epochs``."""
    links = [os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd") if _is_open(fd)]
    held = sorted(link for link in links if link.startswith(("pipe:", "socket:")))
    channel.send(Finished(request.run, "completed", epochs=len(held), notes=tuple(held)))


def _is_open(fd):
    try:
        os.fstat(int(fd))
    except OSError:
        return False
    return True


WORDS = {
    "started": _started,
    "phase": lambda request, channel, value: channel.phase(value),
    "progress": _progress,
    "flood": _flood,
    "wait": _wait,
    "hang": _hang,
    "finish": _finish,
    "rest": lambda request, channel, value: channel.rest(),
    "decline": _decline,
    "raise": _raise,
    "fds": _fds,
    "exit": lambda request, channel, value: os._exit(int(value)),
    "kill": lambda request, channel, value: os.kill(os.getpid(), getattr(signal, value)),
    "touch": lambda request, channel, value: Path(value).touch(),
    "print": lambda request, channel, value: print(value, flush=True),
}
