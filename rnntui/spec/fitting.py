"""Whether a value fits its argument, and what to say where it does not."""

from __future__ import annotations

from rnntui.spec import catalogue, old_names
from rnntui.spec.entries import Entry
from rnntui.spec.kinds import Checked, Choice, Named, Number, Size, Text, Texts, Whole
from rnntui.spec.literals import Missing
from rnntui.spec.printing import print_value
from rnntui.spec.reader import Bad, Reader, replace
from rnntui.spec.records import Call, Value, Where
from rnntui.spec.wording import closest, listed

_LAYERS_IN_BETWEEN = ("LeakyReLU", "ELU", "Activation", "Dropout", "BatchNormalization")
_USUAL: dict[str, tuple[str, ...]] = {
    "loss": ("mse", "mae", "huber"),
    "optimizer": ("adam", "sgd", "rmsprop", "adamw"),
    "activation": ("linear", "tanh", "sigmoid", "relu"),
    "initializer": ("glorot_uniform", "he_normal", "orthogonal", "zeros"),
    "regularizer": ("l1", "l2"),
    "constraint": ("max_norm", "non_neg"),
}
"""What messages name of each family."""

_ACCURACY = ("acc", "accuracy", "binary_accuracy")


def fitting(reader: Reader, value: Value, name: str, kind: Checked, title: str, where: Where) -> Value | Bad:
    """``value`` as it is kept (``(3,)`` as 3), if it fits its kind.

    A whole number is kept as a float where any number may stand: Keras refuses ``learning_rate=1``.
    """
    if kind.fits(value):
        if isinstance(kind, Number) and isinstance(value, int):
            return float(value)
        return value[0] if isinstance(kind, Size) and isinstance(value, tuple) else value
    if isinstance(kind, Named):
        return _named(reader, value, name, kind, title, where)
    mended = kind.mended(value)
    mend = "" if isinstance(mended, Missing) else f"; write {print_value(mended)}"
    edit = None if isinstance(mended, Missing) else replace(where, print_value(mended))
    numeric = isinstance(kind, (Whole, Number, Size)) and isinstance(value, (int, float))
    code = "wrong-range" if numeric and not isinstance(value, bool) else "wrong-type"
    message = f"{title}: {name} must be {kind.says()}, not {_quoted(reader, value, where)}{mend}."
    return reader.report(code, message, where, edit)


def shown(value: Value) -> str:
    """A value as messages quote it."""
    text = print_value(value)
    text = text if len(text) <= 40 else text[:37] + "..."
    return f"the text {text}" if isinstance(value, str) else text


def bare_names(kind: Named) -> tuple[str, ...]:
    """Names that may stand without quotes, because Keras has functions or classes of that name."""
    if kind.family == "optimizer":
        return ()
    if kind.family == "loss":
        return tuple(name for name in kind.names if name.islower())
    return kind.names


def unquoted(reader: Reader, word: str, name: str, kind: Checked, title: str, where: Where) -> Bad | None:
    """Report a text that lacks its quotes; None where it is none."""
    text = word
    if isinstance(kind, Named):
        if word in bare_names(kind) or catalogue.CANONICAL.get(word) == word:
            return None  # a function, or a class that is not called
        if word not in kind.names:
            return _named(reader, word, name, kind, title, where)
    elif isinstance(kind, Choice):
        text = word if word in kind.options else ""
    elif not isinstance(kind, (Text, Texts)):
        return None
    if not text or word.lower() in ("true", "false", "none", "null"):
        return None
    quoted = print_value(text)
    message = f"{title}: {name} is a text, and a text stands in quotes: {quoted}."
    return reader.report("quote", message, where, replace(where, quoted))


def _named(reader: Reader, value: Value, name: str, kind: Named, title: str, where: Where) -> Bad:
    """Report a name that its family does not have, or something that is no name."""
    if isinstance(value, Call):
        return _called(reader, value, name, kind, title, where)
    if not isinstance(value, str):
        message = f"{title}: {name} must be {kind.says()}, not {_quoted(reader, value, where)}."
        return reader.report("wrong-type", message, where)
    entry = catalogue.find(value)
    if entry is not None and entry.family == kind.family:
        return _by_call_only(reader, value, entry, name, kind, title, where)
    if kind.family == "loss" and value.lower() in _ACCURACY:
        message = f'{title}: {value} counts right classes, and amounts have none: write loss="mse".'
        return reader.report("unknown-name", message, where, replace(where, '"mse"'))
    if _is_elsewhere(value, kind.family):
        has = listed([print_value(one) for one in ("mse", "mae", "huber")], "and")
        if kind.family == "optimizer":
            has = listed([print_value(one.lower()) for one in catalogue.names("optimizer")], "and")
        message = f"{title}: Keras has the {kind.family} {print_value(value)}, rnntui's catalogue has {has}."
        return reader.report("not-in-catalogue", message, where)
    near = old_names.VALUES.get(kind.family, {}).get(value.lower()) or closest(value, kind.names)
    if near is not None:
        meant = print_value(near)
        message = f"{title}: there is no {kind.family} {print_value(value)}: did you mean {meant}?"
        return reader.report("unknown-name", message, where, replace(where, meant))
    few = listed([print_value(one) for one in _USUAL[kind.family] if one in kind.names], "and")
    more = "" if kind.family == "optimizer" else ", and more"
    message = f"{title}: there is no {kind.family} {print_value(value[:40])}: there is {few}{more}."
    return reader.report("unknown-name", message, where)


def _by_call_only(
    reader: Reader, value: str, entry: Entry, name: str, kind: Named, title: str, where: Where
) -> Bad:
    """A name of the right family that this argument does not take, or not in quotes."""
    if entry.name not in kind.calls:
        message = f"{title}: {name} can't be {print_value(value)}, which is for matrices only."
        return reader.report("wrong-type", message, where)
    call = "Constant(0.1)" if entry.name == "Constant" else print_value(catalogue.example(entry))
    message = f"{title}: {print_value(value)} needs its numbers: write {call}, without quotes."
    return reader.report("wrong-type", message, where, replace(where, call))


def _quoted(reader: Reader, value: Value, where: Where) -> str:
    """A value as messages quote it; a list as it stands in the text."""
    return reader.source(where) if isinstance(value, tuple) else shown(value)


def _called(reader: Reader, value: Call, name: str, kind: Named, title: str, where: Where) -> Bad:
    """A call that belongs elsewhere: a layer as an activation, a loss as an optimizer."""
    message = f"{title}: {name} must be {kind.says()}, not {shown(value)}."
    if kind.family == "activation" and value.name in _LAYERS_IN_BETWEEN:
        message = f"{title}: {value.name} is a layer: put it on a line of its own after this one."
    elif kind.family == "activation":
        message = f"{title}: {name} must be a name in quotes, not {shown(value)}."
    elif catalogue.entry(value).family == kind.family:
        message = f"{title}: {name} can't be {value.name}, which is for matrices only."
    return reader.report("wrong-type", message, where)


def _is_elsewhere(value: str, family: str) -> bool:
    """Whether Keras knows the name as a loss or an optimizer that is not in the catalogue."""
    if family == "optimizer":
        return value.lower() in {name.lower() for name in old_names.KERAS_OPTIMIZERS}
    plain = value.lower().replace("_", "")
    short = ("bce", "mape", "msle", "kld")
    known = {name.lower() for name in old_names.KERAS_LOSSES}
    return family == "loss" and (plain in known or plain in short)
