#!/usr/bin/env python3
"""Writes small networks whose gradients TensorFlow's C++ code lacks or gets wrong, with what Python finds.

    python3 scripts/reference/gradients.py [FOLDER]
    python3 scripts/reference/gradients.py --cases MODELS

FOLDER is src/test/resources/org/gradiscope/engine/tf/gradients unless it is given. Needs the packages
tensorflow and keras (3); the files in the repository were made with tensorflow 2.21 and keras 3.15.

All weights come from a formula, so a second run gives the same. Each NAME.pb is a frozen graph from
"image", 1 x 12 x 12 x 3, to "scores"; NAME.txt has two lines, the scores and the gradient of
sum over i of (i + 1) scores[i] with respect to the image, which is filled by
x[i] = (37 i mod 101) / 101 (float32, i counts row by row). The gradients are those of GradientTape
where Python has them on this processor; of grouped convolutions that are dilated, and of depthwise
ones, the same layer is written as one convolution for each group.
"""

import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

from fixtures import values

SIDE = 12
ROOT = os.path.join(os.path.dirname(__file__), "..", "..",
                    "src/test/resources/org/gradiscope/engine/tf/gradients")


def image():
    count = SIDE * SIDE * 3
    return ((np.arange(count) * 37 % 101).astype(np.float32) / np.float32(101)).reshape(1, SIDE, SIDE, 3)


def pooled(x, count=4):
    """Scores of what comes last."""
    x = tf.reduce_mean(tf.square(x), [1, 2])
    return tf.matmul(x, values(x.shape[-1], count))


def convolution(x, kernel, strides=1, padding="SAME", dilations=1, groups=1):
    """One convolution for each group, so that Python has a gradient; the graph has only one."""
    if GRAPH or groups == 1:
        return tf.nn.conv2d(x, kernel, strides, padding, dilations=dilations)
    parts = zip(tf.split(x, groups, -1), tf.split(kernel, groups, -1))
    return tf.concat([tf.nn.conv2d(a, b, strides, padding, dilations=dilations) for a, b in parts], -1)


def first(x, channels):
    return tf.tanh(tf.nn.conv2d(x, values(3, 3, 3, channels), 1, "SAME"))


def grouped(strides=1, padding="SAME", dilations=1, groups=2, out=8):
    def network(x):
        h = first(x, 8)
        return pooled(tf.tanh(convolution(h, values(3, 3, 8 // groups, out), strides, padding, dilations,
                                          groups)))
    return network


def lrn(x):
    h = tf.nn.relu(tf.nn.conv2d(x, values(3, 3, 3, 12), 1, "SAME")) * 40
    h = tf.nn.local_response_normalization(h, depth_radius=5, bias=1.0, alpha=1e-4, beta=0.75)
    h = tf.nn.max_pool2d(h, 3, 2, "SAME")
    return pooled(tf.nn.local_response_normalization(h, depth_radius=2, bias=2.0, alpha=1e-3, beta=0.5))


def gelu(approximate):
    return lambda x: pooled(keras.ops.gelu(first(x, 6) * 3, approximate))


def log_softmax(axis):
    def network(x):
        h = first(x, 6)
        if axis != 3:
            order = [0, 1, 2, 3]
            order[axis], order[3] = 3, axis
            return pooled(tf.transpose(tf.nn.log_softmax(tf.transpose(h, order)), order))
        return pooled(tf.nn.log_softmax(h))
    return network


def dilated_depthwise(x):
    return pooled(tf.nn.depthwise_conv2d(first(x, 4), values(3, 3, 4, 2), [1, 1, 1, 1], "SAME",
                                         dilations=[2, 2]))


def atrous_pyramid(x):
    h = first(x, 4)
    return pooled(tf.concat([tf.nn.conv2d(h, values(3, 3, 4, 3), 1, "SAME", dilations=d)
                             for d in (1, 2, 3)], -1))


def explicit_padding(x):
    h = tf.nn.conv2d(x, values(3, 3, 3, 4), 2, [[0, 0], [1, 0], [2, 1], [0, 0]])
    return pooled(tf.tanh(tf.nn.conv2d(h, values(3, 3, 4, 4), 1, [[0, 0], [1, 1], [1, 1], [0, 0]])))


def largest(x):
    h = first(x, 6)
    return tf.math.top_k(pooled(h, 7), 4).values + tf.reduce_sum(tf.math.top_k(h, 2).values)


def volume(x):
    h = tf.nn.conv3d(tf.reshape(x, [-1, 3, SIDE, SIDE, 1]), values(2, 3, 3, 1, 4), [1, 1, 2, 2, 1], "SAME")
    return tf.matmul(tf.reduce_mean(tf.square(h), [1, 2, 3]), values(4, 4))


def running_product(x):
    return pooled(tf.math.cumprod(first(x, 5), -1, exclusive=True) + tf.math.cumprod(x[..., :1] + 0.5, 1))


NETWORKS = {
    "grouped": grouped(), "grouped-strided": grouped(2, groups=4), "grouped-valid": grouped(2, "VALID"),
    "grouped-dilated": grouped(1, "SAME", 2), "grouped-multiplier": grouped(1, "VALID", 1, 8, 16),
    "lrn": lrn, "gelu-exact": gelu(False), "gelu-tanh": gelu(True), "log-softmax-channels": log_softmax(3),
    "log-softmax-rows": log_softmax(1), "dilated-depthwise": dilated_depthwise,
    "atrous-pyramid": atrous_pyramid, "explicit-padding": explicit_padding, "largest": largest,
    "volume": volume, "running-product": running_product,
}


def frozen(network):
    """The graph, with the image's batch left open."""
    function = tf.function(lambda image: tf.identity(network(image), name="scores"))
    concrete = function.get_concrete_function(tf.TensorSpec((None, SIDE, SIDE, 3), tf.float32, name="image"))
    return convert_variables_to_constants_v2(concrete).graph.as_graph_def()


def main(folder):
    global GRAPH
    os.makedirs(folder, exist_ok=True)
    for name, network in NETWORKS.items():
        GRAPH = True
        graph = frozen(network)
        graph.ClearField("library")
        with open(os.path.join(folder, name + ".pb"), "wb") as file:
            file.write(graph.SerializeToString())
        GRAPH = False
        x = tf.constant(image())
        with tf.GradientTape() as tape:
            tape.watch(x)
            scores = network(x)
            weighted = tf.reduce_sum(scores * tf.range(1.0, 1.0 + scores.shape[-1]))
        with open(os.path.join(folder, name + ".txt"), "w") as file:
            for figures in (scores, tape.gradient(weighted, x)):
                file.write(" ".join("%.7g" % v for v in np.ravel(figures)) + "\n")
        print(name, sorted({node.op for node in graph.node}))


def pixels(height, width, channels):
    """Grey levels by the formula of the images."""
    count = height * width * channels
    return (np.arange(count) * 37 % 101).astype(np.float32).reshape(1, height, width, channels)


def cases(models, file):
    """The log-probability of class 1, summed over what is a picture, of networks that are no part of
    the project; then the gradient's sum, its norm, and five of its values."""
    for name in ("lrn", "gelu-erfc", "log-softmax-picture", "grouped-convolution"):
        model = tf.saved_model.load(os.path.join(models, name))
        network = model.signatures["serving_default"]
        given = list(network.structured_input_signature[1].values())[0]
        x = tf.constant(pixels(*given.shape[1:]))
        with tf.GradientTape() as tape:
            tape.watch(x)
            # This one has no descriptor, so images are taken to 0..1.
            output = list(network(**{given.name: x / 255 if name == "gelu-erfc" else x}).values())[0]
            chosen = output[..., 1]
            value = tf.reduce_sum(chosen if name == "log-softmax-picture" else tf.math.log(chosen))
        gradient = np.ravel(tape.gradient(value, x))
        figures = [value, gradient.sum(), np.sqrt((gradient ** 2).sum()), *gradient[::len(gradient) // 5][:5]]
        file.write(name + " " + " ".join("%.7g" % v for v in figures) + "\n")


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] == "--cases":
        with open(os.path.join(ROOT, "cases.txt"), "w") as text:
            cases(sys.argv[2], text)
    else:
        main(sys.argv[1] if len(sys.argv) > 1 else ROOT)
