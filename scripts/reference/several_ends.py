#!/usr/bin/env python3
"""Writes tiny networks with several inputs and outputs, each with what Python computes, for SeveralEndsTest.

    python3 scripts/reference/several_ends.py [FOLDER]

FOLDER is src/test/resources/org/gradiscope/engine/tf/ends unless it is given. Needs the packages tensorflow
and keras (3); the files in the repository were made with tensorflow 2.21 and keras 3.15. All weights come
from formulas, so a second run gives the same figures.

Each folder NAME holds the network and expected.json: "shape" of the image, which is filled by
x[i] = (37 i mod 101) / 101 (float32, i counts row by row); "inputs": the numbers that other inputs are given;
and "heads": for each output its values, row by row, and "gradient": that of the mean of its last channel,
with respect to the image.
"""

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf

from fixtures import make_all, values

v1 = tf.compat.v1
SHAPE = (1, 8, 8, 3)
ROOT = os.path.join(os.path.dirname(__file__), "..", "..", "src/test/resources/org/gradiscope/engine/tf/ends")


def image():
    count = int(np.prod(SHAPE))
    return ((np.arange(count) * 37 % 101).astype(np.float32) / np.float32(101)).reshape(SHAPE)


def floats(array):
    return [float(v) for v in np.ravel(array)]


def write(folder, inputs, heads):
    for extra in ("fingerprint.pb", "keras_metadata.pb"):
        if os.path.exists(os.path.join(folder, extra)):
            os.remove(os.path.join(folder, extra))
    if os.path.isdir(os.path.join(folder, "assets")):
        os.rmdir(os.path.join(folder, "assets"))
    figures = {"shape": SHAPE, "inputs": {name: floats(value) for name, value in inputs.items()},
               "heads": {name: {"output": floats(output), "gradient": floats(gradient)}
                         for name, (output, gradient) in heads.items()}}
    with open(os.path.join(folder, "expected.json"), "w") as file:
        json.dump(figures, file)
        file.write("\n")


def figures(function):
    """Each output of a TF2 function of the image, with its gradient."""
    x = tf.constant(image())
    heads = {}
    for name in function(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            output = function(x)[name]
            mean = tf.reduce_mean(output[..., -1])
        heads[name] = output.numpy(), tape.gradient(mean, x).numpy()
    return heads


def set_weights(model):
    for weight in model.weights:
        weight.assign(values(*(int(n) for n in weight.shape)))


def two_inputs(folder):
    """An image and five numbers about it, of Keras 3."""
    picture = keras.Input((8, 8, 3), name="image")
    about = keras.Input((5,), name="about")
    x = keras.layers.Conv2D(4, 3, activation="relu", name="conv")(picture)
    x = keras.layers.GlobalAveragePooling2D(name="pool")(x)
    y = keras.layers.Dense(3, activation="tanh", name="embed")(about)
    x = keras.layers.Dense(6, activation="relu", name="joined")(keras.layers.Concatenate(name="both")([x, y]))
    model = keras.Model([picture, about], keras.layers.Dense(3, activation="softmax", name="scores")(x))
    set_weights(model)
    model.export(folder, verbose=False)
    given = {"about": np.array([0.5, -1, 2, 0.25, 1], np.float32)}
    write(folder, given, figures(lambda x: {"output_0": model([x, tf.constant(given["about"][None])])}))


class Three(tf.Module):
    """An image, a second one of another size and with one channel, and a whole number; outputs in a dict."""

    def __init__(self):
        super().__init__("three")
        self.kernel = tf.Variable(values(3, 3, 3, 4), name="kernel")
        self.other = tf.Variable(values(3, 3, 1, 4), name="other")
        self.dense = tf.Variable(values(4, 3), name="dense")

    @tf.function(input_signature=[tf.TensorSpec([None, 8, 8, 3], tf.float32, name="image"),
                                  tf.TensorSpec([None, 4, 4, 1], tf.float32, name="prior"),
                                  tf.TensorSpec([], tf.int32, name="times")])
    def __call__(self, image, prior, times):
        x = tf.nn.relu(tf.nn.conv2d(image, self.kernel, 2, "SAME"))
        x = x * (1.0 + tf.nn.conv2d(prior, self.other, 1, "SAME"))
        first, second = tf.split(x, 2, axis=3)
        pooled = tf.reduce_mean(x, [1, 2]) * tf.cast(times, tf.float32)
        return {"picture": second, "scores": tf.matmul(pooled, self.dense)}


def three_inputs(folder):
    module = Three()
    tf.saved_model.save(module, folder, signatures=module.__call__.get_concrete_function())
    given = {"prior": values(4, 4, 1) + np.float32(0.5), "times": np.array(3, np.float32)}
    write(folder, given, figures(lambda x: module(x, tf.constant(given["prior"][None]), tf.constant(3))))


def two_heads(folder):
    """As StarDist: a probability, and distances, at each position; of Keras 3, outputs in a dict."""
    picture = keras.Input((None, None, 3), name="image")
    x = keras.layers.Conv2D(4, 3, padding="same", activation="relu", name="features")(picture)
    model = keras.Model(picture, {
        "prob": keras.layers.Conv2D(1, 1, activation="sigmoid", name="prob")(x),
        "dist": keras.layers.Conv2D(6, 1, activation="relu", name="dist")(x)})
    set_weights(model)
    model.export(folder, verbose=False)
    write(folder, {}, figures(lambda x: model(x)))


def tf1_frozen(folder):
    """A frozen graph: an image, a rate that has to be given, and two ends that no signature names."""
    os.makedirs(folder)
    with tf.Graph().as_default() as graph, v1.Session() as session:
        x = v1.placeholder(tf.float32, [None, 8, 8, 3], name="picture")
        rate = v1.placeholder(tf.float32, [], name="rate")
        y = tf.nn.relu(tf.nn.conv2d(x, values(3, 3, 3, 4), 2, "SAME"), name="body") * rate
        coarse = tf.matmul(tf.reduce_mean(y, [1, 2]), values(4, 2), name="coarse/scores")
        fine = tf.matmul(tf.reduce_mean(tf.tanh(y), [1, 2]), values(4, 5), name="fine/scores")
        heads = {}
        for name, head in (("coarse/scores", coarse), ("fine/scores", fine)):
            gradient = tf.gradients(tf.reduce_mean(head[..., -1]), x)[0]
            heads[name] = session.run([head, gradient], {x: image(), rate: 0.75})
        nodes = {"picture", "rate", "coarse/scores", "fine/scores"}
        definition = v1.graph_util.extract_sub_graph(graph.as_graph_def(), sorted(nodes))
    with open(os.path.join(folder, "frozen_graph.pb"), "wb") as file:
        file.write(definition.SerializeToString(deterministic=True))
    write(folder, {"rate": np.array(0.75, np.float32)}, heads)


def tf1_unsigned(folder):
    """A SavedModel of TensorFlow 1 without a signature; a default that is computed from the image between."""
    with tf.Graph().as_default(), v1.Session() as session:
        x = v1.placeholder(tf.float32, [None, 8, 8, 3], name="picture")
        y = tf.nn.relu(tf.nn.conv2d(x, v1.get_variable("kernel", initializer=values(3, 3, 3, 4)), 2, "SAME"))
        y = v1.placeholder_with_default(y, [None, 4, 4, 4], name="between")
        with v1.control_dependencies([v1.assert_non_negative(y, name="check")]):
            y = tf.identity(y, name="checked")
        scores = tf.matmul(tf.reduce_mean(y, [1, 2]), values(4, 3), name="scores")
        gradient = tf.gradients(tf.reduce_mean(scores[..., -1]), x)[0]
        session.run(v1.global_variables_initializer())
        heads = {"scores": session.run([scores, gradient], {x: image()})}
        builder = v1.saved_model.Builder(folder)
        builder.add_meta_graph_and_variables(session, ["serve"])
        builder.save()
    write(folder, {}, heads)


FIXTURES = {"two-inputs": two_inputs, "three-inputs": three_inputs, "two-heads": two_heads,
            "tf1-frozen": tf1_frozen, "tf1-unsigned": tf1_unsigned}


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else ROOT
    make_all(FIXTURES, root)


if __name__ == "__main__":
    main()
