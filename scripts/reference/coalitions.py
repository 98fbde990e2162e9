#!/usr/bin/env python3
"""What shap, captum and LIME make of games of six and nine players, for CoalitionReferenceTest.

    coalitions.py FOLDER

Each game is a file, GAME.txt, of lines of numbers: what each coalition reaches, by the number whose bits are its
players; the shares by shap's KernelExplainer with all coalitions; those by captum's ShapleyValues over all orders
(of nine players left out, which would be 362,880); and, of the coalitions whose numbers follow, the slopes of LIME's
regression on them.

Needs: numpy, shap, captum, lime, torch.
"""

import sys
from pathlib import Path

import numpy as np
import shap
import torch
from captum.attr import ShapleyValues
from lime.lime_base import LimeBase
from sklearn.metrics import pairwise_distances


def line(values):
    return " ".join(f"{float(value):.17g}" for value in values) + "\n"


def numbers(masks):
    return np.asarray(masks).astype(bool) @ (1 << np.arange(np.asarray(masks).shape[1]))


def by_shap(values, players):
    explainer = shap.KernelExplainer(lambda masks: values[numbers(masks)], np.zeros((1, players)))
    return explainer.shap_values(np.ones((1, players)), nsamples=2**players, l1_reg=False, silent=True)[0]


def by_captum(values, players):
    def forward(masks):
        return torch.tensor(values[numbers(masks.numpy())])

    torch.manual_seed(1)
    return ShapleyValues(forward).attribute(torch.ones(1, players), baselines=torch.zeros(1, players))[0].numpy()


def by_lime(values, players, masks):
    """As lime_image: cosine distances, a kernel of width 0.25, all players, ridge with a penalty of 1."""
    base = LimeBase(lambda d: np.sqrt(np.exp(-(d**2) / 0.25**2)))
    distances = pairwise_distances(masks, masks[:1], metric="cosine").ravel()
    _, slopes, _, _ = base.explain_instance_with_data(
        masks, values[numbers(masks)][:, None], distances, 0, num_features=players, feature_selection="none"
    )
    return [slope for _, slope in sorted(slopes)]


def main():
    folder = Path(sys.argv[1])
    random = np.random.default_rng(7)
    for players in (6, 9):
        values = random.normal(1, 2, 2**players)
        masks = np.vstack([np.ones(players, int), random.integers(0, 2, (80, players))])
        masks = masks[masks.any(1)]
        with open(folder / f"players-{players}.txt", "w") as out:
            out.write(line(values))
            out.write(line(by_shap(values, players)))
            out.write(line(by_captum(values, players)) if players <= 6 else "\n")
            out.write(" ".join(map(str, numbers(masks))) + "\n")
            out.write(line(by_lime(values, players, masks)))


main()
