#!/usr/bin/env python3
"""Makes up ten days of people's lives, and trains a small LSTM to tell how their weight changes.

    python3 scripts/train-sleep.py [FOLDER]

FOLDER is src/test/resources/org/gradiscope/sleep unless it is given. Needs the packages tensorflow and
keras (3). Nobody was measured: each person has three numbers a day,

    0  bedtime, in hours (24 is midnight), 20 to 28
    1  steps, in thousands, 0 to 20
    2  weight in the morning, in kg, 50 to 110

and the rule is known: going to bed an hour earlier takes 1 kg off in ten days, the first days counting
more than the last; 5000 steps more take 1 kg off; the weight itself has no part in it. The change, with
a little chance, is told in four classes. The network is a SavedModel that takes series of any length,
[people, days, features]. Beside it lie gradiscope.yaml and random.txt, the ten days of somebody who
gains weight, a line for each feature.
"""

import os
import shutil
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np

DAYS = 10
LOW = np.array([20, 0, 50], np.float32)
HIGH = np.array([28, 20, 110], np.float32)
CLASSES = ["-4 kg", "-2 kg", "0 kg", "+2 kg"]
CHANGES = np.array([-4, -2, 0, 2], np.float32)
EDGES = [-3, -1, 1]
WIDTH = 0.7
ROOT = os.path.join(os.path.dirname(__file__), "..", "src/test/resources/org/gradiscope/sleep")


def people(count, random):
    """Days that have little to do with each other, around habits that differ and end one day or other."""
    days = np.arange(DAYS)[None, :, None]
    first, then = random.uniform(LOW, HIGH, (2, count, 1, 3))
    habit = np.where(days < random.integers(1, 2 * DAYS, (count, 1, 1)), first, then)
    habit[:, :, 2] = first[:, :, 2]
    daily = random.normal(0, 1, (count, DAYS, 3)) * np.array([1.5, 4, 0.4])
    return np.clip(habit + daily, LOW, HIGH).astype(np.float32)


def change(series):
    """In kg over the ten days; the first day counts three times as much as the last."""
    days = np.linspace(1.5, 0.5, DAYS)
    days /= days.sum()
    bed = (series[:, :, 0] * days).sum(1)
    steps = series[:, :, 1].mean(1)
    return (bed - 23.8) - (steps - 9) / 5


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else ROOT
    random = np.random.default_rng(11)
    keras.utils.set_random_seed(11)
    series = people(20000, random)
    told = change(series) + random.normal(0, 0.2, len(series))
    classes = np.digitize(told, EDGES)
    layers = keras.layers
    days = keras.Input((None, 3), name="days")
    scaled = layers.Rescaling(2 / (HIGH - LOW), -1 - 2 * LOW / (HIGH - LOW), name="scaled")(days)
    kilograms = layers.Dense(1, name="kilograms")(layers.LSTM(16, name="days_lived")(scaled))
    regression = keras.Model(days, kilograms)
    regression.compile(keras.optimizers.Adam(0.01), "mse")
    regression.fit(series[2000:], told[2000:], batch_size=128, epochs=8, verbose=0)
    regression.optimizer.learning_rate = 0.002
    regression.fit(series[2000:], told[2000:], batch_size=128, epochs=6, verbose=0)
    # The class is the nearest of four changes, each with a normal error of the same width.
    scores = layers.Dense(len(CLASSES), name="change")
    model = keras.Model(days, layers.Softmax(name="probability")(scores(kilograms)))
    scores.set_weights([CHANGES[None] / WIDTH ** 2, -CHANGES ** 2 / 2 / WIDTH ** 2])
    seen = model.predict(series[:2000], verbose=0).argmax(1)
    print("accuracy on people not seen:", (seen == classes[:2000]).mean())
    shutil.rmtree(folder, ignore_errors=True)
    model.export(folder, verbose=False)
    shutil.rmtree(os.path.join(folder, "assets"))
    os.remove(os.path.join(folder, "fingerprint.pb"))
    late = series[:2000][classes[:2000] == len(CLASSES) - 1][0]
    np.savetxt(os.path.join(folder, "random.txt"), late.T, "%.2f")
    with open(os.path.join(folder, "gradiscope.yaml"), "w") as file:
        file.write("name: sleep\ninput:\n  range: [0, 110]\n  axes: bxy\nlabels: [%s]\n" %
                   ", ".join('"%s"' % name for name in CLASSES))
    print(folder)


if __name__ == "__main__":
    main()
