"""How a run ends that is interrupted after its training: what was scored is kept, and that is said."""

from __future__ import annotations

from pathlib import Path

import pytest
import tensorflow as tf

from rnntui.runs.files import RunFiles
from rnntui.runs.protocol import Event, Finished, Progress, Train
from rnntui.worker.channel import Phase
from rnntui.worker.train import train

SPEC = """
data = Series("airline", look_back=4)
model = Sequential([Flatten(), Dense(1)])
model.compile(optimizer=Adam(0.005), loss="mse")
model.fit(epochs=5, batch_size=10)
"""


class Listener:
    """A channel whose user presses Ctrl-C once ``moment`` has come."""

    accepted = 0.0
    import_seconds = 0.0

    def __init__(self, moment: str) -> None:
        self._moment = moment
        self._pressed = False
        self.events: list[Event] = []

    def send(self, event: Event) -> None:
        self.events.append(event)
        self._pressed |= isinstance(event, Progress) and event.stage == self._moment

    def rest(self) -> None:
        """Nobody asks for another training."""

    def phase(self, name: Phase) -> None:
        self._pressed |= name == self._moment

    def stop_requested(self) -> bool:
        return self._pressed


@pytest.mark.parametrize("moment", ["score", "final"])
def test_a_press_before_the_final_fit_has_ended_keeps_the_model_that_was_scored(
    tmp_path: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Threads are set before anything runs on TensorFlow; other tests in this process may have run already.
    for name in ("set_intra_op_parallelism_threads", "set_inter_op_parallelism_threads"):
        monkeypatch.setattr(tf.config.threading, name, lambda count: None)
    # The first call of a fit does not go beyond an epoch: the final fit can't be over before the press.
    listener = Listener(moment)
    train(Train("r", SPEC, str(tmp_path), str(tmp_path), forecast=2, final_fit=True), listener)  # type: ignore[arg-type]
    end = listener.events[-1]
    assert isinstance(end, Finished)
    assert (end.status, end.epochs) == ("stopped", 5)
    assert any("kept is the model that was scored" in note for note in end.notes)
    assert end.forecast is not None
    assert RunFiles(tmp_path).model.is_file()
