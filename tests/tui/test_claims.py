"""The mark "checked over 5 seeds" opens what was measured."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from rnntui.course.lesson import parse_lesson
from rnntui.course.prove import Proof
from rnntui.course.records import Course, CourseProblem, Expect, Lesson
from rnntui.runs.progress import Progress
from rnntui.runs.protocol import Event, Failed, Train
from rnntui.tui.checked import Checked, Measured
from rnntui.tui.checking import Check
from rnntui.tui.proof_runs import ProofRuns, RunFailed
from tests.tui.happened import finished, progress, started

PROBLEM = CourseProblem("01-claims.md", 1, "It is above.")
LESSON = """---
id: claims
title: Claims
minutes: 1
---

# Claims

## Two claims

```figure slide
figure = "one_weight"
```

```spec small
data = Series("airline", look_back=12)
model = Sequential([
    Flatten(),
    Dense(1),
])
model.compile(optimizer=Adam(), loss="mse")
model.fit(epochs=200)
```

It beats 20.

```expect beats
claim = "The RMSE is below 20."
spec = "small"
seeds = 2
over = "every"
conditions = ["one_step.rmse < 20"]
```

```expect parameters
claim = "There are 13 parameters."
spec = "small"
seeds = 2
over = "every"
conditions = ["params == 13"]
```

And the figure stands at one.

```expect begins
claim = "The weight begins at 1."
figure = "slide"
conditions = ["figure.w == 1"]
```
"""


def course(*, shipped: bool = False) -> Course:
    return Course((parse_lesson(LESSON, "01-claims.md"),), shipped=shipped)


def claims(lesson: Lesson) -> list[Expect]:
    return [block for _, block in lesson.blocks() if isinstance(block, Expect)]


class Client:
    """Trains in no time: the score of a seed is 15 more than it."""

    def __init__(self, **changes: Any) -> None:
        self.seeds: list[int] = []
        self._changes = changes

    def submit(self, train: Train) -> Iterator[Event]:
        self.seeds.append(train.seed)
        end = finished(train.run, 15.0 + train.seed, files={})
        yield started(train.run, train.seed)
        yield progress(train.run, 100)
        yield replace(end, **self._changes)

    def cancel(self, run: str) -> None:
        self._changes = {"status": "cancelled"}


def told(check_claims: list[Expect], client: Any, lesson: Lesson) -> list[tuple[str, Any]]:
    heard: list[tuple[str, Any]] = []
    Check(lesson, check_claims, lambda name, said: heard.append((name, said))).run(client, ".")
    return heard


def test_each_seed_is_trained_once_and_every_claim_gets_its_measured_values():
    lesson, client = course().lessons[0], Client()
    heard = told(claims(lesson), client, lesson)
    proofs = {name: said for name, said in heard if not isinstance(said, str)}
    assert client.seeds == [0, 1]
    assert proofs["beats"].measured == ("one_step.rmse < 20: 15 to 16",)
    assert all(proof.holds for proof in proofs.values())
    assert ("beats", "Training: run 2 of 2, epoch 100 of 200.") in heard


def test_what_does_not_hold_here_is_said_to_be_so():
    lesson = course().lessons[0]
    [*_, (name, proof)] = told(claims(lesson)[:1], Client(metrics={"one_step": {"rmse": 21.0}}), lesson)
    assert name == "beats"
    assert not proof.holds


def test_a_worker_that_fails_is_a_sentence():
    lesson = course().lessons[0]

    class Dead(Client):
        def submit(self, train: Train) -> Iterator[Event]:
            yield Failed(train.run, "worker", "died", "It crashed.", "Do this.\nThe log: ...")

    heard = told(claims(lesson)[:1], Dead(), lesson)
    assert heard[-1] == ("beats", "It could not be checked: It crashed. Do this.")


def test_a_failed_run_of_a_proof_is_no_value(tmp_path):
    runs = ProofRuns(".", tmp_path)
    with pytest.raises(RunFailed):
        runs.train("spec", 0, lambda train: Failed(train.run, "worker", "died", "It crashed."))
    with pytest.raises(ValueError, match="No such series"):
        runs.train("spec", 0, lambda train: Failed(train.run, "data", "no", "No such series."))
    assert not runs.known("spec", 0)


def test_a_check_that_nobody_waits_for_ends():
    lesson, client = course().lessons[0], Client()
    heard: list[Any] = []

    def tell(name: str, said: Any) -> None:
        heard.append(said)
        check.stop()

    check = Check(lesson, claims(lesson), tell)
    check.run(client, ".")  # type: ignore[arg-type]
    assert all(isinstance(said, str) for said in heard)
    assert client.seeds == [0]


@pytest.mark.parametrize("shipped", [True, False])
async def test_the_mark_is_short_honest_and_opens_what_was_measured(opened, shipped):
    async with opened((120, 40), course=course(shipped=shipped)) as tui:
        checks: list[Check] = []

        def check(one: Check) -> None:
            checks.append(one)
            threading.Thread(target=one.run, args=(Client(), "."), daemon=True).start()

        tui.link.check = check
        await tui.press("enter")
        mark = "checked over 2 seeds (a: the values)" if shipped else "not checked yet over 2 seeds"
        await tui.shows(mark)
        assert tui.text.count("over 2 seeds") == 1, "two claims side by side have one mark"
        await tui.press("a")
        await tui.until(lambda: "Holds here. Measured:" in tui.line("#claims-text"), "no training needed")
        asked = "rnntui's own tests check it" if shipped else "Nobody has checked it here yet"
        assert f"{asked}; Enter trains 2 times" in tui.line("#claims-text")
        await tui.press("enter")
        await tui.until(lambda: "one-step RMSE < 20: 15 to 16" in tui.line("#claims-text"))
        await tui.until(lambda: tui.line("#claims-text").count("Holds here over 2 seeds. Measured:") == 2)
        await tui.press("a")
        await tui.shows("checked here over 2 seeds (a: the values)")
        assert tui.text.count("over 2 seeds") == 1, "two claims side by side have one mark still"
        await tui.press("a")
        await tui.until(lambda: "15 to 16" in tui.line("#claims-text"), "what was measured stays")
        assert "Enter checks them here anew" in tui.line("#claims-keys")
        assert len(checks) == 2


async def test_what_was_checked_here_is_known_the_next_day_and_a_claim_that_changed_is_not(opened):
    lesson = course().lessons[0]
    beats, parameters, _ = claims(lesson)
    failed = Proof(lesson.id, 1, "expect", beats.name, 2, ("one_step.rmse < 20: 21 to 22",), (PROBLEM,))
    Checked(Progress()).keep(lesson, beats, failed)
    async with opened((120, 40), course=course(shipped=True)) as tui:
        tui.link.check = lambda one: None
        await tui.press("enter")
        await tui.shows("✗ fails here over 2 seeds (a: the values)")
        assert "✓ checked over 2 seeds (a: the values)" in tui.text
        await tui.press("a")
        await tui.until(lambda: "one-step RMSE < 20: 21 to 22" in tui.line("#claims-text"))
    known = Checked(Progress())
    assert known.of(lesson, beats) == Measured(holds=False, lines=failed.measured)
    assert known.of(lesson, parameters) is None
    assert known.of(lesson, replace(beats, claim="It is below 25.")) is None


async def test_no_claim_is_checked_beside_a_run(opened):
    async with opened((120, 40), course=course()) as tui:
        tui.link.check = lambda one: pytest.fail("a run is under way")
        await tui.press("enter", "v")
        await tui.read()
        await tui.train("r")
        await tui.press("a")
        await tui.shows("let it end first.")
