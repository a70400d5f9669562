"""What a training compiles: the same for every seed, learning rate, patience and number of epochs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rnntui.spec.records import Call, ModelSpec
from rnntui.worker.build import keras_object
from rnntui.worker.engine.choice import Choice
from rnntui.worker.engine.compiled import Compiled
from rnntui.worker.engine.forward import Network
from rnntui.worker.engine.loop import Loop, State, start
from rnntui.worker.engine.plan import Plan
from rnntui.worker.engine.predict import Forecasting
from rnntui.worker.engine.update import update_for


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a program is made from; of equal recipes one program serves. ``spec`` is as `alike` leaves it."""

    spec: ModelSpec
    input_shape: tuple[int, ...]
    targets: int
    plan: Plan
    choice: Choice


def alike(spec: ModelSpec) -> ModelSpec:
    """The spec without what is handed to a compiled program: specs that agree so far share theirs."""
    arguments = tuple((name, value) for name, value in spec.optimizer.args if name != "learning_rate")
    patience = None if spec.patience is None else 0
    return replace(spec, optimizer=Call(spec.optimizer.name, arguments), epochs=0, patience=patience)


class Program:
    """A network with its traced loop and forecasts; they take weights and data as arguments."""

    def __init__(self, recipe: Recipe, network: Network) -> None:
        plan = recipe.plan
        self.network = network
        self._update = update_for(keras_object(recipe.spec.optimizer), network.packing)
        output_shape = tuple(int(size) for size in network.model.output_shape[1:])
        loop = Loop(network, keras_object(recipe.spec.loss), self._update, plan, output_shape)
        self.advance = Compiled(loop.advance, recipe.choice.engine)
        self.forecasting = Forecasting(
            network, plan.look_back, plan.horizon, recipe.targets, one_step=plan.one_step
        )

    def start(self, network: Network) -> State:
        """Where a training begins from the weights of ``network``, which is built like ours."""
        return start(*network.initial(), self._update)


class Programs:
    """The programs of this process, by their recipes."""

    def __init__(self) -> None:
        self._known: dict[Recipe, Program] = {}

    def of(self, recipe: Recipe, network: Network) -> Program:
        """The program of ``recipe``, made with ``network`` where there is none yet."""
        if recipe not in self._known:
            self._known[recipe] = Program(recipe, network)
        return self._known[recipe]

    def suit(self, spec: ModelSpec, choice: Choice | None = None) -> bool:
        """Whether a training of ``spec`` (by ``choice``) belongs here: as before, or the first of all."""
        return not self._known or any(
            recipe.spec == alike(spec) and choice in (None, recipe.choice) for recipe in self._known
        )
