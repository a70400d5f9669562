"""What is declared: constraints without addresses, for everything that is depended on."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parents[2]
LINES = [line for line in (TOP / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
NAME = r"[a-z0-9]+(-[a-z0-9]+)*"


def test_constraints_are_names_and_versions_only():
    for line in LINES:
        assert re.fullmatch(rf'{NAME}==[0-9][0-9a-z.]*( ; python_version (<|>=) "3\.11")?', line), line


def test_everything_that_is_depended_on_is_pinned():
    project = (TOP / "pyproject.toml").read_text()
    wanted = set(re.findall(rf'^    "({NAME})[<>]', project, re.MULTILINE))
    names = {first for first, _ in wanted}
    assert {"tensorflow", "numpy", "typer", "pytest"} <= names
    assert names <= {line.partition("==")[0] for line in LINES}


def test_make_refuses_another_python_with_one_sentence(tmp_path):
    fake = tmp_path / "python3"
    fake.write_text("#!/bin/sh\nexit 1\n")  # what the version check says of it
    fake.chmod(0o755)
    (tmp_path / "Makefile").write_text((TOP / "Makefile").read_text())
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_text("")
    command = ["make", "run", f"PYTHON={fake}", "UV="]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False)
    assert ended.returncode == 2
    assert "rnntui needs Python 3.10, 3.11, 3.12 or 3.13" in ended.stderr
    assert not (tmp_path / ".venv").exists()


def test_make_installs_nothing_when_nothing_changed(tmp_path):
    (tmp_path / "Makefile").write_text((TOP / "Makefile").read_text())
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_text("")
    bin_ = tmp_path / ".venv" / "bin"
    bin_.mkdir(parents=True)
    calls = tmp_path / "calls"
    (bin_ / "python").write_text(f'#!/bin/sh\necho "$@" >> {calls}\n')
    (bin_ / "python").chmod(0o755)
    (bin_ / ".made").touch()
    for target in ("install", "install", "install-dev", "install-dev", "install"):
        subprocess.run(["make", target, "UV="], cwd=tmp_path, timeout=60, check=True, capture_output=True)
    installs = calls.read_text().splitlines()
    assert len(installs) == 2
    assert installs[0].endswith("--editable .")
    assert installs[1].endswith("--editable .[dev]")


def test_make_uses_uv_where_it_is(tmp_path):
    (tmp_path / "Makefile").write_text((TOP / "Makefile").read_text())
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_text("")
    calls, uv = tmp_path / "calls", tmp_path / "uv"
    uv.write_text(f'#!/bin/sh\necho "$@" >> {calls}\nmkdir -p .venv/bin\n')
    uv.chmod(0o755)
    command = ["make", "install-dev", f"UV={uv}"]
    subprocess.run(command, cwd=tmp_path, timeout=60, check=True, capture_output=True)
    made, installed = calls.read_text().splitlines()
    assert made.startswith("venv ")
    assert ">=3.10,<3.14 .venv" in made
    assert installed.startswith("pip install ")
    assert installed.endswith("--python .venv/bin/python --constraint constraints.txt --editable .[dev]")


def test_the_module_runs_as_well_as_the_script():
    command = [sys.executable, "-m", "rnntui", "--version"]
    assert subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.startswith(
        "rnntui "
    )
