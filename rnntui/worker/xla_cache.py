"""XLA's persistent compile cache: where it is, doing without it, and clearing it when an entry is broken."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_FLAG = "--tf_xla_persistent_cache_directory="
_ROOM = 64 * 2**20  # bytes: a compiled program takes a few megabytes at most


def directory() -> Path | None:
    """The cache's directory as TensorFlow was told it, None where there is none."""
    for flag in os.environ.get("TF_XLA_FLAGS", "").split():
        if flag.startswith(_FLAG):
            return Path(flag.removeprefix(_FLAG))
    return None


def spare() -> None:
    """Do without it where it can't be written: the run would break off with that.

    TensorFlow reads the flag when it compiles first, so this comes before.
    """
    path = directory()
    if path is None:
        return
    try:
        room = shutil.disk_usage(path).free
    except OSError:
        room = 0  # it is gone
    if room < _ROOM:
        flags = os.environ["TF_XLA_FLAGS"].split()
        os.environ["TF_XLA_FLAGS"] = " ".join(flag for flag in flags if not flag.startswith(_FLAG))


def clear() -> None:
    """Remove every entry; another worker may be doing the same."""
    path = directory()
    if path is None or not path.is_dir():
        return
    for entry in path.iterdir():
        entry.unlink(missing_ok=True)
