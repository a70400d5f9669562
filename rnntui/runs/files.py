"""The directory of a run: its files, written whole or not at all, and read back.

``spec.py`` the spec that ran, ``run.json`` the finished event, ``history.csv`` the losses,
``forecast.csv`` what was forecast beside what happened, ``model.keras`` and ``state.json`` what is
needed to use the model again, ``weights.npz`` the weights of a small model after some of its epochs.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from rnntui.runs.codec import plain
from rnntui.runs.protocol import Finished, ProtocolError, event_from_line, to_line
from rnntui.runs.tables import ForecastTable, History, TableError, write_csv

__all__ = ["FilesProblem", "ForecastTable", "History", "RunFiles", "written"]

Parsed = TypeVar("Parsed")


class FilesProblem(Exception):
    """A file of a run that is missing or not what rnntui wrote: one sentence, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class RunFiles:
    """The files of one run, in ``dir``. Writing raises OSError, reading `FilesProblem`."""

    def __init__(self, dir: str | Path) -> None:
        self.dir = Path(dir)
        self.spec = self.dir / "spec.py"
        self.finished = self.dir / "run.json"
        self.history = self.dir / "history.csv"
        self.forecast = self.dir / "forecast.csv"
        self.model = self.dir / "model.keras"
        self.state = self.dir / "state.json"
        self.weights = self.dir / "weights.npz"

    def all(self) -> tuple[Path, ...]:
        """Every file that a run may have."""
        return (self.spec, self.finished, self.history, self.forecast, self.model, self.state, self.weights)

    def clear(self) -> None:
        """Remove the run's files, finished or half-written, and nothing else."""
        for path in self.all():
            path.unlink(missing_ok=True)
            for partial in self.dir.glob(f".{path.name}.*.part"):
                partial.unlink(missing_ok=True)

    # ------------------------------------------------------------ writing
    def write_spec(self, text: str) -> None:
        """The spec that ran."""
        with written(self.spec) as file:
            file.write(text if text.endswith("\n") else text + "\n")

    def write_finished(self, event: Finished) -> None:
        """The finished event, one line."""
        with written(self.finished) as file:
            file.write(to_line(event) + "\n")

    def write_history(self, history: History) -> None:
        """The losses of every epoch."""
        with written(self.history) as file:
            history.write_csv(file)

    def write_forecast(self, tables: Iterable[ForecastTable]) -> None:
        """What was forecast, below each other; see `write_csv` of rnntui/runs/tables.py."""
        with written(self.forecast) as file:
            write_csv(file, tables)

    def write_state(self, state: Mapping[str, Any]) -> None:
        """What is needed to use the model again."""
        with written(self.state) as file:
            file.write(json.dumps(plain(state), indent=1, allow_nan=False) + "\n")

    def write_weights(self, epochs: Sequence[int], arrays: Mapping[tuple[int, int], ArrayLike]) -> None:
        """The weights after S epochs: numpy's archive of ``epochs`` (S,) and, for every array of a layer,
        ``L/K`` (S, *shape), with the layer's place L in the spec and the array's K in it, from 0.

        Its last epoch is that of the model that was kept, and epoch 0 is before training.
        """
        named: dict[str, Any] = {
            f"{layer}/{number}": np.asarray(values) for (layer, number), values in arrays.items()
        }
        with _placed(self.weights) as partial, partial.open("wb") as file:
            np.savez(file, epochs=np.asarray(epochs), **named)

    # ------------------------------------------------------------ reading
    def read_spec(self) -> str:
        """The spec that ran."""
        return _read(self.spec, lambda file: file.read())

    def read_finished(self) -> Finished:
        """How the run ended."""
        event = _read(self.finished, lambda file: event_from_line(file.read()))
        if not isinstance(event, Finished):
            raise _damaged(self.finished, "it holds another event")
        return event

    def read_history(self) -> History:
        """The losses of every epoch."""
        return _read(self.history, History.read_csv)

    def read_forecast(self) -> ForecastTable:
        """What was forecast."""
        return _read(self.forecast, ForecastTable.read_csv)

    def read_state(self) -> dict[str, Any]:
        """What is needed to use the model again."""
        state: object = _read(self.state, json.load)
        if not isinstance(state, dict):
            raise _damaged(self.state, "it holds no JSON object")
        return state


@contextlib.contextmanager
def written(path: Path) -> Iterator[IO[str]]:
    """A file to write to that takes its name when all is written: readers see the old or the new one.

    Not synced to the disk: a lost power supply may lose the last runs, a kill does not.
    """
    with _placed(path) as partial, partial.open("w", encoding="utf-8", newline="") as file:
        yield file


@contextlib.contextmanager
def _placed(path: Path) -> Iterator[Path]:
    """Where to write what takes the name ``path`` afterwards; gone where writing failed."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield partial
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _read(path: Path, parse: Callable[[IO[str]], Parsed]) -> Parsed:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return parse(file)
    except FileNotFoundError:
        message = f"The run has no {path.name} in {path.parent}."
        raise FilesProblem(message, "It was moved or removed, or the run kept nothing.") from None
    except OSError as error:
        raise FilesProblem(f"{path} can't be read: {error.strerror}.") from error
    except (ProtocolError, TableError, ValueError) as error:
        raise _damaged(path, str(error)) from error


def _damaged(path: Path, reason: str) -> FilesProblem:
    return FilesProblem(f"{path} is damaged: {reason}.", "Train again to get it anew.")
