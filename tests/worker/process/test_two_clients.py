"""Two interfaces at once do not know of each other."""

import os
import signal

from tests.worker.process.conftest import PATIENCE


def test_each_has_its_own_worker_and_its_own_runs(start, train):
    one, two = start(), start()
    first = one.submit(train("phase=train started wait finish", "same-name"))
    second = two.submit(train("phase=train started wait finish", "same-name"))
    assert first.next(timeout=PATIENCE).params != second.next(timeout=10).params
    one.stop("same-name")
    assert first.next(timeout=PATIENCE).status == "completed"
    two.stop("same-name")
    assert second.next(timeout=PATIENCE).status == "completed"
    assert one.pid != two.pid


def test_the_death_of_one_leaves_the_other_alone(start, train):
    one, two = start(), start()
    doomed = one.submit(train("started hang"))
    other = two.submit(train("phase=train started wait finish"))
    doomed.next(timeout=PATIENCE)
    other.next(timeout=PATIENCE)
    os.kill(one.pid, signal.SIGKILL)
    assert doomed.next(timeout=PATIENCE).code == "died"
    two.stop("r")
    assert other.next(timeout=PATIENCE).status == "completed"
