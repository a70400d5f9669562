"""How often a series was observed: the name of a frequency, its labels, and how they go on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Dates = NDArray[np.datetime64]

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_MONTHS = {1: "monthly", 3: "quarterly", 6: "half-yearly", 12: "yearly"}
_TIMES = {DAY: "daily", 7 * DAY: "weekly", HOUR: "hourly", MINUTE: "minutely"}
_UNITS = {"day": DAY, "hour": HOUR, "minute": MINUTE, "second": SECOND, "millisecond": 1000, "microsecond": 1}
BUSINESS_DAILY = "business daily"


@dataclass(frozen=True, slots=True)
class Frequency:
    """One row every ``count`` months, weekdays (Monday to Friday) or microseconds."""

    count: int
    unit: Literal["month", "weekday", "microsecond"]

    @property
    def name(self) -> str:
        """What people call it: ``monthly``, ``business daily``, ``every 15 minutes``."""
        if self.unit == "weekday":
            return BUSINESS_DAILY
        if self.unit == "month":
            return _MONTHS.get(self.count, f"every {self.count} months")
        if self.count in _TIMES:
            return _TIMES[self.count]
        word, size = next((word, size) for word, size in _UNITS.items() if self.count % size == 0)
        return f"every {self.count // size} {word}s" if self.count > size else f"every {word}"

    @property
    def resolution(self) -> Literal["M", "D", "m", "s", "ms", "us"]:
        """The numpy unit in which two neighbouring rows still differ."""
        if self.unit == "month":
            return "M"
        if self.unit == "weekday" or self.count % DAY == 0:
            return "D"
        if self.count % MINUTE == 0:
            return "m"
        return "s" if self.count % SECOND == 0 else "ms" if self.count % 1000 == 0 else "us"

    def labels(self, dates: Dates) -> list[str]:
        """The dates as ISO text, as fine as the frequency needs: ``1949-01``, ``1949-Q1``, ``1949``."""
        texts: list[str] = np.datetime_as_string(dates.astype(f"datetime64[{self.resolution}]")).tolist()
        if self.unit != "month":
            return [text.replace("T", " ") for text in texts]
        if self.count % 12 == 0:
            return [text[:4] for text in texts]
        if self.count == 3:
            return [f"{text[:4]}-Q{(int(text[5:7]) + 2) // 3}" for text in texts]
        return texts

    def date(self, label: str) -> np.datetime64:
        """The date that a label of ``labels`` stands for."""
        quarter = re.fullmatch(r"(\d{4})-Q([1-4])", label)
        if quarter:
            label = f"{quarter[1]}-{int(quarter[2]) * 3 - 2:02d}"
        return np.datetime64(label.replace(" ", "T"), self.resolution)

    def after(self, last: np.datetime64, steps: int) -> Dates:
        """The ``steps`` dates that follow ``last``."""
        ahead = np.arange(1, steps + 1, dtype=np.int64) * self.count
        dates: Dates
        if self.unit == "month":
            dates = last.astype("datetime64[M]") + ahead.astype("timedelta64[M]")
        elif self.unit == "weekday":
            dates = np.busday_offset(last.astype("datetime64[D]"), ahead, roll="backward")
        else:
            dates = last.astype("datetime64[us]") + ahead.astype("timedelta64[us]")
        return dates


def frequency_named(name: str) -> Frequency:
    """The frequency that calls itself ``name``.

    Raises:
        ValueError: if no frequency has that name.
    """
    if name == BUSINESS_DAILY:
        return Frequency(1, "weekday")
    for months, word in _MONTHS.items():
        if word == name:
            return Frequency(months, "month")
    for size, word in _TIMES.items():
        if word == name:
            return Frequency(size, "microsecond")
    found = re.fullmatch(r"every (?:(\d+) )?([a-z]+?)s?", name)
    if found and found[2] == "month":
        return Frequency(int(found[1] or 1), "month")
    if found and found[2] in _UNITS:
        return Frequency(int(found[1] or 1) * _UNITS[found[2]], "microsecond")
    raise ValueError(f"no frequency is called {name!r}")
