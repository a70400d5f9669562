"""What is told of a run while it runs: nothing, plain lines, or a bar that moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from rnntui.cli.safe import safe_lines
from rnntui.runs.protocol import Event, Progress, Started
from rnntui.runs.wording import duration_text, losses_texts, speed_text

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from rnntui.cli.terminal import Stream

_LINES = 10  # of progress that a pipe gets for a run


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

    def wait(self, what: str) -> None:
        """The seconds count up beside it."""
        self._restart(_waiting_bar(self._err), f"{self._prefix}{what}…", None)

    def event(self, event: Event) -> None:
        """The bar moves on."""
        if isinstance(event, Started):
            self.wait("compiling")
        if not isinstance(event, Progress):
            return
        stage = "final fit" if event.stage == "final" else "epoch"
        if self._bar is None or self._bar.tasks[0].total != event.epochs:
            self._restart(_training_bar(self._err), self._prefix + stage, event.epochs)
        assert self._bar is not None
        assert self._task is not None
        left = (event.epochs - event.epoch) / event.epochs_per_second if event.epochs_per_second > 0 else None
        self._bar.update(
            self._task,
            completed=event.epoch,
            description=self._prefix + stage,
            speed=speed_text(event.epochs_per_second),
            left="" if left is None else f"{duration_text(left)} left",
            losses=", ".join(losses_texts(event.loss, event.val_loss)),
        )

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

    def _restart(self, bar: Bar, description: str, total: int | None) -> None:
        self.close()
        self._bar = bar
        self._task = bar.add_task(description, total=total, speed="", left="", losses="")
        bar.start()


def _waiting_bar(err: Stream) -> Bar:
    from rich.progress import Progress as Bar
    from rich.progress import ProgressColumn, Task, TextColumn
    from rich.text import Text

    class Seconds(ProgressColumn):
        """Whole seconds since it began."""

        def render(self, task: Task) -> Text:
            return Text(f"{int(task.elapsed or 0)} s")

    text = TextColumn("{task.description}", markup=False)
    return Bar(text, Seconds(), console=err.console, transient=True, refresh_per_second=4)


def _training_bar(err: Stream) -> Bar:
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    columns: list[TextColumn | BarColumn] = [
        TextColumn("{task.description} {task.completed:,.0f}/{task.total:,.0f}", markup=False),
        BarColumn(bar_width=None if err.width >= 100 else 16),
        TextColumn("{task.fields[speed]}", markup=False),
        TextColumn("{task.fields[left]}", markup=False),
        TextColumn("{task.fields[losses]}", markup=False),
    ]
    return Bar(*columns, console=err.console, transient=True, refresh_per_second=4, expand=err.width >= 100)
