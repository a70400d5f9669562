"""The optimizers of the catalogue."""

from __future__ import annotations

import math

from rnntui.spec.entries import Argument, Entry
from rnntui.spec.kinds import Flag, Ignored, Number, Refused
from rnntui.spec.records import Value

POSITIVE = Number(0, math.inf, above=True)
_BELOW_ONE = Number(0, 1, below=True)
_EMA = Refused("averaged weights are not in the catalogue")


def _clip(name: str, meaning: str) -> Argument:
    return Argument(name, Number(0, math.inf, above=True, none=True), None, meaning)


_CLIPS = (
    _clip("clipnorm", "cut each matrix's gradient to this length"),
    _clip("clipvalue", "cut each number of a gradient to this size"),
    _clip("global_clipnorm", "cut all gradients together to this length"),
)


def _optimizer(
    name: str, meaning: str, rate: float, *arguments: Argument, decay: float | None = None
) -> Entry:
    """An optimizer whose weight decay stands where Keras has it: second where it has a default."""
    kind = Number(0, math.inf, none=True)
    weight_decay = Argument("weight_decay", kind, decay, "how fast all weights shrink")
    middle = (weight_decay, *arguments) if decay is not None else (*arguments, weight_decay)
    return Entry(
        name,
        "optimizer",
        name,
        (
            Argument("learning_rate", POSITIVE, rate, "how far each batch moves the weights"),
            *middle,
            *_CLIPS,
            *(Argument(one, _EMA) for one in ("use_ema", "ema_momentum", "ema_overwrite_frequency")),
            Argument("loss_scale_factor", Refused("everything is trained in float32")),
            Argument("gradient_accumulation_steps", Refused("use a larger batch_size instead")),
            Argument("name", Ignored()),
        ),
        aliases=(name.lower(),),
        meaning=meaning,
    )


def number(name: str, default: Value, meaning: str, kind: Number = _BELOW_ONE) -> Argument:
    return Argument(name, kind, default, meaning)


_EPSILON = number("epsilon", 1e-7, "keeps steps small where gradients are tiny", POSITIVE)
_MOMENTUM = number("momentum", 0.0, "how much of the last step is kept", Number(0, 1))
_ADAM = (
    number("beta_1", 0.9, "how slowly the mean gradient changes"),
    number("beta_2", 0.999, "how slowly the mean squared gradient changes"),
    _EPSILON,
    Argument("amsgrad", Flag(), False, "never let the mean squared gradient fall"),
)

OPTIMIZERS: tuple[Entry, ...] = (
    _optimizer(
        "SGD",
        "plain gradient descent: steps along the gradient",
        0.01,
        _MOMENTUM,
        Argument("nesterov", Flag(), False, "momentum that looks one step ahead"),
    ),
    _optimizer(
        "RMSprop",
        "steps divided by each weight's usual gradient",
        0.001,
        number("rho", 0.9, "how slowly the usual gradient changes"),
        _MOMENTUM,
        _EPSILON,
        Argument("centered", Flag(), False, "by its variance, not its mean square"),
    ),
    _optimizer("Adam", "RMSprop with momentum: the usual choice", 0.001, *_ADAM),
    _optimizer("AdamW", "Adam whose weights also shrink a little", 0.001, *_ADAM, decay=0.004),
)
