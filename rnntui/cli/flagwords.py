"""Sentences about a spec, as someone reads them who gave flags and never saw the spec."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Collection

_FLAGS = {
    "look_back": "--look-back",
    "horizon": "--horizon",
    "epochs": "--epochs",
    "batch_size": "--batch-size",
    "patience": "--patience",
    "learning_rate": "--learning-rate",
    "date_column": "--date-column",
    "split": "--split",
    "validation": "--validation",
    "stride": "--stride",
    "scale": "--scale",
    "transform": "--transform",
    "season": "--season",
    "columns": "--column",
    "target": "--target",
    "units": "--units",
    "loss": "--loss",
    "optimizer": "--optimizer",
}
_REPEATED = ("--column", "--target")
_LINE = re.compile(r"^line \d+: ")
_IN_SERIES = re.compile(r" in Series(\(\.\.\.\))?(?=[.,;:]| |$)")
_WHOLE = re.compile(r"^Series: |(?<=^)(SGD|Adam|AdamW|RMSprop): (?=learning_rate)")
_ARGUMENT = re.compile(rf"\b({'|'.join(_FLAGS)})=")
_VALUE = re.compile(r"(--[a-z-]+) (\[[^\]]*\]|\"[^\"]*\"|'[^']*')")
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_SUBJECT = re.compile(rf"^({'|'.join(_FLAGS)})\b(?!=)")

Speaker = Callable[[str], str]


def as_written(sentence: str) -> str:
    """For who wrote the spec: the sentence as it is."""
    return sentence


def is_of_spec(note: str) -> bool:
    """Whether a note is about a line of the spec, and not about the data."""
    return _LINE.match(note) is not None


def speaker(given: Collection[str], *, alone: bool) -> Speaker:
    """How to say a sentence about a spec in words of flags.

    ``given`` are the flags that were used, by the spec's names of them; ``alone`` where there is no SPEC
    file at all. With a file a sentence is said in flags only where it is about one of ``given``.
    """

    def say(sentence: str) -> str:
        if not alone and not mentions(sentence, given):
            return sentence
        return in_flags(sentence)

    return say


def flag_of(argument: str) -> str:
    """The flag that stands for an argument of a spec."""
    return _FLAGS.get(argument, f"--{argument}")


def mentions(sentence: str, given: Collection[str]) -> bool:
    """Whether a sentence speaks of one of these arguments."""
    bare = _WHOLE.sub("", _LINE.sub("", sentence))
    subject = _SUBJECT.match(bare)
    named = {found[1] for found in _ARGUMENT.finditer(bare)} | ({subject[1]} if subject else set())
    return not named.isdisjoint(given)


def in_flags(sentence: str) -> str:
    """``write look_back=87 or less`` as ``use --look-back 87 or less``."""
    said = _WHOLE.sub("", _LINE.sub("", sentence))
    said = _SUBJECT.sub(lambda found: _FLAGS[found[1]], said)
    said = _ARGUMENT.sub(lambda found: f"{_FLAGS[found[1]]} ", said)
    said = _VALUE.sub(lambda found: _typed(found[1], found[2]), said)
    if said != sentence:
        said = _IN_SERIES.sub("", said)
    said = re.sub(r"\bwrite (?=--)", "use ", said)
    return said if said == sentence else said[0].upper() + said[1:]


def _typed(flag: str, value: str) -> str:
    """A flag with a text or a list of texts as it is typed: ``--transform log,diff``, ``--scale none``."""
    texts = [double or single for double, single in _QUOTED.findall(value)]
    if flag in _REPEATED:
        return " ".join(f"{flag} {shlex.quote(text)}" for text in texts)
    return f"{flag} {','.join(texts) or 'none'}"
