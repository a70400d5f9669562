"""How the app is left: by a key, which a run under way is kept for, or an error that nobody foresaw."""

from __future__ import annotations

import asyncio
import signal
import threading
import time
from io import StringIO
from typing import TYPE_CHECKING, cast

from rich.console import Console, RenderableType

from rnntui.course.records import Lesson
from rnntui.runs.progress import Progress
from rnntui.tui.notes import NOTE_STAYS, NotesApp

if TYPE_CHECKING:
    from textual.widgets import TextArea

EDITOR = "SpecEditor"  # by its name: a signal may come while its module is still being imported
LAB_ID = "lab-"  # and the name of the spec: the id that a lab has in its pane
LAST_WORDS = "The run stops, what it trained is kept, then rnntui ends."
TWICE = 2.0  # seconds within which the second ctrl+c counts


class BrokeOff(Exception):
    """Textual gave up, with what it would have shown as the message."""


class LeavingApp(NotesApp):
    """An app that is left in order. ``crash`` is the error that ended it, None as long as all is well."""

    progress: Progress
    crash: Exception | None = None
    leaving = False
    _pressed = float("-inf")

    def suspend_between_events(self) -> None:
        """Have a SIGTSTP handled between two events.

        Textual's own handler writes to the terminal at once: for ever, where the code that the signal broke
        into holds the lock for that.
        """
        handler = signal.getsignal(signal.SIGTSTP)
        if callable(handler):
            asyncio.get_running_loop().add_signal_handler(signal.SIGTSTP, handler, signal.SIGTSTP, None)

    def save_edits(self) -> None:
        """Keep what stands in the editor, be it that the app has not heard of the last key yet."""
        self.progress.write_at_once()
        for screen in self.screen_stack:
            lesson: Lesson | None = getattr(screen, "lesson", None)
            if lesson is not None:
                for editor in screen.query(EDITOR):
                    self._save_edit(lesson, cast("TextArea", editor))

    def _save_edit(self, lesson: Lesson, editor: TextArea) -> None:
        name = str(editor.parent.id if editor.parent else "").removeprefix(LAB_ID)
        block = lesson.spec(name)
        known = self.progress.text(lesson.id, name) or (block.text if block is not None else "")
        if editor.text.strip("\n") != known.strip("\n"):
            self.progress.save_text(lesson.id, name, editor.text)

    def stop_to_leave(self) -> bool:
        """Ask a run that has trained something to stop and be kept; whether there is one to wait for."""
        return False

    async def action_quit(self) -> None:
        """q."""
        self.leave()

    def leave(self) -> None:
        """End. A run under way is stopped and kept first, unless the key is pressed once more."""
        if self.leaving or not self.stop_to_leave():
            self.exit()
            return
        self.leaving = True
        self.notify(f"{LAST_WORDS} Once more, and rnntui leaves without it.", timeout=NOTE_STAYS)

    def action_help_quit(self) -> None:
        """ctrl+c with nothing selected; the second one quits."""
        now = time.monotonic()
        if self.leaving or now - self._pressed <= TWICE:
            self.leave()
            return
        self._pressed = now
        kept = "Everything is saved." if self.progress.saves else "What you reached is lost then."
        self.notify(f"ctrl+c once more quits. {kept}", timeout=TWICE)

    # ------------------------------------------------------------ errors
    def watch_threads(self) -> None:
        """An error in a thread ends the app as well: what the thread was to do would never come."""

        def tell(broken: threading.ExceptHookArgs) -> None:
            if isinstance(broken.exc_value, Exception):
                self.call_later(self._handle_exception, broken.exc_value)

        threading.excepthook = tell

    def _handle_exception(self, error: Exception) -> None:
        self.crash = self.crash or error
        super()._handle_exception(error)

    def panic(self, *renderables: RenderableType) -> None:
        """Textual's own end; what it says goes to the log."""
        console = Console(file=StringIO(), width=100, color_system=None)
        with console.capture() as captured:
            console.print(*renderables)
        self.crash = self.crash or BrokeOff(captured.get().strip())
        self._fatal_error()

    def _fatal_error(self) -> None:
        """End. Textual's own would add a traceback with the values of all variables."""
        self.save_edits()
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Nothing: whoever opened the app says what happened, in a sentence."""
        self._exit_renderables.clear()
