"""Generated specs: calls of everything in the catalogue with arguments that fit it."""

from __future__ import annotations

from hypothesis import strategies as st

from rnntui.spec import catalogue, kinds
from rnntui.spec.entries import Argument
from rnntui.spec.mistakes import MISTAKES
from rnntui.spec.records import Call, ModelSpec, SeriesSource, Value
from rnntui.spec.training import ORDERS, SCALES

PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)


def numbers(kind: kinds.Number) -> st.SearchStrategy[Value]:
    low = None if kind.low == -float("inf") else kind.low
    high = None if kind.high == float("inf") else kind.high
    return st.floats(
        low,
        high,
        allow_nan=False,
        allow_infinity=False,
        exclude_min=kind.above and low is not None,
        exclude_max=kind.below and high is not None,
    )


def values(kind: kinds.Checked) -> st.SearchStrategy[Value]:
    """Values that fit a kind."""
    found: st.SearchStrategy[Value]
    if isinstance(kind, (kinds.Whole, kinds.Size)):
        low = kind.low if isinstance(kind, kinds.Whole) else 1
        found = st.integers(low, kind.high)
    elif isinstance(kind, kinds.Number):
        found = numbers(kind)
    elif isinstance(kind, kinds.Flag):
        found = st.booleans()
    elif isinstance(kind, kinds.Choice):
        found = st.sampled_from(kind.options)
    elif isinstance(kind, kinds.Text):
        found = PRINTABLE
    elif isinstance(kind, kinds.Texts):
        found = st.lists(PRINTABLE, max_size=3).map(tuple)
    elif isinstance(kind, kinds.Wholes):
        found = st.lists(st.integers(max(1, kind.low), kind.high), min_size=1, max_size=3).map(tuple)
    elif isinstance(kind, kinds.Named):
        found = st.sampled_from(kind.names)
        if kind.calls:
            found = found | st.sampled_from(kind.calls).flatmap(calls)
    else:
        found = st.sampled_from(kind.only or ("Dense", "Dropout", "LSTM")).flatmap(calls)
    return found | st.none() if getattr(kind, "none", False) else found


@st.composite
def calls(draw: st.DrawFn, name: str) -> Call:
    """A call of ``name``: what must be given, and some of the rest."""
    entry = catalogue.ENTRIES[name]

    def given_here(argument: Argument) -> bool:
        if argument.name in ("input_shape", "batch_input_shape", "input_dim", "input_length"):
            return argument.required
        return argument.required or draw(st.integers(0, 3)) == 0

    args = [(one.name, draw(values(one.checked))) for one in entry.kept if given_here(one)]
    return one_clip(Call(name, tuple(args)))


def one_clip(call: Call) -> Call:
    """Keras takes one of the three ways of clipping."""
    clips = [name for name, value in call.args if name.endswith(("clipnorm", "clipvalue")) and value]
    return Call(call.name, tuple(pair for pair in call.args if pair[0] not in clips[1:]))


layers = st.sampled_from(catalogue.names("layer")).flatmap(calls)
steps = st.sampled_from(["diff", "diff:12", "diff:7"])
transforms = st.tuples(st.booleans(), st.lists(steps, max_size=3)).map(
    lambda pair: (("log",) if pair[0] else ()) + tuple(pair[1])
)
sources = st.builds(
    SeriesSource,
    name=PRINTABLE,
    look_back=st.integers(1, 100_000),
    horizon=st.integers(1, 100_000),
    split=st.floats(0, 1, exclude_min=True, exclude_max=True),
    scale=st.sampled_from(SCALES),
    transform=transforms,
    columns=st.lists(PRINTABLE, max_size=3).map(tuple),
    target=st.lists(PRINTABLE, max_size=3).map(tuple),
    date_column=st.none() | PRINTABLE,
    season=st.none() | st.integers(0, 400),
    stride=st.integers(1, 100),
    validation=st.floats(0, 1, exclude_max=True),
    mistakes=st.lists(st.sampled_from(tuple(MISTAKES)), unique=True).map(tuple),
    order=st.none() | st.sampled_from(ORDERS),
)
specs = st.builds(
    ModelSpec,
    data=sources,
    layers=st.lists(layers, min_size=1, max_size=6).map(tuple),
    optimizer=st.sampled_from(catalogue.names("optimizer")).flatmap(calls),
    loss=st.sampled_from(catalogue.names("loss")).flatmap(calls),
    epochs=st.integers(1, 1_000_000),
    batch_size=st.integers(1, 1_000_000),
    patience=st.none() | st.integers(0, 1000),
    shuffle=st.booleans(),
    input=st.none() | st.lists(st.integers(1, 30), min_size=1, max_size=3).map(
        lambda shape: Call("Input", (("shape", tuple(shape)),))
    ),
)  # fmt: skip
