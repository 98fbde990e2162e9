#!/usr/bin/env python3
"""Writes the conformance cases of the onnx package, each a folder with model.onnx and sets of inputs and outputs.

    onnx_conformance.py FOLDER

Those of single operators are made by running the package; those of PyTorch's operators and of whole
networks are in it. Of a light network (one whose weights are made by a formula) the package has only
what comes out of arange(n) / n, and writes no input.
"""

import shutil
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, numpy_helper
from onnx.backend.test.case import node

DATA = Path(onnx.__file__).parent / "backend" / "test" / "data"


def write(path, message):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(message.SerializeToString())


def tensor(value, info):
    return value if isinstance(value, TensorProto) else numpy_helper.from_array(np.asarray(value), info.name)


def node_case(case, folder):
    write(folder / "model.onnx", case.model)
    graph = case.model.graph
    for i, (inputs, outputs) in enumerate(case.data_sets):
        for kind, values, infos in (("input", inputs, graph.input), ("output", outputs, graph.output)):
            for j, value in enumerate(values):
                # Sequences and optional values are no tensors.
                if infos[j].type.HasField("tensor_type"):
                    write(folder / f"test_data_set_{i}" / f"{kind}_{j}.pb", tensor(value, infos[j]))


def light_case(file, folder):
    model = onnx.load(file)
    weights = {weight.name for weight in model.graph.initializer}
    places = [value for value in model.graph.input if value.name not in weights]
    for i, place in enumerate(places):
        shape = [size.dim_value for size in place.type.tensor_type.shape.dim]
        count = int(np.prod(shape))
        values = (np.arange(count, dtype=np.float32) / np.float32(count)).reshape(shape)
        write(folder / "test_data_set_0" / f"input_{i}.pb", numpy_helper.from_array(values, place.name))
    write(folder / "model.onnx", model)
    shutil.copy(file.with_name(f"{file.stem}_output_0.pb"), folder / "test_data_set_0" / "output_0.pb")


def main(folder):
    for case in node.collect_testcases(None):
        if case.model is not None:
            node_case(case, folder / "node" / case.name)
    for kind in "pytorch-operator", "pytorch-converted", "simple":
        shutil.copytree(DATA / kind, folder / kind, dirs_exist_ok=True)
    for file in sorted((DATA / "light").glob("*.onnx")):
        light_case(file, folder / "light" / file.stem)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
