"""What an exported script does wrong on purpose, each where the spec asks for it."""

from __future__ import annotations

import textwrap
from string import Template

from rnntui.spec.export import template
from rnntui.spec.mistakes import OFF_BY_ONE, RESHAPE, SCALE, SPLIT, marks
from rnntui.spec.records import SeriesSource

_SLIPS = {
    SPLIT: "    # Wrong on purpose: what is held out may not look back beyond its own first row.\n",
    OFF_BY_ONE: "    # Wrong on purpose: the windows stop one row too early.\n",
}


def mistaken(source: SeriesSource) -> dict[str, str]:
    """The places of the template where a mistake or an order shows; as usual where there is none."""
    made = source.mistakes
    on_all = SCALE in made
    return {
        "marks": "".join(_comment(sentence) for sentence in marks(source)),
        "fitted_on": "everything, which is wrong on purpose" if on_all else "what is trained on alone",
        "seen": "" if on_all else "[: n_fit - lost]",
        "slips": "".join(line for name, line in _SLIPS.items() if name in made),
        "apart": " + LOOK_BACK" if SPLIT in made else "",
        "early": " - 1" if OFF_BY_ONE in made else "",
        **_shown(RESHAPE in made, source.order),
    }


def _comment(sentence: str) -> str:
    lines = textwrap.wrap(sentence, 100, initial_indent="# ", subsequent_indent="# ")
    return "#\n" + "\n".join(lines) + "\n"


def _shown(one_step: bool, order: str | None) -> dict[str, str]:
    """How a window is shown to the model: with its rows in order, in its own shape."""
    reshape = "    x = x.reshape(len(x), 1, -1)  # wrong on purpose: one step of all the values\n"
    row = "[orders(np.array([start + len(path)]), len(inputs))[0]]" if order else ""
    lines = template.ORDERS[order].rstrip("\n") if order else ""
    return {
        "window": "(1, LOOK_BACK * len(INPUTS))" if one_step else "(LOOK_BACK, len(INPUTS))",
        "shape": "1, LOOK_BACK * F" if one_step else "LOOK_BACK, F",
        "orders": Template(template.ORDER).substitute(order=lines) if order else "",
        "within": "orders(starts, len(inputs))" if order else "np.arange(LOOK_BACK)",
        "reshape": reshape if one_step else "",
        "shown": f"window{row}" + (".reshape(1, 1, -1)" if one_step else "[None]"),
    }
