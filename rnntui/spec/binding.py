"""A call of a known name to its arguments: by position or by name, each checked against its kind."""

from __future__ import annotations

import ast

from rnntui.spec import catalogue, fitting, old_names, values
from rnntui.spec.entries import Argument, Entry
from rnntui.spec.kinds import Ignored, Named, Refused
from rnntui.spec.printing import print_value
from rnntui.spec.reader import BAD, Bad, Given, Reader, replace
from rnntui.spec.records import Call, Value, Where
from rnntui.spec.wording import closest, listed


def read_value(reader: Reader, node: ast.expr, names: tuple[str, ...] = ()) -> Value | Bad:
    """The value that an expression stands for, calls of known names included."""
    return values.read_value(reader, node, _nested, names)


def _nested(reader: Reader, node: ast.Call) -> Value | Bad:
    name = values.dotted(node.func)
    where = reader.where(node.func)
    if isinstance(node.func, ast.Call):
        message = "This is Keras's functional style: write the layers as a list, Sequential([LSTM(5), ...])."
        return reader.report("functional", message, reader.where(node))
    if name is None:
        message = "Only a known name can be called here, like LSTM(5)."
        return reader.report("not-literal", message, where)
    entry = values.known(name, *values.VALUE_FAMILIES)
    if entry is None:
        return old_names.unknown_call(reader, name, where)
    return read_call(reader, node, entry)


def read_call(reader: Reader, node: ast.Call, entry: Entry) -> Call | Bad:
    """The call with its arguments in the catalogue's order; ``BAD`` where one of them is wrong."""
    errors = reader.errors
    given = bind(reader, node, entry)
    return BAD if reader.errors > errors else call_of(entry, given, reader.where(node))


def call_of(entry: Entry, given: dict[str, Given], where: Where) -> Call:
    """The call that holds the good ones among the arguments."""
    args: list[tuple[str, Value]] = []
    for argument in entry.kept:
        value = given[argument.name].value if argument.name in given else BAD
        if not isinstance(value, Bad):
            args.append((argument.name, value))
    return Call(entry.name, tuple(args), where)


def bind(reader: Reader, node: ast.Call, entry: Entry, title: str = "") -> dict[str, Given]:
    """The arguments of a call by name, those that are kept; problems are reported.

    ``title`` is how messages call the entry (``model.fit``).
    """
    title = title or entry.keras
    given: dict[str, Given] = {}
    for argument, value, whole in _matched(reader, node, entry, title):
        if argument.name in given:
            message = f"{title}: {argument.name} is given twice: delete one of the two."
            reader.report("twice", message, whole, reader.deletion(whole))
            continue
        given[argument.name] = Given(_read(reader, value, argument, title, whole), reader.where(value), whole)
    for argument in entry.arguments:
        if argument.required and argument.name not in given:
            _missing(reader, node, entry, argument, title)
    kept = {argument.name for argument in entry.kept}
    return {name: one for name, one in given.items() if name in kept}


def _matched(
    reader: Reader, node: ast.Call, entry: Entry, title: str
) -> list[tuple[Argument, ast.expr, Where]]:
    """Each argument of the call that the catalogue has, its value, and where the whole of it stands."""
    matched: list[tuple[Argument, ast.expr, Where]] = []
    for i, value in enumerate(node.args):
        where = reader.where(value)
        if isinstance(value, ast.Starred):
            read_value(reader, value)
        elif isinstance(value, ast.Compare) and isinstance(value.ops[0], ast.Eq):
            _compared(reader, value, where)
        elif i < len(entry.arguments):
            matched.append((entry.arguments[i], value, where))
        else:
            most = len(entry.arguments)
            reader.report(
                "too-many",
                f"{title} takes at most {most} value{'' if most == 1 else 's'} without a name, "
                f"this is number {i + 1}: delete it or give it a name.",
                where,
            )
    for keyword in node.keywords:
        where = reader.where(keyword)
        if keyword.arg is None:
            reader.report("not-literal", "A spec has no **arguments: write name=value for each.", where)
            continue
        argument = entry.find(keyword.arg)
        if argument is None:
            argument = _renamed(reader, keyword.arg, entry, where, title)
        if argument is not None:
            matched.append((argument, keyword.value, where))
    return matched


def _compared(reader: Reader, node: ast.Compare, where: Where) -> None:
    """``epochs==10``, which compares instead of giving a value."""
    text = reader.source(where)
    single = text.replace("==", "=", 1)
    plain = where.line == where.end_line and isinstance(node.left, ast.Name)
    edit = replace(where, single) if plain else None
    reader.report("equals", f"An argument is given with one =, not with ==: write {single}.", where, edit)


def _renamed(reader: Reader, name: str, entry: Entry, whole: Where, title: str) -> Argument | None:
    """Report a name that the entry doesn't have; the argument that was meant, where that is sure."""
    spot = Where(whole.line, whole.column, whole.line, whole.column + len(name))
    old = old_names.argument(entry, name)
    if old is not None:
        edit = replace(spot, old.today) if old.today else reader.deletion(whole)
        reader.report("old-name", old.sentence(title), spot, edit)
        return entry.find(old.today) if old.today else None
    known = [argument.name for argument in entry.kept]
    near = closest(name, known)
    if near is not None:
        message = f"{title} has no argument {name}: did you mean {near}?"
        reader.report("unknown-argument", message, spot, replace(spot, near))
        return entry.find(near)
    takes = f"it takes {listed(known[:6], 'and')}" if known else "it takes none"
    more = ", and more" if len(known) > 6 else ""
    message = f"{title} has no argument {name}: {takes}{more}."
    reader.report("unknown-argument", message, spot, reader.deletion(whole))
    return None


def _missing(reader: Reader, node: ast.Call, entry: Entry, argument: Argument, title: str) -> None:
    shown = print_value(catalogue.EXAMPLES[argument.name])
    named = argument.name != entry.arguments[0].name or title.startswith("model.")
    text = f"{argument.name}={shown}" if named else shown
    where = reader.where(node)
    end = Where(where.end_line, where.end_column - 1, where.end_line, where.end_column - 1)
    edit = replace(end, f", {text}" if node.args or node.keywords else text, f"add {text}")
    message = f"{title} needs {argument.name}, {argument.checked.says()}: write {title}({text})."
    reader.report("missing-argument", message, where, edit)


def _read(reader: Reader, node: ast.expr, argument: Argument, title: str, whole: Where) -> Value | Bad:
    """One argument's value, if it fits."""
    kind = argument.kind
    if isinstance(kind, Ignored):
        if kind.note:
            reader.note("ignored", f"{title}: {argument.name} is read over: {kind.note}.", whole)
        return None
    if isinstance(kind, Refused):
        if isinstance(node, ast.Constant) and node.value in (None, False, "float32"):
            return None  # pasted code says so, and it changes nothing
        edit = reader.deletion(whole)
        message = f"{title}: {argument.name} is not supported, because {kind.reason}."
        return reader.report("refused", message, whole, edit)
    if isinstance(node, ast.Name) and node.id not in reader.constants:
        quoted = fitting.unquoted(reader, node.id, argument.name, kind, title, reader.where(node))
        if quoted is not None:
            return quoted
    bare = fitting.bare_names(kind) if isinstance(kind, Named) else ()
    value = read_value(reader, node, bare)
    if isinstance(value, Bad):
        return BAD
    return fitting.fitting(reader, value, argument.name, kind, title, reader.where(node))
