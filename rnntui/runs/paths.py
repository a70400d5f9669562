"""Where rnntui keeps its things: the user's directories, or all below RNNTUI_HOME."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def data_dir() -> Path:
    """The store of runs and the runs' files. It may not exist yet."""
    return _home() or Path(platformdirs.user_data_dir("rnntui", appauthor=False))


def cache_dir() -> Path:
    """What can be computed again: compiled models. It may not exist yet."""
    home = _home()
    return home / "cache" if home else Path(platformdirs.user_cache_dir("rnntui", appauthor=False))


def log_dir() -> Path:
    """What the worker processes write to their stderr. It may not exist yet."""
    home = _home()
    return home / "log" if home else Path(platformdirs.user_log_dir("rnntui", appauthor=False))


def _home() -> Path | None:
    home = os.environ.get("RNNTUI_HOME")
    return Path(home).expanduser().absolute() if home else None
