"""A spec as a stand-alone Keras script: the same windows, the same weights, the same batches."""

from __future__ import annotations

from string import Template

from rnntui.spec import sizes
from rnntui.spec.export import template
from rnntui.spec.export.code import code, has_chance, modules
from rnntui.spec.export.data import CsvFile, Data, loading
from rnntui.spec.export.mistakes import mistaken
from rnntui.spec.printing import print_spec, print_value
from rnntui.spec.records import DataFacts, ModelSpec
from rnntui.spec.shapes import with_sequences

_AGREES = """\
# So its losses agree with rnntui's over the first epochs to about five digits; after that, rounding
# may drive them apart."""
_CHANCE = "# Dropout draws other numbers than in rnntui, so the losses agree in distribution only."


def export(spec: ModelSpec, facts: DataFacts, data: Data, seed: int = 0) -> str:
    """The text of a Python script that trains the spec with ``model.fit`` and prints its scores.

    Beyond Python it needs keras, numpy and pandas only. ``facts`` say which columns and which season the
    series has where the spec leaves that open; ``data`` is what the script reads: the values of a built-in
    series, or a CSV file. The spec must have passed ``check``.
    """
    inputs, targets = sizes.columns(spec.data, facts)
    recursive = template.RECURSIVE if inputs == targets else ""
    text = template.HEAD + template.PREPARE + template.SCORES.replace("$recursive", recursive)
    names = {
        **_training(spec),
        **_series(spec, facts),
        **mistaken(spec.data),
        "seed": str(seed),
        "title": f"{_kind(spec)} on {spec.data.name}",
        "mark": template.MARK,
        "agreement": _CHANCE if any(map(has_chance, spec.layers)) else _AGREES,
        "spec": "\n".join(f"#     {line}" for line in print_spec(spec).splitlines()),
        "csv": "import csv\n" if isinstance(data, CsvFile) else "",
        "inputs": print_value(inputs),
        "targets": print_value(targets),
        "loading": loading(spec.data.name, data, tuple(dict.fromkeys((*inputs, *targets)))),
        "target_shape": repr(sizes.target_shape(spec.data.horizon, len(targets))),
    }
    return Template(text).substitute(names)


def is_exported(first_line: str) -> bool:
    """Whether a file with this first line is a script that ``export`` wrote."""
    return first_line.startswith("# ") and first_line.rstrip().endswith(template.MARK)


def _kind(spec: ModelSpec) -> str:
    """The model in one word: its first recurrent layer, or what else it is."""
    recurrent = next((layer for layer in spec.layers if with_sequences(layer) is not None), None)
    return recurrent.name if recurrent is not None else f"A model of {len(spec.layers)} layers"


def _series(spec: ModelSpec, facts: DataFacts) -> dict[str, str]:
    """What the script knows of the windows."""
    source = spec.data
    season = facts.season if source.season is None else source.season
    lags = [int(step.partition(":")[2] or 1) for step in source.transform if step != "log"]
    return {
        "look_back": str(source.look_back),
        "horizon": str(source.horizon),
        "split": repr(source.split),
        "validation": repr(source.validation),
        "stride": str(source.stride),
        "season": repr(season if season is not None and season > 1 else None),
        "log": repr("log" in source.transform),
        "lags": repr(lags),
        "scaler": template.SCALERS[source.scale],
    }


def _training(spec: ModelSpec) -> dict[str, str]:
    """What the script knows of the model and how it is trained."""
    stopping = (
        f', keras.callbacks.EarlyStopping("val_loss", patience={spec.patience}, restore_best_weights=True)'
    )
    return {
        "modules": ", ".join(modules(*spec.layers, spec.optimizer, spec.loss)),
        "layers": "\n".join(f"            {code(layer)}," for layer in spec.layers),
        "optimizer": code(spec.optimizer),
        "loss": code(spec.loss),
        "epochs": str(spec.epochs),
        "batch_size": str(spec.batch_size),
        "callbacks": "Progress()" + ("" if spec.patience is None else stopping),
        "order": "in a new order every epoch" if spec.shuffle else "in the order of time",
        "permute": template.PERMUTE if spec.shuffle else "",
    }
