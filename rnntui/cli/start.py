"""What ``rnntui`` does first: alone it opens the lessons, everything else is a command line to read."""

from __future__ import annotations

import os
import sys

from rnntui.cli.exit_codes import ExitCode
from rnntui.cli.guard import say_error
from rnntui.cli.lesson import VARIABLES, Look, open_lessons, unclear_switch


def main() -> None:
    """The ``rnntui`` script."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us: `rnntui >&-`
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 (open to the end)
    # Before numpy is loaded: its threads wait for each other on a busy machine, and 60 small least squares
    # of a figure took 5 to 15 s in place of 0.2.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if not os.environ.keys() & VARIABLES.values():
        # No options to read: typer would take a third of the time to the first screen.
        match sys.argv[1:]:
            case []:
                open_lessons(None, Look())
                return
            case ["lesson", which] if not which.startswith("-"):
                open_lessons(which, Look())
                return
    unclear = unclear_switch(os.environ)
    if unclear:
        say_error(unclear)
        sys.exit(ExitCode.USAGE)
    from rnntui.cli.app import main as read_command_line

    read_command_line()
