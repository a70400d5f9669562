"""Whether a file can be read as text at all, and in which encoding."""

from __future__ import annotations

import codecs
import difflib
import errno
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from rnntui.series.records import DataProblem

MAX_BYTES = 100_000_000
_BLOCK = 1 << 20
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_C1 = re.compile(rb"[\x80-\x9f]")
_IN_NO_ENCODING = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # neither in Latin-1's letters nor in Windows-1252
_EXPORT = "Open it with the program that wrote it and save it as CSV."
_KINDS = (
    (b"PK\x03\x04", "an Excel workbook or a zip archive", _EXPORT),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", _EXPORT),
    (b"\x1f\x8b", "compressed with gzip", "Unpack it first: gunzip FILE."),
    (b"PAR1", "a Parquet file", _EXPORT),
    (b"%PDF", "a PDF", _EXPORT),
    (b"SQLite format 3", "an SQLite database", _EXPORT),
    (b"\xff\xfe", "UTF-16 text", "Save it as UTF-8."),
    (b"\xfe\xff", "UTF-16 text", "Save it as UTF-8."),
)


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that is text: its path, Python's name of its encoding, and people's.

    ``most_rows`` is how many rows it can have at most: its line ends, and one.
    """

    path: Path
    encoding: str
    encoding_text: str
    most_rows: int


def examine(path: Path) -> TextFile:
    """Look at a whole file, block by block, before any of it is read as a table.

    Raises:
        DataProblem: ``no-file``, ``directory``, ``not-a-file``, ``no-permission``, ``unreadable``,
            ``file-too-large``, ``empty-file``, ``binary-file``, ``json``, ``web-page``, ``encoding`` or
            ``line-too-long``.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise DataProblem("directory", f"{path} is a directory.", "Name the CSV file in it.")
        if not stat.S_ISREG(found.st_mode):
            raise DataProblem(
                "not-a-file", f"{path} is not a regular file.", "Save its content to a file first."
            )
        _check_size(path, found.st_size)
        with path.open("rb") as file:
            return _scan(path, file)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def _check_size(path: Path, size: int) -> None:
    if size == 0:
        raise DataProblem(
            "empty-file", f"{path.name} is empty.", "Check that it was written and copied whole."
        )
    if size > MAX_BYTES:
        message = (
            f"{path.name} has {size / 1e6:.0f} MB; rnntui reads CSV files of up to {MAX_BYTES / 1e6:.0f} MB."
        )
        hint = "Keep the columns you need (cut -d, -f1,2) or the newest rows (tail), with the header."
        raise DataProblem("file-too-large", message, hint)


def _scan(path: Path, file: BinaryIO) -> TextFile:
    """Hold every byte against what text may contain, and find the encoding on the way."""
    block = file.read(_BLOCK)
    _check_kind(path, block)
    bom = block.startswith(codecs.BOM_UTF8)
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8, latin1, blank, odd_line = True, True, True, 0
    feeds, returns = 0, 0
    while block:
        line = max(feeds, returns) + 1
        _check_block(path, block, line)
        utf8 = utf8 and _decodes(decoder, block)
        latin1 = latin1 and not _C1.search(block)
        odd = _IN_NO_ENCODING.search(block)
        if odd and not odd_line:
            odd_line = line + block.count(b"\n", 0, odd.start())
        blank = blank and not block.removeprefix(codecs.BOM_UTF8).strip()
        feeds, returns = feeds + block.count(b"\n"), returns + block.count(b"\r")
        block = file.read(_BLOCK)
    if blank:
        raise DataProblem(
            "empty-file", f"{path.name} holds nothing but blanks.", "Check that it was written whole."
        )
    if utf8 and _decodes(decoder, b"", final=True):
        encoding, spoken = "utf-8-sig", "UTF-8 with a byte order mark" if bom else "UTF-8"
    elif odd_line:
        message = f"{path.name} is in an encoding that rnntui doesn't read: see line {odd_line}."
        raise DataProblem("encoding", message, "Save it as UTF-8.", odd_line)
    else:
        encoding, spoken = ("latin-1", "Latin-1") if latin1 else ("cp1252", "Windows-1252")
    return TextFile(path, encoding, spoken, max(feeds, returns) + 1)


def _check_block(path: Path, block: bytes, line: int) -> None:
    """Look for bytes that no text has, and for a line without end, in a block that begins in ``line``."""
    control = _CONTROL.search(block)
    if control:
        at = line + block.count(b"\n", 0, control.start())
        message = f"{path.name} is not text: line {at} holds the byte 0x{block[control.start()]:02x}."
        hint = "Name a CSV file; a spreadsheet has to be saved as CSV first."
        raise DataProblem("binary-file", message, hint, at)
    if len(block) == _BLOCK and b"\n" not in block and b"\r" not in block:
        message = f"Line {line} of {path.name} is longer than a million characters: it is no table in rows."
        raise DataProblem("line-too-long", message, "Write one row to a line.", line)


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _check_kind(path: Path, first: bytes) -> None:
    for magic, what, hint in _KINDS:
        if first.startswith(magic):
            raise DataProblem("binary-file", f"{path.name} is {what}, not a CSV file.", hint)
    opening = first.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    if opening in (b"{", b"["):
        hint = "Save it as CSV: a line of names, and a line for each row."
        raise DataProblem("json", f"{path.name} is JSON, not a CSV file.", hint)
    if opening == b"<":
        hint = "Download the file itself (the raw file), not the page that shows it."
        raise DataProblem("web-page", f"{path.name} is a web page or XML, not a CSV file.", hint)


def unreadable(path: Path, error: OSError | ValueError) -> DataProblem:
    """The sentence for a file that the operating system does not hand over."""
    if isinstance(error, PermissionError):
        hint = f"Ask its owner, or allow it: chmod u+r {path.name}"
        return DataProblem("no-permission", f"{path} may not be read by you.", hint)
    missing = isinstance(error, (FileNotFoundError, NotADirectoryError))
    if missing or isinstance(error, ValueError) or error.errno == errno.ENAMETOOLONG:
        near = _nearest(path)
        hint = f"Did you mean {near}?" if near else "Check the name and the directory."
        return DataProblem("no-file", f"There is no file {str(path)[:200]!r}.", hint)
    return DataProblem(
        "unreadable", f"{path} can't be read: {error.strerror}.", "Check the disk and the connection."
    )


def _nearest(path: Path) -> str:
    """The name of the file beside ``path`` that is spelt most like it; empty where none is."""
    try:
        beside = [entry.name for entry in path.parent.iterdir() if entry.is_file()]
    except (OSError, ValueError):  # no such directory either: nothing to suggest
        return ""
    close = difflib.get_close_matches(path.name, beside, n=1, cutoff=0.6)
    return str(path.with_name(close[0])) if close else ""
