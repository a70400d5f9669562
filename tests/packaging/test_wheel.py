"""The wheel, installed into an environment of its own, works from any directory."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
PATIENCE = 180.0


def done(*command: str | Path, cwd: Path) -> str:
    environment = {**os.environ, "RNNTUI_HOME": str(cwd / "home"), "PYTHONPATH": "", "PYTHONSAFEPATH": "1"}
    ended = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        cwd=cwd,
        env=environment,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree by the declared backend."""
    target = tmp_path_factory.mktemp("wheel")
    done(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", target, cwd=TOP)
    (built,) = target.glob("rnntui-*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` of an environment with the wheel in it, which borrows the dependencies of this one."""
    place = tmp_path_factory.mktemp("environment")
    done(sys.executable, "-m", "venv", "--without-pip", place, cwd=place)
    python = place / "bin" / "python"
    if importlib.util.find_spec("pip"):
        install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    else:  # an environment that uv made
        uv = shutil.which("uv")
        assert uv, "neither pip nor uv is here to install the wheel"
        install = [uv, "pip", "install", "--quiet", "--python", str(python)]
    done(*install, "--no-deps", "--no-index", wheel, cwd=place)
    packages = done(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=place).strip()
    # A path alone, after the wheel's own: the link to this source tree stays out.
    Path(packages, "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python.parent


def test_data_lessons_and_licence_travel_in_the_wheel(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("data", "lessons"):
        for path in (TOP / folder).iterdir():
            assert f"rnntui/_{folder}/{path.name}" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.startswith(("tests/", "benchmarks/")) for name in names)


def test_it_is_the_wheel_that_runs(environment, tmp_path):
    where = done(environment / "python", "-c", "import rnntui; print(rnntui.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(environment.parent)


def test_the_installed_script_trains_from_anywhere(environment, tmp_path):
    said = done(environment / "rnntui", "run", "--cell", "lstm", "--epochs", "2", cwd=tmp_path)
    assert "this model" in said
    assert "seasonal naive        42.59" in said
    assert "weather" in done(environment / "rnntui", "data", cwd=tmp_path)
