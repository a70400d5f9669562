"""A glossary is read like a lesson: what is wrong in it, and marks that lead nowhere, are told by line."""

from __future__ import annotations

from rnntui.course.check import check_course
from rnntui.course.glossary import marked, parse_glossary
from rnntui.course.load import load_course
from rnntui.course.prose import anchor_of, paragraphs
from rnntui.spec.records import DataFacts, SeriesSource
from tests.course.conftest import FRONT

GLOSSARY = """\
# Glossary

## window

What a network sees of a [series](glossary.md#time-series).

Also: sample, row

## time series ##
Numbers in a row.
"""


def facts(source: SeriesSource) -> DataFacts:
    raise AssertionError("nothing here has a spec")


def test_terms_have_an_anchor_a_text_and_other_names() -> None:
    window, series = parse_glossary(GLOSSARY, "glossary.md").terms
    assert (window.name, window.anchor, window.also, window.line) == (
        "window",
        "window",
        ("sample", "row"),
        3,
    )
    assert window.text.strip() == "What a network sees of a [series](glossary.md#time-series)."
    assert (series.anchor, series.line, series.also) == ("time-series", 9, ())


def test_anchors_are_those_of_code_hosting_pages() -> None:
    assert [anchor_of(name) for name in ("look_back", "State h", "f, i & o", "one-step")] == [
        "look_back",
        "state-h",
        "f-i--o",
        "one-step",
    ]


def test_what_is_wrong_with_a_term_is_told_with_its_line() -> None:
    text = "## a\nx\n## a\ny\n## b\n\n##  \nz\n## c\n" + "long " * 300
    glossary = parse_glossary(text, "g.md")
    assert [term.name for term in glossary.terms] == ["a"]
    said = [(problem.line, problem.message.split(":")[0]) for problem in glossary.problems]
    assert [line for line, _ in said] == [3, 5, 7, 9]
    assert said[0][1] == '"a" stands in line 1 already.'
    assert said[1][1] == '"b" has no definition'
    assert "no term" in parse_glossary("words\n", "g.md").problems[0].message
    assert "at most" in parse_glossary("## a\n" + "x" * 200_000, "g.md").problems[0].message


def test_a_mark_without_a_term_is_a_problem_of_its_line(write) -> None:
    lesson = FRONT + "## A step\n\nA [window](glossary.md#window) and\nits [stride](glossary.md#stride).\n"
    wrong = GLOSSARY.replace("#time-series)", "#no-such)")
    course = load_course(write(**{"01-a": lesson, "glossary": wrong}))
    assert [one.id for one in course.lessons] == ["tried"]
    assert list(marked(course.lessons[0])) == [("window", 0, 8), ("stride", 0, 9)]
    problems = check_course(course, facts=facts, train=False).problems
    assert [(problem.path.rpartition("/")[2], problem.line) for problem in problems] == [
        ("01-a.md", 9),
        ("glossary.md", 5),
    ]
    assert '"#stride"' in problems[0].message


def test_a_course_may_have_no_glossary(write) -> None:
    course = load_course(write(**{"01-a": FRONT + "## A step\n[out](https://example.org) there\n"}))
    assert course.glossary.terms == course.problems == ()
    assert check_course(course, facts=facts, train=False).problems == ()


def test_paragraphs_are_plain_text() -> None:
    source = "A **[window](glossary.md#window)** of `x`\nand\n\n- more\n\n> quoted"
    assert [(one.text, one.line, one.marks) for one in paragraphs(source, 10)] == [
        ("A window of x and", 10, (("window", 10),)),
        ("more", 13, ()),
        ("quoted", 15, ()),
    ]


def test_every_term_that_the_lessons_mark_is_marked_once_in_a_lesson() -> None:
    course = load_course()
    assert len(course.glossary.terms) > 25
    for lesson in course.lessons:
        anchors = [anchor for anchor, _, _ in marked(lesson)]
        assert len(anchors) > 8
        assert len(anchors) == len(set(anchors)), lesson.title
