"""What ``--help`` shows, in plain text, and what a wrong command line is told.

typer's own help costs rich and a Markdown parser, more time than all else that ``--help`` does. How an option
is written differs between its versions, so that is done here.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

_OTHERS = "Options"
_NARROW = 60  # columns: below, long options stand above what they are for
_UsageError: Any = typer.BadParameter.__base__  # click's; typer has one of its own from 0.26 on

# click's words for a number that is none, or out of its range.
_PLAINER = (
    (re.compile(r" is not a valid int(eger)?( range)?\.$"), " is no whole number."),
    (re.compile(r" is not a valid float( range)?\.$"), " is no number."),
    (re.compile(r" is not in the range x>=(\S+)\.$"), r" is less than \1."),
    (re.compile(r" is not in the range (\S+)<=x<=(\S+)\.$"), r" is not from \1 to \2."),
)
_HOME_BEHIND_OPTION = re.compile(r"(--[a-z-]+=)(~(/.*)?)")


def _from_home(argument: str) -> str:
    """``--out=~/runs`` with the home directory written out, which the shell does only where a word begins."""
    found = _HOME_BEHIND_OPTION.fullmatch(argument)
    return argument if found is None else found[1] + os.path.expanduser(found[2])


class _InOurWords:
    """What a command and the program share; it stands before click's own class."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As click does; an error always shows how the command is used."""
        parser: Any = super()
        try:
            rest: list[str] = parser.parse_args(ctx, [_from_home(arg) for arg in args])
        except _UsageError as error:
            error.ctx = error.ctx or ctx
            for pattern, words in _PLAINER:
                error.message = pattern.sub(words, error.message)
            raise
        return rest

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """In the width of the terminal: click writes 50 columns even where there are fewer."""
        formatter.width = min(formatter.width, max(shutil.get_terminal_size().columns - 2, 20))
        writer: Any = super()
        writer.format_help(ctx, formatter)


class HelpfulCommand(_InOurWords, TyperCommand):
    """A command whose options stand in one list."""

    grouped = False

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The options, and the arguments by their names alone."""
        arguments = [one for one in self.get_params(ctx) if one.param_type_name == "argument"]
        names = [_name(one) if one.required else f"[{_name(one)}]" for one in arguments]
        return [str(self.options_metavar), *names]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """A section for each group."""
        _write_options(self.get_params(ctx), formatter, grouped=self.grouped)


class GroupedCommand(HelpfulCommand):
    """A command with so many options that they stand in groups."""

    grouped = True


class HelpfulGroup(_InOurWords, TyperGroup):
    """The program: its options, and what each command is for, in a whole sentence."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The options, then the commands."""
        _write_options(self.get_params(ctx), formatter, grouped=False)
        commands = [self.get_command(ctx, name) for name in self.list_commands(ctx)]
        rows = [(str(one.name), _first_paragraph(one.help or "")) for one in commands if one is not None]
        _write_section("Commands", rows, formatter)


# ---------------------------------------------------------------- options and arguments
def _write_options(params: Sequence[Any], formatter: Any, *, grouped: bool) -> None:
    """Arguments first, then the options, by groups in the order of their first ones."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for param in sorted(params, key=lambda one: one.param_type_name != "argument"):
        others = "Arguments" if param.param_type_name == "argument" else _OTHERS
        panel = getattr(param, "rich_help_panel", None) if grouped else None
        groups.setdefault(panel or others, []).append((_typed(param), _about(param)))
    for title, rows in groups.items():
        _write_section(title, rows, formatter)


def _name(argument: Any) -> str:
    return str(argument.metavar or argument.name)


def _typed(param: Any) -> str:
    """A parameter as it is typed: ``--units N``."""
    if param.param_type_name == "argument":
        return _name(param)
    names = ", ".join(sorted(param.opts, key=len))  # of -h and --help click makes a set
    return names if param.is_flag or not param.metavar else f"{names} {param.metavar}"


def _about(param: Any) -> str:
    """What a parameter is for; then its default, its range and its variable."""
    more = []
    if not getattr(param, "is_flag", False) and param.default is not None:
        more.append(f"default: {param.default}")
    most = getattr(param.type, "max", None)
    if most is not None:
        more.append(f"{param.type.min} to {most}")
    if param.envvar:
        more.append(f"env var: {param.envvar}")
    return f"{param.help or ''} [{'; '.join(more)}]" if more else str(param.help or "")


def _write_section(title: str, rows: Sequence[tuple[str, str]], formatter: Any) -> None:
    def styled(text: str) -> str:  # no colour is read on every ground
        return typer.style(text, bold=True) if bold else text

    bold = _bold()
    with formatter.section(styled(title)):
        formatter.write_dl(
            [(styled(name), about) for name, about in rows],
            col_max=30 if formatter.width >= _NARROW else 12,
        )


def _bold() -> bool:
    """Whether stdout shows bold."""
    from rnntui.charts.ability import ability

    can = ability(os.environ, is_terminal=sys.stdout.isatty(), encoding=sys.stdout.encoding)
    return can.live


def _first_paragraph(text: str) -> str:
    return " ".join(text.strip().split("\n\n")[0].split())
