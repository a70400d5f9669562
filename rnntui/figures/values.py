"""What figures answer with their controls set, for the proofs of lessons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rnntui.figures.base import FigureError, RunFigure
from rnntui.figures.registry import make_figure
from rnntui.figures.runfacts import RunFacts


def figure_values(
    name: str, options: Mapping[str, Any], controls: Mapping[str, Any], facts: RunFacts | None = None
) -> Mapping[str, Any]:
    """The values of a figure with its controls set, showing a run or none.

    Raises:
        ValueError: there is no such figure, option or control, or a control can't hold its value; or the
            figure shows no runs, or not of such a model.
    """
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
