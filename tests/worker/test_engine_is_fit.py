"""The engine trains as ``model.fit`` does: the same losses from the same weights and batch order."""

from __future__ import annotations

import numpy as np
import pytest

from rnntui.spec.catalogue import names
from rnntui.spec.records import Call
from tests.worker.reference import fitted, keras_fit, spec_of

TOLERANCE = 1e-5
FIT = "epochs=20, batch_size=12"  # 80 windows of 20 steps in batches of 12: the last batch holds 8

LAYERS = {
    "perceptron": "Flatten(), Dense(1)",
    "simple rnn": "SimpleRNN(5), Dense(1)",
    "lstm": "LSTM(5), Dense(1)",
    "lstm relu (keras's own)": 'LSTM(5, activation="relu"), Dense(1)',
    "gru": "GRU(5), Dense(1)",
    "bidirectional concat": "Bidirectional(LSTM(4)), Dense(1)",
    "time distributed": "LSTM(4, return_sequences=True), TimeDistributed(Dense(3)), Flatten(), Dense(1)",
    "repeat vector": "LSTM(4), RepeatVector(3), GRU(4), Dense(1)",
    "batch normalization": "LSTM(4), BatchNormalization(), Dense(1)",
    "layer normalization": "SimpleRNN(4, return_sequences=True), LayerNormalization(), Flatten(), Dense(1)",
    "convolution": 'Conv1D(4, 3, activation="relu"), MaxPooling1D(2), Conv1D(3, 2, padding="causal"), '
    "GlobalAveragePooling1D(), Dense(1)",
    "activations": "Flatten(), Dense(6), LeakyReLU(), Dense(5), ELU(), "
    'Dense(4), Activation("tanh"), Dense(1)',
}

# The same kinds with other arguments: one engine shows their arithmetic, both would compile it twice.
VARIANTS = {
    "stack of three kinds": "LSTM(4, return_sequences=True), "
    "GRU(4, return_sequences=True), SimpleRNN(3), Dense(1)",
    "gru reset before (keras's own)": "GRU(5, reset_after=False), Dense(1)",
    "bidirectional of two kinds, and turned round": "Bidirectional(LSTM(3, return_sequences=True), "
    "backward_layer=GRU(3, go_backwards=True, return_sequences=True)), "
    "Bidirectional(LSTM(2, go_backwards=True), backward_layer=LSTM(2)), Dense(1)",
    "backwards with sequences": "GRU(3, go_backwards=True, return_sequences=True), "
    "SimpleRNN(3, go_backwards=True), Dense(1)",
    "convolution strided, dilated, in groups": "Conv1D(4, 2, strides=2), Conv1D(4, 2, dilation_rate=2, "
    'groups=2), Conv1D(4, 3, padding="causal", dilation_rate=2), Conv1D(2, 2, padding="same"), '
    'MaxPooling1D(3, strides=1, padding="same"), Flatten(), Dense(1)',
    "dense stack": 'Flatten(), Dense(8, activation="relu"), Dense(4, activation="gelu"), Dense(1)',
    "simple rnn relu": 'SimpleRNN(5, activation="relu"), Dense(1)',
    "simple rnn sigmoid, linear": 'SimpleRNN(4, activation="sigmoid", return_sequences=True), '
    'SimpleRNN(3, activation="linear"), Dense(1)',
    "simple rnn softsign (keras's own)": 'SimpleRNN(5, activation="softsign"), Dense(1)',
    "lstm without bias": "LSTM(5, use_bias=False), Dense(1)",
    "lstm without forget bias": "LSTM(5, unit_forget_bias=False, bias_initializer=Ones()), Dense(1)",
    "lstm backwards": "LSTM(5, go_backwards=True), Dense(1)",
    "gru without bias": "GRU(5, use_bias=False), Dense(1)",
    "bidirectional sum, sequences": 'Bidirectional(GRU(3, return_sequences=True), merge_mode="sum"), '
    "LSTM(3), Dense(1)",
    "bidirectional mul": 'Bidirectional(SimpleRNN(3), merge_mode="mul"), Dense(1)',
    "bidirectional ave": 'Bidirectional(LSTM(3), merge_mode="ave"), Dense(1)',
    "bidirectional relu (keras's own)": 'Bidirectional(LSTM(3, activation="relu")), Dense(1)',
    "not trained": "LSTM(3, trainable=False, return_sequences=True), BatchNormalization(trainable=False), "
    "Dense(2, trainable=False), GRU(3), Dense(1)",
    "normalization along other axes": "LSTM(3, return_sequences=True), BatchNormalization(axis=1), "
    "LayerNormalization(axis=(1, 2)), Flatten(), Dense(1)",
}


def relative(ours: list[float], theirs: list[float]) -> float:
    """The largest relative difference between two series of losses, which are equally long."""
    assert len(ours) == len(theirs)
    return float(np.max(np.abs(np.array(ours) - np.array(theirs)) / np.abs(np.array(theirs))))


def assert_same(*engines: str, **parts: str) -> None:
    """Both engines are what `Loop` traces; XLA compiles it for seconds, so it is tried for each kind once."""
    spec = spec_of(**parts)
    _, history = keras_fit(spec)
    for engine in engines or ("graph",):
        fit = fitted(spec, engine)
        assert relative(fit.losses, history.history["loss"]) < TOLERANCE, engine
        assert relative(fit.watched, history.history["val_loss"]) < TOLERANCE, engine


@pytest.mark.parametrize("layers", LAYERS.values(), ids=LAYERS.keys())
def test_every_layer_kind_trains_as_in_fit(layers: str) -> None:
    assert_same("xla", "graph", layers=layers, fit=FIT)


@pytest.mark.parametrize("layers", VARIANTS.values(), ids=VARIANTS.keys())
def test_every_layer_kind_with_other_arguments_trains_as_in_fit(layers: str) -> None:
    assert_same(layers=layers, fit=FIT)


@pytest.mark.parametrize("batch_size", [1, 10, 79, 80, 500])
def test_any_batch_size_trains_as_in_fit(batch_size: int) -> None:
    assert_same("xla", "graph", layers="LSTM(3), Dense(1)", fit=f"epochs=5, batch_size={batch_size}")


@pytest.mark.parametrize(
    "optimizer",
    [
        "SGD(0.05)",
        "SGD(0.05, momentum=0.9)",
        "SGD(0.05, momentum=0.9, nesterov=True, weight_decay=0.01)",
        "RMSprop()",
        "RMSprop(0.002, momentum=0.5, centered=True)",
        "Adam(0.002, amsgrad=True, beta_1=0.8)",
        "AdamW(0.002, weight_decay=0.02)",
        "SGD(0.1, clipnorm=0.05)",
        "SGD(0.1, global_clipnorm=0.05)",
        "SGD(0.1, clipvalue=0.01)",
    ],
)
def test_every_optimizer_and_clipping_trains_as_in_fit(optimizer: str) -> None:
    assert_same(layers="GRU(3), Dense(1)", optimizer=optimizer)


# Keras's own TimeDistributed compiles its inner layer for every step: few steps keep these quick.
EVERY_STEP = {
    "normalised, by convolution": "TimeDistributed(LayerNormalization()), TimeDistributed(RepeatVector(3)), "
    "TimeDistributed(Conv1D(3, 2)), TimeDistributed(MaxPooling1D(2)), TimeDistributed(Flatten()), "
    'TimeDistributed(Activation("tanh")), LSTM(2), Dense(1)',
    "cells": "TimeDistributed(RepeatVector(3)), TimeDistributed(GRU(3, return_sequences=True)), "
    'TimeDistributed(Bidirectional(LSTM(2))), TimeDistributed(Dense(3, activity_regularizer="l2")), '
    "SimpleRNN(2), Dense(1)",
    "averages of keras's own cell": "TimeDistributed(RepeatVector(2)), "
    'TimeDistributed(LSTM(3, activation="relu", return_sequences=True)), '
    "TimeDistributed(GlobalAveragePooling1D()), Flatten(), Dense(1)",
    # No bias before it: its gradient would be rounding alone, of which Adam makes whole steps.
    "batches normalised step by step": "Dense(3, use_bias=False), "
    "TimeDistributed(BatchNormalization(momentum=0.9)), Flatten(), Dense(1)",
    "penalised outputs": "TimeDistributed(RepeatVector(2)), "
    "TimeDistributed(Bidirectional(SimpleRNN(2, activity_regularizer=L2(0.1)))), Flatten(), Dense(1)",
}


@pytest.mark.parametrize("layers", EVERY_STEP.values(), ids=EVERY_STEP.keys())
def test_a_layer_at_every_step_trains_as_in_fit(layers: str) -> None:
    assert_same(layers=layers, data='Series("airline", look_back=3)', fit=FIT)


def test_batches_normalised_at_each_of_twenty_steps_train_as_in_fit() -> None:
    # Behind an LSTM Keras itself differs by 2e-5 here, run eagerly or from weights one bit away.
    assert_same(layers=EVERY_STEP["batches normalised step by step"], fit=FIT)


# Masks are of other numbers than Keras's.
BY_CHANCE = {
    "dropout": "Flatten(), Dense(8), Dropout(0.5), Dense(1)",
    "of whole features": "LSTM(4, return_sequences=True), Dropout(0.5, noise_shape=(None, 1, 4)), "
    "GRU(3), Dense(1)",
    "in cells": "GRU(4, dropout=0.4, return_sequences=True), "
    "LSTM(4, dropout=0.3, recurrent_dropout=0.4), Dense(1)",
    "at every step": "TimeDistributed(Dropout(0.5)), "
    "Bidirectional(SimpleRNN(3, recurrent_dropout=0.4)), Dense(1)",
}


@pytest.mark.parametrize("layers", BY_CHANCE.values(), ids=BY_CHANCE.keys())
def test_dropout_gives_losses_of_fit_s_mean_and_spread(layers: str) -> None:
    # At this rate nothing is learnt: every epoch is another draw of the same loss.
    epochs = 150
    spec = spec_of(
        layers,
        data='Series("airline", look_back=4)',
        optimizer="SGD(1e-9)",
        fit=f"epochs={epochs}, batch_size=48",
    )
    ours = np.array(fitted(spec, "graph").losses)
    theirs = np.array(keras_fit(spec, watched=False)[1].history["loss"])
    error = np.sqrt((ours.var(ddof=1) + theirs.var(ddof=1)) / epochs)
    assert abs(ours.mean() - theirs.mean()) < 4 * error
    assert 1 / 2 < ours.var() / theirs.var() < 2


EMBEDDINGS = {
    "embedding": "Embedding(623, 3), Flatten(), Dense(1)",
    "embedding with masked zeros": "Embedding(623, 3, mask_zero=True), TimeDistributed(Flatten()), "
    "LSTM(3), Dense(1)",
    "embedding in time distributed": "TimeDistributed(Embedding(623, 3)), TimeDistributed(Flatten()), "
    "GRU(3), Dense(1)",
    "embedding, regularised": "Embedding(623, 3, embeddings_regularizer=L2(0.1), "
    "embeddings_constraint=MaxNorm(0.2)), Flatten(), Dense(1)",
    "embedding, not trained": "Embedding(623, 3, trainable=False), Flatten(), Dense(1)",
}
COUNTS = 'Series("airline", look_back=4, scale="none")'


@pytest.mark.parametrize("layers", EMBEDDINGS.values(), ids=EMBEDDINGS.keys())
def test_an_embedding_of_whole_numbers_trains_as_in_fit(layers: str) -> None:
    engines = ("xla", "graph") if layers == EMBEDDINGS["embedding"] else ("graph",)
    assert_same(*engines, layers=layers, data=COUNTS, optimizer="Adam(0.01)", fit=FIT)


@pytest.mark.parametrize(
    "optimizer",
    [
        "SGD(1e-5, momentum=0.9, clipvalue=0.5)",
        "RMSprop(0.01, momentum=0.5)",
        "AdamW(0.01, amsgrad=True, weight_decay=0.1)",
        "Adam(0.01, clipnorm=0.5)",
        "RMSprop(0.01, global_clipnorm=0.5)",
        "Adam(0.01, clipvalue=0.01)",
    ],
)
def test_rows_looked_up_several_times_in_a_batch_move_as_in_fit(optimizer: str) -> None:
    # Neighbouring windows share their numbers, so a batch looks up most rows several times.
    layers = EMBEDDINGS["embedding"]
    assert_same(layers=layers, data=COUNTS, optimizer=optimizer, fit=FIT)


@pytest.mark.parametrize(
    "layers",
    [
        "LSTM(3, kernel_regularizer=L2(0.01), recurrent_regularizer=L1(0.001), "
        "bias_regularizer=L1L2(0.01, 0.02)), Dense(1)",
        'LSTM(3, activity_regularizer="l2"), Dense(2, activity_regularizer=L1(0.01)), Dense(1)',
        "Conv1D(3, 2, activity_regularizer=L2(0.001)), Flatten(), Dense(1, kernel_regularizer=L2(0.1))",
        "LSTM(3, kernel_constraint=MaxNorm(0.3, axis=1), recurrent_constraint=UnitNorm(), "
        "bias_constraint=NonNeg()), Dense(1)",
        "GRU(3, recurrent_constraint=MinMaxNorm(0.2, 0.5, rate=0.7), bias_constraint=MaxNorm(0.01, axis=1)), "
        "BatchNormalization(gamma_constraint=MaxNorm(0.5)), Dense(1)",
        "Flatten(), Dense(3, kernel_constraint=MaxNorm(0.5)), Dense(1, kernel_constraint=NonNeg())",
    ],
)
def test_regularizers_and_constraints_count_as_in_fit(layers: str) -> None:
    assert_same(layers=layers, fit="epochs=20, batch_size=12")


@pytest.mark.parametrize("loss", ['"mae"', '"huber"', "Huber(delta=0.1)"])
def test_every_loss_is_keras_s(loss: str) -> None:
    assert_same(layers="LSTM(3), Dense(1)", loss=loss)


@pytest.mark.parametrize(
    ("data", "layers"),
    [
        ('Series("airline", look_back=12, horizon=3, stride=2)', "LSTM(3), Dense(3)"),
        ('Series("airline", look_back=12, horizon=12)', "LSTM(3, return_sequences=True), Dense(1)"),
        ('Series("airline", look_back=12, horizon=3, transform=["log", "diff"])', "LSTM(3), Dense(3)"),
        ('Series("airline", look_back=12, validation=0.2, scale="standard")', "LSTM(3), Dense(1)"),
        ('Series("airline", look_back=12, transform=["log", "diff", "diff:12"])', "GRU(3), Dense(1)"),
        (
            'Series("weather", look_back=5, split=0.1, columns=["temp_max", "wind"], target="temp_min")',
            "LSTM(3), Dense(1)",
        ),
        (
            'Series("weather", look_back=5, split=0.1, columns=["temp_max", "wind"], '
            'target=["temp_max", "wind"])',
            "GRU(3), Dense(2)",
        ),
    ],
)
def test_every_shape_of_data_trains_as_in_fit(data: str, layers: str) -> None:
    assert_same(layers=layers, data=data, fit="epochs=5, batch_size=10")


def test_more_watched_windows_than_one_chunk_give_fit_s_val_loss() -> None:
    data = 'Series("two-sines", look_back=5, split=0.4)'  # 3000 test windows: two chunks and a smaller one
    assert_same("xla", "graph", layers="SimpleRNN(3), Dense(1)", data=data, fit="epochs=2, batch_size=100")


def test_without_shuffling_batches_come_in_time_order_as_in_fit() -> None:
    assert_same(layers="LSTM(3), Dense(1)", fit="epochs=5, batch_size=12, shuffle=False")


def layer_names(call: Call) -> set[str]:
    """A layer's name and those of the layers it wraps."""
    wrapped = [value for name, value in call.args if isinstance(value, Call) and name.endswith("layer")]
    return {call.name}.union(*(layer_names(one) for one in wrapped))


def test_every_layer_of_the_catalogue_is_held_against_fit() -> None:
    tried: set[str] = set()
    for layers in {**LAYERS, **EVERY_STEP, **BY_CHANCE, **EMBEDDINGS}.values():
        tried.update(*(layer_names(one) for one in spec_of(layers).layers))
    assert tried == set(names("layer"))
