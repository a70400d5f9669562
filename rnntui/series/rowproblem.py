"""A problem in one row of a file, before the row's line number is known."""

from __future__ import annotations


class RowProblem(Exception):
    """What is wrong in data row ``row`` (from 0): a code, a sentence without the place, and what to do.

    Finding the line of a row means reading the file again, so only the reader of the file does it,
    and only when something is wrong. ``column`` is the column's place, None where the row as a whole
    is meant.
    """

    def __init__(self, row: int, code: str, message: str, hint: str, column: int | None = None) -> None:
        super().__init__(message)
        self.row = row
        self.code = code
        self.message = message
        self.hint = hint
        self.column = column
