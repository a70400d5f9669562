"""A guess before training is answered by the learner's own run, and only by one that it is about."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static

from rnntui.course.bodies import read_block
from rnntui.course.records import Guess
from rnntui.tui.widgets.questions import GuessView

BODY = """
question = "Will it be better?"
holds = "one_step.rmse < 42.59"
when = ["layers == ['SimpleRNN']"]
reveal = "No: it is worse."
"""


CONTEST = """
question = "Which is better?"
choices = ["the perceptron", "a cell"]
answer = "the perceptron"
reveal = "The perceptron, with every seed."
least = "one_step.rmse"
measure = "one-step RMSE"
[runs]
"the perceptron" = ["layers == ['Dense']"]
"a cell" = ["layers == ['SimpleRNN']"]
"""


class Asked(App[None]):
    """One guess, committed to as yes, or as the first choice."""

    def __init__(self, body: str = BODY) -> None:
        super().__init__()
        self._body = body

    def compose(self) -> ComposeResult:
        """The guess alone."""
        guess = read_block("guess", "better", self._body, 1)
        assert isinstance(guess, Guess)
        yield GuessView(guess, 0, unicode=True, seeds=5)


def run(rmse: float, *layers: str) -> dict[str, object]:
    """What is asked of a run here."""
    return {"one_step": {"rmse": rmse}, "layers": layers}


async def test_only_a_run_that_the_guess_is_about_answers_it() -> None:
    app = Asked()
    async with app.run_test():
        view = app.query_one(GuessView)

        def said() -> str:
            return str(app.query_one(".reason", Static).content)

        assert said() == "Noted. Your own run will answer it."
        view.know_run(run(16.0, "Flatten", "Dense"))
        layers = "layers: Flatten, Dense, should be SimpleRNN"
        assert said() == f"Noted. That run does not answer it: {layers}."
        view.know_run({**run(0.0, "SimpleRNN"), "one_step": {"rmse": None}})  # it diverged
        assert said() == "Noted. That run does not answer it: one-step RMSE is not there."
        view.know_run(run(61.7, "SimpleRNN"))
        assert said() == "✗ No: it is worse. (Your run: one-step RMSE: 61.7, not below 42.59.)"
        view.know_run(run(16.0, "Flatten", "Dense"))
        assert "Your run: one-step RMSE: 61.7" in said()


async def test_runs_of_every_choice_answer_in_the_place_of_the_lesson_and_say_which_is_missing() -> None:
    app = Asked(CONTEST)
    async with app.run_test():
        view = app.query_one(GuessView)

        def said() -> str:
            return str(app.query_one(".reason", Static).content)

        reveal = "The perceptron, with every seed."
        assert said() == f"✓ {reveal} (Train them all, and your own runs answer it.)"
        view.know_runs([run(61.7, "SimpleRNN"), run(99.0, "LSTM")])
        missing = "Still missing: the perceptron."
        assert said() == f"✓ {reveal} (Your runs, one-step RMSE: a cell 61.70. {missing})"
        runs = [run(61.7, "SimpleRNN"), run(16.0, "Dense"), run(18.0, "Dense")]
        view.know_runs(runs)
        assert said() == f"✓ {reveal} (Your runs, one-step RMSE: the perceptron 17.00, a cell 61.70.)"
        view.know_runs([*runs, run(9.0, "SimpleRNN"), run(10.0, "SimpleRNN")])
        assert said() == (
            f"✗ It is: a cell. Where the lesson was checked: {reveal} "
            "(Your runs, one-step RMSE: the perceptron 17.00, a cell 10.00.)"
        )


CHECKED = """
question = "Will it be better?"
holds = "one_step.rmse < 42.59"
checked = false
claim = "never-better"
reveal = "With each of five seeds it was worse."
"""
BY_CHOICE = """
question = "Which is the largest?"
choices = ["the first", "the last", "another one"]
checked = "the last"
claim = "grows"
reveal = "The last: it grows all the time."
[answers]
"the first" = ["loss[0] == max(loss)"]
"the last" = ["loss[-1] == max(loss)"]
"""


async def test_a_run_that_differs_from_those_that_were_checked_says_so() -> None:
    app = Asked(CHECKED)
    async with app.run_test():
        view = app.query_one(GuessView)
        said = "With each of five seeds it was worse."
        view.know_run(run(61.7, "SimpleRNN"))
        found = "(Your run: one-step RMSE: 61.7, not below 42.59.)"
        assert str(app.query_one(".reason", Static).content) == f"✗ No. {said} {found}"
        view.know_run(run(40.0, "SimpleRNN"))
        assert str(app.query_one(".reason", Static).content) == (
            "✓ Yes. Your run is a single one, and differs from the 5 seeds that were checked: "
            f"{said} (Your run: one-step RMSE: 40, below 42.59.)"
        )


async def test_the_lesson_has_words_for_what_a_run_is_asked() -> None:
    app = Asked(CHECKED + 'measure = "how far off it is"')
    async with app.run_test():
        app.query_one(GuessView).know_run(run(61.7, "SimpleRNN"))
        said = str(app.query_one(".reason", Static).content)
        assert said.endswith("(Your run: how far off it is: 61.7, not below 42.59.)")


async def test_a_run_answers_with_the_choice_whose_conditions_it_meets_or_with_the_one_that_is_left() -> None:
    app = Asked(BY_CHOICE)
    async with app.run_test():
        view, reason = app.query_one(GuessView), app.query_one(".reason", Static)
        assert str(reason.content) == "Noted. Your own run will answer it."
        view.know_run({"loss": (1.0, 2.0, 3.0)})
        assert str(reason.content) == "✗ The last: it grows all the time. (Your run says so, too.)"
        differs = "Your run is a single one, and differs from the 5 seeds that were checked:"
        view.know_run({"loss": (3.0, 2.0, 1.0)})
        assert str(reason.content) == f"✓ The first. {differs} The last: it grows all the time."
        view.know_run({"loss": (1.0, 3.0, 1.0)})
        assert str(reason.content) == f"✗ It is: another one. {differs} The last: it grows all the time."


async def test_yes_and_no_stand_alone_where_the_reveal_does_not_begin_with_them() -> None:
    app = Asked(BODY.replace("No: it is worse.", "With every seed it was worse."))
    async with app.run_test():
        app.query_one(GuessView).know_run(run(61.7, "SimpleRNN"))
        assert str(app.query_one(".reason", Static).content).startswith("✗ No. With every seed")
