"""``rnntui check``: whether this machine is fit for it."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.text import Text

from rnntui.charts.ability import INDEXED, NAMED, NO_COLOUR, TRUE_COLOUR
from rnntui.cli.asking import follow
from rnntui.cli.exit_codes import ExitCode
from rnntui.cli.narration import Narrator
from rnntui.cli.terminal import Terminal
from rnntui.runs.client import WorkerClient
from rnntui.runs.paths import cache_dir, data_dir, log_dir
from rnntui.runs.protocol import Failed, Ready, Warm

_ROOM = 200 * 2**20  # bytes: runs and compiled models of a course
_MEMORY = 1500 * 2**20  # bytes: TensorFlow and one run
_SMALLEST = (60, 20)
_COLOURS = {NO_COLOUR: "no colours", NAMED: "16 colours", INDEXED: "256 colours", TRUE_COLOUR: "true colour"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is fit, and what was found.

    What is not ``needed`` matters for looks alone.
    """

    name: str
    fit: bool
    said: str
    needed: bool = True


def check() -> ExitCode:
    """Look at everything, say it, and end with 6 where something needed is missing."""
    terminal = Terminal.of_process()
    narrator = Narrator(terminal.err)
    findings = []
    looks: tuple[Callable[[], Finding], ...] = (
        _python,
        lambda: _tensorflow(narrator),
        _memory,
        _disk,
        lambda: _terminal(terminal),
    )
    for look in looks:
        finding = look()
        findings.append(finding)
        mark, style = (
            ("ok", "") if finding.fit else ("NO", "bold reverse") if finding.needed else ("--", "bold")
        )
        terminal.out.print(Text.assemble((f"{mark}  ", style), f"{finding.name:<12}{finding.said}"))
    if all(finding.fit or not finding.needed for finding in findings):
        return ExitCode.DONE
    return ExitCode.WORKER


def _python() -> Finding:
    version = platform.python_version()
    fit = (3, 10) <= sys.version_info[:2] < (3, 14)
    return Finding(
        "Python", fit, f"{version}, {sys.executable}" + ("" if fit else "; it must be 3.10 to 3.13")
    )


def _tensorflow(narrator: Narrator) -> Finding:
    """TensorFlow as the worker has it: imported, not only installed."""
    with WorkerClient() as client:
        event = follow(client, Warm(), narrator, "starting TensorFlow")
    if isinstance(event, Ready):
        versions = ", ".join(f"{name} {version}" for name, version in event.versions.items())
        return Finding("TensorFlow", True, f"{versions or 'imported'}; starts in {event.seconds:.1f} s")
    assert isinstance(event, Failed)
    return Finding("TensorFlow", False, f"{event.message} {event.hint}".strip())


def _memory() -> Finding:
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError, AttributeError):  # not a system that says
        return Finding("memory", True, "unknown here", needed=False)
    said = f"{total / 2**30:.1f} GB, {os.cpu_count()} cores"
    return Finding("memory", total >= _MEMORY, said + ("" if total >= _MEMORY else "; training needs 1.5 GB"))


def _disk() -> Finding:
    """Whether runs, compiled models and logs can be written, and fit."""
    for directory in (data_dir(), cache_dir(), log_dir()):
        place = _existing(directory)
        if not place.is_dir() or not os.access(place, os.W_OK):
            hint = "set RNNTUI_HOME to a directory of yours"
            return Finding("disk", False, f"{place} can't be written; {hint}")
    free = shutil.disk_usage(_existing(data_dir())).free
    said = f"{free / 2**30:.1f} GB free for {data_dir()}"
    return Finding("disk", free >= _ROOM, said + ("" if free >= _ROOM else "; runs need 200 MB"))


def _existing(directory: Path) -> Path:
    """The directory, or the nearest one above it that exists."""
    return next(path for path in (directory, *directory.parents) if path.exists())


def _terminal(terminal: Terminal) -> Finding:
    out = terminal.out
    said = f"{out.width}x{out.height}, {_COLOURS[out.ability.colours]}, {out.ability.marker} charts"
    if not out.file.isatty():
        return Finding("terminal", True, f"stdout is none; {said}", needed=False)
    fit = out.width >= _SMALLEST[0] and out.height >= _SMALLEST[1]
    more = "" if fit else f"; {_SMALLEST[0]}x{_SMALLEST[1]} or more reads better"
    return Finding("terminal", fit, f"{os.environ.get('TERM', 'TERM is unset')}, {said}{more}", needed=False)
