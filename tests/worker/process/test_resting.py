"""A process that has trained waits for the same training again; what it declines another one does."""

import os
import signal

import pytest

from rnntui.runs.protocol import Finished, Started
from tests.worker.process.test_stop_and_cancel import started

RESTS = "started phase=train rest finish"


def ask(client, request):
    """Do a request; the process that did it."""
    first, *_, last = client.submit(request)
    assert isinstance(first, Started), first
    assert isinstance(last, Finished), last
    return first.params


@pytest.fixture
def client(start):
    return start("--fork")


def test_the_next_training_is_done_by_the_process_that_rests(client, train):
    assert ask(client, train(RESTS)) == ask(client, train(RESTS)) == ask(client, train(RESTS))


def test_without_resting_each_training_has_a_process_of_its_own(client, train):
    assert ask(client, train("started finish")) != ask(client, train("started finish"))


def test_no_process_rests_where_none_is_forked(start, train):
    client = start("--no-fork")
    assert ask(client, train(RESTS)) != ask(client, train(RESTS))


def test_what_it_declines_is_done_by_another_which_rests_in_its_place(client, train, living, until):
    first = ask(client, train(RESTS))
    second = ask(client, train(f"decline {RESTS}"))
    assert first != second
    until(lambda: first not in living(client.pid))
    assert ask(client, train(RESTS)) == second


def test_declining_is_not_heard_of(client, train):
    ask(client, train(RESTS))
    kinds = [type(event) for event in client.submit(train(f"phase=prepare decline {RESTS}"))]
    assert kinds == [Started, Finished]


def test_the_one_that_rested_longer_is_let_go(client, train, living, until):
    events = started(client, train("phase=train started wait rest finish", "one"))
    first = ask(client, train(RESTS, "two"))
    client.stop("one")
    assert list(events)[-1].status == "completed"
    until(lambda: first not in living(client.pid))


def test_one_that_died_while_it_rested_is_not_missed(client, train, living, until):
    first = ask(client, train(RESTS))
    os.kill(first, signal.SIGKILL)
    assert ask(client, train(RESTS)) != first


def test_one_that_dies_in_its_second_training_is_said_to_have_died(client, train):
    first = ask(client, train(RESTS))
    events = started(client, train("phase=train started hang"))
    os.kill(first, signal.SIGKILL)
    assert list(events)[-1].code == "died"


@pytest.mark.parametrize("end", ["stop", "cancel"])
def test_its_second_training_ends_when_it_is_told_to(client, train, end):
    ask(client, train(RESTS))
    events = started(client, train("phase=train started wait finish=stopped"))
    getattr(client, end)("r")
    assert list(events)[-1].status == {"stop": "stopped", "cancel": "cancelled"}[end]


def test_a_second_training_is_not_stopped_by_what_stopped_the_first(client, train):
    events = started(client, train("phase=train started wait rest finish=stopped"))
    client.stop("r")
    assert list(events)[-1].status == "stopped"
    events = started(client, train("phase=train started wait finish", "again"))
    with pytest.raises(TimeoutError):
        events.next(timeout=0.2)
    client.stop("again")
    assert list(events)[-1].status == "completed"


def test_one_that_breaks_does_not_rest(client, train, living, until):
    first = ask(client, train(RESTS))
    assert list(client.submit(train("rest raise=value")))[-1].code == "exception"
    until(lambda: first not in living(client.pid))


def test_nothing_is_left_of_it_when_the_interface_goes(client, train, living, until):
    ask(client, train(RESTS))
    worker = client.pid
    client.close()
    until(lambda: not living(worker))
