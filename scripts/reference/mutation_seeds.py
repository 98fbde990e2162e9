#!/usr/bin/env python3
"""Writes the small networks of Keras of which MutationTest makes broken ones: tiny.keras and tiny.h5.

    python3 scripts/reference/mutation_seeds.py [FOLDER]

FOLDER is src/test/resources/org/gradiscope/safety/keras unless it is given. Needs the packages tensorflow and keras (3);
the files in the repository were made with tensorflow 2.21 and keras 3.15. Their weights are drawn, and matter to no test.
"""

import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras


def network():
    image = keras.Input((8, 8, 1), name="image")
    x = keras.layers.Conv2D(2, 3, padding="same", activation="relu", name="conv")(image)
    x = keras.layers.BatchNormalization(name="normalized")(x)
    x = keras.layers.Concatenate(name="both")([x, keras.layers.MaxPooling2D(3, 1, "same", name="largest")(x)])
    x = keras.layers.GlobalAveragePooling2D(name="average")(x)
    return keras.Model(image, keras.layers.Dense(3, name="scores")(x), name="tiny")


ROOT = os.path.join(os.path.dirname(__file__), "..", "..", "src/test/resources/org/gradiscope/safety/keras")


def main(folder=ROOT):
    keras.utils.set_random_seed(1)
    tiny = network()
    os.makedirs(folder, exist_ok=True)
    tiny.save(os.path.join(folder, "tiny.keras"))
    tiny.save(os.path.join(folder, "tiny.h5"))


if __name__ == "__main__":
    main(*sys.argv[1:])
