#!/usr/bin/env python3
"""Writes the small networks of Keras of the tests, each with what Python computes for it.

    python3 scripts/reference/keras_files.py [FOLDER]

FOLDER is src/test/resources/org/gradiscope/engine/tf/keras unless it is given. Needs the packages
tensorflow, keras (3) and tf_keras; the files in the repository were made with tensorflow 2.21,
keras 3.15 and tf_keras 2.21. All weights come from a formula, so a second run gives the same figures.

cases.tar.bz2 holds the networks: NAME.keras and some NAME.h5 of Keras 3, some NAME.2.h5 and NAME.2.keras of
Keras 2 (tf_keras). cases.txt has a line for each: the file, the names and shapes of its inputs, the names of
its outputs, the numbers of all outputs one after another, and the gradient of the sum of these, each times
its weight, with respect to the first input. Numbers are said as how many there are, every how many-th is
written, and these. Input i is (37 i mod 101) / 101 - 0.2; the weight of output i is ((29 i mod 17) - 8) / 8.
"""

import io
import math
import os
import sys
import tarfile
import tempfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
import tf_keras

ROOT = os.path.join(os.path.dirname(__file__), "..", "..",
                    "src/test/resources/org/gradiscope/engine/tf/keras")


def numbers(shape):
    count = int(np.prod(shape))
    return ((np.arange(count) * 37 % 101).astype(np.float32) / np.float32(101) - np.float32(0.2)).reshape(shape)


def output_weights(count):
    return ((np.arange(count) * 29 % 17).astype(np.float32) - 8) / 8


def set_weights(model):
    """By a formula; variances are positive."""
    values = []
    for place, weight in enumerate(model.weights):
        shape = tuple(weight.shape)
        count = int(np.prod(shape, dtype=int))
        value = np.sin(np.arange(count) * 0.7 + place).reshape(shape).astype(np.float32) * 0.5
        name = getattr(weight, "path", weight.name)
        if "variance" in name:
            value = np.abs(value) + 0.5
        if "seed" in name or "count" in name:
            value = np.zeros(shape)
        values.append(value)
    model.set_weights(values)
    for layer in model.layers:
        if hasattr(layer, "finalize_state"):
            layer.finalize_state()
    return model


def figures(model, shapes):
    inputs = [tf.constant(numbers((2, *shape))) for shape in shapes]
    with tf.GradientTape() as tape:
        tape.watch(inputs[0])
        given = model(inputs if len(inputs) > 1 else inputs[0], training=False)
        if isinstance(given, dict):
            given = list(given.values())
        given = list(given) if isinstance(given, (list, tuple)) else [given]
        flat = tf.concat([tf.reshape(tf.cast(output, tf.float32), [-1]) for output in given], 0)
        total = tf.reduce_sum(flat * output_weights(flat.shape[0]))
    gradient = tape.gradient(total, inputs[0])
    return flat.numpy(), gradient.numpy().reshape(-1)


def chain(*layers):
    """A network of layers one after another on an input of a shape."""
    def build(K, shape):
        model = K.Sequential([K.Input(shape, name="given")] + [layer(K.layers) for layer in layers])
        return model
    return build


class Case:
    """keras says which of the two it is for: 2, 3 or both."""

    def __init__(self, name, shapes, build, keras=(2, 3)):
        self.name, self.build, self.keras = name, build, keras
        self.shapes = shapes if isinstance(shapes, list) else [shapes]

    def model(self, K):
        K.backend.clear_session() if K is tf_keras else K.utils.clear_session()
        shapes = self.shapes if len(self.shapes) > 1 else self.shapes[0]
        return set_weights(self.build(K, shapes))


def single_layers():
    """Each layer with each of its arguments."""
    series, image, volume = (7, 3), (7, 6, 3), (5, 6, 4, 2)

    def one(name, shape, layer, keras=(2, 3)):
        return Case(name, shape, chain(layer), keras)

    yield one("dense", (5,), lambda L: L.Dense(4))
    yield one("dense-places", image, lambda L: L.Dense(4, use_bias=False, activation="tanh"))
    for name in ("relu", "sigmoid", "tanh", "softmax", "softplus", "softsign", "exponential", "elu", "selu", "swish",
                 "gelu", "hard_sigmoid", "linear", "mish"):
        yield one("activation-" + name, (9,), lambda L, name=name: L.Activation(name))
    for name in ("relu6", "leaky_relu", "silu", "hard_silu", "hard_swish", "log_softmax", "celu", "log_sigmoid",
                 "hard_tanh", "tanh_shrink", "soft_shrink", "hard_shrink", "squareplus", "sparse_plus", "sparse_sigmoid"):
        yield one("activation-" + name, (9,), lambda L, name=name: L.Activation(name), (3,))
    yield one("conv1d", series, lambda L: L.Conv1D(4, 3, strides=2, padding="same", activation="relu"))
    yield one("conv1d-causal", series, lambda L: L.Conv1D(4, 3, padding="causal", dilation_rate=2))
    yield one("conv2d", image, lambda L: L.Conv2D(4, (3, 2), strides=(2, 1), padding="valid", activation="relu"))
    yield one("conv2d-same", image, lambda L: L.Conv2D(4, 4, strides=3, padding="same", use_bias=False))
    yield one("conv2d-dilated", image, lambda L: L.Conv2D(2, 3, dilation_rate=2, padding="same"))
    yield one("conv2d-groups", (6, 5, 4), lambda L: L.Conv2D(6, 3, groups=2), (3,))
    yield one("conv3d", volume, lambda L: L.Conv3D(3, (2, 3, 2), strides=(1, 2, 1), padding="same"))
    yield one("conv3d-dilated", volume, lambda L: L.Conv3D(2, 2, dilation_rate=2, padding="same"))
    yield one("separable1d", series, lambda L: L.SeparableConv1D(4, 3, depth_multiplier=2, padding="same"))
    yield one("separable1d-strided", series, lambda L: L.SeparableConv1D(4, 3, strides=2))
    yield one("separable2d", image, lambda L: L.SeparableConv2D(4, 3, strides=2, depth_multiplier=2, padding="same"))
    yield one("separable2d-dilated", image, lambda L: L.SeparableConv2D(4, 3, dilation_rate=2, use_bias=False))
    yield one("depthwise1d", series, lambda L: L.DepthwiseConv1D(3, depth_multiplier=2))
    yield one("depthwise2d", image, lambda L: L.DepthwiseConv2D(3, strides=2, padding="same", activation="relu"))
    yield one("depthwise2d-dilated", image, lambda L: L.DepthwiseConv2D((3, 2), dilation_rate=(2, 2), padding="same"))
    yield one("conv1d-transpose", series, lambda L: L.Conv1DTranspose(4, 3, strides=2, padding="same"))
    yield one("conv1d-transpose-output", series, lambda L: L.Conv1DTranspose(4, 3, strides=2, output_padding=1))
    yield one("conv2d-transpose", image, lambda L: L.Conv2DTranspose(4, 3, strides=2))
    yield one("conv2d-transpose-short", image, lambda L: L.Conv2DTranspose(2, 2, strides=3, activation="relu"))
    yield one("conv2d-transpose-output", image, lambda L: L.Conv2DTranspose(2, 3, strides=2, padding="same", output_padding=1))
    yield one("conv3d-transpose", volume, lambda L: L.Conv3DTranspose(2, 2, strides=2, padding="same"))
    yield one("conv1d-transpose-dilated", series, lambda L: L.Conv1DTranspose(4, 3, dilation_rate=2, padding="same"))
    yield one("conv2d-transpose-dilated", image, lambda L: L.Conv2DTranspose(2, (3, 2), dilation_rate=(2, 3)), (3,))
    yield one("conv2d-transpose-dilated-same", image, lambda L: L.Conv2DTranspose(2, 3, dilation_rate=2, padding="same"))
    yield one("conv3d-transpose-dilated", volume, lambda L: L.Conv3DTranspose(2, 2, dilation_rate=2), (3,))
    for kind in ("Max", "Average"):
        yield one(f"{kind.lower()}-pool1d", series, lambda L, kind=kind: getattr(L, kind + "Pooling1D")(3, strides=2, padding="same"))
        yield one(f"{kind.lower()}-pool2d", image, lambda L, kind=kind: getattr(L, kind + "Pooling2D")((2, 3)))
        yield one(f"{kind.lower()}-pool2d-same", image, lambda L, kind=kind: getattr(L, kind + "Pooling2D")(3, strides=(2, 1), padding="same"))
        yield one(f"{kind.lower()}-pool3d", volume, lambda L, kind=kind: getattr(L, kind + "Pooling3D")(2, padding="same"))
        for axes, shape in ((1, series), (2, image), (3, volume)):
            yield one(f"global-{kind.lower()}-pool{axes}d", shape,
                      lambda L, kind=kind, axes=axes: getattr(L, f"Global{kind}Pooling{axes}D")(keepdims=axes == 2))
    yield one("up-sampling1d", series, lambda L: L.UpSampling1D(3))
    yield one("up-sampling2d", image, lambda L: L.UpSampling2D((2, 3)))
    yield one("up-sampling2d-bilinear", image, lambda L: L.UpSampling2D(2, interpolation="bilinear"))
    yield one("up-sampling2d-bicubic", image, lambda L: L.UpSampling2D(2, interpolation="bicubic"))
    yield one("up-sampling3d", volume, lambda L: L.UpSampling3D((2, 1, 3)))
    yield one("zero-padding1d", series, lambda L: L.ZeroPadding1D((1, 2)))
    yield one("zero-padding2d", image, lambda L: L.ZeroPadding2D(((1, 0), (2, 3))))
    yield one("zero-padding2d-both", image, lambda L: L.ZeroPadding2D((1, 2)))
    yield one("zero-padding3d", volume, lambda L: L.ZeroPadding3D(1))
    yield one("cropping1d", series, lambda L: L.Cropping1D((1, 2)))
    yield one("cropping2d", image, lambda L: L.Cropping2D(((1, 0), (2, 1))))
    yield one("cropping3d", volume, lambda L: L.Cropping3D((1, 2, 1)))
    yield one("batch-normalization", image, lambda L: L.BatchNormalization(epsilon=0.01))
    yield one("batch-normalization-plain", image, lambda L: L.BatchNormalization(scale=False, center=False))
    yield one("batch-normalization-axis", image, lambda L: L.BatchNormalization(axis=1, scale=False))
    yield one("batch-normalization-series", series, lambda L: L.BatchNormalization(center=False))
    yield one("batch-normalization-volume", volume, lambda L: L.BatchNormalization())
    yield one("batch-normalization-frozen", (5,), lambda L: L.BatchNormalization(trainable=False))
    yield one("layer-normalization", image, lambda L: L.LayerNormalization())
    yield one("layer-normalization-axes", image, lambda L: L.LayerNormalization(axis=[1, 3], center=False, epsilon=0.1))
    yield one("group-normalization", (5, 4, 6), lambda L: L.GroupNormalization(groups=3))
    yield one("group-normalization-instance", (5, 4, 6), lambda L: L.GroupNormalization(groups=-1, scale=False))
    yield one("unit-normalization", image, lambda L: L.UnitNormalization())
    yield one("rms-normalization", image, lambda L: L.RMSNormalization(), (3,))
    yield one("rescaling", image, lambda L: L.Rescaling(2.0, offset=-1.0))
    yield one("rescaling-channels", image, lambda L: L.Rescaling([1.0, 2.0, 3.0], offset=[0.5, 0.0, -0.5]))
    yield one("resizing", image, lambda L: L.Resizing(4, 9))
    yield one("resizing-nearest", image, lambda L: L.Resizing(10, 4, interpolation="nearest"))
    yield one("resizing-bicubic", image, lambda L: L.Resizing(5, 9, interpolation="bicubic"))
    yield one("resizing-lanczos3", image, lambda L: L.Resizing(9, 5, interpolation="lanczos3"))
    yield one("resizing-smooth", image, lambda L: L.Resizing(3, 3, antialias=True), (3,))
    yield one("resizing-crop", (8, 5, 2), lambda L: L.Resizing(4, 6, crop_to_aspect_ratio=True))
    yield one("normalization", image, lambda L: L.Normalization())
    yield one("normalization-stated", image, lambda L: L.Normalization(mean=[0.1, 0.2, 0.3], variance=[1.0, 2.0, 0.5]))
    yield one("normalization-one", image, lambda L: L.Normalization(axis=None, mean=0.4, variance=0.3))
    yield one("normalization-stated-axis", (3, 4, 5), lambda L: L.Normalization(axis=1, mean=[0.1, 0.2, 0.3], variance=[1.0, 2.0, 0.5]), (3,))
    yield one("normalization-axis", (3, 4, 5), lambda L: L.Normalization(axis=(1, 3)))
    yield one("center-crop", image, lambda L: L.CenterCrop(4, 3))
    yield one("center-crop-larger", image, lambda L: L.CenterCrop(9, 12))
    yield one("flatten", image, lambda L: L.Flatten())
    yield one("reshape", image, lambda L: L.Reshape((3, -1, 2)))
    yield one("permute", image, lambda L: L.Permute((3, 1, 2)))
    yield one("repeat-vector", (4,), lambda L: L.RepeatVector(3))
    yield one("leaky-relu", (9,), lambda L: L.LeakyReLU())
    yield one("prelu", image, lambda L: L.PReLU(shared_axes=[1, 2]))
    yield one("elu", (9,), lambda L: L.ELU(alpha=0.5))
    yield one("relu", (9,), lambda L: L.ReLU(max_value=0.5, negative_slope=0.25, threshold=0.1))
    yield one("relu-six", (9,), lambda L: L.ReLU(max_value=6))
    yield one("softmax", image, lambda L: L.Softmax(axis=1))
    yield one("softmax-axes", image, lambda L: L.Softmax(axis=[1, 2]))
    yield one("simple-rnn", series, lambda L: L.SimpleRNN(4, return_sequences=True))
    yield one("lstm", series, lambda L: L.LSTM(4))
    yield one("lstm-backwards", series, lambda L: L.LSTM(3, go_backwards=True, return_sequences=True, recurrent_activation="hard_sigmoid"))
    yield one("gru", series, lambda L: L.GRU(4))
    yield one("gru-before", series, lambda L: L.GRU(4, reset_after=False, return_sequences=True, use_bias=False))
    yield one("bidirectional", series, lambda L: L.Bidirectional(L.LSTM(3, return_sequences=True)))
    yield one("bidirectional-sum", series, lambda L: L.Bidirectional(L.GRU(3), merge_mode="sum"))
    yield one("time-distributed", (3, 5, 4, 2), lambda L: L.TimeDistributed(L.Conv2D(3, 2)))
    yield one("conv-lstm2d", (3, 5, 4, 2), lambda L: L.ConvLSTM2D(2, 3, padding="same", return_sequences=True))
    yield one("conv-lstm2d-last", (3, 5, 4, 2), lambda L: L.ConvLSTM2D(2, 2, strides=2))
    yield one("einsum-dense", (4, 3), lambda L: L.EinsumDense("abc,cd->abd", output_shape=(None, 5), bias_axes="d"))


def channels_first():
    """Keras computes them on a processor since its version 3; the softmax is along the last axis, not that of channels."""
    series, image, volume = (3, 7), (3, 7, 6), (2, 5, 6, 4)

    def one(name, shape, layer):
        return Case(name + "-first", shape, chain(lambda L: layer(L, {"data_format": "channels_first"})), (3,))

    yield one("conv1d", series, lambda L, first: L.Conv1D(4, 3, activation="softmax", **first))
    yield one("conv2d", image, lambda L, first: L.Conv2D(4, (3, 2), strides=(2, 1), padding="same", activation="relu", **first))
    # Without a bias, which TensorFlow 2.21 adds to the wrong places of such volumes.
    yield one("conv3d", volume, lambda L, first: L.Conv3D(3, 2, use_bias=False, **first))
    yield one("depthwise2d", image, lambda L, first: L.DepthwiseConv2D(3, depth_multiplier=2, **first))
    yield one("separable2d", image, lambda L, first: L.SeparableConv2D(4, 3, padding="same", **first))
    yield one("conv2d-transpose", image, lambda L, first: L.Conv2DTranspose(4, 3, strides=2, **first))
    yield one("max-pool2d", image, lambda L, first: L.MaxPooling2D((2, 3), **first))
    yield one("average-pool3d", volume, lambda L, first: L.AveragePooling3D(2, padding="same", **first))
    yield one("global-average-pool2d", image, lambda L, first: L.GlobalAveragePooling2D(**first))
    yield one("global-max-pool2d", image, lambda L, first: L.GlobalMaxPooling2D(keepdims=True, **first))
    yield one("up-sampling2d", image, lambda L, first: L.UpSampling2D((2, 3), **first))
    yield one("zero-padding2d", image, lambda L, first: L.ZeroPadding2D(((1, 0), (2, 3)), **first))
    yield one("cropping2d", image, lambda L, first: L.Cropping2D(((1, 0), (2, 1)), **first))
    yield one("resizing", image, lambda L, first: L.Resizing(4, 9, **first))
    yield one("flatten", image, lambda L, first: L.Flatten(**first))


def merged(make):
    def build(K, shapes):
        inputs = [K.Input(shape, name=f"given{place}") for place, shape in enumerate(shapes)]
        return K.Model(inputs, make(K.layers, inputs))
    return build


def merging_layers():
    a, b = (4, 3), (4, 3)
    for name in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate"):
        yield Case("merge-" + name.lower(), [a, b], merged(lambda L, i, name=name: getattr(L, name)()(i)))
    yield Case("merge-concatenate-axis", [(2, 3), (4, 3)], merged(lambda L, i: L.Concatenate(axis=1)(i)))
    yield Case("merge-add-axes", [(4, 3), (3,)], merged(lambda L, i: L.Add()(i)), (3,))
    yield Case("merge-dot", [(4, 3), (5, 3)], merged(lambda L, i: L.Dot(axes=2, normalize=True)(i)))
    yield Case("merge-dot-vectors", [(4,), (4,)], merged(lambda L, i: L.Dot(axes=1)(i)))
    yield Case("merge-dot-axes", [(4, 3), (2, 4)], merged(lambda L, i: L.Dot(axes=(1, 2))(i)))
    yield Case("attention", [(5, 4), (3, 6)], merged(lambda L, i: L.MultiHeadAttention(2, 3, value_dim=5)(i[0], i[1])))
    yield Case("attention-self", [(2, 3, 4), (2,)], merged(
        lambda L, i: [L.MultiHeadAttention(2, 3, output_shape=5, use_bias=False)(i[0], i[0]), i[1]]))
    yield Case("attention-causal", [(5, 4), (2,)], merged(
        lambda L, i: [L.MultiHeadAttention(2, 3)(i[0], i[0], use_causal_mask=True), i[1]]))
    yield Case("states", [(5, 3), (4,)], merged(lambda L, i: L.GRU(4, return_state=True)(i[0], initial_state=i[1])))


def nested(K, shape):
    """A network in a network, called twice, with layers that do nothing and one that is shared."""
    L = K.layers
    inner = K.Sequential([K.Input((6, 6, 4)), L.Conv2D(4, 1, name="inner_conv"), L.ReLU(max_value=6.0),
                          L.BatchNormalization(name="inner_norm")], name="inner")
    given = K.Input(shape, name="image")
    x = L.Rescaling(2.0)(given)
    x = L.RandomFlip()(x)
    x = L.Conv2D(4, 3, activation="relu", name="first")(x)
    x = L.BatchNormalization(trainable=False)(x)
    x = L.Dropout(0.5)(x)
    x = L.Add()([inner(x), inner(L.MaxPooling2D(2, strides=1, padding="same")(x))])
    pooled = L.GlobalAveragePooling2D()(x)
    shared = L.Dense(4, name="shared", activation="tanh")
    x = shared(shared(pooled))
    return K.Model(given, [L.Dense(3, name="classes", activation="softmax")(x), L.Dense(2, name="value")(pooled)])


def frozen_inside(K, shape):
    """Trainable weights come before the others where a file lists them."""
    L = K.layers
    deep = K.Sequential([K.Input((5,)), L.Dense(5, name="deep_dense"), L.BatchNormalization(name="deep_norm")], name="deep")
    base_in = K.Input(shape)
    x = L.Dense(5, name="base_dense", trainable=False)(base_in)
    x = L.BatchNormalization(name="base_norm")(x)
    base = K.Model(base_in, deep(L.Dense(5, name="base_last")(x)), name="base")
    given = K.Input(shape, name="given")
    return K.Model(given, L.Dense(2, name="top")(base(given)))


def operators3(K, shape):
    ops = K.ops
    given = K.Input(shape, name="image")
    x = given / 0.5 - 0.25
    x = x * np.array([1.0, 2.0, 3.0], "float32")
    x = 1.0 - (-x)
    x = x ** 2.0
    x = ops.concatenate([ops.mean(x, axis=-1, keepdims=True), given], axis=-1)
    x = x[:, 1:6, ::2, :][..., 0:2][:, 0]
    x = ops.relu(x) + ops.softmax(x, axis=1)
    x = ops.reshape(x, (-1, 6))
    x = ops.squeeze(ops.expand_dims(x, 1), 1)
    x = ops.maximum(ops.clip(x, 0.0, 3.0), 0.1)
    return K.Model(given, ops.matmul(ops.sqrt(x), np.ones((6, 2), "float32")))


def operators2(K, shape):
    given = K.Input(shape, name="image")
    x = given / 0.5 - 0.25
    x = x * [1.0, 2.0, 3.0]
    x = 1.0 - (-x)
    x = x ** 2.0
    x = tf.concat([tf.reduce_mean(x, axis=-1, keepdims=True), given], axis=-1)
    x = x[:, 1:6, ::2, :][..., 0:2][:, 0]
    x = tf.nn.relu(x) + K.activations.swish(x)
    x = tf.reshape(x, (-1, 6))
    x = tf.squeeze(tf.expand_dims(x, 1), 1)
    x = tf.maximum(tf.clip_by_value(x, 0.0, 3.0), 0.1)
    return K.Model(given, tf.math.sqrt(x))


def casts3(K, shape):
    """Nothing goes back through what is cast to whole numbers, nor where it is stopped."""
    ops = K.ops
    given = K.Input(shape, name="image")
    whole = ops.cast(ops.cast(given * 9.0 - 4.0, "int32"), "float32")
    resized = ops.image.resize(given, (4, 9), data_format="channels_first")
    return K.Model(given, [given * whole + ops.stop_gradient(given) * given, resized])


def casts2(K, shape):
    given = K.Input(shape, name="image")
    whole = tf.cast(tf.cast(given * 9.0 - 4.0, "int32"), "float32")
    return K.Model(given, given * whole + tf.stop_gradient(given) * given)


def mixed(K, shape):
    L = K.layers
    policy = "mixed_bfloat16"
    return K.Sequential([K.Input(shape, name="given"), L.Conv2D(3, 2, dtype=policy), L.Dense(2, dtype="float32")])


def networks():
    yield Case("nested", (8, 8, 3), nested)
    yield Case("frozen-inside", (5,), frozen_inside)
    yield Case("operators", (7, 6, 3), operators3, (3,))
    yield Case("operators", (7, 6, 3), operators2, (2,))
    yield Case("casts", (3, 5, 4), casts3, (3,))
    yield Case("casts", (3, 5, 4), casts2, (2,))
    yield Case("leaky-function", (5, 4, 2), lambda K, s: K.Sequential([K.Input(s, name="given"),
               K.layers.Conv2D(3, 2, activation=K.layers.LeakyReLU(0.1))]), (3,))


def all_cases():
    yield from single_layers()
    yield from channels_first()
    yield from merging_layers()
    yield from networks()


def save(model, path):
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.save(path)


def text(values, most):
    step = math.ceil(len(values) / most)
    return f"{len(values)} {step} " + " ".join(f"{value:.7g}" for value in values[::step])


def layer_names(tensors):
    """Of the layers that give them, numbered where one gives several."""
    names = []
    for tensor in tensors:
        name = tensor.node.layer.name if hasattr(tensor, "node") else tensor._keras_history.operation.name
        number = names.count(name)
        names.append(name if number == 0 else f"{name}_{number}")
    return names


def row(name, case, model, most):
    output, gradient = figures(model, case.shapes)
    shapes = ";".join(",".join(map(str, (2, *shape))) for shape in case.shapes)
    return " | ".join((name, " ".join(layer_names(model.inputs)), shapes, " ".join(layer_names(model.outputs)),
                       text(output, most), text(gradient, most))) + "\n"


def kept(case, generation, ending):
    """What the repository keeps: of all layers one file, and where weights stand in another order each."""
    special = ("nested", "frozen-inside", "operators", "casts", "attention", "states", "bidirectional", "lstm-backwards",
               "time-distributed", "conv-lstm2d", "batch-normalization-frozen", "separable2d", "gru-before",
               "normalization", "activation-hard_sigmoid", "leaky-relu", "prelu", "merge-dot")
    return (generation, ending) == (3, "keras") or case.name in special


def write(folder, files=kept, most=32):
    """most is how many numbers are written of each tensor."""
    os.makedirs(folder, exist_ok=True)
    lines = []
    for case in all_cases():
        for generation, K in ((3, keras), (2, tf_keras)):
            wanted = [ending for ending in ("keras", "h5") if generation in case.keras and files(case, generation, ending)
                      and not (case.build in (operators2, casts2) and ending == "keras")]
            if not wanted:
                continue
            model = case.model(K)
            for ending in wanted:
                name = f"{case.name}.{ending}" if generation == 3 else f"{case.name}.2.{ending}"
                save(model, os.path.join(folder, name))
                lines.append(row(name, case, model, most))
    with open(os.path.join(folder, "cases.txt"), "w", encoding="utf-8") as out:
        out.writelines(lines)


def write_weights_only(folder):
    """Files that hold no network."""
    chain(lambda L: L.Dense(4))(keras, (5,)).save_weights(os.path.join(folder, "only.weights.h5"))
    chain(lambda L: L.Dense(4))(tf_keras, (5,)).save_weights(os.path.join(folder, "only.2.h5"))


def pack(source, folder):
    """Small networks are much alike, so they are packed together."""
    os.makedirs(folder, exist_ok=True)
    with tarfile.open(os.path.join(folder, "cases.tar.bz2"), "w:bz2") as archive:
        for name in sorted(os.listdir(source)):
            if name != "cases.txt":
                content = open(os.path.join(source, name), "rb").read()
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
    with open(os.path.join(source, "cases.txt"), encoding="utf-8") as figures, \
            open(os.path.join(folder, "cases.txt"), "w", encoding="utf-8") as out:
        out.write(figures.read())


def main(folder):
    with tempfile.TemporaryDirectory() as temporary:
        write(temporary)
        write_weights_only(temporary)
        pack(temporary, folder)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else ROOT)
