"""Writes three networks of torchvision as Keras has them, for the time of a gradient step: python keras_twins.py FOLDER."""

import os
import sys

import keras
from keras import layers


def resnet18():
    def convolution(x, channels, size, stride):
        x = layers.ZeroPadding2D(size // 2)(x) if size > 1 else x
        return layers.Conv2D(channels, size, stride)(x)

    def block(x, channels, stride):
        y = layers.ReLU()(convolution(x, channels, 3, stride))
        y = convolution(y, channels, 3, 1)
        x = convolution(x, channels, 1, stride) if stride > 1 else x
        return layers.ReLU()(layers.Add()([x, y]))

    image = x = keras.Input((224, 224, 3))
    x = layers.ReLU()(convolution(x, 64, 7, 2))
    x = layers.MaxPooling2D(3, 2)(layers.ZeroPadding2D(1)(x))
    for channels in (64, 128, 256, 512):
        x = block(x, channels, 1 if channels == 64 else 2)
        x = block(x, channels, 1)
    return keras.Model(image, layers.Dense(1000)(layers.GlobalAveragePooling2D()(x)))


def vgg11():
    image = x = keras.Input((224, 224, 3))
    for channels, count in ((64, 1), (128, 1), (256, 2), (512, 2), (512, 2)):
        for _ in range(count):
            x = layers.Conv2D(channels, 3, padding="same", activation="relu")(x)
        x = layers.MaxPooling2D(2)(x)
    x = layers.Flatten()(x)
    for units in (4096, 4096):
        x = layers.Dense(units, activation="relu")(x)
    return keras.Model(image, layers.Dense(1000)(x))


def mobilenet_v2():
    return keras.applications.MobileNetV2(weights=None, classifier_activation=None)


for make in (mobilenet_v2, resnet18, vgg11):
    make().export(os.path.join(sys.argv[1], make.__name__), verbose=False)
    print(make.__name__, flush=True)
