"""The rows of scripts/compare-peers: the same work on each side, in turn, and what is wanted."""

import contextlib
import functools
import statistics

import environment
import sides
from sides import OURS, PYTORCH, TENSORFLOW, TENSORFLOW_ONEDNN
from table import line, ratio_line, time

GIGABYTE = 1e9
MOBILENET = "mobilenet-v2"
RESNET = "resnet-8"
MEDIUM = "medium"
VGG = "vgg-16"
SAVED_VGG = "vgg-16-saved-model"
TITLES = {MOBILENET: "MobileNet v2", RESNET: "ResNet-8", MEDIUM: "medium", VGG: "VGG-16", SAVED_VGG: "VGG-16 (SavedModel)"}
# What the steps of two runs differ by is the time of a step alone.
FEW_MANY = (10, 60)
# Of one gradient step: the network, the batch, and the repetitions in a round.
STEPS = [(MOBILENET, 1, 20), (MOBILENET, 8, 5), (RESNET, 1, 100), (VGG, 1, 4)]


class Rows:
    """Measures rows; root is the folder of the environment, rounds how often the sides take turns."""

    def __init__(self, root, rounds):
        self.root = root
        self.rounds = rounds
        self.processes = functools.cache(self.processes)

    def lines(self, row):
        """The lines of a row of the table."""
        return list(getattr(self, f"row_{row}")())

    def in_turn(self, peers, task, network, repetitions, *sizes):
        """The median seconds of each side in each round; each has done the work once before."""
        figures = {side: [] for side in (OURS, *peers)}
        with contextlib.ExitStack() as stack:
            workers = []
            for side in figures:
                workers.append(stack.enter_context(sides.Worker(side, self.root)))
                workers[-1].ask(task, network, 1, *sizes)
            for _ in range(self.rounds):
                for worker in workers:
                    figures[worker.side].append(statistics.median(worker.ask(task, network, repetitions, *sizes)))
        return figures

    def compared(self, row, work, peers, task, network, repetitions, *sizes):
        """Lines of ours against each peer; peers are what is wanted, by the side."""
        figures = self.in_turn(peers, task, network, repetitions, *sizes)
        for side, (name, wanted) in peers.items():
            yield ratio_line(row, f"{work}, {TITLES[network]}", name, wanted, figures[OURS], figures[side])

    def row_1(self):
        for network, batch, repetitions in STEPS:
            peers = {TENSORFLOW: ("TensorFlow, as installed", 0.8), TENSORFLOW_ONEDNN: ("TensorFlow, oneDNN on", 1.0)}
            yield from self.compared(1, f"gradient step, batch {batch}", peers, "gradient", network, repetitions, batch)

    def row_2(self):
        for network, batch, repetitions in STEPS:
            if network != RESNET:
                peers = {PYTORCH: ("PyTorch", 0.9 if network == MOBILENET else 0.95)}
                yield from self.compared(2, f"gradient step, batch {batch}", peers, "gradient", network, repetitions, batch)

    def row_3(self):
        for network in MOBILENET, SAVED_VGG:
            figures = {OURS: [], TENSORFLOW: []}
            for _ in range(self.rounds):
                for side, ratios in figures.items():
                    ratios.append(self.first_over_steady(side, network))
            ratios = [ours / theirs for ours, theirs in zip(*figures.values())]
            ours, theirs = (f"{statistics.median(some):.1f} steps" for some in figures.values())
            yield line(3, f"first step over the steady one, {TITLES[network]}", "TensorFlow", 1.0, ratios, ours, theirs)

    def first_over_steady(self, side, network):
        with sides.Worker(side, self.root) as worker:
            first, = worker.ask("gradient", network, 1, 1)
            worker.ask("gradient", network, 1, 1)
            return first / statistics.median(worker.ask("gradient", network, 5, 1))

    def row_4(self):
        for network in VGG, SAVED_VGG:
            figures = {"another-class": [], "another-method": []}
            steps = []
            for _ in range(self.rounds):
                with sides.Worker(OURS, self.root) as worker:
                    worker.ask("gradient", network, 2, 1)
                    for task, seconds in figures.items():
                        seconds += worker.ask(task, network, 1)
                    steps.append(statistics.median(worker.ask("gradient", network, 3, 1)))
            for task, seconds in figures.items():
                work = f"{task.replace('-', ' ')}, first result, {TITLES[network]}"
                yield ratio_line(4, work, "a steady step", 3.0, seconds, steps)

    def row_5(self):
        for network, wanted in (MOBILENET, 0.5), (SAVED_VGG, 0.7):
            ours, theirs = ([seconds for seconds, _ in some] for some in self.processes(network).values())
            yield ratio_line(5, f"from start to a map, {TITLES[network]}", "TensorFlow", wanted, ours, theirs)

    def row_6(self):
        weights = (environment.networks(self.root) / VGG / "frozen_graph.pb").stat().st_size
        limit = 1.5 * weights + 0.6 * GIGABYTE
        ours, theirs = ([peak for _, peak in some] for some in self.processes(SAVED_VGG).values())
        texts = [f"{statistics.median(some) / GIGABYTE:.2f} GB" for some in (ours, theirs)]
        yield line(6, f"peak memory of row 5, {TITLES[SAVED_VGG]}", f"{limit / GIGABYTE:.2f} GB", 1.0,
                   [peak / limit for peak in ours], *texts)

    def processes(self, network):
        """Seconds and peak memory of whole processes in each round, after one that is not counted."""
        figures = {OURS: [], TENSORFLOW: []}
        for i in range(self.rounds + 1):
            for side, some in figures.items():
                some += [sides.process(side, sides.map_command(side, self.root, network))][:i]
        return figures

    def row_7(self):
        works = [("SmoothGrad 50", "captum", 0.45, "smoothgrad", (50,)),
                 ("integrated gradients 50", "captum", 0.45, "integrated-gradients", (50,)),
                 ("occlusion 225", "captum", 0.5, "occlusion", (28, 14)),
                 ("RISE 500", "a loop in PyTorch", 0.6, "rise", (500,))]
        for work, peer, wanted, task, sizes in works:
            yield from self.compared(7, work, {PYTORCH: (peer, wanted)}, task, MOBILENET, 1, *sizes)

    def row_8(self):
        for network in MOBILENET, RESNET:
            peers = {PYTORCH: ("foolbox or torchattacks", 0.4)}
            yield from self.compared(8, "PGD, 40 steps, 16 images", peers, "pgd", network, 1, 16, 40)

    def row_9(self):
        any_size = f"{MOBILENET}-any"
        figures = self.in_turn([TENSORFLOW], "deep-dream", any_size, 1, 1024, 4, 10)
        yield ratio_line(9, "Deep Dream, 1024x1024, 4 x 10, MobileNet v2", "a loop in TensorFlow", 0.9,
                         figures[OURS], figures[TENSORFLOW])

    def row_10(self):
        peers = {PYTORCH: ("foolbox", 0.8)}
        yield from self.compared(10, "C&W L2, 1 x 200 steps, 16 images", peers, "carlini-wagner", RESNET, 1, 16, 200)

    def row_11(self):
        few, many = (self.in_turn([TENSORFLOW], "style-transfer", f"{MOBILENET}-any", 1, 224, steps) for steps in FEW_MANY)
        ours, theirs = ([(b - a) / (FEW_MANY[1] - FEW_MANY[0]) for a, b in zip(few[side], many[side])]
                        for side in (OURS, TENSORFLOW))
        yield ratio_line(11, "L-BFGS step of style transfer, 224x224, MobileNet v2", "TensorFlow and SciPy", 0.9,
                         ours, theirs)

    def row_12(self):
        for network, batch, repetitions in (MEDIUM, 32, 10), (RESNET, 32, 20), (MOBILENET, 8, 3):
            peers = {TENSORFLOW: ("TensorFlow, as installed", 1.0), TENSORFLOW_ONEDNN: ("TensorFlow, oneDNN on", 1.0)}
            yield from self.compared(12, f"training step, batch {batch}", peers, "training", network, repetitions, batch)
