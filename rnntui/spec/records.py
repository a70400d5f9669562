"""The frozen records of a model spec: what the learner wrote, checked and normalised.

Every other room reads these; none of them parses text again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Where:
    """A stretch of the spec's text: lines and columns count from 1, the end is exclusive."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True)
class Call:
    """A known name called with literal arguments: a layer, an optimizer, a loss, an initializer.

    ``args`` holds what was given, by Keras's argument name, in the catalogue's order; arguments
    that were left out are absent (the catalogue knows their defaults). ``where`` says where it
    stands and takes no part in comparisons.
    """

    name: str
    args: tuple[tuple[str, Value], ...] = ()
    where: Where = field(default=Where(), compare=False, repr=False)

    def get(self, name: str, default: Value = None) -> Value:
        """The argument as given, or ``default`` where it was left out."""
        for key, value in self.args:
            if key == name:
                return value
        return default


Value: TypeAlias = bool | int | float | str | tuple["Value", ...] | Call | None


@dataclass(frozen=True, slots=True)
class SeriesSource:
    """``data = Series(...)``: which series, and how it becomes windows.

    ``name`` is a built-in series or the path of a CSV file. ``columns`` are the inputs and
    ``target`` what is forecast; empty means the series' own choice (every column of a CSV file
    with one, its first column or ``target`` else). ``season`` None means: as found in the data.
    ``mistakes`` are made on purpose; ``order`` scrambles the rows inside a window, None leaves them.
    """

    name: str = "airline"
    look_back: int = 20
    horizon: int = 1
    split: float = 0.7
    scale: str = "minmax"
    transform: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    date_column: str | None = None
    season: int | None = None
    stride: int = 1
    validation: float = 0.0
    mistakes: tuple[str, ...] = ()
    order: str | None = None
    where: Where = field(default=Where(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Written:
    """Where things stand in the text that a spec was parsed from: for messages and edits only.

    ``places`` are the values of arguments by name (``look_back``, ``epochs``) and the calls
    themselves (``data``, ``compile``, ``fit``). A further layer goes to ``end``, between the texts
    ``before`` and ``after``.
    """

    places: tuple[tuple[str, Where], ...] = ()
    end: Where = Where()
    before: str = ""
    after: str = ""

    def place(self, *names: str) -> Where:
        """Where the first of ``names`` stands that is written down; the start of the text else."""
        found = dict(self.places)
        return next((found[name] for name in names if name in found), Where())


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A whole spec: the data, the layers in order, and how they are trained.

    ``optimizer`` and ``loss`` are always calls: ``"adam"`` is ``Call("Adam")``. ``patience``
    None means no early stopping. ``input`` is the shape that the text itself states
    (``Input((20, 1))``, ``input_shape=``), to be checked against the data; None where it states none.
    """

    data: SeriesSource
    layers: tuple[Call, ...]
    optimizer: Call = Call("Adam")
    loss: Call = Call("mse")
    epochs: int = 100
    batch_size: int = 10
    patience: int | None = None
    shuffle: bool = True
    input: Call | None = None
    written: Written = field(default=Written(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the text that mends a problem: replace ``where`` by ``text``."""

    where: Where
    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong, or worth knowing, in a spec: one sentence, where it stands, how to mend it."""

    code: str
    message: str
    where: Where
    severity: Severity = "error"
    edit: Edit | None = None


@dataclass(frozen=True, slots=True)
class DataFacts:
    """What is known of a series without loading it again: enough to check a spec against it.

    ``n`` counts its points, ``minimum``/``maximum`` are of the target, in its own units;
    ``scaled_targets`` is the range of the targets after transform and scaling, test part
    included, where the caller has computed it.
    """

    name: str
    n: int
    columns: tuple[str, ...]
    target: tuple[str, ...]
    season: int | None = None
    frequency: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    scaled_targets: tuple[float, float] | None = None
