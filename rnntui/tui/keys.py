"""The key map: every key of the app, once.

Only ctrl+r, ctrl+o and ctrl+l pass the editor, tmux, VS Code and browsers; all else is a plain letter
outside text fields, or an alias.
"""

from __future__ import annotations

from textual.binding import Binding

TRAIN = Binding("ctrl+r,r,f5,ctrl+t", "train", "Train, or stop and keep", key_display="r  ctrl+r", id="train")
OTHER = Binding("ctrl+o,f6", "other_pane", "Other pane", key_display="o  ctrl+o", id="other-pane")
NOTES_AWAY = Binding("escape", "notes_away", "Put notes away", show=False, key_display="Esc", id="notes-away")
OTHER_PLAIN = Binding("o,tab,escape", "other_pane", "Other pane", show=False, id="other-pane-plain")
TEXT_START = Binding("ctrl+home", "text_start", "Start of the text", show=False, id="text-start")
TEXT_END = Binding("ctrl+end", "text_end", "End of the text", show=False, id="text-end")
# Textual's editor selects a line with F6.
LEAVE_EDITOR = Binding("f6", "screen.other_pane", "Other pane", show=False, id="leave-editor")
REDRAW = Binding("ctrl+l", "app.redraw", "Draw the screen again", show=False, id="redraw")
NEXT = Binding("n,ctrl+n", "next_step", "Next step", key_display="n", id="next")
PREVIOUS = Binding("p", "previous_step", "Step before", key_display="p", id="previous")
CANCEL = Binding("x", "cancel_run", "Cancel the run", key_display="x", id="cancel")
MEND = Binding("f", "mend", "Mend the problem", key_display="f", id="mend")
ZOOM = Binding("z", "zoom", "Zoom, and back", show=False, id="zoom")
MARKERS = Binding("m", "markers", "Other characters for charts", show=False, id="markers")
LESSONS = Binding("g,ctrl+g", "home", "All lessons", key_display="g", id="lessons")
HELP = Binding("question_mark,f1", "app.help", "Help: the keys", key_display="?", id="help")
PALETTE = Binding("colon,ctrl+p", "palette", "All actions", key_display=":", id="palette")
QUIT = Binding("q,ctrl+q", "quit", "Quit rnntui", key_display="q", id="quit")
SEED = Binding("s", "another_seed", "Train with another seed", show=False, id="seed")
LOSSES = Binding("l", "losses", "Forecast, losses (log), losses (linear)", show=False, id="losses")
BESIDE = Binding("b", "beside", "Runs before: one, all, none", show=False, id="beside")
DETAILS = Binding("d", "details", "Details of the run: all scores, notes, files", show=False, id="details")
CLAIMS = Binding("a", "claims", "The proofs of this step's claims", show=False, id="claims")
UNITS = Binding("y", "units", "Own or scaled units", show=False, id="units")
EDIT = Binding("e", "edit", "Edit the spec", show=False, id="edit")
QUESTION = Binding("enter", "question", "Answer a question", key_display="Enter", show=False, id="question")
HINT = Binding("h", "hint", "Open a hint", show=False, id="hint")
VIEW = Binding("v", "view", "Figure or spec", show=False, id="view")
LESSON_PANE = Binding("1", "lesson_pane", "Go to the lesson", show=False, id="lesson-pane")
LAB_PANE = Binding("2", "lab_pane", "Go to the lab", show=False, id="lab-pane")
RESET = Binding("u", "reset", "Put the starting spec back", show=False, id="reset")
SEARCH = Binding("slash", "search", "Search lessons and glossary", key_display="/", id="search")
TERMS = Binding("t", "terms", "Terms of this step", show=False, id="terms")
COMPARE = Binding("c", "compare", "Compare with the starting spec", show=False, id="compare")
SAVE = Binding("w", "save", "Save the spec to a file", show=False, id="save")
LOAD = Binding("i", "load", "Load a spec from a file", show=False, id="load")
EXPORT = Binding("k", "export", "Export a Keras script", show=False, id="export")


def _aside(key: str, action: str, does: str, shown: str, id: str) -> Binding:
    """A key that the last line need not name."""
    return Binding(key, action, does, show=False, key_display=shown, id=id)


PLAY = "Figure: play, or one step"
ON_HOME = (
    _aside("up,k", "move(-1)", "Lesson above", "up", "lesson-above"),
    _aside("down,j", "move(1)", "Lesson below", "down", "lesson-below"),
    _aside("enter,n", "open", "Open the lesson", "Enter", "open-lesson"),
    SEARCH, MARKERS, NOTES_AWAY, HELP, PALETTE, REDRAW, QUIT,
)  # fmt: skip
IN_A_FIGURE = (
    _aside("up", "choose(-1)", "Figure: control above", "up", "control-above"),
    _aside("down", "choose(1)", "Figure: control below", "down", "control-below"),
    _aside("left", "press('left')", "Figure: move left, or less", "left", "figure-left"),
    _aside("right", "press('right')", "Figure: move right, or more", "right", "figure-right"),
    _aside("pageup", "press('pageup')", "Figure: a season back", "PgUp", "season-back"),
    _aside("pagedown", "press('pagedown')", "Figure: a season on", "PgDn", "season-on"),
    _aside("space", "press('space')", PLAY, "Space", "play"),
)
IN_CHOICES = (
    _aside("up,k", "move(-1)", "Answer above", "up", "answer-above"),
    _aside("down,j", "move(1)", "Answer below", "down", "answer-below"),
    _aside("enter,space", "choose", "Give this answer", "Enter", "give-answer"),
)
OVER = (REDRAW, HELP)
"""What works on every screen that opens over another one."""

IN_A_LESSON = (
    TRAIN, OTHER, NEXT, PREVIOUS, CANCEL, MEND, SEED, RESET, LOSSES, BESIDE, UNITS,
    DETAILS, CLAIMS, EDIT, MARKERS, ZOOM, LESSONS, REDRAW, HELP, PALETTE, QUIT, LESSON_PANE, LAB_PANE,
    QUESTION, HINT, VIEW, SEARCH, TERMS, COMPARE, SAVE, LOAD, EXPORT,
    _aside("space", "play_figure", PLAY, "Space", "play-from-lesson"),
    NOTES_AWAY, OTHER_PLAIN,  # in this order: where there is no note, Escape goes to the other pane
)  # fmt: skip

EXPLAINED: tuple[tuple[str, str], ...] = (
    ("r  ctrl+r", "Train with seed 0; while it trains: stop and keep it"),
    ("x", "Cancel the run and keep nothing"),
    ("s", "Train with the next seed; r goes back to seed 0"),
    ("o  ctrl+o", "Go to the other pane (so does Tab); leave the editor"),
    ("1  2", "Go to the lesson, to the lab; in a figure's number, digits"),
    ("e", "Go to the editor"),
    ("f", "Apply the mend under the editor, or what a run suggests"),
    ("u", "Put the starting spec back (in the editor ctrl+z undoes it)"),
    ("c", "Compare the spec with the one that the step starts with"),
    ("w  i", "Save the spec to a file; load one (ctrl+z takes it back)"),
    ("k", "Export a Keras script that trains the same model"),
    ("Enter", "Go to the step's question; arrows choose, Enter answers"),
    ("h", "Open a hint of the exercise"),
    ("arrows", "In a figure: up, down choose a control, left, right move it"),
    ("0-9", "In a figure: type the number that is chosen; Enter sets it"),
    ("PgUp PgDn", "In a figure: a season back, a season on"),
    ("space", "In a figure: play, one step, or the switch marked space"),
    ("v", "In the lab: the figure or the spec, where a step has both"),
    ("n  p", "Next step, step before"),
    ("t", "What the underlined words of the step mean"),
    ("/", "Search lessons and glossary"),
    ("z", "Zoom the chart, then the editor, and back"),
    ("l", "Forecast, losses on a logarithmic scale, on a linear one"),
    ("d", "Details of the run: all scores and baselines, notes, files"),
    ("a", "What was measured for the claims of this step, or is now"),
    ("b", "Beside this run: the one before, all of the lesson, none"),
    ("y", "The chart in own units, or as scaled for the network"),
    ("m", "Other characters for charts: braille, blocks, dots, ascii"),
    ("g", "All lessons"),
    ("Esc", "Put notes away that popped up; with none there, as o"),
    ("ctrl+l", "Draw the screen again"),
    ("?", "These keys"),
    (":", "All actions, by name"),
    ("q", "Quit; a run is stopped and kept (in the editor: ctrl+c twice)"),
)
"""What the help shows of a lesson's keys: what they do, in the order of their use."""

_ON_HOME_AS_WELL = ("/", "m", "ctrl+l", "?", ":", "q")
EXPLAINED_ON_HOME: tuple[tuple[str, str], ...] = (
    ("arrows", "Choose a lesson"),
    ("Enter  n", "Open it, at the step where you were"),
    ("Esc", "Put notes away that popped up"),
    *((key, does) for key, does in EXPLAINED if key in _ON_HOME_AS_WELL),
)
"""The same of the home screen."""
