#!/usr/bin/env python3
"""Prints layer-wise relevance propagation, for RelevanceReferenceTest.

Written from the papers, apart from the engine: each network is put together by hand as a tree of layers
with the numbers of its frozen graph, batch normalisations folded by arithmetic, in float64; every layer
has a forward and a backward of its own, and transposed convolutions are spelt out.

Each line: network | rule | class | logit | relevance of all pixels | the map, its channels added and
the sums of blocks of it, as millionths of the sum of its absolute values.

Needs: tensorflow. Usage: relevance.py FOLDER..., which hold the networks; one that none holds is left out.
The embedded network is in src/main/resources/org/gradiscope/model.
"""
import sys
from pathlib import Path

import numpy as np
import tensorflow as tf

EPSILON = 1e-6
GAMMA = 0.25


def over(relevance, z, rule):
    if rule == "zero":
        return np.divide(relevance, z, out=np.zeros_like(z), where=z != 0)
    return relevance / (z + EPSILON * np.where(z < 0, -1, 1))


class Weighted:
    """z = w x + b, a convolution, one per channel, or a matrix."""

    def __init__(self, w, b, stride=1, kind="full", bounds=None):
        self.w, self.b, self.stride, self.kind, self.bounds = w, b, stride, kind, bounds

    def apply(self, x, w):
        if self.kind == "dense":
            return x @ w
        steps = [1, self.stride, self.stride, 1]
        if self.kind == "depthwise":
            return tf.nn.depthwise_conv2d(x, w, steps, "SAME").numpy()
        return tf.nn.conv2d(x, w, steps, "SAME").numpy()

    def transposed(self, s, w):
        if self.kind == "dense":
            return s @ w.T
        steps = [1, self.stride, self.stride, 1]
        if self.kind == "depthwise":
            return tf.nn.depthwise_conv2d_backprop_input(self.x.shape, w, s, steps, "SAME").numpy()
        return tf.nn.conv2d_transpose(s, w, self.x.shape, steps, "SAME").numpy()

    def forward(self, x):
        self.x = x
        self.z = self.apply(x, self.w) + self.b
        return self.z

    def is_dense(self):
        return self.kind == "dense" or self.x.shape[1:3] == (1, 1)

    def backward(self, r, rule):
        if rule == "composite":
            rule = "box" if self.bounds else "epsilon" if self.is_dense() else "gamma"
        return getattr(self, rule)(r)

    def share(self, r, terms, bias, rule=""):
        s = over(r, sum(self.apply(x, w) for x, w in terms) + bias, rule)
        return sum(x * self.transposed(s, w) for x, w in terms)

    def zero(self, r):
        return self.share(r, [(self.x, self.w)], self.b, "zero")

    def epsilon(self, r):
        return self.share(r, [(self.x, self.w)], self.b)

    def alpha1beta0(self, r):
        terms = [(np.maximum(self.x, 0), np.maximum(self.w, 0)),
                 (np.minimum(self.x, 0), np.minimum(self.w, 0))]
        return self.share(r, terms, np.maximum(self.b, 0))

    def gamma(self, r):
        def favoured(v, of):
            return v + GAMMA * of(v, 0)

        high, low = np.maximum(self.x, 0), np.minimum(self.x, 0)
        up, down = favoured(self.w, np.maximum), favoured(self.w, np.minimum)
        return (self.share(np.where(self.z > 0, r, 0), [(high, up), (low, down)],
                           favoured(self.b, np.maximum))
                + self.share(np.where(self.z < 0, r, 0), [(high, down), (low, up)],
                             favoured(self.b, np.minimum)))

    def box(self, r):
        low, high = (np.full_like(self.x, bound) for bound in self.bounds)
        return self.share(r, [(self.x, self.w), (low, -np.maximum(self.w, 0)),
                              (high, -np.minimum(self.w, 0))], 0)


class Rectifier:
    def __init__(self, most=np.inf):
        self.most = most

    def forward(self, x):
        return np.clip(x, 0, self.most)

    def backward(self, r, rule):
        return r


class GlobalMean:
    """Keeps its axes."""

    def forward(self, x):
        self.x = x
        return x.mean((1, 2), keepdims=True)

    def backward(self, r, rule):
        mean = self.x.mean((1, 2), keepdims=True)
        return self.x / self.x.shape[1] / self.x.shape[2] * over(r, mean, rule)


class HalfMean:
    """Of squares of two by two."""

    def forward(self, x):
        self.x = x
        n, height, width, channels = x.shape
        return x.reshape(n, height // 2, 2, width // 2, 2, channels).mean((2, 4))

    def backward(self, r, rule):
        return self.x / 4 * over(r, self.forward(self.x), rule).repeat(2, 1).repeat(2, 2)


class Flat:
    def forward(self, x):
        self.shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, r, rule):
        return r.reshape(self.shape)


class Chain:
    def __init__(self, *layers):
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, r, rule):
        for layer in reversed(self.layers):
            r = layer.backward(r, rule)
        return r


class Sum:
    def __init__(self, *branches):
        self.branches = branches

    def forward(self, x):
        self.terms = [branch.forward(x) for branch in self.branches]
        return sum(self.terms)

    def backward(self, r, rule):
        s = over(r, sum(self.terms), rule)
        return sum(b.backward(t * s, rule) for b, t in zip(self.branches, self.terms))


class Numbers:
    """The constants of a frozen graph, and what is computed of them alone."""

    def __init__(self, path):
        definition = tf.compat.v1.GraphDef()
        definition.ParseFromString(path.read_bytes())
        graph = tf.Graph()
        with graph.as_default():
            tf.import_graph_def(definition, name="")
        self.run = tf.compat.v1.Session(graph=graph).run

    def __call__(self, name):
        return self.run(name + ":0").astype(np.float64)


def mobilenet_v1(numbers):
    def layer(name, stride, kind, weights, bounds=None):
        norm = f"MobilenetV1/MobilenetV1/{name}/BatchNorm/batchnorm/"
        factor, w = numbers(norm + "mul"), numbers(f"MobilenetV1/{name}/{weights}")
        factor = factor.reshape(w.shape[2:]) if kind == "depthwise" else factor
        return [Weighted(w * factor, numbers(norm + "sub"), stride, kind, bounds), Rectifier(6)]

    layers = layer("Conv2d_0", 2, "full", "weights", (-1, 1))
    for i, stride in enumerate((1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1), 1):
        layers += layer(f"Conv2d_{i}_depthwise", stride, "depthwise", "depthwise_weights")
        layers += layer(f"Conv2d_{i}_pointwise", 1, "full", "weights")
    last = "MobilenetV1/Logits/Conv2d_1c_1x1/"
    return Chain(*layers, GlobalMean(), Weighted(numbers(last + "weights"), numbers(
        last + "biases")), Flat())


def mobilenet_v2(numbers):
    def layer(name, stride=1, kind="full", most=6, bounds=None):
        scope = f"MobilenetV2/{name}/"
        operation = "depthwise" if kind == "depthwise" else "Conv2D"
        bias = numbers(numbers.biases[scope + operation])
        weighted = Weighted(numbers(scope + "weights"), bias, stride, kind, bounds)
        return [weighted, Rectifier(most)] if most else [weighted]

    layers = layer("Conv", 2, bounds=(-1, 1))
    strides = (1, 2, 1, 2, 1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1)
    summed = (2, 4, 5, 7, 8, 9, 11, 12, 14, 15)
    for i, stride in enumerate(strides):
        name = f"expanded_conv_{i}" if i else "expanded_conv"
        body = (layer(f"{name}/expand") if i else []) + layer(
            f"{name}/depthwise", stride, "depthwise") + layer(f"{name}/project", most=None)
        layers.append(Sum(Chain(*body), Chain()) if i in summed else Chain(*body))
    return Chain(*layers, *layer("Conv_1"), GlobalMean(), *layer("Logits/Conv2d_1c_1x1", most=None),
                 Flat())


def resnet8(numbers):
    def bare(i, stride=1):
        name = f"model_1/conv2d_{i}/"
        return Weighted(numbers(name + "convolution/ReadVariableOp"), numbers(name + "Squeeze"),
                        stride)

    def normed(i, norm, stride=1, bounds=None):
        name = f"model_1/batch_normalization_{norm}/batchnorm/"
        plain, factor = bare(i), numbers(name + "mul").ravel()
        return Weighted(plain.w * factor, plain.b * factor + numbers(name + "sub").ravel(), stride,
                        bounds=bounds)

    def block(first, second, norms, stride, *shortcut):
        body = Chain(normed(first, norms[0], stride), Rectifier(), normed(second, norms[1]))
        return Chain(Sum(Chain(*shortcut), body), Rectifier())

    return Chain(normed("1", "1", bounds=(0, 255)), Rectifier(), block("1_2", "2_1", (
        "1_2", "2_1"), 1), block("3_1", "4_1", ("3_1", "4_1"), 2, bare("5_1", 2)), block(
            "6_1", "7_1", ("5_1", "6_1"), 2, bare("8_1", 2)), GlobalMean(), Flat(), Weighted(numbers(
                "model_1/dense_1/Cast/ReadVariableOp"), numbers(
                    "model_1/dense_1/BiasAdd/ReadVariableOp"), kind="dense"))


def micropatterns(numbers):
    layers = []
    for i in range(1, 8):
        layers += [Weighted(numbers(f"conv{i}.kernel"), numbers(f"conv{i}.bias"),
                            bounds=(-1, 1) if i == 1 else None), Rectifier()]
        if i in (1, 2, 4, 6):
            layers.append(HalfMean())
    return Chain(*layers, GlobalMean(), Flat(), Weighted(numbers("dense.kernel"), numbers(
        "dense.bias"), kind="dense"))


NETWORKS = {
    "micropatterns": (micropatterns, 32, -1, 1, 4),
    "mobilenet-v1-0.25-224": (mobilenet_v1, 224, -1, 1, 16),
    "mobilenet-v2-1.0-224": (mobilenet_v2, 224, -1, 1, 16),
    "cifar10-resnet8": (resnet8, 32, 0, 255, 4),
}


def picture(side):
    y, x, c = np.meshgrid(np.arange(side), np.arange(side), np.arange(3), indexing="ij")
    return ((7 * y + 13 * x + 29 * c + (y // 16 + x // 16) % 2 * 64) % 256)[None].astype(np.float64)


def biases(path):
    """Pairs of an operation and the constant that is added to what it gives."""
    definition = tf.compat.v1.GraphDef()
    definition.ParseFromString(path.read_bytes())
    return [tuple(node.input) for node in definition.node if node.op == "BiasAdd"]


def main(folders):
    for name, (build, side, low, high, block) in NETWORKS.items():
        path = next((p for p in (folder / name / "frozen_graph.pb" for folder in folders) if p.exists()), None)
        if path is None:
            continue
        numbers = Numbers(path)
        numbers.biases = dict(biases(path))
        network = build(numbers)
        logits = network.forward(picture(side) / 255 * (high - low) + low)[0]
        best = int(logits.argmax())
        start = np.zeros((1, len(logits)))
        start[0, best] = logits[best]
        for rule in ("zero", "epsilon", "gamma", "alpha1beta0", "composite"):
            relevance = network.backward(start, rule)[0].sum(-1)
            blocks = relevance.reshape(side // block, block, side // block, block).sum((1, 3))
            shares = np.rint(blocks / np.abs(blocks).sum() * 1e6).astype(int)
            print(name, rule, best, f"{logits[best]:.6f}", f"{relevance.sum():.6g}",
                  " ".join(map(str, shares.ravel())), sep=" | ")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
