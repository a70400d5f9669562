"""What the interface and the worker say to each other: requests and events, one JSON line each.

``rnntui run --json`` prints these very events. rnntui/runs/requests.py and rnntui/runs/records.py have
the fields of each. Numbers that are not finite travel as null.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, get_args

from rnntui.runs.codec import Mismatch, build, plain, strict_json
from rnntui.runs.records import (
    Described,
    Event,
    Failed,
    Finished,
    Forecasted,
    Progress,
    Ready,
    Started,
    Summary,
)
from rnntui.runs.requests import Cancel, Describe, Forecast, Request, Stop, Train, Warm
from rnntui.runs.scores import with_infinite

__all__ = [
    "FINAL",
    "LINE_LIMIT",
    "Cancel",
    "Describe",
    "Described",
    "Event",
    "Failed",
    "Finished",
    "Forecast",
    "Forecasted",
    "Progress",
    "ProtocolError",
    "Ready",
    "Request",
    "Started",
    "Stop",
    "Summary",
    "Train",
    "Warm",
    "event_from_line",
    "request_from_line",
    "to_line",
]

LINE_LIMIT = 16 * 2**20  # bytes; a longer line is refused before it is parsed


_REQUESTS: dict[str, type[Request]] = {kind.kind: kind for kind in get_args(Request)}
_EVENTS: dict[str, type[Event]] = {kind.event: kind for kind in get_args(Event)}
FINAL = (Ready, Finished, Failed, Described, Forecasted)  # each ends its request


# ---------------------------------------------------------------- to lines and back
class ProtocolError(ValueError):
    """A line that is no request or no event; ``run`` is whom it was about, as far as it can be read."""

    def __init__(self, message: str, run: str = "") -> None:
        super().__init__(message)
        self.run = run


def to_line(message: Request | Event) -> str:
    """One line of JSON without its line feed, in ASCII; numbers that are not finite become null."""
    head = {"event": message.event} if isinstance(message, Event) else {"request": message.kind}
    body = {field.name: plain(getattr(message, field.name)) for field in fields(message)}
    if isinstance(message, Failed):
        body = {("kind" if name == "failure" else name): value for name, value in body.items()}
    return json.dumps(head | body, separators=(",", ":"), allow_nan=False)


def request_from_line(line: str | bytes) -> Request:
    """The request that a line holds.

    Raises:
        ProtocolError: no JSON, no known request, or a field is missing, unknown or of the wrong type.
    """
    request: Request = _from_line(line, "request", _REQUESTS, strict=True)
    return request


def event_from_line(line: str | bytes) -> Event:
    """The event that a line holds; fields that this version does not know are left out.

    Raises:
        ProtocolError: no JSON, no known event, or a field is missing or of the wrong type.
    """
    event: Event = _from_line(line, "event", _EVENTS, strict=False)
    return with_infinite(event) if isinstance(event, Finished) else event


def _from_line(line: str | bytes, key: str, kinds: dict[str, type[Any]], *, strict: bool) -> Any:
    if len(line) > LINE_LIMIT:
        raise ProtocolError(f"the line is longer than {LINE_LIMIT // 2**20} MB")
    try:
        parsed = strict_json(line)
    except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, too deep
        raise ProtocolError(f"the line is not JSON: {error}") from None
    if not isinstance(parsed, dict):
        raise ProtocolError("the line is not a JSON object")
    run = parsed["run"] if isinstance(parsed.get("run"), str) else ""
    name = parsed.pop(key, None)
    record = kinds.get(name) if isinstance(name, str) else None
    if record is None:
        raise ProtocolError(f"{name!r} is not one of the {key}s: {', '.join(kinds)}", run)
    if record is Failed and "kind" in parsed:
        parsed["failure"] = parsed.pop("kind")
    try:
        return build(record, parsed, strict=strict)
    except Mismatch as error:
        raise ProtocolError(f"{name}: {error}", run) from None
