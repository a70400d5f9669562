"""How often the app draws what changes by itself."""

from __future__ import annotations

from typing import Any

from textual.app import App

TICKS = 0.25  # seconds between two texts of a run: at most four a second


def paced(app: App[Any], seconds: float) -> float:
    """The time between two drawings: twice ``seconds`` where the app was opened for a slow line."""
    return seconds * 2 if getattr(app, "slow", False) else seconds
