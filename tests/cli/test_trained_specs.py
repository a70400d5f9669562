"""A course check's training: everything once, by whichever worker is free."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from rnntui.cli.trained_specs import Training, Worker
from rnntui.tui.proof_runs import ProofRuns


class Called(str):
    """A worker, by its name; what it trains ends when its client is closed."""

    def __new__(cls, name: str, may_end: threading.Event) -> Called:
        called = super().__new__(cls, name)
        called.client = SimpleNamespace(close=may_end.set)
        return called

    client: SimpleNamespace


class Kept:
    """What was trained, as `ProofRuns` keeps it."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, int], Mapping[str, Any]] = {}

    def keep(self, text: str, seed: int) -> None:
        self._values[text, seed] = {"text": text, "seed": seed}

    def known(self, text: str, seed: int) -> bool:
        return (text, seed) in self._values

    def values(self, text: str, seed: int) -> Mapping[str, Any]:
        return self._values[text, seed]


class Trained(Training):
    """Keeps what each worker was given; the text "bad" can't be trained."""

    def __init__(self, place: Path) -> None:
        self.may_end = threading.Event()
        workers = [cast(Worker, Called(name, self.may_end)) for name in ("first", "second")]
        super().__init__(workers, str(place), place)
        self.kept = Kept()
        self.runs = cast(ProofRuns, self.kept)
        self.given: list[tuple[str, int, Worker]] = []
        self.begun = threading.Event()

    def _train(self, worker: Worker, text: str, seed: int) -> None:
        self.given.append((text, seed, worker))
        if worker == "second":
            self.begun.set()
            assert self.may_end.wait(60)
        if text == "bad":
            raise ValueError("it can't be used")
        self.kept.keep(text, seed)


@pytest.fixture
def training(tmp_path: Path) -> Iterator[Trained]:
    with Trained(tmp_path) as training:
        yield training
        training.may_end.set()


def test_each_spec_is_trained_once_for_each_seed_and_by_one_worker(training: Trained) -> None:
    training.may_end.set()
    wanted = [("a", [0, 1]), ("b", [0]), ("a", [1, 2]), ("c", [0, 1, 2])]
    training.ahead(wanted)
    for text, seeds in wanted:
        assert training.run(text, seeds) == [{"text": text, "seed": seed} for seed in seeds]
    trained = sorted((text, seed) for text, seed, _ in training.given)
    assert trained == [("a", 0), ("a", 1), ("a", 2), ("b", 0), ("c", 0), ("c", 1), ("c", 2)]
    assert len({(text, worker) for text, _, worker in training.given}) == 3


def test_who_waits_for_another_worker_trains_what_comes_next_meanwhile(training: Trained) -> None:
    training.ahead([("a", [0]), ("b", [0]), ("last", [0])])
    assert training.begun.wait(60)  # the second worker has begun with the last one, and does not end
    asked = threading.Thread(target=training.run, args=("last", [0]))
    asked.start()
    while len(training.given) < 3:
        assert asked.is_alive()
    training.may_end.set()
    asked.join()
    assert {(text, worker) for text, _, worker in training.given} == {
        ("last", "second"),
        ("a", "first"),
        ("b", "first"),
    }


def test_what_went_wrong_is_for_who_asks_for_that_spec(training: Trained) -> None:
    training.may_end.set()
    training.ahead([("bad", [0, 1]), ("a", [0]), ("bad", [0])])
    assert training.run("a", [0]) == [{"text": "a", "seed": 0}]
    for _ in range(2):
        with pytest.raises(ValueError, match="it can't be used"):
            training.run("bad", [0])


def test_what_nobody_foresaw_is_trained_when_it_is_asked_for(training: Trained) -> None:
    assert training.run("a", [3]) == [{"text": "a", "seed": 3}]
    assert training.given == [("a", 3, "first")]


def test_who_is_interrupted_does_not_wait_for_what_the_other_worker_trains(tmp_path: Path) -> None:
    training = Trained(tmp_path)

    def interrupted() -> None:
        with training:
            training.ahead([("last", [0, 1])])
            assert training.begun.wait(60)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert training.may_end.is_set()
