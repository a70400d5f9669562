"""What was measured for the claims of lessons on the learner's own machine, kept for another day."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnntui.course.records import Expect, Lesson

if TYPE_CHECKING:  # heavy: the text of a step is painted before
    from rnntui.course.prove import Proof
    from rnntui.runs.progress import Progress


@dataclass(frozen=True, slots=True)
class Measured:
    """How a claim turned out here: whether it holds, and what was found, a line for each condition."""

    holds: bool
    lines: tuple[str, ...]


class Checked:
    """The claims that were checked here, in this session or before. One that has changed since is not."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._here: dict[tuple[str, str], Measured] = {}

    def of(self, lesson: Lesson, claim: Expect) -> Measured | None:
        """What was measured for a claim, None where nothing was."""
        if (lesson.id, claim.name) in self._here:
            return self._here[lesson.id, claim.name]
        match self._progress.proof(lesson.id, claim.name):
            case {"of": of, "holds": bool(holds), "lines": list(lines)} if of == _asked(lesson, claim):
                return Measured(holds, tuple(map(str, lines)))
        return None

    def keep(self, lesson: Lesson, claim: Expect, proof: Proof) -> None:
        """A claim was checked; for another day only if something was measured."""
        lines = proof.measured or tuple(problem.message for problem in proof.problems)
        self._here[lesson.id, claim.name] = Measured(proof.holds, lines)
        if proof.measured:
            value = {"of": _asked(lesson, claim), "holds": proof.holds, "lines": list(lines)}
            self._progress.save_proof(lesson.id, claim.name, value)


def _asked(lesson: Lesson, claim: Expect) -> str:
    """What a claim says and stands on, as a short text that changes with it."""
    specs = [(block.text if block is not None else "") for block in map(lesson.spec, claim.specs.values())]
    conditions = [condition.text for condition in claim.conditions]
    edits = [(alias, *changes.items()) for alias, changes in claim.edits.items()]
    shown = (claim.figure, list(claim.controls.items()), claim.seeds, claim.over)
    said = repr((claim.claim, conditions, list(claim.specs), specs, edits, shown))
    return hashlib.sha256(said.encode()).hexdigest()[:16]
