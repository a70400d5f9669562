"""What the tests of the series room share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    """Where a CSV file called sales.csv may be written."""
    return tmp_path / "sales.csv"
