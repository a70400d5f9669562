"""Errors that a command ends with: a sentence, what to do about it, and an exit code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rnntui.cli.exit_codes import FAILURES, ExitCode
from rnntui.cli.flagwords import Speaker, as_written
from rnntui.cli.safe import excerpt

if TYPE_CHECKING:  # the app's first screen needs neither
    from rnntui.runs.protocol import Failed
    from rnntui.spec.records import Edit, Problem

_MOST_LINES = 12  # of a mend that is shown whole


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

    What ``speak`` says otherwise is about a flag, and names no line; nor does anything in a spec without
    a ``source``, which nobody wrote.
    """
    message, shown = speak(event.message), ""
    if event.failure == "spec" and event.line is not None and source and message == event.message:
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
    mend = _mend(first.edit, text) if first.edit else ""
    if not source and speak(mend) == mend:
        mend = ""  # nobody has a text to edit
    event = Failed("", "spec", first.code, first.message, mend, first.where.line, first.where.column)
    error = failed(event, text, source, speak)
    more = [_also(one, source, speak) for one in others]
    if more:
        error.hint = "\n".join([*([error.hint] if error.hint else []), "Also:", *more])
    return error


def _mend(edit: Edit, text: str) -> str:
    """What an edit does, for who has no key that does it: with the text that it takes out or puts in."""
    from rnntui.spec.edits import taken

    new, label = edit.text.strip("\n"), edit.label
    if not new.strip():
        gone = taken(text, edit.where).strip()
        return f"delete {gone}" if label == "delete it" and gone and "\n" not in gone else label
    lines = new.split("\n")
    if label.startswith("write ") or (len(lines) == 1 and new.strip() in label) or len(lines) > _MOST_LINES:
        return label
    return "\n".join([f"{label}:", *(f"  {line}" for line in lines)])


def _also(problem: Problem, source: str, speak: Speaker) -> str:
    said = speak(problem.message)
    if said != problem.message or not source:
        return said
    return f"{_place(source, problem.where.line, problem.where.column)}: {said}"


def _place(source: str, line: int, column: int | None) -> str:
    return f"{source}, line {line}" + (f", column {column}" if column is not None else "")


def _excerpt(text: str, line: int, column: int) -> str:
    """The line of the text with a caret under the column; empty where there is no such line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return excerpt(lines[line - 1], column, f"{line} | ") if 1 <= line <= len(lines) else ""
