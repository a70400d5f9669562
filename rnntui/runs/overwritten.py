"""Texts of a spec that gave way to those of another session: each becomes a file, which key i loads."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from itertools import chain, count
from pathlib import Path


def directory(home: Path) -> Path:
    """Where they are kept."""
    return home / "overwritten"


def keep(home: Path, lesson: str, spec: str, text: str) -> Path:
    """Write a text to a file of its own. Raises OSError."""
    from rnntui.runs.files import written  # heavy: it comes after the first paint

    stem = f"{_stem(lesson, spec)}-{time.strftime('%y%m%d-%H%M%S')}"
    names = chain([f"{stem}.py"], (f"{stem}-{number}.py" for number in count(2)))
    paths = (directory(home) / name for name in names)
    path = next(path for path in paths if not path.exists())
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with written(path) as file:
        file.write(text)
    return path


def find(home: Path, lesson: str, spec: str, text: str) -> Path | None:
    """The newest file of such a text that can be read."""
    for path in sorted(directory(home).glob(f"{_stem(lesson, spec)}-*.py"), reverse=True):
        with suppress(OSError, UnicodeDecodeError):  # what can't be read can't be loaded either
            if path.read_text(encoding="utf-8") == text:
                return path
    return None


def _stem(lesson: str, spec: str) -> str:
    return re.sub(r"[^\w.-]+", "-", f"{lesson}-{spec}")


def shown(path: Path) -> str:
    """A path as it is said and typed: with ~ for the user's home."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):  # it lies elsewhere, or there is no home
        return str(path)
