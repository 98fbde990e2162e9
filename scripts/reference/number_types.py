#!/usr/bin/env python3
"""Writes tiny SavedModels of other numbers than scores of float32, with what Python computes.

    python3 scripts/reference/number_types.py [FOLDER]

FOLDER is src/test/resources/org/gradiscope/engine/tf/freeze/types unless it is given. Needs the packages
tensorflow and keras (3); the files in the repository were made with tensorflow 2.21 and keras 3.15.

Each NAME is a SavedModel and expected.json: "shape" of the input, which is filled by
x[i] = (37 i mod 101) "scale" + "shift" (i counts row by row), "output", "gradient" of
sum over i of (i + 1) output[i] with respect to that input, both computed in float32 from the same
weights, and "own", the output as the network itself computes it.
"""

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf

from fixtures import make_all, values

SHAPE = (1, 8, 8, 3)
ROOT = os.path.join(os.path.dirname(__file__), "..", "..",
                    "src/test/resources/org/gradiscope/engine/tf/freeze/types")


def image(scale, shift=0):
    count = int(np.prod(SHAPE))
    return ((np.arange(count) * 37 % 101) * np.float32(scale) + np.float32(shift)).astype(np.float32).reshape(SHAPE)


def write(folder, function, own, scale, shift=0):
    """What a function of float32 gives, and what the network itself does."""
    x = tf.constant(image(scale, shift))
    with tf.GradientTape() as tape:
        tape.watch(x)
        output = function(x)
        total = tf.reduce_sum(tf.reshape(output, [-1]) * tf.range(1, tf.size(output) + 1, dtype=tf.float32))
    own = list(own.values())[0] if isinstance(own, dict) else own
    figures = {"shape": SHAPE, "scale": scale, "shift": shift, "output": np.ravel(output).tolist(),
               "own": np.ravel(own).astype(np.float64).tolist(),
               "gradient": np.ravel(tape.gradient(total, x)).tolist()}
    for extra in ("fingerprint.pb", "assets"):
        path = os.path.join(folder, extra)
        os.rmdir(path) if os.path.isdir(path) else os.path.exists(path) and os.remove(path)
    with open(os.path.join(folder, "expected.json"), "w") as file:
        json.dump(figures, file)
        file.write("\n")


class Typed(tf.Module):
    """All weights and numbers of one type; the image too, or cast to it."""

    def __init__(self, kind, taken):
        super().__init__("typed")
        self.kind = kind
        self.taken = taken
        self.weights = [tf.Variable(tf.cast(values(*shape), kind), name=name)
                        for name, shape in (("kernel", (3, 3, 3, 4)), ("bias", (4,)), ("dense", (4, 3)))]

    def compute(self, x, kind):
        kernel, bias, dense = (tf.cast(weight, kind) for weight in self.weights)
        y = tf.nn.leaky_relu(tf.nn.bias_add(tf.nn.conv2d(x, kernel, 2, "SAME"), bias), 0.125)
        y = tf.reduce_mean(y, [1, 2]) * tf.constant(2.5, kind) + tf.constant([0.25] * 4, kind)
        return tf.matmul(y / tf.sqrt(tf.reduce_sum(tf.square(y), -1, keepdims=True) + tf.cast(1e-3, kind)), dense)

    def save(self, folder):
        @tf.function(input_signature=[tf.TensorSpec([None, 8, 8, 3], self.taken, name="image")])
        def network(image):
            return self.compute(tf.cast(image, self.kind), self.kind)
        tf.saved_model.save(self, folder, signatures=network.get_concrete_function())
        own = network(tf.cast(image(1 / 101), self.taken))
        write(folder, lambda x: self.compute(x, tf.float32), tf.cast(own, tf.float64), 1 / 101)


def mixed(folder):
    """Keras' mixed_float16: weights of float32, all else of float16 but the normalization's sums."""
    def layers(policy):
        keras.utils.clear_session()
        model = keras.Sequential([
            keras.layers.Input((8, 8, 3), name="image"),
            keras.layers.Conv2D(4, 3, dtype=policy, name="conv"),
            keras.layers.BatchNormalization(dtype=policy, name="norm"),
            keras.layers.Activation("swish", dtype=policy, name="swish"),
            keras.layers.SeparableConv2D(4, 3, dtype=policy, name="separable"),
            keras.layers.LayerNormalization(dtype=policy, name="layer_norm"),
            keras.layers.GlobalAveragePooling2D(dtype=policy, name="pool"),
            keras.layers.Dense(3, dtype=policy, name="dense"),
            keras.layers.Activation("softmax", dtype="float32", name="softmax")])
        for weight in model.weights:
            shape = tuple(int(n) for n in weight.shape)
            weight.assign(values(*shape) + np.float32(0.75 if len(shape) == 1 else 0))
        return model
    network = layers("mixed_float16")
    network.export(folder, verbose=False)
    own = network(image(1 / 101), training=False)
    single = layers("float32")
    write(folder, lambda x: single(x, training=False), own, 1 / 101)


class Whole(tf.Module):
    """Takes whole numbers; works on them as such before it casts them, and looks some up in a table."""

    def __init__(self, kind, table):
        super().__init__("whole")
        self.kind = kind
        self.kernel = tf.Variable(values(3, 3, 3, 4), name="kernel")
        self.dense = tf.Variable(values(4, 3), name="dense")
        self.table = tf.Variable(values(256), name="table") if table else None

    def compute(self, image, kind):
        x = tf.concat([image[:, ::-1], image - tf.constant(20, kind)], 1)
        x = tf.cast(tf.maximum(x, tf.constant(5, kind)), tf.float32) / 100
        if self.table is not None:
            x += tf.tile(tf.gather(self.table, tf.cast(image, tf.int32)), [1, 2, 1, 1])
        y = tf.nn.leaky_relu(tf.nn.conv2d(x, self.kernel, 2, "SAME"), 0.125)
        return tf.matmul(tf.reduce_mean(y, [1, 2]), self.dense)

    def save(self, folder):
        @tf.function(input_signature=[tf.TensorSpec([None, 8, 8, 3], self.kind, name="image")])
        def network(image):
            return tf.nn.softmax(self.compute(image, self.kind))
        tf.saved_model.save(self, folder, signatures=network.get_concrete_function())
        own = network(tf.cast(image(1, 20), self.kind))
        write(folder, lambda x: tf.nn.softmax(self.compute(x, tf.float32)), own, 1, 20)


class Ends(tf.Module):
    """What is not a row of scores: a class, a decision, a value."""

    def __init__(self, end, units):
        super().__init__("ends")
        self.end = end
        self.kernel = tf.Variable(values(3, 3, 3, 4), name="kernel")
        self.dense = tf.Variable(values(4, units), name="dense")

    def compute(self, x):
        y = tf.nn.leaky_relu(tf.nn.conv2d(x, self.kernel, 2, "SAME"), 0.125)
        return tf.matmul(tf.reduce_mean(y, [1, 2]), self.dense)

    def save(self, folder):
        @tf.function(input_signature=[tf.TensorSpec([None, 8, 8, 3], tf.float32, name="image")])
        def network(image):
            return self.end(self.compute(image))
        tf.saved_model.save(self, folder, signatures=network.get_concrete_function())
        write(folder, self.compute, network(image(1 / 101)), 1 / 101)


def quantized(folder):
    """Keras' int8: dense layers quantize what they take while the network runs. Its own gradient is straight-through."""
    model = keras.Sequential([
        keras.layers.Input((8, 8, 3), name="image"),
        keras.layers.Conv2D(4, 3, activation="tanh", name="conv"),
        keras.layers.Flatten(name="flat"),
        keras.layers.Dense(8, activation="tanh", name="hidden"),
        keras.layers.Dense(3, name="dense")])
    for weight in model.weights:
        weight.assign(values(*(int(n) for n in weight.shape)))
    model.quantize("int8")
    model.export(folder, verbose=False)
    write(folder, lambda x: model(x, training=False), model(image(1 / 101), training=False), 1 / 101)


class Rounded(tf.Module):
    """Rounds what its second convolution takes, in float32, to a scale that follows from the largest number."""

    def __init__(self):
        super().__init__("rounded")
        self.first = tf.Variable(values(3, 3, 3, 4), name="first")
        self.second = tf.Variable(values(3, 3, 4, 3), name="second")

    def compute(self, x, rounding):
        y = tf.nn.conv2d(x, self.first, 2, "SAME")
        scale = 127 / (tf.reduce_max(tf.abs(y), [1, 2, 3], keepdims=True) + 1e-7)
        y = tf.clip_by_value(rounding(y * scale), -127, 127)
        return tf.reduce_mean(tf.nn.conv2d(y / scale, self.second, 1, "SAME"), [1, 2])

    def save(self, folder):
        @tf.function(input_signature=[tf.TensorSpec([None, 8, 8, 3], tf.float32, name="image")])
        def network(image):
            return self.compute(image, tf.round)
        tf.saved_model.save(self, folder, signatures=network.get_concrete_function())
        own = network(image(1 / 101))
        write(folder, lambda x: self.compute(x, lambda y: y + tf.stop_gradient(tf.round(y) - y)), own, 1 / 101)


FIXTURES = {"half": lambda folder: Typed(tf.float16, tf.float16).save(folder),
            "bfloat16": lambda folder: Typed(tf.bfloat16, tf.float32).save(folder),
            "double": lambda folder: Typed(tf.float64, tf.float64).save(folder),
            "mixed": mixed,
            "uint8": lambda folder: Whole(tf.uint8, False).save(folder),
            "int32": lambda folder: Whole(tf.int32, False).save(folder),
            "table": lambda folder: Whole(tf.uint8, True).save(folder),
            "quantized": quantized,
            "rounded": lambda folder: Rounded().save(folder),
            "largest": lambda folder: Ends(
                lambda scores: {"class": tf.argmax(tf.nn.softmax(scores), -1)}, 3).save(folder),
            "largest-cast": lambda folder: Ends(
                lambda scores: {"class": tf.cast(tf.argmax(scores, -1), tf.float32)}, 3).save(folder),
            "over": lambda folder: Ends(
                lambda scores: {"ill": tf.cast(tf.sigmoid(scores) > 0.5, tf.int32)}, 1).save(folder),
            "best-two": lambda folder: Ends(
                lambda scores: dict(zip(("scores", "classes"), tf.math.top_k(scores, 2))), 3).save(folder),
            "value": lambda folder: Ends(lambda scores: {"weight": scores}, 1).save(folder)}


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else ROOT
    make_all(FIXTURES, root)


if __name__ == "__main__":
    main()
