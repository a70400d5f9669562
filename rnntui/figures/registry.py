"""The figures by name, each imported when it is first asked for, and their options from a lesson."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from rnntui.figures.base import Figure, FigureError

_FIGURES = {
    "autocorrelation": "autocorrelation:Autocorrelation",
    "cobweb": "cobweb:Cobweb",
    "decompose": "decompose:Decompose",
    "dial": "dial:Dial",
    "forgetting": "forgetting:Forgetting",
    "gate_map": "gate_map:GateMap",
    "gate_programme": "gate_programme:GateProgramme",
    "lag_sliders": "lag_sliders:LagSliders",
    "lstm_cell": "lstm_cell:LstmCell",
    "naive": "naive:Naive",
    "notation": "notation:Notation",
    "one_weight": "one_weight:OneWeight",
    "parameter_count": "parameter_count:ParameterCount",
    "perceptron_equation": "perceptron_equation:PerceptronEquation",
    "pinned": "pinned:Pinned",
    "reach": "reach:Reach",
    "recursive_by_hand": "recursive_by_hand:RecursiveByHand",
    "scramble": "scramble:Scramble",
    "series": "series:SeriesFigure",
    "simplify": "simplify:Simplify",
    "split": "split:SplitFigure",
    "squash": "squash:Squash",
    "stepper": "stepper:Stepper",
    "unroll": "unroll:Unroll",
    "wave_cursors": "wave_cursors:WaveCursors",
    "weights": "weights:Weights",
    "window_length": "window_length:WindowLength",
    "window": "window:Window",
    "window_bugs": "window_bugs:WindowBugs",
}
"""Module of this room and class, by the name that lessons use."""


def figure_names() -> tuple[str, ...]:
    """The names that lessons may use."""
    return tuple(sorted(_FIGURES))


def make_figure(name: str, options: Mapping[str, Any]) -> Figure:
    """The figure of that name; ``options`` are its fields, such as where a control starts.

    ``controls`` among them is for whoever shows it, see `shown_controls`.

    Raises:
        FigureError: one sentence, for an unknown name or option, or a value that can't be.
    """
    only, options = options.get("controls"), {k: v for k, v in options.items() if k != "controls"}
    from rnntui.series.records import DataProblem  # brings numpy, as every figure does

    made = figure_kind(name)
    try:
        figure: Figure = made(**_checked(name, made, options))
    except DataProblem as problem:
        raise FigureError(f"The figure {name!r}: {problem.message}") from problem
    _check_controls(name, figure, options)
    shown_controls(figure, only)
    return figure


def figure_kind(name: str) -> Any:
    """The class of a figure.

    Raises:
        FigureError: there is none of that name.
    """
    if name not in _FIGURES:
        from rnntui.series.select import did_you_mean  # brings numpy, as every figure does

        hint = "`rnntui course figures` lists them."
        raise FigureError(f"There is no figure {name[:40]!r}.{did_you_mean(name, figure_names())} {hint}")
    module, _, kind = _FIGURES[name].partition(":")
    return getattr(importlib.import_module(f"rnntui.figures.{module}"), kind)


def shown_controls(figure: Figure, only: object) -> tuple[str, ...]:
    """The names of the controls that a lesson shows: ``only`` those, or all where it is None.

    Raises:
        FigureError: the figure has no such control.
    """
    from rnntui.series.select import listed  # brings numpy, as every figure does

    known = tuple(control.name for control in figure.controls)
    if only is None:
        return known
    if not isinstance(only, (list, tuple)):
        raise FigureError(f"controls must be a list of names, not {only!r}.")
    for name in only:
        if name not in known:
            raise FigureError(f"The figure has no control {name!r}: it has {listed(known, 50)}.")
    return tuple(only)


def _checked(name: str, made: Any, options: Mapping[str, Any]) -> dict[str, Any]:
    """The options with the types that the figure's fields have."""
    known = {entry.name: entry.default for entry in fields(made) if entry.metadata.get("option", True)}
    found = {}
    for option, value in options.items():
        if option not in known:
            raise FigureError(f"The figure {name!r} has no option {option!r}.{_known(option, tuple(known))}")
        found[option] = _converted(name, option, value, known[option])
    return found


def _converted(name: str, option: str, value: Any, default: Any) -> Any:
    """A value of TOML in the type of the field's default: lists become tuples, whole numbers floats."""
    if isinstance(default, tuple) and isinstance(value, (list, tuple)):
        sample = default[0] if default else value[0] if value else 0
        return tuple(_converted(name, option, item, sample) for item in value)
    if isinstance(default, float) and type(value) is int:
        return float(value)
    if type(value) is not type(default):
        wanted = _WORDS.get(type(default), type(default).__name__)
        raise FigureError(f"The figure {name!r} needs {wanted} for {option!r}, not {value!r}.")
    return value


def _known(name: str, names: tuple[str, ...]) -> str:
    """The name that is meant, and all there are."""
    from rnntui.series.select import did_you_mean, listed

    return f"{did_you_mean(name, names)} There are {listed(names, len(names))}."


_WORDS = {bool: "true or false", int: "a whole number", float: "a number", str: "a text", tuple: "a list"}


def _check_controls(name: str, figure: Figure, options: Mapping[str, Any]) -> None:
    """A control may not start where it can't be moved to."""
    for control in figure.controls:
        if control.name not in options:
            continue
        try:
            held = control.clamp(control.value)
        except FigureError as error:
            raise FigureError(f"The figure {name!r}: {error}") from error
        if held != control.value:
            raise FigureError(
                f"The figure {name!r} can't start with {control.name} = {control.value!r}: it goes from "
                f"{control.low:g} to {control.high:g} in steps of {control.step:g}."
            )
