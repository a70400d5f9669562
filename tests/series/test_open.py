"""A name opens a built-in series or a file, and what can be chosen of it is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnntui.series.open import open_series
from rnntui.series.paths import data_file
from rnntui.series.records import DataProblem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mine.csv").write_bytes(data_file("airline.csv").read_bytes())
    (tmp_path / "mine").write_bytes(data_file("airline.csv").read_bytes())
    return tmp_path


@pytest.mark.parametrize("name", ["mine.csv", "./mine.csv", "mine"])
def test_a_file_is_meant_from_the_working_directory(folder: Path, name: str) -> None:
    series = open_series(name, cwd=folder)
    assert (series.name, len(series.values), series.season) == (name, 144, 12)


def test_an_absolute_path_is_meant_as_it_stands(folder: Path) -> None:
    assert open_series(str(folder / "mine.csv"), cwd="/").title == "mine"


def test_a_built_in_series_can_be_given_another_target_and_season() -> None:
    weather = open_series("weather", target=("wind",), season=0)
    assert (weather.target, weather.units, weather.season) == (("wind",), "m/s", None)
    assert open_series("airline", season=6).season == 6
    assert open_series("weather", columns=("temp_max", "wind")).target == ("temp_max",)
    assert open_series("weather", columns=("temp_max", "temp_min")).target == ("temp_min",)


@pytest.mark.parametrize(
    ("name", "asked", "code", "words"),
    [
        ("airlines", {}, "unknown-series", "Did you mean 'airline'?"),
        ("airline.csv", {}, "no-file", "The built-in series is called 'airline'."),
        ("weather", {"columns": ("temp",)}, "unknown-column", "Its columns are 'precipitation'"),
        ("weather", {"date_column": "date"}, "date-column", "no column of dates to choose"),
        ("airline", {"season": -1}, "out-of-range", "season is -1."),
    ],
)
def test_what_can_not_be_opened_is_refused(
    tmp_path: Path, name: str, asked: dict[str, object], code: str, words: str
) -> None:
    with pytest.raises(DataProblem) as caught:
        open_series(name, cwd=tmp_path, **asked)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert words in f"{caught.value.message} {caught.value.hint}"
