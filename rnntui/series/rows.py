"""The rows of a CSV file, each with the line that it begins on."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import islice

from rnntui.series.layout import Layout, records_of, wrong_quote
from rnntui.series.records import DataProblem
from rnntui.series.rowproblem import RowProblem


def placed(layout: Layout, line: int, column: int, problem: RowProblem) -> DataProblem:
    """A row's problem with its file, line and column."""
    where = f"{layout.file.path.name}, line {line}: {layout.names[column]!r}"
    return DataProblem(problem.code, f"{where} {problem.message}", problem.hint, line)


def line_of(layout: Layout, row: int) -> int:
    """The line on which data row ``row`` (from 0) begins, by reading the file again."""
    return next(islice(rows_of(layout), row, None))[0]


def rows_of(layout: Layout) -> Iterator[tuple[int, list[str]]]:
    """Every data row with the line it begins on; blank lines may only stand at the end."""
    width, blank = len(layout.names), 0
    for line, row in _records(layout):
        if not (row and row[0].strip()) and not any(map(str.strip, row)):
            blank = blank or line
            continue
        if blank:
            message = f"{layout.file.path.name}, line {blank} is blank, and rows follow it."
            hint = "Delete it, and what follows if that is a footnote; if a row is missing there, put it in."
            raise DataProblem("blank-line", message, hint, blank)
        if len(row) != width:
            raise _ragged(layout, line, row)
        yield line, row


def _records(layout: Layout) -> Iterator[tuple[int, list[str]]]:
    """Every record after the header with the line it begins on."""
    with layout.file.path.open(encoding=layout.file.encoding, newline="") as text:
        for _ in islice(text, layout.skipped):
            pass
        reader = records_of(text, layout.delimiter)
        line = layout.skipped + 1
        try:
            for place, row in enumerate(reader):
                if place or not layout.header:
                    yield line, row
                line = layout.skipped + reader.line_num + 1
        except csv.Error as error:
            raise wrong_quote(layout.file, line, error) from error


def _ragged(layout: Layout, line: int, row: Sequence[str]) -> DataProblem:
    width = len(layout.names)
    fields = "1 field" if len(row) == 1 else f"{len(row)} fields"
    message = f"{layout.file.path.name}, line {line} has {fields}, where the others have {width}."
    hint = "Put in what is missing, or delete the line if it is no row of data (a title, a total, a source)."
    if len(row) > width:
        hint = "Put fields that hold the delimiter in quotation marks; decimal commas need another delimiter."
    return DataProblem("ragged-line", message, hint, line)
