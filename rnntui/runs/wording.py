"""How a run's speed, losses, durations and findings are written, for app and command line alike."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rnntui.runs.protocol import Finished

    Losses = Sequence[float | None] | NDArray[np.float64]


def speed_text(epochs_per_second: float) -> str:
    """Epochs per second, as ``1,900 epochs/s``."""
    number = f"{epochs_per_second:,.0f}" if epochs_per_second >= 10 else f"{epochs_per_second:.2g}"
    return f"{number} epochs/s"


def loss_text(value: float | None) -> str:
    """A loss, as ``0.00213``."""
    return f"{value:.4g}" if value is not None and math.isfinite(value) else "not finite"


def losses_texts(loss: Losses, val_loss: Losses) -> list[str]:
    """The last losses, as ``loss 0.0021`` and ``val_loss 0.0034``; only those that there are."""
    named = (("loss", loss), ("val_loss", val_loss))
    return [f"{name} {loss_text(losses[-1])}" for name, losses in named if len(losses)]


def duration_text(seconds: float) -> str:
    """A duration in the unit that fits: ``0.04 s``, ``1.8 s``, ``12 s``, ``3 min``, ``2.5 h``."""
    if seconds < 0.95:
        return f"{seconds:.1g} s"
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    if seconds < 119.5:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def selection_text(drawn: int, rows: int) -> str:
    """What a chart of a selection of rows says: ``2,000 of 50,000 rows, highs and lows``."""
    return f"{drawn:,} of {rows:,} rows, highs and lows"


def diverged(finished: Finished) -> str:
    """What became of the weights of a run that diverged."""
    if not finished.best_epoch:
        kept = "It did so before the first epoch had ended, so nothing was kept."
    else:
        scored = ", and scored above" if any(finished.metrics.values()) else ""
        kept = f"The weights of epoch {finished.best_epoch:,}, the last finite ones, were kept{scored}."
    return f"The training diverged: the loss was no longer a finite number. {kept}"


def reasons(finished: Finished) -> tuple[str, ...]:
    """Why there is none of a score or baseline, a sentence each, with its kind named once."""
    said = ((kind.replace("_", " "), reason) for kind, reason in finished.reasons.items())
    return tuple(
        f"N{reason[1:]}." if reason.startswith(f"no {kind}") else f"No {kind}: {reason}."
        for kind, reason in said
    )


def explained(finished: Finished) -> tuple[str, ...]:
    """What is to be said below a run's scores: that it diverged, what was found, why a score is missing."""
    return (
        *([diverged(finished)] if finished.status == "diverged" else []),
        *findings(finished),
        *reasons(finished),
    )


def findings(finished: Finished, *, advised: bool = True) -> tuple[str, ...]:
    """What was diagnosed, a sentence or two each; if ``advised``, with what to do about it."""
    return tuple(
        f"{one['message']} {(one.get('fix') or '') if advised else ''}".strip() for one in finished.findings
    )
