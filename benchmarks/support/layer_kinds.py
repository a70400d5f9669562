"""One small stack for every layer of the catalogue, and for what Keras itself must compute."""

from __future__ import annotations

from dataclasses import dataclass

from support.workload import AIRLINE, BATCH, spec_text


@dataclass(frozen=True, slots=True)
class Stack:
    """Layers as a spec writes them, the series they are trained on, windows in a batch."""

    layers: str
    data: str = AIRLINE
    batch: int = BATCH

    def spec(self, epochs: int) -> str:
        """The whole spec."""
        return spec_text(self.layers, epochs, data=self.data, batch=self.batch)


_KINDS: dict[str, str] = {
    "Dense, Flatten": "Flatten(), Dense(8), Dense(1)",
    "SimpleRNN": "SimpleRNN(5), Dense(1)",
    "SimpleRNN, softsign": 'SimpleRNN(5, activation="softsign"), Dense(1)',
    "LSTM": "LSTM(5), Dense(1)",
    "LSTM, relu": 'LSTM(5, activation="relu"), Dense(1)',
    "GRU": "GRU(5), Dense(1)",
    "GRU, reset before": "GRU(5, reset_after=False), Dense(1)",
    "two LSTMs": "LSTM(16, return_sequences=True), LSTM(16), Dense(1)",
    "Bidirectional": "Bidirectional(LSTM(5)), Dense(1)",
    "TimeDistributed": "LSTM(5, return_sequences=True), TimeDistributed(Dense(3)), Flatten(), Dense(1)",
    "TimeDistributed, LayerNormalization": "LSTM(5, return_sequences=True), "
    "TimeDistributed(LayerNormalization()), Flatten(), Dense(1)",
    "TimeDistributed, BatchNormalization": "LSTM(5, return_sequences=True), "
    "TimeDistributed(BatchNormalization()), Flatten(), Dense(1)",
    "RepeatVector": "LSTM(5), RepeatVector(3), GRU(5), Dense(1)",
    "Dropout": "LSTM(5), Dropout(0.2), Dense(1)",
    "BatchNormalization": "LSTM(5), BatchNormalization(), Dense(1)",
    "LayerNormalization": "GRU(5, return_sequences=True), LayerNormalization(), GRU(5), Dense(1)",
    "Conv1D, MaxPooling1D, GlobalAveragePooling1D": 'Conv1D(8, 3, activation="relu"), MaxPooling1D(2), '
    "GlobalAveragePooling1D(), Dense(1)",
    "Activation, LeakyReLU, ELU": "Flatten(), Dense(8), LeakyReLU(), Dense(8), ELU(), Dense(8), "
    'Activation("tanh"), Dense(1)',
}

LONG = 'Series("two-sines", look_back=50)'
LAYER_KINDS: dict[str, Stack] = {
    **{name: Stack(layers) for name, layers in _KINDS.items()},
    "Embedding": Stack(
        "Embedding(700, 4), TimeDistributed(Flatten()), LSTM(5), Dense(1)",
        'Series("airline", look_back=20, scale="none")',
    ),
    "Conv1D, 64 filters": Stack(
        'Conv1D(64, 5, activation="relu"), Conv1D(64, 5, activation="relu"), MaxPooling1D(2), '
        "Flatten(), Dense(1)",
        batch=32,
    ),
    "LSTM(16), batches of 1000": Stack("LSTM(16), Dense(1)", LONG, 1000),
    "GRU(64), batches of 256": Stack("GRU(64), Dense(1)", LONG, 256),
}
"""By name."""
