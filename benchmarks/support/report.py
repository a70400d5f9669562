"""Tables of figures beside their targets, as Markdown, with the machine they were taken on."""

from __future__ import annotations

import datetime
import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

OURS = ("rnntui", "tensorflow", "keras", "numpy")


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, smallest and largest of several measurements of one thing."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """The spread of at least one value."""
        return cls(statistics.median(values), min(values), max(values))

    def __str__(self) -> str:
        return f"{figure(self.median)} ({figure(self.low)}–{figure(self.high)})"


@dataclass(frozen=True, slots=True)
class Target:
    """A bound that a figure is to keep: at least ``bound``, or at most where ``at_most``."""

    bound: float
    unit: str = "×"
    at_most: bool = False

    def judge(self, value: float) -> str:
        """The target in words, and whether ``value`` keeps it."""
        kept = value <= self.bound if self.at_most else value >= self.bound
        return f"{'≤' if self.at_most else '≥'} {self.bound:g}{self.unit} {'yes' if kept else '**NO**'}"


def figure(value: float) -> str:
    """Three significant digits, without an exponent."""
    if value == 0 or not abs(value) < float("inf"):
        return f"{value:g}"
    digits = max(0, 3 - len(str(int(abs(value)))) if abs(value) >= 1 else 3)
    return f"{value:.{digits}f}"


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; every column but the first is set to the right."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(3, *(len(line[k]) for line in [list(columns), *cells])) for k in range(len(columns))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]

    def line(row: Sequence[str]) -> str:
        padded = [row[0].ljust(widths[0]), *(row[k].rjust(widths[k]) for k in range(1, len(row)))]
        return f"| {' | '.join(padded)} |"

    return "\n".join([line(columns), line(rule), *(line(row) for row in cells)])


def machine(versions: Mapping[str, str] | None = None) -> str:
    """One line: processor, cores, load, system, versions (ours and ``versions``), date."""
    known = {"Python": platform.python_version()}
    for name in OURS:
        known[name] = metadata.version(name)
    known |= dict(versions or {})
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{_processor()}, {cores} cores, load {os.getloadavg()[0]:.1f} at the end; "
        f"{platform.system()} {platform.machine()}; "
        f"{', '.join(f'{name} {version}' for name, version in known.items())}; "
        f"{datetime.date.today().isoformat()}"
    )


def _processor() -> str:
    """The processor's name as the system gives it."""
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()
