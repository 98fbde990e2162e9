#!/usr/bin/env python3
"""The loss of style transfer as TensorFlow in Python computes it, for style/StyleReferenceTest.

It is written here a second time, from the papers and from what StyleLoss says, and lowered by another
L-BFGS, SciPy's (Zhu, Byrd, Lu & Nocedal 1997), with the same first step but a line search of its own. The pictures are the
formula of picture(), 8-bit; the style is of another size. What is optimized are numbers that are added to
the start before a sigmoid, [c, h, w]; black and white of the start are moved inside by 1/1024.

Each line of a file is: statistic | the loss at the start, the norm of its gradient, the loss after 50
steps | the gradient at (2k + 1) size / 400, rounded down, for k = 0..199.

Needs: tensorflow, scipy. Usage: style.py MODELS OUTPUT, both folders; networks that MODELS does not hold
are left out.
"""
import math
import sys
from pathlib import Path

import numpy as np
import scipy.optimize
import tensorflow as tf

from saliency import SplittableRandom

tf1 = tf.compat.v1

# What the network takes for black and white; height and width; the layers of content and of style,
# which are those that Gradiscope takes where nobody names any.
NETWORKS = {
    "mobilenet-v2-1.0-224": (-1, 1, 96, 112, "MobilenetV2/expanded_conv_4/expand/Relu6", [
        "pixels", "MobilenetV2/Conv/Relu6", "MobilenetV2/expanded_conv_1/depthwise/Relu6",
        "MobilenetV2/expanded_conv_3/depthwise/Relu6", "MobilenetV2/expanded_conv_6/depthwise/Relu6"]),
    "cifar10-resnet8": (0, 255, 40, 48, "model_1/activation_6_1/Relu", [
        "model_1/activation_1/Relu", "model_1/activation_3_1/Relu", "model_1/activation_5_1/Relu"]),
}
ALPHA = 10
BETA = 5
STEPS = 50
MEMORY = 10
# The root mean square change of a number at the first step.
FIRST_STEP = 0.05
INSIDE = 1 / 1024
DIRECTIONS = 64
SEED = 1


def picture(height, width, a, b):
    y, x, c = np.mgrid[:height, :width, :3].astype(np.float64)
    waves = 128 + 90 * np.sin(a * x + b * y + c) + 60 * np.sin(b * x - a * y + 0.01 * x * y + 2 * c)
    return np.clip(np.floor(waves), 0, 255).astype(np.float32)[None]


def directions(channels):
    """Unit vectors, of single precision."""
    random = SplittableRandom(SEED)

    def normal():
        return math.sqrt(-2 * math.log(1 - random.next_double())) * math.cos(2 * math.pi * random.next_double())

    vectors = np.array([[normal() for _ in range(channels)] for _ in range(min(channels, DIRECTIONS))])
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def gram(a):
    flat = tf.reshape(a, (-1, a.shape[-1]))
    return [tf.matmul(flat, flat, transpose_a=True) / tf.cast(tf.shape(flat)[0], tf.float32)]


def moments(a):
    mean, variance = tf.nn.moments(a, (0, 1, 2))
    return [mean, tf.sqrt(tf.maximum(variance, 1e-12))]


def sliced_wasserstein(a):
    flat = tf.reshape(a, (-1, a.shape[-1]))
    return [tf.sort(tf.matmul(directions(a.shape[-1]), flat, transpose_b=True), direction="DESCENDING")]


def resampled(rows, positions):
    """The same distribution on another number of positions."""
    at = (np.arange(positions) + 0.5) / positions * rows.shape[1] - 0.5
    return np.array([np.interp(at, np.arange(rows.shape[1]), row) for row in rows], np.float32)


STATISTICS = {"gram": gram, "moments": moments, "sliced-wasserstein": sliced_wasserstein}


class Fit:
    """The loss of one statistic on one network, of numbers [c, h, w] around the start."""

    def __init__(self, path, low, high, height, width, content, layers, statistic):
        self.shape = (3, height, width)
        definition = tf1.GraphDef()
        definition.ParseFromString((path / "frozen_graph.pb").read_bytes())
        base, start = picture(height, width, 0.2, 0.07), picture(height, width, 0.13, 0.31)
        with tf.Graph().as_default():
            self.numbers = tf1.placeholder_with_default(np.zeros(self.shape, np.float32), self.shape)
            inside = np.clip(start / 255, INSIDE, 1 - INSIDE)
            painted = tf.sigmoid(np.log(inside / (1 - inside)) + tf.transpose(self.numbers, (1, 2, 0))[None])
            unit = tf1.placeholder_with_default(painted, (1, None, None, 3))
            names = [name for name in (content, *layers) if name != "pixels"]
            found = dict(zip(names, tf1.import_graph_def(
                definition, {"input:0": unit * (high - low) + low}, [name + ":0" for name in names], name="")))
            found["pixels"] = unit
            session = self.session = tf1.Session()
            kept = session.run(found[content], {unit: base / 255})
            loss = tf.reduce_sum(tf.square(found[content] - kept)) / (kept ** 2).sum()
            for name in layers:
                own = STATISTICS[statistic](found[name])
                wanted = session.run(own, {unit: picture(88, 120, 0.9, 0.5) / 255})
                if statistic == "sliced-wasserstein":
                    wanted = [resampled(wanted[0], session.run(own[0]).shape[1])]
                distance = sum(tf.reduce_sum(tf.square(a - b)) for a, b in zip(own, wanted))
                loss += ALPHA / len(layers) * distance / sum((b.astype(np.float64) ** 2).sum() for b in wanted)
            for difference in unit[:, 1:] - unit[:, :-1], unit[:, :, 1:] - unit[:, :, :-1]:
                loss += BETA * tf.reduce_mean(tf.square(difference))
            self.fetches = [loss, tf1.gradients(loss, self.numbers)[0]]

    def at(self, numbers):
        loss, gradient = self.session.run(self.fetches, {self.numbers: numbers.reshape(self.shape)})
        return float(loss), gradient.reshape(-1).astype(np.float64)

    def line(self, statistic):
        start = np.zeros(np.prod(self.shape))
        loss, gradient = self.at(start)
        # SciPy's first step is 1 long.
        unit = FIRST_STEP * np.sqrt(start.size)

        def scaled(numbers):
            value, slope = self.at(unit * numbers)
            return value, unit * slope

        _, least, _ = scipy.optimize.fmin_l_bfgs_b(scaled, start, m=MEMORY, maxiter=STEPS, factr=0, pgtol=0)
        samples = gradient[(2 * np.arange(200) + 1) * gradient.size // 400]
        figures = (loss, np.linalg.norm(gradient), least)
        return " | ".join([statistic] + [" ".join(f"{v:.7g}" for v in some) for some in (figures, samples)])


def main(models, output):
    for name, network in NETWORKS.items():
        if (models / name).exists():
            low, high, height, width = network[:4]
            header = (f"# scripts/reference/style.py, TensorFlow {tf.__version__}\n"
                      f"# height {height}, width {width}, range {low} {high}\n")
            lines = (Fit(models / name, *network, statistic).line(statistic) + "\n" for statistic in STATISTICS)
            (output / f"{name}.txt").write_text(header + "".join(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
