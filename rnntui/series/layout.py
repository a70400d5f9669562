"""How a CSV file is laid out: its delimiter, decimal mark, header, and what each column holds.

All of it is found from the first thousand rows; the reader then holds every row against it.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rnntui.series.dates import looks_like_date
from rnntui.series.numbers import has_thousands, is_no_value, is_number
from rnntui.series.records import DataProblem
from rnntui.series.textfile import TextFile

if TYPE_CHECKING:  # the csv module has no public name for it
    from _csv import Reader

Kind = Literal["number", "date", "text", "empty"]

_SAMPLE_CHARACTERS = 1 << 18
_SAMPLE_ROWS = 1000
_DELIMITER_ROWS = 100
_FEWEST_ROWS = 3  # a header and two rows: fewer tell nothing of a table
_NO_DELIMITER = "\x1f"  # a control byte, which a text file that was examined doesn't hold
_DELIMITERS = (";", "\t", "|", ",")  # the comma last, since it can be a decimal mark
_SPOKEN = {";": "semicolon", "\t": "tab", "|": "vertical bar", ",": "comma", _NO_DELIMITER: "none"}
_PREAMBLE = re.compile(r"\s*(#.*|sep=.)?\s*", re.IGNORECASE)  # comments, and Excel's line for itself


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the values of a file stand and how they are written.

    ``decimal_seen`` is False where no sampled number has a decimal mark. ``skipped`` counts lines
    before the table; ``header`` says whether its first row holds names. ``names`` and ``kinds`` have
    one entry for each column, ``sample`` the first data rows.
    """

    file: TextFile
    delimiter: str
    decimal: str
    decimal_seen: bool
    skipped: int
    header: bool
    names: tuple[str, ...]
    kinds: tuple[Kind, ...]
    sample: tuple[tuple[str, ...], ...]

    def sampled(self, column: int) -> list[str]:
        """The first fields of a column."""
        return [row[column] for row in self.sample]

    def sentence(self) -> str:
        """How the file is read, for people."""
        path = self.file.path
        names = f"names from line {self.skipped + 1}" if self.header else "no header"
        mark = f"decimal {'comma' if self.decimal == ',' else 'point'}"
        delimiter = (
            "one column" if self.delimiter == _NO_DELIMITER else f"delimiter {_SPOKEN[self.delimiter]}"
        )
        last = f" to {self.skipped}" if self.skipped > 1 else ""
        skipped = f", line{'s' if last else ''} 1{last} skipped" if self.skipped else ""
        return f"{path.name} is read as {self.file.encoding_text}, {delimiter}, {mark}, {names}{skipped}."


def find_layout(file: TextFile) -> Layout:
    """Find out how the table in ``file`` is laid out.

    Raises:
        DataProblem: ``empty-file``, ``no-rows``, ``ragged-line``, ``duplicate-column``, ``line-too-long``
            or ``quote``.
    """
    numbers, lines = _first_lines(file)
    if not lines:
        message = f"{file.path.name} has no rows."
        raise DataProblem("empty-file", message, "Check that it was written whole.")
    delimiter = _delimiter(lines[:_DELIMITER_ROWS])
    rows, skipped = _first_rows(file, numbers, lines, delimiter), numbers[0] - 1
    width = Counter(map(len, rows)).most_common(1)[0][0]
    first, whole = rows[0], [tuple(row) for row in rows if len(row) == width]
    header = _is_header(first, _kinds([row for row in whole if list(row) != first], width))
    names = tuple(f"column{place + 1}" for place in range(width))
    if header:
        names = _names(first, width, file, skipped + 1)
        whole = whole[1:]
    if not whole:
        hint = "Check that it was written whole; a row looks like this: 2024-12,118"
        raise DataProblem("no-rows", f"{file.path.name} has a header and no rows.", hint)
    decimal, seen = _decimal(whole, delimiter)
    kinds = _kinds(whole, width)
    return Layout(file, delimiter, decimal, seen, skipped, header, names, kinds, tuple(whole))


def records_of(lines: Iterable[str], delimiter: str) -> Reader:
    """The records of lines, as every part of a file is read: blanks before a field say nothing."""
    return csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)


def wrong_quote(file: TextFile, line: int, error: csv.Error) -> DataProblem:
    """The sentence for a record that the csv module refuses; it begins on ``line``."""
    open_ended = any(sign in str(error) for sign in ("end of data", "field limit"))
    why = "it is never closed" if open_ended else str(error)
    message = f"{file.path.name}, line {line}: a quotation mark stands wrong ({why})."
    hint = "Close each quotation mark that is opened, and double those inside a field."
    return DataProblem("quote", message, hint, line)


def _first_rows(file: TextFile, numbers: list[int], lines: list[str], delimiter: str) -> list[list[str]]:
    """The records of the first lines; what a quotation mark takes beyond them is for the reader to judge.

    Raises:
        DataProblem: ``quote``, where it stands so early that nothing can be found out.
    """
    reader, rows, begins = records_of(lines, delimiter), [], 0
    try:
        for row in reader:
            rows.append(row)
            begins = reader.line_num
    except csv.Error as error:
        if len(rows) < _FEWEST_ROWS:
            raise wrong_quote(file, numbers[begins], error) from error
    return rows


def _first_lines(file: TextFile) -> tuple[list[int], list[str]]:
    """The table's first lines that aren't blank, and their numbers in the file."""
    with file.path.open(encoding=file.encoding, newline="") as text:
        start = text.read(_SAMPLE_CHARACTERS)
    lines = list(io.StringIO(start, newline=""))
    if len(start) == _SAMPLE_CHARACTERS and len(lines) == 1:
        message = f"Line 1 of {file.path.name} is longer than {_SAMPLE_CHARACTERS} characters."
        raise DataProblem(
            "line-too-long", message, "Write one row to a line, and keep the columns you need.", 1
        )
    if len(start) == _SAMPLE_CHARACTERS:
        lines.pop()  # cut off in the middle
    skipped = next((place for place, line in enumerate(lines) if not _PREAMBLE.fullmatch(line)), len(lines))
    first = list(enumerate(lines, 1))[skipped : skipped + _SAMPLE_ROWS]
    kept = [(number, line) for number, line in first if line.strip()]
    return [number for number, _ in kept], [line for _, line in kept]


def _delimiter(lines: list[str]) -> str:
    """The delimiter by which most lines fall into equally many fields that hold values."""
    best, best_score = _NO_DELIMITER, 0.0
    for delimiter in _DELIMITERS:
        try:
            rows = list(csv.reader(lines, delimiter=delimiter, skipinitialspace=True))
        except csv.Error:  # one field of over 131,072 characters: not this delimiter
            continue
        width, count = Counter(map(len, rows)).most_common(1)[0]
        if width < 2:
            continue
        fields = [field for row in rows[1:] or rows if len(row) == width for field in row]
        values = sum(map(_is_value, fields)) / max(1, len(fields))
        if count / len(rows) * (0.1 + values) > best_score:
            best, best_score = delimiter, count / len(rows) * (0.1 + values)
    commas = best == "," and "," not in lines[0] and len(lines) > 1
    if commas and all(is_number(line.strip(), ",") for line in lines[1:]):
        return _NO_DELIMITER  # one column with decimal commas under one name
    return best


def _is_value(text: str) -> bool:
    return any(is_number(text, mark) for mark in ".,") or is_no_value(text) or looks_like_date(text.strip())


def _decimal(rows: Sequence[Sequence[str]], delimiter: str) -> tuple[str, bool]:
    """The decimal mark, and whether it was seen: a comma where no number has a point.

    In a file that commas delimit, "1,234" in quotation marks is rather one thousand.
    """
    fields = [field for row in rows for field in row]
    if any("." in field and is_number(field, ".") for field in fields):
        return ".", True
    commas = [field for field in fields if "," in field and is_number(field, ",")]
    if not commas or (delimiter == "," and all(map(has_thousands, commas))):
        return ".", False
    return ",", True


def _kinds(rows: Sequence[Sequence[str]], width: int) -> tuple[Kind, ...]:
    return tuple(_kind([row[place] for row in rows]) for place in range(width))


def _kind(fields: Sequence[str]) -> Kind:
    """What most fields of a column are that are not missing."""
    given = [field for field in fields if not is_no_value(field)]
    if not given:
        return "empty"
    if sum(map(_like_a_number, given)) >= len(given) / 2:
        return "number"
    return "date" if sum(looks_like_date(field.strip()) for field in given) >= len(given) / 2 else "text"


def _like_a_number(text: str) -> bool:
    return is_number(text, ".") or is_number(text, ",") or has_thousands(text)


def _is_header(first: Sequence[str], kinds: Sequence[Kind]) -> bool:
    """Whether the first row holds names: text over a column of dates, or no number over one of numbers."""
    over = list(zip(first, kinds, strict=False))
    if any(kind == "date" and not looks_like_date(text.strip()) and text.strip() for text, kind in over):
        return True
    if any(kind == "number" and _like_a_number(text) for text, kind in over):
        return False
    return any(not _is_value(text) for text in first)


def _names(first: Sequence[str], width: int, file: TextFile, line: int) -> tuple[str, ...]:
    """The columns' names; a column without one is called by its place."""
    if len(first) != width:
        named = "1 name" if len(first) == 1 else f"{len(first)} names"
        message = f"{file.path.name}, line {line}: {named}, but most rows have {width} fields."
        hint = "Give each column one name, delete a title above; decimal commas need another delimiter."
        raise DataProblem("ragged-line", message, hint, line)
    names = tuple(name.strip() or f"column{place + 1}" for place, name in enumerate(first))
    name, count = Counter(names).most_common(1)[0]
    if count > 1:
        message = f"{file.path.name}, line {line}: {count} columns are called {name!r}."
        raise DataProblem("duplicate-column", message, "Give each column a name of its own.", line)
    return names
