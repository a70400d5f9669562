"""``python -m rnntui.worker``: requests on stdin, events on stdout, one JSON line each; log on stderr."""

from __future__ import annotations

import argparse
import os
import signal
import sys

from rnntui.worker.child import run_fresh
from rnntui.worker.environment import hold_memory_tight, prepare
from rnntui.worker.process import die_with_parent
from rnntui.worker.server import Server

IDLE_SECONDS = 600.0


def main() -> None:
    """Serve until stdin ends."""
    parser = argparse.ArgumentParser(prog="python -m rnntui.worker", description=__doc__)
    parser.add_argument("--jobs", default="rnntui.worker.jobs", help="the module that has run_job")
    parser.add_argument("--child", action="store_true", help="do the one order on stdin, then end")
    parser.add_argument("--gpu", action="store_true", help="let TensorFlow see GPUs")
    parser.add_argument(
        "--idle", type=float, default=IDLE_SECONDS, help="seconds until TensorFlow's memory is let go"
    )
    parser.add_argument(
        "--fork",
        action=argparse.BooleanOptionalAction,
        default=sys.platform == "linux",  # macOS's own libraries don't survive a fork
        help="fork runs from one process that holds TensorFlow; else a fresh process per run",
    )
    options = parser.parse_args()
    die_with_parent(os.getppid())
    # systemd and hang-ups signal whole groups of processes: the interface then stops its run, and needs us
    # for that. We end with the pipe from it, or with it. Children inherit this.
    for signum in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.SIG_IGN)
    hold_memory_tight()
    source, sink = _take_pipes()
    if options.child:
        run_fresh(source, sink, options.jobs)
        return
    prepare(gpu=options.gpu)
    Server(source, sink, jobs=options.jobs, forks=options.fork, idle=options.idle).serve()


def _take_pipes() -> tuple[int, int]:
    """Stdin and stdout as descriptors of our own: what else prints, TensorFlow say, goes to the log."""
    source, sink = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return source, sink


if __name__ == "__main__":
    main()
