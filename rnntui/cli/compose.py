"""The spec that runs: the text of a SPEC file or a cell's defaults, with the flags over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from rnntui.cli.exit_codes import ExitCode
from rnntui.cli.failures import CommandError, spec_error
from rnntui.cli.flagwords import Speaker, as_written, flag_of, in_flags, speaker
from rnntui.cli.written import Written
from rnntui.runs.protocol import Failed
from rnntui.spec.check import check
from rnntui.spec.defaults import default_source, default_spec, with_batch_that_fits
from rnntui.spec.override import SpecError, override
from rnntui.spec.printing import print_spec
from rnntui.spec.records import DataFacts, ModelSpec, SeriesSource

DEFAULT_CELL = "lstm"
_ANY = DataFacts("airline", 144, ("passengers",), ("passengers",))  # flags are held against some data


@dataclass(frozen=True, slots=True)
class Flags:
    """What the command line says of the spec, by `override`'s names; None where it says nothing."""

    cell: str | None = None
    units: int | None = None
    look_back: int | None = None
    horizon: int | None = None
    epochs: int | None = None
    batch_size: int | None = None
    patience: int | None = None
    loss: str | None = None
    optimizer: str | None = None
    learning_rate: float | None = None
    data: str | None = None
    columns: tuple[str, ...] | None = None
    target: tuple[str, ...] | None = None
    date_column: str | None = None
    split: float | None = None
    validation: float | None = None
    scale: str | None = None
    transform: tuple[str, ...] | None = None
    season: int | None = None
    stride: int | None = None

    def given(self) -> dict[str, Any]:
        """The flags that say something."""
        pairs = ((one.name, getattr(self, one.name)) for one in fields(self))
        return {name: value for name, value in pairs if value is not None}


@dataclass(frozen=True, slots=True)
class Composed:
    """The spec that runs, as text and parsed; ``source`` is whose lines the messages speak of, if any.

    ``speak`` says a sentence about it in words of the flags that it came from.
    """

    text: str
    spec: ModelSpec
    source: str = "the spec"
    speak: Speaker = as_written


def wrong_flags(flags: Flags) -> Iterator[tuple[str, str]]:
    """The flags whose values no spec and no data would make right, each with why."""
    base = default_spec(DEFAULT_CELL, _ANY)
    for name, value in flags.given().items():
        flag = flag_of(name)
        try:
            override(base, **{name: value})
        except SpecError as error:
            yield flag, in_flags(str(error)).replace(f"{flag} ", "it ", 1)


def data_source(written: Written | None, flags: Flags) -> SeriesSource:
    """Which series will be read, and how: what the file says, with the flags over it."""
    source = written.spec.data if written else SeriesSource()
    given = flags.given()
    changes = {
        ("name" if flag == "data" else flag): given[flag]
        for flag in ("data", "columns", "target", "date_column", "season")
        if flag in given
    }
    return replace(source, **changes)


def compose(written: Written | None, flags: Flags, facts: DataFacts) -> Composed:
    """The spec that runs, checked against the data.

    A file that no flag changes runs as it was written, so that messages speak of its own lines.

    Raises:
        CommandError: a flag's value does not fit (usage), or the spec does not fit its data.
    """
    given = flags.given()
    speak = speaker(tuple(given), alone=written is None) if given or not written else as_written
    check_season(data_source(written, flags).season, facts.n, speak)
    if written and not given:
        composed = Composed(written.text, written.spec, written.source)
    else:
        spec = _overridden(_with_data(written, facts) if written else _default(given, facts), given)
        if not written and "batch_size" not in given:
            spec = with_batch_that_fits(spec, facts)
        composed = Composed(print_spec(spec), spec, "the spec" if written else "", speak)
    errors = [problem for problem in check(composed.spec, facts) if problem.severity == "error"]
    if errors:
        raise spec_error(errors, composed.text, composed.source, composed.speak)
    return composed


def check_flags(written: Written, flags: Flags) -> None:
    """See that the flags have a place in a SPEC file, before its data are read.

    Raises:
        CommandError: one has none (usage).
    """
    _overridden(written.spec, flags.given())


def check_season(season: int | None, rows: int, speak: Speaker = in_flags) -> None:
    """See that a season is one of a series of so many rows: another would silently do nothing.

    Raises:
        CommandError: it has as many rows as the series, or more.
    """
    if season is not None and season >= rows:
        message = speak(f"season={season} is no season of this series, which has {rows} rows.")
        hint = speak("write season=0 for none, or leave it out to have it found.")
        raise CommandError(ExitCode.SPEC, message, hint, Failed("", "spec", "season", message, hint))


def _with_data(written: Written, facts: DataFacts) -> ModelSpec:
    """The file's spec; data that it left open become windows as by default, of the length it states."""
    spec = written.spec
    if written.has_data:
        return spec
    source = default_source(facts)
    stated = spec.input.get("shape") if spec.input else None
    if isinstance(stated, tuple) and stated and isinstance(stated[0], int):
        source = replace(source, look_back=stated[0])
    return replace(spec, data=source)


def _default(given: dict[str, Any], facts: DataFacts) -> ModelSpec:
    """The defaults of the cell that is asked for, which is then no change any more."""
    return default_spec(given.pop("cell", DEFAULT_CELL), facts)


def _overridden(spec: ModelSpec, given: dict[str, Any]) -> ModelSpec:
    try:
        return override(spec, **given)
    except SpecError as error:
        more = "\n".join(in_flags(problem.message) for problem in error.problems[1:])
        raise CommandError(ExitCode.USAGE, in_flags(str(error)), more) from error
