"""The interface's side of a worker process: start it, ask it, hear from it.

One thread of our own owns the process: it starts it, writes all requests and reads all events. It
lives as long as the worker, because the kernel ends the worker with the *thread* that started it.
"""

from __future__ import annotations

import contextlib
import queue
import select
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from types import TracebackType

from rnntui.runs.connection import WorkerProcess
from rnntui.runs.death import AGAIN, how_ended, what_of
from rnntui.runs.events import RunEvents
from rnntui.runs.protocol import (
    FINAL,
    Cancel,
    Describe,
    Event,
    Failed,
    Finished,
    Forecast,
    ProtocolError,
    Request,
    Stop,
    Train,
    Warm,
    event_from_line,
    to_line,
)

# Failures that the worker's log tells more about.
_LOGGED = ("died", "exception", "tensorflow-broken", "keras-broken", "numpy-broken", "rnntui-broken")


class WorkerClient:
    """A worker process, started with the first request, and again after it has died.

    Safe to call from any thread; `stop` and `cancel` also from a signal handler.
    """

    def __init__(self, *, gpu: bool = False, arguments: Sequence[str] = ()) -> None:
        """``gpu`` lets TensorFlow see GPUs; ``arguments`` are more for ``python -m rnntui.worker``."""
        self._command = [sys.executable, "-m", "rnntui.worker", *(["--gpu"] if gpu else []), *arguments]
        self._lock = threading.Lock()
        self._open: dict[str, RunEvents] = {}
        self._requests: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
        self._wake, self._woken = socket.socketpair()
        self._wake.setblocking(False)
        self._thread: threading.Thread | None = None
        self._closed = False
        self.pid: int | None = None

    def submit(self, request: Train | Describe | Forecast | Warm) -> RunEvents:
        """Send a request; its events are what comes back.

        Raises:
            ValueError: a request of that name is open, or the client is closed.
        """
        with self._lock:
            if self._closed or request.run in self._open:
                reason = "the client is closed" if self._closed else f"run {request.run!r} is open already"
                raise ValueError(reason)
            events = self._open[request.run] = RunEvents(request.run)
            self._send(request)
            if self._thread is None:
                self._thread = threading.Thread(target=self._own_worker, name="worker", daemon=True)
                self._thread.start()
        return events

    def stop(self, run: str) -> None:
        """End a run's training now and keep what was trained; its last event tells."""
        self._send(Stop(run))

    def cancel(self, run: str) -> None:
        """End a run now and keep nothing; its last event tells."""
        self._send(Cancel(run))

    def close(self) -> None:
        """End the worker and what it works on; open requests end as cancelled."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            thread = self._thread
        if thread:
            self._send(None)
            thread.join()
        self._wake.close()
        self._woken.close()

    def __enter__(self) -> WorkerClient:
        """The client itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def _send(self, request: Request | None) -> None:
        self._requests.put(request)  # a SimpleQueue's put may be called from a signal handler
        # Full: the thread has reason enough to wake up. Closed: there is nothing left to end.
        with contextlib.suppress(OSError):
            self._wake.send(b".")

    # ------------------------------------------------------------ the thread
    def _own_worker(self) -> None:
        last = _always("internal", "client", "The client's thread broke off.", "")
        try:
            last = self._live()
        finally:
            with self._lock:
                ended, self._open = self._open, {}
                while not self._requests.empty():
                    self._requests.get()  # nobody would listen to what the next worker made of them
                self._thread = self.pid = None
            for run, events in ended.items():
                events.put(last(run))

    def _live(self) -> Callable[[str], Event]:
        """A worker's life; what its open requests are told at the end of it."""
        try:
            worker = WorkerProcess(self._command)
        except OSError as error:
            message = f"The worker process could not be started: {error.strerror or error}."
            hint = "The machine is out of memory, or you are at your limit of processes (ulimit -u)."
            return _always("worker", "not-started", message, hint)
        self.pid = worker.pid
        try:
            closing = self._serve(worker)
            status = worker.end()
        except ProtocolError as error:
            said = f"The worker said something that is no event: {error}."
            return _always("internal", "protocol", said, f"{AGAIN}\n{worker.log.in_words()}")
        finally:
            worker.kill()
            log = worker.log.in_words()
            worker.log.close()
        if closing:
            return lambda run: Finished(run, "cancelled")
        return _always(
            "worker", "died", f"The worker process {how_ended(status)}.", f"{what_of(status)}\n{log}"
        )

    def _serve(self, worker: WorkerProcess) -> bool:
        """Carry requests and events until the worker's pipe ends or we are closed; which it was."""
        while not worker.events.ended:
            if self._write_requests(worker):
                return True
            writers = [worker.requests.fd] if worker.requests.waiting else []
            woken = self._woken.fileno()
            readable, writable, _ = select.select([worker.events.fd, woken], writers, [])
            if writable:
                worker.requests.flush()
            if woken in readable:
                self._woken.recv(4096)
            if worker.events.fd in readable:
                for line in worker.events.read():
                    self._deliver(event_from_line(line), worker)
        return False

    def _write_requests(self, worker: WorkerProcess) -> bool:
        """Send what was asked for; whether we are to close."""
        while not self._requests.empty():
            request = self._requests.get()
            if request is None:
                return True
            worker.requests.put(to_line(request).encode("ascii"))
        return False

    def _deliver(self, event: Event, worker: WorkerProcess) -> None:
        if isinstance(event, Failed) and event.code in _LOGGED:
            event = replace(event, hint=f"{event.hint}\n{worker.log.in_words()}")
        run = getattr(event, "run", "")
        with self._lock:
            events = self._open.pop(run, None) if isinstance(event, FINAL) else self._open.get(run)
        if events:
            events.put(event)
        elif isinstance(event, Failed):
            # The worker could not tell whose request it was: whoever waits must not wait for ever.
            with self._lock:
                ended, self._open = self._open, {}
            for run, events in ended.items():
                events.put(replace(event, run=run))


def _always(failure: str, code: str, message: str, hint: str) -> Callable[[str], Event]:
    return lambda run: Failed(run, failure, code, message, hint)
