#!/usr/bin/env python3
"""The loss around an image as numpy over TensorFlow's scores has it, for attack/surface/SurfaceReferenceTest.

The plane is that of the sign of the gradient and of signs at a right angle to it: those of the gradient, every
second one of them turned round. It has 9 x 9 points up to epsilon either way. "space" counts how many of k
directions at right angles fool, each along the gradient as far as k can go (Tramer et al. 2017), by a random
frame of this script's own, so that only figures that no frame decides can agree.

Needs: tensorflow, pillow. Usage: loss_surface.py MODELS IMAGES OUTPUT, all folders.
"""
import sys
from pathlib import Path

import numpy as np
import tensorflow as tf

from adversarial import Network, photograph
from saliency import NETWORKS

NAME, PHOTO, SIDE, BLOCK = "cifar10-resnet8", "chelsea_cat.png", 32, 9
EPSILON = 8
# At 8 levels, 128 of 128 directions fool.
NEAR = 0.25
POINTS = 9


def cut(image):
    return np.clip(image, 0, 255).astype(np.float32)


def turned(signs):
    """At a right angle to the signs."""
    flat = signs.flatten()
    where = np.flatnonzero(flat)
    other = np.ones_like(flat)
    other[where] = flat[where] * np.where(np.arange(len(where)) % 2 == 0, 1, -1)
    if len(where) % 2:
        other[where[-1]] = 0
    return other.reshape(signs.shape)


def boundary(network, image, label, direction, end, steps=200):
    for n in range(1, steps + 1):
        if network.scores(cut(image + direction * end * n / steps)).argmax() != label:
            low, high = end * (n - 1) / steps, end * n / steps
            for _ in range(12):
                middle = (low + high) / 2
                fools = network.scores(cut(image + direction * middle)).argmax() != label
                low, high = (low, middle) if fools else (middle, high)
            return high
    return float("nan")


def space(network, image, label, gradient, k, epsilon):
    """How many of k directions fool."""
    rng = np.random.default_rng(k)
    unit = gradient.flatten().astype(np.float64) / np.linalg.norm(gradient)
    frame = rng.standard_normal((unit.size, k))
    frame[:, 0] = unit
    frame, _ = np.linalg.qr(frame)
    frame[:, 0] *= np.sign(frame[:, 0] @ unit)
    # Columns of an orthogonal matrix whose first row is 1/sqrt(k).
    mixed = rng.standard_normal((k, k))
    mixed[:, 0] = 1
    mixed, _ = np.linalg.qr(mixed)
    mixed[:, 0] = 1 / np.sqrt(k)
    directions = frame @ mixed.T * epsilon * np.sqrt(unit.size)
    assert np.allclose(unit @ directions, epsilon * np.sqrt(unit.size) / np.sqrt(k))
    return sum(network.scores(cut(image + directions[:, i].reshape(image.shape))).argmax() != label
               for i in range(k))


def main(models, images, output):
    size, feed, logits, _, low, high = NETWORKS[NAME]
    network = Network(models / NAME, size, feed, logits, low, high)
    image = photograph(images / PHOTO, SIDE, BLOCK)
    label = int(network.scores(image).argmax())
    clean, gradient = network.cross_entropy(image, label)
    signs = np.sign(gradient)
    other = turned(signs)
    lines = [f"# scripts/reference/loss_surface.py, TensorFlow {tf.__version__}",
             f"# network {NAME}, image {PHOTO}, side {SIDE}, block {BLOCK}, epsilon {EPSILON}, of the space {NEAR}",
             f"clean {label} {clean:.6g}"]
    places = np.linspace(-EPSILON, EPSILON, POINTS)
    for b in places:
        points = [cut(image + a * signs + b * other) for a in places]
        lines.append("loss " + " ".join(f"{network.cross_entropy(point, label)[0]:.6g}" for point in points))
        lines.append("class " + " ".join(str(network.scores(point).argmax()) for point in points))
    for name, direction, end in (("across", signs, EPSILON), ("across-back", signs, -EPSILON),
                                 ("down", other, EPSILON), ("down-back", other, -EPSILON)):
        lines.append(f"boundary {name} {abs(boundary(network, image, label, direction, end)):.5g}")
    for k in (1, 4, 8, 12, 16, 20, 24, 32, 48, 64):
        lines.append(f"space {k} {space(network, image, label, gradient, k, NEAR)}")
    (output / f"{NAME}-{Path(PHOTO).stem}.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
