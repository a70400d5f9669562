"""Quizzes and guesses in a lesson: ask, take an answer, then say what is right and why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from rnntui.course.condition import Graded
from rnntui.course.names import is_of_run
from rnntui.course.records import Answer, Guess, Quiz
from rnntui.tui.widgets.choices import Choices
from rnntui.tui.words import contest_words, graded_words

_OF_NUMBERS = tuple("0123456789.,-+")
_KEYS = tuple("?:/")  # which work in a number as well
_NO_NUMBER = "Type a number, then Enter; ctrl+o leaves the field."
_YES_NO = ("yes", "no")


class Answered(Message):
    """A quiz or a guess was answered; ``value`` is a choice's index or a number as text."""

    def __init__(self, name: str, value: int | str) -> None:
        super().__init__()
        self.name = name
        self.value = value


class NumberField(Input):
    """Takes what numbers are made of, a comma as a point. A letter is no key in it: whoever types a word
    wants neither to train nor to go elsewhere.
    """

    class Refused(Message):
        """A letter was typed."""

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """All but what no word is made of."""
        return character is not None and character.isprintable() and character not in _KEYS

    def on_key(self, event: events.Key) -> None:
        """Not what an `Input` makes of a letter."""
        character = event.character
        if not event.is_printable or (character in _OF_NUMBERS and character != ","):
            return
        event.prevent_default()
        if character == ",":
            self.insert_text_at_cursor(".")
        elif character not in _KEYS:
            event.stop()
            self.post_message(self.Refused())


class QuizView(Vertical):
    """A question with its choices; the answer brings its reason at once."""

    def __init__(self, quiz: Quiz, chosen: int | None, *, unicode: bool) -> None:
        super().__init__(classes="question")
        self._quiz = quiz
        self._given = chosen
        self._unicode = unicode

    @property
    def answered(self) -> bool:
        """Whether there is an answer."""
        return self._given is not None

    @property
    def open(self) -> bool:
        """Whether the right answer is still to be found."""
        return self._given is None or not self._quiz.choices[self._given].right

    def compose(self) -> ComposeResult:
        """The question, the choices, the reason."""
        yield Static(Text(f"Stop and think: {self._quiz.question}", "bold"), classes="asked")
        answers = [choice.text for choice in self._quiz.choices]
        yield Choices(answers, chosen=self._given, unicode=self._unicode)
        yield Static("", classes="reason")

    def on_mount(self) -> None:
        """An answer of another day is still there."""
        if self._given is not None:
            self._reveal(self._given)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Say why."""
        event.stop()
        self._given = event.index
        self._reveal(event.index)
        self.call_after_refresh(self.scroll_visible, animate=False)
        self.post_message(Answered(self._quiz.name, event.index))

    def _reveal(self, index: int) -> None:
        choice = self._quiz.choices[index]
        right, wrong = ("✓ Right.", "✗ Not this one.") if self._unicode else ("Right.", "Not this one.")
        again = "" if choice.right else " Enter tries again."
        said = f"{right if choice.right else wrong} {choice.why}{again}"
        reason = self.query_one(".reason", Static)
        reason.update(Text(said))
        reason.set_class(choice.right, "-right")


class GuessView(Vertical):
    """A guess before the answer shows itself: a number, or one of some choices."""

    def __init__(self, guess: Guess, given: int | str | None, *, unicode: bool, seeds: int = 0) -> None:
        """``seeds``: of how many runs the reveal tells, where a single run of the learner's may differ."""
        super().__init__(classes="question")
        self._guess = guess
        self._seeds = seeds
        self._given = given
        self._values: Mapping[str, object] = {}
        self._unicode = unicode
        self._graded: Graded | None = None  # how a run answered
        self._by_run: Answer | None = None  # what it answered
        self._waits = ""  # why the last run did not answer
        self._standing: Mapping[str, float | None] = {}  # what was measured for each choice

    @property
    def answered(self) -> bool:
        """Whether there is a guess."""
        return self._given is not None

    @property
    def open(self) -> bool:
        """Whether a guess is still to be made: a wrong one is one."""
        return not self.answered

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be chosen; empty where a number is asked for."""
        if isinstance(self._guess.answer, bool) or self._guess.holds is not None:
            return self._guess.choices or _YES_NO
        return self._guess.choices

    def compose(self) -> ComposeResult:
        """The question, the answer's place, the reveal."""
        yield Static(Text(f"Your guess: {self._guess.question}", "bold"), classes="asked")
        if self.choices:
            chosen = self._given if isinstance(self._given, int) else None
            yield Choices(self.choices, chosen=chosen, unicode=self._unicode)
        else:
            given = str(self._given or "")
            yield NumberField(given, placeholder="a number, then Enter", type="number", compact=True)
        yield Static("", classes="reason")

    def on_mount(self) -> None:
        """A guess of another day is still there."""
        if self._given is not None:
            self._reveal()

    def know_run(self, run: Mapping[str, Any]) -> None:
        """A run of the step's spec has these values; it answers if it is one that the guess is about."""
        other = next(
            (one for one in (when.evaluate(run) for when in self._guess.when) if not one.holds), None
        )
        self._waits = "" if other is None else graded_words(other)
        if other is None and self._guess.by_run:
            unknown = self._guess.unknown_of(run)
            if unknown is None:
                self._by_run = self._guess.answer_of(run)
                self._graded = self._guess.holds.evaluate(run) if self._guess.holds is not None else None
            else:
                self._waits = graded_words(unknown).rstrip(".")
        self.know(flat(run) if other is None else {})

    def know_runs(self, runs: Sequence[Mapping[str, Any]]) -> None:
        """All runs of the step's spec have these values; together they may answer."""
        if self._guess.contest is not None:
            self._standing = self._guess.contest.standing(runs)
            self.know({})

    def know(self, values: Mapping[str, object]) -> None:
        """What figures and runs have answered meanwhile."""
        self._values = {**self._values, **values}
        if self._given is not None:
            self._reveal()

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """The guess stands."""
        event.stop()
        self._commit(event.index)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The guess stands, if it is a number."""
        event.stop()
        try:
            float(event.value)
        except ValueError:
            self.query_one(".reason", Static).update(Text(_NO_NUMBER))
        else:
            self._commit(event.value.strip())

    def on_number_field_refused(self, event: NumberField.Refused) -> None:
        """Say what is asked for, where nothing is said yet."""
        event.stop()
        if self._given is None:
            self.query_one(".reason", Static).update(Text(_NO_NUMBER))

    def _commit(self, value: int | str) -> None:
        self._given = value
        self._reveal()
        self.call_after_refresh(self.scroll_visible, animate=False)
        self.post_message(Answered(self._guess.name, value))

    def _reveal(self) -> None:
        reason = self.query_one(".reason", Static)
        answer = self._answer()
        if answer is None:
            reason.update(Text(f"Noted. {self._comes()}"))
            return
        yes, no = ("✓", "✗") if self._unicode else ("Right.", "No.")
        right, said = self._verdict(answer)
        parts = (yes if right else no, said, self._elsewhere(), self._guess.reveal, self._measured())
        reason.update(Text(" ".join(part for part in parts if part)))
        reason.set_class(right, "-right")

    def _answer(self) -> object | None:
        """What is right, as far as it is known yet."""
        if self._guess.answer is not None:
            return self._winner() or self._guess.answer
        if self._by_run is not None:
            return self._by_run
        return self._values.get(self._guess.value)

    def _winner(self) -> str | None:
        """The choice that is right by the learner's own runs."""
        contest = self._guess.contest
        return contest.winner(self._standing) if contest is not None and self._standing else None

    def _says_otherwise(self) -> bool:
        """Whether the learner's own runs say something else than the lesson."""
        if self._guess.checked is not None:
            return self._by_run not in (None, self._guess.checked)
        return self._winner() not in (None, self._guess.answer)

    def _elsewhere(self) -> str:
        """What stands before the reveal where the learner's own runs say otherwise."""
        if not self._says_otherwise():
            return ""
        if self._guess.checked is None:
            return "Where the lesson was checked:"
        return f"Your run is a single one, and differs from the {self._seeds} seeds that were checked:"

    def _measured(self) -> str:
        """What the learner's own runs have to say, in brackets."""
        if self._graded is not None:
            return f"(Your run: {graded_words(self._graded, self._guess.measure, goal=False)}.)"
        if self._guess.answers and self._by_run is not None:
            return "" if self._says_otherwise() else "(Your run says so, too.)"
        if self._guess.contest is None:
            return ""
        return f"({contest_words(self._guess.contest, self._standing)})"

    def _comes(self) -> str:
        """When the answer comes."""
        if self._waits:
            return f"That run does not answer it: {self._waits}."
        if self._guess.by_run or is_of_run(self._guess.value):
            return "Your own run will answer it."
        return "The answer comes with the run or the figure."

    def _verdict(self, answer: object) -> tuple[bool, str]:
        """Whether the guess is right, and what there is to say that the reveal does not begin with."""
        if self.choices and isinstance(self._given, int):
            choice = self._right_choice(answer)
            right, plain = self.choices[self._given] == choice, f"{choice[:1].upper()}{choice[1:]}."
            said = plain if right or self.choices == _YES_NO else f"It is: {choice}."
            return right, "" if self._reveals(choice) else said
        value = f"{answer:g}" if isinstance(answer, float) else str(answer)
        try:
            off = float(str(self._given)) - float(str(answer))
        except ValueError:
            return False, "" if self._reveals(value) else f"It is {value}."
        if abs(off) <= self._guess.tolerance + 1e-9:
            return True, "" if self._reveals(value) else f"{value}."
        missed = f"ou were {abs(off):g} {'above' if off > 0 else 'below'}."
        return False, f"Y{missed}" if self._reveals(value) else f"It is {value}: y{missed}"

    def _reveals(self, answer: str) -> bool:
        """Whether the reveal begins with the answer: it would be said twice."""
        if self._says_otherwise():
            return False
        return re.match(rf"{re.escape(answer)}(?![\w.]*\w)", self._guess.reveal, re.IGNORECASE) is not None

    def _right_choice(self, answer: object) -> str:
        if isinstance(answer, bool):
            return self.choices[0 if answer else 1]
        if isinstance(answer, int | float) and int(answer) == answer and 0 <= answer < len(self.choices):
            return self.choices[int(answer)]
        return str(answer)


def flat(values: Mapping[str, object], head: str = "") -> dict[str, object]:
    """Nested values by dotted name: ``one_step.rmse``."""
    found: dict[str, object] = {}
    for name, value in values.items():
        if isinstance(value, Mapping):
            found |= flat(value, f"{head}{name}.")
        else:
            found[f"{head}{name}"] = value
    return found
