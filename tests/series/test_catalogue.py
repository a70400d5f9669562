"""The built-in series are what the catalogue says they are."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import numpy as np
import pytest

from rnntui.series.catalogue import entries, is_file, load, names
from rnntui.series.paths import data_file
from rnntui.series.records import DataProblem


def test_the_built_in_series_are_these() -> None:
    assert names() == ("airline", "sine", "sine-coarse", "two-sines", "weather")


def test_airline_is_box_and_jenkins_series_g() -> None:
    airline = load("airline")
    assert airline.values.shape == (144, 1)
    assert airline.values.sum() == 40363
    assert (airline.values[0, 0], airline.values[-1, 0], airline.values.max()) == (112, 432, 622)
    assert (airline.labels[0], airline.labels[-1], len(airline.labels)) == ("1949-01", "1960-12", 144)
    assert (airline.frequency, airline.season, airline.units) == ("monthly", 12, "thousand passengers")


def test_weather_has_four_numeric_columns_and_every_day_of_four_years() -> None:
    weather = load("weather")
    assert weather.values.shape == (1461, 4)
    assert weather.columns == ("precipitation", "temp_max", "temp_min", "wind")
    assert weather.column_units == ("mm", "°C", "°C", "m/s")
    assert weather.target == ("temp_min",)
    assert (weather.labels[0], weather.labels[59], weather.labels[-1]) == (
        "2012-01-01",
        "2012-02-29",
        "2015-12-31",
    )
    np.testing.assert_array_equal(weather.values[0], [0.0, 12.8, 5.0, 4.7])


def test_tomorrows_minimum_by_persistence_is_off_by_1_57_degrees() -> None:
    minimum = load("weather").values[:, 2]
    n_train = 1022
    assert np.abs(np.diff(minimum[n_train - 1 :])).mean() == pytest.approx(1.57, abs=0.01)


def test_sines_are_computed_as_stated() -> None:
    np.testing.assert_array_equal(load("sine").values[:, 0], np.sin(np.linspace(0, 60, 1000)))
    np.testing.assert_array_equal(load("sine-coarse").values[:, 0], np.sin(np.linspace(0, 60, 200)))
    product = np.sin(np.linspace(0, 20, 5000)) * np.sin(np.linspace(0, 200, 5000))
    np.testing.assert_array_equal(load("two-sines").values[:, 0], product)
    assert load("sine").labels[:2] == ("1", "2")


@pytest.mark.parametrize("name", names())
def test_every_series_has_origin_licence_units_and_the_checksum_that_is_stated(name: str) -> None:
    entry, series = entries()[name], load(name)
    assert entry["origin"]
    assert entry["licence"]
    assert series.columns == tuple(entry["units"])
    assert np.isfinite(series.values).all()
    if "file" in entry:
        content = data_file(entry["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    else:
        text = "\n".join(f"{value:.9f}" for value in series.values[:, 0])
        assert hashlib.sha256(text.encode()).hexdigest() == entry["sha256_of_9_decimals"]


def test_a_shipped_file_that_was_changed_is_refused(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    changed = tmp_path / "airline.csv"
    changed.write_bytes(data_file("airline.csv").read_bytes().replace(b"112", b"113"))
    monkeypatch.setattr("rnntui.series.catalogue.data_file", lambda name: changed)
    with pytest.raises(DataProblem, match=r"airline\.csv is not the file that ships with rnntui") as caught:
        load("airline")
    assert caught.value.code == "damaged-file"


def test_an_unknown_name_is_refused_with_the_nearest_known_one() -> None:
    with pytest.raises(
        DataProblem, match=r"There is no series 'airlin'\. Did you mean 'airline'\?"
    ) as caught:
        load("airlin")
    assert caught.value.code == "unknown-series"


@pytest.mark.parametrize("name", ["sales.csv", "./airline", "data/x", "/tmp/y.txt", "..\\z"])
def test_what_looks_like_a_path_is_a_file(name: str) -> None:
    assert is_file(name)


@pytest.mark.parametrize("name", ["airline", "sine-coarse", "weather", "airlin"])
def test_a_bare_word_is_a_built_in_name(name: str) -> None:
    assert not is_file(name)


def test_the_interfaces_side_needs_numpy_alone() -> None:
    code = """
import sys
from rnntui.series.catalogue import load
from rnntui.series.prepare import prepare
prepare(load("weather"), look_back=20)
print([name for name in ("pandas", "statsmodels", "tensorflow", "keras", "scipy") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
