"""Where the data files that ship with rnntui lie."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def data_file(name: str) -> Path:
    """The path of the shipped file ``name``.

    In an installed rnntui the files lie in ``rnntui/_data``, in a source tree in ``data`` beside
    the package.

    Raises:
        FileNotFoundError: if the file is in neither place.
    """
    places = (_PACKAGE / "_data", _PACKAGE.parent / "data")
    for place in places:
        if (place / name).is_file():
            return place / name
    raise FileNotFoundError(f"rnntui's file {name} is in neither {places[0]} nor {places[1]}")
