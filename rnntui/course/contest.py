"""A guess that several runs of the learner's own answer: which of its choices has the most or the least."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rnntui.course.condition import Condition, ConditionError, parse_condition

_OF_CONDITIONS = "<>=!"


@dataclass(frozen=True, slots=True)
class Contest:
    """The choice with the ``most``, else with the least, is right. ``runs`` says by choice which runs are of
    it: those that meet all its conditions.

    ``value`` holds what is compared on its left side; ``measure`` says it in words.
    """

    value: Condition
    most: bool
    measure: str
    runs: Mapping[str, tuple[Condition, ...]]

    def standing(self, runs: Sequence[Mapping[str, Any]]) -> dict[str, float | None]:
        """By choice what was measured, the median of its runs; None where it has none yet."""
        found: dict[str, float | None] = {}
        for choice, conditions in self.runs.items():
            own = [run for run in runs if all(one.evaluate(run).holds for one in conditions)]
            measured = [value for run in own if math.isfinite(value := self.value.evaluate(run).measured)]
            found[choice] = statistics.median(measured) if measured else None
        return found

    def winner(self, standing: Mapping[str, float | None]) -> str | None:
        """The choice that is right by what was measured; None while one is missing."""
        measured = {choice: value for choice, value in standing.items() if value is not None}
        if len(measured) < len(standing):
            return None
        return (max if self.most else min)(measured, key=lambda choice: measured[choice])


def parse_value(text: str, line: int) -> Condition:
    """What is compared, such as ``seconds.train / epochs``, as the left side of a condition.

    Raises:
        ConditionError: it is no number made of a run's values.
    """
    if any(sign in text for sign in _OF_CONDITIONS):
        raise ConditionError(f'"{text}" compares something itself: write the value alone.')
    return parse_condition(f"{text} >= 0", line)
