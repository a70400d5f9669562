"""The statements of a spec, one after the other: what each contributes to the model."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from rnntui.spec import binding, catalogue, foreign, old_names, parts, values
from rnntui.spec.entries import Entry
from rnntui.spec.parsed import Line, Part
from rnntui.spec.printing import print_call
from rnntui.spec.reader import BAD, Bad, Given, Reader, after, before, replace
from rnntui.spec.records import Call, SeriesSource, Where
from rnntui.spec.training import MAX_LAYERS
from rnntui.spec.wording import closest

METHODS = ("add", "compile", "fit")
_PARTS = ("Series", "Sequential")
_NEAR = 0.85  # make_series is a function of the user's, sequental is not


class Statements:
    """Goes through the statements and gathers the parts of the spec."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.source: SeriesSource | None = None
        self.model: str | None = None
        self.layers: list[Call] = []
        self.whole = True  # every layer could be read
        self.input: Call | None = None
        self.compiled: parts.Compiled | None = None
        self.fitted: parts.Fitted | None = None
        self.lines: list[Line] = []
        self.places: dict[str, Where] = {}
        self.end: tuple[Where, str, str] = (Where(), "", "")
        self.others = foreign.Foreign(reader)

    def read(self, body: list[ast.stmt]) -> None:
        for node in body:
            self._statement(node)
        self.others.report()

    def read_alone(self, node: ast.stmt) -> None:
        """Read one line of a broken text, where a layer may stand without the list around it."""
        value = node.value if isinstance(node, ast.Expr) else None
        called = (values.dotted(value.func) or "") if isinstance(value, ast.Call) else ""
        if value is not None and catalogue.find(called.rpartition(".")[2], "layer") is not None:
            self._layer(value)
        else:
            self._statement(node)

    def has(self, part: Part) -> bool:
        """Whether the text has such a part, readable or not."""
        return any(line.part == part for line in self.lines)

    # ------------------------------------------------------------ kinds of statements
    def _statement(self, node: ast.stmt) -> None:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            self.others.imported(node)
        elif isinstance(node, ast.Assign) and len(node.targets) == 1:
            self._assignment(node, node.targets[0], node.value)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            self._assignment(node, node.target, node.value)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            if not self._call(node.value, node):
                self.others.add(node)
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            self.others.add(node)

    def _assignment(self, node: ast.stmt, target: ast.expr, value: ast.expr) -> None:
        name = target.id if isinstance(target, ast.Name) else None
        if isinstance(value, ast.Call) and self._call(value, node, name):
            return
        if name is None or not foreign.is_constant(value):
            self.others.add(node)
            if name is not None:
                self.reader.constants[name] = BAD
            return
        self.reader.constants[name] = binding.read_value(self.reader, value)

    def _call(self, node: ast.Call, statement: ast.stmt, name: str | None = None) -> bool:
        """Read a call that is a part of the spec; False where it is none."""
        called = values.dotted(node.func) or ""
        owner, _, last = called.rpartition(".")
        last = self._part_meant(node, last)
        if last == "Series":
            self._data(node, statement)
        elif last == "Sequential":
            self._sequential(node, statement, name)
        elif last in METHODS and owner and owner not in foreign.LIBRARIES:
            self._method(node, statement, owner, last)
        elif owner and owner == self.model and self._misspelt(node, statement, owner, last):
            return True
        elif last in old_names.TENSORFLOW_1:
            self.reader.report(*old_names.tensorflow_1(called, self.reader.where(statement)))
        else:
            return False
        return True

    def _part_meant(self, node: ast.Call, called: str) -> str:
        """``sequential([...])``: report it, and read it as what was meant."""
        meant = closest(called, _PARTS, _NEAR)
        if meant in (None, called) or catalogue.find(called, "layer") is not None:
            return called
        where = self.reader.where(node.func)
        spot = Where(where.end_line, where.end_column - len(called), where.end_line, where.end_column)
        self.reader.report(
            "unknown-name", f"Nothing is called {called}: did you mean {meant}?", spot, replace(spot, meant)
        )
        return meant

    def _method(self, node: ast.Call, statement: ast.stmt, owner: str, method: str) -> None:
        where = self.reader.where(node.func)
        if self.model is None:
            return self._no_model(owner, method, where)
        if owner != self.model:
            spot = Where(where.line, where.column, where.line, where.column + len(owner))
            near = closest(owner, [self.model])
            meant = f": did you mean {self.model}?" if near else f": the model is {self.model}."
            self.reader.report(
                "unknown-name", f"Nothing is called {owner}{meant}", spot, replace(spot, self.model)
            )
        if method == "add":
            return self._add(node, statement)
        return self._compile(node, statement) if method == "compile" else self._fit(node, statement)

    def _misspelt(self, node: ast.Call, statement: ast.stmt, owner: str, method: str) -> bool:
        """``model.fti(...)``: report it, and read it as what was meant."""
        if method in foreign.AFTERWARDS:
            return False
        near = closest(method, METHODS)
        where = self.reader.where(node.func)
        if near is None:
            whole = self.reader.where(statement)
            message = f"A model has add, compile and fit here, but no {method}: delete the line."
            self.reader.report("unknown-name", message, where, replace(whole, "", "delete the line"))
            return True
        spot = Where(where.end_line, where.end_column - len(method), where.end_line, where.end_column)
        message = f"A model has no {method}: did you mean {owner}.{near}?"
        self.reader.report("unknown-name", message, spot, replace(spot, near))
        self._method(node, statement, owner, near)
        return True

    def _no_model(self, owner: str, method: str, where: Where) -> None:
        """A method of a model that isn't there: read on as if it were, after saying so once."""
        self.reader.report(
            "no-model",
            f"{owner}.{method}: there is no model yet; write {owner} = Sequential([...]) above.",
            where,
        )
        self.model = owner

    # ------------------------------------------------------------ parts
    def _once(self, already: bool, where: Where, statement: ast.stmt, what: str) -> None:
        if already:
            edit = replace(self.reader.where(statement), "", "delete it")
            self.reader.report("twice", f"A spec has one {what}: delete this one.", where, edit)

    def _data(self, node: ast.Call, statement: ast.stmt) -> None:
        where = self.reader.where(node)
        self._once(self.has("data"), where, statement, "Series")
        self.source, given = parts.read_series(self.reader, node)
        self._part("data", where, given)

    def _compile(self, node: ast.Call, statement: ast.stmt) -> None:
        where = self.reader.where(node)
        self._once(self.has("compile"), where, statement, "compile")
        self.compiled, given = parts.read_compile(self.reader, node, f"{self.model}.compile")
        self._part("compile", where, given)

    def _fit(self, node: ast.Call, statement: ast.stmt) -> None:
        where = self.reader.where(node)
        self._once(self.has("fit"), where, statement, "fit")
        self.fitted, given = parts.read_fit(self.reader, node, f"{self.model}.fit")
        self._part("fit", where, given)

    def _part(self, part: Part, where: Where, given: Mapping[str, Given]) -> None:
        self.lines.append(Line(part, where))
        self.places |= {part: where, **{name: one.where for name, one in given.items()}}

    # ------------------------------------------------------------ the model
    def _sequential(self, node: ast.Call, statement: ast.stmt, name: str | None) -> None:
        where = self.reader.where(node)
        self._once(self.model is not None, where, statement, "model")
        if self.model is None and name is None:
            message = "The model needs a name: write model = Sequential([...])."
            edit = replace(before(where), "model = ", "name it model")
            self.reader.report("no-name", message, where, edit)
        self.model = name or self.model or "model"
        self.places["model"] = where
        self.end = (after(where), f"\n{self.model}.add(", ")")
        for keyword in node.keywords:
            if keyword.arg not in ("layers", "name", "trainable"):
                self.reader.report(
                    "unknown-argument",
                    f"Sequential has no argument {keyword.arg}: it takes a list of layers.",
                    self.reader.where(keyword),
                )
        given = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "layers")]
        for several in given:
            self._list(several)
        for extra in node.args[1:]:
            self.reader.report(
                "too-many",
                "Sequential takes its layers in one list: write Sequential([..., ...]).",
                self.reader.where(extra),
            )

    def _list(self, several: ast.expr) -> None:
        if not isinstance(several, (ast.List, ast.Tuple)):
            if not isinstance(several, (ast.Call, ast.Name)):
                self.whole = False
                binding.read_value(self.reader, several)
                return
            where = self.reader.where(several)
            edit = replace(where, f"[{self.reader.source(where)}]") if where.line == where.end_line else None
            self.reader.report("not-a-list", "Sequential takes a list of layers: put it in [ ].", where, edit)
            self._layer(several)
            return
        for one in several.elts:
            self._layer(one)
        where = self.reader.where(several.elts[-1] if several.elts else several)
        if not several.elts:
            self.end = (Where(where.line, where.column + 1, where.line, where.column + 1), "", "")
            return
        line = self.reader.lines[where.line - 1]
        own_line = not line[: where.column - 1].strip()
        between = ",\n" + " " * (where.column - 1) if own_line else ", "
        self.end = (after(where), between, "")

    def _add(self, node: ast.Call, statement: ast.stmt) -> None:
        where = self.reader.where(statement)
        if len(node.args) != 1 or node.keywords:
            self.reader.report(
                "wrong-call",
                f"{self.model}.add takes one layer: write {self.model}.add(LSTM(5)).",
                self.reader.where(node),
            )
        for one in node.args[:1]:
            self._layer(one)
        self.end = (after(where), f"\n{self.model}.add(", ")")

    def _layer(self, node: ast.expr) -> None:
        where = self.reader.where(node)
        if len(self.layers) == MAX_LAYERS:
            self.reader.report("too-many", f"A model has at most {MAX_LAYERS} layers.", where)
            self.whole = False
            return
        call = self._read_layer(node, where)
        if isinstance(call, Bad):
            self.whole = False
        elif call is not None:
            self.lines.append(Line("layer", where, call, len(self.layers)))
            self.layers.append(call)

    def _read_layer(self, node: ast.expr, where: Where) -> Call | Bad | None:
        """The layer; None for an Input, which is no layer of the spec."""
        if not isinstance(node, ast.Call):
            value = binding.read_value(self.reader, node)
            if isinstance(value, Bad):
                return BAD
            if isinstance(value, Call) and catalogue.entry(value).family == "layer":
                return Call(value.name, value.args, where)
            entry = catalogue.find(value, "layer") if isinstance(value, str) else None
            text = print_call(catalogue.example(entry)) if entry is not None else "LSTM(5)"
            edit = replace(where, text) if entry is not None else None
            return self.reader.report("not-a-layer", f"A layer belongs here, like {text}.", where, edit)
        name = values.dotted(node.func)
        entry = values.known(name or "")
        if name is None or entry is None:
            value = binding.read_value(self.reader, node)
            return value if isinstance(value, Bad) else BAD
        if entry.name == "Input":
            self.lines.append(Line("input", where))
            self.input = parts.read_input(self.reader, node)
            return None
        if entry.family != "layer":
            kind = "part of a spec" if entry.family == "part" else entry.family
            message = f"{name} is no layer, but {'an' if kind[0] in 'aeiou' else 'a'} {kind}."
            return self.reader.report("not-a-layer", message, where)
        return self._bound(node, entry, where)

    def _bound(self, node: ast.Call, entry: Entry, where: Where) -> Call | Bad:
        errors = self.reader.errors
        given = binding.bind(self.reader, node, entry)
        stated = parts.stated_shape(
            {name: one for name, one in given.items() if name not in {a.name for a in entry.arguments}}
        )
        if stated is not None and not self.layers:
            self.input = stated
            self.places["input_shape"] = stated.where
        if self.reader.errors > errors:
            return BAD
        return parts.without_input(binding.call_of(entry, given, where))
