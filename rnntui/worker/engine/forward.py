"""A built Keras model as a pure function of its weights: output, losses, updated state.

Layers are Keras's own, called in a ``StatelessScope``; the recurrent ones go through
``recurrence.py`` where their arguments allow it, because Keras's cost three to ten times as much
on small models, and TimeDistributed takes all steps in one call, where Keras's own compiles the inner
layer once for every step. A model without any trainable weight works too (its gradient is empty).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import keras
import tensorflow as tf

from rnntui.worker.engine import recurrence
from rnntui.worker.engine.cells import Cell, GRUCell, LSTMCell, SimpleRNNCell, Tensor
from rnntui.worker.engine.chance import draw_here, dropped
from rnntui.worker.engine.flat import Packing
from rnntui.worker.engine.gradient import LookedUp

L = keras.layers
# What these do to a step does not depend on the step: one call over all of them is the same.
_STEPWISE = (L.Dense, L.Activation, L.LeakyReLU, L.ELU)


class Outcome(NamedTuple):
    """What a forward pass gives: the output, the regularisation loss, the other state afterwards.

    ``looked_up`` is what an Embedding found, where it is trained and watched.
    """

    output: Tensor
    penalty: Tensor
    other: tuple[Tensor, ...]
    looked_up: LookedUp | None


class Network:
    """A built Sequential model split into weights (one vector) and other state (a tuple).

    Other state is what is not trained by gradient: moving statistics and dropout's seeds.
    """

    def __init__(self, model: keras.Sequential) -> None:
        self.model = model
        self.packing = Packing(tuple(model.trainable_variables))
        self.others: tuple[Any, ...] = tuple(model.non_trainable_variables)
        # A mask travels beside the values, which only Keras's own layers pass on.
        self._masks = any(getattr(layer, "mask_zero", False) for layer in model.layers)
        self.table = _table(model, self.packing)
        for layer in _all_layers(model.layers):
            draw_here(layer)
            if isinstance(layer, L.Conv1D) and layer.groups > 1 and layer.dilation_rate[0] > 1:
                layer.call = functools.partial(_convolve_groups, layer)

    @property
    def penalises_activity(self) -> bool:
        """Whether a layer adds a loss of its outputs.

        Keras 3.12 does not divide it by the batch size: there it depends on how windows are batched.
        """
        return any(_penalised(layer) for layer in self.model.layers)

    def initial(self) -> tuple[Tensor, tuple[Tensor, ...]]:
        """The model's present weights and other state, as tensors."""
        weights = tf.constant(self.packing.current())
        return weights, tuple(tf.identity(tf.convert_to_tensor(variable.value)) for variable in self.others)

    def adopt(self, weights: Tensor, other: Sequence[Tensor]) -> None:
        """Give the Keras model these weights and this state."""
        self.packing.assign(weights.numpy())
        for variable, value in zip(self.others, other, strict=True):
            variable.assign(value)

    def __call__(
        self,
        weights: Tensor,
        other: Sequence[Tensor],
        x: Tensor,
        *,
        training: bool,
        watch: Callable[[Tensor], None] | None = None,
    ) -> Outcome:
        """Run the model on ``x`` (B, look_back, F), whose B may be known only as it runs.

        ``watch`` is told what an Embedding found before anything is made of it; the gradient that
        reaches its table that way is then left to the caller.
        """
        values = self.packing.unpack(weights) if self.packing.variables else []
        seen, looked_up = list(values), None
        if watch is not None and self.table is not None:
            seen[self.table] = tf.stop_gradient(values[self.table])
        mapping = [*zip(self.packing.variables, seen, strict=True), *zip(self.others, other, strict=True)]
        with keras.StatelessScope(state_mapping=mapping, collect_losses=True) as scope:
            output = x
            for number, layer in enumerate(self.model.layers):
                output = layer(output, training=training) if self._masks else _apply(layer, output, training)
                if number == 0 and watch is not None and self.table is not None:
                    watch(output)
                    looked_up = LookedUp(tf.cast(x, tf.int32), output)
            penalty = tf.add_n([tf.zeros(()), *scope.losses])
            for variable, value in zip(self.packing.variables, values, strict=True):
                if variable.regularizer is not None:
                    penalty += variable.regularizer(value)
            after = tuple(scope.get_current_value(variable) for variable in self.others)
        return Outcome(output, penalty, after, looked_up)


def _all_layers(layers: Iterable[Any]) -> Iterator[Any]:
    """The layers and those that they wrap."""
    for layer in layers:
        yield layer
        if isinstance(layer, L.Bidirectional):
            yield from _all_layers((layer.forward_layer, layer.backward_layer))
        elif isinstance(layer, L.TimeDistributed):
            yield from _all_layers((layer.layer,))


def _convolve_groups(layer: Any, inputs: Tensor) -> Tensor:
    """Conv1D with dilation, group by group: what Keras compiles for groups fails within our XLA."""
    padding, dilation = layer.padding, layer.dilation_rate[0]
    if padding == "causal":
        inputs = tf.pad(inputs, [[0, 0], [dilation * (layer.kernel_size[0] - 1), 0], [0, 0]])
        padding = "valid"
    kernels = tf.split(tf.convert_to_tensor(layer.kernel), layer.groups, axis=-1)
    parts = [
        tf.nn.convolution(part, kernel, padding=padding.upper(), dilations=[dilation])
        for part, kernel in zip(tf.split(inputs, layer.groups, axis=-1), kernels, strict=True)
    ]
    output = tf.concat(parts, axis=-1)
    return layer.activation(output + layer.bias if layer.use_bias else output)


def _table(model: keras.Sequential, packing: Packing) -> int | None:
    """The place of an Embedding's table among the trained variables; an Embedding comes first or not at all.

    A regularised table has none: adding the regulariser's gradient makes Keras add up the slices first.
    """
    layer = model.layers[0]
    while isinstance(layer, L.TimeDistributed):
        layer = layer.layer
    if not isinstance(layer, L.Embedding) or layer.embeddings_regularizer is not None:
        return None
    places = [place for place, one in enumerate(packing.variables) if one is layer.embeddings]
    return places[0] if places else None


def _penalised(layer: Any) -> bool:
    """Whether a layer or one of a Bidirectional's adds a loss of its outputs when it is called."""
    if isinstance(layer, L.TimeDistributed):
        # Keras calls .call of the inner layer: its own activity regulariser does not count.
        return isinstance(layer.layer, (L.Bidirectional, L.TimeDistributed)) and _penalised(layer.layer)
    if isinstance(layer, L.Bidirectional):
        return _penalised(layer.forward_layer) or _penalised(layer.backward_layer)
    return layer.activity_regularizer is not None


def cell_of(layer: Any) -> Cell | None:
    """The cell that computes this layer, None where only Keras's own code does what it asks for."""
    if type(layer) not in (L.SimpleRNN, L.LSTM, L.GRU) or layer.recurrent_dropout:
        return None
    if layer.activity_regularizer is not None:
        return None  # Keras counts it when it calls the layer, and not in every version alike
    if layer.dropout and getattr(layer.cell, "implementation", 2) == 1:
        return None  # a mask of its own for every gate
    activation = keras.activations.serialize(layer.activation)
    if type(layer) is L.SimpleRNN:
        known = isinstance(activation, str) and SimpleRNNCell.knows(activation)
        return SimpleRNNCell(layer.units, activation) if known else None
    if activation != "tanh" or keras.activations.serialize(layer.recurrent_activation) != "sigmoid":
        return None
    if type(layer) is L.LSTM:
        return LSTMCell(layer.units)
    return GRUCell(layer.units) if layer.reset_after else None


def _apply(layer: Any, x: Tensor, training: bool) -> Tensor:
    if cell_of(layer) is not None:
        return _recurrent(layer, x, training)
    if isinstance(layer, L.Bidirectional) and _fast_both_ways(layer):
        return _both_ways(layer, x, training)
    if isinstance(layer, L.TimeDistributed):
        return _every_step(layer, x, training)
    return layer(x, training=training)


def _every_step(wrapper: Any, x: Tensor, training: bool) -> Tensor:
    """TimeDistributed on (B, T, …): every step as a sample of its own, (B·T, …), where that is the same."""
    inner = wrapper.layer
    if isinstance(inner, _STEPWISE):
        return inner.call(x)
    if isinstance(inner, L.Dropout):
        noise = inner.noise_shape or (None,) * (len(x.shape) - 1)
        return dropped(inner, x, inner.rate, (noise[0], None, *noise[1:])) if training else x
    if _penalised(wrapper) or (training and _normalises_batches(inner)):
        return wrapper(x, training=training)
    output = _call(inner, tf.reshape(x, (-1, *x.shape[2:])), training)
    return tf.reshape(output, (-1, x.shape[1], *output.shape[1:]))


def _normalises_batches(layer: Any) -> bool:
    """Whether a layer looks at all samples of a batch at once, or has one mask for all of them."""
    while isinstance(layer, L.TimeDistributed):
        layer = layer.layer
    return isinstance(layer, (L.BatchNormalization, L.Dropout))


def _call(inner: Any, x: Tensor, training: bool) -> Tensor:
    """What TimeDistributed calls: the inner layer's arithmetic, without its activity regulariser."""
    if isinstance(inner, (L.RNN, L.Bidirectional, L.TimeDistributed)):
        return _apply(inner, x, training) if _fast(inner) else inner.call(x, training=training)
    return inner.call(x, training=training) if isinstance(inner, L.BatchNormalization) else inner.call(x)


def _fast(layer: Any) -> bool:
    if isinstance(layer, L.Bidirectional):
        return _fast_both_ways(layer)
    return isinstance(layer, L.TimeDistributed) or cell_of(layer) is not None


def _recurrent(layer: Any, x: Tensor, training: bool) -> Tensor:
    cell = cell_of(layer)
    assert cell is not None
    if training:
        # Keras drops the same features at every step of a window, and none at a rate of 1.
        x = dropped(layer.cell, x, layer.dropout if layer.dropout < 1.0 else 0.0, (None, 1, None))
    weights = layer.cell
    bias, state_bias = (weights.bias.value if layer.use_bias else None), None
    if isinstance(cell, GRUCell) and bias is not None:
        bias, state_bias = bias[0], bias[1]
    return recurrence.run(
        cell,
        tf.reverse(x, [1]) if layer.go_backwards else x,
        weights.kernel.value,
        weights.recurrent_kernel.value,
        bias,
        state_bias,
        sequences=layer.return_sequences,
        training=training,
    )


def _fast_both_ways(layer: Any) -> bool:
    return cell_of(layer.forward_layer) is not None and cell_of(layer.backward_layer) is not None


def _both_ways(layer: Any, x: Tensor, training: bool) -> Tensor:
    """Bidirectional, as Keras merges it: the backward outputs turned round to the time of the input."""
    ahead = _recurrent(layer.forward_layer, x, training)
    back = _recurrent(layer.backward_layer, x, training)
    if layer.return_sequences:
        back = tf.reverse(back, [1])
    merges = {
        "concat": lambda: tf.concat([ahead, back], axis=-1),
        "sum": lambda: ahead + back,
        "ave": lambda: (ahead + back) / 2,
        "mul": lambda: ahead * back,
    }
    return merges[layer.merge_mode]()
