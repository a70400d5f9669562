"""A SPEC file: read, parsed, and where its relative paths lead."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from rnntui.cli.exit_codes import ExitCode
from rnntui.cli.failures import CommandError, failed, spec_error
from rnntui.runs.protocol import Failed
from rnntui.runs.spec_file import NoText, read_text
from rnntui.series.catalogue import is_file, names
from rnntui.spec.parse import parse
from rnntui.spec.records import ModelSpec

_TABLES = (".csv", ".tsv", ".tab", ".dat", ".txt", ".xlsx", ".xls", ".json", ".parquet")
# What stands in for data that a file leaves to --data; it is never read.
_NO_DATA = 'data = Series("airline")\n'


@dataclass(frozen=True, slots=True)
class Written:
    """A SPEC file: its path, its text, and what it parses to; ``has_data`` where it names a series."""

    path: Path
    text: str
    spec: ModelSpec
    has_data: bool = True

    @property
    def source(self) -> str:
        """What messages call it."""
        return str(self.path)


def read_spec(path: Path, *, data_given: bool = False) -> Written:
    """A SPEC file, parsed; with ``data_given`` it need not say which data.

    Raises:
        CommandError: it can't be read (usage), or is no spec (every error of it).
    """
    text = _read(path)
    parsed = parse(text)
    has_data = not (data_given and [problem.code for problem in parsed.errors] == ["no-data"])
    if not has_data:
        parsed = parse(_NO_DATA + text)
    if parsed.spec is None:
        raise spec_error(parsed.errors, text, str(path))
    return Written(path, text, parsed.spec, has_data)


def _read(path: Path) -> str:
    named = str(path)
    if path.suffix.lower() in _TABLES or (named in names() and not path.exists()):
        what = "a built-in series" if named in names() else "a data file"
        message = f"{named} is {what}, and a model spec (SPEC.py) belongs there."
        raise CommandError(ExitCode.USAGE, message, f"For the data write --data {named}")
    try:
        return read_text(path)
    except FileNotFoundError as error:
        hint = "SPEC is a file of Keras code; without one, --cell and --data say what to train."
        raise CommandError(ExitCode.USAGE, f"There is no spec file {named}.", hint) from error
    except OSError as error:
        raise CommandError(ExitCode.USAGE, f"{named} can't be read: {error.strerror}.") from error
    except NoText as error:
        raise CommandError(ExitCode.SPEC, error.message, error.hint) from error


def directory_of_data(written: Written | None, name: str) -> str:
    """The directory that a series' relative path is meant from: that of the SPEC file, else the current one.

    Raises:
        CommandError: the file is in neither.
    """
    here = os.getcwd()
    if written is None or Path(name).expanduser().is_absolute() or name in names():
        return here
    beside = written.path.parent.absolute()
    for directory in (beside, Path(here)):
        if (directory / name).exists():
            return str(directory)
    if not is_file(name):
        return here  # a name that is none: the worker knows what there is
    where = (
        f"neither in {beside}, where the spec lies, nor in {here}" if str(beside) != here else f"in {here}"
    )
    verb = "It was looked for" if str(beside) == here else "It is"
    message = f"There is no file {name!r}, which {written.source} names. {verb} {where}."
    hint = (
        "Check the name: a relative path is meant from the directory of the spec, then from the current one."
    )
    raise failed(Failed("", "data", "no-file", message, hint))
