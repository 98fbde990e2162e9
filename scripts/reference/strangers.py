#!/usr/bin/env python3
"""Writes tiny networks as people export them who never saw Gradiscope, with what Python computes, for StrangersTest.

    python3 scripts/reference/strangers.py [FOLDER]

FOLDER is src/test/resources/org/gradiscope/engine/tf/strangers unless it is given. Needs the packages
tensorflow, keras (3) and tf_keras; the files in the repository were made with tensorflow 2.21, keras 3.15
and tf_keras 2.21. All weights come from a formula, so a second run gives the same figures.

Each folder NAME holds a SavedModel, or frozen_graph.pb, and expected.json: "shape" of the image,
[1, height, width, channels], of a time series [1, features, time, 1], of a series of pictures [1, frames, height, width, channels], which is filled by
x[i] = (37 i mod 101) / 101 (float32, i counts row by row); "output", the scores row by row, channels last;
and "gradient", that of the sum over all scores of (c + 1) score[..., c], with respect to the image.
Scores are what a choice at the end chooses by.
"""

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_USE_LEGACY_KERAS", "1")  # the recurrent cells of TensorFlow 1

import numpy as np
import tensorflow as tf

from fixtures import make_all, values
from recurrent import slim

v1 = tf.compat.v1
PICTURE = (1, 8, 8, 3)
SERIES = (1, 3, 9, 1)
ROOT = os.path.join(os.path.dirname(__file__), "..", "..",
                    "src/test/resources/org/gradiscope/engine/tf/strangers")


def image(shape):
    count = int(np.prod(shape))
    return ((np.arange(count) * 37 % 101).astype(np.float32) / np.float32(101)).reshape(shape)


def same(x):
    return x


def series(x):
    """Images of time series, a row for each feature, as [series, time, features]."""
    return tf.transpose(x[..., 0], (0, 2, 1))


def weighted(scores):
    return tf.reduce_sum(scores * tf.range(1, scores.shape[-1] + 1, dtype=tf.float32))


def write(folder, shape, output, gradient):
    for extra in ("fingerprint.pb", "assets"):
        path = os.path.join(folder, extra)
        os.rmdir(path) if os.path.isdir(path) else os.path.exists(path) and os.remove(path)
    with open(os.path.join(folder, "expected.json"), "w") as file:
        json.dump({"shape": shape, "output": [float("%.8g" % v) for v in np.ravel(output)],
                   "gradient": [float("%.8g" % v) for v in np.ravel(gradient)]}, file)
        file.write("\n")


def saved(folder, network, specs, shape, scores=None, prepared=same):
    """A SavedModel of a function; scores of images by another one, where it gives no scores."""
    module = tf.Module()
    function = tf.function(network, input_signature=specs)
    tf.saved_model.save(module, folder, signatures=function.get_concrete_function())
    slim(folder)
    x = tf.constant(image(shape))
    with tf.GradientTape() as tape:
        tape.watch(x)
        output = (scores or network)(prepared(x))
        total = weighted(output)
    write(folder, shape, output, tape.gradient(total, x))


def frozen(folder, network, axes, shape, prepared=same):
    """A frozen graph of TensorFlow 1; network gives the scores, and what else is fed."""
    os.makedirs(folder)
    v1.disable_control_flow_v2()
    with tf.Graph().as_default() as graph, v1.Session() as session:
        x = v1.placeholder(tf.float32, (None, *shape[1:]))
        taken = v1.placeholder_with_default(prepared(x), axes, name="taken")
        scores, fed = network(taken)
        gradient = tf.gradients(weighted(scores), x)[0]
        session.run(v1.global_variables_initializer())
        for variable in v1.global_variables():
            variable.load(values(*(int(n) for n in variable.shape)), session)
        figures = session.run((scores, gradient), {x: image(shape), **fed})
        definition = v1.graph_util.convert_variables_to_constants(
            session, graph.as_graph_def(), [scores.op.name])
    v1.enable_control_flow_v2()
    for node in definition.node:
        if node.name == "taken":
            node.op = "Placeholder"
            del node.input[:]
    definition = v1.graph_util.extract_sub_graph(definition, [scores.op.name])
    with open(os.path.join(folder, "frozen_graph.pb"), "wb") as file:
        file.write(definition.SerializeToString(deterministic=True))
    write(folder, shape, *figures)


def pooled(x, channels=3):
    x = tf.nn.leaky_relu(tf.nn.conv2d(x, values(3, 3, channels, 4), 1, "SAME"), 0.125)
    return tf.reduce_mean(x, [1, 2])


def dynamic_rnn(folder):
    """The loop of TensorFlow 1, as its own function writes it."""
    def network(x):
        _, state = v1.nn.dynamic_rnn(v1.nn.rnn_cell.LSTMCell(4), x, dtype=tf.float32)
        return tf.matmul(state.h, values(4, 2), name="scores"), {}
    frozen(folder, network, (None, None, 3), SERIES, series)


def keep_prob(folder):
    """Dropout that is told by a placeholder what to keep, as tutorials of TensorFlow 1 have it."""
    def network(x):
        keep = v1.placeholder(tf.float32, name="keep_prob")
        y = v1.nn.dropout(pooled(x), keep_prob=keep)
        return tf.matmul(y, values(4, 3), name="scores"), {keep: 1.0}
    frozen(folder, network, (None, 8, 8, 3), PICTURE)


def later_output(folder):
    """Two results of one operation, of which the second, 'parts:1', is the one that is meant."""
    def network(x):
        return tf.split(tf.matmul(pooled(x), values(4, 6)), 2, 1, name="parts")[1], {}
    frozen(folder, network, (None, 8, 8, 3), PICTURE)


def later_part(folder):
    """Half of the channels, the second one, and of the scores too."""
    def network(x):
        y = tf.split(tf.nn.relu(tf.nn.conv2d(x, values(3, 3, 3, 6), 1, "SAME")), [2, 4], 3, name="planes")[1]
        return tf.split(tf.matmul(tf.reduce_mean(y, [1, 2]), values(4, 6)), 2, 1, name="split")[1], {}
    frozen(folder, network, (None, 8, 8, 3), PICTURE)


def list_of_pixels(folder):
    """A list of 64 numbers, of which the graph makes images at first."""
    def network(x):
        return tf.matmul(pooled(tf.reshape(x, (-1, 8, 8, 1)), 1), values(4, 3), name="scores"), {}
    frozen(folder, network, (None, 64), (1, 8, 8, 1), lambda x: tf.reshape(x, (-1, 64)))


def training_flag(folder):
    """A function that is told whether it trains."""
    def network(image, training):
        y = tf.cond(training, lambda: tf.nn.dropout(pooled(image), 0.5), lambda: pooled(image) * 1.0)
        return tf.matmul(y, values(4, 3))
    saved(folder, network, [tf.TensorSpec((None, 8, 8, 3)), tf.TensorSpec((), tf.bool)], PICTURE,
          lambda x: network(x, tf.constant(False)))


def channels_first(folder):
    """A picture from a picture, both with channels before height and width."""
    def scores(x):
        y = tf.nn.conv2d(tf.transpose(x, (0, 2, 3, 1)), values(3, 3, 2, 4), 1, "SAME")
        return tf.nn.conv2d(tf.tanh(y), values(1, 1, 4, 3), 1, "SAME")
    saved(folder, lambda x: tf.transpose(scores(x), (0, 3, 1, 2)),
          [tf.TensorSpec((None, 2, None, None))], (1, 6, 5, 2), scores,
          lambda x: tf.transpose(x, (0, 3, 1, 2)))


def causal(folder):
    """Attention to what came before, of any length, and scores for each time point."""
    def network(x):
        y = tf.tanh(tf.matmul(tf.reshape(x, (-1, 3)), values(3, 4)))
        y = tf.reshape(y, (-1, tf.shape(x)[1], 4))
        past = tf.linalg.band_part(tf.ones((tf.shape(x)[1], tf.shape(x)[1])), -1, 0)
        seen = tf.matmul(y, tf.transpose(y, (0, 2, 1))) - 1e9 * (1 - past)
        return tf.einsum("ntd,dk->ntk", tf.matmul(tf.nn.softmax(seen), y), values(4, 2))
    saved(folder, network, [tf.TensorSpec((None, None, 3))], SERIES, prepared=series)


def attention(folder):
    """A loop over any length, and what it gives turned around afterwards."""
    def network(x):
        states = tf.scan(lambda h, e: tf.tanh(tf.matmul(e, values(3, 4)) + tf.matmul(h, values(4, 4))),
                         tf.transpose(x, (1, 0, 2)), tf.zeros((tf.shape(x)[0], 4)))
        states = tf.transpose(states, (1, 2, 0))
        shares = tf.nn.softmax(tf.reduce_sum(states, 1, keepdims=True))
        seen = tf.matmul(states, tf.transpose(shares, (0, 2, 1)))
        return tf.matmul(seen[..., 0], values(4, 2))
    saved(folder, network, [tf.TensorSpec((None, None, 3))], SERIES, prepared=series)


def loop_end(folder):
    """The last state of a loop over more steps than are written out to look at it, as probabilities."""
    def scores(x):
        state = tf.zeros((tf.shape(x)[0], 4))
        for i in tf.range(tf.shape(x)[1]):
            state = tf.tanh(tf.matmul(x[:, i], values(3, 4)) + 0.5 * state)
        return state
    saved(folder, lambda x: tf.nn.softmax(scores(x)), [tf.TensorSpec((None, None, 3))], (1, 3, 20, 1), scores, series)


def frames(folder):
    """A loop over any number of pictures, [n, frames, height, width, channels]."""
    def network(x):
        state = tf.zeros((tf.shape(x)[0], 6, 6, 4))
        for i in tf.range(tf.shape(x)[1]):
            state = tf.tanh(tf.nn.conv2d(x[:, i], values(3, 3, 3, 4), 1, "SAME") + 0.5 * state)
        return tf.matmul(tf.reduce_mean(state, [1, 2]), values(4, 2))
    saved(folder, network, [tf.TensorSpec((None, None, 6, 6, 3))], (1, 5, 6, 6, 3))


def each_image(folder):
    """A loop over the images of a batch."""
    def network(x):
        y = tf.map_fn(lambda one: tf.reduce_mean(tf.tanh(tf.tensordot(one, values(3, 4), 1)), [0, 1]), x)
        return tf.matmul(y, values(4, 3))
    saved(folder, network, [tf.TensorSpec((None, 8, 8, 3))], PICTURE)


def number(folder):
    """One number for each image, without an axis of its own."""
    def network(x):
        return tf.matmul(pooled(x), values(4, 1))[:, 0]
    saved(folder, network, [tf.TensorSpec((None, 8, 8, 3))], PICTURE, lambda x: network(x)[:, None])


def class_of_pixels(folder):
    """The class of each pixel, as bytes with an axis for channels."""
    def scores(x):
        return tf.nn.conv2d(x, values(3, 3, 3, 4), 1, "SAME")
    saved(folder, lambda x: tf.cast(tf.argmax(scores(x), -1), tf.uint8)[..., None],
          [tf.TensorSpec((None, None, None, 3))], PICTURE, scores)


def no_channels(folder):
    """A probability for each pixel, of images and in pictures without an axis for channels."""
    def scores(x):
        return tf.nn.conv2d(x[..., None], values(3, 3, 1, 1), 1, "SAME")
    saved(folder, lambda x: tf.sigmoid(tf.squeeze(scores(x), -1)), [tf.TensorSpec((None, 8, 8))],
          (1, 8, 8, 1), scores, lambda x: x[..., 0])


def one_or_zero(folder):
    """What is over a limit, as numbers."""
    def scores(x):
        return tf.matmul(pooled(x), values(4, 3))
    saved(folder, lambda x: tf.where(tf.sigmoid(scores(x)) > 0.5, 1.0, 0.0),
          [tf.TensorSpec((None, 8, 8, 3))], PICTURE, scores)


FIXTURES = {"dynamic-rnn": dynamic_rnn, "keep-prob": keep_prob, "later-output": later_output,
            "later-part": later_part, "loop-end": loop_end, "frames": frames,
            "list-of-pixels": list_of_pixels, "training-flag": training_flag,
            "channels-first": channels_first, "causal": causal, "attention": attention,
            "each-image": each_image, "number": number, "class-of-pixels": class_of_pixels,
            "no-channels": no_channels, "one-or-zero": one_or_zero}


def main():
    make_all(FIXTURES, sys.argv[1] if len(sys.argv) > 1 else ROOT)


if __name__ == "__main__":
    main()
