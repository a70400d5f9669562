"""``rnntui run``: from a spec to a trained model, its forecast, its scores and its files."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from rich.text import Text

from rnntui.cli.asking import describe, follow
from rnntui.cli.compose import Composed, Flags, check_flags, compose, data_source
from rnntui.cli.exit_codes import ExitCode
from rnntui.cli.failures import CommandError, failed
from rnntui.cli.guard import say_error
from rnntui.cli.interrupt import Interrupts
from rnntui.cli.jsonlines import json_line
from rnntui.cli.narration import Narrator, ended_text
from rnntui.cli.outdir import places, write_summary
from rnntui.cli.report import show_numbers, show_run, show_seeds
from rnntui.cli.terminal import Terminal
from rnntui.cli.titles import title_of
from rnntui.cli.unread import let_go
from rnntui.cli.written import directory_of_data, read_spec
from rnntui.runs.client import WorkerClient
from rnntui.runs.facts import facts_described
from rnntui.runs.files import FilesProblem, ForecastTable, RunFiles
from rnntui.runs.naming import new_run_id
from rnntui.runs.protocol import Event, Failed, Finished, Summary, Train, Warm
from rnntui.runs.store import Store, StoreProblem
from rnntui.runs.summary import SeedRun, summarise
from rnntui.runs.wording import diverged, findings

_STATUS_CODES = {
    "completed": ExitCode.DONE,
    "stopped": ExitCode.INTERRUPTED,
    "cancelled": ExitCode.INTERRUPTED,
    "diverged": ExitCode.DIVERGED,
}


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What the command line asks for; ``seeds`` None is one run without a summary."""

    flags: Flags
    spec: Path | None = None
    seed: int = 0
    seeds: int | None = None
    forecast: int = 0
    final_fit: bool = False
    out: Path | None = None
    json: bool = False
    quiet: bool = False
    gpu: bool = False


def run(options: RunOptions) -> ExitCode:
    """Do the whole command."""
    terminal = Terminal.of_process()
    narrator = Narrator(terminal.err, silent=options.json or options.quiet)
    try:
        with Interrupts(narrator.tell_soon) as interrupts, WorkerClient(gpu=options.gpu) as client:
            return _Command(options, terminal, narrator, client).run(interrupts)
    except CommandError as error:
        if options.json and error.event is not None:
            print(json_line(error.event), flush=True)
        raise
    finally:
        narrator.close()


class _Command:
    """One ``rnntui run`` at work."""

    def __init__(
        self, options: RunOptions, terminal: Terminal, narrator: Narrator, client: WorkerClient
    ) -> None:
        self._options = options
        self._out, self._err = terminal.out, terminal.err
        self._narrator = narrator
        self._client = client
        self._store = Store()
        self._cwd = os.getcwd()
        self._unread = False

    def run(self, interrupts: Interrupts) -> ExitCode:
        """From the spec to the report; the exit code is that of the first run that did not complete."""
        options = self._options
        seeds = range(options.seed, options.seed + (options.seeds or 1))
        where = places(options.out, seeds, several=options.seeds is not None)
        composed = self._composed()
        runs: list[SeedRun] = []
        interrupts.expect()
        for seed in seeds:
            runs.append(self._train(composed, seed, where[seed], interrupts))
            if interrupts.pressed or self._unread:
                break
        interrupts.end()
        self._report(composed, runs)
        if self._unread:
            return ExitCode.UNREAD
        if len(runs) < len(seeds):
            return ExitCode.INTERRUPTED
        if any(one.finished.epochs and not one.finished.files for one in runs):
            return ExitCode.WORKER  # its notes say what can't be written
        return next((code for one in runs if (code := _STATUS_CODES[one.finished.status])), ExitCode.DONE)

    def _composed(self) -> Composed:
        """The spec that runs, after the data were read and told of."""
        options = self._options
        given = options.flags.data
        file = read_spec(options.spec, data_given=given is not None) if options.spec else None
        if file is not None:
            check_flags(file, options.flags)
        source = data_source(file, options.flags)
        self._cwd = directory_of_data(None if given is not None else file, source.name)
        self._client.submit(Warm())  # TensorFlow is imported while the data are read
        described = describe(self._client, source, self._cwd, self._narrator)
        self._narrator.notes(described.notes)
        composed = compose(file, options.flags, facts_described(described))
        self._narrator.speak = composed.speak
        self._narrator.spec(composed.text)
        return composed

    # ------------------------------------------------------------ one run
    def _train(self, composed: Composed, seed: int, place: Path | None, interrupts: Interrupts) -> SeedRun:
        options, name = self._options, new_run_id()
        try:
            directory = self._store.begin(name, composed.text, composed.spec.data.name, seed, place)
        except StoreProblem as problem:
            raise CommandError(ExitCode.USAGE, problem.message, problem.hint) from problem
        request = Train(
            name, composed.text, str(directory), self._cwd, seed, options.forecast, options.final_fit
        )
        last: Event = Finished(name, "cancelled")
        try:
            self._narrator.warn(self._store.take_notes())
            self._narrator.begin(f"seed {seed}: " if options.seeds else "")
            last = follow(
                self._client,
                request,
                self._narrator,
                "starting TensorFlow",
                self._each,
                lambda: interrupts.attend(lambda: self._client.stop(name), lambda: self._client.cancel(name)),
                lambda: self._nobody_reads(name),
            )
        finally:
            interrupts.release()
            assert isinstance(last, Finished | Failed)
            self._store.finish(name, last)
            self._narrator.warn(self._store.take_notes())
        if isinstance(last, Failed):
            error = failed(last, composed.text, composed.source, composed.speak)
            error.event = None  # printed as it came
            raise error
        self._narrator.tell(ended_text(last))
        return SeedRun(seed, last, _table(last))

    def _each(self, event: Event) -> None:
        if self._options.json:
            print(json_line(event), flush=True)

    def _nobody_reads(self, name: str) -> None:
        """Stop the run: nothing would come of going on but the files, which it keeps."""
        let_go()
        self._unread = True
        self._client.stop(name)

    # ------------------------------------------------------------ afterwards
    def _report(self, composed: Composed, runs: list[SeedRun]) -> None:
        options, title = self._options, title_of(composed.spec, *(one.finished.epochs for one in runs))
        if options.seeds is None:
            one = runs[0]
            if options.quiet and not options.json:
                show_numbers(self._out, one.finished, one.table)
                self._err.print(*one.finished.notes)
                if one.finished.status == "diverged":
                    say_error(" ".join((diverged(one.finished), *findings(one.finished))))
            elif not options.json and (one.finished.epochs or one.finished.status == "diverged"):
                show_run(self._out, one.finished, one.table, title)
            return
        runs = [one for one in runs if one.finished.epochs or one.finished.status == "diverged"]
        if not runs:
            return  # interrupted before there was anything to keep, which was told
        summary = summarise(runs)
        if options.out:
            write_summary(options.out, summary)
        if options.json:
            print(json_line(summary), flush=True)
        else:
            self._show_seeds(runs, summary, title)

    def _show_seeds(self, runs: list[SeedRun], summary: Summary, title: str) -> None:
        pairs = [(one.seed, one.finished) for one in runs]
        table = next((one.table for one in runs if one.table is not None), None)
        show_seeds(self._out, pairs, table, summary, title, quiet=self._options.quiet)
        if self._options.quiet:
            self._err.print(*summary.notes)
            return
        out = self._options.out
        self._out.print(f"Files: {out.absolute()}" if out else Text(f"Runs: {', '.join(summary.runs)}"))


def _table(finished: Finished) -> ForecastTable | None:
    """The run's forecasts, where it kept any."""
    if finished.status == "cancelled" or not finished.files.get("dir"):
        return None
    try:
        return RunFiles(finished.files["dir"]).read_forecast()
    except FilesProblem as problem:
        raise CommandError(ExitCode.WORKER, problem.message, problem.hint) from problem
