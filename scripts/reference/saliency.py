#!/usr/bin/env python3
"""Attributions of networks as TensorFlow in Python computes them, for attribution/ReferenceTest.

Every method is written here a second time, from its paper and with other means than the project's:
rectifiers are overridden by Python's registered gradients, and perturbed images go through one by
one. The image is the formula of image(), 8-bit, at the network's own size; the objective is the
logit of the likeliest class. All is per grey level, that is, with respect to the 8-bit pixels.

Each line of a file is: method | sum, norm, smallest, largest | the map at (2k + 1) size / 400,
rounded down, for k = 0..199. SmoothGrad and its kin, of the small networks only, are means of many
samples: theirs are other random numbers than the project's. RISE's masks are drawn by the project's
generator, Java's SplittableRandom, so that the map is the same. "integral" is what integrated
gradients approximate, by many more gradients.

Needs: tensorflow. Usage: saliency.py MODELS OUTPUT, both folders; networks that MODELS does not hold
are left out. The embedded network is in src/main/resources/org/gradiscope/model.
"""
import sys
from pathlib import Path

import numpy as np
import tensorflow as tf

from java_random import SplittableRandom

tf1 = tf.compat.v1

# side; input, logits, a layer; what the network takes for black and white
NETWORKS = {
    "mobilenet-v1-0.25-224": (224, "input:0", "MobilenetV1/Logits/SpatialSqueeze:0",
                              "MobilenetV1/MobilenetV1/Conv2d_11_pointwise/Relu6", -1, 1),
    "mobilenet-v2-1.0-224": (224, "input:0", "MobilenetV2/Logits/Reshape:0",
                             "MobilenetV2/expanded_conv_10/depthwise/Relu6", -1, 1),
    "cifar10-resnet8": (32, "input:0", "model_1/dense_1/BiasAdd:0",
                        "model_1/activation_4_1/Relu", 0, 255),
    "micropatterns": (64, "input:0", "logits:0", "conv6", -1, 1),
}
STEPS = 50
DENSE = 1000
SAMPLES = 20000
NOISE = 0.15
PROBABILITY = 0.5


@tf.RegisterGradient("GuidedRelu")
def guided_relu(op, gradient):
    return tf.where((gradient > 0) & (op.inputs[0] > 0), gradient, 0)


@tf.RegisterGradient("GuidedRelu6")
def guided_relu6(op, gradient):
    return tf.where((gradient > 0) & (op.inputs[0] > 0) & (op.inputs[0] < 6), gradient, 0)


@tf.RegisterGradient("Deconvnet")
def deconvnet(op, gradient):
    return tf.where(gradient > 0, gradient, 0)


class Network:
    """The network with its preprocessing; `rule` names the gradients of Relu and Relu6."""

    def __init__(self, path, feed, logits, layer, low, high, rule=None):
        definition = tf1.GraphDef()
        definition.ParseFromString((path / "frozen_graph.pb").read_bytes())
        for node in definition.node:
            if rule and node.op in rule:
                node.attr["_gradient_op_type"].s = rule[node.op].encode()
        with tf.Graph().as_default() as graph:
            self.pixels = tf1.placeholder(tf.float32, [None, None, None, 3])
            found = tf1.import_graph_def(definition, {feed: self.pixels / 255 * (high - low) + low},
                                         [logits, layer + ":0"], name="")
            self.logits, self.layer = found
            self.target = tf1.placeholder(tf.int32, [])
            score = tf.reduce_sum(self.logits[:, self.target])
            self.gradient, self.at_layer = tf1.gradients(score, [self.pixels, self.layer])
        self.session = tf1.Session(graph=graph)

    def run(self, fetches, image, target=0):
        return self.session.run(fetches, {self.pixels: image[None], self.target: target})

    def score(self, image, target):
        return self.run(self.logits, image).reshape(-1)[target]

    def slope(self, image, target):
        return self.run(self.gradient, image, target)[0]


def image(side):
    y, x, c = np.mgrid[:side, :side, :3]
    return ((7 * y + 13 * x + 29 * c + (y // 16 + x // 16) % 2 * 64) % 256).astype(np.float32)


def blurred(pixels):
    """By a Gaussian of a tenth of the side, cut off at three deviations, the rim repeated."""
    sigma = len(pixels) / 10
    radius = int(np.ceil(3 * sigma))
    kernel = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    for axis in (0, 1):
        padding = [(radius, radius) if a == axis else (0, 0) for a in range(3)]
        pixels = np.apply_along_axis(np.convolve, axis, np.pad(pixels, padding, "edge"),
                                     kernel / kernel.sum(), "valid")
    return pixels.astype(np.float32)


def between(baseline, pixels, place):
    return (baseline + place * (pixels - baseline)).astype(np.float32)


def averaged(network, pixels, baseline, ends, target, nodes):
    """Gradients averaged over the parts of 0..1 by Gauss and Legendre's rule, times the way."""
    mean = 0
    for start, length in zip(ends, np.diff(ends)):
        for t, w in zip(*np.polynomial.legendre.leggauss(nodes)):
            place = start + (t + 1) / 2 * length
            mean = mean + length * w / 2 * network.slope(between(baseline, pixels, place), target).astype(np.float64)
    return (pixels - baseline) * mean


def integrated(network, pixels, baseline, target):
    return averaged(network, pixels, baseline, [0, 1], target, STEPS)


def integral(network, pixels, baseline, target):
    """The closer to the baseline, the more gradients."""
    return averaged(network, pixels, baseline, np.linspace(0, 1, DENSE + 1) ** 2, target, 1)


def occluded(network, pixels, fill, window, stride, target):
    side = len(pixels)
    starts = list(range(0, side - window, stride)) + [side - window]
    whole = network.score(pixels, target)
    falls, counts = np.zeros((side, side)), np.zeros((side, side))
    for y in starts:
        for x in starts:
            covered = pixels.copy()
            covered[y:y + window, x:x + window] = fill[y:y + window, x:x + window]
            falls[y:y + window, x:x + window] += whole - network.score(covered, target)
            counts[y:y + window, x:x + window] += 1
    return falls / counts


def stretched(maps, side):
    """[h, w] or [h, w, c] to the side of the image."""
    return tf.image.resize(maps.reshape(*maps.shape[:2], -1), (side, side)).numpy().squeeze()


def activation_maps(network, pixels, target):
    a, g = (v[0].astype(np.float64) for v in network.run([network.layer, network.at_layer], pixels, target))
    yield "grad-cam", np.maximum((a * g.mean((0, 1))).sum(-1), 0)
    denominator = 2 * g ** 2 + a.sum((0, 1)) * g ** 3
    alpha = np.divide(g ** 2, denominator, out=np.zeros_like(g), where=denominator != 0)
    yield "grad-cam++", np.maximum((a * (alpha * np.maximum(g, 0)).sum((0, 1))).sum(-1), 0)
    yield "layer-cam", np.maximum((a * np.maximum(g, 0)).sum(-1), 0)


def score_cam(network, pixels, target):
    a = network.run(network.layer, pixels)[0]
    masks = [m for m in np.moveaxis(stretched(a, len(pixels)), -1, 0)]
    used = [k for k, m in enumerate(masks) if m.max() > m.min()]
    scores = [network.score(pixels * ((masks[k] - masks[k].min()) / np.ptp(masks[k]))[..., None], target)
              for k in used]
    weights = np.exp(scores - np.max(scores))
    weights /= weights.sum()
    return np.maximum(sum(w * a[..., k] for w, k in zip(weights, used)), 0)


def deterministic(arguments, side, pixels, target):
    plain = Network(*arguments)
    guided = Network(*arguments, rule={"Relu": "GuidedRelu", "Relu6": "GuidedRelu6"})
    backwards = Network(*arguments, rule={"Relu": "Deconvnet", "Relu6": "Deconvnet"})
    black, window, stride = np.zeros_like(pixels), side * 3 // 14, side * 5 // 28
    gradient, product = plain.slope(pixels, target), guided.slope(pixels, target)
    yield "gradient", gradient
    yield "guided-backprop", product
    yield "deconvnet", backwards.slope(pixels, target)
    yield "gradient-times-input", gradient * pixels
    yield f"integrated-gradients[baseline=black, steps={STEPS}]", integrated(plain, pixels, black, target)
    yield f"integrated-gradients[baseline=blur, steps={STEPS}]", integrated(plain, pixels, blurred(pixels), target)
    yield "integral[baseline=black]", integral(plain, pixels, black, target)
    for name, small in activation_maps(plain, pixels, target):
        yield name, stretched(small, side)
        if name == "grad-cam":
            yield "guided-grad-cam", product * stretched(small, side)[..., None]
    yield "score-cam", stretched(score_cam(plain, pixels, target), side)
    mean = np.broadcast_to(pixels.mean((0, 1)), pixels.shape)
    for name, fill in (("black", black), ("mean", mean)):
        yield (f"occlusion[window={window}, stride={stride}, fill={name}]",
               occluded(plain, pixels, fill, window, stride, target))
    masks, grid = (4000, 4) if side < 64 else (200, 7)
    yield (f"rise[masks={masks}, grid={grid}, probability={PROBABILITY}, seed=1]",
           rise(plain, pixels, target, masks, grid))


def noisy(network, pixels, target, random):
    """SmoothGrad, its square and VarGrad."""
    total, squares = 0, 0
    for _ in range(SAMPLES):
        noise = NOISE * 255 * random.standard_normal(pixels.shape)
        slope = network.slope((pixels + noise).astype(np.float32), target).astype(np.float64)
        total, squares = total + slope, squares + slope ** 2
    mean, square = total / SAMPLES, squares / SAMPLES
    yield "smoothgrad", mean
    yield "smoothgrad-squared", square
    yield "vargrad", square - mean ** 2


def rise(network, pixels, target, masks, grid):
    """As section 3.2 of the paper: enlarged beyond the image by a cell, cut out at random."""
    side = len(pixels)
    cell, total, source = -(-side // grid), 0, SplittableRandom(1)
    for _ in range(masks):
        random = source.split()
        cells = np.array([random.next_double() < PROBABILITY for _ in range(grid * grid)], np.float32)
        top, left = (int(random.next_double() * cell) for _ in range(2))
        mask = stretched(cells.reshape(grid, grid), (grid + 1) * cell)[top:top + side, left:left + side]
        total = total + network.score(pixels * mask[..., None], target) * mask
    return total / (masks * PROBABILITY)


def line(name, values):
    values = np.asarray(values, np.float64)
    flat = values.reshape(-1)
    samples = flat[(2 * np.arange(200) + 1) * flat.size // 400]
    figures = (flat.sum(), np.sqrt((flat ** 2).sum()), flat.min(), flat.max())
    return " | ".join([name] + [" ".join(f"{v:.7g}" for v in some) for some in (figures, samples)])


def main(models, output):
    for name, (side, feed, logits, layer, low, high) in NETWORKS.items():
        if not (models / name).exists():
            continue
        arguments = (models / name, feed, logits, layer, low, high)
        pixels = image(side)
        network = Network(*arguments)
        target = int(network.run(network.logits, pixels).argmax())
        maps = list(deterministic(arguments, side, pixels, target))
        if side < 100:
            maps += noisy(network, pixels, target, np.random.default_rng(1))
        header = (f"# scripts/reference/saliency.py, TensorFlow {tf.__version__}\n"
                  f"# side {side}, class {target}, layer {layer}, range {low} {high}\n")
        (output / f"{name}.txt").write_text(header + "".join(line(*m) + "\n" for m in maps))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
