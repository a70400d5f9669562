"""A loop of one thread that reads orders, keeps children and relays their lines, and never waits on one."""

from __future__ import annotations

import os
import select
import signal
from dataclasses import dataclass

from rnntui.runs.death import killed_for_memory, why_died
from rnntui.runs.pipes import LineReader, Outbox
from rnntui.runs.protocol import (
    LINE_LIMIT,
    Cancel,
    Event,
    Failed,
    Finished,
    Stop,
    Train,
    event_from_line,
    to_line,
)
from rnntui.worker import process
from rnntui.worker.channel import INTERNAL, RESTS
from rnntui.worker.child import run_forked
from rnntui.worker.order import Order

# Lines that wait for a reader who does not read: beyond this, children are left to wait as well.
BACKLOG = 4 * 2**20
_FINAL = tuple(
    b'{"event":"' + name + b'"' for name in (b"finished", b"failed", b"described", b"forecasted", b"ready")
)
# From these phases on there is something to keep.
_KEEPS = (b"train", b"score", b"write")
NOTHING_TO_KEEP = "Stopped before the first epoch had ended: there is nothing to keep."


@dataclass(eq=False, slots=True)
class Child:
    """A process of ours and what we know of it; ``order`` None is the one that holds TensorFlow.

    ``rests``: after its answer it waits for another order. ``offered``: it was given one, and has not taken
    it up; where it ends instead, it has declined.
    """

    pid: int
    reader: LineReader
    order: Order | None = None
    inbox: Outbox | None = None
    training: bool = False
    stopping: bool = False
    answered: bool = False
    rests: bool = False
    offered: bool = False
    oom_kills: int = 0

    @property
    def run(self) -> str:
        """Whose run it is."""
        return self.order.request.run if self.order else ""

    @property
    def resting(self) -> bool:
        """Whether it waits for another order."""
        return self.rests and self.answered

    def offer(self, order: Order) -> None:
        """Give it another order, which it may decline."""
        assert self.inbox is not None
        self.rests = self.answered = self.training = self.stopping = False
        self.order, self.offered, self.oom_kills = order, True, killed_for_memory()
        self.inbox.put(order.to_bytes())


class Relay:
    """The loop that both of the worker's lasting processes share."""

    def __init__(self, source: int, sink: int, *, jobs: str, forks: bool) -> None:
        self.jobs = jobs
        self.forks = forks
        self.source = LineReader(source, LINE_LIMIT)
        self.out = Outbox(sink, BACKLOG)
        self.children: list[Child] = []

    # ------------------------------------------------------------ for the kinds of relay
    def receive(self, line: bytes) -> None:
        """A line has come from whom we serve."""
        raise NotImplementedError

    def hear(self, child: Child, line: bytes) -> None:
        """A child has said something: events go on, phases are for us."""
        if child.answered:
            return
        if line == RESTS:
            child.rests = True
            return
        if line.startswith(INTERNAL):
            child.training |= line.removeprefix(INTERNAL + b"phase ") in _KEEPS
            return
        child.offered = False
        child.answered = line.startswith(_FINAL)
        self.out.put(line)
        if child.resting:
            self._keep_one_resting(child)

    def ended(self, child: Child, status: int) -> None:
        """A child is gone; ``status`` is its exit code or minus its signal."""
        if child.answered:
            return
        if child.offered and child.order is not None:
            self._start(child.order)
        else:
            self.emit(why_died(child.run, status, child.oom_kills))

    def timeout(self) -> float | None:
        """For how many seconds the loop may sleep when nothing happens; the time to tidy up, too."""
        return None

    # ------------------------------------------------------------ the loop
    def serve(self) -> None:
        """Serve until the source ends or nobody is left to read; leaves no child behind."""
        try:
            while not (self.source.ended or self.out.broken):
                self._turn()
        finally:
            for child in list(self.children):
                self.dismiss(child)

    def _turn(self) -> None:
        timeout = self.timeout()
        writers = [box for box in (self.out, *(c.inbox for c in self.children)) if box and box.waiting]
        # A child that was told to stop is heard even if nobody reads us: it can't end otherwise.
        heard = [c for c in self.children if c.stopping or not self.out.full]
        readable, writable, _ = select.select(
            [self.source.fd, *(c.reader.fd for c in heard)], [box.fd for box in writers], [], timeout
        )
        ready = [child for child in heard if child.reader.fd in readable]
        for box in writers:
            if box.fd in writable:
                box.flush()
        if self.source.fd in readable:
            for line in self.source.read():
                self.receive(line)
        for child in ready:
            if child in self.children:  # a request may just have ended it
                self._listen_to(child, child.reader.read())

    def _listen_to(self, child: Child, lines: list[bytes]) -> None:
        for line in lines:
            self.hear(child, line)
        if child.reader.ended and child in self.children:
            self.ended(child, self.dismiss(child))

    # ------------------------------------------------------------ children
    def begin(self, order: Order) -> None:
        """Have an order done: a training by the child that rests, if it will; else by a new one."""
        resting = next((child for child in self.children if child.resting), None)
        if resting is not None and isinstance(order.request, Train):
            resting.offer(order)
        else:
            self._start(order)

    def _keep_one_resting(self, newest: Child) -> None:
        for child in [child for child in self.children if child.resting]:
            if child is not newest:
                self.dismiss(child)

    def _start(self, order: Order) -> None:
        """Start a child for an order: forked where that can be, else a fresh process."""
        try:
            self._fork(order) if self.forks else self._spawn(order)
        except OSError as error:
            message = f"No process could be started for the run: {error.strerror or error}."
            hint = "The machine is out of memory, or you are at your limit of processes (ulimit -u)."
            self.emit(Failed(order.request.run, "worker", "no-process", message, hint))

    def _fork(self, order: Order) -> None:
        source, to_child = os.pipe()

        def live(fd: int) -> None:
            run_forked(order, source, fd, self.jobs)

        try:
            started = process.fork(live, [*self.inherited(), to_child])
        except OSError:
            os.close(to_child)
            # No memory to promise for a second process of our size: a fresh one begins small.
            self._spawn(order)
        else:
            self.adopt(started._replace(input=to_child), order)
        finally:
            os.close(source)

    def _spawn(self, order: Order) -> None:
        started = process.spawn(["-m", "rnntui.worker", "--child", "--jobs", self.jobs])
        inbox = self.adopt(started, order).inbox
        assert inbox is not None
        inbox.put(order.to_bytes())

    def adopt(self, started: process.Started, order: Order | None) -> Child:
        """Take up a process that was just started."""
        inbox = None if started.input is None else Outbox(started.input, BACKLOG)
        reader = LineReader(started.output, LINE_LIMIT)
        child = Child(started.pid, reader, order, inbox, oom_kills=killed_for_memory())
        self.children.append(child)
        return child

    def dismiss(self, child: Child) -> int:
        """End a child if it has not ended, and forget it; its exit status."""
        self.children.remove(child)
        child.reader.close()
        if child.inbox:
            child.inbox.close()
        return process.reap(child.pid)

    def inherited(self) -> list[int]:
        """The pipes that a fork of this process must close."""
        boxes = [child.inbox.fd for child in self.children if child.inbox]
        return [self.source.fd, self.out.fd, *(child.reader.fd for child in self.children), *boxes]

    def find(self, run: str) -> Child | None:
        """The child that works on a run, if there is one."""
        return next((c for c in self.children if c.order and c.run == run and not c.answered), None)

    def end(self, child: Child, request: Stop | Cancel) -> None:
        """Stop or cancel what a child does."""
        if isinstance(request, Stop):
            # What it has said by now decides; a full backlog may have kept us from hearing it.
            self._listen_to(child, child.reader.drain())
        if child.answered or child not in self.children:
            return
        if isinstance(request, Stop) and child.training:
            child.stopping = True
            os.kill(child.pid, signal.SIGUSR1)
            return
        process.kill(child.pid)
        child.answered, child.rests = True, False
        self.emit(ended_early(request))

    def emit(self, event: Event) -> None:
        """Say something of our own."""
        self.out.put(to_line(event).encode("ascii"))


def ended_early(request: Stop | Cancel) -> Finished:
    """The answer for a run that ends before there is anything to keep."""
    if isinstance(request, Cancel):
        return Finished(request.run, "cancelled")
    return Finished(request.run, "stopped", notes=(NOTHING_TO_KEEP,))


def is_final(line: bytes) -> str | None:
    """The run that an event line ends; None for any other line."""
    return getattr(event_from_line(line), "run", None) if line.startswith(_FINAL) else None
