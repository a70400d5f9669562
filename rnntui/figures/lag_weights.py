"""The weights of a perceptron by how far back their inputs stand."""

from __future__ import annotations

from collections.abc import Sequence

from rnntui.figures.runfacts import LayerWeights


def lag_weights(layers: Sequence[LayerWeights]) -> tuple[tuple[float, ...], float] | None:
    """The weights of a model with one Dense layer and one output, oldest input first, and its constant.

    None where the model is another one. The constant is 0 for a layer without bias.
    """
    with_weights = [layer for layer in layers if layer.arrays]
    if len(with_weights) != 1 or with_weights[0].kind != "Dense":
        return None
    kernel, *bias = with_weights[0].arrays
    if kernel.ndim != 2 or kernel.shape[1] != 1:
        return None
    return tuple(kernel[:, 0].tolist()), float(bias[0][0]) if bias else 0.0
