"""``rnntui course``: the commands for those who write lessons."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rnntui.cli.exit_codes import ExitCode
from rnntui.cli.guard import guarded
from rnntui.cli.help import HelpfulCommand, HelpfulGroup

course = typer.Typer(
    cls=HelpfulGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="For those who write lessons: what figures there are, and a check of a course.",
)

CourseDirectory = Annotated[
    Path | None,
    typer.Argument(
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="A directory of lessons (*.md). [default: the one that ships with rnntui]",
    ),
]
Fast = Annotated[
    bool, typer.Option("--fast", metavar="", help="Train nothing: read the blocks and check the specs.")
]


@course.callback()
def start() -> None:
    """For those who write lessons: what figures there are, and a check of a course."""


@course.command(cls=HelpfulCommand)
@guarded
def check(directory: CourseDirectory = None, fast: Fast = False) -> ExitCode:
    """Prove a course: every block is right, every claim holds when it is trained.

    Every spec fits its data, every expect holds by training, every exercise's starting point misses its
    goal and its solution meets it. Failures are told as file:line: sentence, with exit code 3.
    """
    from rnntui.cli.proving import check as do

    return do(directory, fast=fast)


@course.command(cls=HelpfulCommand)
@guarded
def figures(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="One of the figures.")] = None,
) -> None:
    """List the figures that a lesson can show, or describe one: its options, controls and values."""
    from rnntui.cli.figures import describe_figure, list_figures

    if name is None:
        list_figures()
    else:
        describe_figure(name)
