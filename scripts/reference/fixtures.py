"""What the scripts that make small networks for the tests have in common."""

import os
import shutil

import numpy as np


def values(*shape):
    """Weights by a formula, from -0.5 to 0.5."""
    count = int(np.prod(shape))
    return ((np.arange(count) * 29 % 97) / 97 - 0.5).astype(np.float32).reshape(shape)


def make_all(makers, root):
    """Makes each network in a folder of its name, in place of what was there, and prints the folders."""
    for name, make in makers.items():
        folder = os.path.join(root, name)
        shutil.rmtree(folder, ignore_errors=True)
        make(folder)
        print(folder)
