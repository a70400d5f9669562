"""The learner's own files: specs that are loaded and saved, scripts that are exported."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from rnntui.runs.files import written
from rnntui.runs.spec_file import NoText, read_text
from rnntui.spec.parse import parse


class FileProblem(Exception):
    """Why a file can't be read or written: one sentence, and where possible what to do."""


@dataclass(frozen=True, slots=True)
class Exists(Exception):
    """The file is there already; whoever writes has to be sure."""

    path: Path


def path_of(typed: str) -> Path:
    """The path that was typed, ``~`` expanded. Raises FileProblem where it is none."""
    if not typed.strip():
        raise FileProblem("Write the name of a file.")
    try:
        return Path(typed.strip()).expanduser()
    except RuntimeError as error:
        raise FileProblem(f"There is no home for {typed.split('/')[0]}: write the path without ~.") from error


def read_spec(path: Path) -> str:
    """The text of a spec, with its line ends and tabs as the editor has them. Raises FileProblem."""
    if _kind(path) is None:
        raise FileProblem(f"There is no file {path}.")
    try:
        text = read_text(path)
    except OSError as error:
        raise FileProblem(f"{path} can't be read: {_why(error)}.") from error
    except NoText as error:
        raise FileProblem(f"{error.message} {error.hint}".strip()) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    found = parse(text)
    if found.source is None and not found.layers:
        raise FileProblem(f"{path} is no spec: it has neither a Series(...) nor a layer.")
    return text


def check_place(path: Path, *, sure: bool = False) -> None:
    """Look whether a file can go there.

    Raises:
        Exists: one is there already, and ``sure`` is not set.
        FileProblem: none can.
    """
    if _kind(path) is not None and not sure:
        raise Exists(path)
    if not path.parent.is_dir():
        raise FileProblem(f"There is no folder {path.parent}: make it first, or name another.")


def write(path: Path, text: str, *, sure: bool = False) -> None:
    """Write a file, whole or not at all; raises what `check_place` does, and FileProblem where it fails."""
    check_place(path, sure=sure)
    try:
        with written(path.resolve()) as file:  # what a link leads to, and not the link
            file.write(text)
    except OSError as error:
        raise FileProblem(f"{path} can't be written: {_why(error)}.") from error


def _kind(path: Path) -> int | None:
    """The kind of a file, None where there is none; raises FileProblem for what is no file."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise FileProblem(f"{path} can't be used: {_why(error)}.") from error
    if stat.S_ISDIR(mode):
        raise FileProblem(f"{path} is a folder: name a file in it.")
    if not stat.S_ISREG(mode):
        raise FileProblem(f"{path} is no ordinary file: name another.")
    return stat.S_IFMT(mode)


def _why(error: OSError | ValueError) -> str:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return reason[:1].lower() + reason[1:]
