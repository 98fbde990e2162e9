#!/usr/bin/env python3
"""Writes what bioimageio.core makes of small images by each step of preprocessing of the BioImage Model Zoo.

    python3 scripts/reference/zoo_preprocessing.py [FILE]

FILE is src/test/resources/org/gradiscope/engine/tf/zoo.txt unless it is given. Needs the package
bioimageio.core; the file in the repository was made with bioimageio.core 0.11.0 and bioimageio.spec 0.5.12.0.

Each case is two lines: the format, the type of the data, the number of channels and the steps (YAML),
separated by semicolons; and the numbers, row by row, channel by channel, of an image of 1 x 6 x 5 x
channels, filled by x[i] = (37 i mod 101) scale + offset (i counts row by row) with the type's own scale
and offset: uint8 2 and 3, uint16 600 and 70, float32 0.375 and -2.5.

bioimageio.core takes all statistics from the image before the first step. Where another step comes before
one that has some, that step is done here first, so that the statistics are of what the step is given.
"""

import copy
import json
import os
import sys
from types import SimpleNamespace

import numpy as np
import xarray as xr
from bioimageio.core import Sample, Tensor
from bioimageio.core.proc_setup import setup_pre_and_postprocessing
from bioimageio.spec.model import v0_4, v0_5

ROOT = os.path.join(os.path.dirname(__file__), "..", "..", "src/test/resources/org/gradiscope/engine/tf/zoo.txt")
FILLED = {"uint8": (2, 3), "uint16": (600, 70), "float32": (0.375, -2.5)}
MEAN = {"uint8": 90, "uint16": 20000, "float32": 12}
OLD = [
    [],
    [{"name": "zero_mean_unit_variance", "kwargs": {"mode": "fixed", "axes": "xy", "mean": "MEANS", "std": "STDS"}}],
    [{"name": "zero_mean_unit_variance", "kwargs": {"mode": "fixed", "axes": "cxy", "mean": "MEAN", "std": 4.5}}],
    [{"name": "zero_mean_unit_variance", "kwargs": {"mode": "per_sample", "axes": "xy"}}],
    [{"name": "zero_mean_unit_variance", "kwargs": {"mode": "per_sample", "axes": "cxy"}}],
    [{"name": "scale_linear", "kwargs": {"gain": 0.25, "offset": -7}}],
    [{"name": "scale_range", "kwargs": {"mode": "per_sample", "axes": "cxy"}}],
    [{"name": "scale_range",
      "kwargs": {"mode": "per_sample", "axes": "xy", "min_percentile": 1, "max_percentile": 99.8}}],
    [{"name": "clip", "kwargs": {"min": 10, "max": "MEAN"}}],
    [{"name": "binarize", "kwargs": {"threshold": "MEAN"}}],
    [{"name": "scale_linear", "kwargs": {"gain": 0.01, "offset": -0.5}}, {"name": "sigmoid"}],
]
NEW = [
    [],
    [{"id": "fixed_zero_mean_unit_variance", "kwargs": {"mean": "MEAN", "std": 0.5}}],
    [{"id": "zero_mean_unit_variance", "kwargs": {"axes": ["y", "x"]}}],
    [{"id": "zero_mean_unit_variance", "kwargs": {"axes": ["channel", "y", "x"]}}],
    [{"id": "zero_mean_unit_variance", "kwargs": {"axes": ["x"]}}],
    [{"id": "scale_range", "kwargs": {"axes": ["channel", "y", "x"], "min_percentile": 5, "max_percentile": 95}}],
    [{"id": "scale_range", "kwargs": {"axes": ["y", "x"], "min_percentile": 1, "max_percentile": 99.8}}],
    [{"id": "scale_range", "kwargs": {"axes": ["y"], "min_percentile": 20, "max_percentile": 80}}],
    [{"id": "clip", "kwargs": {"min": 10}}],
    [{"id": "clip", "kwargs": {"min_percentile": 10, "max_percentile": 70, "axes": ["channel", "y", "x"]}}],
    [{"id": "clip", "kwargs": {"min_percentile": 12.5, "max_percentile": 87, "axes": ["y", "x"]}}],
    [{"id": "ensure_dtype", "kwargs": {"dtype": "float32"}},
     {"id": "scale_linear", "kwargs": {"gain": 0.003, "offset": -0.125}}, {"id": "sigmoid"}],
    [{"id": "ensure_dtype", "kwargs": {"dtype": "int32"}}, {"id": "scale_linear", "kwargs": {"gain": 0.5}}],
    [{"id": "clip", "kwargs": {"min": 20, "max": 100}},
     {"id": "scale_range", "kwargs": {"axes": ["channel", "y", "x"], "min_percentile": 2, "max_percentile": 90}},
     {"id": "scale_linear", "kwargs": {"gain": 2, "offset": -1}}],
    [{"id": "scale_linear", "kwargs": {"gain": -0.5, "offset": 3}},
     {"id": "zero_mean_unit_variance", "kwargs": {"axes": ["channel", "y", "x"]}},
     {"id": "clip", "kwargs": {"min": -1, "max": 1.5}}],
]
ROUNDED = [
    [],
    [{"id": "scale_linear", "kwargs": {"gain": 0.25, "offset": 2.5}}],
    [{"id": "scale_range", "kwargs": {"axes": ["y", "x"], "min_percentile": 1, "max_percentile": 99}},
     {"id": "scale_linear", "kwargs": {"gain": 100, "offset": 8}},
     {"id": "ensure_dtype", "kwargs": {"dtype": "uint8"}}],
    [{"id": "binarize", "kwargs": {"threshold": "MEAN"}}],
]
BY_CHANNEL = [
    [{"id": "fixed_zero_mean_unit_variance",
      "kwargs": {"axis": "channel", "mean": [5, "MEAN", 60], "std": [2, 30, 0.75]}}],
    [{"id": "scale_linear", "kwargs": {"axis": "channel", "gain": [0.5, 1, -2], "offset": [1, 0, 3]}}],
    [{"id": "scale_linear", "kwargs": {"gain": 0.01}}, {"id": "softmax", "kwargs": {"axis": "channel"}}],
]


def in_floats(table):
    """With the last step that keeps what comes out from being rounded to the type of the data."""
    return [steps + [{"id": "ensure_dtype", "kwargs": {"dtype": "float32"}}] for steps in table]


def filled(steps, kind, channels):
    """With the type's own mean, also one for each channel."""
    text = json.dumps(steps).replace('"MEAN"', str(MEAN[kind]))
    text = text.replace('"MEANS"', str([MEAN[kind] + 10 * c for c in range(channels)]))
    return json.loads(text.replace('"STDS"', str([4.5 + c for c in range(channels)])))


def described(old, kind, channels, steps):
    steps = copy.deepcopy(steps)
    if old:
        return v0_4.InputTensorDescr(name="x", axes="byxc", data_type=kind, shape=[1, 6, 5, channels],
                                     preprocessing=steps)
    names = ["red", "green", "blue"][:channels]
    return v0_5.InputTensorDescr(
        id="x", data={"type": kind}, preprocessing=steps,
        axes=[{"type": "batch"}, {"type": "space", "id": "y", "size": 6}, {"type": "space", "id": "x", "size": 5},
              {"type": "channel", "channel_names": names}])


def applied(old, kind, channels, steps, data):
    dims = ["batch", "y", "x", "channel"]
    sample = Sample(members={"x": Tensor.from_xarray(xr.DataArray(data, dims=dims))}, stat={}, id="x")
    descr = described(old, kind, channels, steps)
    model = SimpleNamespace(inputs=[descr], outputs=[])
    for op in setup_pre_and_postprocessing(model, [copy.deepcopy(sample)]).pre:
        op(sample)
    return sample.members["x"].data.transpose(*dims).to_numpy()


def prepared(old, kind, channels, steps):
    """Statistics of what a step is given: step by step, if there are several, in float32."""
    scale, offset = FILLED[kind]
    count = 30 * channels
    data = ((np.arange(count) * 37 % 101) * scale + offset).astype(kind).reshape(1, 6, 5, channels)
    if len(steps) < 2:
        return np.asarray(applied(old, kind, channels, steps, data), dtype="float64")
    done = np.asarray(applied(old, kind, channels, [], data), dtype="float32")
    for step in steps:
        done = np.asarray(applied(old, "float32", channels, [step], done), dtype="float32")
    return np.asarray(done, dtype="float64")


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else ROOT
    with open(path, "w") as file:
        for old, table, all_channels in ((True, OLD, (1, 3)), (False, in_floats(NEW), (1, 3)),
                                         (False, ROUNDED, (1, 3)), (False, in_floats(BY_CHANNEL), (3,))):
            for steps in table:
                for kind in FILLED:
                    for channels in all_channels:
                        own = filled(steps, kind, channels)
                        numbers = prepared(old, kind, channels, own)
                        file.write(f"{'0.4.10' if old else '0.5.3'};{kind};{channels};{json.dumps(own)}\n")
                        file.write(" ".join(f"{number:.8g}" for number in numbers.ravel()) + "\n")


if __name__ == "__main__":
    main()
