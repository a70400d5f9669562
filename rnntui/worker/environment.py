"""The environment in which TensorFlow is imported: set before numpy or TensorFlow load."""

from __future__ import annotations

import ctypes
import os
import platform
import tempfile
from pathlib import Path

from rnntui.runs.paths import cache_dir

CACHE_LIMIT = 256 * 2**20  # bytes

# Results depend on these, and a fork needs a process with one thread: the user's own settings give way.
_FIXED = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "TF_ENABLE_ONEDNN_OPTS": "0"}

# <malloc.h>. Fixed values, since by default both thresholds move. One heap for all threads: of several,
# each keeps what a batch has freed in it. Blocks of a batch stay in the heap: fetching them anew from the
# system for every batch would double the time of large ones.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_MALLOC = {_M_ARENA_MAX: 1, _M_TRIM_THRESHOLD: 64 * 2**20, _M_MMAP_THRESHOLD: 32 * 2**20}


def prepare(*, gpu: bool) -> None:
    """Set this process's environment for TensorFlow; GPUs are hidden unless ``gpu``."""
    os.environ.update(_FIXED)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    if not gpu:
        os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
    directory = _own_directory(_cache_place())
    if directory is not None:
        remove_oldest(directory, CACHE_LIMIT)
        cache = f"--tf_xla_persistent_cache_directory={directory}"
        flags = (os.environ.get("TF_XLA_FLAGS", ""), cache, "--tf_xla_persistent_cache_device_types=CPU")
        os.environ["TF_XLA_FLAGS"] = " ".join(flag for flag in flags if flag)


def hold_memory_tight() -> None:
    """Let the C library keep less freed memory (glibc; elsewhere nothing changes).

    Holds for this process and those that it forks: 180 MB instead of 270 for LSTM(16) on batches of 512
    windows of 100 steps, in less time.
    """
    if platform.libc_ver()[0] == "glibc":
        mallopt = ctypes.CDLL(None).mallopt
        for option, value in _MALLOC.items():
            mallopt(option, value)


def give_memory_back() -> None:
    """Return the memory that is free now to the system (glibc; elsewhere nothing happens)."""
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).malloc_trim(0)


def _cache_place() -> Path:
    """Where compiled programs are kept. The flag is split at blanks: a home with one has them elsewhere."""
    place = cache_dir() / "xla"
    return place if " " not in str(place) else Path(tempfile.gettempdir(), f"rnntui-xla-{os.getuid()}")


def _own_directory(path: Path) -> Path | None:
    """``path`` as a directory that nobody else can write; None where that can't be had.

    The cache holds machine code that will be run, so another user's directory will not do.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.lstat().st_uid != os.getuid() or path.is_symlink() or " " in str(path):
            return None
        path.chmod(0o700)
    except OSError:
        return None  # a read-only home: everything compiles anew, nothing else is lost
    return path


def remove_oldest(directory: Path, limit: int) -> None:
    """Remove files, those used longest ago first, until the rest is at most ``limit`` bytes."""
    known = []
    for path in directory.iterdir():
        try:
            stat = path.stat()
        except FileNotFoundError:
            continue  # another worker is tidying up as well
        known.append((max(stat.st_atime, stat.st_mtime), stat.st_size, path))
    total = sum(size for _, size, _ in known)
    for _, size, path in sorted(known):
        if total <= limit:
            return
        path.unlink(missing_ok=True)
        total -= size
