"""Whether a series can be windowed, split and scaled as asked; the sentences that say why not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rnntui.series.mistakes import NONE, Mistakes
from rnntui.series.records import DataProblem
from rnntui.series.transform import Transform
from rnntui.series.windows import Split

_SAME = 1e-13  # a spread below this part of the numbers that differences are of is rounding


def check_numbers(
    look_back: int, horizon: int, split: float, validation: float, stride: int, season: int | None
) -> None:
    """Hold the numbers against their ranges, whatever the series.

    Raises:
        DataProblem: ``out-of-range``.
    """
    for name, number in (("look_back", look_back), ("horizon", horizon), ("stride", stride)):
        if number < 1:
            raise DataProblem("out-of-range", f"{name} is {number}.", f"{name} counts rows: 1 or more.")
    if not 0 < split < 1:
        hint = "split is the share of rows to train on, between 0 and 1: 0.7 leaves 30% for the test."
        raise DataProblem("out-of-range", f"split is {split:g}.", hint)
    if not 0 <= validation < 1:
        hint = "validation is a share of the training part, from 0 to below 1: 0.15 watches its last 15%."
        raise DataProblem("out-of-range", f"validation is {validation:g}.", hint)
    check_season(season)


def check_season(season: int | None) -> None:
    """Hold a season against its range.

    Raises:
        DataProblem: ``out-of-range``.
    """
    if season is not None and season < 0:
        hint = "season counts rows; 0 means that there is none."
        raise DataProblem("out-of-range", f"season is {season}.", hint)


def check_windows(
    name: str,
    parts: Split,
    steps: Transform,
    look_back: int,
    horizon: int,
    split: float,
    validation: float,
    mistakes: Mistakes = NONE,
) -> None:
    """See that each part holds at least one window after those that ``mistakes`` take away.

    Raises:
        DataProblem: ``look-back-too-long``, ``window-too-long``, ``test-too-short`` or
            ``validation-too-short``.
    """
    early = int(mistakes.off_by_one)
    needed = look_back + horizon + early
    more = " + 1 for the off-by-one" if early else ""
    window = f"a window needs {needed} rows (look_back {look_back} + horizon {horizon}{more})"
    taken = f" less {steps.lost} for {', '.join(steps.steps)}" if steps.lost else ""
    fitted = parts.n_fit - steps.lost
    longest = fitted - horizon - early
    hint = (
        f"Use a look_back of at most {longest}." if longest > 0 else "Use more data, or a shorter transform."
    )
    if needed > parts.rows - steps.lost:
        message = f"{name!r} has {parts.rows} rows{taken}, but {window}."
        raise DataProblem("look-back-too-long", message, hint)
    if needed > fitted:
        held = parts.n_train - parts.n_fit
        less = f" less {held} for validation" if held else ""
        part = f"the training part has {parts.n_fit} of {parts.rows} rows (split {split:g}{less}){taken}"
        raise DataProblem("window-too-long", f"{part[0].upper()}{part[1:]}, but {window}.", hint)
    held_out = horizon + early + (look_back if mistakes.split_first else 0)
    held = parts.rows - parts.n_train
    _check_held_out("test", held, parts.rows, horizon, held_out, f"split {split:g}", "smaller split")
    if validation > 0:
        held = parts.n_train - parts.n_fit
        advice = "larger validation, or 0"
        _check_held_out(
            "validation", held, parts.n_train, horizon, held_out, f"validation {validation:g}", advice
        )


def _check_held_out(
    part: str, held: int, rows: int, horizon: int, needed: int, given: str, advice: str
) -> None:
    """See that a held-out part has the ``needed`` rows: the horizon, and more with some mistakes."""
    if held >= needed:
        return
    why = f"the horizon is {horizon}"
    shorter = "a shorter horizon"
    if needed > horizon:
        why = f"with the mistakes asked for a window takes {needed} of them"
        shorter = "a shorter look_back or horizon"
    message = f"The {part} part has {held} of {rows} rows ({given}), but {why}."
    raise DataProblem(f"{part}-too-short", message, f"Use a {advice}, or {shorter}.")


def check_spread(
    values: NDArray[np.float64], columns: Sequence[str], size: NDArray[np.float64], steps: Transform
) -> None:
    """See that every column (n, F) of what is trained on varies, so that it can be scaled.

    ``size`` (F,) is from ``Transform.size``.

    Raises:
        DataProblem: ``constant-column``.
    """
    still = np.ptp(values, axis=0) <= _SAME * size
    if still.any():
        place = int(np.argmax(still))
        after = f" after {', '.join(steps.steps)}" if steps.steps else ""
        message = f"{columns[place]!r}{after} is {values[0, place]:g} in every row that is trained on."
        other = ", write transform=[]," if steps.steps else ""
        hint = f"There is nothing to learn from it: leave the column out{other} or change the split."
        raise DataProblem("constant-column", message, hint)


def check_single_precision(values: NDArray[np.float32], columns: Sequence[str], scale: str) -> None:
    """See that the values (n', F) fit the network's 32-bit numbers, scaled by ``scale``.

    Raises:
        DataProblem: ``too-large``.
    """
    fits = np.isfinite(values).all(axis=0)
    if fits.all():
        return
    name = columns[int(np.argmin(fits))]
    message = f"{name!r} has values beyond 3.4e38, which a network's 32-bit numbers can't hold."
    hint = "Give the column in larger units, or use scale='minmax'."
    if scale != "none":
        message = (
            f"{name!r} has values beyond 3.4e38 times the spread of the rows that are trained on: scaled by "
            "it they are more than a network's 32-bit numbers can hold."
        )
        hint = "Check the largest values, or train on rows that have such values as well (split)."
    raise DataProblem("too-large", message, hint)
