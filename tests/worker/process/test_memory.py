"""Memory that was freed goes back to the system."""

import platform
import subprocess
import sys

import pytest

SCRIPT = """
from pathlib import Path
from rnntui.worker.environment import give_memory_back, hold_memory_tight

def resident():
    lines = Path("/proc/self/status").read_text().splitlines()
    line = next(line for line in lines if line.startswith("VmRSS"))
    return int(line.split()[1]) // 1024

hold_memory_tight()
blocks = [bytes(2000) for _ in range(100_000)]  # 200 MB in blocks of the C library's heap
last = blocks.pop()  # stays at its end
full = resident()
del blocks
give_memory_back()
print(full - resident())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be told")
def test_what_lies_free_below_a_block_in_use_is_given_back() -> None:
    said = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert int(said.stdout) > 150
