"""Making figures from a lesson's options: what is wrong is said in one sentence."""

from __future__ import annotations

import subprocess
import sys

import pytest

from rnntui.figures.base import FigureError
from rnntui.figures.registry import figure_names, make_figure


def test_options_set_where_a_control_starts():
    assert make_figure("naive", {"rule": "seasonal naive", "month": 4}).month == 4


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("naiv", {}, "Did you mean 'naive'?"),
        ("naive", {"mnth": 3}, "Did you mean 'month'?"),
        ("naive", {"month": "three"}, "needs a whole number for 'month', not 'three'"),
        ("naive", {"month": True}, "needs a whole number"),
        ("naive", {"month": 99}, "can't start with month = 99: it goes from 1 to 42"),
        ("naive", {"rule": "drift"}, "rule can't be 'drift'"),
        ("naive", {"series": "airlin"}, "Did you mean 'airline'?"),
    ],
)
def test_what_is_wrong_is_said(name, options, said):
    with pytest.raises(FigureError) as caught:
        make_figure(name, options)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_app_can_import_the_room_before_it_imports_numpy():
    code = (
        "import sys, rnntui.figures.base, rnntui.figures.registry, rnntui.figures.runfacts;"
        "print([name for name in sys.modules if name in ('numpy', 'plotext', 'rnntui.figures.naive')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_figure_can_be_made_without_options():
    for name in figure_names():
        make_figure(name, {})
