"""``python -m rnntui`` is the same as ``rnntui``."""

from __future__ import annotations

import os
import sys

_OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

if __name__ == "__main__" and not getattr(sys.flags, "safe_path", False) and sys.path[0] != _OURS:
    # -m puts the current directory first: a csv.py or keras.py that lies there, maybe the very spec, would be
    # run in the place of the real one, by the worker as well, which is given our path.
    del sys.path[0]

import signal  # noqa: E402 (itself a name that a file may have)


def main() -> None:
    """The ``rnntui`` script: loading and leaving, a Ctrl-C ends it without a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from rnntui.cli.start import main as command_line
    from rnntui.cli.unread import deadly_pipes

    deadly_pipes()
    try:
        command_line()
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


if __name__ == "__main__":
    main()
