#!/usr/bin/env python3
"""Writes the small recurrent networks of the tests, each with what Python computes for it.

    python3 scripts/reference/recurrent.py [FOLDER]
    python3 scripts/reference/recurrent.py case .../cases/networks/keras-lstm > .../recurrent/keras-lstm.json

FOLDER is src/test/resources/org/gradiscope/engine/tf/recurrent unless it is given. Needs the packages
tensorflow, keras (3) and tf_keras; the files in the repository were made with tensorflow 2.21,
keras 3.15 and tf_keras 2.21. All weights come from a formula, so a second run gives the same figures.

Each folder NAME holds a SavedModel, or frozen_graph.pb, and expected.json: for each of two lengths the
"shape" of the input, [series, time, features], which is filled by x[i] = (37 i mod 101) / 101 (float32,
i counts row by row); the scores row by row; and "gradient", that of the sum over all scores of
(c + 1) score[..., c], with respect to the input. Scores are what comes before a softmax.
"""

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
import tf_keras
from tensorflow.core.protobuf import saved_model_pb2

from fixtures import make_all, values

v1 = tf.compat.v1
ROOT = os.path.join(os.path.dirname(__file__), "..", "..",
                    "src/test/resources/org/gradiscope/engine/tf/recurrent")


def series(shape):
    count = int(np.prod(shape))
    return ((np.arange(count) * 37 % 101).astype(np.float32) / np.float32(101)).reshape(shape)


def zero_some(data):
    """The last two steps of each series are 0, which a mask leaves out."""
    data = data.copy()
    data[:, -2:] = 0
    return data


def figures(scores, shape, change):
    data = tf.constant(change(series(shape)))
    with tf.GradientTape() as tape:
        tape.watch(data)
        given = scores(data)
        weights = tf.range(1, given.shape[-1] + 1, dtype=tf.float32)
        total = tf.reduce_sum(given * weights)
    gradient = tape.gradient(total, data)
    return case(shape, given.numpy(), gradient.numpy())


def case(shape, output, gradient):
    def shown(numbers):
        return [float("%.8g" % v) for v in np.ravel(numbers)]
    return {"shape": list(shape), "output": shown(output), "gradient": shown(gradient)}


def slim(folder):
    """Takes out the functions that neither the signature nor restoring calls, which are for training."""
    path = os.path.join(folder, "saved_model.pb")
    saved = saved_model_pb2.SavedModel()
    with open(path, "rb") as file:
        saved.ParseFromString(file.read())
    library = saved.meta_graphs[0].graph_def.library
    functions = {function.signature.name: function for function in library.function}
    needed, open_ = set(), list(saved.meta_graphs[0].graph_def.node)
    while open_:
        node = open_.pop()
        called = [node.op] + [a.func.name for a in node.attr.values()] + [
            f.name for a in node.attr.values() for f in a.list.func]
        for name in set(called) & set(functions) - needed:
            needed.add(name)
            open_ += functions[name].node_def
    kept = [functions[name] for name in sorted(needed)]
    del library.function[:], library.gradient[:]
    library.function.extend(kept)
    saved.meta_graphs[0].ClearField("object_graph_def")
    with open(path, "wb") as file:
        file.write(saved.SerializeToString(deterministic=True))


def write(folder, cases, masked):
    if os.path.exists(os.path.join(folder, "saved_model.pb")):
        slim(folder)
    for extra in ("fingerprint.pb", "keras_metadata.pb"):
        if os.path.exists(os.path.join(folder, extra)):
            os.remove(os.path.join(folder, extra))
    if os.path.isdir(os.path.join(folder, "assets")):
        os.rmdir(os.path.join(folder, "assets"))
    with open(os.path.join(folder, "expected.json"), "w") as file:
        json.dump({"masked": masked, "cases": cases}, file)
        file.write("\n")


def assign(model):
    for weight in model.weights:
        shape = tuple(int(n) for n in weight.shape)
        if np.issubdtype(np.dtype(str(weight.dtype).replace("<dtype: '", "").replace("'>", "")),
                         np.floating):
            weight.assign(values(*shape) * np.float32(0.9))


def save(model, folder, shapes, scores=None, masked=False):
    assign(model)
    change = zero_some if masked else (lambda data: data)
    cases = [figures(scores or model, shape, change) for shape in shapes]
    if isinstance(model, keras.Model):
        model.export(folder, verbose=False)
    else:
        model.save(folder, save_format="tf", include_optimizer=False)
    write(folder, cases, masked)


def lstm(folder):
    """Two layers, one upon the other, and a softmax."""
    image = keras.Input((None, 3))
    state = keras.layers.LSTM(5, return_sequences=True)(image)
    state = keras.layers.LSTM(4)(state)
    scores = keras.layers.Dense(3, name="scores")(state)
    model = keras.Model(image, keras.layers.Softmax()(scores))
    save(model, folder, [(2, 6, 3), (1, 11, 3)], keras.Model(image, scores))


def gru_masked(folder):
    """Keras 2, where steps of zeros are left out."""
    model = tf_keras.Sequential([
        tf_keras.layers.Input((None, 3)), tf_keras.layers.Masking(),
        tf_keras.layers.GRU(5, return_sequences=True), tf_keras.layers.GRU(4, reset_after=False),
        tf_keras.layers.Dense(2)])
    save(model, folder, [(2, 6, 3), (1, 11, 3)], masked=True)


def lstm_masked(folder):
    """Keras 3, where steps of zeros are left out."""
    model = keras.Sequential([
        keras.layers.Input((None, 3)), keras.layers.Masking(), keras.layers.LSTM(4),
        keras.layers.Dense(2)])
    save(model, folder, [(2, 6, 3), (1, 11, 3)], masked=True)


def simple_backwards(folder):
    """From the end to the beginning, of a fixed length at first and of any after a convolution."""
    model = keras.Sequential([
        keras.layers.Input((None, 4)), keras.layers.Conv1D(6, 3, strides=2, activation="relu"),
        keras.layers.SimpleRNN(5, go_backwards=True), keras.layers.Dense(2)])
    save(model, folder, [(2, 9, 4), (1, 16, 4)])


def bidirectional(folder):
    """Both ways at once, Keras 2, two layers."""
    layers = tf_keras.layers
    model = tf_keras.Sequential([
        layers.Input((None, 3)), layers.Bidirectional(layers.LSTM(4, return_sequences=True)),
        layers.Bidirectional(layers.GRU(3)), layers.Dense(3)])
    save(model, folder, [(2, 5, 3), (1, 12, 3)])


def conv_lstm(folder):
    """Small pictures in time, and scores for each time point."""
    layers = keras.layers
    image = keras.Input((None, 12))
    pictures = layers.Reshape((-1, 3, 4, 1))(image)
    seen = layers.ConvLSTM2D(2, 2, padding="same", return_sequences=True)(pictures)
    scores = layers.Dense(2)(layers.Reshape((-1, 24))(seen))
    save(keras.Model(image, scores), folder, [(2, 5, 12), (1, 7, 12)])


def time_distributed(folder):
    """Keras 3 applies a layer to each time point of a fixed length only (3.15: wrong for any other)."""
    layers = keras.layers
    model = keras.Sequential([
        layers.Input((6, 12)), layers.Reshape((6, 4, 3)), layers.TimeDistributed(layers.Conv1D(4, 2)),
        layers.TimeDistributed(layers.GlobalAveragePooling1D()), layers.LSTM(4), layers.Dense(2)])
    save(model, folder, [(2, 6, 12), (1, 6, 12)])


def sequence(folder):
    """Scores for each time point of a fixed length, Keras 2."""
    layers = tf_keras.layers
    model = tf_keras.Sequential([
        layers.Input((8, 3)), layers.LSTM(4, return_sequences=True),
        layers.TimeDistributed(layers.Dense(2))])
    save(model, folder, [(2, 8, 3), (1, 8, 3)])


def tf1_loop(folder):
    """A frozen graph of TensorFlow 1, whose loop is made of Enter, Merge, Switch, NextIteration and Exit."""
    os.makedirs(folder)
    shapes = [(2, 5, 3), (1, 9, 3)]
    with tf.Graph().as_default() as graph:
        v1.disable_control_flow_v2()
        data = v1.placeholder(tf.float32, (None, None, 3), name="data")
        kernel = tf.constant(values(7, 16), name="lstm/kernel")
        bias = tf.constant(values(16), name="lstm/bias")
        with tf.name_scope("lstm"):
            turned = tf.transpose(data, (1, 0, 2))
            steps = tf.shape(turned)[0]
            inputs = v1.TensorArray(tf.float32, steps).unstack(turned)
            outputs = v1.TensorArray(tf.float32, steps)
            zero = tf.zeros((tf.shape(turned)[1], 4))

            def step(time, h, c, written):
                gates = tf.matmul(tf.concat((inputs.read(time), h), 1), kernel) + bias
                i, j, f, o = tf.split(gates, 4, axis=1)
                c = c * tf.sigmoid(f + 1.0) + tf.sigmoid(i) * tf.tanh(j)
                h = tf.tanh(c) * tf.sigmoid(o)
                return time + 1, h, c, written.write(time, h)

            _, last, _, written = v1.while_loop(lambda time, h, c, w: time < steps, step,
                                                (0, zero, zero, outputs), name="while")
            mean = tf.reduce_mean(written.stack(), axis=0)
        scores = tf.matmul(tf.concat((last, mean), 1), tf.constant(values(8, 2)), name="scores")
        gradient = tf.gradients(tf.reduce_sum(scores * (1.0, 2.0)), data)[0]
        with v1.Session() as session:
            cases = []
            for shape in shapes:
                given = session.run((scores, gradient), {data: series(shape)})
                cases.append(case(shape, *given))
        frozen = v1.graph_util.extract_sub_graph(graph.as_graph_def(), ["scores"])
        v1.enable_control_flow_v2()
    with open(os.path.join(folder, "frozen_graph.pb"), "wb") as file:
        file.write(frozen.SerializeToString())
    write(folder, cases, False)


def keras_lstm(path):
    """The logarithms of the probabilities of the network that was refused once, 'keras-lstm'."""
    loaded = tf.saved_model.load(path)
    signature = loaded.signatures["serving_default"]
    name, = signature.structured_input_signature[1]

    def scores(data):
        given, = signature(**{name: data}).values()
        return tf.math.log(given)
    print(json.dumps({"cases": [figures(scores, (2, 50, 3), lambda data: data)]}))


NETWORKS = {"lstm": lstm, "gru-masked": gru_masked, "lstm-masked": lstm_masked,
            "simple-backwards": simple_backwards, "bidirectional": bidirectional,
            "conv-lstm": conv_lstm, "time-distributed": time_distributed, "sequence": sequence, "tf1-loop": tf1_loop}


def main():
    if len(sys.argv) > 2:
        return keras_lstm(sys.argv[2])
    root = sys.argv[1] if len(sys.argv) > 1 else ROOT
    make_all(NETWORKS, root)


if __name__ == "__main__":
    main()
