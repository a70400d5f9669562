"""Lessons written in a test, and a check whose training is a table of answers."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from rnntui.course.lesson import parse_lesson
from rnntui.course.records import Lesson
from rnntui.runs.facts import facts_of
from rnntui.series.catalogue import load
from rnntui.spec.records import DataFacts, SeriesSource

FRONT = "---\nid: tried\ntitle: A lesson to try\nminutes: 5\n---\n"
SPEC = """\
data = Series("airline", look_back=20)
model = Sequential([Flatten(), Dense(1)])
model.compile(optimizer="adam", loss="mse")
model.fit(epochs=10)
"""


def block(kind: str, body: str = "") -> str:
    """A fenced block; ``kind`` is its kind and name."""
    return f"```{kind}\n{textwrap.dedent(body).strip()}\n```\n"


def lesson(*parts: str, path: str = "01-tried.md") -> Lesson:
    """A lesson of one step with these parts; its first part stands on line 7."""
    return parse_lesson(FRONT + "## A step\n" + "\n".join(parts), path)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes lessons into a directory: ``write(**{"01-a": text})``."""

    def written(**texts: str) -> Path:
        for name, text in texts.items():
            (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
        return tmp_path

    return written


def facts(source: SeriesSource) -> DataFacts:
    """Of the built-in series alone."""
    try:
        return facts_of(load(source.name))
    except Exception as error:
        raise ValueError(str(error)) from error


class Training:
    """Answers as a runner: ``answers`` by a word that the spec's text holds; a list has one for each seed."""

    def __init__(self, **answers: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, tuple[int, ...]]] = []

    def __call__(self, text: str, seeds: Sequence[int]) -> list[Mapping[str, Any]]:
        self.asked.append((text, tuple(seeds)))
        found = next(answer for word, answer in self.answers.items() if word in text)
        return [found if isinstance(found, Mapping) else found[seed] for seed in seeds]


def rmse(one_step: float | None, recursive: float = 50.0, **more: Any) -> dict[str, Any]:
    """The values of a run."""
    baselines = {"naive": {"one_step": {"rmse": 49.41}}, "seasonal_naive": None}
    scores = None if one_step is None else {"rmse": one_step}
    return {"one_step": scores, "recursive": {"rmse": recursive}, "baselines": baselines, **more}
