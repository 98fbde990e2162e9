#!/usr/bin/env python3
"""Writes the tiny SavedModels of the tests, each with what Python computes for it.

    python3 scripts/reference/make_saved_models.py [FOLDER]

FOLDER is src/test/resources/org/gradiscope/engine/tf/freeze unless it is given. Needs the packages
tensorflow, keras (3) and tf_keras; the files in the repository were made with tensorflow 2.21,
keras 3.15 and tf_keras 2.21. All weights come from seeds or formulas, so a second run gives the
same figures.

Each folder NAME holds the SavedModel and expected.json: "shape" of the input, which is filled by
x[i] = (37 i mod 101) / 101 (float32, i counts row by row), the output's values, and "gradient":
that of sum over i of (i + 1) output[i], with respect to the input.
"""

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
import tf_keras

from fixtures import make_all, values

v1 = tf.compat.v1
SHAPE = (1, 8, 8, 3)
ROOT = os.path.join(os.path.dirname(__file__), "..", "..",
                    "src/test/resources/org/gradiscope/engine/tf/freeze")


def image():
    count = int(np.prod(SHAPE))
    return ((np.arange(count) * 37 % 101).astype(np.float32) / np.float32(101)).reshape(SHAPE)


def write(folder, output, gradient):
    """Adds the expected figures, and takes away what no reader of SavedModels needs."""
    for extra in ("fingerprint.pb", "keras_metadata.pb"):
        if os.path.exists(os.path.join(folder, extra)):
            os.remove(os.path.join(folder, extra))
    for empty in ("assets",):
        if os.path.isdir(os.path.join(folder, empty)):
            os.rmdir(os.path.join(folder, empty))
    figures = {"shape": SHAPE, "output": [float(v) for v in np.ravel(output)],
               "gradient": [float(v) for v in np.ravel(gradient)]}
    with open(os.path.join(folder, "expected.json"), "w") as file:
        json.dump(figures, file)
        file.write("\n")


def score(output):
    flat = tf.reshape(output, [-1])
    return tf.reduce_sum(flat * tf.range(1, tf.size(flat) + 1, dtype=flat.dtype))


def figures(function):
    """Output and gradient of a TF2 function."""
    x = tf.constant(image())
    with tf.GradientTape() as tape:
        tape.watch(x)
        output = function(x)
        total = score(tf.cast(output, tf.float32))
    return output.numpy(), tape.gradient(total, x).numpy()


# ---- TensorFlow 1 ------------------------------------------------------------------------------

def tf1(folder, resources):
    """Conv, dropout in v1 control flow, dense, softmax, with loss and optimizer left in."""
    v1.disable_control_flow_v2()
    with tf.Graph().as_default(), v1.Session() as session:
        x = v1.placeholder(tf.float32, [None, 8, 8, 3], name="image")
        if resources:
            training = v1.placeholder(tf.bool, [], name="is_training")
        else:
            training = v1.placeholder_with_default(False, [], name="keras_learning_phase")
        keep = v1.placeholder_with_default(1.0, [], name="keep")

        def variable(name, *shape):
            return v1.get_variable(name, initializer=values(*shape), use_resource=resources)

        y = tf.nn.conv2d(x, variable("conv/kernel", 3, 3, 3, 3), 2, "SAME", name="conv/Conv2D")
        y = tf.nn.relu(tf.nn.bias_add(y, variable("conv/bias", 3)), name="conv/Relu")
        y = v1.cond(training, lambda: tf.nn.dropout(y * 1.0, rate=0.5), lambda: tf.identity(y),
                    name="dropout")
        y = tf.reshape(y, [-1, 48])
        with v1.name_scope("random"):
            draw = tf.floor(keep + v1.random_uniform(tf.shape(y)))
        y = y / keep * draw
        with v1.control_dependencies([v1.assert_greater(tf.shape(y)[0], 0), v1.print(y)]):
            y = v1.check_numerics(y, "not a number", name="checked")
        if resources:
            kernel = variable("dense/kernel", 48, 4)
        else:
            def part(shape, dtype, partition_info):
                first = partition_info.var_offset[0]
                return tf.constant(values(48, 4)[first:first + shape[0]], dtype)

            kernel = tf.convert_to_tensor(v1.get_variable(
                "dense/kernel", [48, 4], initializer=part, use_resource=False,
                partitioner=v1.fixed_size_partitioner(2)))
        logits = tf.add(tf.matmul(y, kernel), variable("dense/bias", 4), name="logits")
        probabilities = tf.nn.softmax(logits, name="probabilities")
        labels = tf.constant(["a", "b", "c", "d"])
        classes = tf.gather(labels, tf.argmax(probabilities, 1), name="classes")
        target = v1.placeholder(tf.int64, [None], name="target")
        loss = v1.losses.sparse_softmax_cross_entropy(target, logits)
        v1.train.MomentumOptimizer(0.1, 0.9).minimize(loss)
        v1.summary.scalar("loss", loss)
        gradient = tf.gradients(score(probabilities), x)[0]
        session.run(v1.global_variables_initializer())
        fed = {x: image(), training: False}
        results = session.run([probabilities, gradient], fed)
        builder = v1.saved_model.Builder(folder)
        signature = v1.saved_model.predict_signature_def(
            {"image": x}, {"probabilities": probabilities, "classes": classes})
        builder.add_meta_graph_and_variables(session, ["serve"],
                                             {"serving_default": signature})
        builder.save()
    v1.enable_control_flow_v2()
    write(folder, *results)


def tf1_variables(folder):
    """VariableV2, one in two parts; the learning phase is a placeholder with a default."""
    tf1(folder, False)


def tf1_resources(folder):
    """Resource variables; the learning phase is a placeholder that nobody feeds."""
    tf1(folder, True)


# ---- TensorFlow 2 ------------------------------------------------------------------------------

INPUT = tf.TensorSpec([None, 8, 8, 3], tf.float32, name="image")


def save_module(module, folder):
    tf.saved_model.save(module, folder, signatures=module.__call__.get_concrete_function())
    write(folder, *figures(module.__call__))


class Nested(tf.Module):
    """Calls in calls, outputs that span several tensors, a gather, a cast, a running mean."""

    def __init__(self):
        super().__init__("nested")
        self.kernel = tf.Variable(values(3, 3, 3, 4), name="kernel")
        self.twin = tf.Variable(values(1, 1, 4, 4), name="kernel")
        self.table = tf.Variable(values(6, 4), name="table")
        self.half = tf.Variable(values(4).astype(np.float16), name="half")
        self.mean = tf.Variable(values(4), trainable=False)
        self.unused = tf.Variable(values(7), name="unused")

    @tf.function
    def convolve(self, x, kernel):
        return tf.nn.relu(tf.nn.conv2d(x, kernel, 1, "SAME"))

    @tf.function
    def block(self, x):
        y = self.convolve(x, self.kernel)
        first, second = tf.split(y, 2, axis=3)
        y = tf.concat([second, first * 2.0], 3)
        return self.convolve(y, self.twin), first

    @tf.function(input_signature=[INPUT])
    def __call__(self, image):
        y, first = self.block(image)
        y, _, _ = tf.compat.v1.nn.fused_batch_norm(
            y, tf.ones([4]), tf.cast(self.half, tf.float32), self.mean, tf.ones([4]),
            is_training=False)
        rows = tf.unstack(tf.gather(self.table, [4, 1]))
        y = tf.reduce_mean(y * rows[1] + rows[0], [1, 2])
        return y + tf.reduce_mean(first)


class Conditional(tf.Module):
    """A branch by a condition that is known, with a call in the branch, in one more branch."""

    def __init__(self):
        super().__init__("conditional")
        self.kernel = tf.Variable(values(3, 3, 3, 3), name="kernel")

    @tf.function
    def convolve(self, x):
        return tf.nn.conv2d(x, self.kernel, 1, "VALID")

    @tf.function(input_signature=[INPUT])
    def __call__(self, image):
        training = tf.constant(False)

        def inference():
            return tf.cond(tf.logical_not(training), lambda: self.convolve(image) * 3.0,
                           lambda: self.convolve(image))

        y = tf.cond(training, lambda: tf.nn.relu(self.convolve(image)), inference)
        return tf.reduce_mean(tf.nn.relu(y), [1, 2])


class Impure(tf.Module):
    """Reads a file on the way to the output."""

    @tf.function(input_signature=[INPUT])
    def __call__(self, image):
        length = tf.strings.length(tf.io.read_file("/nonexistent"))
        return tf.reduce_mean(image, [1, 2]) + tf.cast(length, tf.float32)


class Looping(tf.Module):
    """Computes in a loop whose end depends on the image."""

    @tf.function(input_signature=[INPUT])
    def __call__(self, image):
        return tf.while_loop(lambda y: tf.reduce_sum(y) < 1e3, lambda y: (y * 2.0,), (image,))[0]


def tf2_module(folder):
    save_module(Nested(), folder)


def tf2_cond(folder):
    save_module(Conditional(), folder)


def tf2_loop(folder):
    save_module(Looping(), folder)


def tf2_impure(folder):
    module = Impure()
    tf.saved_model.save(module, folder, signatures=module.__call__.get_concrete_function())
    write(folder, [], [])


def network(layers, numbers):
    """Conv, batch normalisation, dropout, depthwise conv, dense: the same in both Keras."""
    model = numbers.Sequential([
        layers.Input((8, 8, 3), name="image"),
        layers.Conv2D(3, 3, padding="same", name="conv"),
        layers.BatchNormalization(name="norm"),
        layers.ReLU(6.0, name="relu"),
        layers.Dropout(0.3, name="dropout"),
        layers.DepthwiseConv2D(3, strides=2, name="depthwise"),
        layers.GlobalAveragePooling2D(name="pool"),
        layers.Dense(4, activation="softmax", name="dense")])
    for index, weight in enumerate(model.weights):
        shape = tuple(int(n) for n in weight.shape)
        positive = 0.6 if len(shape) == 1 else 0.0
        model.weights[index].assign(values(*shape) + np.float32(positive))
    return model


def keras2(folder):
    model = network(tf_keras.layers, tf_keras)
    model.compile("adam", "sparse_categorical_crossentropy")
    model.train_on_batch(image(), np.array([1]))
    model.save(folder, save_format="tf")
    write(folder, *figures(lambda x: model(x, training=False)))


def keras3(folder):
    model = network(keras.layers, keras)
    model.export(folder, verbose=False)
    write(folder, *figures(lambda x: model(x, training=False)))


def keras3_saved(folder):
    """By TensorFlow, not by Keras: what is restored is a copy of each variable."""
    model = network(keras.layers, keras)
    tf.saved_model.save(model, folder)
    write(folder, *figures(lambda x: model(x, training=False)))


FIXTURES = {"tf1-variables": tf1_variables, "tf1-resources": tf1_resources,
            "tf2-module": tf2_module, "tf2-cond": tf2_cond, "tf2-impure": tf2_impure,
            "tf2-loop": tf2_loop, "keras2": keras2, "keras3": keras3, "keras3-saved": keras3_saved}


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else ROOT
    tf_keras.utils.set_random_seed(7)
    make_all(FIXTURES, root)


if __name__ == "__main__":
    main()
