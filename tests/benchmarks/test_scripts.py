"""Every benchmark starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "benchmarks"


@pytest.mark.parametrize(
    "name", ["per_epoch", "end_to_end", "every_layer", "latency", "memory", "app_first_paint", "app_training"]
)
def test_a_script_says_what_it_measures(name: str) -> None:
    command = [sys.executable, str(SCRIPTS / f"{name}.py"), "--help"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "--quick" in said
    assert f"benchmarks/{name}.py" in said
