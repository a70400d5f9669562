"""What stands under the lab's chart, and what gives way to it."""

from __future__ import annotations

import pytest

from rnntui.tui.run_rows import EDITORS, GOOD_CHART, LEAST_CHART, Room

NARROW = Room(height=21, status=1, wide=False, zoomed=False)  # at 80×24


@pytest.mark.parametrize(
    ("rows", "editor"), [(0, ""), (3, ""), (4, "-short"), (5, "-short"), (6, "-least"), (8, "-least")]
)
def test_the_editor_gives_way_by_as_little_as_a_good_chart_needs(rows, editor):
    assert NARROW.editor(rows) == editor
    left = NARROW.height - NARROW.status - EDITORS.get(editor, NARROW.usual) - rows
    assert left >= GOOD_CHART


def test_what_does_not_fit_beside_the_least_chart_is_for_the_details():
    assert NARROW.editor(30) == "-least"
    assert NARROW.beside(EDITORS["-least"], LEAST_CHART) == 10


def test_a_zoomed_chart_has_no_editor_beside_it():
    zoomed = Room(height=21, status=1, wide=False, zoomed=True)
    assert (zoomed.usual, zoomed.editor(5), zoomed.beside(0, LEAST_CHART)) == (0, "", 15)


def test_a_wide_screen_has_a_large_editor():
    assert [Room(height, 1, wide=True, zoomed=False).usual for height in (38, 60, 200)] == [12, 15, 24]
