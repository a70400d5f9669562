"""The spec of a run, read once: its text stays the same, and every word of the run asks for it."""

from __future__ import annotations

from functools import lru_cache

from rnntui.spec.parse import parse
from rnntui.spec.parsed import Parsed


@lru_cache(maxsize=64)
def trained(spec: str) -> Parsed:
    """What a run's spec says."""
    return parse(spec)
