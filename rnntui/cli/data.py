"""``rnntui data``: the built-in series, and what a series or a CSV file holds."""

from __future__ import annotations

import json as json_text
import os
from collections.abc import Sequence
from typing import Any

import numpy as np
from rich.text import Text

from rnntui.charts.series import series_chart
from rnntui.cli.asking import describe
from rnntui.cli.columns import aligned
from rnntui.cli.compose import check_season
from rnntui.cli.failures import CommandError
from rnntui.cli.narration import Narrator
from rnntui.cli.safe import name
from rnntui.cli.terminal import Stream, Terminal
from rnntui.runs.client import WorkerClient
from rnntui.runs.protocol import Described, to_line
from rnntui.runs.wording import selection_text
from rnntui.series.labels import index_after
from rnntui.spec.records import SeriesSource

_LABELLED = 100_000  # rows; of a longer series only the ends are named


def list_series(*, json: bool) -> None:
    """Every built-in series: its name, size, span and what it is."""
    from rnntui.series.catalogue import load, names
    from rnntui.series.describe import describe as facts_of

    out = Terminal.of_process().out
    rows = []
    for known in names():
        series = load(known)
        facts = facts_of(series)
        if json:
            origin = {"title": series.title, "origin": series.origin, "licence": series.licence}
            print(json_text.dumps({"name": known, **origin, **facts.to_json()}))
        span = f"{facts.first} – {facts.last}"
        season = "" if facts.season is None else str(facts.season)
        rows.append((known, f"{facts.rows:,}", str(len(facts.columns)), span, season, series.title))
    if not json:
        heads = ("name", "rows", "columns", "span", "season", "what it is")
        spare = ("columns", "season", "span", "rows")
        out.print(aligned(heads, rows, right=(1, 2, 4), width=out.room, spare=spare))
        if out.ability.live:
            out.print("", "`rnntui data NAME` describes one, `rnntui data FILE.csv` checks a file of yours.")


def describe_series(
    wanted: str,
    *,
    columns: Sequence[str],
    target: Sequence[str],
    date_column: str | None,
    season: int | None,
    json: bool,
) -> None:
    """What the worker finds in a series, and a chart of its target.

    Raises:
        CommandError: it can't be used.
    """
    terminal = Terminal.of_process()
    source = SeriesSource(
        wanted, columns=tuple(columns), target=tuple(target), date_column=date_column, season=season
    )
    narrator = Narrator(terminal.err, silent=json)
    try:
        with WorkerClient() as client:
            described = describe(client, source, os.getcwd(), narrator)
        check_season(season, described.n)
    except CommandError as error:
        if json and error.event is not None:
            print(to_line(error.event))
        raise
    finally:
        narrator.close()
    if json:
        print(to_line(described))
        return
    _show(terminal.out, described)


def _show(out: Stream, described: Described) -> None:
    out.print(Text(name(described.title or described.name), "bold"), *described.notes)
    out.print("", facts_text(described, out.room), "")
    units = f" ({described.units})" if described.units else ""
    whole = len(described.rows) == described.n
    selected = "" if whole else f" {selection_text(len(described.rows), described.n)}"
    if len(described.columns) > 1 or units or selected:
        out.print(f"{name(described.target[0])}{units}:{selected}")
    values = np.asarray(described.values, dtype=np.float64)
    rows = np.asarray(described.rows, dtype=np.float64)
    ends = (described.first, described.last)
    out.print(series_chart(rows, values, out.chart_size, out.palette, labels=_labels(described), ends=ends))


def facts_text(described: Described, width: int | None = None) -> Text:
    """Rows, span, frequency, season, missing values, and each column's range, in so many columns."""
    facts: dict[str, Any] = described.description
    season = f"every {described.season} rows" if described.season else "none found"
    pairs = [
        ("rows", f"{described.n:,}"),
        ("span", f"{described.first} – {described.last}"),
        ("frequency", described.frequency or "undated: rows are numbered"),
        ("season", season),
        ("missing", str(facts.get("missing", 0))),
    ]
    text = Text("\n".join(f"{fact:<11}{value}" for fact, value in pairs), no_wrap=True)
    heads = ("column", "", "min", "mean", "max", "units")
    rows = [
        (
            name(column["name"]),
            "target" if column["name"] in described.target else "",
            *(f"{column[measure]:.6g}" for measure in ("minimum", "mean", "maximum")),
            column["units"],
        )
        for column in facts.get("columns", ())
    ]
    if not rows:
        return text
    table = aligned(heads, rows, right=(2, 3, 4), width=width, spare=("units", "mean", ""))
    return text.append("\n\n").append_text(table)


def _labels(described: Described) -> Sequence[str]:
    """The labels of all rows, gone on from the first; none where they do not arrive at the last."""
    if described.n > _LABELLED:
        return ()
    labels = (described.first, *index_after((described.first,), described.frequency, described.n - 1))
    return labels if labels[-1] == described.last else ()
