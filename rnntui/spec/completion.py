"""What can be written at a place of a text: names, arguments and values, out of the catalogue.

Works on tokens, so that a text that is no Python yet is understood as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rnntui.spec import catalogue
from rnntui.spec.brackets import starts_statement
from rnntui.spec.entries import Argument, Entry
from rnntui.spec.kinds import Choice, Flag, Kind, Named, Texts, Wrapped
from rnntui.spec.literals import Missing
from rnntui.spec.named import ACTIVATIONS
from rnntui.spec.printing import print_value
from rnntui.spec.scan import LIMITS, Token, tokens

_LATER = ("_initializer", "_regularizer", "_constraint")
"""Arguments that few need: they come after the others."""
_SYNONYMS = ("swish", "hard_swish")
_METHODS = {"add": "one layer more", "compile": "", "fit": ""}
_IN_QUOTES = ("text", "open_text")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that can be written: how it is listed, what is put in, and what it means.

    ``back``: how many characters the cursor goes back afterwards, into brackets that were put in.
    """

    label: str
    text: str
    meaning: str
    back: int = 0


@dataclass(frozen=True, slots=True)
class Completion:
    """What can be written in place of ``start`` to ``end``, two columns (from 0) of the cursor's line."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]


@dataclass(slots=True)
class _Bracket:
    """An open bracket, what is called with it, and what stands in it so far."""

    opener: str
    name: str = ""
    given: set[str] = field(default_factory=set)
    unnamed: int = 0
    argument: str = ""  # the name before the =, where there is one

    def next(self, empty: bool) -> None:
        """A comma: another argument begins."""
        self.unnamed += not self.argument and not empty
        self.argument = ""


def complete(text: str, row: int, column: int, series: Mapping[str, str] | None = None) -> Completion | None:
    """What can be written at a cursor (from 0), None for nothing; ``series`` are names and titles of data."""
    lines = text.split("\n")
    if len(text) > LIMITS.characters or not (0 <= row < len(lines) and 0 <= column <= len(lines[row])):
        return None
    behind = lines[row][column:]
    if behind[:1].isidentifier() or behind[:1].isdigit():
        return None  # in the middle of a word
    found = tokens("\n".join([*lines[:row], lines[row][:column]]))
    if found and found[-1].kind == "comment":
        return None
    partial = _partial(found, row, column)
    before = [one for one in (found[:-1] if partial else found) if one.kind not in ("newline", "comment")]
    typed = partial.text.lstrip("\"'") if partial else ""
    quoted = partial is not None and partial.kind in _IN_QUOTES
    candidates = [*_candidates(before, _open(found[:-1] if partial else found), series or {}, typed, quoted)]
    fitting = _fitting(candidates, typed, quoted=quoted, behind=behind)
    if not fitting or [one.text for one in fitting] == [partial.text if partial else ""]:
        return None
    closed = quoted and partial is not None and behind[:1] == partial.text[0]
    return Completion(partial.column - 1 if partial else column, column + closed, fitting)


def _partial(found: Sequence[Token], row: int, column: int) -> Token | None:
    """The name, or the text in quotes, that is being typed at the cursor."""
    last = found[-1] if found else None
    if last is None or last.kind not in ("name", "keyword", "open_text") or last.line != row + 1:
        return None
    return (
        last if last.column - 1 + len(last.text) == column and last.text[:3] not in ('"""', "'''") else None
    )


def _open(found: Sequence[Token]) -> list[_Bracket]:
    """The brackets that are open at the end of the tokens."""
    stack: list[_Bracket] = []
    previous: Token | None = None
    fresh = True
    for i, token in enumerate(found):
        if token.kind in ("newline", "comment"):
            fresh = fresh or token.kind == "newline"
            continue
        if fresh and stack and starts_statement(found[i : i + 4]):
            stack.clear()
        _step(stack, token, previous)
        previous, fresh = token, False
    return stack


def _step(stack: list[_Bracket], token: Token, previous: Token | None) -> None:
    """Go on by one token."""
    if token.kind == "bracket" and token.text in "([{":
        name = previous.text if previous is not None and previous.kind == "name" else ""
        stack.append(_Bracket(token.text, name if token.text == "(" else ""))
    elif token.kind == "bracket" and stack:
        stack.pop()
    elif token.kind == "comma" and stack:
        stack[-1].next(previous is None or previous.text in "([{,")
    elif token.text == "=" and stack and previous is not None and previous.kind == "name":
        stack[-1].argument = previous.text
        stack[-1].given.add(previous.text)


# ------------------------------------------------------------ what there is to write
def _candidates(
    before: Sequence[Token], stack: Sequence[_Bracket], series: Mapping[str, str], typed: str, quoted: bool
) -> Iterator[Candidate]:
    anchor = before[-1].text if before else ""
    if not stack:
        yield from _statement(before, anchor, typed)
        return
    top = stack[-1]
    if top.opener == "(" and anchor in ("(", ","):
        if top.name == "add":
            yield from _layers()
        yield from _arguments(top, series)
    elif top.opener == "(" and anchor == "=":
        entry = catalogue.find(top.name)
        argument = entry.find(top.argument) if entry is not None else None
        if entry is not None and argument is not None:
            yield from _values(entry, argument, series)
    elif top.opener == "[" and anchor in ("[", ",") and len(stack) > 1:
        yield from _items(stack[-2])


def _statement(before: Sequence[Token], anchor: str, typed: str) -> Iterator[Candidate]:
    """Outside brackets: what a spec is made of."""
    if anchor == "." and len(before) > 1 and before[-2].text == "model":
        for name, meaning in _METHODS.items():
            yield Candidate(name, f"{name}()", meaning or catalogue.ENTRIES[name].meaning, back=1)
    elif anchor == "=" and typed:
        yield Candidate("Series", "Series()", catalogue.ENTRIES["Series"].meaning, back=1)
        yield Candidate("Sequential", "Sequential([])", "the model: layers one after the other", back=2)


def _layers(only: Sequence[str] = ()) -> Iterator[Candidate]:
    for name in catalogue.names("layer"):
        if not only or name in only:
            yield _call(catalogue.ENTRIES[name])


def _call(entry: Entry) -> Candidate:
    """A call with the cursor in its brackets, where something has to stand there."""
    inside = entry.family != "layer" or any(one.required for one in entry.arguments)
    return Candidate(entry.name, f"{entry.name}()", entry.meaning, back=int(inside))


def _items(outer: _Bracket) -> Iterator[Candidate]:
    """What may stand in a list: layers, or the texts that an argument knows."""
    if outer.name == "Sequential":
        yield from _layers()
        return
    entry = catalogue.find(outer.name)
    argument = entry.find(outer.argument) if entry is not None and outer.argument else None
    if argument is not None and isinstance(argument.kind, Texts):
        yield from _texts(argument.kind.known)


def _arguments(bracket: _Bracket, series: Mapping[str, str]) -> Iterator[Candidate]:
    """At the start of an argument: the values of the one that is next, and the names of those left."""
    entry = catalogue.find(bracket.name)
    if entry is None:
        return
    place = bracket.unnamed
    if not bracket.given and place < len(entry.arguments) and entry.arguments[place].required:
        yield from _values(entry, entry.arguments[place], series)
    done = bracket.given | {one.name for one in entry.arguments[:place]}
    own = {one.name for one in entry.arguments}
    left = [one for one in entry.kept if one.name not in done]
    for argument in sorted(left, key=lambda one: (one.name not in own, one.name.endswith(_LATER))):
        default = argument.default
        label = argument.name
        if default is not None and not isinstance(default, Missing):
            label += f"={print_value(default)}"
        yield Candidate(label, f"{argument.name}=", argument.meaning)


def _values(entry: Entry, argument: Argument, series: Mapping[str, str]) -> Iterator[Candidate]:
    """The values of an argument, where there are only so many; the default says that it is one."""
    found = _texts(tuple(series.items())) if (entry.name, argument.name) == ("Series", "name") else ()
    default = None if isinstance(argument.default, Missing) else print_value(argument.default)
    for one in (*found, *_of_kind(argument.kind)):
        said = ": ".join(part for part in ("the default", one.meaning) if part)
        yield replace(one, meaning=said) if one.text == default else one


def _of_kind(kind: Kind) -> Iterator[Candidate]:
    if isinstance(kind, Flag):
        yield from (Candidate(str(one), str(one), "") for one in (True, False))
    elif isinstance(kind, Choice):
        meanings = kind.meanings or ("",) * len(kind.options)
        yield from _texts(tuple(zip(kind.options, meanings, strict=True)))
    elif isinstance(kind, Wrapped):
        yield from _layers(kind.only)
    elif isinstance(kind, Named):
        yield from _named(kind)


def _named(kind: Named) -> Iterator[Candidate]:
    """Losses, activations and initializers by their names, whatever takes numbers as a call."""
    if kind.family == "activation":
        yield from _texts(tuple((name, said) for name, said in ACTIVATIONS.items() if name not in _SYNONYMS))
        return
    for entry in (catalogue.ENTRIES[name] for name in kind.calls):
        name = entry.aliases[0] if entry.family == "initializer" else entry.name
        if entry.family in ("loss", "initializer") and name in kind.names:
            yield from _texts(((name, entry.meaning),))
        else:
            yield replace(_call(entry), back=1)


def _texts(pairs: Sequence[tuple[str, str]]) -> tuple[Candidate, ...]:
    return tuple(Candidate(print_value(name), print_value(name), said) for name, said in pairs)


# ------------------------------------------------------------ which of them fit
def _fitting(
    candidates: Sequence[Candidate], typed: str, *, quoted: bool, behind: str
) -> tuple[Candidate, ...]:
    """Those that go on as was typed, then those that have it within; without what stands behind already."""
    if quoted:
        candidates = [one for one in candidates if one.text.startswith('"')]
    sought = typed.lower()
    names = [one.text.strip('"').lower() for one in candidates]
    first = [one for one, name in zip(candidates, names, strict=True) if name.startswith(sought)]
    inner = [one for one, name in zip(candidates, names, strict=True) if sought in name[1:]]
    more = [one for one in inner if len(sought) > 1 and one not in first]
    return tuple(_before(one, behind.lstrip()) for one in [*first, *more])


def _before(candidate: Candidate, behind: str) -> Candidate:
    """The candidate without the = or the brackets that stand behind the cursor already."""
    if candidate.text.endswith("=") and behind.startswith("="):
        return replace(candidate, text=candidate.text[:-1])
    if behind.startswith("(") and candidate.text.endswith(")"):
        return replace(candidate, text=candidate.text.partition("(")[0], back=0)
    return candidate
