"""The weights of a stored model, read without Keras: as it was kept, and after some of its epochs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rnntui.runs.files import FilesProblem

Arrays: TypeAlias = tuple[NDArray[np.float64], ...]
_WEIGHTS = "model.weights.h5"
_MOST = 400 * 2**20  # bytes: 50 million parameters and their optimizer


def read_weights(model: Path) -> Mapping[str, Arrays]:
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


def read_weights_by_epoch(path: Path) -> Mapping[int, Mapping[int, Arrays]]:
    """What `RunFiles.write_weights` wrote: by epoch, the arrays of every layer that has any.

    Layers go by their place in the spec, from 0, their arrays in Keras's order.

    Empty where there is no such file: the model was large, or an older rnntui trained it.

    Raises:
        FilesProblem: the file is damaged.
    """
    if not path.exists():
        return {}
    try:
        with np.load(path, allow_pickle=False) as archive:
            epochs = archive["epochs"].tolist()
            named = {tuple(map(int, name.split("/"))): archive[name] for name in archive if name != "epochs"}
        return {epoch: _at(named, row) for row, epoch in enumerate(epochs)}
    except (OSError, EOFError, KeyError, ValueError, IndexError, zipfile.BadZipFile) as error:
        raise FilesProblem(f"{path} is damaged: {error}.", "Train again to get it anew.") from error


def _at(named: Mapping[tuple[int, ...], NDArray[np.floating]], row: int) -> Mapping[int, Arrays]:
    """The arrays of one epoch, by layer, each layer's in their order."""
    found: dict[int, Arrays] = {}
    for layer, number in sorted(named):
        array = np.asarray(named[layer, number][row], np.float64)
        found[layer] = (*found.get(layer, ()), array)
    return found


def _arrays(group: Any) -> Arrays:
    """Its own arrays, then those of what it is made of: a recurrent layer's cell."""
    own = group.get("vars", {})
    arrays = [np.asarray(own[key], np.float64) for key in sorted(own, key=int)]
    for name in group:
        if name != "vars" and hasattr(group[name], "keys"):
            arrays += _arrays(group[name])
    return tuple(arrays)
