"""Whatever comes in, the worker says what is wrong with it and goes on."""

import json

import pytest

GOOD = {"request": "train", "run": "good", "spec": "finish", "dir": "", "cwd": ""}

BAD = [
    (b"", "not JSON"),
    (b"hello", "not JSON"),
    (b"\xff\xfe\x00", "not JSON"),
    (b"[1, 2]", "not a JSON object"),
    (b"{}", "None is not one of the requests: train, describe"),
    (b'{"request":"dance","run":"x"}', "'dance' is not one of the requests"),
    (b'{"request":["train"],"run":"x"}', "is not one of the requests"),
    (b'{"request":"stop"}', "field 'run' is missing"),
    (b'{"request":"train","run":"x"}', "field 'spec' is missing"),
    (
        b'{"request":"train","run":7,"spec":"","dir":"","cwd":""}',
        "field 'run' must be text, not a whole number",
    ),
    (
        b'{"request":"train","run":"x","spec":"","dir":"","cwd":"","seed":true}',
        "'seed' must be a whole number",
    ),
    (b'{"request":"train","run":"x","spec":"","dir":"","cwd":"","sead":1}', "unknown field 'sead'"),
    (b'{"request":"train","run":"","spec":"","dir":"","cwd":""}', "no name"),
    (b"[" * 100_000, "not JSON"),
    (b'{"request":"warm","run":NaN}', "not JSON"),
    (b'{"run":"' + b"x" * (17 * 2**20), "longer than 16 MB"),
]


@pytest.mark.parametrize(("line", "said"), BAD, ids=range(len(BAD)))
def test_a_bad_line_is_answered_by_a_failure_and_the_next_one_served(raw, line, said):
    worker = raw()
    worker.send(line + b"\n" + json.dumps(GOOD).encode() + b"\n")
    failed = worker.event()
    assert (failed.failure, failed.code) == ("internal", "bad-request")
    assert said in failed.message
    assert worker.event().run == "good"


def test_the_failure_names_the_run_where_it_can_be_read(raw):
    worker = raw()
    worker.send(b'{"request":"train","run":"mine"}\n')
    assert worker.event().run == "mine"


def test_a_second_run_of_the_same_name_is_refused(raw):
    worker = raw()
    first = json.dumps(GOOD | {"spec": "phase=train started wait finish"}).encode()
    worker.send(first + b"\n" + first + b"\n")
    kinds = {worker.event().event, worker.event().event}
    assert kinds == {"started", "failed"}


def test_a_request_in_pieces_is_a_request(raw):
    worker = raw()
    line = json.dumps(GOOD).encode() + b"\n"
    for place in range(len(line)):
        worker.send(line[place : place + 1])
    assert worker.event().status == "completed"
