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
from rnntui.spec.export.script import is_exported

_FIRST_LINE = 10_000  # characters: it names a file, which may have a long name


def export(spec: Path, *, seed: int, out: Path | None) -> None:
    """Write the script of a spec that fits its data to ``out``, else to stdout.

    Over another script that was exported, never over anything else.

    Raises:
        CommandError: the spec can't be read or does not fit, or ``out`` can't be written.
    """
    if out is not None:
        _check_place(out)
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


def _check_place(out: Path) -> None:
    """See that nothing of the user's own is lost. Raises `CommandError`."""
    try:
        if not out.exists():
            return
        if out.is_file():
            with out.open(encoding="utf-8", errors="replace") as file:
                if is_exported(file.readline(_FIRST_LINE)):
                    return
    except OSError as error:
        raise CommandError(ExitCode.USAGE, f"{out} can't be read: {error.strerror}.") from error
    message = f"{out} is there already and is no exported script: --out would overwrite it."
    raise CommandError(ExitCode.USAGE, message, "Name another file, or move that one.")
