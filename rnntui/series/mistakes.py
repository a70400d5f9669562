"""What lessons warn of, done on purpose: mistakes in the preparation, rows scrambled inside a window."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnntui.series.records import DataProblem

ORDERS = ("fixed", "test-only", "each-row")
MOST_PLACES = 20_000_000  # 80 MB: what an order for every window may take
_HINT = "Use 'fixed', 'test-only' or 'each-row', or None for the order of time."


@dataclass(frozen=True, slots=True)
class Mistakes:
    """What is done wrong on purpose, each by itself.

    ``scale_on_everything``: scalers are fitted on the whole series, test part included.
    ``split_first``: held-out windows may not look back beyond their own part.
    ``off_by_one``: windows stop one row too early in each part, so the last one is missing.
    ``one_step_reshape``: a window is one step of look_back·F features, not look_back steps of F.
    """

    scale_on_everything: bool = False
    split_first: bool = False
    off_by_one: bool = False
    one_step_reshape: bool = False


NONE = Mistakes()


@dataclass(frozen=True, slots=True)
class WindowOrder:
    """In which order the rows inside a window stand, by where the window begins.

    ``kind`` is one of ``ORDERS``: one order for all windows, one for those that begin at
    ``test_from`` or later, or another for every window. ``origin`` is added to the beginnings, where
    they count from the middle of a series.
    """

    kind: str
    look_back: int
    test_from: int = 0
    origin: int = 0

    def __post_init__(self) -> None:
        if self.kind not in ORDERS:
            raise DataProblem("order-unknown", f"{self.kind!r} is no order.", _HINT)

    @property
    def fixed(self) -> NDArray[np.int32] | None:
        """The one order (look_back,) of all windows, where there is one."""
        return self._scrambled() if self.kind == "fixed" else None

    def offsets(self, starts: NDArray[np.integer]) -> NDArray[np.int32]:
        """Place k of the window at ``starts[i]`` holds its row ``offsets[i, k]``; (n, look_back)."""
        begins = np.asarray(starts, dtype=np.int64) + self.origin
        found = np.empty((len(begins), self.look_back), np.int32)
        if self.kind == "each-row":
            for row, begin in enumerate(begins.tolist()):
                found[row] = np.random.default_rng([0, begin]).permutation(self.look_back)
            return found
        found[:] = self._scrambled()
        if self.kind == "test-only":
            found[begins < self.test_from] = np.arange(self.look_back)
        return found

    def _scrambled(self) -> NDArray[np.int32]:
        return np.random.default_rng(0).permutation(self.look_back).astype(np.int32)


def check_places(order: str | None, rows: int, look_back: int) -> None:
    """See that an order for every one of ``rows`` windows fits the memory.

    Raises:
        DataProblem: ``order-too-large``.
    """
    if order in ("test-only", "each-row") and rows * look_back > MOST_PLACES:
        message = f"order={order!r} gives each of {rows:,} windows of {look_back:,} rows an order of its own."
        raise DataProblem("order-too-large", message, "Use a shorter series or look_back, or order='fixed'.")
