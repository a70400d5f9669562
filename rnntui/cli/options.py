"""The options and arguments of the commands: type, bounds and help of each, in one place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rnntui.cli.lesson import VARIABLES

MOST_STEPS = 10_000  # of a forecast: more is no forecast of anything

# Groups of the help of `rnntui run`.
_MODEL, _DATA, _RESULT = "Network and training", "Data", "Forecast and output"

# ---------------------------------------------------------------- run: network and training
SpecFile = Annotated[
    Path | None,
    typer.Argument(metavar="SPEC.py", help="A file with a model spec (Keras code)."),
]
Cell = Annotated[
    str | None,
    typer.Option(
        metavar="CELL",
        help="perceptron, rnn, lstm or gru. [default: lstm]",
        rich_help_panel=_MODEL,
    ),
]
Units = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="Units of each recurrent layer.", rich_help_panel=_MODEL),
]
LookBack = Annotated[
    int | None,
    typer.Option(
        min=1, metavar="N", help="Past rows that each forecast is made from.", rich_help_panel=_MODEL
    ),
]
Horizon = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="Rows that are forecast at once.", rich_help_panel=_MODEL),
]
Epochs = Annotated[
    int | None,
    typer.Option(
        min=1, metavar="N", help="Times that all training windows are gone through.", rich_help_panel=_MODEL
    ),
]
BatchSize = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="Windows for each update of the weights.", rich_help_panel=_MODEL),
]
Loss = Annotated[
    str | None, typer.Option(metavar="NAME", help="mse, mae, huber, ...", rich_help_panel=_MODEL)
]
Optimizer = Annotated[
    str | None, typer.Option(metavar="NAME", help="adam, adamw, rmsprop or sgd.", rich_help_panel=_MODEL)
]
LearningRate = Annotated[
    float | None, typer.Option(metavar="X", help="The optimizer's learning rate.", rich_help_panel=_MODEL)
]
Patience = Annotated[
    int | None,
    typer.Option(
        min=0,
        metavar="N",
        help="Stop after N epochs without improvement, keep the best weights.",
        rich_help_panel=_MODEL,
    ),
]
Seed = Annotated[
    int,
    typer.Option(
        min=0,
        max=2**31,
        metavar="N",
        help="Decides the first weights and the order of the batches.",
        rich_help_panel=_MODEL,
    ),
]
Seeds = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=1000,
        metavar="N",
        help="Train N times, with seeds from --seed on: scores by median and spread.",
        rich_help_panel=_MODEL,
    ),
]
Gpu = Annotated[
    bool, typer.Option("--gpu", metavar="", help="Let TensorFlow see GPUs.", rich_help_panel=_MODEL)
]

# ---------------------------------------------------------------- run: data
Data = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|FILE.csv",
        help="A built-in series (`rnntui data` lists them) or a CSV file. [default: airline]",
        rich_help_panel=_DATA,
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="NAME",
        help="A column that the network reads; repeat it for more.",
        rich_help_panel=_DATA,
    ),
]
Target = Annotated[
    list[str] | None,
    typer.Option(
        "--target", metavar="NAME", help="A column to forecast; repeat it for more.", rich_help_panel=_DATA
    ),
]
DateColumn = Annotated[
    str | None, typer.Option(metavar="NAME", help="The column of dates.", rich_help_panel=_DATA)
]
Split = Annotated[
    float | None,
    typer.Option(
        metavar="X",
        help="Share of the rows, the oldest, to train on; the others are the test. [default: 0.7]",
        rich_help_panel=_DATA,
    ),
]
Validation = Annotated[
    float | None,
    typer.Option(
        metavar="X",
        help="Share of the training rows, the newest, held back to choose the best epoch by.",
        rich_help_panel=_DATA,
    ),
]
Stride = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="Train on every N-th window.", rich_help_panel=_DATA),
]
Scale = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="How values are scaled for the network: minmax, standard or none.",
        rich_help_panel=_DATA,
    ),
]
Transform = Annotated[
    list[str] | None,
    typer.Option(
        metavar="STEPS",
        help="What is done to the series first, such as log,diff,diff:12; none for nothing.",
        rich_help_panel=_DATA,
    ),
]
Season = Annotated[
    int | None,
    typer.Option(
        min=0,
        metavar="N",
        help="Rows after which the pattern repeats (12 for months); 0 for none.",
        rich_help_panel=_DATA,
    ),
]

# ---------------------------------------------------------------- run: forecast and output
Beyond = Annotated[
    int,
    typer.Option(
        "--forecast",
        min=0,
        max=MOST_STEPS,
        metavar="N",
        help="Forecast N rows beyond the end of the data.",
        rich_help_panel=_RESULT,
    ),
]
FinalFit = Annotated[
    bool,
    typer.Option(
        "--final-fit",
        metavar="",
        help="Before forecasting train again on all rows, the test as well; that network has no score.",
        rich_help_panel=_RESULT,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Directory for the run's files; else `rnntui show` finds them.",
        file_okay=False,
        rich_help_panel=_RESULT,
    ),
]
Json = Annotated[
    bool,
    typer.Option(
        "--json",
        metavar="",
        help="Print JSON lines on stdout, nothing else.",
        rich_help_panel=_RESULT,
    ),
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet",
        metavar="",
        help="Print the numbers alone, and errors.",
        rich_help_panel=_RESULT,
    ),
]

# ---------------------------------------------------------------- the other commands
Run = Annotated[
    str,
    typer.Argument(metavar="RUN", help="A run's name, the letters it ends with, its directory, or last."),
]
Limit = Annotated[int, typer.Option(min=1, metavar="N", help="How many.")]
Losses = Annotated[bool, typer.Option("--losses", metavar="", help="Draw the learning curve as well.")]
NewData = Annotated[
    str | None,
    typer.Option("--data", metavar="NAME|FILE.csv", help="Newer data; else the run's own series."),
]
Steps = Annotated[
    int | None,
    typer.Option(min=1, max=MOST_STEPS, metavar="N", help="Steps to forecast; else one season, or 12."),
]
ForecastFile = Annotated[
    Path | None, typer.Option("--out", metavar="FILE.csv", help="Write the forecast there.", dir_okay=False)
]
ExportSpec = Annotated[Path, typer.Argument(metavar="SPEC.py", help="A file with a model spec (Keras code).")]
ScriptFile = Annotated[
    Path | None,
    typer.Option("--out", metavar="SCRIPT.py", help="Write it there; else to stdout.", dir_okay=False),
]
DataName = Annotated[str | None, typer.Argument(metavar="NAME|FILE.csv", help="Which; none lists them.")]

# ---------------------------------------------------------------- the lessons
LessonName = Annotated[str, typer.Argument(metavar="LESSON", help="Its number or its name.")]
Course = Annotated[
    Path | None,
    typer.Option(
        "--course",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="A directory of lessons. [default: the one that ships with rnntui]",
    ),
]
Theme = Annotated[
    str | None,
    typer.Option(metavar="NAME", envvar=VARIABLES["theme"], help="dark or light. [default: dark]"),
]
Markers = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        envvar=VARIABLES["markers"],
        help="Characters of charts: braille, half-block, dot or ascii. [default: what the terminal can]",
    ),
]
Animate = Annotated[
    bool,
    typer.Option(
        "--animate",
        metavar="",
        envvar=VARIABLES["animate"],
        help="Scroll smoothly; costs bytes on a slow line.",
    ),
]
Slow = Annotated[
    bool,
    typer.Option("--slow", metavar="", envvar=VARIABLES["slow"], help="Draw half as often, for a slow line."),
]
NoMouse = Annotated[
    bool,
    typer.Option(
        "--no-mouse", metavar="", envvar=VARIABLES["no_mouse"], help="Leave the mouse to the terminal."
    ),
]
