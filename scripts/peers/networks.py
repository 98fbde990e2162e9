#!/usr/bin/env python3
"""Makes the networks of scripts/compare-peers, with random weights: only time counts.

    networks.py FOLDER PHOTOGRAPH

Writes into FOLDER, each with its gradiscope.yaml:

    mobilenet-v2        MobileNet v2 1.0 at 224x224 (Sandler et al. 2018), a frozen graph
    mobilenet-v2-any    the same weights for images of any size, for Deep Dream
    resnet-8            ResNet-8 at 32x32 (MLPerf Tiny), a frozen graph
    medium              Gradiscope's architecture of that name at 64x64, a frozen graph
    vgg-16              VGG-16 at 224x224 (Simonyan & Zisserman 2014), a frozen graph
    vgg-16-saved-model  the same weights as a SavedModel of TensorFlow 2
    photograph.jpg      the photograph as JPEG

All take -1..1 and give the logits. torch_networks.py has the same architectures in PyTorch.
"""

import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from PIL import Image
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

# Expansion, channels, repetitions and first stride of each group of blocks.
MOBILENET_V2 = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2),
                (6, 320, 1, 1)]
# Side of the kernel, channels, and whether the sides are halved.
MEDIUM = [(5, 16, True), (3, 32, True), (3, 64, False), (3, 64, True), (3, 96, False), (3, 128, True), (3, 128, False)]
VGG_16 = [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)]
DESCRIPTOR = """name: {name}
graph: {graph}
input:
  channels: rgb
  preset: tf
  {size}
"""


class BatchNormalization(layers.Layer):
    """One FusedBatchNormV3, as frozen graphs have it; Keras 3 takes it to pieces."""

    def build(self, shape):
        def weight(value):
            return self.add_weight(shape=(shape[-1],), initializer=value)
        self.gamma, self.beta, self.mean, self.variance = weight("ones"), weight("zeros"), weight("zeros"), weight("ones")

    def call(self, x, training=False):
        if training:
            mean, variance = tf.nn.moments(x, (0, 1, 2))
            self.mean.assign(mean)
            self.variance.assign(variance)
        return tf.compat.v1.nn.fused_batch_norm(
            x, self.gamma, self.beta, self.mean, self.variance, 1e-3, is_training=False)[0]


def convolution(x, channels, side, stride=1, activation="relu6"):
    """A convolution without bias, its batch normalization and its activation."""
    x = layers.Conv2D(channels, side, stride, "same", use_bias=False, kernel_initializer="he_normal")(x)
    x = BatchNormalization()(x)
    return layers.Activation(activation)(x) if activation else x


def mobilenet_block(x, expansion, channels, stride, name):
    y = convolution(x, expansion * x.shape[-1], 1) if expansion > 1 else x
    y = layers.DepthwiseConv2D(3, stride, "same", use_bias=False, depthwise_initializer="he_normal")(y)
    y = layers.Activation("relu6")(BatchNormalization()(y))
    y = convolution(y, channels, 1, activation=None)
    return layers.Add(name=name)([x, y]) if stride == 1 and x.shape[-1] == channels else y


def mobilenet_v2(side=224):
    """At 224x224, or at any size where side is None. Its layer "dream" is the last sum at a sixteenth of the size."""
    image = keras.Input((side, side, 3), name="image")
    x = convolution(image, 32, 3, 2)
    for expansion, channels, repetitions, stride in MOBILENET_V2:
        for i in range(repetitions):
            last = channels == 96 and i == repetitions - 1
            x = mobilenet_block(x, expansion, channels, stride if i == 0 else 1, "dream" if last else None)
    x = layers.GlobalAveragePooling2D()(convolution(x, 1280, 1))
    return keras.Model(image, layers.Dense(1000, name="logits")(x))


def resnet_8():
    image = keras.Input((32, 32, 3), name="image")
    x = convolution(image, 16, 3, activation="relu")
    for channels, stride in [(16, 1), (32, 2), (64, 2)]:
        y = convolution(x, channels, 3, stride, "relu")
        y = convolution(y, channels, 3, activation=None)
        shortcut = x if stride == 1 else layers.Conv2D(channels, 1, stride)(x)
        x = layers.Activation("relu")(layers.Add()([shortcut, y]))
    return keras.Model(image, layers.Dense(10, name="logits")(layers.GlobalAveragePooling2D()(x)))


def medium():
    x = image = keras.Input((64, 64, 3), name="image")
    for side, channels, halved in MEDIUM:
        x = layers.Conv2D(channels, side, 1, "same", activation="relu", kernel_initializer="he_normal")(x)
        x = layers.AveragePooling2D(2)(x) if halved else x
    return keras.Model(image, layers.Dense(12, name="logits")(layers.GlobalAveragePooling2D()(x)))


def vgg_16():
    x = image = keras.Input((224, 224, 3), name="image")
    for channels, repetitions in VGG_16:
        for _ in range(repetitions):
            # TensorFlow drops a bias of zeros, which no trained network has.
            x = layers.Conv2D(channels, 3, 1, "same", activation="relu", kernel_initializer="he_normal",
                              bias_initializer=keras.initializers.RandomNormal(stddev=0.05))(x)
        x = layers.MaxPooling2D()(x)
    x = layers.Flatten()(x)
    for _ in range(2):
        x = layers.Dense(4096, "relu", kernel_initializer="he_normal")(x)
    return keras.Model(image, layers.Dense(1000, name="logits")(x))


def with_moments(model):
    """Sets the moments of batch normalization to those of noise, so that activations neither vanish nor grow."""
    side = model.input_shape[1] or 224
    model(np.random.default_rng(1).uniform(-1, 1, (4, side, side, 3)).astype(np.float32), training=True)
    return model


def describe(folder, name, graph, model):
    side = model.input_shape[1]
    size = f"size: [{side}, {side}]" if side else "minimum-size: [32, 32]"
    with open(os.path.join(folder, "gradiscope.yaml"), "w") as file:
        file.write(DESCRIPTOR.format(name=name, graph=graph, size=size))


def write_frozen(root, name, model):
    folder = os.path.join(root, name)
    os.makedirs(folder, exist_ok=True)
    function = tf.function(lambda image: model(image, training=False))
    frozen = convert_variables_to_constants_v2(function.get_concrete_function(
        tf.TensorSpec(model.input_shape, tf.float32, name="image")))
    with open(os.path.join(folder, "frozen_graph.pb"), "wb") as file:
        file.write(frozen.graph.as_graph_def().SerializeToString())
    describe(folder, name, "frozen_graph.pb", model)


def write_saved_model(root, name, model):
    folder = os.path.join(root, name)
    os.makedirs(folder, exist_ok=True)
    model.export(os.path.join(folder, "saved_model"), verbose=False)
    describe(folder, name, "saved_model", model)


def main():
    root, photograph = sys.argv[1:]
    keras.utils.set_random_seed(1)
    Image.open(photograph).convert("RGB").save(os.path.join(root, "photograph.jpg"), quality=95)
    mobilenet = with_moments(mobilenet_v2(224))
    write_frozen(root, "mobilenet-v2", mobilenet)
    any_size = mobilenet_v2(None)
    any_size.set_weights(mobilenet.get_weights())
    write_frozen(root, "mobilenet-v2-any", any_size)
    write_frozen(root, "resnet-8", with_moments(resnet_8()))
    write_frozen(root, "medium", medium())
    vgg = vgg_16()
    write_frozen(root, "vgg-16", vgg)
    write_saved_model(root, "vgg-16-saved-model", vgg)


if __name__ == "__main__":
    main()
