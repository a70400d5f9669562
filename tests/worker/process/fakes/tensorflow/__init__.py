"""Stands in for TensorFlow: imports at once, or fails, or waits, as FAKE_TENSORFLOW says."""

import os
import signal
import time
from pathlib import Path

_how, _, _what = os.environ.get("FAKE_TENSORFLOW", "").partition(":")
if _how == "file":  # as the file says
    _how = Path(_what).read_text()
if _how == "missing":
    raise ModuleNotFoundError("No module named 'tensorflow'", name="tensorflow")
if _how == "broken":
    raise ImportError("libsomething.so.12: cannot open shared object file")
if _how == "memory":
    raise MemoryError
if _how == "loader":
    raise ImportError("libtensorflow.so: failed to map segment from shared object")
if _how == "crash":
    os.kill(os.getpid(), signal.SIGSEGV)
if _how == "gate":  # until the file is there
    while not Path(_what).exists():
        time.sleep(0.005)
if _how == "no-fork":

    def _refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    os.fork = _refuse
