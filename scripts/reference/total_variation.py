#!/usr/bin/env python3
"""Prints a formula-made picture with less total variation, for TotalVariationDenoisingTest.

Needs: scikit-image. Usage: total_variation.py
"""
import numpy as np
from skimage.restoration import denoise_tv_chambolle


def main():
    y, x = np.mgrid[0:9, 0:12].astype(float)
    picture = 0.5 + 0.3 * np.sin(0.9 * x) * np.cos(0.7 * y) + 0.2 * (x + y > 10)
    for weight in (0.02, 0.1, 0.4):
        less = denoise_tv_chambolle(picture, weight=weight, eps=0, max_num_iter=200_000)
        print(weight, " ".join(f"{less[row, column]:.6f}" for row, column in
                               ((0, 0), (0, 11), (3, 5), (4, 7), (8, 0), (8, 11))))


if __name__ == "__main__":
    main()
