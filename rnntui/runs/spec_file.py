"""The text of a spec in a file: for the command line and the app."""

from __future__ import annotations

import codecs
from pathlib import Path

from rnntui.spec.scan import LIMITS

_MARKS_OF_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class NoText(Exception):
    """A file whose content is no text that could be a spec: one sentence, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def read_text(path: Path) -> str:
    """The text of a file, whose end is not waited for where it is too long for a spec.

    Raises:
        OSError: it can't be read.
        NoText: it is too large, or not UTF-8.
    """
    with path.open("rb") as file:
        data = file.read(LIMITS.bytes + 1)
    large = NoText(f"{path} is too large: a spec has at most {LIMITS.characters:,} characters.")
    if len(data) > LIMITS.bytes:
        raise large
    if data.startswith(_MARKS_OF_UTF_16):
        hint = "Save it as UTF-8; in PowerShell: ... | Out-File -Encoding utf8 SPEC.py"
        raise NoText(f"{path} is UTF-16 text, and a spec is UTF-8.", hint)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NoText(f"{path}, line {line} is not UTF-8 text.", "Save the file as UTF-8.") from error
    if len(text) > LIMITS.characters:
        raise large
    return text
