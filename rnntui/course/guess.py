"""A guess, and what answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypeAlias

from rnntui.course.condition import Condition, Graded
from rnntui.course.contest import Contest

Answer: TypeAlias = bool | float | str


@dataclass(frozen=True, slots=True)
class Guess:
    """A question to commit to before the figure or the run answers it.

    Either ``answer`` is given, a number, True or False for yes and no, or the text of one of the
    ``choices``; or ``value`` names what answers, a value of the step's figure or of a finished run (with
    choices, that is the text of one of them or its number from 0); or a run answers yes where ``holds``
    holds for it (with two choices: the first of them), else no; or it answers with the choice whose
    conditions in ``answers`` hold for it, else with the one that has none there. Only a run for which all of
    ``when`` hold answers. ``tolerance`` is how far off a number may be. With a ``contest`` the learner's own
    runs answer in the place of ``answer``, once there is one for each choice.

    The reveal tells what was ``checked``: the answer of the runs of ``claim``, an expect of the same step. A
    learner's own run may answer otherwise. ``measure`` says in words what ``holds`` measures.
    """

    name: str
    question: str
    answer: Answer | None
    value: str
    choices: tuple[str, ...]
    tolerance: float
    reveal: str
    line: int
    holds: Condition | None = None
    when: tuple[Condition, ...] = ()
    contest: Contest | None = None
    answers: Mapping[str, tuple[Condition, ...]] = field(default_factory=dict)
    checked: Answer | None = None
    claim: str = ""
    measure: str = ""

    @property
    def by_run(self) -> bool:
        """Whether conditions on one run answer it."""
        return self.holds is not None or bool(self.answers)

    def unknown_of(self, run: Mapping[str, Any]) -> Graded | None:
        """What a run would have to say to answer it, and does not: one that diverged has no scores."""
        asked = (self.holds,) if self.holds is not None else chain.from_iterable(self.answers.values())
        return next((one for one in (each.evaluate(run) for each in asked) if not one.values), None)

    def answer_of(self, run: Mapping[str, Any]) -> Answer:
        """What a run answers, given by its values; of a guess that is answered `by_run`."""
        if self.holds is not None:
            return self.holds.evaluate(run).holds
        for choice, conditions in self.answers.items():
            if all(one.evaluate(run).holds for one in conditions):
                return choice
        return next(choice for choice in self.choices if choice not in self.answers)
