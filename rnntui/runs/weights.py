"""The weights of a stored model, read without Keras."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnntui.runs.files import FilesProblem

_WEIGHTS = "model.weights.h5"
_MOST = 400 * 2**20  # bytes: 50 million parameters and their optimizer


def read_weights(model: Path) -> Mapping[str, tuple[NDArray[np.float64], ...]]:
    """The arrays of every layer that has any, by Keras's name of the layer (``dense``, ``lstm_1``).

    Each layer's are in Keras's order: kernel, recurrent kernel, bias.

    Raises:
        FilesProblem: ``model.keras`` is missing or damaged.
    """
    import h5py

    try:
        with zipfile.ZipFile(model) as archive:
            if archive.getinfo(_WEIGHTS).file_size > _MOST:
                raise FilesProblem(f"{model} is too large to be read here.")
            content = archive.read(_WEIGHTS)
        with h5py.File(io.BytesIO(content)) as file:
            layers = file["layers"]
            found = {str(name): _arrays(layers[name]) for name in layers}
    except FileNotFoundError:
        raise FilesProblem(f"The run has no {model.name} in {model.parent}.") from None
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise FilesProblem(f"{model} is damaged: {error}.", "Train again to get it anew.") from error
    return {name: arrays for name, arrays in found.items() if arrays}


def _arrays(group: Any) -> tuple[NDArray[np.float64], ...]:
    """Its own arrays, then those of what it is made of: a recurrent layer's cell."""
    own = group.get("vars", {})
    arrays = [np.asarray(own[key], np.float64) for key in sorted(own, key=int)]
    for name in group:
        if name != "vars" and hasattr(group[name], "keys"):
            arrays += _arrays(group[name])
    return tuple(arrays)
