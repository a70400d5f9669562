"""The directory that ``--out`` names: nothing of the user's own is lost there, and it can be written."""

from __future__ import annotations

import tempfile
from pathlib import Path

from rnntui.cli.exit_codes import ExitCode
from rnntui.cli.failures import CommandError
from rnntui.runs.files import RunFiles


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
    raise CommandError(
        ExitCode.USAGE,
        f"{directory} holds a {there[0].name} that is not from a run, and --out would overwrite it.",
        "Choose another directory, or move the file.",
    )


def _nearest(directory: Path) -> Path:
    """The directory, or the nearest above it that there is."""
    return next(path for path in (directory, *directory.absolute().parents) if path.exists())
