"""A spec as text again, in one canonical form: ``parse(print_spec(spec)).spec == spec``."""

from __future__ import annotations

from rnntui.spec import catalogue
from rnntui.spec.records import Call, ModelSpec, SeriesSource, Value

WIDTH = 50
"""Columns that a line of the editor holds beside the shapes."""


def print_spec(spec: ModelSpec) -> str:
    """The spec's canonical text, at most 50 columns wide where no single value is longer."""
    layers = [print_call(layer) for layer in ((spec.input,) if spec.input else ()) + spec.layers]
    lines = [line for layer in layers for line in _wrapped("    ", layer, ",")]
    compiled = Call("compile", (("optimizer", spec.optimizer), ("loss", spec.loss)))
    return "\n".join(
        [
            *_wrapped("data = ", print_series(spec.data)),
            "model = Sequential([",
            *lines,
            "])",
            *_wrapped("model.", print_call(compiled)),
            *_wrapped("model.", print_call(_fit(spec))),
            "",
        ]
    )


def print_series(source: SeriesSource) -> str:
    """``Series(...)`` on one line: the look-back, and what differs from the defaults."""
    plain = SeriesSource()
    arguments: list[tuple[str, Value]] = [("name", source.name), ("look_back", source.look_back)]
    for name in (argument.name for argument in catalogue.ENTRIES["Series"].arguments[2:]):
        value: Value = getattr(source, name)
        if value != getattr(plain, name):
            arguments.append((name, value))
    return print_call(Call("Series", tuple(arguments)))


def _fit(spec: ModelSpec) -> Call:
    arguments: list[tuple[str, Value]] = [("epochs", spec.epochs), ("batch_size", spec.batch_size)]
    if spec.patience is not None:
        arguments.append(("patience", spec.patience))
    if not spec.shuffle:
        arguments.append(("shuffle", False))
    return Call("fit", tuple(arguments))


def print_call(call: Call) -> str:
    """A call on one line. The argument that the entry asks for first stands without its name."""
    entry = catalogue.entry(call)
    if entry.family == "loss" and not call.args:
        return print_value(entry.name)
    required = entry.arguments[0].name if entry.arguments and entry.arguments[0].required else ""
    shown = [
        print_value(value) if name == required else f"{name}={print_value(value)}"
        for name, value in call.args
    ]
    name = entry.keras if entry.family == "loss" else entry.name
    return f"{name}({', '.join(shown)})"


def print_value(value: Value) -> str:
    """A literal as Python writes it, texts in double quotes, tuples of texts as lists."""
    if isinstance(value, Call):
        return print_call(value)
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, tuple):
        inner = ", ".join(print_value(one) for one in value)
        if not value or any(isinstance(one, str) for one in value):
            return f"[{inner}]"
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    return repr(value)


def _quoted(text: str) -> str:
    """In double quotes; only a backslash, a quote and what can't be shown are escaped."""
    escaped = "".join(
        "\\" + c if c in '"\\' else c if c.isprintable() else c.encode("unicode_escape").decode()
        for c in text
    )
    return f'"{escaped}"'


def _wrapped(before: str, call: str, after: str = "") -> list[str]:
    """One line, or, where it is too wide, the arguments on as few lines as they need."""
    line = f"{before}{call}{after}"
    if len(line) <= WIDTH or not call.endswith(")") or call.endswith("()"):
        return [line]
    indent = " " * (len(before) - len(before.lstrip()))
    inner = f"{indent}    "
    head, arguments = call.split("(", 1)
    lines = [f"{before}{head}("]
    current = ""
    for piece in _split(arguments[:-1]):
        joined = f"{current} {piece}," if current else f"{inner}{piece},"
        if len(joined) <= WIDTH:
            current = joined
            continue
        lines += [current] if current else []
        *parted, current = _wrapped(inner, piece, ",")
        if parted:
            lines += [*parted, current]
            current = ""
    return [*lines, *([current] if current else []), f"{indent}){after}"]


def _split(arguments: str) -> list[str]:
    """Cut at the commas that stand outside brackets and texts."""
    pieces, start, depth, quoted, skip = [], 0, 0, False, False
    for i, c in enumerate(arguments):
        if skip:
            skip = False
        elif quoted:
            skip, quoted = c == "\\", c != '"'
        elif c == '"':
            quoted = True
        elif c in "([":
            depth += 1
        elif c in ")]":
            depth -= 1
        elif c == "," and depth == 0:
            pieces.append(arguments[start:i].strip())
            start = i + 1
    return [*pieces, arguments[start:].strip()]
