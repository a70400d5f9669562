"""The directory that ``--out`` names: nothing of the user's own is lost there, and it can be written."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from rnntui.cli.exit_codes import ExitCode
from rnntui.cli.failures import CommandError
from rnntui.runs.files import RunFiles, written
from rnntui.runs.protocol import Summary, to_line

SUMMARY = "summary.json"


def places(out: Path | None, seeds: Sequence[int], *, several: bool) -> dict[int, Path | None]:
    """Where the run of each seed puts its files: in ``out`` itself, or of ``several`` in a directory each.

    Raises:
        CommandError: they can't go there; see `check_place`.
    """
    if out is None:
        return dict.fromkeys(seeds)
    if not several:
        check_place(out)
        return dict.fromkeys(seeds, out)
    if (out / SUMMARY).exists() and not any(out.glob("seed-*/run.json")):
        raise _taken(out, SUMMARY)
    found = {seed: out / f"seed-{seed}" for seed in seeds}
    for place in found.values():
        check_place(place)
    return {**found}


def write_summary(out: Path, summary: Summary) -> None:
    """Put the summary of several seeds beside their directories.

    Raises:
        CommandError: it can't be written.
    """
    try:
        with written(out / SUMMARY) as file:
            file.write(to_line(summary) + "\n")
    except OSError as error:
        message = f"{out / SUMMARY} can't be written: {error.strerror}."
        raise CommandError(ExitCode.WORKER, message, "The runs themselves are there.") from error


def check_place(directory: Path) -> None:
    """See that a run's files can go there; it is made only when a run begins.

    An earlier run's files stay until those of the new one are written: there may never be any.

    Raises:
        CommandError: it can't be written, or a file there has the name of one of ours, but is not from a run.
    """
    files = RunFiles(directory)
    try:
        there = [path for path in files.all() if path.exists()]
        if not there or files.finished.exists():
            with tempfile.TemporaryFile(dir=_nearest(directory)):
                return  # better known now than after hours of training
    except OSError as error:
        message = f"--out: {directory} can't be written: {error.strerror}."
        hint = "Check the permissions and the free space, or choose another directory."
        raise CommandError(ExitCode.USAGE, message, hint) from error
    raise _taken(directory, there[0].name)


def _taken(directory: Path, name: str) -> CommandError:
    message = f"{directory} holds a {name} that is not from a run, and --out would overwrite it."
    return CommandError(ExitCode.USAGE, message, "Choose another directory, or move the file.")


def _nearest(directory: Path) -> Path:
    """The directory, or the nearest above it that there is."""
    return next(path for path in (directory, *directory.absolute().parents) if path.exists())
