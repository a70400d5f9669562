"""A learner's way through a lesson, with the keys that they press."""

from __future__ import annotations

import platform

import numpy as np
import pytest
from textual.widgets import Input

from rnntui.course.load import load_course, shipped_course
from rnntui.runs.facts import seen
from rnntui.runs.progress import Progress
from rnntui.runs.protocol import Failed
from rnntui.series.catalogue import load
from rnntui.tui import desk
from rnntui.tui.earlier import PastRun
from rnntui.tui.link import Remembered
from rnntui.tui.screens.home import HomeScreen
from rnntui.tui.told import RunsRemembered, SeriesRead
from rnntui.tui.wanted import Read, Wanted
from rnntui.tui.widgets.chart import ChartView
from rnntui.tui.widgets.choices import Choices
from rnntui.tui.widgets.questions import GuessView, QuizView
from tests.tui.conftest import NARROW, WIDE, Opened
from tests.tui.happened import finished, progress, started, table, values


def reasons(tui: Opened) -> list[str]:
    """What quizzes and guesses have answered."""
    from textual.widgets import Static

    return [str(one.content) for one in tui.lesson.query(".reason").results(Static)]


async def train_step(tui: Opened) -> None:
    """From home to the second step's lab."""
    await tui.press("enter", "n", "2")
    await tui.read()


async def ended(tui: Opened, one_step: float = 15.0, **changes: object) -> None:
    """The run that was asked for starts, trains and ends."""
    run = tui.link.run
    await tui.said(started(run))
    await tui.said(progress(run, 200))
    await tui.said(finished(run, one_step, **changes), table=table(), values=values(one_step))


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_home_lesson_answers_edit_mend_train(opened, size):
    async with opened(size) as tui:
        assert isinstance(tui.app.screen, HomeScreen)
        await tui.press("enter")
        await tui.shows("Read and guess")

        # a quiz, and guesses of both kinds
        await tui.press("enter", "down", "enter")
        assert reasons(tui)[0] == "✓ Right. Grass has it."
        await tui.press("enter", "5", "enter")
        assert reasons(tui)[1] == "✗ You were 2 above. 3: one for each corner."
        await tui.press("enter", "enter")
        assert reasons(tui)[2] == "✓ Two. It has one more."
        assert tui.app.progress.answers("first") == {"colour": 1, "rows": "5", "sooner": 0}

        # a mistake in the spec is marked, keeps training from starting, and is mended
        await tui.press("n", "e")
        await tui.read()
        await tui.press("down", "down", "home", "right", "right", "right", "right", "delete")
        assert "Flaten()," in tui.lab.editor.text
        await tui.until(lambda: "did you mean Flatten? (ctrl+o, then f mends it)" in tui.line("#status"))
        await tui.press("ctrl+r")
        assert tui.link.trained == []
        await tui.press("ctrl+o", "f")
        assert "Flatten()," in tui.lab.editor.text
        assert not tui.lab.reading.errors

        # training: what the worker says is drawn
        await tui.train("r")
        [(run, spec, data, seed)] = tui.link.trained
        assert (data, seed) == ("airline", 0)
        assert spec == tui.lab.editor.text
        assert "starting TensorFlow" in tui.line("#run-line")
        await tui.said(started(run))
        assert "compiling" in tui.line("#run-line")
        await tui.said(progress(run, 100))
        await tui.until(lambda: "100/200" in tui.line("#run-line"))
        await tui.said(progress(run, 150, recursive=tuple(np.full(44, 450.0).tolist())))
        await tui.until(lambda: "recursive" in tui.lab.query_one(ChartView).text, "the live forecast")

        # r again: stop, and keep
        await tui.press("r")
        assert tui.link.stopped == [run]
        assert "Stopping" in tui.line("#run-line")
        await tui.said(finished(run, status="stopped", epochs=150), table=table(), values=values())
        assert "seed 0, stopped at 150 epochs: one-step RMSE 15.00" in tui.line("#run-line")
        assert "one-step" in tui.lab.query_one(ChartView).text
        assert tui.app.desk.running() is None


async def test_no_number_is_no_guess(opened):
    async with opened() as tui:
        await tui.press("enter")
        await tui.shows("Read and guess")
        await tui.press("enter", "down", "enter", "enter")
        assert isinstance(tui.lesson.focused, Input)
        await tui.press("enter")
        assert reasons(tui)[1] == "Type a number, then Enter; ctrl+o leaves the field."


async def test_another_seed_and_what_changed(opened):
    async with opened() as tui:
        await train_step(tui)
        await tui.train("r")
        await ended(tui, 16.2)
        await tui.train("s")
        await ended(tui, 14.9)
        assert "seed 1: one-step RMSE 14.90 beats" in tui.line("#run-line")
        assert tui.line("#run-line").endswith("seed 0 → 1: one-step RMSE 16.20 → 14.90")
        await tui.train("s")
        await ended(tui, 15.1)
        await tui.train("r")
        assert [seed for *_, seed in tui.link.trained] == [0, 1, 2, 0], "r goes back to seed 0"


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_how_a_run_goes_and_ends_is_in_sight_where_the_lab_is_not(opened, size):
    async with opened(size) as tui:

        def bars() -> str:
            return tui.line("#title") + tui.line("#tabs")

        await tui.press("enter", "n", "n", "2")  # a figure and a spec
        await tui.read()
        await tui.train("r")
        await tui.said(started(tui.link.run))
        await tui.said(progress(tui.link.run, 100))
        assert "100/200" not in bars()
        await tui.press("v")
        await tui.until(lambda: "100/200" in bars(), "it trains behind the figure")
        await tui.said(progress(tui.link.run, 150))
        await tui.until(lambda: "150/200" in bars(), "it goes on")
        await tui.said(finished(tui.link.run), table=table(), values=values())
        await tui.until(lambda: "RMSE 15.00 (" in bars())
        await tui.press("v")
        assert "RMSE 15.00" not in bars(), "the lab says it"
        await tui.press("1")
        assert ("RMSE 15.00 (naive 49.41, seasonal naive 42.59)" in bars()) == (size == NARROW)


@pytest.mark.parametrize("size", [NARROW, (60, 20), (120, 24)])
async def test_what_marks_a_result_is_read_beside_it_and_in_its_window(opened, size):
    notes = ("Wrong on purpose: the scaler saw the test part.", "The run's files can't be written: full.")
    async with opened(size) as tui:
        await train_step(tui)
        await tui.train("r")
        await tui.said(finished(tui.link.run, notes=notes, files={}))
        shown = " ".join(tui.line("#run-line").split())
        assert all(note in shown for note in notes)
        box = tui.lab.query_one("#run-line")
        assert box.region.bottom <= tui.lab.region.bottom, "all of it is on the screen"
        assert len(tui.line("#run-line").split("\n")) == box.content_size.height
        await tui.press("d")
        await tui.until(lambda: all(note in tui.line("#result-text") for note in notes))
        assert "seasonal naive" in tui.text
        await tui.press("d")
        assert "seasonal naive" in tui.line("#run-line")


async def test_without_a_result_its_window_says_how_to_get_one(opened):
    async with opened() as tui:
        await train_step(tui)
        await tui.press("d")
        await tui.tells("There is no result yet: r trains.")


async def test_a_guess_is_answered_by_the_run(opened):
    async with opened(WIDE) as tui:
        await train_step(tui)
        await tui.press("1", "enter", "1", "4", "enter")
        assert reasons(tui) == ["Noted. Your own run will answer it."]
        await tui.train("r")
        await ended(tui, 15.0)
        assert reasons(tui) == ["✓ 15. So it came out."]


async def test_an_exercise_is_graded_by_as_many_seeds_as_it_asks_for(opened):
    async with opened(WIDE) as tui:
        await tui.press("enter", "n", "n", "2")
        await tui.until(lambda: "press s once" in tui.line(".grades"))
        await tui.read()
        await tui.train("r")
        await ended(tui, 9.0)
        await tui.until(lambda: "1 of 2 seeds so far, press s for the next" in tui.line(".grades"))
        assert "Goal reached." not in tui.text
        await tui.train("s")
        await ended(tui, 10.5)
        await tui.shows("Goal reached.")
        assert tui.app.progress.answers("first")["below-ten/met"] == 1
        await tui.pilot.resize_terminal(*NARROW)  # where the exercise is out of sight, its state is not
        await tui.shows("exercise: goal reached")
        # an edit starts the counting again, and what was met stays met
        await tui.press("e")
        tui.lab.editor.put(tui.lab.editor.text.replace("200", "2000"))
        await tui.train("ctrl+r")
        await ended(tui, 12.0)
        await tui.shows("1 of 2 seeds")
        assert tui.app.progress.answers("first")["below-ten/met"] == 1


async def test_a_run_that_was_stopped_meets_no_goal_and_says_why(opened):
    async with opened(WIDE) as tui:
        await tui.press("enter", "n", "n", "2")
        await tui.read()
        for key in "rs":
            await tui.train(key)
            await ended(tui, 5.0, status="stopped", epochs=70)
        await tui.shows("Stopped at epoch 70 of 200")
        assert "Goal reached" not in tui.text
        assert "below-ten/met" not in tui.app.progress.answers("first")


async def test_who_is_in_the_lab_before_its_figure_moves_it_when_it_is_there(opened):
    async with opened(NARROW, course=load_course(shipped_course()), first="time-series") as tui:
        await tui.until(lambda: tui.app.ready and tui.lesson.pane.figure is not None)
        tui.app.ready = False  # what a lesson needs takes seconds on a busy machine
        await tui.lesson.pane.figure.remove()
        await tui.press("n", "o")
        assert tui.lesson.focused is tui.lesson.pane
        tui.app.ready = True
        await tui.lesson.fill()
        await tui.until(lambda: tui.lesson.focused is not None)
        assert tui.lesson.focused is tui.lesson.pane.figure


async def test_a_hint_is_read_at_once_from_the_lab_and_below_the_foot_of_the_screen(opened):
    async with opened((60, 20), course=load_course(shipped_course()), first="windowing") as tui:
        for _ in range(9):
            await tui.press("n")
        await tui.shows("· 10/10")
        await tui.press("h")
        await tui.shows("h opens a hint (1 of 3 open)")
        await tui.press("o", "h")
        await tui.shows("h opens a hint (2 of 3 open)")


async def test_behind_the_last_hint_is_the_solution_which_undo_takes_back(opened):
    async with opened(WIDE) as tui:
        await tui.press("enter", "n", "n", "h", "h")
        assert "h goes on to a solution" in tui.line(".hints")
        before = tui.lab.editor.text
        await tui.press("h")
        assert "h once more shows a solution in the editor" in tui.line(".hints")
        assert tui.lab.editor.text == before
        await tui.press("h")
        assert "epochs=2000" in tui.lab.editor.text
        assert "A solution was shown." in tui.line(".hints")
        await tui.read()
        for key in "rs":
            await tui.train(key)
            await ended(tui, 9.0)
        await tui.shows("Goal reached, with the solution.")
        await tui.press("e", "ctrl+z")
        assert tui.lab.editor.text == before
    async with opened(WIDE) as tui:
        await tui.press("enter")
        await tui.shows("A solution was shown.")


async def test_the_solution_of_a_figure_moves_it(opened):
    async with opened(WIDE) as tui:
        await tui.press("down", "enter", "h", "h", "h")
        await tui.shows("Goal reached, with the solution.")
        assert tui.lesson.pane.figure.figure.values()["w"] == 1.2


async def test_keys_of_the_chart_say_where_it_is(opened):
    async with opened() as tui:
        await tui.press("enter", "y")
        await tui.tells("This step has no chart of a run")
        await tui.press("n", "n", "y")
        await tui.tells("The chart in the lab has changed: o goes there.")
        await tui.press("2", "v", "y", "y")
        await tui.tells("behind this figure: v shows it")
        assert tui.lab.view.scaled


async def test_what_is_copied_may_be_lost_and_the_editor_says_so(opened):
    async with opened() as tui:
        await train_step(tui)
        await tui.press("e", "ctrl+c")
        assert not any("Copied" in note.message for note in tui.app._notifications)
        await tui.press("shift+right", "shift+right", "ctrl+c")
        await tui.tells("ctrl+o and then w save the spec to a file")
        assert tui.app.clipboard == "da"


async def test_leaving_the_screen_while_it_trains_and_coming_back(opened):
    async with opened() as tui:
        await train_step(tui)
        await tui.train("r")
        run = tui.link.run
        await tui.said(started(run))
        await tui.press("g")
        assert isinstance(tui.app.screen, HomeScreen)
        await tui.said(progress(run, 50))
        await tui.press("enter", "2")
        await tui.until(lambda: "50/200" in tui.line("#run-line"))
        await tui.press("g")
        await tui.said(finished(run, 15.0), table=table(), values=values())
        await tui.press("enter", "2")
        await tui.until(lambda: "one-step RMSE 15.00" in tui.line("#run-line"))
        assert not tui.link.stopped
        assert not tui.link.cancelled


@pytest.mark.parametrize("over", ["question_mark", "colon"])
async def test_a_run_that_ends_under_the_help_is_drawn(opened, over):
    async with opened() as tui:
        await train_step(tui)
        await tui.train("r")
        await tui.press(over)
        await ended(tui)
        await tui.press("escape")
        await tui.until(lambda: "one-step RMSE 15.00" in tui.line("#run-line"))


async def test_one_run_at_a_time(opened):
    async with opened() as tui:
        await train_step(tui)
        await tui.train("r")
        tui.app.start("second/other", "spec", "airline", 0)
        await tui.tells(
            "A run is under way in lesson 1, A first lesson, step 2 (g: all lessons): r there stops it."
        )
        tui.app.start("first/other", "spec", "airline", 0)
        await tui.tells("A run is under way in step 2 of this lesson (n and p lead there): r there stops it.")
        await tui.press("g", "enter", "r")
        assert len(tui.link.trained) == 1
        assert tui.link.stopped == [tui.link.run]


async def test_cancelling_keeps_nothing(opened):
    async with opened() as tui:
        await train_step(tui)
        await tui.train("r")
        await tui.press("x")
        assert tui.link.cancelled == [tui.link.run]
        assert tui.line("#run-line") == "Cancelling…"
        await tui.said(finished(tui.link.run, status="cancelled", metrics={}, files={}))
        assert tui.line("#run-line") == "Cancelled: nothing was kept."


async def test_a_worker_that_answers_no_cancel_is_ended_by_the_second(opened, monkeypatch):
    async with opened() as tui:
        await train_step(tui)
        await tui.train("r")
        await tui.press("x", "x", "r")
        assert tui.link.let_gone == 0, "it may answer yet"
        assert tui.line("#run-line") == "Cancelling…"
        monkeypatch.setattr(desk, "LONG", 0.0)
        await tui.press("x")
        assert tui.link.let_gone == 1
        assert tui.link.cancelled == [tui.link.run]
        assert tui.link.stopped == []


async def test_a_run_that_fails_says_why(opened):
    async with opened() as tui:
        await train_step(tui)
        await tui.train("r")
        failed = Failed(tui.link.run, "worker", "died", "The worker died.", "Train again.")
        await tui.said(failed)
        assert tui.line("#run-line") == "The worker died. Train again. r trains again."
        assert tui.lab.query_one("#run-line").has_class("-error")
        await tui.train("r")
        assert len(tui.link.trained) == 2


async def test_a_file_that_can_not_be_read_is_a_sentence_and_training_looks_for_it_again(opened):
    async with opened() as tui:
        await train_step(tui)
        tui.lab.editor.put(tui.lab.editor.text.replace("airline", "mine.csv"))
        await tui.until(lambda: tui.link.described == [Wanted("mine.csv")])
        tui.app.post_message(SeriesRead(Read(Wanted("mine.csv"), None, "There is no file 'mine.csv'.")))
        await tui.until(lambda: "There is no file 'mine.csv'." in tui.line("#status"))
        await tui.press("ctrl+o", "r")
        assert tui.link.trained == []
        await tui.until(lambda: len(tui.link.described) == 2)
        tui.app.post_message(SeriesRead(Read(Wanted("mine.csv"), seen(load("sine-coarse")))))
        await tui.until(lambda: tui.lab.reading.facts is not None and tui.lab.reading.facts.n == 200)
        assert "no file" not in tui.line("#status")
        await tui.train("r")
        assert tui.link.trained[-1][2] == "mine.csv"


async def test_what_is_read_of_a_file_is_read_anew(opened):
    async with opened() as tui:
        await train_step(tui)
        text = tui.lab.editor.text
        tui.lab.editor.put(text.replace('"airline"', '"mine.csv", target="sales", season=7'))
        await tui.until(lambda: tui.link.described == [Wanted("mine.csv", target=("sales",), season=7)])
        tui.lab.editor.put(text.replace('"airline"', '"mine.csv", target="rain", season=7'))
        await tui.until(lambda: tui.link.described[-1].target == ("rain",))


async def test_what_was_left_is_there_another_day(opened):
    async with opened() as tui:
        await tui.press("enter", "enter", "enter", "n", "e")
        await tui.read()
        tui.lab.editor.move_cursor(tui.lab.editor.document.end)
        await tui.press("#", "h", "i", "ctrl+o", "ctrl+o")
    async with opened() as tui:
        await tui.shows("step 2 of 4")
        await tui.press("enter")
        await tui.shows("Train")
        assert tui.lab.editor.text.rstrip("\n").endswith("#hi")
        await tui.press("p")
        await tui.until(lambda: tui.lesson.query(QuizView))
        assert reasons(tui)[0] == "✗ Not this one. Seven is a number. Enter tries again."


async def test_the_last_step_ends_the_lesson(opened):
    async with opened() as tui:
        await tui.press("enter", "n", "n", "n", "n")
        assert isinstance(tui.app.screen, HomeScreen)
        await tui.shows("✓ done")
        await tui.press("enter")
        assert isinstance(tui.app.screen, HomeScreen) is False


async def test_a_figure_answers_to_keys_is_graded_and_kept(opened):
    async with opened(WIDE) as tui:
        await tui.press("down", "enter")
        await tui.shows("Make the weight larger")
        await tui.press("o")
        figure = tui.lesson.pane.figure
        assert figure is not None
        assert tui.lesson.focused is figure
        for _ in range(40):
            if "Goal reached." in tui.text:
                break
            await tui.press("right")
        await tui.shows("Goal reached.")
        kept = figure.figure.values()["w"]
        assert kept > 1.1
    async with opened(WIDE) as tui:
        await tui.press("down", "enter")
        await tui.until(lambda: tui.lesson.pane.figure is not None)
        assert tui.lesson.pane.figure.figure.values()["w"] == kept


async def test_a_figure_that_gives_a_guess_away_waits_for_it(opened):
    async with opened(WIDE) as tui:
        await tui.press("enter")
        await tui.shows("answers your guess")
        await tui.press("enter", "enter", "enter", "3", "enter", "enter", "enter")
        assert "answers your guess" not in tui.text
        assert all(one.answered for one in tui.lesson.query(GuessView))
        assert not isinstance(tui.lesson.focused, Choices | Input)


async def seeds(tui: Opened, *scores: float) -> None:
    """Runs of the same spec with one seed after another."""
    for score in scores:
        await tui.train("s")
        await tui.said(progress(tui.link.run, 200))
        await ended(tui, score)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_earlier_runs_beside_the_new_one(opened, size):
    async with opened(size) as tui:
        await train_step(tui)
        await seeds(tui, 18.0)
        await tui.until(lambda: "one-step" in tui.lab.query_one(ChartView).text)
        assert "before" not in tui.text, "there is none yet"
        await seeds(tui, 16.0, 14.0)
        await tui.shows("recursive before")
        await tui.press("b")
        await tui.shows("now seed 3: recursive RMSE 50.00")
        assert "seed 2: 50.00" in tui.text
        assert "seed 1: 50.00" in tui.text
        await tui.press("l")
        await tui.shows("val_loss, now seed 3: one-step RMSE 14.00")
        assert "seed 2: 16.00" in tui.text
        assert "seed 1: 18.00" in tui.text
        await tui.press("b")
        await tui.until(lambda: "seed 2" not in tui.lab.query_one(ChartView).text)
        await tui.press("b")
        await tui.shows("val_loss before")


async def test_own_units_or_as_the_network_sees_them(opened):
    async with opened() as tui:
        await train_step(tui)
        await tui.shows("thousand passengers")
        await seeds(tui, 18.0)
        await tui.press("y")
        await tui.shows("scaled: 0 is 104, 1 is 413")
        assert "one-step RMSE 18.00" in tui.line("#run-line"), "scores stay in the series' units"
        await tui.press("y")
        await tui.shows("thousand passengers")


def said(tui: Opened) -> str:
    """What the lab says of the run, however its lines are broken."""
    return " ".join(tui.line("#run-line").split())


async def test_what_was_diagnosed_is_said_below_the_scores_and_f_tries_what_helps(opened):
    flat = {"code": "flat-forecast", "message": "It comes to rest.", "fix": "", "changes": {}}
    short = {
        "code": "still-learning",
        "message": "It was still learning.",
        "fix": "Try epochs=400 and batch_size=5.",
        "changes": {"epochs": 400, "batch_size": 5},
    }
    async with opened() as tui:
        await train_step(tui)
        await tui.train("r")
        await ended(tui, findings=(flat, short))
        await tui.shows("It comes to rest.")
        assert "Try epochs=400 and batch_size=5. (f writes that)" in said(tui)
        await tui.press("e")
        await tui.until(lambda: "(ctrl+o, then f writes that)" in said(tui))
        await tui.press("ctrl+o", "f")
        assert "epochs=400, batch_size=5" in tui.lab.editor.text
        await tui.until(lambda: "writes that" not in said(tui), "another spec than was trained")
        await tui.press("f")
        await tui.tells("Nothing here needs mending.")


FLAT = {"code": "flat-forecast", "message": "Flat.", "fix": "Try epochs=400.", "changes": {"epochs": 400}}


async def test_an_exercise_has_hints_and_no_advice(opened):
    async with opened() as tui:
        await tui.press("enter", "n", "n", "2")
        await tui.read()
        await tui.train("r")
        await ended(tui, findings=(FLAT,))
        await tui.shows("Flat.")
        assert "Try" not in said(tui)
        before = tui.lab.editor.text
        await tui.press("f")
        await tui.tells("Nothing here needs mending.")
        assert tui.lab.editor.text == before


async def test_a_problem_of_the_text_is_mended_before_what_a_run_suggests(opened):
    async with opened() as tui:
        await train_step(tui)
        tui.lab.editor.put(tui.lab.editor.text.replace("epochs=200", "epochs=200, patience=9"))
        await tui.until(lambda: tui.lab.reading.problem_with_mend(1) is not None)
        await tui.train("r")
        await ended(tui, findings=(FLAT,))
        await tui.shows("Flat. Try epochs=400.")
        assert "writes that" not in said(tui)
        await tui.press("f")
        await tui.until(lambda: "validation=0.15" in tui.lab.editor.text)
        assert "epochs=400" not in tui.lab.editor.text


async def test_runs_are_found_again_another_day(opened):
    kept = Progress()
    async with opened(progress=kept) as tui:
        await train_step(tui)
        await seeds(tui, 18.0)
        run = tui.link.run
    async with opened(progress=Progress()) as tui:
        await train_step(tui)
        assert tui.link.recalled == [("first", {run: "first/small"})]
        spec = tui.lab.editor.text
        end = finished(run, 18.0, notes=("Wrong on purpose: so it was.",))
        again = PastRun(run, spec, 1, end, table(), np.ones(3), np.ones(3))
        tui.app.post_message(RunsRemembered(Remembered("first", (("first/small", again),))))
        await tui.until(lambda: "seed 1: one-step RMSE 18.00" in tui.line("#run-line"))
        assert "Wrong on purpose: so it was." in tui.line("#run-line")
        await tui.press("g", "enter")
        assert len(tui.link.recalled) == 1, "once a session"


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_leaving_while_it_trains_keeps_what_was_trained(opened, key):
    async with opened() as tui:
        await train_step(tui)
        await tui.train("r")
        run = tui.link.run
        await tui.said(started(run))
        await tui.said(progress(run, 100))
        await tui.press(key)
        assert tui.link.stopped == [run]
        await tui.tells("Once more, and rnntui leaves without it.")
        assert tui.app.is_running
        await tui.said(finished(run, status="stopped", epochs=100), table=table(), values=values())
        await tui.until(lambda: not tui.app.is_running)
        assert tui.app.progress.runs("first") == {run: "small"}
        assert Progress().take_cut_off() == ()


async def test_leaving_twice_does_not_wait_for_the_run(opened):
    async with opened() as tui:
        await train_step(tui)
        await tui.train("r")
        await tui.said(progress(tui.link.run, 100))
        await tui.press("q", "q")
        await tui.until(lambda: not tui.app.is_running)


@pytest.mark.parametrize("cancelled", [False, True])
async def test_leaving_waits_for_no_run_of_which_nothing_would_be_kept(opened, cancelled):
    async with opened() as tui:
        await train_step(tui)
        await tui.train("r")
        if cancelled:
            await tui.said(progress(tui.link.run, 100))
            await tui.press("x")
        await tui.press("q")
        await tui.until(lambda: not tui.app.is_running)


async def test_a_run_that_was_cut_off_is_said_at_the_next_start_in_its_own_course_alone(opened, monkeypatch):
    monkeypatch.setattr("rnntui.runs.naming.this_process", lambda: f"{platform.node()}:{2**22 + 1}:0")
    async with opened() as tui:
        await train_step(tui)
        await tui.train("r")
        tui.app.progress.save_begun("another-course", "spec")
    async with opened() as tui:
        await tui.shows("Lesson 1, step 2: a run was cut off when rnntui ended.")
        assert len(tui.app.lasting) == 1


async def test_a_note_says_a_thing_once_and_goes_with_escape_with_the_next_step_and_under_a_window(opened):
    async with opened() as tui:
        await tui.press("enter")
        for away in ("escape", "n"):
            await tui.press("f", "f")
            await tui.tells("This step has no spec.")
            assert len(tui.app._notifications) == 1
            await tui.press(away)
            await tui.until(lambda: not tui.app.has_notes, away)
            assert not tui.lesson.has_class("-lab"), "Escape does one thing at a time"
        await tui.press("f")
        await tui.tells("Nothing here needs mending.")
        await tui.press("question_mark")
        await tui.until(lambda: "Nothing here needs mending." not in tui.text, "nor round the help")
        await tui.press("escape", "escape")
        await tui.until(lambda: not tui.lesson.has_class("-lab"), "without a note it goes to the other pane")


async def test_what_matters_later_stands_on_home_too(opened, tmp_path):
    async with opened() as tui:
        await train_step(tui)
        await tui.press("w", "ctrl+u", *str(tmp_path / "kept.py"), "enter")
        await tui.tells("Saved:")
        await tui.press("g")
        await tui.until(lambda: "Saved:" in tui.line("#home-notes"))
