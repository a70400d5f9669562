"""Names that tutorials use and Keras no longer has, or has and rnntui doesn't: what to write today."""

from __future__ import annotations

from dataclasses import dataclass

from rnntui.spec import catalogue
from rnntui.spec.entries import Entry
from rnntui.spec.layer_parts import INPUT_ARGUMENTS
from rnntui.spec.reader import Bad, Reader, replace
from rnntui.spec.records import Edit, Where
from rnntui.spec.wording import closest, listed, words

ARGUMENTS: dict[str, str] = {
    "lr": "learning_rate",
    "nb_epoch": "epochs",
    "n_epoch": "epochs",
    "n_epochs": "epochs",
    "num_epochs": "epochs",
    "batchsize": "batch_size",
    "output_dim": "units",
    "num_units": "units",
    "n_units": "units",
    "hidden_size": "units",
    "init": "kernel_initializer",
    "inner_init": "recurrent_initializer",
    "forget_bias_init": "unit_forget_bias",
    "inner_activation": "recurrent_activation",
    "W_regularizer": "kernel_regularizer",
    "U_regularizer": "recurrent_regularizer",
    "b_regularizer": "bias_regularizer",
    "W_constraint": "kernel_constraint",
    "b_constraint": "bias_constraint",
    "bias": "use_bias",
    "dropout_W": "dropout",
    "dropout_U": "recurrent_dropout",
    "keep_prob": "rate",
    "p": "rate",
    "nb_filter": "filters",
    "filter_length": "kernel_size",
    "subsample_length": "strides",
    "border_mode": "padding",
    "pool_length": "pool_size",
    "stride": "strides",
    "alpha": "negative_slope",
    "return_sequence": "return_sequences",
    "lookback": "look_back",
    "window": "look_back",
    "n_steps": "look_back",
    "timesteps": "look_back",
    "column": "columns",
    "usecols": "columns",
    "train_size": "split",
    "validation_split": "validation",
    "seasonality": "season",
    "metric": "metrics",
    "mean_absolute_error": "loss",
}
"""Old or other names of arguments and what they are called here, where the entry has that argument."""

_GONE: dict[str, str] = {
    "decay": "a smaller learning_rate does most of what it did",
    "consume_less": "Keras 3 chooses the implementation by itself",
    "implementation": "Keras 3 chooses the implementation by itself",
    "time_major": "windows are always (steps, features)",
    "show_accuracy": "accuracy has no meaning for amounts, and the scores are always shown",
    "class_mode": "the loss says it all",
    "samples_per_epoch": "an epoch is every window once",
    "nb_worker": "rnntui feeds the windows by itself",
    "forget_bias": "Keras has unit_forget_bias=True, a forget bias of 1",
}
"""Arguments that no longer exist, with the reason why nothing is lost by deleting them."""

CALLS: dict[str, str] = {
    "CuDNNLSTM": "LSTM",
    "CuDNNGRU": "GRU",
    "BasicLSTMCell": "LSTM",
    "LSTMCell": "LSTM",
    "LSTMBlockCell": "LSTM",
    "BasicRNNCell": "SimpleRNN",
    "SimpleRNNCell": "SimpleRNN",
    "RNNCell": "SimpleRNN",
    "GRUCell": "GRU",
    "RNN": "SimpleRNN",
    "TimeDistributedDense": "TimeDistributed",
    "dense": "Dense",
    "fully_connected": "Dense",
    "Linear": "Dense",
    "AdamOptimizer": "Adam",
    "AdamWOptimizer": "AdamW",
    "GradientDescentOptimizer": "SGD",
    "MomentumOptimizer": "SGD",
    "RMSPropOptimizer": "RMSprop",
}
"""Other names of what the catalogue has: TensorFlow 1's, cells, and PyTorch's where it is the same."""

TENSORFLOW_1 = words(
    """
    ConfigProto GPUOptions InteractiveSession MultiRNNCell Session dynamic_rnn get_variable
    global_variables_initializer initialize_all_variables placeholder reset_default_graph
    static_rnn to_float variable_scope
    """
)
"""Calls by which TensorFlow 1 code is known."""

KERAS_LAYERS = words(
    """
    AdaptiveAveragePooling1D AdaptiveAveragePooling2D AdaptiveAveragePooling3D AdaptiveMaxPooling1D
    AdaptiveMaxPooling2D AdaptiveMaxPooling3D TorchModuleWrapper STFTSpectrogram TFSMLayer
    ReversibleEmbedding Pipeline
    ActivityRegularization Add AdditiveAttention AlphaDropout Attention Average AveragePooling1D
    AveragePooling2D AveragePooling3D AvgPool1D AvgPool2D AvgPool3D CategoryEncoding CenterCrop
    Concatenate Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D
    ConvLSTM3D Convolution1DTranspose Convolution2D Convolution2DTranspose Convolution3D
    Convolution3DTranspose Cropping1D Cropping2D Cropping3D DepthwiseConv1D DepthwiseConv2D
    Discretization Dot EinsumDense FlaxLayer GaussianDropout GaussianNoise GlobalAveragePooling2D
    GlobalAveragePooling3D GlobalAvgPool2D GlobalAvgPool3D GlobalMaxPool1D GlobalMaxPool2D
    GlobalMaxPool3D GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D GroupNormalization
    GroupQueryAttention HashedCrossing Hashing Identity IntegerLookup JaxLayer Lambda Layer Masking
    MaxPool2D MaxPool3D MaxPooling2D MaxPooling3D Maximum MelSpectrogram Minimum MultiHeadAttention
    Multiply Normalization PReLU Permute RMSNormalization ReLU Rescaling Reshape Resizing
    SeparableConv1D SeparableConv2D SeparableConvolution1D SeparableConvolution2D Softmax
    SpatialDropout1D SpatialDropout2D SpatialDropout3D SpectralNormalization StackedRNNCells
    StringLookup Subtract TextVectorization UnitNormalization UpSampling1D UpSampling2D UpSampling3D
    Wrapper ZeroPadding1D ZeroPadding2D ZeroPadding3D
    """
)
"""Layers that Keras has and the catalogue has not."""

_INSTEAD: dict[str, str] = {
    "Lambda": "it would have to run code",
    "ReLU": 'write Activation("relu")',
    "Softmax": 'write Activation("softmax")',
    "GlobalMaxPooling1D": "GlobalAveragePooling1D is the nearest",
    "GlobalMaxPool1D": "GlobalAveragePooling1D is the nearest",
    "AveragePooling1D": "MaxPooling1D is the nearest",
    "AvgPool1D": "MaxPooling1D is the nearest",
    "Masking": "windows have no gaps to mask",
    "Reshape": "Flatten and RepeatVector are what changes a shape here",
    "Normalization": 'write scale="standard" in Series(...)',
    "Rescaling": 'write scale="minmax" in Series(...)',
    "StackedRNNCells": "put the layers after each other, all but the last with return_sequences=True",
}

KERAS_OPTIMIZERS = words(
    """
    Adadelta Adafactor Adagrad Adamax Ftrl Lamb Lion LossScaleOptimizer MultiOptimizer Muon Nadam
    ScheduleFreeAdamW
    """
)
KERAS_LOSSES = words(
    """
    BinaryCrossentropy BinaryFocalCrossentropy CTC CategoricalFocalCrossentropy
    CategoricalGeneralizedCrossEntropy CategoricalHinge Circle CosineSimilarity Dice Hinge KLDivergence
    LogCosh MeanAbsolutePercentageError MeanSquaredLogarithmicError Poisson SquaredHinge Tversky
    """
)
"""Optimizers and losses that Keras has and the catalogue has not."""

VALUES: dict[str, dict[str, str]] = {
    "loss": {
        "rmse": "mse",
        "root_mean_squared_error": "mse",
        "l2": "mse",
        "l1": "mae",
        "huber_loss": "huber",
        "smooth_l1": "huber",
    },
    "initializer": {
        "xavier": "glorot_uniform",
        "xavier_uniform": "glorot_uniform",
        "xavier_normal": "glorot_normal",
        "glorot": "glorot_uniform",
        "he": "he_normal",
        "kaiming_normal": "he_normal",
        "kaiming_uniform": "he_uniform",
        "random": "random_normal",
    },
    "optimizer": {"gd": "sgd", "gradient_descent": "sgd"},
    "activation": {"leakyrelu": "leaky_relu", "none": "linear", "identity": "linear"},
}
"""Other names of what is given in quotes, by family."""


@dataclass(frozen=True, slots=True)
class OldArgument:
    """An argument's old name, what it is called today ("" where it is gone), and why."""

    name: str
    today: str
    reason: str = ""

    def sentence(self, title: str) -> str:
        if self.today:
            when = "here" if title == "Series" else "today"
            return f"{title}: {self.name} is called {self.today} {when}: write {self.today}=."
        return f"{title}: {self.name} no longer exists, so delete it: {self.reason}."


def argument(entry: Entry, name: str) -> OldArgument | None:
    """What an argument's name stood for in older code, if the entry has its successor."""
    today = ARGUMENTS.get(name, "")
    found = entry.find(today) if today else None
    if found is not None and found.kept and today not in INPUT_ARGUMENTS:
        return OldArgument(name, today)
    return OldArgument(name, "", _GONE[name]) if name in _GONE else None


def unknown_call(reader: Reader, name: str, where: Where) -> Bad:
    """Report a call of a name that the catalogue does not have; ``where`` is the name's place."""
    last = name.rpartition(".")[2]
    if last in CALLS:
        today = CALLS[last]
        return reader.report("old-name", f"{name} is {today} in Keras today.", where, replace(where, today))
    if last in TENSORFLOW_1:
        return reader.report(*tensorflow_1(name, where))
    if last in KERAS_LAYERS | KERAS_OPTIMIZERS | KERAS_LOSSES:
        return reader.report("not-in-catalogue", *_not_here(name, last, where))
    near = closest(last, catalogue.CANONICAL)
    if near is not None:
        return reader.report(
            "unknown-name", f"Nothing is called {name}: did you mean {near}?", where, replace(where, near)
        )
    few = listed(("Dense", "SimpleRNN", "LSTM", "GRU", "Dropout", "Flatten"), "and")
    return reader.report("unknown-name", f"Nothing is called {name} here: there is {few}, and more.", where)


def tensorflow_1(name: str, where: Where) -> tuple[str, str, Where, Edit]:
    """Code, sentence, place and mend for code of TensorFlow 1, which stands at ``where``."""
    message = f"{name} is TensorFlow 1: a spec says what to build, and rnntui runs it; delete this."
    return "old-name", message, where, replace(where, "", "delete it")


def _not_here(name: str, last: str, where: Where) -> tuple[str, Where, Edit | None]:
    """The sentence, place and mend for what Keras has and the catalogue has not."""
    sentence = f"Keras has {last}, but rnntui's catalogue does not"
    flat = last[:-2] + "1D" if last.endswith(("2D", "3D")) else ""
    if flat in catalogue.CANONICAL:
        return f"{sentence}: windows have one axis of time, so write {flat}.", where, replace(where, flat)
    if last in _INSTEAD:
        return f"{sentence}: {_INSTEAD[last]}.", where, None
    if last in KERAS_OPTIMIZERS:
        has = listed(catalogue.names("optimizer"), "and")
        return f"{sentence}: it has {has}.", where, replace(where, "Adam")
    if last in KERAS_LOSSES:
        message = f"{sentence}: targets are amounts, for which there is mse, mae and huber."
        return message, where, None
    return f"{sentence}.", where, None
