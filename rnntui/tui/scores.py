"""The scores of a run beside the baselines', as text in columns: for the app and the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.text import Text

from rnntui.runs.protocol import Finished, Summary
from rnntui.series.baselines import NAMES
from rnntui.series.verdict import error_text

KINDS = {"one_step": "one-step", "recursive": "recursive", "direct": "direct"}
_MEASURES = ("rmse", "mae", "mase")
_NONE = "–"
_NAME, _NUMBER = 18, 9  # widths of columns


def scores_texts(finished: Finished, steps: int | None, width: int) -> list[Text]:
    """The table of scores, and the line of leads where there are any."""
    lines, leads = [scores_table(finished, steps, width)], lead_line(finished)
    return [*lines, Text(leads)] if leads else lines


def scores_table(finished: Finished, steps: int | None = None, width: int = 80) -> Text:
    """The model's row and one for each baseline; a group of columns for each kind of forecast.

    Several targets have a block each with their verdicts, and one of their mean MASE. ``steps`` is
    how far the recursive forecast goes. Narrow terminals get RMSE and MASE alone.
    """
    whole = {"metrics": finished.metrics, "baselines": finished.baselines}
    if not finished.targets:
        return _block(whole, steps, width)
    table = Text(no_wrap=True)
    for name, target in finished.targets.items():
        table.append(f"{name}\n", "bold").append_text(_block(target, steps, width))
        table.append("\n" + "\n".join(verdict_lines(target["verdict"])) + "\n\n")
    table.append(f"mean of {len(finished.targets)} targets\n", "bold")
    return table.append_text(_block(whole, steps, width, ("mase",)))


def _block(scored: Mapping[str, Any], steps: int | None, width: int, only: Sequence[str] = ()) -> Text:
    """The rows of ``metrics`` and ``baselines``, in the measures ``only``, or as many as fit."""
    metrics, baselines = scored["metrics"], scored["baselines"]
    kinds = [kind for kind in KINDS if metrics.get(kind)]
    fits = width >= _NAME + len(kinds) * len(_MEASURES) * _NUMBER
    measures = only or (_MEASURES if fits else ("rmse", "mase"))
    table = Text(no_wrap=True)
    table.append(_heads(kinds, len(measures), steps), "bold").append("\n")
    table.append(" " * _NAME + "".join(f"{name.upper():>{_NUMBER}}" for name in measures) * len(kinds) + "\n")
    table.append(_row("this model", metrics, kinds, measures), "bold")
    for name, said in NAMES.items():
        if baselines.get(name):
            table.append("\n" + _row(said, baselines[name], kinds, measures))
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


def seeds_table(runs: Sequence[tuple[int, Finished]], summary: Summary) -> Text:
    """A row of RMSE for each seed, and their median, smallest and largest.

    Several targets have a block each, with the baselines, and one of their mean MASE.
    """
    table = Text(no_wrap=True)
    first = runs[0][1]
    for name, target in summary.targets.items():
        table.append(f"{name}\n", "bold")
        each = [run.targets[name]["metrics"] for _, run in runs]
        table.append_text(_seeds_block(runs, each, target["metrics"], "rmse")).append("\n")
        table.append_text(_baselines_block(first.targets[name], "rmse")).append("\n\n")
    if summary.targets:
        table.append(f"mean of {len(summary.targets)} targets\n", "bold")
    whole = [run.metrics for _, run in runs]
    return table.append_text(_seeds_block(runs, whole, summary.metrics, one_measure(first)))


def baseline_lines(finished: Finished) -> Text:
    """The baselines' RMSE, or mean MASE of several targets, in the columns of a table of seeds."""
    return _baselines_block(
        {"metrics": finished.metrics, "baselines": finished.baselines}, one_measure(finished)
    )


def one_measure(finished: Finished) -> str:
    """What is shown where there is room for one measure."""
    return "mase" if finished.targets else "rmse"


def _seeds_block(
    runs: Sequence[tuple[int, Finished]],
    each: Sequence[Mapping[str, Any]],
    spread: Mapping[str, Any],
    measure: str,
) -> Text:
    """A row for each seed with its metrics in ``each``, and the rows of their ``spread``."""
    kinds = [kind for kind in KINDS if spread.get(kind)]
    width = 2 * _NUMBER
    table = Text(no_wrap=True)
    heads = "".join(f"{KINDS[kind] + ' ' + measure.upper():>{width}}" for kind in kinds)
    table.append(f"{'seed':<{_NAME}}{heads}{'epochs':>{_NUMBER}}", "bold")
    for (seed, finished), metrics in zip(runs, each, strict=True):
        cells = [_cell((metrics.get(kind) or {}).get(measure)) for kind in kinds]
        how = "" if finished.status == "completed" else f"  {finished.status}"
        table.append("\n" + _line(str(seed), cells, width) + f"{finished.epochs:>{_NUMBER}}{how}")
    for said in ("median", "low", "high"):
        cells = [_cell((spread[kind][measure] or {}).get(said)) for kind in kinds]
        table.append("\n").append(_line(said, cells, width), "bold" if said == "median" else "")
    return table


def _baselines_block(scored: Mapping[str, Any], measure: str) -> Text:
    """The baselines' rows in the columns of a table of seeds."""
    kinds = [kind for kind in KINDS if scored["metrics"].get(kind)]
    lines = []
    for name, said in NAMES.items():
        scores = scored["baselines"].get(name)
        if scores:
            cells = [_cell((scores.get(kind) or {}).get(measure)) for kind in kinds]
            lines.append(_line(said, cells, 2 * _NUMBER))
    return Text("\n".join(lines), no_wrap=True)


def _heads(kinds: Sequence[str], measures: int, steps: int | None) -> str:
    heads = ""
    for kind in kinds:
        width = measures * _NUMBER
        said = f"{KINDS[kind]}, {steps} steps" if kind == "recursive" and steps else KINDS[kind]
        heads += f"{said if len(said) <= width - 2 else KINDS[kind]:>{width}}"
    return " " * _NAME + heads


def _row(name: str, scores: Mapping[str, Any], kinds: Sequence[str], measures: Sequence[str]) -> str:
    cells = [_cell((scores.get(kind) or {}).get(measure)) for kind in kinds for measure in measures]
    return _line(name, cells, _NUMBER)


def _line(name: str, cells: Sequence[str], width: int) -> str:
    return f"{name:<{_NAME}}" + "".join(f"{cell:>{width}}" for cell in cells)


def _cell(value: float | None) -> str:
    if value is None:
        return _NONE
    return f"{value:.3g}" if abs(value) >= 1e5 else error_text(value)
