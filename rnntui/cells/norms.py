"""How strongly a state depends on an earlier one: what vanishes or explodes.

Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks" (2013), section 2.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rnntui.cells.activations import Array


def step_norms(jacobians: Sequence[Array]) -> Array:
    """(T,): the spectral norm of each step's Jacobian, by how much it stretches a change at most."""
    return np.array([np.linalg.norm(one, 2) for one in jacobians])


def reach_norms(jacobians: Sequence[Array], units: int) -> Array:
    """(T,): the spectral norm of ∂h_last/∂h_t for each step t, along all paths; 1 at the last step.

    Args:
        jacobians: of each step, (S, S): the whole state after it by the whole state before it, h first.
        units: how many of the S are h; the others are c, through which a change in h can travel on.
    """
    product = np.eye(len(jacobians[0]))
    norms = [1.0]
    for jacobian in reversed(jacobians[1:]):
        product = product @ jacobian
        norms.append(float(np.linalg.norm(product[:units, :units], 2)))
    return np.array(norms[::-1])
