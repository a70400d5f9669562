"""TensorFlow is missing, memory runs out, a run is killed: the app says so, lives, and r tries again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.tui.conftest import COURSE
from tests.tui.terminal import Terminal, is_alive, terminal

FAKES = Path(__file__).parents[1] / "worker" / "process" / "fakes"

# The real client and the real worker process; only TensorFlow and the job are fakes, which do what files say.
CODE = """
import os
from dataclasses import replace
from pathlib import Path
import rnntui.runs.client as client

class Client(client.WorkerClient):
    def __init__(self):
        super().__init__(arguments=["--jobs", "fakejobs"])
    def submit(self, request):
        if request.kind == "train":
            request = replace(request, spec=Path(os.environ["WORDS"]).read_text())
        return super().submit(request)

client.WorkerClient = Client
"""
TRAINS = "started progress=1 wait finish=stopped"


@pytest.mark.parametrize(
    ("tensorflow", "words", "said"),
    [
        ("missing", TRAINS, ("TensorFlow is not installed for", "pip install")),
        ("", "started raise=memory", ("memory is not enough",)),
        ("", "started progress=1 kill=SIGKILL", ("was killed (SIGKILL)",)),
    ],
    ids=["missing", "memory", "killed"],
)
def test_what_happened_is_said_the_app_lives_and_r_tries_again(tmp_path, tensorflow, words, said):
    how, what = tmp_path / "tensorflow", tmp_path / "words"
    how.write_text(tensorflow)
    what.write_text(words)
    path = os.pathsep.join([str(FAKES), os.environ.get("PYTHONPATH", "")])
    environment = {"PYTHONPATH": path, "FAKE_TENSORFLOW": f"file:{how}", "WORDS": str(what)}
    with terminal("lesson", "1", "--course", COURSE, code=CODE, size=(120, 40), **environment) as opened:
        opened.shows("1/4")
        opened.press_until("n", "1955")
        opened.press("r")
        opened.until(lambda: all(text in flat(opened) for text in said), f"{said}")
        opened.shows("r train")
        how.write_text("")
        what.write_text(TRAINS)
        opened.press_until("r", "1/1")
        family = opened.family
        opened.press_until("n", "3/4")  # it lives
        opened.press_until("q", "ended with 0")
        opened.until(lambda: not [pid for pid in family if is_alive(pid)], "all processes have ended")


def flat(opened: Terminal) -> str:
    """The screen as one line."""
    return " ".join(opened.text.split())
