"""The fields of the events are those that the events' own description lists."""

import dataclasses
import re

from rnntui.runs import protocol, records


def described() -> dict[str, list[str]]:
    """The fields under each event's name in their module's docstring."""
    found: dict[str, list[str]] = {}
    for line in (records.__doc__ or "").splitlines():
        if head := re.match(r"([a-z]+): ", line):
            found[head[1]] = fields = []
        elif name := re.match(r"  ([a-z_]+) ", line):
            fields.append(name[1])
    return found


def test_every_field_of_every_event_is_described_and_nothing_else() -> None:
    there = {
        name: ["kind" if field.name == "failure" else field.name for field in dataclasses.fields(event)]
        for name, event in protocol._EVENTS.items()
    }
    assert described() == there
