#!/usr/bin/env python3
"""Draws what costs what as the work grows: costs.py ROOT FOLDER, run by scripts/draw-costs.

ROOT is the folder of compare_peers.py; writes costs-pixels.svg, costs-layers.svg and costs-images.svg into FOLDER.
"""

import sys
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullLocator

import environment
from sides import OURS, Worker

REPETITIONS = 10
ANY_SIZE = "mobilenet-v2-any"
MOBILENET = "mobilenet-v2"
SIDES = [128, 224, 320, 448, 640, 896, 1280]
PERCENTS = range(5, 101, 5)
BATCHES = [1, 2, 4, 8, 16, 32]


def milliseconds(worker, task, network, *sizes):
    """The smallest of some repetitions, which others on the machine disturb least."""
    worker.ask(task, network, 1, *sizes)
    return 1000 * min(worker.ask(task, network, REPETITIONS, *sizes))


def draw(file, across, figures, logarithmic=True):
    """figures are the points of each curve, by its name."""
    figure = Figure((6, 3.6), layout="constrained")
    axes = figure.subplots()
    for name, points in figures.items():
        axes.plot(*zip(*points), marker="o", markersize=4, label=name)
    if logarithmic:
        axes.set_xscale("log")
        axes.set_yscale("log")
        places = sorted({x for points in figures.values() for x, _ in points})
        axes.set_xticks(places, [f"{x:.2g}" for x in places])
        axes.xaxis.set_minor_locator(NullLocator())
        axes.yaxis.set_minor_locator(LogLocator(subs=(2, 5)))
        axes.yaxis.set_major_formatter("{x:g}")
        axes.yaxis.set_minor_formatter("{x:g}")
    else:
        axes.set_ylim(bottom=0)
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
        layers = [(percent, milliseconds(worker, "layer-gradient", MOBILENET, percent)) for percent in PERCENTS]
        images = [(batch, milliseconds(worker, "gradient", MOBILENET, batch)) for batch in BATCHES]
    draw(folder / "costs-pixels.svg", "megapixels of the image", {"gradient of a logit": pixels})
    draw(folder / "costs-layers.svg", "depth of the layer, percent of all layers", {"gradient of a layer's mean": layers},
         logarithmic=False)
    draw(folder / "costs-images.svg", "images that go through the network together", {
        "gradients of a logit, of all": images, "of each": [(batch, time / batch) for batch, time in images]})


if __name__ == "__main__":
    main()
