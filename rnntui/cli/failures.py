"""Errors that a command ends with: a sentence, what to do about it, and an exit code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rnntui.cli.exit_codes import FAILURES, ExitCode
from rnntui.cli.flagwords import Speaker, as_written
from rnntui.cli.safe import excerpt

if TYPE_CHECKING:  # the app's first screen needs neither
    from rnntui.runs.protocol import Failed
    from rnntui.spec.records import Problem


class CommandError(Exception):
    """A command can't be done. ``message`` is one sentence; ``hint`` says what to do, on one or more lines.

    ``event`` is what ``--json`` prints of it, where it is about a run.
    """

    def __init__(self, code: ExitCode, message: str, hint: str = "", event: Failed | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.event = event


def failed(
    event: Failed, text: str = "", source: str = "the spec", speak: Speaker = as_written
) -> CommandError:
    """The error that a failed event is; with the line it speaks of, where ``text`` is at hand.

    What ``speak`` says otherwise is about a flag, and names no line.
    """
    message, shown = speak(event.message), ""
    if event.failure == "spec" and event.line is not None and message == event.message:
        message = f"{_place(source, event.line, event.column)}: {message}"
        shown = _excerpt(text, event.line, event.column or 1)
    mend = speak(event.hint)
    said = mend != event.hint and mend.rstrip(".").casefold() in message.casefold()
    hint = "\n".join(part for part in (shown, "" if said else mend) if part)
    return CommandError(FAILURES.get(event.failure, ExitCode.UNEXPECTED), message, hint, event)


def spec_error(
    problems: Sequence[Problem], text: str, source: str = "the spec", speak: Speaker = as_written
) -> CommandError:
    """The error of a spec that can't run: the first problem whole, the others in a line each."""
    from rnntui.runs.protocol import Failed

    first, *others = problems
    mend = first.edit.label if first.edit else ""
    event = Failed("", "spec", first.code, first.message, mend, first.where.line, first.where.column)
    error = failed(event, text, source, speak)
    more = [_also(one, source, speak) for one in others]
    if more:
        error.hint = "\n".join([*([error.hint] if error.hint else []), "Also:", *more])
    return error


def _also(problem: Problem, source: str, speak: Speaker) -> str:
    said = speak(problem.message)
    if said != problem.message:
        return said
    return f"{_place(source, problem.where.line, problem.where.column)}: {said}"


def _place(source: str, line: int, column: int | None) -> str:
    return f"{source}, line {line}" + (f", column {column}" if column is not None else "")


def _excerpt(text: str, line: int, column: int) -> str:
    """The line of the text with a caret under the column; empty where there is no such line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return excerpt(lines[line - 1], column, f"{line} | ") if 1 <= line <= len(lines) else ""
