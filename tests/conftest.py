"""What holds for every test: no property is held against the clock, which others may keep busy."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("patient", settings(), deadline=None)
settings.load_profile("patient")
