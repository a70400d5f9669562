"""Notes that pop up over a screen: each once, gone by themselves or with Escape, the lasting ones on home."""

from __future__ import annotations

from textual.notifications import SeverityLevel

from rnntui.tui.in_order import InOrderApp

NOTE_STAYS = 10.0  # seconds: it names files, or asks for something
_MOST = 3  # lasting notes that home shows


class NotesApp(InOrderApp):
    """An app with notes; ``lasting`` are the newest of those that matter later as well."""

    NOTIFICATION_TIMEOUT = 4.0
    lasting: tuple[str, ...] = ()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Pop a note up; one that says the same gives way to it."""
        for note in [note for note in self._notifications if note.message == message]:
            self._unnotify(note, refresh=False)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def tell(self, note: str, severity: SeverityLevel = "warning") -> None:
        """Pop up what matters later as well, and keep it for home; where home shows, it stands there."""
        self.lasting = (*(one for one in self.lasting if one != note), note)[-_MOST:]
        if not self.shows_lasting():
            self.notify(note, severity=severity, timeout=NOTE_STAYS, markup=False)

    def shows_lasting(self) -> bool:
        """Draw the lasting notes, if the screen has a place for them; whether it has."""
        return False

    def clear_notifications(self) -> None:
        """Put all away, also those on screens that are in sight round a window."""
        super().clear_notifications()
        for screen in self.screen_stack[:-1]:
            screen.query("ToastHolder").remove()

    @property
    def has_notes(self) -> bool:
        """Whether any is in sight."""
        return len(self._notifications) > 0
