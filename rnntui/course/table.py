"""The TOML body of a block: read, and its keys taken one by one with a sentence for what is wrong."""

from __future__ import annotations

import datetime
import math
import re
import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from rnntui.spec.wording import closest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from rnntui.course.records import Value

LONGEST_BODY = 20_000  # characters of a block
_AT = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_MISSING = object()


class BodyError(ValueError):
    """What is wrong in a block's body: a sentence, and the line of the file."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def read_table(body: str, line: int) -> Table:
    """The table that a block's body is; ``line`` is that of the opening fence.

    Raises:
        BodyError: it is no TOML, or too long.
    """
    if len(body) > LONGEST_BODY:
        raise BodyError(line, f"A block has at most {LONGEST_BODY:,} characters.")
    try:
        data = tomllib.loads(body)
    except (ValueError, RecursionError) as error:
        at = _AT.search(str(error))
        said = _AT.sub("", str(error)) or "it is nested too deeply"
        lines = body.count("\n") or 1
        offset = int(at[1]) if at and at[1] else lines if at else 0
        raise BodyError(line + min(offset, lines), f"This is no TOML: {_lower(said)}.") from None
    return Table(data, body.split("\n"), line + 1, line)


class Table:
    """A table whose keys are taken; `done` says which were not. Every method raises `BodyError`."""

    def __init__(
        self, data: Mapping[str, Any], lines: Sequence[str], line: int, head: int, within: str = ""
    ) -> None:
        """``lines`` are the table's, the first of them is line ``line`` of the file; ``head`` is the line
        that what is missing is told at, ``within`` how the table is called in its block.
        """
        self._data = dict(data)
        self._lines = lines
        self._line = line
        self._head = head
        self._within = within
        self._known: list[str] = []

    def line_of(self, key: str) -> int:
        """The line that a key stands on; the table's own where it is not written."""
        wanted = re.compile(rf"""\s*(\[+\s*)?["']?{re.escape(key)}["']?\s*[=.\]]""")
        found = next((at for at, line in enumerate(self._lines) if wanted.match(line)), None)
        return self._head if found is None else self._line + found

    def line_of_text(self, key: str, text: str) -> int:
        """The line that a text of a list stands on; the list's own where it is not found."""
        first = self.line_of(key)
        lines = self._lines[max(first - self._line, 0) :]
        return first + next((at for at, line in enumerate(lines) if text and text in line), 0)

    def __contains__(self, key: str) -> bool:
        """Whether the key is given; it counts as known from now on."""
        self._known.append(key)
        return key in self._data

    # ------------------------------------------------------------ taking
    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty."""
        value = self._take(key, default)
        if value is default:
            return str(value)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "is a text in quotes")
        return value.strip("\n")

    def number(self, key: str, default: float | None = None) -> float:
        """A finite number."""
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self.wrong(key, "is a number")
        return float(value)

    def whole(self, key: str, least: int, most: int, default: int | None = None) -> int:
        """A whole number in a range."""
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self.wrong(key, f"is a whole number from {least} to {most}")
        return value

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "is true or false")
        return value

    def texts(self, key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        """A list of texts, none of them empty."""
        value = self._take(key, default)
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) and one for one in value):
            raise self.wrong(key, "is a list of texts in quotes")
        return tuple(value)

    def literal(self, key: str) -> Value:
        """Whatever stands there."""
        return self._frozen(key, self._take(key, None))

    def table(self, key: str) -> Table:
        """A table of its own: ``[key]`` or ``key = {...}``."""
        value = self._take(key, None)
        if not isinstance(value, dict):
            raise self.wrong(key, f"is a table: [{key}]")
        start = max(self.line_of(key) - self._line, 0)
        return Table(value, self._lines[start:], self._line + start, self._line + start, f"[{key}]")

    def tables(self, key: str) -> tuple[Table, ...]:
        """Tables that follow each other: ``[[key]]``."""
        value = self._take(key, ())
        if not isinstance(value, list | tuple) or not all(isinstance(one, dict) for one in value):
            raise self.wrong(key, f"are tables: write [[{key}]] above each")
        head = re.compile(rf"\s*\[\[\s*{re.escape(key)}\s*\]\]")
        starts = [at for at, line in enumerate(self._lines) if head.match(line)]
        if len(starts) != len(value):  # written as a list of inline tables
            starts = [max(self.line_of(key) - self._line, 0)] * len(value)
        ends = [*starts, len(self._lines)][1:]
        spans = [(start, max(end, start + 1)) for start, end in zip(starts, ends, strict=True)]
        return tuple(
            Table(one, self._lines[start:end], self._line + start, self._line + start, f"[[{key}]]")
            for one, (start, end) in zip(value, spans, strict=True)
        )

    def rest(self) -> Mapping[str, Value]:
        """Every key that was not taken, for another to check."""
        rest = {key: self._frozen(key, value) for key, value in self._data.items() if key not in self._known}
        self._known.extend(rest)
        return MappingProxyType(rest)

    def done(self) -> None:
        """Refuse what nobody asked for."""
        for key in self._data:
            if key not in self._known:
                meant = closest(key, self._known)
                raise self._strange(
                    key, f"did you mean {meant}?" if meant else f"there are {', '.join(self._known)}."
                )

    def wrong(self, key: str, what: str) -> BodyError:
        """The error that a key's value is not what it should be."""
        return BodyError(self.line_of(key), f'"{key}" {what}.')

    # ------------------------------------------------------------ within
    def _take(self, key: str, default: Any) -> Any:
        self._known.append(key)
        value = self._data.get(key, _MISSING)
        if value is not _MISSING:
            return value
        if default is None:
            raise self._missing(key)
        return default

    def _missing(self, key: str) -> BodyError:
        """The error that a key is not there, told at the key that was meant for it, if one looks so."""
        written = closest(key, [one for one in self._data if one not in self._known], 0.75)
        if written:
            return self._strange(written, f"did you mean {key}?")
        where = f" in {self._within}" if self._within else ""
        return BodyError(self._head, f'"{key}" is missing{where}.')

    def _strange(self, key: str, hint: str) -> BodyError:
        return BodyError(self.line_of(key), f'"{key}" means nothing here: {hint}')

    def _frozen(self, key: str, value: Any) -> Value:
        if isinstance(value, list):
            return tuple(self._frozen(key, entry) for entry in value)
        if isinstance(value, dict):
            return MappingProxyType({name: self._frozen(key, entry) for name, entry in value.items()})
        if isinstance(value, datetime.date | datetime.time | datetime.datetime):
            raise self.wrong(key, "is a date: write it in quotes")
        if isinstance(value, float) and not math.isfinite(value):
            raise self.wrong(key, "is not finite")
        assert isinstance(value, bool | int | float | str)
        return value


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".")
