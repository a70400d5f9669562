"""Memory of a process and all its descendants, as Linux counts it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

MB = 2**20
PROC = Path("/proc")
EVERY_SECONDS = 0.02


@dataclass(slots=True)
class Peak:
    """The most bytes that were seen, altogether and in each phase that ``phase`` named."""

    phase: str = ""
    most: int = 0
    by_phase: dict[str, int] = field(default_factory=dict)

    def see(self, now: int) -> None:
        """Take a sample into account."""
        self.most = max(self.most, now)
        self.by_phase[self.phase] = max(self.by_phase.get(self.phase, 0), now)


def memory_of(pid: int, proc: Path = PROC) -> int:
    """Bytes that ``pid`` and its descendants occupy: what they have written, shared pages counted once.

    Pages of files (libraries, a CSV that is being read) are left out: the kernel drops them at need.
    A process that ends meanwhile counts as nothing, one that has just begun not yet.
    """
    return sum(_written(proc / str(member)) for member in _family(pid, proc))


@contextmanager
def watched(pid: int) -> Iterator[Peak]:
    """Sample the family of ``pid`` in a thread until the block ends."""
    peak, over = Peak(), threading.Event()

    def sample() -> None:
        while not over.wait(EVERY_SECONDS):
            peak.see(memory_of(pid))

    thread = threading.Thread(target=sample, name="memory", daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def _family(pid: int, proc: Path) -> list[int]:
    """``pid`` and its descendants."""
    children: dict[int, list[int]] = {}
    for entry in proc.iterdir():
        if entry.name.isdigit():
            # The name stands in brackets and may hold anything: the parent is the second field after it.
            after = _text(entry / "stat").rpartition(")")[2].split()
            if after:
                children.setdefault(int(after[1]), []).append(int(entry.name))
    family = [pid]
    for member in family:
        family += children.get(member, [])
    return family


def _written(process: Path) -> int:
    """A process's share of anonymous memory: a page that n processes share counts as 1/n."""
    for line in _text(process / "smaps_rollup").splitlines():
        if line.startswith("Pss_Anon:"):
            return int(line.split()[1]) * 1024  # kB
    return 0


def _text(path: Path) -> str:
    """A file of /proc; empty where its process has ended."""
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""
