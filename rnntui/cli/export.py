"""``rnntui export``: a stand-alone Keras script of a spec."""

from __future__ import annotations

from pathlib import Path

from rnntui.cli.asking import describe
from rnntui.cli.compose import Flags, compose, data_source
from rnntui.cli.exit_codes import ExitCode
from rnntui.cli.failures import CommandError
from rnntui.cli.narration import Narrator
from rnntui.cli.terminal import Terminal
from rnntui.cli.written import directory_of_data, read_spec
from rnntui.runs.client import WorkerClient
from rnntui.runs.exported import exported, how_to_run
from rnntui.runs.facts import facts_described
from rnntui.runs.files import written
from rnntui.series.records import DataProblem


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
    try:
        text = exported(composed.spec, facts, seed, directory)
    except DataProblem as problem:
        raise CommandError(ExitCode.DATA, problem.message, problem.hint) from problem
    if out is None:
        terminal.out.file.write(text)
        return
    try:
        with written(out) as target:
            target.write(text)
    except OSError as error:
        raise CommandError(ExitCode.USAGE, f"{out} can't be written: {error.strerror}.") from error
    narrator.tell(how_to_run(out))
