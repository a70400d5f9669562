"""Where an exported script has its series from: written into it, computed, or read from a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rnntui.spec.printing import print_value

FORMULAS = {
    "sine": "np.sin(np.linspace(0, 60, 1000))",
    "sine-coarse": "np.sin(np.linspace(0, 60, 200))",
    "two-sines": "np.sin(np.linspace(0, 20, 5000)) * np.sin(np.linspace(0, 200, 5000))",
}
"""The built-in series that are computed, by name; a test holds them against the series themselves."""

_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Values:
    """A built-in series: the values of each of its columns, oldest first."""

    columns: tuple[tuple[str, tuple[float, ...]], ...]


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV file and how it is laid out.

    ``skipped`` counts the lines before the table; ``names`` are those of all its columns, in order;
    ``header`` says whether the table's first line holds them.
    """

    path: str
    names: tuple[str, ...]
    separator: str = ","
    decimal: str = "."
    encoding: str = "utf-8"
    skipped: int = 0
    header: bool = True


Data: TypeAlias = Values | CsvFile


def loading(name: str, data: Data, used: Sequence[str]) -> str:
    """The lines of ``load()`` that return the frame with the columns that are ``used``."""
    if isinstance(data, CsvFile):
        return _read(data, used)
    kept = [(column, values) for column, values in data.columns if column in used]
    if name in FORMULAS:
        return f"    return pd.DataFrame({{{print_value(kept[0][0])}: {FORMULAS[name]}}})\n"
    columns = "".join(
        f"            {print_value(column)}: [\n{_rows(values)}            ],\n" for column, values in kept
    )
    return f"    return pd.DataFrame(\n        {{\n{columns}        }}\n    )\n"


def _rows(values: Sequence[float]) -> str:
    """Numbers, as many to a line as it holds."""
    lines, line = [], " " * 15
    for value in values:
        text = f" {int(value) if value == int(value) else value!r},"
        if len(line) + len(text) > _WIDTH:
            lines.append(line)
            line = " " * 15
        line += text
    return "\n".join([*lines, line, ""])


def _read(file: CsvFile, used: Sequence[str]) -> str:
    """The csv module, used as rnntui does: ``pandas.read_csv`` takes a line of delimiters for values."""
    number = "float(row[place])" if file.decimal == "." else 'float(row[place].replace(",", "."))'
    before = f"        for _ in range({file.skipped}):\n            next(file)  # no part of the table\n"
    places = "".join(f"        {print_value(column)}: {file.names.index(column)},\n" for column in used)
    return (
        f"    places = {{  # of the columns in the file\n{places}    }}\n"
        f"    path = {print_value(file.path)}\n"
        f'    with open(path, encoding={print_value(file.encoding)}, newline="") as file:\n'
        f"{before if file.skipped else ''}"
        f"        table = csv.reader(file, delimiter={print_value(file.separator)}, skipinitialspace=True)\n"
        f"{'        next(table)  # the names' + chr(10) if file.header else ''}"
        "        rows = [row for row in table if any(map(str.strip, row))]  # blank lines may end a file\n"
        "    return pd.DataFrame(\n"
        f"        {{name: [{number} for row in rows] for name, place in places.items()}}\n"
        "    )\n"
    )
