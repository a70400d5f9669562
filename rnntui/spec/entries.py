"""The records of the catalogue: one entry for each name that a spec may call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rnntui.spec.kinds import Checked, Ignored, Kind, Refused
from rnntui.spec.literals import MISSING, Missing
from rnntui.spec.records import Value

Family: TypeAlias = Literal[
    "layer", "optimizer", "loss", "initializer", "regularizer", "constraint", "callback", "part"
]

MODULES: dict[str, str] = {
    "layer": "layers",
    "optimizer": "optimizers",
    "loss": "losses",
    "initializer": "initializers",
    "regularizer": "regularizers",
    "constraint": "constraints",
    "callback": "callbacks",
}
"""The module of ``keras`` in which a family's classes live."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its name in Keras, what it may be, its default (``MISSING``: it must be given).

    ``meaning`` says in a few words what it is for; what is refused or read over has a reason in its kind.
    """

    name: str
    kind: Kind
    default: Value | Missing = MISSING
    meaning: str = ""

    @property
    def required(self) -> bool:
        return self.default is MISSING and not isinstance(self.kind, (Refused, Ignored))

    @property
    def kept(self) -> bool:
        """Whether its value takes part in the spec: it is neither refused nor read over."""
        return not isinstance(self.kind, (Refused, Ignored))

    @property
    def checked(self) -> Checked:
        """Its kind, where it is kept."""
        assert not isinstance(self.kind, (Refused, Ignored)), self.name
        return self.kind


@dataclass(frozen=True, slots=True)
class Entry:
    """A name that may be called: a layer, an optimizer, a loss, an initializer, ...

    ``arguments`` are those of Keras's signature, all of them and in its order, so that arguments
    without a name bind as they do in Keras. ``extras`` are taken by name only. ``keras`` is the name
    of the class in ``keras.<module>``; ``aliases`` are other names for the same; ``meaning`` is what it is
    or does, in a few words.
    """

    name: str
    family: Family
    keras: str
    arguments: tuple[Argument, ...]
    extras: tuple[Argument, ...] = ()
    aliases: tuple[str, ...] = ()
    meaning: str = ""

    @property
    def module(self) -> str:
        return MODULES[self.family]

    def find(self, name: str) -> Argument | None:
        """The argument of that name, None where there is none."""
        return next((one for one in (*self.arguments, *self.extras) if one.name == name), None)

    @property
    def kept(self) -> tuple[Argument, ...]:
        """The arguments whose values take part in a spec, in order."""
        return tuple(one for one in (*self.arguments, *self.extras) if one.kept)


def entries(*all_of: Iterable[Entry]) -> dict[str, Entry]:
    """Entries by their own name."""
    return {entry.name: entry for several in all_of for entry in several}
