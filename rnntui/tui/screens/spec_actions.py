"""What a lesson's keys do with the spec in its lab: mend, reset, compare, load, save, export, zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnntui.tui.aside import aside
from rnntui.tui.notes import NOTE_STAYS
from rnntui.tui.screens.base import CourseScreen
from rnntui.tui.screens.prompt import Answer, PathPrompt, Try

if TYPE_CHECKING:
    from rnntui.course.records import Lesson, SpecBlock
    from rnntui.tui.widgets.lab import Lab
    from rnntui.tui.widgets.lab_pane import LabPane

NO_SPEC = "This step has no spec."


class SpecActions(CourseScreen):
    """The part of a lesson's screen that is about its spec. Files are read and written from here, aside."""

    lesson: Lesson
    _paths: dict[str, str]

    if TYPE_CHECKING:  # what the lesson's screen has

        @property
        def pane(self) -> LabPane: ...
        @property
        def place(self) -> str | None: ...
        def _spec(self) -> SpecBlock | None: ...
        def action_lab_pane(self) -> None: ...

    # ------------------------------------------------------------ the text
    def action_mend(self) -> None:
        """Apply the mend that is offered, in sight."""
        lab = self._lab_or_say()
        if lab is None:
            return
        self.show_spec()
        if not lab.mend():
            no_mend = "For this there is no mend: the line below the spec says what is wrong."
            self.notify(no_mend if lab.broken else "Nothing here needs mending.")

    def action_reset(self) -> None:
        """Put the starting spec back, in sight; undo takes that back."""
        lab, spec = self._lab_or_say(), self._spec()
        if lab is not None and spec is not None:
            self.show_spec()
            lab.editor.put(spec.text.strip("\n") + "\n")

    def show_spec(self) -> None:
        """The spec in sight; the focus in the lab, or in the editor if it is there."""
        self.add_class("-lab", "-spec")
        if self.pane.lab is not None and not self.pane.editing:
            self.pane.lab.focus_pane()

    def action_compare(self) -> None:
        """What differs from the starting spec."""
        from rnntui.tui.screens.compare import CompareScreen

        lab, spec = self._lab_or_say(), self._spec()
        if lab is not None and spec is not None:
            self.app.push_screen(CompareScreen(spec.text, lab.editor.text))

    def _lab_or_say(self, why: str = NO_SPEC) -> Lab | None:
        """The lab; None, and a note that says why, where the step has no spec."""
        if self.pane.lab is None:
            self.notify(why)
        return self.pane.lab

    # ------------------------------------------------------------ files
    def action_load(self) -> None:
        """Put a file's spec in the place of this one; undo takes that back."""
        lab, spec = self._lab_or_say(), self._spec()
        if lab is None or spec is None:
            return

        from rnntui.tui.files import path_of, read_spec

        async def attempt(typed: str, sure: bool) -> Answer:
            path = path_of(typed)
            lab.editor.put(await aside(lambda: read_spec(path)))
            self._paths["save"] = typed
            return Answer(f"Loaded: {path}. In the editor ctrl+z takes that back.", done=True)

        offered = self.rnntui.progress.aside(self.lesson.id, spec.name)
        offered = offered or self._paths.get("save", self._default())
        self._ask("load", "Load a spec from the file", offered, attempt)

    def action_save(self) -> None:
        """Write the spec to a file of the learner's own."""
        lab = self._lab_or_say()
        if lab is None:
            return

        from rnntui.tui.files import path_of, write

        async def attempt(typed: str, sure: bool) -> Answer:
            path, text = path_of(typed), lab.editor.text
            await aside(lambda: write(path, text, sure=sure))
            return Answer(f"Saved: {path.absolute()}", done=True)

        self._ask("save", "Save the spec to the file", self._default(), attempt)

    def action_export(self) -> None:
        """Write a Keras script that trains the same model."""
        lab = self._lab_or_say()
        if lab is None:
            return
        spec, facts = lab.reading.spec, lab.reading.facts
        if spec is None or facts is None:
            self.notify(_obstacle(lab), markup=False)
            return

        async def attempt(typed: str, sure: bool) -> Answer:
            from rnntui.runs.exported import exported, how_to_run
            from rnntui.tui.files import check_place, path_of, write

            path, seed = path_of(typed), self.rnntui.seed(self.place)
            await aside(lambda: check_place(path, sure=sure))  # before a long file is looked through
            script = await aside(lambda: exported(spec, facts, seed))
            await aside(lambda: write(path, script, sure=sure))
            return Answer(how_to_run(path), done=True)

        self._ask("export", "Export a Keras script to the file", self._default("-keras"), attempt)

    def _default(self, more: str = "") -> str:
        spec, lesson = self._spec(), self.lesson.id
        name = "" if spec is None or spec.name == lesson else f"-{spec.name}"
        return f"{lesson}{name}{more}.py"

    def _ask(self, kind: str, title: str, path: str, attempt: Try) -> None:
        """Ask for a path, and again as long as nothing comes of it."""
        from rnntui.series.records import DataProblem
        from rnntui.tui.files import Exists, FileProblem

        async def tried(typed: str, sure: bool) -> Answer:
            try:
                answer = await attempt(typed, sure)
            except FileProblem as problem:
                return Answer(str(problem))
            except DataProblem as problem:  # the file that the script would read
                return Answer(f"{problem.message} {problem.hint}".strip())
            except Exists as there:
                return Answer(f"{there.path} is there already: Enter once more writes over it.", ask=True)
            self._paths[kind] = typed
            return answer

        def said(text: str | None) -> None:
            if text and kind == "load":  # it is in sight, and nothing of it is needed later
                self.notify(text, timeout=NOTE_STAYS, markup=False)
            elif text:
                self.rnntui.tell(text, "information")

        self.app.push_screen(PathPrompt(title, self._paths.get(kind, path), tried), said)

    # ------------------------------------------------------------ zoom
    def action_zoom(self) -> None:
        """The chart alone, then the editor alone, then both; from within the editor the editor alone."""
        if self.pane.editing:
            self.toggle_class("-zoom-editor")
            return
        chart, editor = self.has_class("-zoom"), self.has_class("-zoom-editor")
        self.end_zoom()
        lab = self.pane.lab
        if not chart and not editor:
            self.add_class("-zoom", "-lab")
            self.action_lab_pane()
        elif chart and lab is not None and lab.display:
            self.add_class("-zoom-editor")
        if self.pane.figure is not None:
            self.pane.figure.refit()

    def end_zoom(self) -> None:
        """Everything in its place again."""
        zoomed = self.has_class("-zoom")
        self.remove_class("-zoom", "-zoom-editor")
        if zoomed and self.pane.figure is not None:
            self.pane.figure.refit()


def _obstacle(lab: Lab) -> str:
    """Why a spec can't be exported."""
    errors = lab.reading.errors
    if errors:
        return f"Mend line {errors[0].where.line} first: {errors[0].message}"
    return lab.obstacle or "Write a spec first."
