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


class Asked(App[None]):
    """One guess, committed to as yes."""

    def compose(self) -> ComposeResult:
        """The guess alone."""
        guess = read_block("guess", "better", BODY, 1)
        assert isinstance(guess, Guess)
        yield GuessView(guess, 0, unicode=True)


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
        view.know_run(run(61.7, "SimpleRNN"))
        assert said() == "✗ No: it is worse. (Your run: one-step RMSE: 61.7, not below 42.59.)"
        view.know_run(run(16.0, "Flatten", "Dense"))
        assert "Your run: one-step RMSE: 61.7" in said()
