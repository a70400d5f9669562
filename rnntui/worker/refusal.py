"""Why a request can't be done: raised anywhere in a job, sent as its one ``failed`` event."""

from __future__ import annotations

from collections.abc import Sequence

from rnntui.runs.protocol import Failed
from rnntui.series.records import DataProblem
from rnntui.spec.records import Problem


class Declined(Exception):
    """A request that another process should do: this one has compiled something else."""


class Refusal(Exception):
    """Carries what the interface will say, without the run's name."""

    def __init__(
        self,
        failure: str,
        code: str,
        message: str,
        hint: str = "",
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(message)
        self._parts = (failure, code, message, hint, line, column)

    def event(self, run: str) -> Failed:
        """The event for the request ``run``."""
        return Failed(run, *self._parts)

    @classmethod
    def of_data(cls, problem: DataProblem) -> Refusal:
        """For data that can't be used."""
        return cls("data", problem.code, problem.message, problem.hint, problem.line)

    @classmethod
    def of_spec(cls, errors: Sequence[Problem]) -> Refusal:
        """For a spec with errors: the first one, and how many more there are."""
        first = errors[0]
        hint = f"{first.edit.label}." if first.edit and first.edit.label else ""
        if len(errors) > 1:
            hint = f"{hint} The spec has {len(errors) - 1} more problem{'s' * (len(errors) > 2)}.".strip()
        return cls("spec", first.code, first.message, hint, first.where.line, first.where.column)
