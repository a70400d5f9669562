"""The command line: what there is to type. Every command imports what it needs when it runs."""

from __future__ import annotations

import sys
from functools import partial
from typing import Annotated

import typer

from rnntui.cli import course as about_courses
from rnntui.cli import lessons
from rnntui.cli import options as opt
from rnntui.cli.exit_codes import ExitCode
from rnntui.cli.given import made, several, steps
from rnntui.cli.guard import guarded, says_output_failed
from rnntui.cli.help import GroupedCommand, HelpfulCommand, HelpfulGroup

app = typer.Typer(
    cls=HelpfulGroup,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
command = partial(app.command, cls=HelpfulCommand)

app.add_typer(about_courses.course, name="course")
command()(lessons.lessons)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"rnntui {version('rnntui')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version", metavar="", help="Print the version and exit.", callback=_version, is_eager=True
        ),
    ] = False,
    course: opt.Course = None,
    theme: opt.Theme = None,
    markers: opt.Markers = None,
    animate: opt.Animate = False,
    no_mouse: opt.NoMouse = False,
    slow: opt.Slow = False,
) -> None:
    """See why a recurrent network fails, and make it work. Without a command: the lessons.

    Commands train networks on time series, and say how good their forecasts really are.
    """
    given = locals()
    from rnntui.cli.lesson import Look, open_lessons

    context.obj = made(Look, given)
    if context.invoked_subcommand is None:
        open_lessons(None, context.obj)


@app.command(cls=GroupedCommand)
@guarded
def run(
    spec: opt.SpecFile = None,
    cell: opt.Cell = None,
    units: opt.Units = None,
    look_back: opt.LookBack = None,
    horizon: opt.Horizon = None,
    epochs: opt.Epochs = None,
    batch_size: opt.BatchSize = None,
    loss: opt.Loss = None,
    optimizer: opt.Optimizer = None,
    learning_rate: opt.LearningRate = None,
    patience: opt.Patience = None,
    data: opt.Data = None,
    column: opt.Columns = None,
    target: opt.Target = None,
    date_column: opt.DateColumn = None,
    split: opt.Split = None,
    validation: opt.Validation = None,
    stride: opt.Stride = None,
    scale: opt.Scale = None,
    transform: opt.Transform = None,
    season: opt.Season = None,
    seed: opt.Seed = 0,
    seeds: opt.Seeds = None,
    forecast: opt.Beyond = 0,
    final_fit: opt.FinalFit = False,
    out: opt.Out = None,
    json: opt.Json = False,
    quiet: opt.Quiet = False,
    gpu: opt.Gpu = False,
) -> ExitCode:
    """Train a network, score its forecasts beside the baselines, and keep it.

    Without SPEC.py it trains one layer of --cell and a Dense layer, with settings that suit the data:
    `rnntui run --data sales.csv --forecast 12`. SPEC.py is a file of Keras code (data, model, compile,
    fit); flags win over what it says. Results go to stdout, everything else to stderr.

    Exit codes: 0 done, 1 stdout can't be written or a fault of rnntui, 2 usage, 3 error in the spec or
    the flags do not fit the data, 4 error in the data, 5 diverged, 6 the worker failed or the files can't
    be written, 130 interrupted, 141 nobody reads the output any more. Ctrl-C, SIGTERM, SIGHUP and a reader
    that goes away (`| head`) stop the training and keep what was trained; Ctrl-C twice keeps nothing.
    """
    given = locals()
    from rnntui.cli.compose import Flags, wrong_flags
    from rnntui.cli.run import RunOptions
    from rnntui.cli.run import run as do

    lists = {"columns": several(column), "target": several(target), "transform": steps(transform)}
    flags = made(Flags, {**given, **lists})
    for flag, wrong in wrong_flags(flags):
        raise typer.BadParameter(wrong, param_hint=repr(flag))
    return do(made(RunOptions, {**given, "flags": flags}))


@command()
@guarded
def runs(limit: opt.Limit = 20, json: opt.Json = False) -> None:
    """List the runs that were kept, newest first."""
    from rnntui.cli.show import list_runs

    list_runs(limit, json=json)


@command()
@guarded
def show(run: opt.Run = "last", losses: opt.Losses = False, json: opt.Json = False) -> ExitCode:
    """Draw a run again: its chart, scores and forecast."""
    from rnntui.cli.show import show as do

    return do(run, losses=losses, json=json)


@command()
@guarded
def forecast(
    run: opt.Run = "last",
    data: opt.NewData = None,
    steps: opt.Steps = None,
    out: opt.ForecastFile = None,
    json: opt.Json = False,
    quiet: opt.Quiet = False,
) -> None:
    """Forecast with a stored run's network, scaler and transform, also on newer data."""
    from rnntui.cli.forecast import forecast as do

    do(run, data=data, steps=steps, out=out, json=json, quiet=quiet)


@command()
@guarded
def export(spec: opt.ExportSpec, seed: opt.Seed = 0, out: opt.ScriptFile = None) -> None:
    """Write a stand-alone Keras script that trains the same network on the same windows."""
    from rnntui.cli.export import export as do

    do(spec, seed=seed, out=out)


@command()
@guarded
def data(
    name: opt.DataName = None,
    column: opt.Columns = None,
    target: opt.Target = None,
    date_column: opt.DateColumn = None,
    season: opt.Season = None,
    json: opt.Json = False,
) -> None:
    """List the built-in series, or describe one, or check a CSV file."""
    from rnntui.cli.data import describe_series, list_series

    if name is None:
        list_series(json=json)
        return
    describe_series(
        name,
        columns=several(column) or (),
        target=several(target) or (),
        date_column=date_column,
        season=season,
        json=json,
    )


@command()
def lesson(
    context: typer.Context,
    which: opt.LessonName,
    course: opt.Course = None,
    theme: opt.Theme = None,
    markers: opt.Markers = None,
    animate: opt.Animate = False,
    no_mouse: opt.NoMouse = False,
    slow: opt.Slow = False,
) -> None:
    """Open one lesson, where you left it."""
    given = locals()
    from rnntui.cli.lesson import Look, open_lessons

    open_lessons(which, made(Look, given).over(context.obj))


@command()
@guarded
def check() -> ExitCode:
    """Say whether this machine is fit: Python, TensorFlow, terminal, disk."""
    from rnntui.cli.check import check as do

    return do()


def main() -> None:
    """Read the command line and do what it says."""
    try:
        app(prog_name="rnntui")
    except OSError as error:  # of --help and --version, which no command runs
        if not says_output_failed(error):
            raise
        sys.exit(ExitCode.UNEXPECTED)
