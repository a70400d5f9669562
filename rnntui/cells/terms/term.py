"""One step of a cell with one unit and one input, as terms in words and numbers, in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field

from rnntui.cells.activations import Array
from rnntui.cells.parts import Gate, GateGradient, GateWeights

SYMBOLS = {"tanh": "tanh", "sigmoid": "σ", "relu": "relu", "linear": ""}
"""How a formula writes each activation."""

SLOPES = {"tanh": "1 − {}²", "sigmoid": "{}·(1 − {})", "relu": "1 if {} > 0, else 0", "linear": "1"}
"""The slope of each activation, by the value that it has there."""


@dataclass(frozen=True, slots=True)
class Term:
    """One line of a step."""

    part: str
    """The gate or state it belongs to: h, i, f, g, c, o, z, r, ĥ, x."""
    name: str
    """What it is, in words."""
    formula: str
    """Its formula in symbols; ∂a stands for ∂loss/∂a."""
    numbers: str
    """The same with numbers in place of symbols."""
    value: float


@dataclass(slots=True)
class Listing:
    """Collects the terms of a step; numbers are written with ``digits`` significant digits."""

    digits: int = 4
    terms: list[Term] = field(default_factory=list)

    def number(self, value: float) -> str:
        """A number as it stands alone."""
        return f"{value + 0.0:.{self.digits}g}".replace("-", "−")  # + 0.0: never "−0"

    def factor(self, value: float) -> str:
        """A number as it stands in a product: in brackets if negative."""
        text = self.number(value)
        return f"({text})" if text.startswith("−") else text

    def given(self, part: str, name: str, formula: str, value: float) -> None:
        """A number that nothing is computed for: a bias, a pin, a gradient from outside."""
        self.terms.append(Term(part, name, formula, self.number(value), value))

    def product(self, part: str, name: str, formula: str, factors: tuple[float, ...], value: float) -> None:
        """A product of numbers."""
        numbers = " × ".join(self.factor(one) for one in factors)
        self.terms.append(Term(part, name, formula, numbers, value))

    def sum(self, part: str, name: str, formula: str, summands: tuple[float, ...], value: float) -> None:
        """A sum of numbers; negative ones are taken away."""
        numbers = self.number(summands[0])
        for one in summands[1:]:
            text = self.number(one)
            numbers += f" − {text[1:]}" if text.startswith("−") else f" + {text}"
        self.terms.append(Term(part, name, formula, numbers, value))

    def activation(self, part: str, kind: str, of: str, total: float, value: float) -> None:
        """An activation of a sum."""
        if kind == "linear":
            self.given(part, "the sum itself", of, value)
            return
        symbol = SYMBOLS[kind]
        what = Term(part, f"{kind} of {of}", f"{symbol}({of})", f"{symbol}({self.number(total)})", value)
        self.terms.append(what)

    def slope(self, part: str, kind: str, of: str, value: float, slope: float) -> None:
        """The slope of an activation, where it has ``value``."""
        name = f"slope of {kind} there"
        numbers = SLOPES[kind].replace("{}", self.factor(value)).replace("·", " × ")
        self.terms.append(Term(part, name, SLOPES[kind].replace("{}", of), numbers, slope))


def scalar(array: Array) -> float:
    """The one number of an array."""
    return float(array.item())


def need_one(gate: GateWeights, x: Array) -> None:
    """Refuses what cannot be listed number by number.

    Raises:
        ValueError: unless there is one unit, one input and one window.
    """
    features, units = gate.w.shape
    if (features, units, x.size) != (1, 1, 1):
        raise ValueError(
            "The terms of a step are listed for one unit, one input and one window: "
            f"this cell has {units} units and {features} inputs, and its input has the shape {x.shape}."
        )


@dataclass(frozen=True, slots=True)
class Names:
    """How one gate's numbers are called in formulas."""

    part: str
    x_weight: str
    h_weight: str
    bias: str
    total: str
    c: str = "c_prev"

    @classmethod
    def of(cls, part: str, c: str = "c_prev") -> Names:
        """The names of a gate: w_f, u_f, b_f, s_f for f."""
        return cls(part, f"w_{part}", f"u_{part}", f"b_{part}", f"s_{part}", c)


def list_gate(
    to: Listing,
    names: Names,
    weights: GateWeights,
    kind: str,
    gate: Gate,
    x: Array,
    h: Array,
    c: Array | None = None,
) -> None:
    """Products, sum and activation of one gate; ``c`` is what its peephole sees."""
    part = names.part
    if gate.pinned:
        to.given(part, "held at", part, scalar(gate.value))
        return
    w, u = scalar(weights.w), scalar(weights.u)
    symbols, summands = [f"x·{names.x_weight}"], [scalar(gate.x_w)]
    to.product(part, "input × weight", symbols[0], (scalar(x), w), summands[0])
    symbols.append(f"h_prev·{names.h_weight}")
    summands.append(scalar(gate.h_u))
    to.product(part, "state before × weight", symbols[1], (scalar(h), u), summands[1])
    if gate.c_p is not None and weights.p is not None and c is not None:
        symbols.append(f"{names.c}·p_{part}")
        summands.append(scalar(gate.c_p))
        to.product(part, "cell state × peephole", symbols[-1], (scalar(c), scalar(weights.p)), summands[-1])
    for name, symbol, bias in (("bias", names.bias, gate.b), ("second bias", f"b_h{part}", gate.b_h)):
        if bias is not None:
            symbols.append(symbol)
            summands.append(scalar(bias))
            to.given(part, name, symbol, summands[-1])
    total = scalar(gate.total)
    to.sum(part, "sum", " + ".join(symbols), tuple(summands), total)
    to.activation(part, kind, names.total, total, scalar(gate.value))


def list_gate_gradient(
    to: Listing,
    names: Names,
    weights: GateWeights,
    kind: str,
    gate: Gate,
    back: GateGradient,
    x: Array,
    h: Array,
    c: Array | None = None,
) -> None:
    """From ∂value of one gate, which is listed before, to its sum, its weights, its inputs and its state."""
    if gate.pinned:
        return
    part, value, total = names.part, scalar(gate.value), scalar(back.total)
    to.slope(part, kind, part, value, scalar(gate.slope))
    factors = (scalar(back.value), scalar(gate.slope))
    to.product(part, "gradient at the sum", f"∂{part}·slope", factors, total)
    for name, symbol, factor in ((names.x_weight, "x", scalar(x)), (names.h_weight, "h_prev", scalar(h))):
        at = f"∂{names.total}·{symbol}"
        to.product(part, f"gradient at {name}", at, (total, factor), total * factor)
    for name in (names.bias,) if weights.b_h is None else (names.bias, f"b_h{part}"):
        to.given(part, f"gradient at {name}", f"∂{names.total}", total)
    if weights.p is not None and c is not None:
        at, seen, p = f"∂{names.total}", scalar(c), scalar(weights.p)
        to.product(part, f"gradient at p_{part}", f"{at}·{names.c}", (total, seen), total * seen)
        to.product(part, f"sent back to {names.c}", f"{at}·p_{part}", (total, p), scalar(back.c))
    to.product(
        part, "sent back to x", f"∂{names.total}·{names.x_weight}", (total, scalar(weights.w)), scalar(back.x)
    )
    factors = (total, scalar(weights.u))
    to.product(part, "sent back to h_prev", f"∂{names.total}·{names.h_weight}", factors, scalar(back.h))
