#!/usr/bin/env python3
"""Draws what costs what as the work grows: costs.py ROOT FOLDER, run by scripts/draw-costs.

ROOT is the folder of compare_peers.py; writes costs-pixels.svg, costs-layers.svg and costs-images.svg into FOLDER.
"""

import statistics
import sys
from pathlib import Path

import matplotlib

import environment
from sides import OURS, Worker

REPETITIONS = 5
ANY_SIZE = "mobilenet-v2-any"
MOBILENET = "mobilenet-v2"
NETWORKS = {MOBILENET: "MobileNet v2", "vgg-16": "VGG-16"}
SIDES = [128, 224, 320, 448, 640, 896, 1280]
PERCENTS = range(5, 101, 5)
BATCHES = [1, 2, 4, 8, 16, 32]


def milliseconds(worker, task, network, *sizes):
    """The smallest of some repetitions, which others on the machine disturb least."""
    worker.ask(task, network, 1, *sizes)
    return 1000 * min(worker.ask(task, network, REPETITIONS, *sizes))


def draw(file, across, figures, logarithmic=True):
    """figures are the points of each curve, by its name."""
    from matplotlib.figure import Figure

    figure = Figure((6, 3.6), layout="constrained")
    axes = figure.subplots()
    for name, points in figures.items():
        axes.plot(*zip(*points), marker="o", markersize=4, label=name)
    if logarithmic:
        axes.set_xscale("log")
        axes.set_yscale("log")
    axes.set_ylim(bottom=None if logarithmic else 0)
    axes.set_xlabel(across)
    axes.set_ylabel("milliseconds")
    axes.grid(True, which="both", color="#dddddd", linewidth=0.5)
    axes.legend(frameon=False)
    figure.savefig(file, metadata={"Date": None})


def main():
    matplotlib.rcParams |= {"svg.fonttype": "none", "svg.hashsalt": "costs", "font.size": 9}
    root, folder = map(Path, sys.argv[1:])
    with Worker(OURS, root) as worker:
        pixels = [(side * side / 1e6, milliseconds(worker, "gradient", ANY_SIZE, 1, side)) for side in SIDES]
        layers = {title: [(percent, milliseconds(worker, "layer-gradient", network, percent)) for percent in PERCENTS]
                  for network, title in NETWORKS.items()}
        images = [(batch, milliseconds(worker, "gradient", MOBILENET, batch)) for batch in BATCHES]
    draw(folder / "costs-pixels.svg", "megapixels of the image", {"gradient of a logit, MobileNet v2": pixels})
    draw(folder / "costs-layers.svg", "depth of the layer, percent of all layers", layers, logarithmic=False)
    draw(folder / "costs-images.svg", "images that go through the network together", {
        "gradient of a logit, MobileNet v2, all": images,
        "each": [(batch, time / batch) for batch, time in images]})


if __name__ == "__main__":
    main()
