"""From what typer gives a command to the records that its work asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")


def several(values: Sequence[str] | None) -> tuple[str, ...] | None:
    """A repeated option as a tuple; None where it was not given."""
    return tuple(values) if values else None


def made(record: type[Record], given: Mapping[str, object]) -> Record:
    """A record of what a command was ``given``: of each of its fields, the argument of that name."""
    return record(**{field.name: given[field.name] for field in fields(record)})


def steps(values: Sequence[str] | None) -> tuple[str, ...] | None:
    """The steps of a transform, given in one option or in several."""
    if not values:
        return None
    return tuple(step.strip() for value in values for step in value.split(",") if step.strip())
