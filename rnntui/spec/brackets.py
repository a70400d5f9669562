"""Brackets that don't match, commas that are missing: what is wrong, and a mend that was tried out."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from rnntui.spec.catalogue import CANONICAL
from rnntui.spec.edits import apply
from rnntui.spec.reader import before, replace
from rnntui.spec.records import Edit, Problem, Where
from rnntui.spec.scan import Token

CLOSING = {"(": ")", "[": "]", "{": "}"}
_OPERANDS = ("name", "number", "text")


def bracket_problem(text: str, tokens: Sequence[Token]) -> Problem | None:
    """The first thing wrong with brackets, and with commas and equal signs inside them."""
    return _Walk(text, [token for token in tokens if token.kind != "comment"]).first_problem()


class _Walk:
    """Goes along the tokens with the stack of open brackets."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.stack: list[Token] = []
        self.named: list[bool] = []  # for each open bracket, whether a name=value stands in it
        self.seen: list[Token] = []  # without the newlines
        self.defines = False  # inside the statement of a def, whose brackets have other rules

    def first_problem(self) -> Problem | None:
        fresh = True  # at the start of a line
        for i, token in enumerate(self.tokens):
            if token.kind == "newline":
                fresh = True
                continue
            problem = None
            if fresh and not self.stack:
                self.defines = token.text in ("def", "async", "class")
            if self.stack and fresh and starts_statement(self.tokens[i : i + 4]):
                problem = self._unclosed()
            elif self.stack and not self.defines:
                following = self.tokens[i + 1 : i + 2]
                problem = self._juxtaposed(token, following) or self._unnamed(token, following)
            if problem is None and token.kind == "bracket":
                problem = self._bracket(token)
            if problem is not None:
                return problem
            self.seen.append(token)
            fresh = False
        return self._unclosed() if self.stack else None

    # ------------------------------------------------------------ brackets
    def _bracket(self, token: Token) -> Problem | None:
        """Push an opening bracket, pop a closing one; the problem where it closes nothing."""
        if token.text in CLOSING:
            self.stack.append(token)
            self.named.append(False)
            return None
        if not self.stack:
            edits = [self._deleted(token)]
            return self._problem(
                "bracket", f"This {token.text} closes nothing: delete it.", token.where, edits
            )
        opener = self.stack[-1]
        right = CLOSING[opener.text]
        if right == token.text:
            self.stack.pop()
            self.named.pop()
            return None
        edits = [
            replace(token.where, right),
            replace(before(token.where), right, f"add {right}"),
            self._deleted(token),
        ]
        if opener.line != token.line:
            last = [one for one in self.seen if one.line == opener.line and one.kind != "comma"][-1]
            edits.insert(0, replace(last.end, right, f"add {right} on line {opener.line}"))
        return self._problem(
            "bracket",
            f"The {opener.text}{self._owner(opener)} on line {opener.line} is not closed: "
            f"{right} is missing before this {token.text}.",
            token.where,
            edits,
        )

    def _deleted(self, token: Token) -> Edit:
        """The edit that deletes a bracket; a space stays where two words would run together."""
        behind = self.text.split("\n")[token.line - 1][token.column : token.column + 1]
        return replace(token.where, " " if behind.isalnum() else "", f"delete {token.text}")

    def _owner(self, opener: Token) -> str:
        """`` of LSTM``: what an opening bracket belongs to."""
        place = self.seen.index(opener)
        owner = self.seen[place - 1] if place else None
        return f" of {owner.text}" if owner is not None and owner.kind == "name" else ""

    def _unclosed(self) -> Problem:
        """Brackets that are still open where a new statement follows, or nothing."""
        opener, last = self.stack[-1], self.seen[-1]
        closers = "".join(CLOSING[one.text] for one in reversed(self.stack))
        return self._problem(
            "bracket",
            f"The {opener.text}{self._owner(opener)} on line {opener.line} is never closed: "
            f"{closers} is missing.",
            opener.where,
            [replace(last.end, closers, f"add {closers}")],
        )

    # ------------------------------------------------------------ between values
    def _juxtaposed(self, token: Token, following: Sequence[Token]) -> Problem | None:
        """Two values beside each other inside brackets: a comma, an = or a bracket is missing."""
        previous, opener = self.seen[-1], self.stack[-1]
        colon = token.text == ":" and previous.kind == "name" and opener.text == "("
        if colon and not self._in_lambda(opener):
            message = f"An argument is given with = and not with : (write {previous.text}=...)."
            return self._problem("equals", message, token.where, [replace(_gap(token, following), "=")])
        ends = previous.kind in _OPERANDS or previous.text in CLOSING.values()
        if not ends or token.kind not in _OPERANDS:
            return None
        if previous.kind == token.kind == "text" and opener.text == "(":
            return None  # one long text in two pieces
        begins = self.seen[-2].text in ("(", ",", "[") if len(self.seen) > 1 else False
        if previous.kind == "name" and previous.line == token.line and begins:
            return self._name_and_value(previous, token)
        named = bool(following) and following[0].text == "="
        if previous.line < token.line and opener.line == previous.line and opener.text == "(" and not named:
            edits = [replace(previous.end, "),", "add ),"), replace(previous.end, ",", "add a comma")]
            message = f"The ({self._owner(opener)} on line {opener.line} is never closed: ) is missing."
            return self._problem("bracket", message, opener.where, edits)
        message = f"A comma is missing between {_short(previous)} and {_short(token)}."
        return self._problem("comma", message, previous.end, [replace(previous.end, ",", "add a comma")])

    def _unnamed(self, token: Token, following: Sequence[Token]) -> Problem | None:
        """A value without a name behind one that has one: ``LSTM(units=5, 3)``."""
        if token.text == "=" and self.stack[-1].text == "(":
            self.named[-1] = True
        named = bool(following) and following[0].text == "="
        if not self.named[-1] or self.seen[-1].text != "," or named or token.kind not in _OPERANDS:
            return None
        value = _short(token)
        message = f"{value} comes after an argument with a name, so it needs one as well: ...={value}."
        return Problem("argument-order", message, token.where)

    def _in_lambda(self, opener: Token) -> bool:
        """Whether a lambda, whose colon is no mistake, began since a bracket."""
        return any(one.text == "lambda" for one in self.seen[self.seen.index(opener) :])

    def _name_and_value(self, name: Token, value: Token) -> Problem:
        """``Dense 1`` and ``epochs 100``."""
        if name.text in CANONICAL:
            spot = Where(name.line, name.column, value.line, value.where.end_column)
            right = f"{name.text}({value.text})"
            message = f"What a layer is given stands in brackets: {right}."
            return self._problem("bracket", message, spot, [replace(spot, right)])
        edits = [
            replace(_between(name, value), "=", f"write {name.text}={value.text}"),
            replace(name.end, ",", "add a comma"),
        ]
        message = f"An = is missing between {name.text} and {_short(value)}."
        return self._problem("equals", message, value.where, edits)

    def _problem(self, code: str, message: str, where: Where, edits: Sequence[Edit]) -> Problem:
        return Problem(code, message, where, edit=_best(self.text, edits))


def starts_statement(tokens: Sequence[Token]) -> bool:
    """Whether a line inside brackets begins like ``model.fit(`` or ``data =`` at the left edge."""
    if tokens[0].kind != "name" or tokens[0].column != 1:
        return False
    texts = [one.text for one in tokens[1:]]
    return texts[:1] == ["="] or (texts[:1] == ["."] and texts[2:3] == ["("])


def _between(first: Token, second: Token) -> Where:
    """The stretch between two tokens of a line."""
    return Where(first.line, first.where.end_column, second.line, second.column)


def _gap(token: Token, following: Sequence[Token]) -> Where:
    """A token with the spaces behind it."""
    same_line = bool(following) and following[0].line == token.line and following[0].kind != "newline"
    return Where(token.line, token.column, token.line, following[0].column) if same_line else token.where


def _short(token: Token) -> str:
    return token.text if len(token.text) <= 30 else token.text[:27] + "..."


def _best(text: str, edits: Sequence[Edit]) -> Edit | None:
    """The first edit after which Python reads the whole text, else the first that gets it further."""
    further = None
    for edit in edits:
        line = _stumbles_at(apply(text, edit))
        if line is None:
            return edit
        if further is None and line > edit.where.end_line:
            further = edit
    return further


def _stumbles_at(text: str) -> int | None:
    """The line at which Python's reading ends, None where it reads all."""
    try:
        ast.parse(text)
    except SyntaxError as error:
        return error.lineno or 1
    except (ValueError, RecursionError, MemoryError):
        return 1
    return None
