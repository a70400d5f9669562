"""The scores of a run beside the baselines', as text in columns: for the app and the command line."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from rnntui.runs.protocol import Finished, Summary
from rnntui.series.baselines import NAMES
from rnntui.series.verdict import error_text

KINDS = {"one_step": "one-step", "recursive": "recursive", "direct": "direct"}
_MEASURES = ("rmse", "mae", "mase")
_NONE = "–"
_NAME, _NUMBER, _KIND = 18, 9, 12  # widths of columns: of names, numbers, numbers alone under their kind
_LONG = 1e100  # from here on the exponent has three digits


def scores_texts(finished: Finished, steps: int | None, width: int) -> list[Text]:
    """The table of scores, and the line of leads where there are any."""
    lines, leads = [scores_table(finished, steps, width)], lead_line(finished)
    return [*lines, Text(leads)] if leads else lines


def scores_table(finished: Finished, steps: int | None = None, width: int = 80) -> Text:
    """The model's row and one for each baseline; a group of columns for each kind of forecast.

    Several targets have a block each with their verdicts, and one of their mean MASE. ``steps`` is
    how far the recursive forecast goes. Where the groups do not fit beside each other they stand below
    each other, and where three measures do not fit, RMSE and MASE stand alone.
    """
    whole = {"metrics": finished.metrics, "baselines": finished.baselines}
    if not finished.targets:
        return _block(whole, steps, width)
    table = Text(no_wrap=True)
    for name, target in finished.targets.items():
        table.append(f"{name}\n", "bold").append_text(_block(target, steps, width))
        table.append("\n" + "\n".join(verdict_lines(target["verdict"])) + "\n\n")
    table.append(f"mean of {len(finished.targets)} targets\n", "bold")
    return table.append_text(_block(whole, steps, width, (("mase",),)))


def _block(
    scored: Mapping[str, Any],
    steps: int | None,
    width: int,
    choices: Sequence[Sequence[str]] = (_MEASURES, ("rmse", "mase")),
) -> Text:
    """The rows of ``metrics`` and ``baselines``, in the first of the ``choices`` of measures that fits."""
    kinds = [kind for kind in KINDS if scored["metrics"].get(kind)]
    for measures in choices:
        column = _NUMBER if len(measures) > 1 else _KIND
        if width >= _NAME + len(kinds) * len(measures) * column:
            return _beside(scored, kinds, measures, column, _heads(kinds, len(measures) * column, steps))
    fitting = (measures for measures in choices if width >= _NAME + len(measures) * _NUMBER)
    measures = next(fitting, choices[-1][:1])
    table = Text(no_wrap=True)
    for kind in kinds:
        table.append("\n\n" if table else "")
        table.append_text(_beside(scored, [kind], measures, _NUMBER, _said(kind, steps)))
    return table


def _beside(
    scored: Mapping[str, Any], kinds: Sequence[str], measures: Sequence[str], column: int, heads: str
) -> Text:
    """The rows with a group of columns for each of these kinds."""
    metrics, baselines = scored["metrics"], scored["baselines"]
    table = Text(no_wrap=True)
    table.append(heads, "bold").append("\n")
    table.append(" " * _NAME + "".join(f"{name.upper():>{column}}" for name in measures) * len(kinds) + "\n")
    table.append(_row("this model", metrics, kinds, measures, column), "bold")
    for name, said in NAMES.items():
        if baselines.get(name):
            table.append("\n" + _row(said, baselines[name], kinds, measures, column))
    return table


def lead_line(finished: Finished) -> str:
    """RMSE of every lead of a direct forecast, of several targets their mean MASE; or nothing."""
    direct = finished.metrics.get("direct")
    leads = (direct or {}).get("leads") or []
    measure = one_measure(finished)
    said = "Mean MASE" if finished.targets else "RMSE"
    return (
        f"{said} by lead, 1 to {len(leads)}: " + "  ".join(_cell(lead[measure]) for lead in leads)
        if leads
        else ""
    )


def verdict_lines(verdict: Mapping[str, str | None]) -> list[str]:
    """A sentence for each kind of forecast that has a verdict."""
    return [f"{said.capitalize()}: {verdict[kind]}." for kind, said in KINDS.items() if verdict.get(kind)]


def seeds_table(runs: Sequence[tuple[int, Finished]], summary: Summary, width: int = 80) -> Text:
    """A row of RMSE for each seed, their median, smallest and largest, and the baselines'.

    Several targets have a block each, and one of their mean MASE. Where the kinds of forecast do not fit
    beside each other they stand below each other.
    """
    table = Text(no_wrap=True)
    first = runs[0][1]
    for name, target in summary.targets.items():
        table.append(f"{name}\n", "bold")
        each = [run.targets[name]["metrics"] for _, run in runs]
        block = _Seeds(runs, each, target["metrics"], first.targets[name]["baselines"], "rmse")
        table.append_text(block.text(width)).append("\n\n")
    if summary.targets:
        table.append(f"mean of {len(summary.targets)} targets\n", "bold")
    whole = [run.metrics for _, run in runs]
    block = _Seeds(runs, whole, summary.metrics, first.baselines, one_measure(first))
    return table.append_text(block.text(width))


def one_measure(finished: Finished) -> str:
    """What is shown where there is room for one measure."""
    return "mase" if finished.targets else "rmse"


@dataclass(frozen=True, slots=True)
class _Seeds:
    """One measure of several seeds: their metrics in ``each``, the ``spread`` of these, the baselines."""

    runs: Sequence[tuple[int, Finished]]
    each: Sequence[Mapping[str, Any]]
    spread: Mapping[str, Any]
    baselines: Mapping[str, Any]
    measure: str

    def text(self, width: int) -> Text:
        """A group of columns for each kind of forecast, or one below the other."""
        kinds = [kind for kind in KINDS if self.spread.get(kind)]
        ended = max(len(_ended(run)) for _, run in self.runs)
        if width >= _NAME + len(kinds) * 2 * _NUMBER + _NUMBER + ended:
            return self._beside(kinds, 2 * _NUMBER)
        table = Text(no_wrap=True)
        for kind in kinds:
            table.append("\n\n" if table else "").append(f"{KINDS[kind]}\n", "bold")
            table.append_text(self._beside([kind], _NUMBER))
        return table

    def _beside(self, kinds: Sequence[str], column: int) -> Text:
        """The rows in columns so wide; narrow ones have the name of the measure alone above them."""
        table = Text(no_wrap=True)
        heads = [self.measure.upper() if column == _NUMBER else self._head(kind) for kind in kinds]
        table.append(_line("seed", heads, column) + f"{'epochs':>{_NUMBER}}", "bold")
        for (seed, finished), metrics in zip(self.runs, self.each, strict=True):
            cells = [_cell((metrics.get(kind) or {}).get(self.measure)) for kind in kinds]
            line = _line(str(seed), cells, column) + f"{finished.epochs:>{_NUMBER}}"
            table.append(f"\n{line}{_ended(finished) if column > _NUMBER else ''}")
        for said in ("median", "low", "high"):
            cells = [_cell((self.spread[kind][self.measure] or {}).get(said)) for kind in kinds]
            table.append("\n").append(_line(said, cells, column), "bold" if said == "median" else "")
        rivals = [(said, self.baselines[name]) for name, said in NAMES.items() if self.baselines.get(name)]
        table.append("\n" if rivals else "")
        for said, scores in rivals:
            cells = [_cell((scores.get(kind) or {}).get(self.measure)) for kind in kinds]
            table.append("\n" + _line(said, cells, column))
        return table

    def _head(self, kind: str) -> str:
        return f"{KINDS[kind]} {self.measure.upper()}"


def _ended(finished: Finished) -> str:
    """How a run ended that did not complete; where that has no room, the summary's notes say it."""
    return "" if finished.status == "completed" else f"  {finished.status}"


def _heads(kinds: Sequence[str], width: int, steps: int | None) -> str:
    """The kinds, each above a group of columns that are ``width`` wide together."""
    heads = ""
    for kind in kinds:
        said = _said(kind, steps)
        heads += f"{said if len(said) <= width - 2 else KINDS[kind]:>{width}}"
    return " " * _NAME + heads


def _said(kind: str, steps: int | None) -> str:
    return f"{KINDS[kind]}, {steps} steps" if kind == "recursive" and steps else KINDS[kind]


def _row(
    name: str, scores: Mapping[str, Any], kinds: Sequence[str], measures: Sequence[str], column: int
) -> str:
    cells = [_cell((scores.get(kind) or {}).get(measure)) for kind in kinds for measure in measures]
    return _line(name, cells, column)


def _line(name: str, cells: Sequence[str], width: int) -> str:
    return f"{name:<{_NAME}}" + "".join(f"{cell:>{width}}" for cell in cells)


def _cell(value: float | None) -> str:
    if value is None:
        return _NONE
    size = abs(value)
    if not math.isfinite(value) or not size:
        return error_text(value)
    if size >= _LONG or size < 1 / _LONG:
        return f"{value:.2g}"  # 1.2e+153 is as wide as a column may be
    return f"{value:.3g}" if size >= 1e5 else error_text(value)
