"""``rnntui export``: a stand-alone Keras script of a spec."""

from __future__ import annotations

import os
from pathlib import Path

from rnntui.cli.asking import describe
from rnntui.cli.compose import Flags, compose, data_source
from rnntui.cli.exit_codes import ExitCode
from rnntui.cli.failures import CommandError
from rnntui.cli.narration import Narrator
from rnntui.cli.terminal import Terminal
from rnntui.cli.written import directory_of_data, read_spec
from rnntui.runs.client import WorkerClient
from rnntui.runs.facts import facts_described
from rnntui.runs.files import written
from rnntui.series.catalogue import is_file, load
from rnntui.series.layout import find_layout
from rnntui.series.records import DataProblem
from rnntui.series.textfile import examine
from rnntui.spec.export.data import CsvFile, Data, Values
from rnntui.spec.export.script import export as script_of


def export(spec: Path, *, seed: int, out: Path | None) -> None:
    """Write the script of a spec that fits its data to ``out``, else to stdout.

    Raises:
        CommandError: the spec can't be read or does not fit, or ``out`` can't be written.
    """
    terminal = Terminal.of_process()
    narrator = Narrator(terminal.err)
    file = read_spec(spec)
    source = data_source(file, Flags())
    directory = directory_of_data(file, source.name)
    try:
        with WorkerClient() as client:
            described = describe(client, source, directory, narrator)
    finally:
        narrator.close()
    narrator.notes(described.notes)
    facts = facts_described(described)
    composed = compose(file, Flags(), facts)
    text = script_of(composed.spec, facts, _data(source.name, directory), seed)
    if out is None:
        terminal.out.file.write(text)
        return
    try:
        with written(out) as target:
            target.write(text)
    except OSError as error:
        raise CommandError(ExitCode.USAGE, f"{out} can't be written: {error.strerror}.") from error
    narrator.tell(f"Written: {out}. It needs keras, numpy and pandas: python {out}")


def _data(name: str, directory: str) -> Data:
    """What the script reads: the values of a built-in series, or a file as it is laid out.

    A relative path in the script is meant from the current directory.
    """
    if not is_file(name):
        series = load(name)
        columns = zip(series.columns, series.values.T.tolist(), strict=True)
        return Values(tuple((column, tuple(values)) for column, values in columns))
    try:
        layout = find_layout(examine(Path(directory) / Path(name).expanduser()))
    except DataProblem as problem:
        raise CommandError(ExitCode.DATA, problem.message, problem.hint) from problem
    return CsvFile(
        path=name if directory == os.getcwd() else os.path.relpath(Path(directory) / name),
        names=layout.names,
        separator=layout.delimiter,
        decimal=layout.decimal,
        encoding=layout.file.encoding,
        skipped=layout.skipped,
        header=layout.header,
    )
