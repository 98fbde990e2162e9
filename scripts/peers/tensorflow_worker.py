#!/usr/bin/env python3
"""TensorFlow for Python in scripts/compare-peers: tensorflow_worker.py FOLDER, that of networks.py; see worker.py."""

import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import scipy.optimize
import tensorflow as tf

import networks
from worker import noise, work

v1 = tf.compat.v1
CLASS = 7
# As in Gradiscope.
TILE = 512
JITTER = 32
OCTAVE_SCALE = 1.4
STEP = 1.5
ALPHA = 100
BETA = 0.1
RATE = 1e-6


class FrozenNetwork:
    """A frozen graph in graph mode, which takes grey levels of 0 to 255."""

    def __init__(self, folder):
        definition = v1.GraphDef()
        with open(os.path.join(folder, "frozen_graph.pb"), "rb") as file:
            definition.ParseFromString(file.read())
        self.graph = tf.Graph()
        with self.graph.as_default():
            self.image = v1.placeholder(tf.float32, [None, None, None, 3])
            tf.import_graph_def(definition, {"image": self.image / 127.5 - 1}, name="")
        self.logits = self.graph.get_tensor_by_name(next(
            node.name for node in reversed(definition.node) if "logits" in node.name and node.op == "BiasAdd") + ":0")
        self.session = v1.Session(graph=self.graph)

    def layer(self, name):
        return next(operation.outputs[0] for operation in self.graph.get_operations()
                    if name in operation.name and operation.type == "AddV2")

    def gradient(self, objective):
        """A function of images: the objective, which is a function of this network, and its gradient."""
        with self.graph.as_default():
            value = objective(self)
            return self.session.make_callable([value, tf.gradients(value, self.image)[0]], [self.image])


class SavedModel:
    """A SavedModel of TensorFlow 2, in a function of graph mode."""

    def __init__(self, folder):
        # Its variables live as long as it does.
        self.model = tf.saved_model.load(os.path.join(folder, "saved_model"))
        self.serve = self.model.signatures["serving_default"]

    def gradient(self, objective):
        @tf.function
        def step(image):
            with tf.GradientTape() as tape:
                tape.watch(image)
                self.logits = list(self.serve(image / 127.5 - 1).values())[0]
                value = objective(self)
            return value, tape.gradient(value, image)

        return lambda images: [tensor.numpy() for tensor in step(tf.constant(images))]


def open_network(name):
    folder = os.path.join(sys.argv[1], name)
    return FrozenNetwork(folder) if os.path.exists(os.path.join(folder, "frozen_graph.pb")) else SavedModel(folder)


def gradient(name, batch):
    """Opening is not counted; tracing, and making the gradient, belong to the first step."""
    network = open_network(name)
    images = noise(name, batch)
    steps = []

    def step():
        if not steps:
            steps.append(network.gradient(lambda n: n.logits[:, CLASS]))
        steps[0](images)

    return step


def tiled(step, image):
    """The gradient of an image of any size, in tiles as Gradiscope takes them."""
    rows, columns = (-(-length // TILE) for length in image.shape[1:3])
    slopes = np.empty_like(image)
    for across in np.array_split(np.arange(image.shape[1]), rows):
        for down in np.array_split(np.arange(image.shape[2]), columns):
            place = np.s_[:, across[0]:across[-1] + 1, down[0]:down[-1] + 1]
            slopes[place] = step(image[place])[1]
    return slopes


def ascend(step, image, steps, random):
    """The steps of one octave: shifted at random, by a gradient of a mean magnitude of 1."""
    shift = np.zeros(2, int)
    for _ in range(steps):
        reach = TILE if max(image.shape) > TILE else JITTER
        by = random.integers(-reach, reach + 1, 2)
        shift += by
        image = np.roll(image, by, (1, 2))
        slopes = tiled(step, image)
        image = np.clip(image + STEP / np.abs(slopes).mean() * slopes, 0, 255)
    return np.roll(image, -shift, (1, 2))


def resized(image, side):
    return tf.image.resize(image, (side, side), antialias=True).numpy()


def deep_dream(name, side, octaves, steps):
    step = open_network(name).gradient(lambda n: tf.reduce_mean(tf.square(n.layer("dream"))))
    image = noise(name, 1, side)

    def dream():
        random = np.random.default_rng(1)
        detail = None
        for octave in range(octaves - 1, -1, -1):
            size = round(side / OCTAVE_SCALE ** octave)
            base = resized(image, size)
            start = base if detail is None else base + resized(detail, size)
            result = ascend(step, start, steps, random)
            detail = result - base
        return result

    return dream


def gram(layer):
    flat = tf.reshape(layer, (-1, layer.shape[-1]))
    return tf.matmul(flat, flat, transpose_a=True) / tf.cast(tf.shape(flat)[0], tf.float32)


def style_transfer(name, side, steps):
    """The loop of Gatys et al. 2015 with SciPy's L-BFGS, by the pixels, with Gradiscope's layers and weights."""
    network = open_network(name)
    base = noise(name, 1, side)
    style = np.roll(base, (5, 9), (1, 2))
    run = network.session.run
    with network.graph.as_default():
        layers = [operation.outputs[0] for operation in network.graph.get_operations() if operation.type == "Relu6"]
        # The second at a stride of 8; and the first at each stride.
        content, styles = layers[8], [network.image / 255, *(layers[i] for i in (0, 3, 7, 13))]
        kept = run(content, {network.image: base})
        loss = tf.reduce_sum(tf.square(content - kept)) / np.square(kept).sum()
        for matrix in map(gram, styles):
            wanted = run(matrix, {network.image: style})
            loss += ALPHA / len(styles) * tf.reduce_sum(tf.square(matrix - wanted)) / np.square(wanted).sum()
        loss += BETA * tf.reduce_sum(tf.image.total_variation(network.image / 255)) / base.size
        step = network.session.make_callable([loss, tf.gradients(loss, network.image)[0]], [network.image])

    def at(pixels):
        value, slope = step(pixels.reshape(base.shape).astype(np.float32))
        return float(value), slope.astype(np.float64).reshape(-1)

    start = np.random.default_rng(1).normal(127.5, 13, base.size)
    return lambda: scipy.optimize.fmin_l_bfgs_b(at, start, m=10, maxiter=steps, factr=0, pgtol=0)


def training(name, batch):
    """A step of Adam by all kernels and biases, normalizations as they are; each variable's in one operation."""
    model = getattr(networks, name.replace("-", "_"))()
    weights = [weight.value for weight in model.trainable_weights if weight.name in ("kernel", "bias")]
    adam = v1.train.AdamOptimizer(RATE)
    images = noise(name, batch)
    classes = np.arange(batch, dtype=np.int32) % 10

    @tf.function
    def step(image, label):
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(weights)
            logits = model(image / 127.5 - 1, training=False)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(label, logits))
        adam.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return loss

    return lambda: step(tf.constant(images), tf.constant(classes)).numpy()


if __name__ == "__main__":
    work({"gradient": gradient, "deep-dream": deep_dream, "style-transfer": style_transfer, "training": training})
