"""What a spec may look like: the ways in which tutorials write the same model."""

from __future__ import annotations

import pytest

from rnntui.spec.parse import parse
from rnntui.spec.printing import print_spec
from rnntui.spec.records import Call, ModelSpec, Value

PLAIN = """\
data = Series("airline", look_back=20)
model = Sequential([
    LSTM(5),
    Dense(1),
])
model.compile(optimizer=Adam(), loss="mse")
model.fit(epochs=10, batch_size=8)
"""


def read(text: str) -> ModelSpec:
    parsed = parse(text)
    assert parsed.spec is not None, parsed.problems
    return parsed.spec


def said(text: str) -> list[str]:
    return [f"{problem.severity}: {problem.message}" for problem in parse(text).problems]


def changed(old: str, new: str) -> ModelSpec:
    assert old in PLAIN
    return read(PLAIN.replace(old, new))


SAME = {
    "model.add": PLAIN.replace(
        "Sequential([\n    LSTM(5),\n    Dense(1),\n])",
        "Sequential()\nmodel.add(LSTM(5))\nmodel.add(Dense(1))",
    ),
    "keras.layers": PLAIN.replace("LSTM(5)", "keras.layers.LSTM(5)"),
    "tf.keras.layers": PLAIN.replace("LSTM(5)", "tf.keras.layers.LSTM(5)"),
    "layers": PLAIN.replace("LSTM(5)", "layers.LSTM(5)"),
    "tf.keras.models.Sequential": PLAIN.replace("Sequential", "tf.keras.models.Sequential"),
    "keras.optimizers": PLAIN.replace("Adam()", "keras.optimizers.Adam()"),
    "an optimizer's name": PLAIN.replace("Adam()", '"adam"'),
    "a loss's long name": PLAIN.replace('"mse"', '"mean_squared_error"'),
    "a loss's class": PLAIN.replace('"mse"', "MeanSquaredError()"),
    "a loss's class by its module": PLAIN.replace('"mse"', "tf.keras.losses.MeanSquaredError()"),
    "a loss's function": PLAIN.replace('"mse"', "keras.losses.mean_squared_error"),
    "units by name": PLAIN.replace("LSTM(5)", "LSTM(units=5)"),
    "a layer's name": PLAIN.replace("LSTM(5)", 'LSTM(5, name="lstm_1")'),
    "arguments in order": PLAIN.replace('optimizer=Adam(), loss="mse"', 'Adam(), "mse"'),
    "a constant": "units = 5\n" + PLAIN.replace("LSTM(5)", "LSTM(units)"),
    "a constant of a constant": "a = 4\nb = a + 1\n" + PLAIN.replace("LSTM(5)", "LSTM(b)"),
    "an annotated constant": "units: int = 5\n" + PLAIN.replace("LSTM(5)", "LSTM(units)"),
    "a named optimizer": "opt = Adam()\n" + PLAIN.replace("Adam()", "opt"),
    "a named layer": "cell = LSTM(5)\n" + PLAIN.replace("LSTM(5)", "cell"),
    "another model's name": PLAIN.replace("model", "rnn"),
    "another name of the data": PLAIN.replace("data =", "series ="),
    "data without a name": PLAIN.replace("data = ", ""),
    "a tuple of layers": PLAIN.replace("([", "((").replace("])", "))"),
    "layers by name": PLAIN.replace("Sequential([", "Sequential(layers=["),
    "a model's name": PLAIN.replace("])", '], name="airline")'),
    "imports": "import numpy as np\nfrom tensorflow import keras\nfrom keras.layers import LSTM, Dense\n"
    + PLAIN,
    "comments": "# a comment\n" + PLAIN.replace("LSTM(5),", "LSTM(5),  # five cells"),
    "a docstring": '"""The airline model."""\n' + PLAIN,
    "lines of a file from Windows": PLAIN.replace("\n", "\r\n"),
    "a byte order mark": "\ufeff" + PLAIN,
    "semicolons": PLAIN.replace('loss="mse")\n', 'loss="mse"); '),
    "single quotes": PLAIN.replace('"', "'"),
    "verbose": PLAIN.replace("batch_size=8", "batch_size=8, verbose=2"),
    "history": PLAIN.replace("model.fit", "history = model.fit"),
    "tabs inside brackets": PLAIN.replace("    ", "\t").replace("\tDense", " \t Dense"),
    "a refused argument that says no": PLAIN.replace(
        "LSTM(5)", "LSTM(5, stateful=False, return_state=False)"
    ),
    "no data format": PLAIN.replace("batch_size=8", "batch_size=8, validation_data=None"),
}


@pytest.mark.parametrize("way", SAME)
def test_a_way_to_write_the_same(way: str):
    assert read(SAME[way]) == read(PLAIN)
    assert said(SAME[way]) == []


NOTED = {
    "metrics": (
        PLAIN.replace('loss="mse"', 'loss="mse", metrics=["mae"]'),
        "note: model.compile: metrics is read over: RMSE, MAE and MASE are always computed, in the series' "
        "own units.",
    ),
    "the data": (
        PLAIN.replace("fit(", "fit(trainX, trainY, "),
        "note: model.fit: x is read over: rnntui feeds the windows of data = Series(...) by itself.",
    ),
    "the summary": (
        PLAIN + "model.summary()\n",
        "note: model.summary is read over: rnntui shows the model, forecasts and draws by itself.",
    ),
    "a prediction": (
        PLAIN + "predicted = model.predict(testX)\n",
        "note: model.predict is read over: rnntui shows the model, forecasts and draws by itself.",
    ),
    "the seed": (
        "tf.random.set_seed(7)\n" + PLAIN,
        "note: tf.random.set_seed is read over: rnntui is told the seed when it runs.",
    ),
    "the seed, in Keras's words": (
        "keras.utils.set_random_seed(7)\n" + PLAIN,
        "note: keras.utils.set_random_seed is read over: rnntui is told the seed when it runs.",
    ),
    "a checkpoint": (
        PLAIN.replace("batch_size=8", 'batch_size=8, callbacks=[ModelCheckpoint("best.keras")]'),
        "note: ModelCheckpoint is read over: rnntui keeps every run by itself.",
    ),
    "unroll": (
        PLAIN.replace("LSTM(5)", "LSTM(5, unroll=True)"),
        "note: LSTM: unroll is read over: the engine chooses whether to unroll.",
    ),
}


@pytest.mark.parametrize("what", NOTED)
def test_what_changes_nothing_is_read_over_with_a_note(what: str):
    text, note = NOTED[what]
    assert read(text) == read(PLAIN)
    assert note in said(text)


def test_keras_defaults_are_taken_where_compile_and_fit_leave_out():
    spec = read(PLAIN.replace("optimizer=Adam(), ", "").replace("epochs=10, batch_size=8", ""))
    assert (spec.optimizer, spec.epochs, spec.batch_size) == (Call("RMSprop"), 1, 32)
    assert len(said(PLAIN.replace("epochs=10, batch_size=8", ""))) == 2


STATED = [
    ("    LSTM(5)", "    Input((20, 1)),\n    LSTM(5)"),
    ("    LSTM(5)", "    keras.Input(shape=(20, 1)),\n    LSTM(5)"),
    ("    LSTM(5)", "    InputLayer(input_shape=(20, 1)),\n    LSTM(5)"),
    ("    LSTM(5)", "    Input(batch_shape=(None, 20, 1)),\n    LSTM(5)"),
    ("LSTM(5)", "LSTM(5, input_shape=(20, 1))"),
    ("LSTM(5)", "LSTM(5, batch_input_shape=(8, 20, 1))"),
    ("LSTM(5)", "LSTM(5, input_dim=1, input_length=20)"),
]


@pytest.mark.parametrize(("old", "new"), STATED)
def test_a_stated_input_shape_is_kept_to_be_checked(old: str, new: str):
    spec = changed(old, new)
    assert spec.input == Call("Input", (("shape", (20, 1)),))
    assert spec.layers == read(PLAIN).layers


def test_a_shape_inside_a_wrapper_is_stated_too():
    spec = changed("LSTM(5)", "Bidirectional(LSTM(5), input_shape=(20, 1))")
    assert spec.input is not None
    assert spec.layers[0] == Call("Bidirectional", (("layer", Call("LSTM", (("units", 5),))),))


ARGUMENTS: list[tuple[str, str, Value]] = [
    ('LSTM(5, activation="relu")', "activation", "relu"),
    ("LSTM(5, activation=relu)", "activation", "relu"),
    ("LSTM(5, activation=tf.nn.relu)", "activation", "relu"),
    ("LSTM(5, activation=keras.activations.relu)", "activation", "relu"),
    ("LSTM(5, activation=None)", "activation", None),
    ('LSTM(5, kernel_initializer="he_normal")', "kernel_initializer", "he_normal"),
    (
        "LSTM(5, kernel_initializer=HeNormal(seed=1))",
        "kernel_initializer",
        Call("HeNormal", (("seed", 1),)),
    ),
    (
        "LSTM(5, kernel_initializer=keras.initializers.he_normal())",
        "kernel_initializer",
        Call("HeNormal"),
    ),
    ("LSTM(5, kernel_regularizer=l2(0.01))", "kernel_regularizer", Call("L2", (("l2", 0.01),))),
    (
        "LSTM(5, kernel_regularizer=regularizers.l1_l2(l1=0.1))",
        "kernel_regularizer",
        Call("L1L2", (("l1", 0.1),)),
    ),
    ('LSTM(5, kernel_regularizer="l2")', "kernel_regularizer", "l2"),
    ("LSTM(5, kernel_constraint=MaxNorm(3))", "kernel_constraint", Call("MaxNorm", (("max_value", 3),))),
    ("LSTM(5, dropout=.2)", "dropout", 0.2),
    ("LSTM(5, dropout=1/5)", "dropout", 0.2),
    ("LSTM(5, seed=-1 + 2)", "seed", 1),
]


@pytest.mark.parametrize(("text", "name", "value"), ARGUMENTS)
def test_a_value_may_be_written_like_this(text: str, name: str, value: Value):
    assert changed("LSTM(5)", text).layers[0].get(name, "absent") == value


def test_arguments_stand_in_the_catalogue_s_order():
    layer = changed("LSTM(5)", "LSTM(dropout=0.1, units=5, activation='relu')").layers[0]
    assert [name for name, _ in layer.args] == ["units", "activation", "dropout"]


@pytest.mark.parametrize(
    "text",
    [
        "model.fit(epochs=10, batch_size=8, patience=7)",
        "model.fit(epochs=10, batch_size=8, callbacks=[EarlyStopping(patience=7)])",
        "model.fit(epochs=10, batch_size=8, callbacks=EarlyStopping('val_loss', patience=7))",
        "stop = keras.callbacks.EarlyStopping(patience=7, restore_best_weights=True)\n"
        "model.fit(epochs=10, batch_size=8, callbacks=[stop])",
    ],
)
def test_early_stopping_is_patience(text: str):
    assert changed("model.fit(epochs=10, batch_size=8)", text).patience == 7


def test_without_early_stopping_there_is_no_patience():
    assert read(PLAIN).patience is None
    assert changed("batch_size=8", "batch_size=8, callbacks=[]").patience is None


def test_shuffling_can_be_turned_off():
    assert read(PLAIN).shuffle is True
    assert changed("batch_size=8", "batch_size=8, shuffle=False").shuffle is False


def test_one_text_is_a_list_of_one():
    spec = changed("look_back=20", 'look_back=20, columns=["a", "b"], target="a", transform="log"')
    assert (spec.data.columns, spec.data.target, spec.data.transform) == (("a", "b"), ("a",), ("log",))


def test_a_whole_tutorial_gives_its_model_and_says_what_to_delete():
    tutorial = """\
# LSTM for international airline passengers problem with regression framing
import numpy as np
import matplotlib.pyplot as plt
from pandas import read_csv
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, LSTM
from sklearn.preprocessing import MinMaxScaler
# convert an array of values into a dataset matrix
def create_dataset(dataset, look_back=1):
\tdataX, dataY = [], []
\tfor i in range(len(dataset)-look_back-1):
\t\ta = dataset[i:(i+look_back), 0]
\t\tdataX.append(a)
\treturn np.array(dataX), np.array(dataY)
dataframe = read_csv('airline-passengers.csv', usecols=[1], engine='python')
dataset = dataframe.values.astype('float32')
scaler = MinMaxScaler(feature_range=(0, 1))
dataset = scaler.fit_transform(dataset)
train_size = int(len(dataset) * 0.67)
train, test = dataset[0:train_size,:], dataset[train_size:len(dataset),:]
look_back = 1
trainX, trainY = create_dataset(train, look_back)
trainX = np.reshape(trainX, (trainX.shape[0], 1, trainX.shape[1]))
model = Sequential()
model.add(LSTM(4, input_shape=(1, look_back)))
model.add(Dense(1))
model.compile(loss='mean_squared_error', optimizer='adam')
model.fit(trainX, trainY, epochs=100, batch_size=1, verbose=2)
trainPredict = model.predict(trainX)
plt.plot(trainPredict)
plt.show()
"""
    parsed = parse(tutorial)
    assert [layer.name for layer in parsed.layers] == ["LSTM", "Dense"]
    assert [(one.code, one.where.line, one.where.end_line) for one in parsed.errors] == [
        ("no-data", 1, 1),
        ("foreign", 9, 20),
        ("foreign", 22, 23),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "def windows(values: list, look_back: int = 1, *, step) -> list:\n    return values[:look_back]",
        'print("one text "\n      "in two pieces")',
        "values = list(map(lambda x: x * 2, [1, 2]))",
        "scores = {name: f(a=1, *b) for name in names}",
        "part = values[start:end, 0]",
        "async def f(a: int): pass",
        'class Model(Base, key="x"): pass',
    ],
)
def test_foreign_python_is_foreign_and_no_mistake_of_syntax(line: str):
    problems = parse(f"{line}\n{PLAIN}").problems
    assert {problem.code for problem in problems} <= {"foreign", "ignored"}


def test_sizes_have_a_limit_that_is_said():
    layers = "\n".join(["    Dense(1),"] * 65)
    assert said(PLAIN.replace("    LSTM(5),\n    Dense(1),", layers)) == [
        "error: A model has at most 64 layers."
    ]
    assert said(PLAIN.replace("look_back=20", "look_back=100_001")) == [
        "error: Series: look_back must be a whole number from 1 to 100,000, not 100001."
    ]
    assert said(PLAIN.replace("epochs=10", "epochs=10**7")) != []
    assert said(PLAIN.replace("epochs=10", "epochs=1_000_001")) == [
        "error: model.fit: epochs must be a whole number from 1 to 1,000,000, not 1000001."
    ]


@pytest.mark.parametrize("name", ["Adam", "SGD", "RMSprop", "AdamW"])
def test_a_whole_number_is_a_float_where_keras_takes_nothing_else(name: str) -> None:
    spec = changed("Adam()", f"{name}(learning_rate=1)")
    rate = spec.optimizer.get("learning_rate")
    assert rate == 1
    assert isinstance(rate, float)
    assert f"{name}(learning_rate=1.0)" in print_spec(spec)
