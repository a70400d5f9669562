"""TensorFlow's import: once, timed, and with a plain answer where it fails."""

from __future__ import annotations

import functools
import importlib
import platform
import shlex
import sys
import time
import traceback
from dataclasses import dataclass
from importlib import metadata

_MODULES = ("numpy", "tensorflow", "keras")
_NO_MEMORY = ("cannot allocate memory", "failed to map segment")  # the loader's words for it


@dataclass(frozen=True, slots=True)
class Loaded:
    """TensorFlow is there: how long that took, and what it is."""

    seconds: float
    versions: dict[str, str]


class NotLoaded(Exception):
    """TensorFlow can't be imported: why, and what to do about it."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


def load(jobs: str) -> Loaded:
    """Import TensorFlow, Keras and the jobs' module with what it names in ``PRELOAD``; run nothing.

    Raises:
        NotLoaded: something is missing or broken.
    """
    begin = time.monotonic()
    for name in _MODULES:
        _import(name)
    try:
        for name in importlib.import_module(jobs).PRELOAD:
            importlib.import_module(name)
    except Exception as error:
        traceback.print_exc()
        message = f"A part of rnntui itself can't be imported: {_said(error)}"
        raise NotLoaded("rnntui-broken", message, "Install rnntui again.") from error
    return Loaded(time.monotonic() - begin, versions())


@functools.cache  # asking for them takes longer than a fork
def versions() -> dict[str, str]:
    """The versions that a result depends on; what is not installed is left out."""
    found = {"python": platform.python_version()}
    for name in ("rnntui", *_MODULES):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue  # run from a checkout, or absent
    return found


def _import(name: str) -> None:
    install = shlex.join([sys.executable, "-m", "pip", "install"])
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise _broken(name, error, install) from error
        message = f"{_spoken(name)} is not installed for {sys.executable}, and training needs it."
        raise NotLoaded(f"{name}-missing", message, f"{install} tensorflow") from error
    except Exception as error:
        if isinstance(error, MemoryError) or any(said in str(error).lower() for said in _NO_MEMORY):
            message = f"The machine's memory is not enough to load {_spoken(name)}."
            hint = "It takes about 700 MB: close other programs, or raise the limit (ulimit -v)."
            raise NotLoaded("out-of-memory", message, hint) from error
        raise _broken(name, error, install) from error


def _broken(name: str, error: Exception, install: str) -> NotLoaded:
    traceback.print_exc()
    message = f"{_spoken(name)} is installed but can't be imported: {_said(error)}"
    return NotLoaded(f"{name}-broken", message, f"{install} --force-reinstall tensorflow")


def _said(error: Exception) -> str:
    """An exception in one line."""
    return f"{type(error).__name__}: {(str(error).strip().splitlines() or [''])[0]}"


def _spoken(name: str) -> str:
    return {"tensorflow": "TensorFlow", "keras": "Keras"}.get(name, name)
