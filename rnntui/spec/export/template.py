"""The text of an exported script, with ``$NAMES`` for what the spec says."""

from __future__ import annotations

MARK = ", exported from rnntui. Run it with: python THIS_FILE.py"
"""What the first line of a script ends with, and of no other file."""

HEAD = '''\
# $title$mark
# It needs keras with tensorflow, numpy and pandas, and nothing of rnntui.
#
# It prepares the same windows, starts from the same weights and sees the same batches in the same
# order as rnntui does with seed $seed.
$agreement
$marks#
# The spec:
#
$spec

${csv}import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import pandas as pd
from keras import $modules

SEED = $seed
INPUTS = $inputs  # the columns that the model reads
TARGETS = $targets  # the columns that it forecasts
LOOK_BACK = $look_back  # rows in a window
HORIZON = $horizon  # rows that are forecast from it
SPLIT = $split  # the share of rows to train on
VALIDATION = $validation  # the share of those that is held back to watch
STRIDE = $stride  # every which training window is used
SEASON = $season  # rows after which the pattern repeats
LOG = $log  # whether the network sees logarithms
LAGS = $lags  # and differences, from so many rows before
EPOCHS = $epochs
BATCH_SIZE = $batch_size


def load():
    """The series, a column for each variable, oldest row first."""
$loading

def build():
    """The model, compiled."""
    keras.utils.set_random_seed(SEED)
    model = keras.Sequential(
        [
            keras.Input($window),
$layers
        ]
    )
    model.compile(
        optimizer=$optimizer,
        loss=$loss,
    )
    return model
'''

PREPARE = '''

# ---------------------------------------------------------------- data
def levels(values):
    """The values before the first difference and after each one."""
    found = [np.log(values) if LOG else values]
    for lag in LAGS:
        found.append(found[-1][lag:] - found[-1][:-lag])
    return found


def undo(known, ahead):
    """Forecasts (H, T) for the rows after those that are known (n, T), in the series' own units."""
    before = levels(known[len(known) - max(1, sum(LAGS)) :])
    for lag, level in zip(reversed(LAGS), reversed(before[:-1])):
        rows = list(level)
        for row in ahead:
            rows.append(row + rows[-lag])
        ahead = np.array(rows[len(level) :])
    return np.exp(ahead) if LOG else ahead


def fit_scaler(values):
    """Offset and factor of each column."""
$scaler
    return offset, np.where(factor > 0, factor, 1.0)


def starts_between(first_target, end, stride=1):
    """Where windows begin whose targets all lie in rows first_target ... end - 1."""
    first = max(0, first_target - LOOK_BACK)
    return np.arange(first, max(first, end - LOOK_BACK - HORIZON + 1), stride)


${orders}def windows(inputs, targets, starts):
    """What the model reads, (n, $shape), and what it is to say."""
    x = inputs[starts[:, None] + $within]
${reshape}    y = targets[starts[:, None] + np.arange(LOOK_BACK, LOOK_BACK + HORIZON)]
    return x, y.reshape(len(starts), *$target_shape)


class Batches(keras.utils.PyDataset):
    """Training windows, $order; the last batch may be smaller."""

    def __init__(self, x, y):
        super().__init__()
        self.x, self.y = x, y
        self.epoch = -1  # Keras reports an end of an epoch before the first, so beginnings are counted
        self.order = np.arange(len(x))

    def __len__(self):
        return -(-len(self.x) // BATCH_SIZE)

    def __getitem__(self, i):
        rows = self.order[i * BATCH_SIZE : (i + 1) * BATCH_SIZE]
        return self.x[rows], self.y[rows]

    def on_epoch_begin(self):
        self.epoch += 1
$permute

class Progress(keras.callbacks.Callback):
    """Prints the losses of the first ten epochs, and of some forty after them."""

    def on_epoch_end(self, epoch, logs=None):
        number = epoch + 1
        if number <= 10 or number % max(1, EPOCHS // 40) == 0 or number == EPOCHS:
            print(f"epoch {number}: loss {logs['loss']:.9g}, val_loss {logs['val_loss']:.9g}", flush=True)
'''

SCORES = '''

# ---------------------------------------------------------------- scores
def print_scores(title, name, actual, forecast, scale):
    """One line: RMSE and MAE in the series' own units, MASE."""
    errors = (forecast - actual).reshape(-1, len(TARGETS))
    rmse, mae = np.sqrt(np.mean(errors**2)), np.mean(np.abs(errors))
    mase = np.mean(np.abs(errors).mean(axis=0) / scale) if np.all(scale > 0) else float("nan")
    print(f"{title:10}{name:16}{rmse:14.7g}{mae:14.7g}{mase:14.7g}")


def naive(values, origins, lead):
    """The last known value."""
    return values[origins]


def seasonal_naive(values, origins, lead):
    """The value of one season before."""
    return values[origins + lead - SEASON * -(-lead // SEASON)]


def drift(values, origins, lead):
    """The mean step from the first row to the last known one, taken on and on."""
    ahead, last = np.asarray(lead)[..., None], values[origins]
    return last + ahead * (last - values[0]) / origins[..., None]


def last_years_step(values, origins, lead):
    """The value of one season before, and how much had changed since by the last known row."""
    ahead, last, year_ago = np.asarray(lead)[..., None], values[origins], values[origins - SEASON]
    return last + ahead // SEASON * (last - year_ago) + values[origins - SEASON + lead % SEASON] - year_ago


def main():
    frame = load()
    own_inputs, own_targets = frame[INPUTS].to_numpy(float), frame[TARGETS].to_numpy(float)
    rows, lost = len(frame), sum(LAGS)
    n_train = int(np.floor(rows * SPLIT + 1e-9))
    n_fit = n_train - int(np.floor(n_train * VALIDATION + 1e-9))

    # transformed and scaled: row i of these is row i + lost of the series
    inputs, targets = levels(own_inputs)[-1], levels(own_targets)[-1]
    # The scalers are fitted on $fitted_on.
    offset, factor = fit_scaler(inputs$seen)
    inputs = ((inputs - offset) / factor).astype("float32")
    offset, factor = fit_scaler(targets$seen)
    targets = ((targets - offset) / factor).astype("float32")

${slips}    train = starts_between(0, n_fit - lost$early, STRIDE)
    test = starts_between(n_train - lost$apart, rows - lost$early)
    watched = starts_between(n_fit - lost$apart, n_train - lost$early) if VALIDATION else test
    print(f"{len(train)} training windows, {len(watched)} watched, {len(test)} to test on")

    model = build()
    model.summary()
    model.fit(
        Batches(*windows(inputs, targets, train)),
        epochs=EPOCHS,
        shuffle=False,
        verbose=0,
        validation_data=windows(inputs, targets, watched),
        validation_batch_size=1024,
        callbacks=[$callbacks],
    )

    # every lead of every test window, from what was known at its origin
    said = model.predict(windows(inputs, targets, test)[0], batch_size=1024, verbose=0)
    said = said.reshape(-1, HORIZON, len(TARGETS)).astype(float) * factor + offset
    origins = test + lost + LOOK_BACK - 1
    said = np.array([undo(own_targets[: origin + 1], ahead) for origin, ahead in zip(origins, said)])
    leads = np.arange(1, HORIZON + 1)
    actual = own_targets[origins[:, None] + leads]
    scale = np.abs(np.diff(own_targets[:n_fit], axis=0)).mean(axis=0)
    known, rivals = n_train$apart, {"naive": naive}
    if SEASON and known >= SEASON:
        rivals["seasonal naive"] = seasonal_naive
    if known >= 2:
        rivals["drift"] = drift
    if SEASON and known > SEASON:
        rivals["last year's step"] = last_years_step

    print(f"{'':26}{'RMSE':>14}{'MAE':>14}{'MASE':>14}")
    print_scores("one-step", "model", actual[:, :1], said[:, :1], scale)
    for name, rival in rivals.items():
        print_scores("one-step", name, actual[:, 0], rival(own_targets, origins, 1), scale)
    if HORIZON > 1:
        print_scores("direct", "model", actual, said, scale)
        for name, rival in rivals.items():
            print_scores("direct", name, actual, rival(own_targets, origins[:, None], leads), scale)
$recursive

if __name__ == "__main__":
    main()
'''

RECURSIVE = """
    # one path over the whole test part, fed with its own values
    first, end = n_train$apart, rows$early
    steps, start = end - first, first - lost - LOOK_BACK
    window, path = inputs[start : start + LOOK_BACK], []
    while len(path) < steps:
        ahead = np.asarray(model($shown, training=False)).reshape(HORIZON, len(TARGETS))
        window = np.concatenate([window, ahead])[-LOOK_BACK:]
        path.extend(ahead.astype(float) * factor + offset)
    path = undo(own_targets[:first], np.array(path[:steps]))
    after = np.arange(1, steps + 1)
    last = np.full(steps, first - 1)
    print_scores("recursive", "model", own_targets[first:end], path, scale)
    for name, rival in rivals.items():
        print_scores("recursive", name, own_targets[first:end], rival(own_targets, last, after), scale)
"""

SCALERS = {
    "minmax": "    offset, factor = values.min(axis=0), np.ptp(values, axis=0)",
    "standard": "    offset, factor = values.mean(axis=0), values.std(axis=0)",
    "none": "    offset, factor = np.zeros(values.shape[1]), np.ones(values.shape[1])",
}

PERMUTE = """\
        self.order = np.random.default_rng([SEED, self.epoch]).permutation(len(self.x))
"""

ORDERS = {
    "fixed": """\
    return np.tile(np.random.default_rng(0).permutation(LOOK_BACK), (len(starts), 1))
""",
    "test-only": """\
    n_train = int(np.floor((rows + sum(LAGS)) * SPLIT + 1e-9))
    tested = starts >= n_train - sum(LAGS) - LOOK_BACK
    scrambled = np.random.default_rng(0).permutation(LOOK_BACK)
    return np.where(tested[:, None], scrambled, np.arange(LOOK_BACK))
""",
    "each-row": """\
    return np.array([np.random.default_rng([0, int(i)]).permutation(LOOK_BACK) for i in starts])
""",
}

ORDER = '''\
def orders(starts, rows):
    """Scrambled on purpose: where in each window its rows are taken from, (n, LOOK_BACK)."""
$order


'''
