"""Numbers in a file's fields: read many at once, and one sentence for a field that is none."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rnntui.series.rowproblem import RowProblem

MISSING = frozenset(
    {"", "na", "n/a", "#n/a", "null", "none", "nil", "missing", "-", "--", "?", ".", "#null!"}
)
_NAN = frozenset({"nan", "+nan", "-nan", "#num!", "#div/0!"})
_INFINITE = frozenset({"inf", "infinity", "∞"})
_POINT = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*", re.ASCII)
_COMMA = re.compile(r"\s*[+-]?(\d+,?\d*|,\d+)([eE][+-]?\d+)?\s*", re.ASCII)
_THOUSANDS = re.compile(
    r"\s*[+-]?[1-9]\d{0,2}(([,.'\u2019 \u00a0\u202f])\d{3})(\2\d{3})*([.,]\d+)?\s*", re.ASCII
)
_KEEP = "rnntui never fills in values: put in the true one, or cut the file before or after it."


def is_no_value(text: str) -> bool:
    """Whether a field stands for a missing value, or is NaN or infinity by name."""
    word = text.strip().lower()
    return word in MISSING or word in _NAN or word.lstrip("+-") in _INFINITE


def is_number(text: str, decimal: str) -> bool:
    """Whether a field is a number with that decimal mark; NaN and infinity by name are none."""
    return bool((_POINT if decimal == "." else _COMMA).fullmatch(text))


def has_thousands(text: str) -> bool:
    """Whether a field can be a number with separators between groups of three digits: ``1,234``."""
    return bool(_THOUSANDS.fullmatch(text))


def parse_numbers(texts: Sequence[str], decimal: str) -> NDArray[np.float64]:
    """The fields as numbers.

    Raises:
        RowProblem: for the first field that is no finite number, by its place in ``texts``.
    """
    whole = "\n".join(texts)
    plain = [text.replace(",", ".") for text in texts] if decimal == "," else texts
    # float() reads 1_000 as 1000, and with a decimal comma 1.5 is not to be read as 1.5
    odd = "_" in whole or (decimal == "," and "." in whole)
    try:
        values = np.fromiter(map(float, plain), np.float64, len(texts))
    except ValueError:
        odd = True
    if odd or not np.isfinite(values).all():
        for place, text in enumerate(texts):
            if not is_number(text, decimal) or not math.isfinite(float(text.replace(",", "."))):
                raise explained(place, text, decimal)
    return values


def explained(place: int, text: str, decimal: str) -> RowProblem:
    """Why a field is no number."""
    shown, word = repr(text.strip()[:40]), text.strip().lower()
    if word in MISSING:
        written = f" ({shown})" if word else ""
        return RowProblem(place, "missing-value", f"has no value{written}.", _KEEP)
    if word in _NAN:
        return RowProblem(place, "nan", f"is {shown}, which is no number.", _KEEP)
    if word.lstrip("+-") in _INFINITE or is_number(text, decimal):
        return RowProblem(place, "infinite", f"is {shown}, which is infinite or too large to hold.", _KEEP)
    if _THOUSANDS.fullmatch(text):
        hint = "Write it without thousands separators: 1234.5, not 1,234.5."
        return RowProblem(place, "thousands-separator", f"is {shown}, with thousands separators.", hint)
    other = "," if decimal == "." else "."
    if is_number(text, other):
        marks = {".": "decimal point", ",": "decimal comma"}
        message = f"is {shown} with a {marks[other]}, where other rows have a {marks[decimal]}."
        return RowProblem(place, "mixed-decimals", message, "Write all numbers with the same decimal mark.")
    hint = "Write a plain number there (no unit, no % or currency sign), or choose another column."
    return RowProblem(place, "text-value", f"is {shown}, where a number belongs.", hint)
