"""What is worth trying: one argument of the spec set to another value."""

from __future__ import annotations

from typing import TypeAlias

from rnntui.diagnosis.records import Change
from rnntui.spec import catalogue
from rnntui.spec.records import Call, ModelSpec
from rnntui.spec.setting import smallest_recurrent

VALIDATION = 0.15
_FEW, _ENOUGH, _MANY = 5, 32, 64  # units
_LEAST_PATIENCE = 10
_EPOCHS = 100
_FAR = 10  # times the usual learning rate
_LONGEST = 60  # steps of a window
_TOO_LARGE = 10  # a value that weights near 0 don't read: tanh is flat there


Changes: TypeAlias = tuple[Change, ...]


def tried(changes: Changes) -> str:
    """The sentence that says so; empty where there is nothing to try."""
    return f"Try {' and '.join(map(str, changes))}." if changes else ""


def smaller_rate(spec: ModelSpec) -> Changes:
    """A tenth of the learning rate."""
    return _rate(_learning_rate(spec.optimizer) / 10)


def larger_rate(spec: ModelSpec) -> Changes:
    """The optimizer's usual learning rate, or ten times one that is no smaller."""
    rate, usual = _learning_rate(spec.optimizer), _learning_rate(Call(spec.optimizer.name))
    return _rate(usual if rate < usual else 10 * rate)


def scaled(spec: ModelSpec, largest: float) -> Changes:
    """Values put into a small range, where a network reads numbers that are too large for its weights."""
    raw = spec.data.scale == "none" and not spec.data.transform
    return (Change("scale", "minmax"),) if raw and largest > _TOO_LARGE else ()


def longer(spec: ModelSpec) -> Changes:
    """Twice the epochs."""
    return (Change("epochs", 2 * spec.epochs),)


def enough_epochs(spec: ModelSpec) -> Changes:
    """As many epochs as it takes to see where the loss goes, where there are far fewer."""
    return (Change("epochs", _EPOCHS),) if 2 * spec.epochs < _EPOCHS else ()


def stopped_early(spec: ModelSpec) -> Changes:
    """Training data set aside to watch, where there are none, and an end where those get worse."""
    apart = () if spec.data.validation else (Change("validation", VALIDATION),)
    patience = max(spec.epochs // 10, _LEAST_PATIENCE)
    return apart if spec.patience is not None else (*apart, Change("patience", patience))


def whole_season(spec: ModelSpec, season: int | None) -> Changes:
    """A window that holds one season, where it does not yet."""
    if season is None or season <= spec.data.look_back or out_of_sight(spec, season):
        return ()
    return (Change("look_back", season),)


def out_of_sight(spec: ModelSpec, season: int | None) -> bool:
    """Whether a season is longer than the windows and too long for any: a year of days."""
    return season is not None and season > max(spec.data.look_back, _LONGEST)


def usual_rate(spec: ModelSpec) -> Changes:
    """A tenth of a learning rate that is far above the optimizer's usual one."""
    far = _learning_rate(spec.optimizer) > _FAR * _learning_rate(Call(spec.optimizer.name))
    return smaller_rate(spec) if far else ()


def some_state(spec: ModelSpec) -> Changes:
    """A handful of units where there are fewer: one number alone can only settle or flip."""
    return _units(spec, _FEW)


def more_state(spec: ModelSpec) -> Changes:
    """More units in the recurrent layer that has the fewest, up to 64."""
    return _units(spec, _ENOUGH) or _units(spec, _MANY)


def _units(spec: ModelSpec, least: int) -> Changes:
    layer = smallest_recurrent(spec)
    return (Change("units", least),) if layer and int(str(layer.get("units"))) < least else ()


def _learning_rate(optimizer: Call) -> float:
    rate = catalogue.argument(optimizer, "learning_rate")
    assert isinstance(rate, (int, float))
    return rate


def _rate(rate: float) -> Changes:
    return (Change("learning_rate", float(f"{rate:.3g}")),)
