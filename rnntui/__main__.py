"""``python -m rnntui`` is the same as ``rnntui``."""

from __future__ import annotations

import signal


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
