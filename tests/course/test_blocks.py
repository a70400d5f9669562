"""Each kind of block: what it may say, and the line and sentence for what it may not."""

from __future__ import annotations

import pytest

from rnntui.course.records import Broken, Choice, Exercise, Expect, Guess, Quiz, SpecBlock
from tests.course.conftest import block, lesson

TWO = '[[choice]]\ntext = "a"\nright = true\nwhy = "w"\n[[choice]]\ntext = "b"\nwhy = "v"\n'
ASK = 'question = "How many?"\nreveal = "This many."\n'
GOAL = 'goal = "g"\nconditions = ["params == 1"]\nhints = ["h"]\n'
CLAIM = 'claim = "c"\nseeds = 5\n'
MET = "conditions = ['params == 1']"


def only(kind: str, body: str) -> object:
    (step,) = lesson(block(kind, body)).steps
    (found,) = step.blocks
    return found


def test_a_quiz() -> None:
    quiz = only("quiz q", f'question = "Which?"\n{TWO}')
    assert quiz == Quiz("q", "Which?", (Choice("a", True, "w"), Choice("b", False, "v")), 7)


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("answer = 6", 6),
        ("answer = true", True),
        ('choices = ["up", "down"]\nanswer = "down"', "down"),
        ('choices = ["up", "down"]\nanswer = 0', "up"),
    ],
)
def test_a_guess_with_an_answer(body: str, answer: object) -> None:
    guess = only("guess g", ASK + body)
    assert isinstance(guess, Guess)
    assert guess.answer == answer
    assert guess.value == ""


def test_a_guess_that_a_run_answers() -> None:
    text = "holds = 'one_step.rmse < 42.59'\nwhen = [\"series == 'airline'\"]"
    guess = only("guess g", ASK + text)
    assert isinstance(guess, Guess)
    assert guess.holds is not None
    assert guess.holds.text == "one_step.rmse < 42.59"
    assert [one.text for one in guess.when] == ["series == 'airline'"]


CONTEST = """choices = ["a", "b"]
answer = "a"
most = "seconds.train / epochs"
measure = "seconds per epoch"
[runs]
a = ["params == 1"]
b = ["params == 2"]
"""


def test_a_guess_that_a_run_of_each_choice_answers() -> None:
    guess = only("guess g", ASK + CONTEST)
    assert isinstance(guess, Guess)
    assert guess.contest is not None
    assert guess.contest.most
    runs = [{"params": 2, "seconds": {"train": 9.0}, "epochs": 3}]
    standing = guess.contest.standing(runs)
    assert standing == {"a": None, "b": 3.0}
    assert guess.contest.winner(standing) is None
    assert guess.contest.winner({"a": 4.0, "b": 3.0}) == "a"


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('b = ["params == 2"]\n', "", 14, "for every choice"),
        ("b =", "c =", 16, '"c" means nothing here'),
        ("seconds.train / epochs", "epochs > 3", 12, "write the value alone"),
        ('answer = "a"', "value = 'params'", 7, "this guess needs an answer"),
        ('measure = "seconds per epoch"\n', "", 7, '"measure" is missing'),
    ],
)
def test_a_contest_that_can_not_be_held(old: str, new: str, line: int, said: str) -> None:
    broken = only("guess g", ASK + CONTEST.replace(old, new))
    assert isinstance(broken, Broken)
    assert said in broken.problem.message
    assert broken.line == line


def test_a_guess_that_something_computed_answers() -> None:
    guess = only("guess g", ASK + 'value = "one_step.rmse"\ntolerance = 1.5')
    assert isinstance(guess, Guess)
    assert (guess.answer, guess.value, guess.tolerance) == (None, "one_step.rmse", 1.5)


def test_an_exercise_on_a_spec_and_one_on_a_figure() -> None:
    on_spec = only("exercise e", GOAL + 'spec = "s"\nseeds = 3\n[solution]\nspec = """\na\nb\n"""')
    assert isinstance(on_spec, Exercise)
    assert (on_spec.spec, on_spec.seeds, on_spec.solution_spec) == ("s", 3, "a\nb")
    on_figure = only("exercise e", GOAL + 'figure = "f"\n[solution.figure]\nlag1 = 1.0\nlag13 = -1')
    assert isinstance(on_figure, Exercise)
    assert on_figure.solution_figure == {"lag1": 1.0, "lag13": -1}


def test_an_expect_of_one_spec_of_two_and_of_a_figure() -> None:
    one = only("expect e", CLAIM + 'spec = "s"\nconditions = ["params == 1",\n  "params < 2"]')
    assert isinstance(one, Expect)
    assert (one.specs, one.over, [condition.line for condition in one.conditions]) == (
        {"": "s"},
        "every",
        [11, 12],
    )
    two = only(
        "expect e", CLAIM + 'specs = { a = "s", b = "t" }\nover = "median"\nconditions = ["a.params < 2"]'
    )
    assert isinstance(two, Expect)
    assert (two.specs, two.over) == ({"a": "s", "b": "t"}, "median")
    figure = only(
        "expect e", 'claim = "c"\nfigure = "f"\nconditions = ["figure.x < 2"]\n[controls]\nw = 1.14'
    )
    assert isinstance(figure, Expect)
    assert (figure.figure, figure.controls, figure.specs) == ("f", {"w": 1.14}, {})


@pytest.mark.parametrize(
    ("kind", "body", "line", "said"),
    [
        ("quiz q", "question = 'x", 8, "This is no TOML"),
        ("quiz q", "question = 'x'\n\nx = [1,\n", 10, "This is no TOML"),
        ("quiz q", TWO, 7, '"question" is missing.'),
        ("quiz q", f"questoin = 'x'\n{TWO}", 8, '"questoin" means nothing here: did you mean question?'),
        ("quiz q", f"question = 4\n{TWO}", 8, '"question" is a text in quotes.'),
        ("quiz q", f"question = 'x'\nanswer = 2\n{TWO}", 9, '"answer" means nothing here'),
        ("quiz q", "question = 'x'", 7, "A quiz has at least two choices"),
        ("quiz q", f"question = 'x'\n{TWO}right = true", 7, "and this one has 2"),
        ("quiz q", f"question = 'x'\n{TWO.replace('right = true', '')}", 7, "and this one has 0"),
        ("quiz q", f"question = 'x'\n{TWO.replace('b', 'a', 1)}".replace('"b"', '"a"'), 7, "the same text"),
        (
            "quiz q",
            f"question = 'x'\n{TWO}".replace('\nwhy = "v"', ""),
            13,
            '"why" is missing in [[choice]].',
        ),
        ("quiz q", f"question = 'x'\n{TWO}wy = 'x'", 16, '"wy" means nothing here: did you mean why?'),
        ("guess g", f"{ASK}answer = 1\nholds = 'params < 3'", 7, "has more than one of them"),
        ("guess g", f"{ASK}holds = 'params'", 10, "compares nothing"),
        ("guess g", f"{ASK}choices = ['a', 'b', 'c']\nholds = 'params < 3'", 10, "are two"),
        ("guess g", f"{ASK}holds = 'params < 3'\nchecked = true", 7, "write checked and claim"),
        ("guess g", f"{ASK}holds = 'params < 3'\nchecked = 1\nclaim = 'c'", 11, "is true or false"),
        ("guess g", f"{ASK}value = 'params'\nchecked = 1\nclaim = 'c'", 12, "proves what runs answer"),
        ("guess g", f"{ASK}choices = ['x', 'y', 'z']\n[answers]\nx = ['epochs < 3']", 11, "choice but one"),
        ("guess g", f"{ASK}answer = 1\nwhen = ['params < 3']", 11, "the answer is given"),
        ("guess g", ASK, 7, "has none of them"),
        ("guess g", f"{ASK}answer = 1\nvalue = 'rows'", 7, "has more than one of them"),
        ("guess g", f"{ASK}choices = ['a', 'b']\nanswer = 2", 11, "its number from 0 to 1"),
        ("guess g", f"{ASK}choices = ['a']\nanswer = 0", 10, "at least two"),
        ("guess g", f"{ASK}answer = 'six'", 10, "a number, true or false"),
        ("guess g", f"{ASK}answer = 1979-05-27", 10, "is a date"),
        ("guess g", f"{ASK}answer = nan", 10, "is not finite"),
        ("guess g", f"{ASK}answer = 1\ntolerance = -1", 11, "is 0 or more"),
        ("guess g", 'question = "x"\nanswer = 1', 7, '"reveal" is missing.'),
        ("figure f", "from = 1", 7, '"figure" is missing.'),
        ("exercise e", GOAL, 7, "works on a spec or on a figure"),
        ("exercise e", f"{GOAL}measures = ['a', 'b', 'c']\nfigure = 'f'", 11, "as many as the conditions"),
        ("exercise e", f"{GOAL}spec = 's'", 7, "no solution: write [solution] and"),
        ("exercise e", f"{GOAL}spec = 's'\n[solution]\nfigure = 1", 12, "no solution: write [solution] and"),
        ("exercise e", f"{GOAL}figure = 'f'\n[solution]\nx = 1", 12, "write [solution.figure] and below it"),
        ("exercise e", f"{GOAL}spec = 's'\nseeds = 0\n[solution]\nspec = 'x'", 12, "from 1 to 50"),
        ("exercise e", f"{GOAL}spec = 's'\n[solution]\nspec = 'x'\nmore = 1", 14, '"more" means'),
        ("expect e", f"{CLAIM}{MET}", 7, "names what it is about"),
        ("expect e", f"{CLAIM}spec = 's'\nconditions = []", 11, "at least one"),
        ("expect e", f"{CLAIM}spec = 's'\nconditions = [\n 'epochs == 1',\n 'params']", 13, "compares"),
        ("expect e", f"{CLAIM}spec = 's'\nover = 'all'\n{MET}", 11, '"every" or "median"'),
        ("expect e", f"{CLAIM}specs = {{ a = 1 }}\n{MET}", 10, "gives names of specs"),
        ("expect e", f"{CLAIM}specs = {{ 'a b' = 's' }}\n{MET}", 10, "by a word"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(kind: str, body: str, line: int, said: str) -> None:
    broken = only(kind, body)
    assert isinstance(broken, Broken)
    assert said in broken.problem.message
    assert broken.problem.line == line
    assert str(broken.problem).startswith(f"01-tried.md:{line}: ")


def test_a_spec_that_is_wrong_on_purpose() -> None:
    spec = only("spec five wrong", "x = 1")
    assert isinstance(spec, SpecBlock)
    assert (spec.name, spec.wrong) == ("five", True)


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        ("spec five wrong", "", "A spec that is wrong is written out"),
        ("spec five wrongly", "x = 1", '"five wrongly" is no name'),
        ("spec wrong wrong wrong", "x = 1", '"wrong wrong" is no name'),
        ("quiz five wrong", "", '"five wrong" is no name'),
    ],
)
def test_marks_that_are_none(kind: str, body: str, said: str) -> None:
    found = only(kind, body)
    assert isinstance(found, Broken)
    assert said in found.problem.message


def test_an_expect_on_a_figure_that_shows_the_runs_of_a_spec() -> None:
    expect = only("expect e", CLAIM + f'spec = "s"\nfigure = "f"\n{MET}\n[controls]\ngate = "o"')
    assert isinstance(expect, Expect)
    assert (expect.specs, expect.figure, expect.seeds) == ({"": "s"}, "f", 5)
    assert expect.controls == {"gate": "o"}


def test_a_figure_shows_the_runs_of_one_spec_only() -> None:
    found = only("expect e", CLAIM + f'specs = {{ a = "s", b = "t" }}\nfigure = "f"\n{MET}')
    assert isinstance(found, Broken)
    assert '"specs" are too many for a figure' in found.problem.message
