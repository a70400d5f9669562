"""A bar of characters; apart from other words, because the home screen shows it before numpy is loaded."""

from __future__ import annotations


def bar(share: float, width: int, *, unicode: bool = True) -> str:
    """A progress bar of ``width`` characters."""
    done = round(min(max(share, 0.0), 1.0) * width)
    full, empty = ("━", "╌") if unicode else ("#", "-")
    return full * done + empty * (width - done)
