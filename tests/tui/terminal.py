"""The real app on a real pseudo-terminal, under a shell as it is at home."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte

PATIENCE = 90.0  # seconds that anything may take on a loaded machine; a start of TensorFlow takes 7
GARBAGE = b"%!" * 40
HEARD = """
import os
from pathlib import Path
from textual.app import App

def hear(app, event, on_event=App.on_event):
    if type(event).__name__ == "Key" and event.key == "escape" and not event.is_forwarded:
        path = Path(os.environ["RNNTUI_HOME"], "escapes")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(path.read_bytes() + b"." if path.exists() else b".")
    return on_event(app, event)

App.on_event = hear
"""
"""Has the app note every Escape that it hears. A byte that comes sooner makes another key of it, and what
stands on the screen does not tell: a frame may be half drawn."""
SHELL = '"$@"; echo "ended with $?"; read wait'


class Terminal:
    """A terminal of ``size`` (columns, rows) in which ``command`` runs."""

    def __init__(self, command: list[str], size: tuple[int, int], environment: dict[str, str]) -> None:
        columns, rows = size
        self._escapes = Path(environment["RNNTUI_HOME"], "escapes")
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.draws = True  # False: what comes is only kept (pyte gives up on a sequence that was cut off)
        self.shell, self.fd = pty.fork()
        if self.shell == 0:
            os.execvpe("sh", ["sh", "-c", SHELL, "sh", *command], environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.before = self.modes

    # ------------------------------------------------------------ what is seen
    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    @property
    def modes(self) -> list[int]:
        """The terminal's own modes: input, output, control, local."""
        return termios.tcgetattr(self.fd)[:4]

    @property
    def app(self) -> int:
        """The process of the app."""
        self.until(lambda: children(self.shell))
        return children(self.shell)[0]

    @property
    def family(self) -> list[int]:
        """The app and all that it started."""
        family = [self.app]
        for member in family:
            family += children(member)
        return family

    def read(self, seconds: float) -> None:
        """Take what is written meanwhile."""
        if select.select([self.fd], [], [], seconds)[0]:
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                return
            self.raw += data
            if self.draws:
                self._stream.feed(data)

    def until(self, holds: Callable[[], object], what: str = "a condition") -> None:
        """Read until something holds."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"never: {what}\n{self.text}"
            self.read(0.02)

    def shows(self, *texts: str) -> None:
        """Read until all of these stand on the screen."""
        self.until(lambda: all(text in self.text for text in texts), repr(texts))

    # ------------------------------------------------------------ what is done
    def press(self, keys: str) -> None:
        """Type, as bytes of a terminal."""
        os.write(self.fd, keys.encode())

    def press_heard(self, keys: str) -> None:
        """Type; an app with `HEARD` has heard an Escape at the end before anything else is typed."""
        before = self._heard
        self.press(keys)
        if keys.endswith("\x1b"):
            self.until(lambda: self._heard > before, "the Escape is heard")

    @property
    def _heard(self) -> int:
        return self._escapes.stat().st_size if self._escapes.exists() else 0

    def press_until(self, keys: str, text: str) -> None:
        """Type, and read until a text stands on the screen."""
        self.press(keys)
        self.shows(text)

    def garble(self) -> None:
        """What another program writes over everything that the app has drawn."""
        self._stream.feed(b"\x1b[0m" + b"".join(b"\x1b[%dH%s" % (row, GARBAGE) for row in self._rows))

    @property
    def is_garbled(self) -> bool:
        """Whether some of that still stands there."""
        return GARBAGE[:2].decode() in self.text

    @property
    def _rows(self) -> range:
        return range(1, self.screen.lines + 1)

    def resize(self, columns: int, rows: int) -> None:
        """Another size; the program is told."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def unread(self) -> int:
        """How many bytes wait for a reader."""
        return struct.unpack("i", fcntl.ioctl(self.fd, termios.FIONREAD, b"\0" * 4))[0]

    def hang_up(self) -> None:
        """Close the terminal."""
        os.close(self.fd)
        self.fd = -1

    def close(self) -> None:
        """End all that still runs in it."""
        for pid in (*(self.family if children(self.shell) else ()), self.shell):
            if is_alive(pid):
                os.kill(pid, signal.SIGKILL)
        if self.fd >= 0:
            os.close(self.fd)
        os.waitpid(self.shell, 0)


@contextmanager
def terminal(
    *arguments: str | Path, size: tuple[int, int] = (80, 24), code: str = "", **environment: str
) -> Iterator[Terminal]:
    """rnntui with these arguments; ``code`` is Python that runs before it."""
    opened = Terminal(_command(arguments, code), size, _environment(environment))
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def in_tmux(
    place: Path,
    *arguments: str | Path,
    size: tuple[int, int] = (80, 24),
    code: str = "",
    **environment: str,
) -> Iterator[Terminal]:
    """The same in a tmux of its own, which keeps its files in ``place``."""
    (place / "conf").write_text(
        "set -g status off\nset -g default-terminal screen-256color\nset -s escape-time 20\n"
    )
    tmux = ["tmux", "-u", "-S", str(place / "socket"), "-f", str(place / "conf")]
    env = _environment(environment)
    env.pop("TMUX", None)
    opened = Terminal([*tmux, "new-session", *_command(arguments, code)], size, env)
    try:
        yield opened
    finally:
        subprocess.run([*tmux, "kill-server"], check=False, capture_output=True)
        opened.close()


def _command(arguments: tuple[str | Path, ...], code: str) -> list[str]:
    start = ["-c", f"{code}\nfrom rnntui.__main__ import main\nmain()"] if code else ["-m", "rnntui"]
    return [sys.executable, *start, *map(str, arguments)]


def _environment(changes: dict[str, str]) -> dict[str, str]:
    env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **changes}
    return {name: value for name, value in env.items() if not name.startswith("TEXTUAL")}


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    except OSError:
        return []  # it has ended
    return found


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that nobody has waited for yet does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
