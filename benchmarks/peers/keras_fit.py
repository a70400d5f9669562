"""What a learner would otherwise run: Keras ``model.fit`` with ``validation_data``."""

from __future__ import annotations

import os
import sys

import numpy as np
import serving

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
try:
    import keras
    import tensorflow as tf
except ImportError as error:
    serving.missing(error)

BATCH = 10
L = keras.layers
MODELS = {
    "perceptron": lambda: [L.Flatten()],
    "rnn5": lambda: [L.SimpleRNN(5)],
    "lstm5": lambda: [L.LSTM(5)],
    "gru5": lambda: [L.GRU(5)],
    "lstm32": lambda: [L.LSTM(32)],
    "lstm64x2": lambda: [L.LSTM(64, return_sequences=True), L.Dropout(0.2), L.LSTM(64)],
}


def model(name: str, data: dict[str, np.ndarray]) -> serving.Train:
    """The named model, built and compiled."""
    network = keras.Sequential([keras.Input(data["x"].shape[1:]), *MODELS[name](), L.Dense(1)])
    network.compile(optimizer="adam", loss="mse")

    def train(epochs: int) -> int:
        watched = (data["x_test"], data["y_test"])
        network.fit(data["x"], data["y"], epochs=epochs, batch_size=BATCH, validation_data=watched, verbose=0)
        return epochs

    return train


if __name__ == "__main__":
    windows = dict(np.load(sys.argv[1]))
    models = {name: lambda name=name: model(name, windows) for name in MODELS}
    serving.serve({"keras": keras.__version__, "tensorflow": tf.__version__}, models)
