#!/usr/bin/env python3
"""A saliency map with TensorFlow for Python, as a script of a user's own: tensorflow_map.py NETWORK PHOTOGRAPH MAP

NETWORK is a folder of networks.py. The map is the gradient of the largest logit with respect to the photograph's own
pixels, summed over channels, in a TIFF file of 32 bits.
"""

import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf
from PIL import Image


def scaled(image):
    return tf.image.resize(image, (224, 224)) / 127.5 - 1


def frozen_gradient(file, image):
    definition = tf.compat.v1.GraphDef()
    with open(file, "rb") as content:
        definition.ParseFromString(content.read())
    logits = next(node.name for node in reversed(definition.node) if node.op == "BiasAdd")
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        pixels = tf.compat.v1.placeholder(tf.float32, image.shape)
        output, = tf.import_graph_def(definition, {"image": scaled(pixels)}, [logits + ":0"], name="")
        return session.run(tf.gradients(tf.reduce_max(output), pixels)[0], {pixels: image})


def saved_gradient(folder, image):
    model = tf.saved_model.load(folder)
    network = model.signatures["serving_default"]
    pixels = tf.constant(image)
    with tf.GradientTape() as tape:
        tape.watch(pixels)
        largest = tf.reduce_max(list(network(scaled(pixels)).values())[0])
    return tape.gradient(largest, pixels).numpy()


def main():
    folder, photograph, result = sys.argv[1:]
    image = np.asarray(Image.open(photograph), np.float32)[np.newaxis]
    frozen = os.path.join(folder, "frozen_graph.pb")
    if os.path.exists(frozen):
        gradient = frozen_gradient(frozen, image)
    else:
        gradient = saved_gradient(os.path.join(folder, "saved_model"), image)
    Image.fromarray(gradient[0].sum(-1)).save(result)


if __name__ == "__main__":
    main()
