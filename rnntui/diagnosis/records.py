"""What rules look at, and what they find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rnntui.spec.printing import print_value

Floats: TypeAlias = NDArray[np.float64]
Severity: TypeAlias = Literal["warning", "note"]


@dataclass(frozen=True, slots=True)
class Change:
    """An argument of the spec with a value that is worth trying: ``epochs`` 2000."""

    name: str
    value: int | float | str

    def __str__(self) -> str:
        return f"{self.name}={print_value(self.value)}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a run shows: ``measured`` passed its ``threshold``.

    ``message`` is a sentence with the measured value in it, ``fix`` another one, empty where nothing is sure
    to help; ``changes`` are the same for a machine.
    """

    code: str
    measured: float
    threshold: float
    message: str
    fix: str = ""
    changes: tuple[Change, ...] = ()
    severity: Severity = "warning"

    def to_json(self) -> dict[str, Any]:
        """As the finished event has it."""
        return {
            "code": self.code,
            "severity": self.severity,
            "measured": self.measured,
            "threshold": self.threshold,
            "message": self.message,
            "fix": self.fix,
            "changes": {change.name: change.value for change in self.changes},
        }


@dataclass(frozen=True, slots=True, eq=False)
class Losses:
    """How a training went: ``training`` (E,) and ``watched`` (E,), empty where nothing was watched.

    ``part`` is what was watched, "validation" or "test". ``stopped``: somebody ended it before its time;
    ``diverged``: the loss was no finite number any more.
    """

    training: Floats
    watched: Floats
    part: str = "test"
    stopped: bool = False
    diverged: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What a network says of one target, in its own units; ``target`` is its name where there are several.

    ``trained_actual`` and ``trained_said`` (n,) are windows that it was trained on and its one-step
    forecasts of them, n ≥ 1. Of m ≥ 1 test rows there are ``actual`` (m,), the value before each,
    ``previous``, the one-step forecasts, ``one_step``, and ``recursive``, None where the model can't be
    fed back. ``low`` and ``high`` are the least and the largest value of the whole series. All are numbers
    that can be squared.
    """

    trained_actual: Floats
    trained_said: Floats
    actual: Floats
    previous: Floats
    one_step: Floats
    recursive: Floats | None
    low: float
    high: float
    target: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """A run that has ended; ``said`` is None where there was nothing to forecast with."""

    losses: Losses
    said: Said | None
    season: int | None = None
