"""What blackbox.py and decisions.py share: the network that answers, the crops of photographs, the file.

Crops are of the network's size, each pixel the mean of a block of pixels, rounded to 8 bits; the class of the
clean crop is the one to be lost. All is in grey levels of 0..255.

A file is of one network. A line "crop" is: photograph, left, top, block, class of the crop. A line "run" is:
method | options | for each number of queries a share of the crops | for some a median; the script explains both.
"""
import sys
from pathlib import Path

import numpy as np
import tensorflow as tf
from PIL import Image

from saliency import NETWORKS

tf1 = tf.compat.v1

QUERIES = (500, 2000)
# Lossless ones: decoders of JPEG differ by a grey level.
PHOTOGRAPHS = ["astronaut.png", "chelsea_cat.png", "coffee.png", "ihc.png"]
CROPS = 50
# network: the pixels of a photograph, along each side, that become one
BLOCKS = {"cifar10-resnet8": (4, 9), "mobilenet-v1-0.25-224": (1, 1)}


class Victim:
    """A network that answers with its scores alone, about images of 0..255."""

    def __init__(self, models, name):
        tf.config.threading.set_intra_op_parallelism_threads(1)
        tf.config.threading.set_inter_op_parallelism_threads(1)
        self.side, feed, logits, _, low, high = NETWORKS[name]
        definition = tf1.GraphDef()
        definition.ParseFromString((models / name / "frozen_graph.pb").read_bytes())

        def graph(pixels):
            found, = tf1.import_graph_def(definition, {feed: pixels / 255 * (high - low) + low}, [logits], name="")
            return found

        self.model = tf1.wrap_function(graph, [tf.TensorSpec([None, self.side, self.side, 3], tf.float32)])
        self.known = {}
        self.classes = self.scores(np.zeros((1, self.side, self.side, 3))).shape[1]

    def scores(self, images):
        """What was asked last is remembered: ART asks about its best images anew in each step."""
        images = np.asarray(images, np.float32)
        keys = [image.tobytes() for image in images]
        new = [i for i, key in enumerate(keys) if key not in self.known]
        together = 10 if self.side > 100 else 100
        if len(self.known) + len(new) > 20 * together:
            self.known = {key: self.known[key] for key in keys if key in self.known}
        for start in range(0, len(new), together):
            part = new[start:start + together]
            for i, scores in zip(part, self.model(tf.constant(images[part])).numpy()):
                self.known[keys[i]] = scores
        return np.array([self.known[key] for key in keys])

    def labels(self, images):
        return self.scores(images).argmax(1)

    def probabilities(self, images):
        return tf.nn.softmax(self.scores(images)).numpy()

    def art(self, predict, high=255):
        """For ART, which gives images of 0..high to a function."""
        from art.estimators.classification import BlackBoxClassifierNeuralNetwork
        return BlackBoxClassifierNeuralNetwork(predict, (self.side, self.side, 3), self.classes,
                                               channels_first=False, clip_values=(0, high))


def crops(name, images):
    """Photograph, left, top, block; the same in every run."""
    chance = np.random.RandomState(1)
    side, (least, most) = NETWORKS[name][0], BLOCKS[name]
    found = []
    for i in range(CROPS):
        photo = PHOTOGRAPHS[i % len(PHOTOGRAPHS)]
        width, height = Image.open(images / photo).size
        block = chance.randint(least, most + 1)
        found.append((photo, chance.randint(width - side * block + 1), chance.randint(height - side * block + 1),
                      block))
    return found


def crop(images, side, photo, left, top, block):
    """The mean of blocks, rounded half up."""
    pixels = np.asarray(Image.open(images / photo).convert("RGB"), np.int64)
    part = pixels[top:top + side * block, left:left + side * block]
    sums = part.reshape(side, block, side, block, 3).sum((1, 3))
    return ((2 * sums + block ** 2) // (2 * block ** 2)).astype(np.float32)


def distance(changed, image, linf=False):
    change = np.abs(np.asarray(changed, np.float64) - image)
    return change.max() if linf else np.sqrt((change ** 2).sum())


def main(kind, runs, measure):
    """Arguments: MODELS IMAGES OUTPUT [METHOD ...]; lines of other methods stay as they are.

    runs: of a network its methods, each with seeds and options, of which "images" may say how many of the crops.
    measure(victim, images, labels, method, seeds, **options): shares and medians by number of queries.
    """
    models, images, output = map(Path, sys.argv[1:4])
    for name, methods in runs.items():
        if not (models / name).exists():
            continue
        print(name, flush=True)
        file = output / f"{kind}-{name}.txt"
        victim = Victim(models, name)
        places = crops(name, images)
        clean = np.array([crop(images, victim.side, *place) for place in places])
        labels = victim.labels(clean)
        lines = [f"# scripts/reference/{kind}.py",
                 "# network {}, side {}, range {} {}".format(name, victim.side, *NETWORKS[name][4:])]
        lines += ["crop | " + " ".join(map(str, place)) + f" {label}" for place, label in zip(places, labels)]
        kept = [text for text in file.read_text().splitlines() if text.startswith("run")] if file.exists() else []
        kept = {text.split(" | ")[1]: text for text in kept}
        for method, seeds, options in methods:
            if sys.argv[4:] and method not in sys.argv[4:]:
                continue
            options = dict(options)
            count = options.pop("images", CROPS)
            shares, medians = measure(victim, clean[:count], labels[:count], method, seeds, **options)
            kept[method] = " | ".join([
                f"run | {method}", " ".join(f"{k}={v}" for k, v in dict(images=count, seeds=seeds, **options).items()),
                " ".join(f"{q}:{share:.4f}" for q, share in shares.items()),
                " ".join(f"{q}:{median:.6g}" for q, median in medians.items())])
            print("  " + kept[method], flush=True)
            file.write_text("\n".join(lines + list(kept.values())) + "\n")
