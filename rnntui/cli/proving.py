"""``rnntui course check``: a course checked and proven, with the real worker."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rnntui.cli.asking import describe, follow
from rnntui.cli.columns import aligned
from rnntui.cli.exit_codes import ExitCode
from rnntui.cli.failures import CommandError, failed
from rnntui.cli.narration import Narrator
from rnntui.cli.terminal import Stream, Terminal
from rnntui.course.check import Checked, check_course, count_blocks
from rnntui.course.load import load_course, shipped_course
from rnntui.course.records import Course
from rnntui.figures.base import FigureError, RunFigure
from rnntui.figures.registry import make_figure
from rnntui.figures.runfacts import RunFacts
from rnntui.runs.client import WorkerClient
from rnntui.runs.facts import facts_described, facts_of
from rnntui.runs.files import FilesProblem, RunFiles
from rnntui.runs.naming import new_run_id
from rnntui.runs.protocol import Event, Failed, Finished, Started, Train
from rnntui.runs.source import open_source
from rnntui.runs.values import run_values
from rnntui.series.catalogue import names
from rnntui.series.records import DataProblem
from rnntui.spec.records import DataFacts, SeriesSource


def check(directory: Path | None, *, fast: bool) -> ExitCode:
    """Check the course, say what fails and what was proven, and end with 3 where something fails."""
    terminal = Terminal.of_process()
    narrator = Narrator(terminal.err)
    place = directory or _from_here(shipped_course())
    course = load_course(place)
    try:
        with ExitStack() as stack:
            runs = stack.enter_context(tempfile.TemporaryDirectory(prefix="rnntui-course-"))
            workers = [Worker(stack.enter_context(WorkerClient()), narrator)]
            if (os.cpu_count() or 1) > 1:
                # A run keeps one core busy: a second worker trains other seeds meanwhile, untold.
                workers.append(
                    Worker(stack.enter_context(WorkerClient()), Narrator(terminal.err, silent=True))
                )
            training = Training(workers, os.path.abspath(place), Path(runs))
            checked = check_course(
                course,
                facts=training.facts,
                train=not fast,
                runner=training.run,
                figure_values=figure_values,
                run_figure_values=training.figure_values,
            )
    finally:
        narrator.close()
    _show(terminal.out, course, checked)
    return ExitCode.SPEC if checked.problems else ExitCode.DONE


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker that trains, and how its runs are told."""

    client: WorkerClient
    narrator: Narrator


class Training:
    """What a check asks of its workers; each spec is trained once for each seed."""

    def __init__(self, workers: Sequence[Worker], cwd: str, runs: Path) -> None:
        """Relative paths in specs are meant from ``cwd``; ``runs`` is for the runs' files."""
        self._workers = tuple(workers)
        self._cwd = cwd
        self._runs = runs
        self._facts: dict[SeriesSource, DataFacts] = {}
        self._trained: dict[tuple[str, int], Mapping[str, Any]] = {}
        self._finished: dict[tuple[str, int], Finished] = {}

    def facts(self, source: SeriesSource) -> DataFacts:
        """The facts of a spec's series, by the worker where it is a file.

        Raises:
            ValueError: it can't be used.
        """
        if source not in self._facts:
            self._facts[source] = self._read(source)
        return self._facts[source]

    def run(self, text: str, seeds: Sequence[int]) -> list[Mapping[str, Any]]:
        """The values of a spec's runs, one for each seed.

        Raises:
            ValueError: the spec or its data can't be used.
            CommandError: the worker failed.
        """
        wanted = [seed for seed in dict.fromkeys(seeds) if (text, seed) not in self._trained]
        first, *others = self._workers
        shares = [wanted[at :: len(self._workers)] for at in range(len(self._workers))]
        # The first worker is told of as it trains, which belongs to the main thread.
        with ThreadPoolExecutor(max(len(others), 1)) as pool:
            waiting = [
                pool.submit(self._share, worker, text, share)
                for worker, share in zip(others, shares[1:], strict=True)
                if share
            ]
            self._share(first, text, shares[0])
            for one in waiting:
                one.result()
        return [self._trained[text, seed] for seed in seeds]

    def figure_values(
        self, run: tuple[str, int], name: str, options: Mapping[str, Any], controls: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """The values of a figure that shows the run of a spec's text with a seed, which was trained before.

        Raises:
            ValueError: as `figure_values`; or the figure shows no runs, or not of such a model.
        """
        from rnntui.tui.run_facts import facts_of_run

        finished = self._finished[run]
        try:
            table = RunFiles(finished.files["dir"]).read_forecast() if finished.best_epoch else None
            facts = facts_of_run(finished, run[0], table, self._cwd)
        except (FilesProblem, DataProblem) as problem:
            raise ValueError(f"{problem.message} {problem.hint}".strip()) from problem
        if facts is None:
            raise ValueError("The run kept no model.")
        return _values(name, options, controls, facts)

    def _read(self, source: SeriesSource) -> DataFacts:
        try:
            if source.name in names():
                return facts_of(open_source(source, self._cwd))
            worker = self._workers[0]
            return facts_described(describe(worker.client, source, self._cwd, worker.narrator))
        except DataProblem as problem:
            raise ValueError(f"{problem.message} {problem.hint}".strip()) from problem
        except CommandError as error:
            if error.code is not ExitCode.DATA:
                raise
            raise ValueError(f"{error.message} {error.hint}".strip()) from error

    def _share(self, worker: Worker, text: str, seeds: Sequence[int]) -> None:
        """Train these seeds one after the other."""
        for seed in seeds:
            self._trained[text, seed] = self._train(worker, text, seed)

    def _train(self, worker: Worker, text: str, seed: int) -> Mapping[str, Any]:
        place = tempfile.mkdtemp(dir=self._runs)  # names of runs that begin in one second may be the same
        params = 0

        def each(event: Event) -> None:
            nonlocal params
            if isinstance(event, Started):
                params = event.params

        request = Train(new_run_id(), text, place, self._cwd, seed)
        last = follow(worker.client, request, worker.narrator, "starting TensorFlow", each)
        if isinstance(last, Failed):
            error = failed(last)
            if error.code in (ExitCode.SPEC, ExitCode.DATA):
                raise ValueError(error.message)
            raise error
        assert isinstance(last, Finished)
        self._finished[text, seed] = last
        return run_values(last, params, text)


def figure_values(name: str, options: Mapping[str, Any], controls: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values of a figure with its controls set.

    Raises:
        ValueError: there is no such figure, option or control, or a control can't hold its value.
    """
    return _values(name, options, controls, None)


def _values(
    name: str, options: Mapping[str, Any], controls: Mapping[str, Any], facts: RunFacts | None
) -> Mapping[str, Any]:
    """The values of a figure with its controls set, showing a run or none."""
    try:
        figure = make_figure(name, options)
        if facts is not None:
            if not isinstance(figure, RunFigure):
                raise ValueError(f"The figure {name!r} shows no runs: write no spec here.")
            figure = figure.with_run(facts)
        for control, value in controls.items():
            figure = figure.with_control(control, value)
    except FigureError as error:
        raise ValueError(str(error)) from error
    except KeyError as error:
        known = ", ".join(control.name for control in figure.controls) or "none"
        raise ValueError(f"The figure {name!r} has no control {error}: there is {known}.") from error
    return figure.values()


def _from_here(place: Path) -> Path:
    """The shorter path, where it lies below the current directory."""
    here = Path.cwd()
    return place.relative_to(here) if place.is_relative_to(here) else place


def _show(out: Stream, course: Course, checked: Checked) -> None:
    """Failures first, each as ``file:line: sentence``; then what was proven."""
    for problem in checked.problems:
        out.print(str(problem))
    if checked.proofs:
        titles = {lesson.id: f"{lesson.number} {lesson.id}" for lesson in course.lessons}
        rows = []
        for proof in checked.proofs:
            mark = "holds" if proof.holds else "FAILS"
            first, *others = proof.measured or ("",)
            rows.append((titles[proof.lesson], mark, proof.kind, proof.name, str(proof.seeds), first))
            rows += [("", "", "", "", "", other) for other in others]
        out.print(aligned(("lesson", "", "what", "name", "seeds", "measured"), rows, right=(4,)))
    counts = ", ".join(f"{count} {_named(what, count)}" for what, count in count_blocks(course).items())
    out.print(f"Checked: {counts}.", *checked.unchecked)
    found = len(checked.problems)
    out.print(f"{found} problem{'s' * (found != 1)}." if found else "Everything holds.")


def _named(plural: str, count: int) -> str:
    singular = {"quizzes": "quiz", "guesses": "guess"}.get(plural, plural.removesuffix("s"))
    return singular if count == 1 else plural
