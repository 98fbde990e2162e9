#!/usr/bin/env python3
"""Prints what real networks call real photographs, for KnownAnswersTest.

Each photograph's central square is resized bilinearly with antialiasing, as Gradiscope does, by
TensorFlow; the README of the models gives figures of Pillow's resize, which rounds to 8 bits. The
difference that this makes is largest for the dark rocket.jpg (0.58 with rounding, 0.46 without).

Needs: tensorflow, pillow. Usage: known_answers.py FOLDER, which holds models/ and images/.
"""
import sys
from pathlib import Path

import numpy as np
import tensorflow as tf
from PIL import Image

NETWORKS = {
    "mobilenet-v1-0.25-224": (224, "input:0", "MobilenetV1/Predictions/Reshape_1:0", -1, 1),
    "mobilenet-v2-1.0-224": (224, "input:0", "MobilenetV2/Predictions/Softmax:0", -1, 1),
    "cifar10-resnet8": (32, "input:0", "Identity:0", 0, 255),
}
PHOTOGRAPHS = ("chelsea_cat.png", "coffee.png", "grace_hopper.jpg", "rocket.jpg")


def session(path):
    definition = tf.compat.v1.GraphDef()
    definition.ParseFromString(path.read_bytes())
    graph = tf.Graph()
    with graph.as_default():
        tf.import_graph_def(definition, name="")
    return tf.compat.v1.Session(graph=graph)


def centre(path, side):
    image = Image.open(path).convert("RGB")
    edge = min(image.size)
    left, top = (image.width - edge) // 2, (image.height - edge) // 2
    square = np.asarray(image.crop((left, top, left + edge, top + edge)))
    return tf.image.resize(square, (side, side), antialias=True).numpy()


def main(folder):
    for name, (side, feed, fetch, low, high) in NETWORKS.items():
        model = folder / "models" / name
        labels = (model / "labels.txt").read_text().splitlines()
        run = session(model / "frozen_graph.pb").run
        for photograph in PHOTOGRAPHS:
            pixels = centre(folder / "images" / photograph, side) / 255 * (high - low) + low
            probabilities = run(fetch, {feed: pixels[None]})[0]
            best = int(probabilities.argmax())
            print(f"{name} | {photograph} | {labels[best]} | {probabilities[best]:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
