"""Milliseconds per epoch, validation included: our engine against Keras fit, PyTorch and JAX.

Every contender is a process that lives through the whole run. Rounds alternate, ours and a peer's,
and each pair gives a ratio, so that whatever else the machine does hits both.

    .venv/bin/python benchmarks/per_epoch.py --peer-python /opt/peers/bin/python
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from support.contender import Contender
from support.report import Spread, Target, figure, machine, table
from support.workload import MODELS, Model, write_windows

PEERS = {"keras_fit": "Keras fit", "torch_eager": "PyTorch eager, 1 thread", "jax_jit": "JAX, one jit"}
TORCH, JAX = Target(4), Target(1)


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure: seconds per round of each side, pairs of rounds."""

    seconds: float
    pairs: int


@dataclass(frozen=True, slots=True)
class Row:
    """A model against a peer: seconds per epoch of both, and the ratios pair by pair."""

    model: Model
    peer: str
    ours: Spread
    theirs: Spread
    ratio: Spread


def main() -> None:
    """Measure and print."""
    options = _options()
    effort = Effort(0.1, 2) if options.quick else Effort(0.5, options.pairs)
    wanted = [model for model in MODELS if not options.models or model.name in options.models.split(",")]
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        windows = Path(folder) / "windows.npz"
        write_windows(windows)
        ours = stack.enter_context(Contender("rnntui_engine", environment={"RNNTUI_HOME": folder}))
        peers = {
            name: stack.enter_context(
                Contender(name, python=_python(name, options.peer_python), arguments=[str(windows)])
            )
            for name in PEERS
        }
        rows = [
            compare(model, ours, peers[name], effort)
            for model in wanted
            for name in PEERS
            if peers[name].prepare(model.name)
        ]
        absent = [
            f"{PEERS[name]}: {peer.missing} is not installed" for name, peer in peers.items() if peer.missing
        ]
        versions = {key: value for peer in peers.values() for key, value in peer.versions.items()}
    print("Milliseconds per epoch (80 training and 44 test windows, batch 10), and ours against theirs.")
    print(f"{effort.pairs} pairs of rounds of {effort.seconds} s each: median (lowest–highest).\n")
    print(
        table(
            ("model", "against", "ms ours", "ms theirs", "times quicker", "target"), [cells(r) for r in rows]
        )
    )
    print("\n" + "\n".join([*absent, machine(versions)]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--peer-python", default=sys.executable, help="a Python that has torch, jax and optax"
    )
    parser.add_argument("--models", default="", help=f"of {','.join(model.name for model in MODELS)}")
    parser.add_argument("--pairs", type=int, default=7, help="pairs of rounds for each ratio")
    parser.add_argument("--quick", action="store_true", help="two short pairs: does it work at all")
    return parser.parse_args()


def _python(peer: str, peer_python: str) -> str:
    """Keras is ours: it stands beside rnntui."""
    return sys.executable if peer == "keras_fit" else peer_python


def compare(model: Model, ours: Contender, peer: Contender, effort: Effort) -> Row:
    """Alternate rounds of both, the first of each unmeasured: it says how many epochs a round has."""
    ours.prepare(model.name)
    our_epochs, peer_epochs = (_epochs(side, model, effort.seconds) for side in (ours, peer))
    pairs = []
    for number in range(effort.pairs):
        # Neither side is always the first.
        sides = [(ours, our_epochs), (peer, peer_epochs)]
        if number % 2:
            sides.reverse()
        took = {side.name: side.train(model.name, epochs).per_epoch for side, epochs in sides}
        pairs.append((took[ours.name], took[peer.name]))
    return Row(
        model,
        peer.name,
        Spread.of([mine for mine, _ in pairs]),
        Spread.of([theirs for _, theirs in pairs]),
        Spread.of([theirs / mine for mine, theirs in pairs]),
    )


def _epochs(side: Contender, model: Model, seconds: float) -> int:
    """How many epochs last about ``seconds``, at least three."""
    side.train(model.name, 3)
    per_epoch = side.train(model.name, 10).per_epoch
    return max(3, round(seconds / per_epoch))


def cells(row: Row) -> tuple[str, ...]:
    """A row of the table."""
    targets = {"torch_eager": TORCH, "jax_jit": JAX}
    target = targets.get(row.peer)
    if target is None and row.model.against_fit is not None:
        target = Target(row.model.against_fit)
    return (
        row.model.title,
        PEERS[row.peer],
        figure(row.ours.median * 1e3),
        figure(row.theirs.median * 1e3),
        str(row.ratio),
        target.judge(row.ratio.median) if target else "–",
    )


if __name__ == "__main__":
    main()
