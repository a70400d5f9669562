"""One optimizer step on all weights at once, as pure functions of one flat vector.

Keras's own optimizers can't be used without their variables on TensorFlow (``stateless_apply``
raises), and one step over one vector is one kernel where theirs is several per weight. The
formulas, their order and their defaults are those of ``keras/src/optimizers``; hyperparameters
are read off a Keras optimizer, so that its own checks apply. The learning rate is an argument: a
change of it does not compile again. A step gets the gradient and its squares, which are not the same
thing where rows of a table were looked up (``gradient.py``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import keras
import tensorflow as tf

from rnntui.worker.engine.cells import Tensor
from rnntui.worker.engine.flat import Packing
from rnntui.worker.engine.gradient import Gradient

Slots = tuple[Tensor, ...]


class Slope(NamedTuple):
    """The gradient of all weights (n,), and its squares (n,)."""

    g: Tensor
    squares: Tensor


Step = Callable[[Slope, Tensor, Slots, Tensor, Tensor], tuple[Tensor, Slots]]


@dataclass(frozen=True)
class Update:
    """How gradients change the weights: decay, clipping, the optimizer's step, constraints.

    ``slots`` is how many vectors of the weights' size the optimizer carries, all zero at first.
    """

    slots: int
    step: Step
    clip: Callable[[Gradient], Gradient]
    constrain: Callable[[Tensor], Tensor]
    weight_decay: float | None
    packing: Packing

    def __call__(
        self, gradient: Gradient, weights: Tensor, slots: Slots, iteration: Tensor, rate: Tensor
    ) -> tuple[Tensor, Slots]:
        """The next weights and slots; ``iteration`` counts from 0, ``rate`` is the learning rate."""
        if self.weight_decay is not None:
            weights = weights - weights * self.weight_decay * rate
        gradient = self.clip(gradient)
        slope = Slope(gradient.summed(self.packing), gradient.each(tf.square).summed(self.packing))
        weights, slots = self.step(slope, weights, slots, iteration, rate)
        return self.constrain(weights), slots


def update_for(optimizer: keras.optimizers.Optimizer, packing: Packing) -> Update:
    """The update that does what ``optimizer`` does to the weights that ``packing`` describes."""
    # AdamW is a subclass of Adam in Keras: same step, with weight decay set.
    for kind, make in (
        (keras.optimizers.Adam, _adam),
        (keras.optimizers.RMSprop, _rmsprop),
        (keras.optimizers.SGD, _sgd),
    ):
        if isinstance(optimizer, kind):
            slots, step = make(optimizer)
            decay = optimizer.weight_decay
            return Update(slots, step, _clip(optimizer, packing), _constrain(packing), decay, packing)
    raise ValueError(f"no update for the optimizer {type(optimizer).__name__}")


def _sgd(optimizer: Any) -> tuple[int, Step]:
    momentum, nesterov = float(optimizer.momentum), bool(optimizer.nesterov)

    def plain(slope: Slope, w: Tensor, slots: Slots, iteration: Tensor, rate: Tensor) -> tuple[Tensor, Slots]:
        return w - slope.g * rate, ()

    def with_momentum(
        slope: Slope, w: Tensor, slots: Slots, iteration: Tensor, rate: Tensor
    ) -> tuple[Tensor, Slots]:
        m = slots[0] * momentum - slope.g * rate
        return w + (m * momentum - slope.g * rate if nesterov else m), (m,)

    return (1, with_momentum) if momentum else (0, plain)


def _rmsprop(optimizer: Any) -> tuple[int, Step]:
    rho, momentum = float(optimizer.rho), float(optimizer.momentum)
    epsilon, centered = float(optimizer.epsilon), bool(optimizer.centered)

    def step(slope: Slope, w: Tensor, slots: Slots, iteration: Tensor, rate: Tensor) -> tuple[Tensor, Slots]:
        g = slope.g
        v = rho * slots[0] + (1.0 - rho) * slope.squares
        kept = [v]
        spread = v
        if centered:
            average = rho * slots[1] + (1.0 - rho) * g
            kept.append(average)
            spread = v - tf.square(average)
        move = rate * g / tf.sqrt(spread + epsilon)
        if momentum > 0.0:
            move = momentum * slots[-1] + move
            kept.append(move)
        return w - move, tuple(kept)

    return 1 + centered + (momentum > 0.0), step


def _adam(optimizer: Any) -> tuple[int, Step]:
    beta_1, beta_2 = float(optimizer.beta_1), float(optimizer.beta_2)
    epsilon, amsgrad = float(optimizer.epsilon), bool(optimizer.amsgrad)

    def step(slope: Slope, w: Tensor, slots: Slots, iteration: Tensor, rate: Tensor) -> tuple[Tensor, Slots]:
        count = tf.cast(iteration + 1, tf.float32)
        alpha = rate * tf.sqrt(1.0 - tf.pow(beta_2, count)) / (1.0 - tf.pow(beta_1, count))
        m = slots[0] + (slope.g - slots[0]) * (1.0 - beta_1)
        v = slots[1] + (slope.squares - slots[1]) * (1.0 - beta_2)
        kept, scale = (m, v), v
        if amsgrad:
            scale = tf.maximum(slots[2], v)
            kept = (m, v, scale)
        return w - m * alpha / (tf.sqrt(scale) + epsilon), kept

    return 2 + amsgrad, step


def _clip(optimizer: Any, packing: Packing) -> Callable[[Gradient], Gradient]:
    """Keras's clipping: by the norm of each weight, else by that of all, else by value."""
    if optimizer.clipnorm:
        limit = float(optimizer.clipnorm)

        def by_weight(gradient: Gradient) -> Gradient:
            norms = [tf.sqrt(norm) for norm in gradient.squared_norms(packing)]
            parts = tf.split(gradient.vector, packing.sizes)
            clipped = [
                part * limit / tf.maximum(norm, limit) for part, norm in zip(parts, norms, strict=True)
            ]
            slices = gradient.slices
            if slices is not None:
                norm = tf.maximum(norms[slices.table], limit)
                slices = slices._replace(values=slices.values * limit / norm)
            return Gradient(tf.concat(clipped, axis=0), slices)

        return by_weight
    if optimizer.global_clipnorm:
        bound = float(optimizer.global_clipnorm)

        def by_all(gradient: Gradient) -> Gradient:
            norm = tf.sqrt(tf.add_n(gradient.squared_norms(packing)))
            # norm − norm makes a norm that is not finite show up as NaN, as in Keras.
            factor = bound * tf.minimum(1.0 / norm, 1.0 / bound) + (norm - norm)
            # From here on Keras has the slices of a table added up.
            return Gradient(gradient.summed(packing) * factor)

        return by_all
    if optimizer.clipvalue:
        top = float(optimizer.clipvalue)
        return lambda gradient: gradient.each(lambda values: tf.clip_by_value(values, -top, top))
    return lambda gradient: gradient


def _constrain(packing: Packing) -> Callable[[Tensor], Tensor]:
    if not any(variable.constraint is not None for variable in packing.variables):
        return lambda weights: weights

    def constrain(weights: Tensor) -> Tensor:
        values = packing.unpack(weights)
        return packing.pack(
            [
                value if variable.constraint is None else variable.constraint(value)
                for variable, value in zip(packing.variables, values, strict=True)
            ]
        )

    return constrain
