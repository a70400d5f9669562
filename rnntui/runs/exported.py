"""A spec as a Keras script, with the data that the script reads: what app and command line share."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from rnntui.series.catalogue import load
from rnntui.series.csvfile import layout_of
from rnntui.series.open import file_of
from rnntui.spec.export.data import CsvFile, Data, Values
from rnntui.spec.export.script import export
from rnntui.spec.records import DataFacts, ModelSpec, SeriesSource


def exported(spec: ModelSpec, facts: DataFacts, seed: int = 0, directory: str | None = None) -> str:
    """The text of the script; relative paths of data are meant from ``directory``, the current one if None.

    Raises:
        DataProblem: the series, or the file, can't be read.
    """
    return export(spec, facts, _data(spec.data, directory or os.getcwd()), seed)


def how_to_run(path: Path) -> str:
    """What is said of a script that was written."""
    return f"Written: {path}. It needs keras, numpy and pandas: python {shlex.quote(str(path))}"


def _data(source: SeriesSource, directory: str) -> Data:
    """What the script reads: the values of a built-in series, or a file as it is laid out.

    A relative path in the script is meant from the current directory.
    """
    path = file_of(source.name, directory)
    if path is None:
        series = load(source.name)
        columns = zip(series.columns, series.values.T.tolist(), strict=True)
        return Values(tuple((column, tuple(values)) for column, values in columns))
    layout = layout_of(path, columns=source.columns, target=source.target, date_column=source.date_column)
    here = directory == os.getcwd() or Path(source.name).expanduser().is_absolute()
    return CsvFile(
        path=os.path.expanduser(source.name) if here else os.path.relpath(path),
        names=layout.names,
        separator=layout.delimiter,
        decimal=layout.decimal,
        encoding=layout.file.encoding,
        skipped=layout.skipped,
        header=layout.header,
    )
