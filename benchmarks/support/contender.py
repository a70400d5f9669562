"""A contender's process: started once, asked again and again, so that rounds alternate cheaply."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

PEERS = Path(__file__).parents[1] / "peers"


class ContenderDied(Exception):
    """A contender ended when an answer was due; the message holds what it last wrote to stderr."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round of training: how many epochs in how many seconds."""

    epochs: int
    seconds: float

    @property
    def per_epoch(self) -> float:
        """Seconds."""
        return self.seconds / self.epochs


class Contender:
    """A script of ``peers/`` in a process of its own.

    Args:
        script: its file name without ``.py``.
        python: the interpreter to run it.
        arguments: for the script.
        environment: added to our own.
    """

    def __init__(
        self,
        script: str,
        *,
        python: str = sys.executable,
        arguments: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.name = script
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the process)
        self._process = subprocess.Popen(
            [python, str(PEERS / f"{script}.py"), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            env={**os.environ, **(environment or {})},
        )
        self._prepared: dict[str, bool] = {}
        hello = self._answer()
        self.missing: str | None = hello.get("missing")
        self.versions: dict[str, str] = hello.get("versions", {})

    def prepare(self, model: str) -> bool:
        """Build and compile a model, once; whether this contender knows it."""
        if model not in self._prepared:
            self._prepared[model] = self.missing is None and "missing" not in self.ask({"prepare": model})
        return self._prepared[model]

    def train(self, model: str, epochs: int) -> Round:
        """Train at least ``epochs`` epochs more."""
        answer = self.ask({"train": model, "epochs": epochs})
        return Round(answer["epochs"], answer["seconds"])

    def ask(self, order: Mapping[str, Any]) -> dict[str, Any]:
        """An order and its answer.

        Raises:
            ContenderDied: there is none.
        """
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            pass  # the answer will be missing, and says why
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            self._process.wait()
            self._log.seek(0)
            said = self._log.read()[-2000:].decode(errors="replace")
            raise ContenderDied(f"{self.name} ended with {self._process.returncode}:\n{said}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def __enter__(self) -> Contender:
        """The contender itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._log.close()
