"""What ``--help`` shows: options by their groups, in plain text.

typer's own help costs rich and a Markdown parser, more time than all else that ``--help`` does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

_OTHERS = "Options"


class HelpfulCommand(TyperCommand):
    """A command whose options stand in their groups."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """A section for each group."""
        _write_options(self.get_params(ctx), ctx, formatter)


class HelpfulGroup(TyperGroup):
    """The program: its options, and what each command is for, in a whole sentence."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """A section for each group, then the commands."""
        _write_options(self.get_params(ctx), ctx, formatter)
        commands = [self.get_command(ctx, name) for name in self.list_commands(ctx)]
        rows = [(str(one.name), _first_paragraph(one.help or "")) for one in commands if one is not None]
        _write_section("Commands", rows, formatter)


def _write_options(params: Sequence[Any], ctx: Any, formatter: Any) -> None:
    """Arguments first, then the groups in the order of their first options."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for param in sorted(params, key=lambda one: one.param_type_name != "argument"):
        others = "Arguments" if param.param_type_name == "argument" else _OTHERS
        record = param.get_help_record(ctx)
        if record is not None:
            groups.setdefault(getattr(param, "rich_help_panel", None) or others, []).append(record)
    for title, rows in groups.items():
        _write_section(title, rows, formatter)


def _write_section(title: str, rows: Sequence[tuple[str, str]], formatter: Any) -> None:
    bold, coloured = _styles()
    with formatter.section(typer.style(title, bold=True) if bold else title):
        formatter.write_dl(
            [(typer.style(name, fg="cyan") if coloured else name, about) for name, about in rows]
        )


def _styles() -> tuple[bool, bool]:
    """Whether stdout shows bold, and whether it shows colours."""
    from rnntui.charts.ability import ability

    can = ability(os.environ, is_terminal=sys.stdout.isatty(), encoding=sys.stdout.encoding)
    return can.live, can.live and can.colours > 0


def _first_paragraph(text: str) -> str:
    return " ".join(text.strip().split("\n\n")[0].split())
