"""What is told on stderr while a command works: what was found, what runs, how it goes."""

from __future__ import annotations

from collections.abc import Iterable

from rnntui.cli.flagwords import Speaker, as_written, is_of_spec
from rnntui.cli.terminal import Stream
from rnntui.cli.watch import LiveWatch, PlainWatch, SilentWatch, Watch
from rnntui.runs.protocol import Event, Finished, Started
from rnntui.runs.wording import duration_text
from rnntui.spec.wording import counted

FEWEST_TESTS = 8  # windows; scores over fewer are chance


class Narrator:
    """Tells each thing once, on a terminal with a line that moves; ``silent`` tells nothing.

    ``speak`` is how sentences about the spec are said.
    """

    def __init__(self, err: Stream, *, silent: bool = False) -> None:
        self._err = err
        self._silent = silent
        self.speak: Speaker = as_written
        self._told: set[str] = set()
        self._later: list[str] = []
        self._watch: Watch = SilentWatch()
        self.begin()

    def begin(self, prefix: str = "") -> None:
        """A new thing to follow; ``prefix`` stands before its moving line."""
        self._watch.close()
        if self._silent:
            self._watch = SilentWatch()
        elif self._err.ability.live:
            self._watch = LiveWatch(self._err, prefix)
        else:
            self._watch = PlainWatch(self._err, prefix)

    def wait(self, what: str) -> None:
        """Something takes a while."""
        self._watch.wait(what)

    def event(self, event: Event) -> None:
        """Something happened to the run."""
        if isinstance(event, Started):
            self.notes(self.speak(note) if is_of_spec(note) else note for note in event.notes)
            self.tell(started_text(event))
            self.notes(few_tests(event))
        self._watch.event(event)

    def tell(self, sentence: str) -> None:
        """A sentence."""
        if not self._silent:
            self._watch.say(sentence)

    def tell_soon(self, sentence: str) -> None:
        """A sentence from a signal handler, which may not write: it may have interrupted a write."""
        self._later.append(sentence)

    def beat(self) -> None:
        """Tell what was to be told soon; to be called several times a second."""
        while self._later:
            self.tell(self._later.pop(0))

    def warn(self, sentences: Iterable[str]) -> None:
        """Sentences that are told whoever is silent: something is not as it should be."""
        for sentence in sentences:
            (self._err.print if self._silent else self.tell)(sentence)

    def notes(self, sentences: Iterable[str]) -> None:
        """Sentences, each only where it was not told before."""
        for sentence in sentences:
            if sentence not in self._told:
                self._told.add(sentence)
                self.tell(sentence)

    def spec(self, text: str) -> None:
        """The spec that runs, as it is."""
        self.tell("\n".join(["", *text.rstrip().splitlines(), ""]))

    def close(self) -> None:
        """Nothing moves any more."""
        self._watch.close()


def started_text(event: Started) -> str:
    """What is trained on what, by which engine."""
    windows = event.windows
    steps, columns = (*event.input_shape, 1)[:2]
    of = counted(steps, "step") + (f" of {columns} columns" if columns > 1 else "")
    parts = [f"Training {event.params:,} parameters on {counted(windows['train'], 'window')} of {of}"]
    if windows.get("validation"):
        parts.append(f"watching {windows['validation']:,}")
    parts.append(f"testing on {windows['test']:,}")
    threads = "1 thread" if event.threads == 1 else f"{event.threads} threads"
    return f"{', '.join(parts)} (seed {event.seed}, {event.engine}, {threads})."


def few_tests(event: Started) -> tuple[str, ...]:
    """A warning where the test part is too small to score anything by; else nothing."""
    windows = event.windows["test"]
    if windows >= FEWEST_TESTS:
        return ()
    what = "1 window is" if windows == 1 else f"{windows} windows are"
    return (f"Only {what} tested: such scores say little. More data or a smaller split makes them firmer.",)


def ended_text(finished: Finished) -> str:
    """How a training ended, and how long it took."""
    if finished.status == "cancelled":
        return "Cancelled: nothing is kept."
    if finished.epochs == 0:
        return " ".join(finished.notes) or "No epoch had ended: nothing is kept."
    seconds = finished.seconds
    epochs = f"{finished.epochs:,} epoch{'s' * (finished.epochs != 1)}"
    took = f"{epochs} in {duration_text(seconds.get('train', 0.0))}"
    if seconds.get("compile", 0.0) >= 0.1:
        took += f", after {duration_text(seconds['compile'])} of compiling"
    how = {
        "completed": "Stopped early" if finished.early else "Trained",
        "stopped": "Stopped",
        "diverged": "Diverged",
    }.get(finished.status, finished.status.capitalize())
    best = ""
    if finished.best_epoch and finished.best_epoch != finished.epochs:
        best = f" The weights are those of epoch {finished.best_epoch:,}."
    return f"{how}: {took}.{best}"
