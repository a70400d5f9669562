"""CSV files for the tests: a plain one, and how to write and refuse them."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from rnntui.series.csvfile import read_csv
from rnntui.series.records import DataProblem

MONTHS = [f"{year}-{month:02d}" for year in range(2000, 2003) for month in range(1, 13)]
VALUES = [f"{100 + row * 1.5 + 10 * math.sin(row * math.pi / 6):.1f}" for row in range(36)]
PLAIN = ["month,sales", *(f"{month},{value}" for month, value in zip(MONTHS, VALUES, strict=True))]


def write(path: Path, lines: list[str], encoding: str = "utf-8", end: str = "\n") -> Path:
    path.write_bytes((end.join(lines) + end).encode(encoding))
    return path


def refused(path: Path, **asked: object) -> DataProblem:
    with pytest.raises(DataProblem) as caught:
        read_csv(path, **asked)  # type: ignore[arg-type]
    assert caught.value.hint
    assert "\n" not in caught.value.message + caught.value.hint
    return caught.value
