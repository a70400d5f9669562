"""What is sent is what arrives."""

import contextlib
import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnntui.runs import protocol
from rnntui.runs.protocol import (
    Describe,
    Failed,
    Finished,
    Progress,
    ProtocolError,
    Ready,
    Started,
    Stop,
    Summary,
    Train,
    Warm,
    event_from_line,
    request_from_line,
    to_line,
)

# Field types that hypothesis can't make up by itself: JSON's own values where anything goes.
numbers = st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | numbers | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
objects = st.dictionaries(st.text(), json_values, max_size=3)
requests = st.one_of(st.builds(kind) for kind in protocol._REQUESTS.values())
events = st.one_of(
    st.builds(Ready, seconds=numbers),
    st.builds(Started),
    st.builds(
        Progress,
        loss=st.lists(st.none() | numbers).map(tuple),
        val_loss=st.just(()),
        epochs_per_second=numbers,
        recursive=st.just(()),
    ),
    st.builds(
        Finished,
        seconds=st.dictionaries(st.text(), numbers),
        metrics=objects,
        baselines=objects,
        forecast=st.none() | objects,
        findings=st.lists(objects).map(tuple),
    ),
    st.builds(Failed),
    st.builds(Summary, metrics=objects, forecast=st.none() | objects),
)


@given(requests)
def test_a_request_survives_its_line(request):
    line = to_line(request)
    assert request_from_line(line) == request
    assert request_from_line(line.encode()) == request


@given(events)
def test_an_event_survives_its_line(event):
    assert event_from_line(to_line(event)) == event


@given(requests | events)
def test_a_line_is_one_line_of_ascii(message):
    assert to_line(message).isascii()
    assert len(to_line(message).splitlines()) == 1


@given(st.binary() | st.text())
def test_no_line_breaks_the_parser(line):
    with pytest.raises(ProtocolError):
        request_from_line(line)


@given(st.text(max_size=10), st.dictionaries(st.sampled_from(["run", "spec", "seed", "dir"]), json_values))
def test_no_object_breaks_the_parser(kind, body):
    line = json.dumps({"request": kind, "event": kind, **body})
    for parse in (request_from_line, event_from_line):
        with contextlib.suppress(ProtocolError):
            parse(line)


def test_numbers_that_are_not_finite_travel_as_null():
    line = to_line(Progress("r", 1, 1, (1.0, math.inf), (math.nan,), -math.inf, ()))
    sent = json.loads(line)
    assert sent["loss"] == [1.0, None]
    assert sent["val_loss"] == [None]
    assert sent["epochs_per_second"] is None
    event = event_from_line(line)
    assert event.loss == (1.0, None)
    assert math.isnan(event.epochs_per_second)


def test_numpys_numbers_and_arrays_travel():
    metrics = {
        "rmse": np.float32(0.5),
        "leads": np.array([1.0, np.nan]),
        "n": np.int64(3),
        "ok": np.bool_(True),
    }
    sent = json.loads(to_line(Finished("r", "completed", metrics=metrics)))
    assert sent["metrics"] == {"rmse": 0.5, "leads": [1.0, None], "n": 3, "ok": True}


def test_what_json_has_no_form_for_is_an_error():
    with pytest.raises(TypeError, match="object can't travel as JSON"):
        to_line(Finished("r", "completed", metrics={"x": object()}))


def test_failure_is_called_kind_on_the_wire():
    line = to_line(Failed("r", "spec", "unknown-name", "message", line=4, column=5))
    assert json.loads(line)["kind"] == "spec"
    assert "failure" not in json.loads(line)
    assert event_from_line(line).failure == "spec"


def test_the_event_comes_first_so_that_a_reader_can_tell_by_the_first_bytes():
    assert to_line(Finished("r", "completed")).startswith('{"event":"finished","run":"r"')
    assert to_line(Stop("r")) == '{"request":"stop","run":"r"}'


def test_what_a_newer_worker_adds_to_an_event_is_left_out():
    assert event_from_line('{"event":"ready","run":"","seconds":1,"mood":"good"}') == Ready("", 1.0)


DESCRIBE = Describe("r", "n", "/")


def test_left_out_fields_have_their_defaults():
    assert request_from_line('{"request":"warm"}') == Warm()
    assert request_from_line('{"request":"describe","run":"r","name":"n","cwd":"/"}') == Describe(
        "r", "n", "/"
    )


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ('"season":1.5', "'season' must be a whole number, not a number"),
        ('"season":"x"', "'season' must be a whole number, not text"),
        ('"columns":"a"', "'columns' must be a list, not text"),
        ('"columns":["a",1]', r"'columns\[1\]' must be text"),
    ],
)
def test_a_wrong_type_is_named(field, said):
    with pytest.raises(ProtocolError, match=said) as caught:
        request_from_line(f'{{"request":"describe","run":"r","name":"n","cwd":"/",{field}}}')
    assert caught.value.run == "r"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"event":"ready","run":"r","seconds":true}', "'seconds' must be a number, not true or false"),
        (f'{{"event":"ready","run":"r","seconds":1{"0" * 400}}}', "'seconds' is too large"),
        ('{"event":"ready","run":"r","seconds":1,"versions":[]}', "'versions' must be an object, not a list"),
        ('{"event":"ready","run":"r","seconds":Infinity}', "not JSON"),
    ],
)
def test_a_wrong_type_in_an_event_is_named(line, said):
    with pytest.raises(ProtocolError, match=said):
        event_from_line(line)


def test_text_of_any_kind_passes():
    odd = "naïve\u2028\x00\udc80\n"
    assert request_from_line(to_line(Train("r", odd, odd, odd))).spec == odd
