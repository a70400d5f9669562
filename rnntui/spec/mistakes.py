"""What a spec does wrong on purpose: its words, and the sentence that marks every result."""

from __future__ import annotations

from rnntui.spec.printing import print_value
from rnntui.spec.reader import Reader, replace
from rnntui.spec.records import SeriesSource, Where
from rnntui.spec.training import MISTAKES
from rnntui.spec.wording import closest, counted, listed

SCALE, SPLIT, OFF_BY_ONE, RESHAPE = MISTAKES


def read_mistakes(reader: Reader, names: tuple[str, ...], where: Where) -> tuple[str, ...]:
    """The mistakes, if each of them is known and none is made twice."""
    for i, name in enumerate(names):
        if name in names[:i]:
            edit = replace(where, print_value(tuple(dict.fromkeys(names))))
            message = f'Series: mistakes has "{name}" twice: once is enough.'
            reader.report("mistakes", message, where, edit)
            return ()
        if name not in MISTAKES:
            _unknown(reader, names, name, where)
            return ()
    return names


def _unknown(reader: Reader, names: tuple[str, ...], name: str, where: Where) -> None:
    near = closest(name.replace("_", "-"), MISTAKES)
    if near is None:
        known = listed([f'"{one}"' for one in MISTAKES], "and")
        reader.report("mistakes", f'Series: there is no mistake "{name[:40]}": there is {known}.', where)
        return
    mended = tuple(near if one == name else one for one in names)
    message = f'Series: there is no mistake "{name}": did you mean "{near}"?'
    reader.report("mistakes", message, where, replace(where, print_value(mended)))


def marks(source: SeriesSource) -> tuple[str, ...]:
    """A sentence for everything that is done wrong on purpose, and what it does to the score."""
    said = {
        SCALE: "the scaler saw the test part: this score may be too good",
        SPLIT: "the series was split before it was cut into windows: of the test part "
        f"{counted(source.look_back, 'row')} at its start can't be forecast, and this score is over the rest",
        OFF_BY_ONE: "the windows stop one row too early, as range(len - look_back - 1) makes them: "
        "this score leaves out the last row",
        RESHAPE: f"each window was shown as one step of all its values, not as {source.look_back} steps: "
        "a recurrent layer remembers nothing then, and this is the score of a model without a memory",
    }
    mistakes = [f"Wrong on purpose: {said[name]}." for name in source.mistakes]
    orders = {
        "fixed": "the rows of every window stood in one scrambled order, the same in training and test: "
        "this score says what the order is worth to the model",
        "test-only": "the rows of the test windows were scrambled, those of the training windows were not: "
        "this score is far worse than the model is",
        "each-row": "the rows of every window were scrambled anew, in training and test: "
        "this score is of a model that can't know which value came when",
    }
    return (*mistakes, *([f"Scrambled on purpose: {orders[source.order]}."] if source.order else []))


def marks_in_short(source: SeriesSource) -> str:
    """The same by their names, in one sentence; empty where nothing is done on purpose."""
    said = [f"wrong on purpose: {listed(list(source.mistakes), 'and')}"] if source.mistakes else []
    said += [f"rows scrambled: {source.order}"] if source.order else []
    line = "; ".join(said)
    return f"{line[0].upper()}{line[1:]}." if line else ""
