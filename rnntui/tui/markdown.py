"""Prose of a lesson as text with styles: paragraphs, lists, emphasis, code, tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache

from markdown_it.token import Token
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from rnntui.course.prose import parser, term_of
from rnntui.figures.characters import in_ascii

_STYLES = {"strong": "bold", "em": "italic", "s": "strike"}
_CODE = "bold"  # without colours, too
_INDENT = "  "


def to_text(source: str, width: int = 80, *, unicode: bool = True) -> Text:
    """``source`` as text; blocks are a blank line apart. Without ``unicode`` formulas are in ASCII.

    Items of lists and quotations are wrapped to ``width`` columns with their lines below each other;
    paragraphs are left to whoever shows them.
    """
    blocks: list[Text] = []
    tokens = parser().parse(source)
    if not unicode:
        for one in (each for token in tokens for each in (token, *(token.children or ()))):
            one.content = in_ascii(one.content)
    at = 0
    while at < len(tokens):
        at = _block(tokens, at, blocks, "", width)
    return Text("\n\n").join(blocks)


def _block(tokens: Sequence[Token], at: int, blocks: list[Text], indent: str, width: int) -> int:
    """Add the block that begins at ``at`` to ``blocks``; where the next one begins."""
    token = tokens[at]
    if token.type in ("bullet_list_open", "ordered_list_open"):
        end = _closing(tokens, at)
        first = int(token.attrGet("start") or 1) if token.type[0] == "o" else None
        items = _items(tokens[at + 1 : end], indent, first, width)
        blocks.append(Text("\n").join(items))
        return end + 1
    if token.type == "blockquote_open":  # a formula, apart from the sentences round it
        end = _closing(tokens, at)
        inside = _wrapped(tokens[at + 1 : end], max(width - len(indent) - len(_INDENT), 10))
        blocks.append(Text(indent + _INDENT) + Text(f"\n{indent}{_INDENT}").join(inside))
        return end + 1
    if token.type == "table_open":
        end = _closing(tokens, at)
        blocks.append(_table(tokens[at + 1 : end]))
        return end + 1
    if token.type in ("fence", "code_block"):
        lines = token.content.rstrip("\n").split("\n")
        blocks.append(Text("\n".join(f"{indent}{_INDENT}{line}" for line in lines), _CODE))
    elif token.type == "inline":
        text = Text(indent) + _inline(token)
        if tokens[at - 1].type == "heading_open":
            text.stylize("bold")
        blocks.append(text)
    return at + 1


def _items(tokens: Sequence[Token], indent: str, first: int | None, width: int) -> list[Text]:
    """The items of a list; ``first`` is the number of the first one, None for dots."""
    items: list[Text] = []
    at = 0
    while at < len(tokens):
        if tokens[at].type != "list_item_open":
            at += 1
            continue
        end = _closing(tokens, at)
        mark = "• " if first is None else f"{first + len(items)}. "
        room = max(width - len(indent) - len(mark), 10)
        lines = _wrapped(tokens[at + 1 : end], room)
        items.append(Text(indent + mark) + Text(f"\n{indent}{' ' * len(mark)}").join(lines))
        at = end + 1
    return items


def _wrapped(tokens: Sequence[Token], room: int) -> list[Text]:
    """The lines of the blocks within another one, which has ``room`` columns for them."""
    inside: list[Text] = []
    at = 0
    while at < len(tokens):
        at = _block(tokens, at, inside, "", room)
    lines = [line for text in inside for line in text.wrap(_console(), room)]
    for line in lines:
        line.rstrip()
    return lines


@cache
def _console() -> Console:
    """What rich asks for when it wraps; nothing is written to it."""
    return Console(file=io.StringIO(), width=80)


def _table(tokens: Sequence[Token]) -> Text:
    rows: list[list[Text]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_inline(token))
    widths = [max(cell_len(row[column].plain) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for number, row in enumerate(rows):
        line = Text("  ").join(
            Text.assemble(cell, " " * (width - cell_len(cell.plain)))
            for cell, width in zip(row, widths, strict=True)
        )
        if number == 0:
            line.stylize("bold")
        lines.append(line)
    return Text("\n").join(lines)


def _inline(token: Token) -> Text:
    text = Text()
    styles: list[Style] = []
    for child in token.children or []:
        kind = child.type.rsplit("_", 1)
        here = Style.combine([Style.null(), *styles])
        if len(kind) == 2 and kind[1] == "open":
            styles.append(_term(child) if kind[0] == "link" else Style.parse(_STYLES.get(kind[0], "")))
        elif len(kind) == 2 and kind[1] == "close":
            styles.pop()
        elif child.type == "code_inline":
            text.append(child.content, here + Style.parse(_CODE))
        elif child.type == "hardbreak":
            text.append("\n")
        else:
            text.append(" " if child.type == "softbreak" else child.content, here)
    return text


def _term(link: Token) -> Style:
    """A term of the glossary: underlined, and a click opens it."""
    anchor = term_of(link)
    if anchor is None:
        return Style()
    return Style(underline=True, meta={"@click": ("screen.define", (anchor,))})


def _closing(tokens: Sequence[Token], at: int) -> int:
    """Where the token that closes the one at ``at`` stands."""
    depth = 0
    for index in range(at, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index
    raise AssertionError("markdown-it closes what it opens")
