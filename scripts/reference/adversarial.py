#!/usr/bin/env python3
"""Attacks on networks as numpy over TensorFlow's gradients does them, for attack/AttackReferenceTest.

Every method is written here a second time, from its paper, one image at a time. The images are the
middle of photographs, made smaller by means of blocks of whole pixels and rounded to 8 bits. Where
they are not of the network's size, they are resized within the gradient. All is in grey levels of
0..255, and the loss is the cross-entropy of the class of the clean image.

A file is of one network and one photograph. Each line is: method | options | class reached,
cross-entropy of the clean image's class, L2 and L-infinity of the change. The line "signs" has
what FGSM did to each value, -1, 0 or 1 as 0, 1 or 2, in two bits each, the lowest first, zlib, base64.

Needs: tensorflow, pillow. Usage: adversarial.py MODELS IMAGES OUTPUT, all folders; networks that MODELS
does not hold are left out. The embedded network is in src/main/resources/org/gradiscope/model, and its
image in test-images.
"""
import base64
import sys
import zlib
from pathlib import Path

import numpy as np
import tensorflow as tf
from PIL import Image

from saliency import NETWORKS, SplittableRandom

tf1 = tf.compat.v1

# network, image, its side after blocks of so many pixels became one
CASES = [
    ("cifar10-resnet8", "chelsea_cat.png", 32, 9),
    ("cifar10-resnet8", "coffee.png", 80, 5),
    ("mobilenet-v1-0.25-224", "coffee.png", 256, 1),
    ("mobilenet-v2-1.0-224", "coffee.png", 224, 1),
    ("micropatterns", "membranes-rgb.tif", 32, 2),
]
# Such that rounding errors decide little. With 10 steps at epsilon 8, MobileNet v2 is driven to a loss
# of 37, or of 34 if the image is brighter by 0.00001 of a grey level.
STEPWISE = {
    "cifar10-resnet8": [("pgd", {"epsilon": 1, "steps": 5, "size": 0.5, "seed": 1}),
                        ("pgd", {"epsilon": 8, "steps": 10, "size": 2, "seed": 2}),
                        ("mi-fgsm", {"epsilon": 1, "steps": 5, "decay": 1}),
                        ("mi-fgsm", {"epsilon": 8, "steps": 10, "decay": 0.5}),
                        ("cw-l2", {"searches": 5, "steps": 200, "constant": 0.01, "rate": 0.001, "kappa": 0,
                                   "abort": 0}),
                        ("cw-l2", {"searches": 3, "steps": 200, "constant": 10, "rate": 0.005, "kappa": 5,
                                   "abort": 1})],
    "mobilenet": [("pgd", {"epsilon": 1, "steps": 5, "size": 0.5, "seed": 1}),
                  ("pgd", {"epsilon": 0.5, "steps": 3, "size": 0.25, "seed": 2}),
                  ("mi-fgsm", {"epsilon": 1, "steps": 5, "decay": 1}),
                  ("mi-fgsm", {"epsilon": 0.5, "steps": 10, "decay": 0.5}),
                  ("cw-l2", {"searches": 3, "steps": 60, "constant": 0.02, "rate": 0.001, "kappa": 0, "abort": 0})],
    "micropatterns": [("fgm", {"epsilon": 200}), ("bim", {"epsilon": 4, "steps": 5, "size": 1}),
                      ("least-likely", {"epsilon": 32, "steps": 40, "size": 1}),
                      ("pgd", {"epsilon": 4, "steps": 5, "size": 1, "seed": 1}),
                      ("mi-fgsm", {"epsilon": 4, "steps": 5, "decay": 1}),
                      ("apgd", {"ratio": 0, "epsilon": 4, "steps": 20, "seed": 1}),
                      ("apgd", {"ratio": 1, "epsilon": 4, "steps": 20, "seed": 2}),
                      ("deepfool-linf", {"steps": 50, "candidates": 10, "overshoot": 0.02}),
                      ("jsma", {"gamma": 0.1}),
                      ("cw-l2", {"searches": 3, "steps": 100, "constant": 1, "rate": 0.005, "kappa": 0,
                                 "abort": 0})],
}
# Where a black or white value begins, as part of half the range. The authors of C&W have 0.999999; there
# it needs many more steps to move, and the network of photographs is fooled at an L2 larger by 2 %.
INSIDE = 0.9999
# Beyond this the figures would be those of this machine's rounding.
REPEATABLE = 0.01
# What looks for a small change stops at the boundary, where the loss is steep.
NEAREST = ("deepfool", "deepfool-linf", "jsma", "cw-l2")


class Network:
    """The network with its preprocessing, about one image and the class that it is to lose."""

    def __init__(self, path, side, feed, logits, low, high):
        definition = tf1.GraphDef()
        definition.ParseFromString((path / "frozen_graph.pb").read_bytes())
        with tf.Graph().as_default() as graph:
            self.pixels = tf1.placeholder(tf.float32, [1, None, None, 3])
            resized = tf.image.resize(self.pixels, (side, side), antialias=True)
            found, = tf1.import_graph_def(definition, {feed: resized / 255 * (high - low) + low},
                                          [logits], name="")
            self.logits = tf.reshape(found, [-1])
            self.weights = tf1.placeholder(tf.float32, self.logits.shape)
            self.score = tf.reduce_sum(self.logits * self.weights)
            self.loss = -tf.reduce_sum(tf.nn.log_softmax(self.logits) * self.weights)
            self.of_score, = tf1.gradients(self.score, [self.pixels])
            self.of_loss, = tf1.gradients(self.loss, [self.pixels])
        self.session = tf1.Session(graph=graph)

    def run(self, fetches, image, weights=None):
        feeds = {self.pixels: image[None]}
        if weights is not None:
            feeds[self.weights] = weights
        return self.session.run(fetches, feeds)

    def scores(self, image):
        return self.run(self.logits, image)

    def cross_entropy(self, image, label):
        """The loss and its gradient."""
        loss, gradient = self.run([self.loss, self.of_loss], image, self.only(label))
        return loss, gradient[0]

    def slope(self, image, weights):
        """The gradient of a weighted sum of the logits."""
        return self.run(self.of_score, image, weights)[0]

    def only(self, label):
        weights = np.zeros(self.logits.shape[0], np.float32)
        weights[label] = 1
        return weights


def photograph(path, side, block):
    """The middle of it: the mean of blocks, rounded half up."""
    pixels = np.asarray(Image.open(path).convert("RGB"), np.int64)
    top, left = ((n - side * block) // 2 for n in pixels.shape[:2])
    middle = pixels[top:top + side * block, left:left + side * block]
    sums = middle.reshape(side, block, side, block, 3).sum((1, 3))
    return ((2 * sums + block ** 2) // (2 * block ** 2)).astype(np.float32)


def within(image, original, epsilon):
    """The nearest image in the ball and in the value range."""
    near = np.clip(image, original - np.float32(epsilon), original + np.float32(epsilon))
    return np.clip(near, 0, 255).astype(np.float32)


def fgm(network, image, label, epsilon):
    """In L2; what is cut at the range is not made up for."""
    gradient = network.cross_entropy(image, label)[1].astype(np.float64)
    return within_l2(image + epsilon * gradient / np.sqrt((gradient ** 2).sum()), image, epsilon)


def within_l2(image, original, epsilon):
    change = np.clip(image, 0, 255) - original.astype(np.float64)
    length = np.sqrt((change ** 2).sum())
    return np.clip(original + change * min(1, epsilon / length), 0, 255).astype(np.float32)


def fgsm(network, image, label, epsilon):
    return within(image + np.float32(epsilon) * np.sign(network.cross_entropy(image, label)[1]), image, epsilon)


def start(image, epsilon, seed):
    """Anywhere in the ball, each value by itself."""
    random = SplittableRandom(seed)
    change = np.array([(2 * random.next_double() - 1) * epsilon for _ in range(image.size)])
    return within((image + change.reshape(image.shape)).astype(np.float32), image, epsilon)


def pgd(network, image, label, epsilon, steps, size, seed):
    current = start(image, epsilon, seed)
    for _ in range(steps):
        gradient = network.cross_entropy(current, label)[1]
        current = within(current + np.float32(size) * np.sign(gradient), image, epsilon)
    return current


def bim(network, image, label, epsilon, steps, size):
    current = image
    for _ in range(steps):
        gradient = network.cross_entropy(current, label)[1]
        current = within(current + np.float32(size) * np.sign(gradient), image, epsilon)
    return current


def least_likely(network, image, label, epsilon, steps, size):
    """Kurakin et al.'s iterative method towards the class of the smallest score."""
    wanted = int(network.scores(image).argmin())
    current = image
    for _ in range(steps):
        gradient = network.cross_entropy(current, wanted)[1]
        current = within(current - np.float32(size) * np.sign(gradient), image, epsilon)
    return current


def logits_ratio(network, image, label):
    """The difference of logits ratio (Croce & Hein 2020, equation 6) and its gradient."""
    scores = network.scores(image).astype(np.float64)
    order = np.argsort(-scores, kind="stable")
    other = order[0] if order[0] != label else order[1]
    above, below = scores[label] - scores[other], scores[order[0]] - scores[order[2]]
    of_above = network.slope(image, network.only(label) - network.only(other)).astype(np.float64)
    of_below = network.slope(image, network.only(order[0]) - network.only(order[2])).astype(np.float64)
    return -above / below, -(of_above * below - above * of_below) / below ** 2


def apgd(network, image, label, ratio, epsilon, steps, seed):
    """Algorithm 1 of Croce & Hein, rho and alpha 0.75; of the iterates that fool the one of the largest loss."""
    def ascended(x, y):
        return logits_ratio(network, x, y) if ratio else network.cross_entropy(x, y)

    places = [0, 0.22]
    while places[-1] < 1:
        places.append(places[-1] + max(places[-1] - places[-2] - 0.03, 0.06))
    checkpoints = sorted({int(np.ceil(round(p * steps, 9))) for p in places[1:]})
    size, before = np.float32(2 * epsilon), None
    current = start(image, epsilon, seed)
    value, gradient = ascended(current, label)
    best, fooling = (value, current, gradient), (-np.inf, None)
    if network.scores(current).argmax() != label:
        fooling = value, current
    raised, last, largest_then, halved = 0, 0, value, False
    for k in range(1, steps + 1):
        z = within(current + size * np.sign(gradient).astype(np.float32), image, epsilon)
        moved = z if before is None else within((current.astype(np.float64) + 0.75 * (z - current) + 0.25 * (
            current - before)).astype(np.float32), image, epsilon)
        before, current = current, moved
        then = value
        value, gradient = ascended(current, label)
        raised += value > then
        if value > best[0]:
            best = value, current, gradient
        if value > fooling[0] and network.scores(current).argmax() != label:
            fooling = value, current
        if k in checkpoints:
            halved = bool(raised < 0.75 * (k - last) or not halved and best[0] <= largest_then)
            if halved:
                size = size / 2
                value, current, gradient = best
            raised, last, largest_then = 0, k, best[0]
    return best[1] if fooling[1] is None else fooling[1]


def jsma(network, image, label, gamma):
    """
    Algorithms 2 and 3 of Papernot et al. with theta 1, for the second best class, until any other wins; all
    pairs are looked at.
    """
    target = [k for k in np.argsort(-network.scores(image), kind="stable") if k != label][0]
    current, open_ = image.copy(), image.reshape(-1) < 255
    changed = 0
    while network.scores(current).argmax() == label and changed + 2 <= gamma * image.size:
        a = network.slope(current, network.only(target)).reshape(-1).astype(np.float64)
        b = -network.slope(current, 1 - network.only(target)).reshape(-1).astype(np.float64)
        where = np.flatnonzero(open_)
        for_target, against = np.add.outer(a[where], a[where]), np.add.outer(b[where], b[where])
        products = np.where((for_target > 0) & (against > 0), for_target * against, 0)
        np.fill_diagonal(products, 0)
        if not products.any():
            break
        pair = where[list(np.unravel_index(products.argmax(), products.shape))]
        current.reshape(-1)[pair] = 255
        open_[pair] = False
        changed += 2
    return current


def mi_fgsm(network, image, label, epsilon, steps, decay):
    """Algorithm 1 of Dong et al.: steps of epsilon / steps along gradients of L1 norm 1, gathered."""
    current, gathered = image, np.zeros_like(image, np.float64)
    for _ in range(steps):
        gradient = network.cross_entropy(current, label)[1].astype(np.float64)
        gathered = decay * gathered + gradient / np.abs(gradient).sum()
        current = within(current + np.float32(epsilon / steps) * np.sign(gathered).astype(np.float32), image, epsilon)
    return current


def deepfool(network, image, label, steps, candidates, overshoot):
    """Algorithm 2 of Moosavi-Dezfooli et al., among the likeliest classes of the clean image, its own with them."""
    others = [k for k in np.argsort(-network.scores(image), kind="stable") if k != label][:candidates - 1]
    total, current = np.zeros_like(image, np.float64), image
    for _ in range(steps):
        scores = network.scores(current).astype(np.float64)
        if scores.argmax() != label:
            break
        best = None
        for k in others:
            slope = network.slope(current, network.only(k) - network.only(label)).astype(np.float64)
            norm = np.sqrt((slope ** 2).sum())
            distance = abs(scores[k] - scores[label]) / norm
            if best is None or distance < best[0]:
                best = distance, slope / norm
        total += best[0] * best[1]
        current = np.clip(image + (1 + overshoot) * total, 0, 255).astype(np.float32)
    return current


def deepfool_linf(network, image, label, steps, candidates, overshoot):
    """The same in L-infinity, where the dual norm is L1; values that would leave the range do not count."""
    others = [k for k in np.argsort(-network.scores(image), kind="stable") if k != label][:candidates - 1]
    current = image
    for _ in range(steps):
        scores = network.scores(current).astype(np.float64)
        if scores.argmax() != label:
            break
        best = None
        for k in others:
            slope = network.slope(current, network.only(k) - network.only(label)).astype(np.float64)
            slope = np.where(slope > 0, current < 255, current > 0) * slope
            distance = abs(scores[k] - scores[label]) / np.abs(slope).sum()
            if best is None or distance < best[0]:
                best = distance, np.sign(slope)
        current = np.clip(current + (1 + overshoot) * best[0] * best[1], 0, 255).astype(np.float32)
    return current


def carlini_wagner(network, image, label, searches, steps, constant, rate, kappa, abort):
    """
    L2, by Adam in the space of the hyperbolic tangent; distances in units of the value range. With abort
    a search ends, as in the authors' program, where a tenth of its steps gained less than 1 / 10000.
    """
    origin = np.arctanh((2 * image.astype(np.float64) / 255 - 1) * INSIDE)
    lower, upper, best, found = 0, np.inf, np.inf, image
    for _ in range(searches):
        w, m, v, success, before = origin.copy(), 0, 0, False, np.inf
        for t in range(1, steps + 1):
            x = (np.tanh(w) + 1) / 2
            current = (255 * x).astype(np.float32)
            scores = network.scores(current)
            rest = np.where(network.only(label) > 0, -np.inf, scores)
            margin = scores[label] - rest.max()
            change = x - image / 255
            if margin < -kappa:
                success = True
                if (change ** 2).sum() < best:
                    best, found = (change ** 2).sum(), current
            if abort and (t - 1) % (steps // 10) == 0:
                loss = (change ** 2).sum() + constant * max(0, margin + kappa)
                if loss > 0.9999 * before:
                    break
                before = loss
            slope = 2 * change
            if margin > -kappa:
                slope = slope + constant * 255 * network.slope(
                    current, network.only(label) - network.only(rest.argmax()))
            slope = slope * (1 - np.tanh(w) ** 2) / 2
            m, v = 0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope ** 2
            w = w - rate * (m / (1 - 0.9 ** t)) / (np.sqrt(v / (1 - 0.999 ** t)) + 1e-8)
        if success:
            upper = constant
        else:
            lower = constant
        constant = (lower + upper) / 2 if np.isfinite(upper) else 10 * constant
    return found


def attacks(name):
    for epsilon in (2 if name == "micropatterns" else 1, 8):
        yield "fgsm", {"epsilon": epsilon}
    yield "deepfool", {"steps": 50, "candidates": 10, "overshoot": 0.02}
    yield from STEPWISE["mobilenet" if name.startswith("mobilenet") else name]


METHODS = {"fgsm": fgsm, "fgm": fgm, "bim": bim, "least-likely": least_likely, "pgd": pgd, "mi-fgsm": mi_fgsm,
           "apgd": apgd, "jsma": jsma, "deepfool": deepfool, "deepfool-linf": deepfool_linf,
           "cw-l2": carlini_wagner}


def packed(signs):
    codes = (np.sign(signs).astype(np.int64).reshape(-1) + 1).astype(np.uint8)
    codes = np.pad(codes, (0, -codes.size % 4)).reshape(-1, 4)
    four = (codes << np.array([0, 2, 4, 6], np.uint8)).sum(1).astype(np.uint8)
    return base64.b64encode(zlib.compress(four, 9)).decode()


def figures(network, image, label, changed):
    """The class, the loss, L2 and L-infinity."""
    change = changed.astype(np.float64) - image
    return (network.scores(changed).argmax(), network.cross_entropy(changed, label)[0],
            np.sqrt((change ** 2).sum()), np.abs(change).max())


def repeatable(network, image, label, method, options):
    """The figures; they must be nearly the same of an image that is the same but for rounding."""
    found, again = (figures(network, start, label, METHODS[method](network, start, label, **options))
                    for start in (image, np.maximum(image - np.float32(0.0001), 0)))
    compared = slice(2, 3) if method in NEAREST else slice(1, 3)
    spread = max(abs(b / a - 1) for a, b in zip(found[compared], again[compared]))
    print(f"  {method} {options}: loss {found[1]:.4g}, L2 {found[2]:.4g}, class {found[0]}, "
          f"repeated to {spread:.2%}", flush=True)
    if spread > REPEATABLE or found[0] != again[0]:
        sys.exit(f"{method} {options} cannot be repeated: {found}, then {again}.")
    return found


def line(method, options, found):
    return " | ".join([method, " ".join(f"{k}={v}" for k, v in options.items()),
                       f"{found[0]} " + " ".join(f"{v:.7g}" for v in found[1:])])


def main(models, images, output):
    for name, photo, side, block in CASES:
        if not (models / name).exists():
            continue
        print(name, photo)
        size, feed, logits, _, low, high = NETWORKS[name]
        # The embedded network takes any size, and so nothing is resized.
        size = side if name == "micropatterns" else size
        network = Network(models / name, size, feed, logits, low, high)
        image = photograph(images / photo, side, block)
        label = int(network.scores(image).argmax())
        lines = [f"# scripts/reference/adversarial.py, TensorFlow {tf.__version__}",
                 f"# network {name}, image {photo}, side {side}, block {block}, range {low} {high}",
                 line("clean", {}, figures(network, image, label, image))]
        lines += [line(*attack, repeatable(network, image, label, *attack)) for attack in attacks(name)]
        lines.append("signs | epsilon=1 | " + packed(fgsm(network, image, label, 1) - image))
        (output / f"{name}-{Path(photo).stem}.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
