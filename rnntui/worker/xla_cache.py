"""XLA's persistent compile cache: where it is, and clearing it when an entry is broken."""

from __future__ import annotations

import os
from pathlib import Path

_FLAG = "--tf_xla_persistent_cache_directory="


def directory() -> Path | None:
    """The cache's directory as TensorFlow was told it, None where there is none."""
    for flag in os.environ.get("TF_XLA_FLAGS", "").split():
        if flag.startswith(_FLAG):
            return Path(flag.removeprefix(_FLAG))
    return None


def clear() -> None:
    """Remove every entry; another worker may be doing the same."""
    path = directory()
    if path is None or not path.is_dir():
        return
    for entry in path.iterdir():
        entry.unlink(missing_ok=True)
