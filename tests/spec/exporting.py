"""Exported scripts for the tests: from a spec's text, run in this process or by themselves."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnntui.runs.exported import exported
from rnntui.runs.facts import facts_of
from rnntui.runs.source import prepare_source
from rnntui.series.open import open_series
from rnntui.series.prepare import Prepared
from rnntui.series.records import Series
from rnntui.spec.check import check
from rnntui.spec.parse import parse
from rnntui.spec.records import ModelSpec


@dataclass(frozen=True)
class Exported:
    """A spec, what rnntui prepares for it, and the script."""

    spec: ModelSpec
    series: Series
    prepared: Prepared
    script: str


def export_text(text: str, seed: int = 0, cwd: Path | str = ".") -> Exported:
    spec = parse(text).spec
    assert spec is not None, parse(text).problems
    source = spec.data
    series = open_series(
        source.name,
        cwd=cwd,
        columns=source.columns,
        target=source.target,
        date_column=source.date_column,
        season=source.season,
    )
    facts = facts_of(series)
    assert [one for one in check(spec, facts) if one.severity == "error"] == []
    script = exported(spec, facts, seed, str(Path(cwd).absolute()))
    return Exported(spec, series, prepare_source(source, series), script)


@dataclass(frozen=True)
class Printed:
    """What a script printed: losses by epoch, and (rmse, mae, mase) by part and name."""

    losses: dict[int, tuple[float, float]]
    scores: dict[tuple[str, str], tuple[float, float, float]]


def read_output(output: str) -> Printed:
    losses = {
        int(found[1]): (float(found[2]), float(found[3]))
        for found in re.finditer(r"^epoch (\d+): loss (\S+), val_loss (\S+)$", output, re.M)
    }
    scores = {
        (found[1], found[2]): (float(found[3]), float(found[4]), float(found[5]))
        for found in re.finditer(
            r"^(one-step|direct|recursive) +(\S+(?: \S+)*) +(\S+) +(\S+) +(\S+)$", output, re.M
        )
    }
    return Printed(losses, scores)


def run_alone(script: str, folder: Path) -> Printed:
    """Run a script as its user does: another process, another folder, nothing of rnntui in reach."""
    (folder / "script.py").write_text(script, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", "script.py"], cwd=folder, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return read_output(done.stdout)


def names_of(script: str) -> dict[str, Any]:
    """The functions and constants of a script, not run."""
    names: dict[str, Any] = {"__name__": "exported"}
    exec(compile(script, "exported.py", "exec"), names)
    return names


def windows_of(prepared: Prepared, starts: NDArray[np.int32]) -> tuple[Any, Any]:
    """What the engine gathers for these windows: inputs and targets."""
    x = prepared.inputs[starts[:, None] + np.arange(prepared.look_back)]
    y = prepared.targets[
        starts[:, None] + np.arange(prepared.look_back, prepared.look_back + prepared.horizon)
    ]
    return x, y.reshape(len(starts), *prepared.target_shape)
