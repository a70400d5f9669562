"""What is told of a run while it runs: nothing, plain lines, or a bar that moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from rnntui.cli.safe import safe_lines
from rnntui.runs.protocol import Event, Progress, Started
from rnntui.runs.wording import duration_text, losses_texts, speed_text
from rnntui.tui.bar import bar

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from rnntui.cli.terminal import Stream

_LINES = 10  # of progress that a pipe gets for a run
_SHORTEST_BAR, _LONGEST_BAR = 6, 40  # columns


class Watch(Protocol):
    """Follows one request: what it waits for, and every event of it."""

    def wait(self, what: str) -> None:
        """From now on it waits for ``what``, which takes a while."""

    def event(self, event: Event) -> None:
        """Something happened."""

    def say(self, sentence: str) -> None:
        """Tell a sentence meanwhile."""

    def close(self) -> None:
        """It has ended, one way or the other."""


class SilentWatch:
    """Tells nothing: ``--quiet`` and ``--json``."""

    def wait(self, what: str) -> None:
        """Not told."""

    def event(self, event: Event) -> None:
        """Not told."""

    def say(self, sentence: str) -> None:
        """Not told."""

    def close(self) -> None:
        """Nothing to end."""


class PlainWatch:
    """A line for each thing that takes a while, and about ten lines of progress."""

    def __init__(self, err: Stream, prefix: str = "") -> None:
        self._err = err
        self._prefix = prefix
        self._next = 0.0

    def wait(self, what: str) -> None:
        """Said at once."""
        self._err.print(f"{self._prefix}{what}…")

    def event(self, event: Event) -> None:
        """A line after the first epoch and at every tenth of them."""
        if not isinstance(event, Progress) or event.epoch == 0:
            return
        share = event.epoch / max(event.epochs, 1)
        if share >= self._next or event.epoch == event.epochs:
            self._next = (int(share * _LINES) + 1) / _LINES
            stage = "final fit, " if event.stage == "final" else ""
            how = ", ".join([*losses_texts(event.loss, event.val_loss), speed_text(event.epochs_per_second)])
            self._err.print(f"{self._prefix}{stage}epoch {event.epoch:,}/{event.epochs:,}: {how}")

    def say(self, sentence: str) -> None:
        """A line."""
        self._err.print(sentence)

    def close(self) -> None:
        """Nothing to end."""


class LiveWatch:
    """One line on the terminal that is drawn over again; it is gone when the run has ended."""

    def __init__(self, err: Stream, prefix: str = "") -> None:
        self._err = err
        self._prefix = prefix
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._trains = False

    def wait(self, what: str) -> None:
        """The seconds count up beside it."""
        self._restart(_line(self._err, seconds=True), f"{self._prefix}{what}…", trains=False)

    def event(self, event: Event) -> None:
        """The bar moves on."""
        if isinstance(event, Started):
            self.wait("compiling")
        if not isinstance(event, Progress):
            return
        said = progress_line(event, self._prefix, self._err.width, unicode=self._err.ability.unicode)
        if self._bar is None or not self._trains:
            self._restart(_line(self._err), said, trains=True)
        assert self._bar is not None
        assert self._task is not None
        self._bar.update(self._task, description=said)

    def say(self, sentence: str) -> None:
        """Above the bar."""
        if self._bar is None:
            self._err.print(sentence)
        else:
            self._bar.console.print(safe_lines(sentence), highlight=False, markup=False)

    def close(self) -> None:
        """The line goes."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _restart(self, bar: Bar, description: str, *, trains: bool) -> None:
        self.close()
        self._bar, self._trains = bar, trains
        self._task = bar.add_task(description, total=None)
        bar.start()


def _line(err: Stream, *, seconds: bool = False) -> Bar:
    from rich.progress import Progress as Bar
    from rich.progress import ProgressColumn, Task, TextColumn
    from rich.text import Text

    class Seconds(ProgressColumn):
        """Whole seconds since it began."""

        def render(self, task: Task) -> Text:
            return Text(f"{int(task.elapsed or 0)} s")

    columns: list[ProgressColumn] = [TextColumn("{task.description}", markup=False)]
    columns += [Seconds()] if seconds else []
    return Bar(*columns, console=err.console, transient=True, refresh_per_second=4)


# ---------------------------------------------------------------- words
def progress_line(event: Progress, prefix: str, width: int, *, unicode: bool = True) -> str:
    """How far, a bar, how fast, how long still, the losses: as much of it as ``width`` columns hold."""
    stage = "final fit" if event.stage == "final" else "epoch"
    far = f"{prefix}{stage} {event.epoch:,}/{event.epochs:,}"
    losses = ", ".join(losses_texts(event.loss, event.val_loss))
    speed = left = ""
    if event.epochs_per_second > 0:
        speed = speed_text(event.epochs_per_second)
        left = f"{duration_text((event.epochs - event.epoch) / event.epochs_per_second)} left"
    choices: tuple[list[str], ...] = ([speed, left, losses], [left, losses], [left], [])
    texts = [f"  {'  '.join(filter(None, some))}".rstrip() for some in choices]
    text = next(text for text in texts if len(far) + len(text) < width or not text)
    room = min(width - 1 - len(far) - len(text) - 2, _LONGEST_BAR)
    drawn = (
        f"  {bar(event.epoch / max(event.epochs, 1), room, unicode=unicode)}" if room >= _SHORTEST_BAR else ""
    )
    return f"{far}{drawn}{text}"
