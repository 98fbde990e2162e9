#!/usr/bin/env python3
"""Segments of scikit-image, the ranking of regions of PAIR's saliency, and the Sobol indices of Xplique, for RegionsTest.

    regions.py FILE

The image, the attributions, the regions and the values are formulas, which the test has too. Lines: what, with its
options | numbers.

Needs: scikit-image, saliency, xplique (with tensorflow).
"""

import sys
from pathlib import Path

import numpy as np

# saliency.py beside this file is not PAIR's package of that name.
sys.path.remove(str(Path(__file__).resolve().parent))

HEIGHT, WIDTH = 20, 24


def image():
    """Four quarters of other colours, with texture; no two differences of neighbours are alike."""
    y, x, c = np.mgrid[:HEIGHT, :WIDTH, :3].astype(np.float64)
    quarter = (x >= 11) + 2 * (y >= 9)
    return 60 * quarter + 12 * np.sin(1 + quarter * c + x * 1.7 + y * y * 0.9) + 5 * np.sin(x * y + c) + 20


def segments():
    from skimage.segmentation import felzenszwalb

    # The image is told to be of 0 to 1.
    for scale, least in ((50, 1), (250, 8), (1200, 30)):
        yield f"felzenszwalb {scale} {least}", felzenszwalb(image() / 255, scale=scale, sigma=0, min_size=least)


def ranking():
    from saliency.core.xrai import XRAI, XRAIParameters

    i = np.arange(HEIGHT * WIDTH)
    attribution = np.sin(i * 0.37) + 0.3 * np.cos(i * i * 0.01)
    masks = [((i * (k + 3) + k * k) % 97 < 20 + 3 * k).reshape(HEIGHT, WIDTH) for k in range(9)]
    for least in (1, 40):
        parameters = XRAIParameters(algorithm="full")
        parameters.experimental_params["min_pixel_diff"] = least
        found = XRAI().GetMaskWithDetails(
            image(), None, extra_parameters=parameters, segments=masks,
            base_attribution=np.repeat(attribution.reshape(HEIGHT, WIDTH, 1), 3, 2),
        )
        yield f"ranking {least}", found.attribution_mask


def indices():
    from xplique.attributions.global_sensitivity_analysis import JansenEstimator

    samples, cells = 7, 4
    a = np.sin(np.arange(samples) * 1.3 + 0.2)
    b = np.cos(np.arange(samples) * 0.7)
    c = np.array([np.sin(n * 1.3 + 0.2) + 0.2 * (i + 1) * np.cos(n * n + i) for i in range(cells) for n in range(samples)])
    yield "jansen", JansenEstimator()(np.zeros((samples * (cells + 2), cells)), np.concatenate([a, b, c]), samples)


if __name__ == "__main__":
    with open(sys.argv[1], "a" if len(sys.argv) > 2 else "w") as out:
        for part in sys.argv[2:] or ("segments", "ranking", "indices"):
            for name, values in globals()[part]():
                out.write(name + " | " + " ".join(f"{v:.9g}" for v in np.asarray(values, np.float64).ravel()) + "\n")
