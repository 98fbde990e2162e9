#!/usr/bin/env python3
"""Writes a small part of the conformance cases of the onnx package as text, for the tests in Java.

    python3 scripts/reference/onnx_cases.py [FILE]

FILE is src/test/resources/org/gradiscope/engine/tf/onnx/cases.txt unless it is given. Needs the package
onnx; the file in the repository was made with onnx 1.23.2. Of each operator in operators.txt beside the
file it takes the case of fewest numbers, and the case of most attributes and inputs among the small
ones. A case is a line "case NAME", a line "model MESSAGE", and of each set of its data lines
"input NAME MESSAGE" and "output MESSAGE", with messages of protobuf's text format.
"""

import sys
import warnings
from pathlib import Path

import numpy as np
import onnx
from google.protobuf import text_format
from onnx import TensorProto, helper, numpy_helper
from onnx.backend.test.case import node

ROOT = Path(__file__).resolve().parents[2] / "src/test/resources/org/gradiscope/engine/tf/onnx"
MOST = 400
SMALL = 130
TYPES = {TensorProto.FLOAT, TensorProto.INT64, TensorProto.INT32, TensorProto.BOOL, TensorProto.UINT8,
         TensorProto.INT8}
# Refused, as docs/models.md says: training, sequences, and places of maxima.
REFUSED = "training", "seq", "opt", "argmax", "ratio_"


def promised():
    lines = (ROOT / "operators.txt").read_text().splitlines()
    return {word for line in lines if not line.startswith("#") for word in line.split()}


def written(tensor, name=None):
    """With numbers that people can read."""
    values = numpy_helper.to_array(tensor)
    return helper.make_tensor(tensor.name if name is None else name, tensor.data_type, values.shape,
                              values.flatten().tolist())


def line(message):
    return text_format.MessageToString(message, as_one_line=True)


def model(case):
    """Without names of tests and raw numbers."""
    copy = onnx.ModelProto()
    copy.CopyFrom(case.model)
    copy.graph.name = "case"
    for weight in copy.graph.initializer:
        weight.CopyFrom(written(weight))
    for one in copy.graph.node:
        for attribute in one.attribute:
            if attribute.HasField("t"):
                attribute.t.CopyFrom(written(attribute.t))
    return copy


class Case:
    def __init__(self, case):
        self.name = case.name
        self.model = case.model
        graph = case.model.graph
        self.sets = []
        for inputs, outputs in case.data_sets:
            self.sets.append(([self.tensor(v, i) for v, i in zip(inputs, graph.input)],
                              [self.tensor(v, i) for v, i in zip(outputs, graph.output)]))
        tensors = [t for both in self.sets for side in both for t in side]
        self.types = {t.data_type for t in tensors}
        self.size = sum(int(np.prod(t.dims)) for t in tensors)
        self.operators = {one.op_type for one in graph.node}
        self.said = sum(len(one.attribute) + len([name for name in one.input if name]) for one in graph.node)

    @staticmethod
    def tensor(value, info):
        return value if isinstance(value, TensorProto) else numpy_helper.from_array(np.asarray(value), info.name)

    def lines(self):
        yield f"case {self.name}"
        yield f"model {line(model(self))}"
        for inputs, outputs in self.sets:
            for tensor, place in zip(inputs, self.model.graph.input):
                yield f"input {place.name} {line(written(tensor, ''))}"
            for tensor in outputs:
                yield f"output {line(written(tensor, ''))}"


def small():
    operators = promised()
    for case in node.collect_testcases(None):
        if case.model is None or any(word in case.name for word in REFUSED):
            continue
        graph = case.model.graph
        if not all(place.type.HasField("tensor_type") for place in [*graph.input, *graph.output]):
            continue
        found = Case(case)
        versions = [one.version for one in case.model.opset_import if one.domain in ("", "ai.onnx")]
        if found.size <= MOST and found.types <= TYPES and found.operators <= operators and min(versions, default=0) > 6:
            yield found


def main(file):
    warnings.filterwarnings("ignore")
    cases = list(small())
    chosen = {}
    for operator in sorted(promised()):
        of = [case for case in cases if case.operators == {operator}]
        for case in sorted(of, key=lambda case: (case.size, case.name))[:1]:
            chosen[case.name] = case
        some = [case for case in of if case.size <= SMALL]
        for case in sorted(some, key=lambda case: (-case.said, case.size, case.name))[:1]:
            chosen[case.name] = case
    lines = ["# Made by scripts/reference/onnx_cases.py of the conformance cases of onnx, which has the Apache license 2.0."]
    for name in sorted(chosen):
        lines.extend(chosen[name].lines())
    file.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "cases.txt")
