"""The labels of a series' rows, made when they are asked for: a million of them as text fill 70 MB."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from rnntui.series.frequency import Dates, Frequency, frequency_named

_STRETCH = 4096


class RowLabels(Sequence[str]):
    """The rows' numbers as text, ``"1"`` first: for a series without dates."""

    __slots__ = ("_n",)

    def __init__(self, n: int) -> None:
        self._n = n

    def __len__(self) -> int:
        return self._n

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        numbers = range(1, self._n + 1)[index]
        return str(numbers) if isinstance(numbers, int) else tuple(str(number) for number in numbers)


class DateLabels(Sequence[str]):
    """Dates of a regular calendar as ISO text, as fine as their frequency needs."""

    __slots__ = ("_dates", "_frequency")

    def __init__(self, dates: Dates, frequency: Frequency) -> None:
        self._dates = dates
        self._frequency = frequency

    def __len__(self) -> int:
        return len(self._dates)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return tuple(self._frequency.labels(self._dates[index]))
        place = range(len(self))[index]
        return self._frequency.labels(self._dates[place : place + 1])[0]

    def __iter__(self) -> Iterator[str]:
        for start in range(0, len(self), _STRETCH):  # one by one would cost 3 µs each
            yield from self._frequency.labels(self._dates[start : start + _STRETCH])


def index_after(labels: Sequence[str], frequency: str | None, steps: int) -> tuple[str, ...]:
    """The labels of the ``steps`` rows after the last of ``labels``.

    Only the last label is read, so the end of a series is enough. ``frequency`` is that of
    ``Series.frequency``; None means that the labels are row numbers. Business days go on from
    Monday to Friday: holidays to come are not known.
    """
    if frequency is None:
        last = int(labels[-1])
        return tuple(str(number) for number in range(last + 1, last + steps + 1))
    known = frequency_named(frequency)
    return tuple(known.labels(known.after(known.date(labels[-1]), steps)))
