"""From a fenced block to its record: one function for each kind of block."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from rnntui.course.condition import Condition, ConditionError, parse_condition
from rnntui.course.contest import Contest, parse_value
from rnntui.course.records import (
    Answer,
    Block,
    Choice,
    Exercise,
    Expect,
    FigureBlock,
    Guess,
    Over,
    Quiz,
    SpecBlock,
    Value,
)
from rnntui.course.table import BodyError, Table, read_table

SHORT_FOR: Mapping[str, tuple[str, Mapping[str, Value]]] = {
    "chart": ("series", {}),
    "window": ("window", {}),
    "stepper": ("stepper", {}),
    "gates": ("gate_map", {}),
    "gradients": ("stepper", {"direction": "backward"}),
}
"""Kinds of blocks that are figures: which one, and what it begins with unless the body says otherwise."""
MOST_SEEDS = 50
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_WRONG = " wrong"
"""Behind the name of a spec that has an error on purpose."""
_OVER: tuple[Over, ...] = ("every", "median")


def read_block(kind: str, name: str, body: str, line: int) -> Block:
    """The record of a block; ``line`` is that of its opening fence.

    Raises:
        BodyError: it can't be used.
    """
    mark = ""
    if kind == "spec" and name.endswith(_WRONG):
        name, mark = name.removesuffix(_WRONG), _WRONG
    if not _NAME.fullmatch(name):
        what = f'"{name[:40]}" is no name' if name else f"This {kind} has no name"
        raise BodyError(line, f"{what}: write ```{kind} NAME, of letters, digits, - and _, a letter first.")
    if kind == "spec":
        if mark and not body.strip():
            raise BodyError(line, "A spec that is wrong is written out: an empty one is another spec again.")
        return SpecBlock(name, body, line, bool(mark))
    table = read_table(body, line)
    block = _READERS[kind](name, table, line)
    table.done()
    return block


# ---------------------------------------------------------------- one for each kind
def _figure(name: str, table: Table, line: int, kind: str = "figure") -> FigureBlock:
    short, begins = SHORT_FOR.get(kind, (None, {}))
    figure = table.text("figure", short)
    options = {**(begins if figure == short else {}), **table.rest()}
    return FigureBlock(name, figure, MappingProxyType(options), line)


def _quiz(name: str, table: Table, line: int) -> Quiz:
    question = table.text("question")
    choices = []
    for entry in table.tables("choice"):
        choices.append(Choice(entry.text("text"), entry.flag("right", False), entry.text("why")))
        entry.done()
    if len(choices) < 2:
        raise BodyError(line, "A quiz has at least two choices: write [[choice]] above each.")
    right = sum(choice.right for choice in choices)
    if right != 1:
        raise BodyError(line, f"A quiz has exactly one choice with right = true, and this one has {right}.")
    if len({choice.text for choice in choices}) < len(choices):
        raise BodyError(line, "Two choices of this quiz have the same text.")
    return Quiz(name, question, tuple(choices), line)


def _guess(name: str, table: Table, line: int) -> Guess:
    question = table.text("question")
    choices = table.texts("choices", ())
    if len(choices) == 1:
        raise table.wrong("choices", "are at least two")
    value = table.text("value", "").removeprefix("figure.")  # as conditions call it
    answer = _answer(table, choices) if "answer" in table else None
    holds = _condition(table, "holds", table.text("holds")) if "holds" in table else None
    answers = _by_choice(table, "answers", choices, all_but=1) if "answers" in table else {}
    given = [one for one in (answer, value or None, holds, answers or None) if one is not None]
    if len(given) != 1:
        many = "more than one of them" if given else "none of them"
        what = "an answer, or a value, a condition (holds) or conditions by choice (answers) that answer it"
        raise BodyError(line, f"A guess has {what}; this has {many}.")
    if holds is not None and len(choices) not in (0, 2):
        raise table.wrong("choices", "are two where a condition answers: the first for where it holds")
    when = _conditions(table, "when") if "when" in table else ()
    if when and answer is not None:
        raise table.wrong("when", "says which runs answer, but the answer is given")
    tolerance = table.number("tolerance", 0.0)
    if tolerance < 0:
        raise table.wrong("tolerance", "is 0 or more")
    contest = _contest(table, choices) if "most" in table or "least" in table else None
    if contest is not None and answer is None:
        raise BodyError(line, "Until there is a run of each choice, this guess needs an answer.")
    reveal, claim = table.text("reveal"), table.text("claim", "")
    measure = table.text("measure", "") if holds is not None else ""
    checked = _checked(table, choices, by_yes=holds is not None) if "checked" in table else None
    if (checked is None) != (claim == ""):
        raise BodyError(line, "What was checked needs the claim that proves it: write checked and claim.")
    if claim and holds is None and not answers:
        raise table.wrong("claim", "proves what runs answer: by holds or answers")
    return Guess(
        name, question, answer, value, choices, tolerance, reveal, line, holds, when, contest,
        MappingProxyType(answers), checked, claim, measure,
    )  # fmt: skip


def _checked(table: Table, choices: tuple[str, ...], *, by_yes: bool) -> Answer:
    """What the runs of the claim answer; ``by_yes``: yes or no, or the first or second choice."""
    checked = _answer(table, choices, "checked")
    if not by_yes:
        return checked
    if not isinstance(checked, bool | str):
        raise table.wrong("checked", "is true or false")
    return checked if isinstance(checked, bool) else checked == choices[0]


def _contest(table: Table, choices: tuple[str, ...]) -> Contest:
    """Which runs answer for which choice, and what is compared."""
    most = "most" in table
    key = "most" if most else "least"
    try:
        value = parse_value(table.text(key), table.line_of(key))
    except ConditionError as error:
        raise BodyError(table.line_of(key), str(error)) from None
    found = _by_choice(table, "runs", choices)
    return Contest(value, most, table.text("measure"), MappingProxyType(found))


def _by_choice(
    table: Table, key: str, choices: tuple[str, ...], all_but: int = 0
) -> dict[str, tuple[Condition, ...]]:
    """The conditions that runs of each choice meet, ``all_but`` one of which may have none."""
    of = table.table(key)
    found = {choice: _conditions(of, choice) for choice in choices if choice in of}
    of.done()
    if not choices or len(found) != len(choices) - all_but:
        which = "every choice but one" if all_but else "every choice"
        raise table.wrong(key, f"has for {which} the conditions that its runs meet")
    return found


def _answer(table: Table, choices: tuple[str, ...], key: str = "answer") -> Answer:
    answer = table.literal(key)
    if choices:
        if isinstance(answer, str) and answer in choices:
            return answer
        if isinstance(answer, int) and not isinstance(answer, bool) and 0 <= answer < len(choices):
            return choices[answer]
        raise table.wrong(key, f"is one of the choices, or its number from 0 to {len(choices) - 1}")
    if isinstance(answer, bool | int | float):
        return answer
    raise table.wrong(key, "is a number, true or false, or one of choices = [...]")


def _exercise(name: str, table: Table, line: int) -> Exercise:
    goal, conditions = table.text("goal"), _conditions(table)
    spec, figure = table.text("spec", ""), table.text("figure", "")
    if (spec == "") == (figure == ""):
        raise BodyError(line, "An exercise works on a spec or on a figure: name one of them.")
    seeds = table.whole("seeds", 1, MOST_SEEDS, 1)
    hints, measures = table.texts("hints"), table.texts("measures", ())
    if measures and len(measures) != len(conditions):
        raise table.wrong("measures", f"are as many as the conditions, {len(conditions)}")
    solution_spec, controls = _solution(table, of_spec=spec != "")
    return Exercise(
        name, goal, conditions, measures, seeds, spec, figure, hints, solution_spec, controls, line
    )


def _solution(table: Table, *, of_spec: bool) -> tuple[str, Mapping[str, Value]]:
    """The spec that meets the goal, or the values of the figure's controls that do."""
    solution = table.table("solution") if "solution" in table else None
    if solution is None or ("spec" if of_spec else "figure") not in solution:
        how = "[solution] and below it spec = '''the whole spec'''"
        how = how if of_spec else "[solution.figure] and below it the controls that it sets"
        raise BodyError(table.line_of("solution"), f"This exercise has no solution: write {how}.")
    spec = solution.text("spec") if of_spec else ""
    controls: Mapping[str, Value] = MappingProxyType({}) if of_spec else solution.table("figure").rest()
    solution.done()
    return spec, controls


def _expect(name: str, table: Table, line: int) -> Expect:
    claim, conditions = table.text("claim"), _conditions(table)
    figure, nothing = table.text("figure", ""), MappingProxyType[str, Value]({})
    controls = table.table("controls").rest() if figure and "controls" in table else nothing
    if figure and "specs" in table:
        raise table.wrong("specs", 'are too many for a figure, which shows one: write spec = "name"')
    if figure and "spec" not in table:
        return Expect(name, claim, MappingProxyType({}), 1, "every", conditions, line, figure, controls)
    over = table.text("over", "every")
    found = next((known for known in _OVER if known == over), None)
    if found is None:
        raise table.wrong("over", 'is "every" or "median"')
    seeds = table.whole("seeds", 1, MOST_SEEDS)
    specs = _specs(table, line)
    edits = _edits(table, specs)
    return Expect(name, claim, specs, seeds, found, conditions, line, figure, controls, edits)


def _specs(table: Table, line: int) -> Mapping[str, str]:
    """The specs of an expect by alias."""
    one = table.text("spec", "")
    if ("specs" in table) == (one != ""):
        names = 'spec = "name", or specs = { a = "name", b = "other" }, or figure = "name"'
        raise BodyError(line, f"An expect names what it is about: {names}.")
    if one:
        return MappingProxyType({"": one})
    specs = table.table("specs").rest()
    if not specs or not all(isinstance(spec, str) for spec in specs.values()):
        raise table.wrong("specs", 'gives names of specs: specs = { a = "name", b = "other" }')
    if not all(alias.isidentifier() for alias in specs):
        raise table.wrong("specs", "calls each spec by a word that conditions can use")
    return MappingProxyType({alias: str(spec) for alias, spec in specs.items()})


def _edits(table: Table, specs: Mapping[str, str]) -> Mapping[str, Mapping[str, str]]:
    """What is changed in the specs of an expect, by alias."""
    if "edits" not in table:
        return MappingProxyType({})
    edits = table.table("edits").rest()
    found = {}
    for alias, changes in edits.items():
        if alias not in specs or not isinstance(changes, Mapping):
            raise table.wrong("edits", 'are of one of the specs: [edits.alias], and below it "old" = "new"')
        found[alias] = {old: new for old, new in changes.items() if isinstance(new, str)}
        if len(found[alias]) < len(changes):
            raise table.wrong("edits", 'give a text for a text: "epochs=300" = "epochs=1000"')
    return MappingProxyType(found)


def _conditions(table: Table, key: str = "conditions") -> tuple[Condition, ...]:
    texts = table.texts(key)
    if not texts:
        raise table.wrong(key, "are at least one")
    return tuple(_condition(table, key, text) for text in texts)


def _condition(table: Table, key: str, text: str) -> Condition:
    line = table.line_of_text(key, text)
    try:
        return parse_condition(text, line)
    except ConditionError as error:
        raise BodyError(line, str(error)) from None


_READERS: Mapping[str, Callable[[str, Table, int], Block]] = {
    "figure": _figure,
    "quiz": _quiz,
    "guess": _guess,
    "exercise": _exercise,
    "expect": _expect,
    **{kind: partial(_figure, kind=kind) for kind in SHORT_FOR},
}
KINDS = ("spec", *_READERS)
