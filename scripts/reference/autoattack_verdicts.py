#!/usr/bin/env python3
"""What AutoAttack's own program says of ResNet-8, for attack/AutoAttackReferenceTest.

The images are 200 crops of photographs, made smaller by means of blocks of whole pixels and rounded to
8 bits; each shows what the network says of it. The network is the frozen graph, run in PyTorch and
checked against TensorFlow. AutoAttack is the standard version, at the standard settings.

A file is of one norm. Its header has epsilon in grey levels (in L2 of the whole image) and the parts that were
run, each on what the ones before left standing. Each line is a crop: photograph, left, top and block, class,
the part that fooled the network, or "none", and the distance to the nearest image that targeted FAB found in
a few steps, in grey levels ("inf" if it found none). It is written after each part; a second call goes on
from there.

Needs: torch, tensorflow, pillow, and https://github.com/fra31/auto-attack in PYTHONPATH.
Usage: autoattack_verdicts.py MODELS IMAGES OUTPUT [NORM], three folders, and linf or l2 for one alone.
"""
import sys
from pathlib import Path

import numpy as np
import torch  # before TensorFlow, or the process aborts
import torch.nn.functional as F
import tensorflow as tf
from autoattack import AutoAttack
from PIL import Image

from saliency import SplittableRandom

tf1 = tf.compat.v1

NETWORK = "cifar10-resnet8"
# Of these all programs read the same pixels.
PHOTOGRAPHS = ["chelsea_cat.png", "coffee.png", "astronaut.png", "ihc.png"]
CROPS = 200
SIDE = 32
SEED = 19
# Such that about half of the images stand.
EPSILONS = {"Linf": 0.14, "L2": 5.5}
PARTS = ["apgd-ce", "apgd-t", "fab-t", "square"]


class Network(torch.nn.Module):
    """The graph's operations behind the placeholder; all before is constant and TensorFlow's."""

    def __init__(self, path):
        super().__init__()
        definition = tf1.GraphDef()
        definition.ParseFromString(path.read_bytes())
        graph = tf.Graph()
        with graph.as_default():
            tf.import_graph_def(definition, name="")
        self.session = tf1.Session(graph=graph)
        self.logits = "model_1/dense_1/BiasAdd"
        behind = {"input"}
        self.nodes = []
        for node in definition.node:
            if any(name in behind for name in node.input) and node.op != "NoOp":
                behind.add(node.name)
                self.nodes.append(node)
        self.constants = {}
        for node in self.nodes:
            for name in node.input:
                if name not in behind and not name.startswith("^"):
                    self.constants[name] = torch.from_numpy(np.array(self.session.run(name + ":0")))
        self.kernels, self.biases, self.same = {}, {}, {}
        for node in self.nodes:
            self.fold(node)
        for name, kernel in self.kernels.items():
            self.kernels[name] = kernel.contiguous(memory_format=torch.channels_last)

    def fold(self, node):
        """Of a convolution and the constants that follow, one convolution; check() would show a mistake."""
        if node.op == "Conv2D":
            self.kernels[node.name] = self.constants[node.input[1]].permute(3, 2, 0, 1)
            self.biases[node.name] = torch.zeros(self.kernels[node.name].shape[0])
        before = self.same.get(node.input[0], node.input[0])
        if node.op in ("BiasAdd", "Mul", "AddV2") and before in self.kernels and node.input[1] in self.constants:
            self.same[node.name] = before
            constant = self.constants[node.input[1]]
            if node.op == "Mul":
                self.kernels[before] = self.kernels[before] * constant.reshape(-1, 1, 1, 1)
                self.biases[before] = self.biases[before] * constant.flatten()
            else:
                self.biases[before] = self.biases[before] + constant.flatten()

    def forward(self, images):
        """Scores before the softmax; images are [n, c, h, w] in 0..1."""
        values = dict(self.constants, input=(images * 255).contiguous(memory_format=torch.channels_last))
        for node in self.nodes:
            if node.name in self.same:
                values[node.name] = values[self.same[node.name]]
                continue
            operands = [values[name] for name in node.input if name in values]
            values[node.name] = self.value(node, *operands)
            if node.name == self.logits:
                return values[node.name]

    def value(self, node, a, b=None, *_):
        if node.op == "Conv2D":
            stride = node.attr["strides"].list.i[1]
            kernel = self.kernels[node.name]
            pad = max(0, (-(-a.shape[2] // stride) - 1) * stride + kernel.shape[2] - a.shape[2])
            if pad % 2:
                a = F.pad(a, (pad // 2, pad - pad // 2, pad // 2, pad - pad // 2))
            return F.conv2d(a, kernel, self.biases[node.name], stride=stride, padding=0 if pad % 2 else pad // 2)
        if node.op in ("BiasAdd", "AddV2"):
            return a + b
        if node.op == "Relu":
            return F.relu(a)
        if node.op == "AvgPool":
            return F.avg_pool2d(a, node.attr["ksize"].list.i[1])
        if node.op == "MatMul":
            return a @ b
        if node.op == "Reshape":  # to one row for each image, after the pooling of whole planes
            return a.flatten(1)
        return a  # Shape and what is made of it: what reads it is Reshape

    def check(self, images):
        expected = self.session.run(self.logits + ":0", {"input:0": images.numpy().transpose(0, 2, 3, 1) * 255})
        with torch.no_grad():
            worst = np.abs(self(images).numpy() - expected).max()
        assert worst < 1e-3, worst


def crops(folder):
    random = SplittableRandom(SEED)
    photographs = [np.asarray(Image.open(folder / name).convert("RGB"), dtype=np.int64) for name in PHOTOGRAPHS]
    for n in range(CROPS):
        photograph = photographs[n % len(photographs)]
        height, width = photograph.shape[:2]
        block = 1 + int(random.next_double() * (min(height, width) // SIDE))
        left = int(random.next_double() * (width - SIDE * block + 1))
        top = int(random.next_double() * (height - SIDE * block + 1))
        part = photograph[top:top + SIDE * block, left:left + SIDE * block]
        sums = part.reshape(SIDE, block, SIDE, block, 3).sum((1, 3))
        pixels = (2 * sums + block * block) // (2 * block * block)
        yield f"{PHOTOGRAPHS[n % len(photographs)]} {left} {top} {block}", pixels.transpose(2, 0, 1)


def sizes(changes, norm):
    flat = changes.flatten(1)
    return flat.abs().amax(1) if norm == "Linf" else flat.norm(dim=1)


def distances(attack, images, classes, norm):
    """To the nearest of what targeted FAB finds for each target, without a bound."""
    steps, attack.n_iter = attack.n_iter, 30
    nearest = torch.full((len(images),), float("inf"))
    for target in range(2, 5):
        attack.target_class = target
        found = attack.attack_single_run(images, classes, use_rand_start=False, is_targeted=True)
        fooled = attack._get_predicted_label(found) != classes
        far = torch.where(fooled, sizes(found - images, norm), torch.tensor(float("inf")))
        nearest = torch.minimum(nearest, far)
    attack.n_iter = steps
    return nearest


class Verdicts:
    """The file of one norm."""

    def __init__(self, path, norm, places, classes):
        self.path, self.norm, self.places, self.classes = path, norm, places, classes
        self.done, self.by, self.far = [], ["none"] * len(places), None
        if path.exists():
            lines = path.read_text().splitlines()
            self.done = lines[1].split("parts ")[1].split()
            self.by = [line.split()[-2] for line in lines[2:]]
            self.far = [float(line.split()[-1]) for line in lines[2:]]

    def standing(self):
        return torch.tensor([n for n, part in enumerate(self.by) if part == "none"])

    def write(self):
        lines = [f"# scripts/reference/autoattack_verdicts.py, PyTorch {torch.__version__}",
                 f"# norm {self.norm.lower()}, epsilon {EPSILONS[self.norm]}, parts {' '.join(self.done)}"]
        lines += [f"{place} {self.classes[n]} {self.by[n]} {self.far[n]:.4f}" for n, place in enumerate(self.places)]
        self.path.write_text("\n".join(lines) + "\n")


def run(network, clean, classes, norm, verdicts):
    epsilon = EPSILONS[norm] / 255
    program = AutoAttack(network, norm=norm, eps=epsilon, seed=0, device="cpu", verbose=True)
    if verdicts.far is None:
        verdicts.far = (distances(program.fab, clean, classes, norm) * 255).tolist()
        verdicts.write()
    for part in PARTS[len(verdicts.done):]:
        standing = verdicts.standing()
        program.attacks_to_run = [part]
        found = program.run_standard_evaluation(clean[standing], classes[standing], bs=len(clean))
        with torch.no_grad():
            fooled = network(found).argmax(1) != classes[standing]
        assert sizes(found - clean[standing], norm).max() <= epsilon * (1 + 1e-5)
        for n in standing[fooled].tolist():
            verdicts.by[n] = part
        verdicts.done.append(part)
        verdicts.write()


def main(models, images, output, wanted):
    torch.manual_seed(0)
    torch.set_num_threads(1)
    network = Network(models / NETWORK / "frozen_graph.pb").eval()
    places, pixels = zip(*crops(images))
    clean = torch.from_numpy(np.stack(pixels).astype(np.float32) / 255).contiguous()
    network.check(clean)
    with torch.no_grad():
        classes = network(clean).argmax(1)
    for norm in EPSILONS:
        if norm.lower() in wanted or not wanted:
            path = output / f"autoattack-{NETWORK}-{norm.lower()}.txt"
            run(network, clean, classes, norm, Verdicts(path, norm, places, classes))


main(*map(Path, sys.argv[1:4]), sys.argv[4:])
