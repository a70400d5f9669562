"""What a learner reached: the step of every lesson, edited specs, answers, runs. Saved as it happens."""

from __future__ import annotations

from collections.abc import Mapping

from rnntui.runs.kept import SPEC, Kept

_RUN, _BEGUN = "run/", "begun/"
RUNS_OF_A_SPEC = 6
"""So many runs of a spec are found again another day."""


class Progress(Kept):
    """The progress kept in ``home``; `Kept` says what becomes of what can't be saved."""

    # ------------------------------------------------------------ steps
    def step(self, lesson: str) -> int:
        """The step where a lesson was left, from 0."""
        step = self._get(lesson, "step")
        return step if isinstance(step, int) else 0

    def save_step(self, lesson: str, step: int) -> None:
        """Where the learner is."""
        self._put(lesson, "step", step)

    def passed(self, lesson: str) -> frozenset[int]:
        """The steps, from 0, that the learner went on from."""
        heads = (item for at, item in self._known if at == lesson and item.startswith("passed/"))
        return frozenset(int(item[7:]) for item in heads if item[7:].isdecimal())

    def save_passed(self, lesson: str, step: int) -> None:
        """The learner goes on from a step."""
        self._put(lesson, f"passed/{step}", True)

    def last(self) -> str:
        """The lesson that was open last; empty where none was."""
        last = self._get("", "last")
        return last if isinstance(last, str) else ""

    def save_last(self, lesson: str) -> None:
        """A lesson is open."""
        self._put("", "last", lesson)

    def done(self, lesson: str) -> bool:
        """Whether its last step was left behind."""
        return self._get(lesson, "done") is True

    def save_done(self, lesson: str) -> None:
        """The last step was left behind."""
        self._put(lesson, "done", True)

    # ------------------------------------------------------------ texts and answers
    def text(self, lesson: str, spec: str) -> str | None:
        """A spec as the learner left it, None where it was never edited."""
        text = self._get(lesson, f"{SPEC}{spec}")
        return text if isinstance(text, str) else None

    def save_text(self, lesson: str, spec: str, text: str) -> None:
        """A spec as it is now."""
        self._edited.add((lesson, f"{SPEC}{spec}"))
        self._put(lesson, f"{SPEC}{spec}", text)

    def answers(self, lesson: str) -> dict[str, int | str]:
        """Answers to quizzes and guesses, by name."""
        head = "answer/"
        found: dict[str, int | str] = {}
        for at, item in self._known:
            if at == lesson and item.startswith(head):
                value = self._get(lesson, item)
                if isinstance(value, int | str):
                    found[item.removeprefix(head)] = value
        return found

    def save_answer(self, lesson: str, name: str, value: int | str) -> None:
        """An answer to a quiz or a guess."""
        self._put(lesson, f"answer/{name}", value)

    def controls(self, lesson: str, figure: str) -> dict[str, float | str]:
        """A figure's controls as the learner left them."""
        found = self._get(lesson, f"figure/{figure}")
        return found if isinstance(found, dict) else {}

    def save_controls(self, lesson: str, figure: str, controls: Mapping[str, float | str]) -> None:
        """A figure's controls as they are now."""
        self._put(lesson, f"figure/{figure}", dict(controls))

    def proof(self, lesson: str, claim: str) -> object:
        """What was kept of the check of a claim, None where nothing was."""
        return self._get(lesson, f"proof/{claim}")

    def save_proof(self, lesson: str, claim: str, value: Mapping[str, object]) -> None:
        """A claim was checked."""
        self._put(lesson, f"proof/{claim}", dict(value))

    # ------------------------------------------------------------ runs
    def runs(self, lesson: str) -> dict[str, str]:
        """The newest runs of every spec of a lesson that kept a model: the spec's name by the run's."""
        return {
            run: spec for spec, runs in self._runs(lesson).items() for run in list(runs)[-RUNS_OF_A_SPEC:]
        }

    def save_run(self, lesson: str, spec: str, run: str) -> None:
        """A run of a spec kept a model; the oldest known ones give way."""
        known = list(self._runs(lesson).get(spec, {}).values())
        for item in known[: max(len(known) + 1 - RUNS_OF_A_SPEC, 0)]:
            del self._known[lesson, item]
            self._unwritten[lesson, item] = None
        self._put(lesson, f"{_RUN}{spec}/{run}", run)

    def save_begun(self, lesson: str, spec: str) -> None:
        """This session trains a spec: if it ends before the run does, the next one is to know."""
        from rnntui.runs.naming import this_process

        self._put(lesson, f"{_BEGUN}{spec}", this_process())

    def save_ended(self, lesson: str, spec: str) -> None:
        """The run of a spec ended, however it did."""
        self._put(lesson, f"{_BEGUN}{spec}", "")

    def take_cut_off(self) -> tuple[tuple[str, str], ...]:
        """Lessons and specs whose run ended with the session that had begun it; each is told once."""
        begun = {at: self._get(*at) for at in self._known if at[1].startswith(_BEGUN)}
        found = tuple(at for at, owner in begun.items() if owner and not _is_alive(owner))
        for lesson, item in found:
            self._put(lesson, item, "")
        return tuple((lesson, item.removeprefix(_BEGUN)) for lesson, item in found)

    def _runs(self, lesson: str) -> dict[str, dict[str, str]]:
        """By spec the items of its runs, by the run's name, which begins with the time: the oldest first."""
        found: dict[str, dict[str, str]] = {}
        for item in (item for at, item in self._known if at == lesson and item.startswith(_RUN)):
            run = self._get(lesson, item)
            if isinstance(run, str):
                found.setdefault(item.removeprefix(_RUN).rpartition("/")[0], {})[run] = item
        return {spec: dict(sorted(runs.items())) for spec, runs in found.items()}


def _is_alive(owner: object) -> bool:
    from rnntui.runs.naming import owner_is_alive  # late: the first paint rarely needs it

    try:
        return owner_is_alive(str(owner))
    except ValueError:
        return False  # no name that this program gave
