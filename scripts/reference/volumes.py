#!/usr/bin/env python3
"""Writes small networks of volumes, with what Python finds of them.

    python3 scripts/reference/volumes.py [FOLDER]

FOLDER is src/test/resources/org/gradiscope/engine/tf/volumes unless it is given. Needs the packages
tensorflow and keras (3); the files in the repository were made with tensorflow 2.21 and keras 3.15.

Weights come from a formula, so a second run gives the same. Each NAME.pb is a frozen graph; NAME.txt has
four lines: the shape of its input, the output, the gradient of sum over i of (i + 1) output[i], over all
of the output's numbers, with respect to the input, and Grad-CAM's map for output 0 of the layer "last",
before negative parts are cut off and it is stretched. The input is filled by x[i] = (37 i mod 101) / 101 (float32, i counts row by
row). unet-reflected.txt has the first three of the network unet for a volume of other sides than it takes: it is
continued at the end of each axis by its mirror image, and what comes out is cut back.
"""

import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

ROOT = os.path.join(os.path.dirname(__file__), "..", "..",
                    "src/test/resources/org/gradiscope/engine/tf/volumes")


def classifier(sides):
    """As for medical images: convolutions, pools, a batch normalization, classes."""
    image = keras.Input((*sides, 1))
    x = layers.Conv3D(4, 3, padding="same", activation="relu")(image)
    x = layers.MaxPooling3D((1, 2, 2))(x)
    x = layers.Conv3D(6, 3, strides=(1, 2, 2), padding="same")(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU(name="last")(x)
    x = layers.GlobalAveragePooling3D()(x)
    return keras.Model(image, layers.Dense(3, activation="softmax")(x))


def depth_last():
    """Height and width before the depth."""
    image = keras.Input((12, 12, 6, 1))
    x = layers.Conv3D(4, (3, 3, 2), padding="same", activation="relu")(image)
    x = layers.AveragePooling3D((2, 2, 1))(x)
    x = layers.Conv3D(5, (3, 3, 1), padding="valid", activation="relu", name="last")(x)
    x = layers.Flatten()(x)
    return keras.Model(image, layers.Dense(3)(x))


def unet():
    """Down and up again, by transposed convolution and by repetition; of any size."""
    image = keras.Input((None, None, None, 1))
    first = layers.Conv3D(4, 3, padding="same", activation="relu")(image)
    second = layers.Conv3D(6, 3, padding="same", activation="relu")(layers.MaxPooling3D(2)(first))
    third = layers.Conv3D(6, 3, padding="same", activation="elu")(layers.AveragePooling3D((1, 2, 2))(second))
    up = layers.Concatenate()([second, layers.UpSampling3D((1, 2, 2))(third)])
    up = layers.Conv3D(6, 3, padding="same")(up)
    up = layers.LeakyReLU(negative_slope=0.1)(up)
    up = layers.Conv3DTranspose(4, 2, strides=2, padding="same")(up)
    up = layers.ReLU(name="last")(layers.Concatenate()([first, up]))
    return keras.Model(image, layers.Conv3D(2, 1)(up))


def residual():
    """Padding of its own, layer normalization, a sum, and colours."""
    image = keras.Input((8, 8, 10, 3))
    x = layers.ZeroPadding3D(1)(image)
    x = layers.Conv3D(6, 3, activation="swish")(x)
    x = layers.LayerNormalization()(x)
    y = layers.Conv3D(6, 3, padding="same", dilation_rate=2, activation="relu")(x)
    y = layers.Cropping3D(((1, 1), (1, 0), (2, 1)))(layers.Add()([x, y]))
    y = layers.Conv3D(4, 3, padding="same", activation="relu", name="last")(y)
    y = layers.GlobalMaxPooling3D()(y)
    return keras.Model(image, layers.Dense(2)(y))


NETWORKS = {
    "classifier": (classifier((6, 16, 12)), (1, 6, 16, 12, 1)),
    "any-size": (classifier((None, None, None)), (1, 7, 14, 18, 1)),
    "depth-last": (depth_last(), (1, 12, 12, 6, 1)),
    "unet": (unet(), (1, 4, 8, 12, 1)),
    "residual": (residual(), (1, 8, 8, 10, 3)),
}


def fill(model):
    for n, weight in enumerate(model.weights):
        count = int(np.prod(weight.shape))
        values = (np.arange(count) * (29 + 2 * n) % 97) / 97 - 0.5
        if "variance" in weight.path:
            values = values + 1
        weight.assign(values.astype(np.float32).reshape(weight.shape))


def cam(model, image):
    """Selvaraju et al. 2016, of output 0, or of the sum of channel 0 of a volume that comes out."""
    activation = keras.Model(model.inputs, model.get_layer("last").output)(image)
    with tf.GradientTape() as tape:
        tape.watch(activation)
        value = tf.reduce_sum(behind(model, activation)[..., 0])
    gradient = tape.gradient(value, activation)
    weights = tf.reduce_mean(gradient, axis=[1, 2, 3], keepdims=True)
    return tf.reduce_sum(weights * activation, -1).numpy()


def behind(model, x):
    """The layers after the one called "last", which stand in a row; scores before the softmax."""
    names = [layer.name for layer in model.layers]
    for layer in model.layers[names.index("last") + 1:-1]:
        x = layer(x)
    last = model.layers[-1]
    return tf.matmul(x, last.kernel) + last.bias if isinstance(last, layers.Dense) else last(x)


def image_of(shape):
    count = int(np.prod(shape))
    return tf.constant(((np.arange(count) * 37 % 101).astype(np.float32) / np.float32(101)).reshape(shape))


def figures(function, x):
    """Output and gradient."""
    with tf.GradientTape() as tape:
        tape.watch(x)
        output = function(x)
        weights = tf.reshape(tf.range(1, tf.size(output) + 1, dtype=tf.float32), tf.shape(output))
        value = tf.reduce_sum(weights * output)
    return output.numpy(), tape.gradient(value, x).numpy()


def write(folder, name, *lines):
    with open(os.path.join(folder, name + ".txt"), "w") as file:
        for line in lines:
            file.write(" ".join(f"{v:.9g}" for v in np.ravel(line)) + "\n")


def reflected(folder, model):
    """Of 3 x 7 x 10 voxels, where it takes 4 x 8 x 12."""
    x = image_of((1, 3, 7, 10, 1))
    output, gradient = figures(lambda x: model(
        tf.pad(x, [[0, 0], [0, 1], [0, 1], [0, 2], [0, 0]], "REFLECT"))[:, :3, :7, :10], x)
    write(folder, "unet-reflected", x.shape, output, gradient)


def main(folder):
    os.makedirs(folder, exist_ok=True)
    for name, (model, shape) in NETWORKS.items():
        fill(model)
        x = image_of(shape)
        output, gradient = figures(lambda x, m=model: m(x, training=False), x)
        spec = tf.TensorSpec((None, *model.inputs[0].shape[1:]), tf.float32, name="image")
        function = tf.function(lambda image, m=model: m(image, training=False)).get_concrete_function(spec)
        frozen = convert_variables_to_constants_v2(function)
        with open(os.path.join(folder, name + ".pb"), "wb") as file:
            file.write(frozen.graph.as_graph_def().SerializeToString())
        write(folder, name, shape, output, gradient, cam(model, x))
        print(name, model.count_params(), sorted({n.op for n in frozen.graph.as_graph_def().node}))
    reflected(folder, NETWORKS["unet"][0])


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else ROOT)
