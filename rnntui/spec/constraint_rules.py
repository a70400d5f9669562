"""Whether a constraint can measure the weight it is given for."""

from __future__ import annotations

from rnntui.spec.catalogue import argument
from rnntui.spec.records import Call
from rnntui.spec.shape_parts import Mismatch, flag, shape_text, without

_SWITCHES = {"bias": "use_bias", "beta": "center", "gamma": "scale"}


def check_constraint(call: Call, weight: str, constraint: Call) -> None:
    """Keras measures a weight along ``axis`` only when it trains: an axis that isn't there fails then."""
    axis = constraint.get("axis")
    if axis is None or (weight in _SWITCHES and not flag(call, _SWITCHES[weight])):
        return
    count = _axis_count(call, weight)
    several = axis if isinstance(axis, tuple) else (axis,)
    places = [one + count if isinstance(one, int) and one < 0 else one for one in several]
    if all(isinstance(one, int) and 0 <= one < count for one in places) and len({*places}) == len(places):
        return
    shown = shape_text(axis) if isinstance(axis, tuple) else str(axis)
    what = "recurrent kernel" if weight == "recurrent" else weight
    *rest, last = map(str, range(count))
    has = f"the axes {', '.join(rest)} and {last}: write one of them" if rest else "the axis 0 only: write 0"
    raise Mismatch(
        "constraint-axis",
        f"{constraint.name} can't measure the {what} of {call.name} along axis={shown}; it has {has}, or "
        "delete axis, which means 0",
        mended=without(constraint, "axis"),
    )


def _axis_count(call: Call, weight: str) -> int:
    """How many axes a weight of a layer has."""
    if weight in ("kernel", "recurrent", "embeddings"):
        return 3 if call.name == "Conv1D" else 2
    if call.name == "GRU" and flag(call, "reset_after"):
        return 2  # a bias for the input and one for the state
    axis = argument(call, "axis") if call.name == "LayerNormalization" else None
    return len(axis) if isinstance(axis, tuple) else 1
