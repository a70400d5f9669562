"""Parts that a spec needs and a text lacks: each with the line that adds it."""

from __future__ import annotations

from rnntui.spec.reader import after, replace
from rnntui.spec.records import Where
from rnntui.spec.statements import Statements

_DATA = 'data = Series("airline", look_back=20)'
_MODEL = """model = Sequential([
    SimpleRNN(5),
    Dense(1),
])"""
_COMPILE = 'compile(optimizer=Adam(learning_rate=0.001), loss="mse")'
_FIT = "fit(epochs=100, batch_size=10)"


def report_missing(found: Statements) -> None:
    """Report what is not there; nothing where another error may be the reason."""
    reader = found.reader
    start = Where()
    name = found.model or "model"
    if not found.lines and found.model is None and not reader.problems:
        whole = "\n".join([_DATA, _MODEL, f"model.{_COMPILE}", f"model.{_FIT}", ""])
        reader.report(
            "empty",
            "The spec is empty: it needs data, a model, compile and fit.",
            start,
            replace(start, whole, "begin with a small model"),
        )
        return
    if not found.has("data"):
        reader.report(
            "no-data",
            f"There is no data: begin with {_DATA}.",
            start,
            replace(start, f"{_DATA}\n", "add the data"),
        )
    if found.model is None:
        place = after(found.places["data"]) if "data" in found.places else start
        reader.report(
            "no-model",
            "There is no model: write model = Sequential([...]) with its layers.",
            place,
            replace(place, f"\n{_MODEL}", "add a model"),
        )
    elif not found.layers and found.whole:
        reader.report(
            "no-layers",
            f"{name} has no layers: write at least one, the last as large as the target, like Dense(1).",
            found.places.get("model", start),
            replace(found.end[0], f"{found.end[1]}Dense(1){found.end[2]}", "add Dense(1)"),
        )
    _calls(found, name)


def _calls(found: Statements, name: str) -> None:
    """``compile`` and ``fit``, at the end of the text or before the other."""
    reader = found.reader
    last = len(reader.lines)
    end = Where(last, len(reader.lines[-1]) + 1, last, len(reader.lines[-1]) + 1)
    newline = "\n" if reader.lines[-1].strip() else ""
    no_compile = not found.has("compile") and "compile" not in found.others.mentioned
    no_fit = not found.has("fit") and "fit" not in found.others.mentioned
    both = no_compile and no_fit
    if no_compile:
        fit = found.places.get("fit")
        edit = replace(end, f"{newline}{name}.{_COMPILE}\n", "add compile")
        if both:
            edit = replace(end, f"{newline}{name}.{_COMPILE}\n{name}.{_FIT}\n", "add compile and fit")
        elif fit is not None:
            start = Where(fit.line, 1, fit.line, 1)
            edit = replace(start, f"{name}.{_COMPILE}\n", "add compile")
        reader.report(
            "no-compile",
            f'There is no {name}.compile: say how to train, {name}.compile(optimizer="adam", loss="mse").',
            end,
            edit,
        )
    if no_fit:
        reader.report(
            "no-fit",
            f"There is no {name}.fit: say how long to train, {name}.{_FIT}.",
            end,
            None if both else replace(end, f"{newline}{name}.{_FIT}\n", "add fit"),
        )
