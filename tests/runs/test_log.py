"""The worker's log: where it lies, and what of its end is worth saying."""

from __future__ import annotations

from rnntui.runs.log import WorkerLog

CHATTER = b"""WARNING: All log messages before absl::InitializeLog() is called are written to STDERR
I0000 00:00:1795273632.526882   30954 cudart_stub.cc:31] Could not find cuda drivers on your machine.
2026-11-21 15:07:11.020304: I tensorflow/core/platform/cpu_feature_guard.cc:210] This binary is optimized.
"""
ERRORS = "E0000 00:00:1795273632.5 30954 llvm.cc:1] out of memory\nTraceback (most recent call last):\n"


def test_what_tensorflow_tells_while_all_is_well_is_left_out() -> None:
    log = WorkerLog()
    log.file.write(CHATTER)
    log.file.flush()
    assert log.in_words() == f"The worker's log says nothing of it ({log.path})."
    log.file.write(
        b"E0000 00:00:1795273632.5 30954 llvm.cc:1] out of memory\nTraceback (most recent call last)\n"
    )
    log.file.flush()
    assert (
        log.tail()
        == "E0000 00:00:1795273632.5 30954 llvm.cc:1] out of memory\nTraceback (most recent call last)"
    )
    log.close()
