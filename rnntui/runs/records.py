"""The events: what the worker says, and ``rnntui run --json`` prints.

Each has ``event``, the name at the left below, and all of the fields that stand under it, a list or object
empty and a value null, "" or 0 where there is nothing to say. Numbers that are not finite are null. Values
and RMSE and MAE are in the series' own units; SCORES is {"rmse", "mae", "mase"}. Further fields may come
with later versions.

ready: TensorFlow is imported; the answer to ``warm``.
  run              the request's name
  seconds          how long the import took
  versions         of rnntui, Python, TensorFlow, Keras and numpy, by name
started: a training was accepted.
  run              the request's name, as in all that follows of it
  seed             of the first weights and the batch order
  params           trainable and other parameters
  input_shape      [look_back, columns]
  windows          {"train", "validation", "test"}: how many
  engine           "xla" or "graph"
  threads          of TensorFlow's arithmetic
  spec             the spec that runs, as text
  versions         as in ready
  notes            sentences on what was found in the data, and the warnings about the spec
progress: some epochs have ended, or a part of a long one.
  run              the request's name
  epoch            epochs that have ended
  epochs           epochs at most
  loss             of every epoch that ended since the last progress
  val_loss         as many, of the watched part; empty where nothing is watched
  epochs_per_second  since training began
  recursive        the first target's recursive forecast from the start of the test part, at most 500
                   steps; after 1, 3, 10, 30, ... epochs and, in a run that lasts, as often as it costs little
  stage            "train", or "final" while --final-fit trains again on everything
finished: a training has ended.
  run              the request's name
  status           "completed", "stopped" (and kept), "cancelled" (nothing kept) or "diverged"
  epochs           epochs that have ended
  best_epoch       the epoch whose weights were kept; 0: none
  early            whether patience ended it
  selected_on      the part that was watched, by which patience chooses the epoch: "validation", or "test"
                   where the spec sets none aside; "none" where there was nothing to watch, or nothing ran
  seconds          {"import", "compile", "train", "total"}; total without import, from the request on
  metrics          {"one_step": SCORES, "recursive": SCORES, "direct": SCORES}, null where there is none;
                   direct, of a horizon above 1, is over all leads and has SCORES of each under "leads".
                   An rmse of null in SCORES is infinite: the forecast ran away.
                   Of several targets rmse and mae are null, and mase is the mean of theirs
  baselines        the same for each baseline by name, null where it can't be made
  verdict          {"one_step", "recursive", "direct"}: the baselines that are beaten and those that are
                   not, by RMSE; of several targets by their mean MASE, which it says
  targets          of several targets {name: {"metrics", "baselines", "verdict"}}, each in its own units;
                   empty for one
  forecast         {"index", "values"} beyond the end of the data, where it was asked for; of several
                   targets values are the first's, and "targets" has {name: values} of all
  findings         what was diagnosed, the gravest first: {"code", "severity", "measured", "threshold",
                   "message", "fix", "changes"} each; severity is "warning" or "note", fix a sentence, changes
                   the same as {argument: value}, such as {"epochs": 2000}; of the first target
  files            {"dir"}: where the run's files lie; empty where none were written
  reasons          why there is none of a score or baseline, by its name
  notes            sentences to read beside the result
  params           as in started
  found            the notes of started: they belong to the result as well, when it is looked at again
failed: a request can't be done; nothing follows.
  run              the request's name; "" where no run was begun: the spec or the data were refused before,
                   or the line was not understood
  kind             "spec", "data", "worker" or "internal"
  code             short and stable, such as "unknown-column"; "interrupted" in `rnntui runs --json` alone:
                   the interface that trained the run ended before it
  message          what is wrong, in a sentence
  hint             what to do about it; of a worker that died, the end of its log on further lines
  line             of the spec or the file, from 1, where there is one
  column           of that line, from 1
described: a series as read; the answer to ``describe``.
  run              the request's name; "" on the command line, where it is about no run
  name             of the series, or the path of its file
  title            the same for people
  n                rows
  columns          the names of its columns
  target           the columns that are forecast unless the spec says otherwise
  season           rows in a season, null where none is known
  frequency        such as "monthly"; null without dates
  minimum          of the first target
  maximum          of the first target
  first            the first row's label
  last             the last row's label
  units            of the first target
  notes            sentences on what was found while reading
  rows             which rows (from 0) ``values`` are
  values           the first target, thinned to at most 2,000 points: the lowest and highest of stretches
  labels           of the same rows
  description      rows, first, last, frequency, season, missing, and "columns" with each one's name,
                   units, minimum, mean and maximum
forecasted: a stored model's forecast beyond the end of its data; the answer to ``forecast``.
  run              the request's name; on the command line that of the run whose model it is
  index            the labels of the rows that are forecast
  values           the first target's forecast
  history_index    the labels of the last rows of the data, at most 200
  history          the first target in those rows
  targets          of several targets {name: values} of all; empty for one
  history_targets  the same of history
  notes            sentences on what was found in the data
summary: several runs that differ in their seed alone, taken together; after them, with --seeds.
  seeds            in the order in which they ran
  metrics          as in finished, with {"median", "low", "high"} in the place of each number
  forecast         equally long lists "index", "part" ("test" or "future"), "mean", "low", "high", whose
                   entries are lists of several targets' values; null where nothing can be fed back
  verdict          as in finished, of the median
  targets          of several targets {name: {"metrics", "verdict"}}; empty for one
  runs             the runs' names
  notes            which seeds did not complete
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeAlias


@dataclass(frozen=True, slots=True)
class Ready:
    """TensorFlow is imported."""

    event: ClassVar[str] = "ready"
    run: str
    seconds: float
    versions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Started:
    """The request is accepted: what will be trained, on what, by which engine."""

    event: ClassVar[str] = "started"
    run: str
    seed: int
    params: int
    input_shape: tuple[int, ...]
    windows: dict[str, int]
    engine: str
    threads: int
    spec: str
    versions: dict[str, str]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """The losses of every epoch since the last progress."""

    event: ClassVar[str] = "progress"
    run: str
    epoch: int
    epochs: int
    loss: tuple[float | None, ...]
    val_loss: tuple[float | None, ...]
    epochs_per_second: float
    recursive: tuple[float | None, ...] = ()
    stage: str = "train"


@dataclass(frozen=True, slots=True)
class Finished:
    """How a run ended, its scores, and where its files lie."""

    event: ClassVar[str] = "finished"
    run: str
    status: str
    epochs: int = 0
    best_epoch: int = 0
    early: bool = False
    selected_on: str = "none"
    seconds: dict[str, float] = field(default_factory=dict)
    metrics: dict[str, Any] = field(default_factory=dict)
    baselines: dict[str, Any] = field(default_factory=dict)
    verdict: dict[str, str | None] = field(default_factory=dict)
    targets: dict[str, dict[str, Any]] = field(default_factory=dict)
    forecast: dict[str, Any] | None = None
    findings: tuple[dict[str, Any], ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    params: int = 0
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """The request can't be done. On the wire ``failure`` is called ``kind``."""

    event: ClassVar[str] = "failed"
    run: str
    failure: str
    code: str
    message: str
    hint: str = ""
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """A series as read: what the interface needs to check specs against it and to draw it."""

    event: ClassVar[str] = "described"
    run: str
    name: str
    title: str
    n: int
    columns: tuple[str, ...]
    target: tuple[str, ...]
    season: int | None
    frequency: str | None
    minimum: float
    maximum: float
    first: str
    last: str
    units: str = ""
    notes: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    values: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()
    description: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Forecasted:
    """A stored model's forecast beyond the end of its data."""

    event: ClassVar[str] = "forecasted"
    run: str
    index: tuple[str, ...]
    values: tuple[float | None, ...]
    history_index: tuple[str, ...] = ()
    history: tuple[float, ...] = ()
    targets: dict[str, tuple[float | None, ...]] = field(default_factory=dict)
    history_targets: dict[str, tuple[float, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """Several runs that differ in their seed alone, taken together (``rnntui run --seeds N``)."""

    event: ClassVar[str] = "summary"
    seeds: tuple[int, ...]
    metrics: dict[str, Any]
    forecast: dict[str, Any] | None = None
    verdict: dict[str, str | None] = field(default_factory=dict)
    targets: dict[str, dict[str, Any]] = field(default_factory=dict)
    runs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


Event: TypeAlias = Ready | Started | Progress | Finished | Failed | Described | Forecasted | Summary
