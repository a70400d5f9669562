"""Peer: an ordinary eager PyTorch loop on one thread."""

from __future__ import annotations

import sys

import numpy as np
import serving

try:
    import torch
except ImportError as error:
    serving.missing(error)

BATCH = 10


class Network(torch.nn.Module):
    """Recurrent layers one after another, with dropout between them, and a dense head on the last step."""

    def __init__(self, kind: str, units: int, layers: int) -> None:
        super().__init__()
        cell = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[kind]
        self.cells = cell(1, units, num_layers=layers, dropout=0.2 if layers > 1 else 0.0, batch_first=True)
        self.head = torch.nn.Linear(units, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Windows (B, L, 1) to forecasts (B, 1)."""
        return self.head(self.cells(x)[0][:, -1])


MODELS = {
    "perceptron": lambda look_back: torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(look_back, 1)),
    "rnn5": lambda look_back: Network("rnn", 5, 1),
    "lstm5": lambda look_back: Network("lstm", 5, 1),
    "gru5": lambda look_back: Network("gru", 5, 1),
    "lstm32": lambda look_back: Network("lstm", 32, 1),
    "lstm64x2": lambda look_back: Network("lstm", 64, 2),
}


def model(name: str, data: dict[str, torch.Tensor]) -> serving.Train:
    """The named model with its optimizer."""
    torch.manual_seed(0)
    x, y = data["x"], data["y"]
    network = MODELS[name](x.shape[1])
    optimizer = torch.optim.Adam(network.parameters())
    loss = torch.nn.MSELoss()

    def epoch() -> float:
        network.train()
        order = torch.randperm(len(x))
        for first in range(0, len(x), BATCH):
            rows = order[first : first + BATCH]
            optimizer.zero_grad()
            loss(network(x[rows]), y[rows]).backward()
            optimizer.step()
        network.eval()
        with torch.no_grad():
            return loss(network(data["x_test"]), data["y_test"]).item()

    def train(epochs: int) -> int:
        for _ in range(epochs):
            epoch()
        return epochs

    return train


if __name__ == "__main__":
    torch.set_num_threads(1)
    windows = {name: torch.tensor(values) for name, values in np.load(sys.argv[1]).items()}
    models = {name: lambda name=name: model(name, windows) for name in MODELS}
    serving.serve({"torch": torch.__version__}, models)
