#!/usr/bin/env python3
"""Testing with concept activation vectors as its authors define it (Kim et al. 2018, the package tcav), for
ConceptReferenceTest.

    concepts.py FILE

As cav.py, tcav.py and utils.py of tcav: a linear model parts the concept's activations from random ones (their
"logistic", scikit-learn's LogisticRegression with its usual C of 1); its coefficients are the vector; the score is the
share of the class's images whose derivative along it is over 0; scipy's ttest_ind compares the scores of the concept
with those of random sets. Activations are divided by the root mean square distance from their mean, and the last third
of each kind is held out for the accuracy.

FILE gets lines of numbers: how many examples, random images, images of the class, channels, sets and images of a set;
the activations of the examples, of the random images, and the derivatives, each a line; for each set three lines of
indices; then for each set of the concept, and then for each of the random ones, a line of the unit vector, the number
of held-out examples that are right, and the score; last t, p.

Needs: numpy, scikit-learn, scipy.
"""

import sys

import numpy as np
from scipy.stats import ttest_ind
from sklearn.linear_model import LogisticRegression


def line(values):
    return " ".join(f"{float(value):.17g}" for value in np.ravel(values)) + "\n"


def separator(first, second, slopes):
    held = max(1, len(first) // 3)
    used = len(first) - held
    x = np.concatenate([first[:used], second[:used]])
    scale = np.sqrt(((x - x.mean(0)) ** 2).sum(1).mean())
    y = np.repeat([1, 0], used)
    model = LogisticRegression(C=1, tol=1e-13, solver="newton-cholesky", max_iter=1000).fit(x / scale, y)
    right = (model.predict(first[used:] / scale) == 1).sum() + (model.predict(second[used:] / scale) == 0).sum()
    vector = model.coef_[0] / np.linalg.norm(model.coef_[0])
    return vector, right, (slopes @ vector > 0).mean()


def main():
    random = np.random.default_rng(11)
    examples, others, images, channels, sets, count = 14, 40, 33, 7, 6, 12
    concept = random.exponential(1, (examples, channels)) * 3 + np.arange(channels) / 4
    noise = random.exponential(1, (others, channels)) * 3
    slopes = random.normal(0.1, 1, (images, channels)) + np.linspace(-0.3, 0.8, channels)
    text = line([examples, others, images, channels, sets, count])
    text += line(concept) + line(noise) + line(slopes)
    draws = []
    for _ in range(sets):
        order = random.permutation(others)
        draws.append((random.permutation(examples)[:count], order[:count], order[count : 2 * count]))
    text += "".join(line(indices) for draw in draws for indices in draw)
    found = [
        [separator(concept[a], noise[b], slopes) for a, b, _ in draws],
        [separator(noise[c], noise[b], slopes) for _, b, c in draws],
    ]
    for kind in found:
        for vector, right, score in kind:
            text += line([*vector, right, score])
    text += line(ttest_ind([one[2] for one in found[0]], [one[2] for one in found[1]]))
    with open(sys.argv[1], "w", encoding="ascii") as file:
        file.write(text)


main()
