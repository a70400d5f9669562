"""What the interface asks of the worker; see rnntui/runs/protocol.py for the lines they travel as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias


@dataclass(frozen=True, slots=True)
class Train:
    """Train one spec with one seed; ``dir`` is an existing empty folder for the run's files.

    ``forecast`` is the number of steps beyond the end of the data. Relative paths in the spec are
    meant from ``cwd``.
    """

    kind: ClassVar[str] = "train"
    run: str
    spec: str
    dir: str
    cwd: str
    seed: int = 0
    forecast: int = 0
    final_fit: bool = False


@dataclass(frozen=True, slots=True)
class Describe:
    """Read and check a series without TensorFlow; answered by ``Described`` or ``Failed``."""

    kind: ClassVar[str] = "describe"
    run: str
    name: str
    cwd: str
    columns: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    date_column: str | None = None
    season: int | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """Forecast with the stored model in ``dir``, on ``name`` (None: the data it was trained on)."""

    kind: ClassVar[str] = "forecast"
    run: str
    dir: str
    cwd: str
    steps: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """End the run's training now, keep what was trained."""

    kind: ClassVar[str] = "stop"
    run: str


@dataclass(frozen=True, slots=True)
class Cancel:
    """End the run now, keep nothing."""

    kind: ClassVar[str] = "cancel"
    run: str


@dataclass(frozen=True, slots=True)
class Warm:
    """Import TensorFlow now, so that the next run starts at once; answered by ``Ready``."""

    kind: ClassVar[str] = "warm"
    run: str = ""


Request: TypeAlias = Train | Describe | Forecast | Stop | Cancel | Warm
