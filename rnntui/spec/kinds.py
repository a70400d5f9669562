"""What an argument may be: kinds of literal values, each able to say in words what it accepts.

A kind answers three questions: what it accepts (``says``), whether a value fits (``fits``), and which
value was probably meant (``mended``). The sentences are made where the argument's name is known.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from rnntui.spec.literals import MISSING, Missing, as_float, as_number, is_number
from rnntui.spec.records import Call, Value
from rnntui.spec.wording import closest


def _or_none(words: str, none: bool) -> str:
    return f"{words} or None" if none else words


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from ``low`` to ``high``, both included."""

    low: int
    high: int
    none: bool = False

    def says(self) -> str:
        words = (
            f"a whole number from {self.low:,} to {self.high:,}" if self.low < self.high else f"{self.low:,}"
        )
        return _or_none(words, self.none)

    def fits(self, value: Value) -> bool:
        if value is None:
            return self.none
        return isinstance(value, int) and not isinstance(value, bool) and self.low <= value <= self.high

    def mended(self, value: Value) -> Value | Missing:
        alone = value[0] if isinstance(value, tuple) and len(value) == 1 else value
        number = alone if is_number(alone) else as_number(alone)
        if isinstance(number, float) and abs(number) < 1e15:
            number = round(number)
        if isinstance(number, int) and number < 0:
            number = -number
        return number if number is not None and self.fits(number) else MISSING


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number between ``low`` and ``high``; ``above``/``below`` leave the bound itself out."""

    low: float
    high: float
    above: bool = False
    below: bool = False
    none: bool = False

    def says(self) -> str:
        if self.high == math.inf:
            words = f"a number {'above' if self.above else 'of at least'} {self.low:g}"
            words = "a number" if self.low == -math.inf else words
        elif self.low == self.high:
            words = f"{self.low:g}"
        else:
            low = f"{'above' if self.above else 'from'} {self.low:g}"
            high = f"{'and below' if self.below else 'up to'} {self.high:g}"
            words = f"a number {low} {high}"
        return _or_none(words, self.none)

    def fits(self, value: Value) -> bool:
        if value is None:
            return self.none
        if not is_number(value):
            return False
        number = as_float(value)
        over = number > self.low if self.above else number >= self.low
        under = number < self.high if self.below else number <= self.high
        return over and under

    def mended(self, value: Value) -> Value | Missing:
        number = as_number(value)
        if self.high == 1 and is_number(value) and 1 < as_float(value) <= 100:
            number = as_float(value) / 100  # a percentage
        return number if number is not None and self.fits(number) else MISSING


@dataclass(frozen=True, slots=True)
class Flag:
    """True or False."""

    def says(self) -> str:
        return "True or False"

    def fits(self, value: Value) -> bool:
        return isinstance(value, bool)

    def mended(self, value: Value) -> Value | Missing:
        meant: Mapping[str, bool] = {"true": True, "false": False, "1": True, "0": False, "none": False}
        return meant.get(str(value).lower(), MISSING)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few texts; ``meanings`` says of each what it does, where that is said."""

    options: tuple[str, ...]
    none: bool = False
    meanings: tuple[str, ...] = ()

    def says(self) -> str:
        quoted = [f'"{option}"' for option in self.options]
        words = quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
        return _or_none(words, self.none)

    def fits(self, value: Value) -> bool:
        return self.none if value is None else isinstance(value, str) and value in self.options

    def mended(self, value: Value) -> Value | Missing:
        near = closest(str(value), self.options)
        return MISSING if near is None else near


@dataclass(frozen=True, slots=True)
class Text:
    """A text of one line that isn't empty."""

    none: bool = False

    def says(self) -> str:
        return _or_none("a text in quotes", self.none)

    def fits(self, value: Value) -> bool:
        return self.none if value is None else isinstance(value, str) and bool(value) and value.isprintable()

    def mended(self, value: Value) -> Value | Missing:
        meant = value.translate(_ESCAPED) if isinstance(value, str) else ""
        return meant if meant.isprintable() and meant else MISSING


_ESCAPED = str.maketrans({c: f"/{letter}" for c, letter in zip("\a\b\f\n\r\t\v", "abfnrtv", strict=True)})
"""What a path with single backslashes has turned into: the line's end in C:\\new, say."""


@dataclass(frozen=True, slots=True)
class Texts:
    """A list of texts; one text alone stands for a list of one.

    ``known`` are those that are always right, with what each does; a reader may take others as well.
    """

    known: tuple[tuple[str, str], ...] = ()

    def says(self) -> str:
        return "a list of texts in quotes"

    def fits(self, value: Value) -> bool:
        values = value if isinstance(value, tuple) else (value,)
        return all(isinstance(one, str) and one and one.isprintable() for one in values)

    def mended(self, value: Value) -> Value | Missing:
        return () if value is None else MISSING


@dataclass(frozen=True, slots=True)
class Size:
    """A whole number, or the same in a tuple of one, as one-dimensional layers take it."""

    high: int
    none: bool = False

    def says(self) -> str:
        return Whole(1, self.high, self.none).says()

    def fits(self, value: Value) -> bool:
        inner = value[0] if isinstance(value, tuple) and len(value) == 1 else value
        return Whole(1, self.high, self.none and not isinstance(value, tuple)).fits(inner)

    def mended(self, value: Value) -> Value | Missing:
        return Whole(1, self.high).mended(value)


@dataclass(frozen=True, slots=True)
class Wholes:
    """Whole numbers in a tuple, None allowed among them (a shape); ``alone``: or one outside a tuple."""

    low: int
    high: int
    holes: bool = True
    alone: bool = False
    none: bool = False

    def says(self) -> str:
        words = "a tuple of whole numbers like " + ("(20, 1)" if self.holes else "(1, 2)")
        return _or_none("a whole number or " + words if self.alone else words, self.none)

    def fits(self, value: Value) -> bool:
        if value is None:
            return self.none
        if not isinstance(value, tuple):
            return self.alone and Whole(self.low, self.high).fits(value)
        return 0 < len(value) <= 8 and all(
            Whole(self.low, self.high, none=self.holes).fits(one) for one in value
        )

    def mended(self, value: Value) -> Value | Missing:
        return (value,) if not self.alone and Whole(self.low, self.high).fits(value) else MISSING


@dataclass(frozen=True, slots=True)
class Named:
    """A name of one family (``"glorot_uniform"``) or a literal call (``L2(1e-4)``).

    ``names`` are the texts, ``calls`` the names that may be called: none for activations.
    """

    family: str
    names: tuple[str, ...]
    none: bool = False
    calls: tuple[str, ...] = ()

    def says(self) -> str:
        article = "an" if self.family[0] in "aeiou" else "a"
        return _or_none(f"the name of {article} {self.family}", self.none)

    def fits(self, value: Value) -> bool:
        if value is None:
            return self.none
        if isinstance(value, Call):
            return value.name in self.calls
        return isinstance(value, str) and value in self.names

    def mended(self, value: Value) -> Value | Missing:
        near = closest(value, self.names) if isinstance(value, str) else None
        return MISSING if near is None else near


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Another layer, as Bidirectional and TimeDistributed take one; ``only`` names those that fit."""

    only: tuple[str, ...] = ()
    none: bool = False

    def says(self) -> str:
        return _or_none(f"a layer ({', '.join(self.only)})" if self.only else "a layer", self.none)

    def fits(self, value: Value) -> bool:
        if value is None:
            return self.none
        return isinstance(value, Call) and (not self.only or value.name in self.only)

    def mended(self, value: Value) -> Value | Missing:
        return MISSING


@dataclass(frozen=True, slots=True)
class Refused:
    """An argument that Keras has and rnntui does not take, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """An argument that is read over, whatever stands there; ``note`` says why, where that matters."""

    note: str = ""


Checked: TypeAlias = Whole | Number | Flag | Choice | Text | Texts | Size | Wholes | Named | Wrapped
Kind: TypeAlias = Checked | Refused | Ignored
