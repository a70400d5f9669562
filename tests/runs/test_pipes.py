"""Lines through pipes."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnntui.runs.pipes import LineReader, Outbox


@pytest.fixture
def pipe():
    ends = os.pipe()
    os.set_blocking(ends[0], False)
    yield ends
    for end in ends:
        try:
            os.close(end)
        except OSError:
            continue  # the test closed it


@given(st.lists(st.binary(max_size=30).map(lambda line: line.replace(b"\n", b"")), max_size=8), st.data())
def test_lines_come_out_whole_however_they_are_cut(lines, data):
    sent = b"".join(line + b"\n" for line in lines)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(sent)), max_size=6)))
    read, write = os.pipe()
    os.set_blocking(read, False)
    reader, seen = LineReader(read, 1000), []
    for begin, end in zip([0, *cuts], [*cuts, len(sent)], strict=True):
        os.write(write, sent[begin:end])
        seen += reader.read()
    os.close(write)
    assert seen == lines
    assert not reader.ended
    assert reader.read() == []
    assert reader.ended
    reader.close()


def test_an_empty_pipe_has_no_lines(pipe):
    reader = LineReader(pipe[0], 10)
    assert reader.read() == reader.drain() == []
    assert not reader.ended


def test_a_line_without_an_end_is_no_line(pipe):
    os.write(pipe[1], b"half")
    os.close(pipe[1])
    reader = LineReader(pipe[0], 10)
    assert reader.drain() == []
    assert reader.ended


@pytest.mark.parametrize(("length", "comes_out"), [(9, 9), (10, 10), (11, 11), (12, 11), (50_000, 11)])
def test_a_line_over_the_limit_is_cut_one_beyond_it(pipe, length, comes_out):
    os.write(pipe[1], b"x" * length + b"\nnext\n")
    assert LineReader(pipe[0], 10).drain() == [b"x" * comes_out, b"next"]


def test_an_outbox_never_waits_and_loses_nothing(pipe):
    box = Outbox(pipe[1], limit=1000)
    lines = [b"%d" % number * 1000 for number in range(200)]
    for line in lines:
        box.put(line)
    assert box.waiting
    assert box.full
    reader, seen = LineReader(pipe[0], 10**6), []
    while box.waiting:
        seen += reader.drain()
        box.flush()
    assert seen + reader.drain() == lines
    assert not box.full


def test_an_outbox_tells_that_its_reader_is_gone(pipe):
    box = Outbox(pipe[1], limit=1000)
    os.close(pipe[0])
    box.put(b"hello")
    assert box.broken
    assert not box.waiting
