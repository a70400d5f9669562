"""A home of its own for every test."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """RNNTUI_HOME, not made yet."""
    monkeypatch.setenv("RNNTUI_HOME", str(tmp_path / "home"))
    return tmp_path / "home"
