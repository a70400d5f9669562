"""Between frozen dataclasses and JSON's own types, checked against the fields' type hints."""

from __future__ import annotations

import dataclasses
import functools
import json
import math
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar, Union

Record = TypeVar("Record")


class Mismatch(ValueError):
    """A value that is not of the type its field asks for; the message names the field."""


def strict_json(text: str | bytes) -> Any:
    """Parsed JSON, without the NaN and Infinity that Python would let pass. Raises ValueError."""
    return json.loads(text, parse_constant=_refuse)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not in JSON")


def plain(value: Any) -> Any:
    """``value`` in JSON's own types; numpy's scalars and arrays come along, not finite becomes null."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    raise TypeError(f"{type(value).__name__} can't travel as JSON: {value!r}")


@functools.cache
def _hints(record: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(record)
    return {field.name: hints[field.name] for field in dataclasses.fields(record)}


def build(record: type[Record], values: Mapping[str, Any], *, strict: bool) -> Record:
    """A ``record`` from its fields' JSON values: lists become tuples, null in a float becomes NaN.

    Unknown names are an error when ``strict``, otherwise left out (a newer version wrote them).

    Raises:
        Mismatch: a name is missing or unknown, or a value has the wrong type.
    """
    kind: Any = record
    hints = _hints(kind)
    unknown = sorted(set(values) - set(hints))
    if strict and unknown:
        raise Mismatch(f"unknown field {unknown[0]!r}")
    given = {name: convert(hint, values[name], name) for name, hint in hints.items() if name in values}
    try:
        return record(**given)
    except TypeError:
        missing = [f.name for f in dataclasses.fields(kind) if _required(f) and f.name not in given]
        raise Mismatch(f"field {missing[0]!r} is missing") from None


def _required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def convert(hint: Any, value: Any, name: str) -> Any:
    """``value`` as the type ``hint`` asks for; ``name`` is for the message of `Mismatch`."""
    origin = typing.get_origin(hint)
    if hint is Any:
        return value
    if origin in (Union, types.UnionType):
        return _convert_union(typing.get_args(hint), value, name)
    if origin is tuple and isinstance(value, list):
        item = typing.get_args(hint)[0]
        return tuple(convert(item, part, f"{name}[{i}]") for i, part in enumerate(value))
    if origin is dict and isinstance(value, dict):
        item = typing.get_args(hint)[1]
        return {key: convert(item, part, f"{name}.{key}") for key, part in value.items()}
    if hint is float:
        return _convert_float(value, name)
    if isinstance(hint, type) and type(value) is hint:  # not isinstance: true is no int here
        return value
    raise Mismatch(f"field {name!r} must be {_in_words(hint)}, not {_in_words(type(value))}")


def _convert_union(options: tuple[Any, ...], value: Any, name: str) -> Any:
    if value is None and type(None) in options:
        return None
    # Every union of the protocol is "X or null".
    return convert(next(option for option in options if option is not type(None)), value, name)


def _convert_float(value: Any, name: str) -> float:
    if value is None:
        return math.nan
    if type(value) in (int, float):
        try:
            return float(value)
        except OverflowError:
            raise Mismatch(f"field {name!r} is too large a number") from None
    raise Mismatch(f"field {name!r} must be a number, not {_in_words(type(value))}")


def _in_words(hint: Any) -> str:
    words = {str: "text", int: "a whole number", bool: "true or false", float: "a number", list: "a list"}
    words |= {dict: "an object", type(None): "null"}
    return words.get(typing.get_origin(hint) or hint, "a list")
