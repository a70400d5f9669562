"""What keeps a text from being Python at all, in our own words, with a mend where there is one."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Sequence

from rnntui.spec.brackets import CLOSING, bracket_problem
from rnntui.spec.reader import before, replace
from rnntui.spec.records import Problem, Where
from rnntui.spec.scan import LIMITS, Token, tokens, too_nested

CURLY = "“”„‟«»‘’‚‛′″`´"
_STRAIGHT = str.maketrans({c: "'" if c in "‘’‚‛′`´" else '"' for c in CURLY})
_LOOKALIKES = {
    "\u00a0": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ", "\u200b": "", "\u200c": "",
    "\u200d": "", "\u2060": "", "\ufeff": "", "\u00ad": "", "–": "-", "—": "-", "−": "-", "×": "*",
    "（": "(", "）": ")", "［": "[", "］": "]", "，": ",", "：": ":", "＝": "=", "．": ".", "…": "...",
}  # fmt: skip
_NAMES = {" ": "a special space", "": "an invisible character"}
_MOST = 10
_MOST_DIGITS = 400  # the largest float has 309 before the point
_ESCAPE = re.compile(
    r"\\(?:\\|[\n'\"abfnrtv]|(?![4-7][0-7]{2})[0-7]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{)|\\"
)


def size_problem(text: str) -> Problem | None:
    """A text that no spec is as long as; known without reading it."""
    if len(text) > LIMITS.characters:
        return Problem(
            "too-long",
            f"This text has {len(text):,} characters; a spec has at most {LIMITS.characters:,}.",
            Where(),
        )
    lines = text.count("\n") + 1
    if lines > LIMITS.lines:
        message = f"This text has {lines:,} lines; a spec has at most {LIMITS.lines:,}."
        return Problem("too-long", message, Where())
    return None


def text_problems(text: str) -> list[Problem]:
    """What is wrong before Python is asked: characters, quotes, indentation, brackets, commas."""
    found = tokens(text)
    deep = too_nested(found)
    if deep is not None:
        message = "This nests deeper than any spec does: take it apart into lines."
        return [Problem("too-deep", message, deep.where)]
    lines = text.split("\n")
    problems = [*_characters(found, lines), *_texts(found, lines), *(_endless(found) or _numbers(found))]
    if problems:
        return problems[:_MOST]
    first = bracket_problem(text, found) or _indentation(text, found)
    return [first] if first is not None else []


# ---------------------------------------------------------------- characters
def _characters(found: Sequence[Token], lines: Sequence[str]) -> list[Problem]:
    problems: list[Problem] = []
    told: set[int] = set()
    for token in found:
        if token.kind != "other" or token.line in told:
            continue
        told.add(token.line)
        problems.append(_character(token, lines[token.line - 1]))
    return problems


def _character(token: Token, line: str) -> Problem:
    """One character that Python does not know, and the line without any such."""
    c = token.text
    whole = Where(token.line, 1, token.line, len(line) + 1)
    if c in CURLY:
        message = f"Python's quotes are straight: write \" or ' instead of {c}."
        edit = replace(whole, line.translate(_STRAIGHT), "straighten the quotes")
        return Problem("curly-quote", message, token.where, edit=edit)
    if c in _LOOKALIKES:
        right = _LOOKALIKES[c]
        what = _NAMES.get(right, c)
        message = f"This is {what} (U+{ord(c):04X}), not the one on the keyboard: write {right or 'nothing'}."
        if right in _NAMES:
            message = f"Here is {what} (U+{ord(c):04X}), as pasted pages have: replace it."
        mended = "".join(_LOOKALIKES.get(one, one) for one in line)
        edit = replace(whole, mended, "replace it")
        return Problem("character", message, token.where, edit=edit)
    edit = replace(token.where, "", "delete it")
    if c == "\x00":
        message = "This is a NUL byte, which no text has: the file is damaged, or no text file."
        return Problem("nul", message, token.where, edit=edit)
    shown = f"The character {c}" if c.isprintable() else f"The invisible character U+{ord(c):04X}"
    return Problem("character", f"{shown} has no meaning here: delete it.", token.where, edit=edit)


def _texts(found: Sequence[Token], lines: Sequence[str]) -> list[Problem]:
    """Quotes that are not closed, and backslashes that mean nothing."""
    problems: list[Problem] = []
    for token in found:
        if token.kind == "open_text" and any(c in CURLY for c in token.text.split("\n", 1)[0]):
            spot = next(i for i, c in enumerate(token.text) if c in CURLY)
            column = token.column + spot
            curly = Token("other", token.text[spot], token.line, column)
            problems.append(_character(curly, lines[token.line - 1]))
        elif token.kind == "open_text":
            quote = token.text[0]
            word = re.match(r"[\"'][^\s,()\[\]=\"']*", token.text)
            end = token.column + len(word.group() if word else quote)
            place = Where(token.line, end, token.line, end)
            problems.append(
                Problem(
                    "quote",
                    f"The text that begins with this {quote} has no closing {quote} on line {token.line}.",
                    token.where,
                    edit=replace(place, quote, f"add {quote}"),
                )
            )
        elif token.kind == "text" and "\\" in token.text:
            problem = _backslash(token)
            problems += [problem] if problem else []
    return problems


def _endless(found: Sequence[Token]) -> list[Problem]:
    """Numbers of more digits than Python reads, or writes."""
    return [
        Problem(
            "number", f"This number has {len(one.text):,} digits, more than any value in a spec.", one.where
        )
        for one in found
        if one.kind == "number" and len(one.text) > _MOST_DIGITS
    ]


def _numbers(found: Sequence[Token]) -> list[Problem]:
    """Numbers that begin with 0, or run into a word like ``5units``."""
    zeros = [one for one in found if one.kind == "number" and re.fullmatch(r"0+[1-9]\d*", one.text)]
    leading = [
        Problem(
            "number",
            f"A number does not begin with 0: write {one.text.lstrip('0')}.",
            one.where,
            edit=replace(one.where, one.text.lstrip("0")),
        )
        for one in zeros
    ]
    return leading + [
        Problem(
            "number",
            f"A number can't run into a word: put a space or a comma between {number.text} and {word.text}.",
            word.where,
        )
        for number, word in itertools.pairwise(found)
        if number.kind == "number" and word.kind in ("name", "keyword") and number.end == before(word.where)
    ]


def _backslash(token: Token) -> Problem | None:
    prefix = token.text[: min(token.text.find(c) for c in "\"'" if c in token.text)]
    if "r" in prefix.lower() or all(match.group() != "\\" for match in _ESCAPE.finditer(token.text)):
        return None
    edit = None
    if "\n" not in token.text:
        edit = replace(token.where, re.sub(r"\\+", "/", token.text), "write / instead")
    return Problem(
        "backslash",
        "A backslash begins a special character in Python: write a path with /, like C:/data/sales.csv.",
        token.where,
        edit=edit,
    )


# ---------------------------------------------------------------- indentation
def _indentation(text: str, found: Sequence[Token]) -> Problem | None:
    """A statement that doesn't begin at the left edge."""
    lines = text.split("\n")
    starts = _statement_starts(found)
    indented = [one for one in starts if one.column > 1]
    if not indented:
        return None
    token = indented[0]
    line = lines[token.line - 1]
    margin = line[: token.column - 1]
    where = Where(token.line, 1, token.line, token.column)
    if len(indented) == len(starts) and all(one.startswith(margin) for one in lines if one.strip()):
        whole = Where(1, 1, len(lines), len(lines[-1]) + 1)
        rest = "\n".join(one[len(margin) :] if one.strip() else "" for one in lines)
        message = "Every line is indented: the statements of a spec begin at the left edge."
        return Problem(
            "indent", message, where, edit=replace(whole, rest, "move everything to the left edge")
        )
    mixed = " " in margin and "\t" in margin
    what = "tabs and spaces, mixed" if mixed else "a tab" if "\t" in margin else "spaces"
    message = f"This line begins with {what}: a statement of a spec begins at the left edge."
    edit = replace(where, "", "move it to the left edge")
    return Problem("tabs" if mixed else "indent", message, where, edit=edit)


def _statement_starts(found: Sequence[Token]) -> list[Token]:
    """The first token of every statement, up to the first that opens a block (def, for)."""
    starts: list[Token] = []
    depth, fresh, last = 0, True, ""
    for token in found:
        if token.kind == "newline" and depth == 0:
            if last == ":":
                break
            fresh = True
        if token.kind in ("newline", "comment"):
            continue
        if fresh:
            starts.append(token)
            fresh = False
        if token.kind == "bracket":
            depth += 1 if token.text in CLOSING else -1
        last = token.text
    return starts


# ---------------------------------------------------------------- what Python itself says
_PYTHON: tuple[tuple[str, str, str], ...] = (
    ("inconsistent use of tabs", "tabs", "Tabs and spaces are mixed at the start of this line: use spaces."),
    ("unindent does not match", "indent", "This line is indented differently from the lines above it."),
    ("unexpected indent", "indent", "This line is indented, but a statement begins at the left edge."),
    ("expected an indented block", "indent", "After a line that ends with : an indented line follows."),
    ("invalid decimal literal", "number", "A number ends before a letter: write 5, or 1e-3."),
    ("missing parentheses in call to 'print'", "foreign", "print is no part of a spec: delete the line."),
    ("unexpected eof", "syntax", "The text ends in the middle of a statement."),
)


def python_problem(error: SyntaxError | ValueError | RecursionError | MemoryError, text: str) -> Problem:
    """The problem for what ``ast.parse`` raised."""
    lines = text.split("\n")
    if not isinstance(error, SyntaxError):
        if isinstance(error, ValueError):
            return Problem("character", f"The text can't be read: {error}.", Where())
        return Problem("too-deep", "This nests deeper than any spec does: take it apart into lines.", Where())
    line = min(max(error.lineno or 1, 1), len(lines))
    column = min(max(error.offset or 1, 1), len(lines[line - 1]) + 1)
    where = Where(line, column, line, max(column, len(lines[line - 1]) + 1))
    says = (error.msg or "invalid syntax").lower()
    for words, code, message in _PYTHON:
        if words in says:
            return Problem(code, message, where)
    message = f"Python can't read line {line}: {error.msg}."
    if says.startswith("invalid syntax"):
        message = f"Python can't read line {line}, from {_excerpt(lines[line - 1], column)} on."
    return Problem("syntax", message, where)


def _excerpt(line: str, column: int) -> str:
    rest = line[column - 1 :].strip() or "its end"
    return rest if len(rest) <= 30 else rest[:27] + "..."


def read_tree(text: str) -> ast.Module | Problem:
    """The syntax tree, or what Python says."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return python_problem(error, text)
