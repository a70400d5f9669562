"""The series that ship with rnntui: their names, origins, licences and units, and how to load them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnntui.series.csvfile import read_csv
from rnntui.series.labels import RowLabels
from rnntui.series.paths import data_file
from rnntui.series.records import DataProblem, Series
from rnntui.series.select import did_you_mean, listed

_COMPUTED: dict[str, Callable[[], NDArray[np.float64]]] = {
    "sine": lambda: np.sin(np.linspace(0, 60, 1000)),
    "sine-coarse": lambda: np.sin(np.linspace(0, 60, 200)),
    "two-sines": lambda: np.sin(np.linspace(0, 20, 5000)) * np.sin(np.linspace(0, 200, 5000)),
}


@cache
def entries() -> dict[str, dict[str, Any]]:
    """What ``data/catalogue.json`` says of each built-in series."""
    catalogue: dict[str, dict[str, Any]] = json.loads(data_file("catalogue.json").read_text(encoding="utf-8"))
    return catalogue


def names() -> tuple[str, ...]:
    """The names of the built-in series."""
    return tuple(entries())


def is_file(name: str) -> bool:
    """Whether ``name`` means a file: it isn't a built-in name, and looks like a path.

    A file called ``airline`` is ``./airline``.
    """
    return name not in entries() and ("/" in name or "\\" in name or bool(Path(name).suffix))


def load(name: str) -> Series:
    """A built-in series.

    Raises:
        DataProblem: ``unknown-series``, or ``damaged-file`` where a shipped file isn't what was shipped.
    """
    if name not in entries():
        message = f"There is no series {name!r}.{did_you_mean(name, names())}"
        raise DataProblem(
            "unknown-series", message, f"Built in are {listed(names())}; a file is named as FILE.csv."
        )
    entry = entries()[name]
    series = _stored(entry) if "file" in entry else _computed(name, tuple(entry["units"]))
    return replace(
        series,
        name=name,
        title=entry["title"],
        target=(entry["target"],),
        units=entry["units"][entry["target"]],
        column_units=tuple(entry["units"].values()),
        season=entry["season"],
        origin=entry["origin"],
        licence=entry["licence"],
        notes=(),
    )


def _computed(name: str, columns: tuple[str, ...]) -> Series:
    values = _COMPUTED[name]()[:, None]
    return Series(name, name, values, columns, RowLabels(len(values)), columns)


def _stored(entry: dict[str, Any]) -> Series:
    path = data_file(entry["file"])
    if hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
        hint = "Install rnntui again, or restore the file with git (and without changing line ends)."
        raise DataProblem("damaged-file", f"{path} is not the file that ships with rnntui.", hint)
    return read_csv(path, columns=tuple(entry["units"]))
