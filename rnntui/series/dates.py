"""Dates in a file's fields, in the usual ways to write them, read many at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from rnntui.series.frequency import Dates
from rnntui.series.moments import moments
from rnntui.series.rowproblem import RowProblem

_TIME = (
    r"(?:[T ] *(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,6})\d*)?)?"
    r" ?(?P<half>[AaPp][Mm])? ?(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?)?"
)
_YEAR = r"(?P<year>\d{4}|\d\d)"
_NAME = r"(?P<name>[A-Za-z]{3,9})\.?"
_ISO = re.compile(r"(?:\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?\n)+", re.ASCII)
_PARTS = (
    "year",
    "month",
    "name",
    "day",
    "quarter",
    "week",
    "hour",
    "minute",
    "second",
    "fraction",
    "half",
    "zone",
)


@dataclass(frozen=True, slots=True)
class DateFormat:
    """One way to write dates: how people call it, and the pattern with the parts by name.

    ``like_a_number`` marks ways that plain numbers could be written in as well.
    """

    text: str
    pattern: re.Pattern[str] = field(repr=False)
    like_a_number: bool = False

    def fits(self, text: str) -> bool:
        """Whether a field is written this way; its month may still be 13."""
        return self.pattern.fullmatch(text.strip()) is not None

    def remark(self, text: str) -> str:
        """What has to be said of a field's years and time zone, beginning with a comma; empty for most."""
        match = self.pattern.fullmatch(text.strip())
        parts = match.groupdict() if match else {}
        short = ", years of two digits as 1940 to 2039" if len(parts.get("year") or "1949") == 2 else ""
        return f"{short}, in UTC" if parts.get("zone") else short

    def parse(self, texts: Sequence[str]) -> Dates:
        """The fields as moments (datetime64[us]), in UTC where they name a time zone.

        Raises:
            RowProblem: ``missing-date`` or ``bad-date``, by place in ``texts``.
        """
        if self is DAY_FORMATS[0] and _ISO.fullmatch("\n".join(texts) + "\n"):
            try:
                return np.array(texts, dtype="datetime64[us]")
            except ValueError:  # a 30 February among them: the way below says where
                pass
        if not texts:
            return np.empty(0, "datetime64[us]")
        found = [self._match(place, text) for place, text in enumerate(texts)]
        if self is DECIMAL_YEAR:
            months = np.array([round(float(match[0]) * 12) - 1970 * 12 for match in found])
            return months.astype("datetime64[M]").astype("datetime64[us]")
        names = [name for name in _PARTS if name in self.pattern.groupindex]
        columns = zip(*(match.group(*names, 0) for match in found), strict=True)
        return moments(dict(zip((*names, "text"), columns, strict=True)))

    def _match(self, place: int, text: str) -> re.Match[str]:
        match = self.pattern.fullmatch(text.strip())
        if match is None:
            if not text.strip():
                raise RowProblem(
                    place, "missing-date", "has no date.", "Write the date in, or leave the row out."
                )
            hint = "Write all dates the same way, best as 2024-12-31."
            raise RowProblem(
                place, "bad-date", f"is {text.strip()[:40]!r}, not a date like {self.text}.", hint
            )
        return match


def _format(text: str, pattern: str, like_a_number: bool = False) -> DateFormat:
    return DateFormat(text, re.compile(pattern, re.ASCII), like_a_number)


_D, _M = r"(?P<day>\d{1,2})", r"(?P<month>\d{1,2})"
DAY_FORMATS = (
    _format("YYYY-MM-DD", rf"(?P<year>\d{{4}})(?P<mark>[-/.]){_M}(?P=mark){_D}{_TIME}"),
    _format("DD.MM.YYYY", rf"{_D}\.{_M}\.{_YEAR}{_TIME}"),
    _format("DD Month YYYY", rf"{_D}(?P<mark>[ -]){_NAME}(?P=mark){_YEAR}{_TIME}"),
    _format("Month DD, YYYY", rf"{_NAME} {_D},? (?P<year>\d{{4}}){_TIME}"),
)
DAY_FIRST = _format("DD/MM/YYYY", rf"{_D}(?P<mark>[/-]){_M}(?P=mark){_YEAR}{_TIME}")
MONTH_FIRST = _format("MM/DD/YYYY", rf"{_M}(?P<mark>[/-]){_D}(?P=mark){_YEAR}{_TIME}")
OTHER_FORMATS = (
    _format("YYYY-MM", rf"(?P<year>\d{{4}})(?:[-/]|M){_M}"),
    _format("MM/YYYY", rf"{_M}[-/](?P<year>\d{{4}})"),
    _format("YYYY-Q1", r"(?P<year>\d{4})[- ]?[Qq](?P<quarter>[1-4])"),
    _format("Q1 YYYY", r"[Qq](?P<quarter>[1-4])[- /]?(?P<year>\d{4})"),
    _format("YYYY-W01", r"(?P<year>\d{4})-?W(?P<week>\d\d)"),
    _format("Month YYYY", rf"{_NAME}[ -]{_YEAR}"),
    _format("YYYY Month", rf"(?P<year>\d{{4}})[ -]?{_NAME}"),
    _format("YYYYMMDD", rf"(?P<year>[12]\d{{3}})(?P<month>\d\d)(?P<day>\d\d){_TIME}", True),
    _format("YYYYMM", r"(?P<year>[12]\d{3})(?P<month>\d\d)", True),
    _format("YYYY", r"(?P<year>[12]\d{3})", True),
)
DECIMAL_YEAR = _format("1949.083, years with a fraction", r"[12]\d{3}(\.\d+)?", True)
FORMATS = (*DAY_FORMATS, DAY_FIRST, MONTH_FIRST, *OTHER_FORMATS, DECIMAL_YEAR)
_WRITTEN = tuple(known for known in FORMATS if not known.like_a_number)


def looks_like_date(text: str) -> bool:
    """Whether a field is written like a date, and not like a number."""
    return not text.isalpha() and any(known.fits(text) for known in _WRITTEN)
