#!/usr/bin/env python3
"""Patches on images as TensorFlow places them and takes the gradient back, for attack/patch/PatchReferenceTest.

Image, patch and alpha are made by formulas of whole numbers, which the test has too. A line is of one placement: centre (y, x), scale,
angle in radians, contrast, brightness | log-probability of a class | its gradient with respect to the patch's values, all with the patch's
light, in grey levels of 0..255, cut to the range. Places are held against TensorFlow's own projective transform.

Needs: tensorflow. Usage: patch.py MODELS OUTPUT; networks that MODELS does not hold are left out. The embedded network is in
src/main/resources/org/gradiscope/model.
"""
import math
import sys
from pathlib import Path

import numpy as np
import tensorflow as tf

from adversarial import Network
from saliency import NETWORKS

tf1 = tf.compat.v1

# network, side of the image, class
CASES = [("micropatterns", 64, 9), ("cifar10-resnet8", 32, 3)]
HEIGHT, WIDTH = 9, 7
# As fractions of the image's side: centre; then scale, angle, contrast, brightness.
PLACEMENTS = [(0.5, 0.5, 1, 0, 1, 0), (0.3, 0.6, 1.4, 0.35, 1, 0), (0.62, 0.28, 2.1, -1.2, 0.9, 0.05),
              (0.05, 0.9, 1.7, 2.5, 1.1, -0.04), (0.44, 0.51, 0.8, 0.1, 0.7, 0.2)]


def picture(height, width, a, b, c):
    y, x, k = np.mgrid[:height, :width, :3]
    return ((a * x + b * y + c * k + x * y) % 256).astype(np.float32)


def alpha():
    """A disc, with a pixel of half the strength."""
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    disc = (4 * ((2 * y - HEIGHT + 1) ** 2 * WIDTH ** 2 + (2 * x - WIDTH + 1) ** 2 * HEIGHT ** 2)
            <= 4 * HEIGHT ** 2 * WIDTH ** 2).astype(np.float32)
    disc[4, 3] = 0.5
    return disc[..., None]


def transform(side, centre_y, centre_x, scale, angle):
    """From a position (x, y) of the image to one of the patch."""
    cos, sin = math.cos(angle) / scale, math.sin(angle) / scale
    return [cos, sin, (WIDTH - 1) / 2 - cos * centre_x - sin * centre_y,
            -sin, cos, (HEIGHT - 1) / 2 + sin * centre_x - cos * centre_y, 0, 0]


def transformed(what, side, numbers):
    """By TensorFlow's own operation; its gradient is the inverse transform, which is not the adjoint."""
    return tf.raw_ops.ImageProjectiveTransformV3(
        images=what[None], transforms=tf.constant([transform(side, *numbers[:4])], tf.float32),
        output_shape=[side, side], fill_value=0.0, interpolation="BILINEAR", fill_mode="CONSTANT")[0]


def placed(what, side, numbers):
    """By gathering the four pixels around each position, of which TensorFlow has the exact gradient."""
    a = transform(side, *numbers[:4])
    y, x = np.mgrid[:side, :side].astype(np.float64)
    v, u = a[3] * x + a[4] * y + a[5], a[0] * x + a[1] * y + a[2]
    total = 0
    for i in (np.floor(v), np.floor(v) + 1):
        for j in (np.floor(u), np.floor(u) + 1):
            inside = (i >= 0) & (i < HEIGHT) & (j >= 0) & (j < WIDTH)
            weights = np.where(inside, (1 - abs(v - i)) * (1 - abs(u - j)), 0).astype(np.float32)
            at = np.stack([np.clip(i, 0, HEIGHT - 1), np.clip(j, 0, WIDTH - 1)], -1).astype(np.int32)
            total += tf.gather_nd(what, at) * weights[..., None]
    np.testing.assert_allclose(total, transformed(what, side, numbers), atol=0.02)
    return total


def gradient(network, side, label, numbers):
    image, patch = picture(side, side, 7, 13, 41), picture(HEIGHT, WIDTH, 29, 53, 83)
    contrast, brightness = numbers[4:]
    with tf.GradientTape() as tape:
        values = tf.constant(patch)
        tape.watch(values)
        light = contrast * (values - 127.5) + 127.5 + 255 * brightness
        seen = (1 - placed(tf.constant(alpha()), side, numbers)) * image + placed(light * alpha(), side, numbers)
        seen = tf.clip_by_value(seen, 0, 255)
    loss, slope = network.cross_entropy(seen.numpy(), label)
    return -loss, tape.gradient(seen, values, output_gradients=tf.constant(-slope)).numpy().ravel()


def main(models, output):
    for name, side, label in CASES:
        if not (models / name).exists():
            continue
        _, feed, logits, _, low, high = NETWORKS[name]
        network = Network(models / name, side, feed, logits, low, high)
        lines = [f"# scripts/reference/patch.py, TensorFlow {tf.__version__}", f"{side} {label} {low} {high}"]
        for y, x, *others in PLACEMENTS:
            numbers = (y * side, x * side, *others)
            loss, slope = gradient(network, side, label, numbers)
            lines.append(" | ".join([" ".join(f"{n:.9g}" for n in numbers), f"{loss:.7g}",
                                     " ".join(f"{g:.6g}" for g in slope)]))
        (output / f"{name}.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
