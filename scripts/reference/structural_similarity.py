#!/usr/bin/env python3
"""Prints the structural similarity of two formula-made pictures, for StructuralSimilarityTest.

Needs: scikit-image. Usage: structural_similarity.py
"""
import numpy as np
from skimage.metrics import structural_similarity


def main():
    y, x = np.mgrid[0:24, 0:31].astype(float)
    a = 0.5 + 0.4 * np.sin(0.7 * x) * np.cos(0.4 * y)
    b = np.clip(a + 0.2 * np.sin(1.3 * x + 2.1 * y), 0, 1)
    print(structural_similarity(a, b, data_range=1, gaussian_weights=True, sigma=1.5,
                                use_sample_covariance=False))


if __name__ == "__main__":
    main()
