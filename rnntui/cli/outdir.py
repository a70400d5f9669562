"""The directory that ``--out`` names: made ready, with nothing of the user's own lost."""

from __future__ import annotations

import tempfile
from pathlib import Path

from rnntui.cli.exit_codes import ExitCode
from rnntui.cli.failures import CommandError
from rnntui.runs.files import RunFiles


def claim(directory: Path) -> Path:
    """The directory, made where it is not there.

    An earlier run's files stay until those of the new one are written: there may never be any.

    Raises:
        CommandError: it can't be written, or a file there has the name of one of ours, but is not from a run.
    """
    files = RunFiles(directory)
    there = [path for path in files.all() if path.exists()]
    if there and not files.finished.exists():
        raise CommandError(
            ExitCode.USAGE,
            f"{directory} holds a {there[0].name} that is not from a run, and --out would overwrite it.",
            "Choose another directory, or move the file.",
        )
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=directory):
            pass  # better known now than after hours of training
    except OSError as error:
        message = f"--out: {directory} can't be written: {error.strerror}."
        hint = "Check the permissions and the free space, or choose another directory."
        raise CommandError(ExitCode.USAGE, message, hint) from error
    return directory
