#!/usr/bin/env python3
"""Attacks that know decisions alone, by foolbox 3 and ART, for attack/DecisionReferenceTest.

Chance differs between any two programs, so what is compared is how near the nearest image was that fooled, of those
asked about within so many queries. See attack_runs.py for the crops and the file: a "share" is of crops whose
distance is less than "under", the "median" is of all distances, in L2 or, of the methods that say so, in L-infinity.

Both sides start from the same image: noise of a congruential generator (see "noise"), the first of its seeds 1,
2, ... that fools; boundary from where ten bisections lead on the way from the crop to it. These queries count.

- boundary, hopskipjump, hopskipjump-linf: foolbox, with its usual options, which are those of the papers' authors.
  HopSkipJump has one crop at a time: of several, foolbox divides each slope by the length of all of them together,
  so that steps are too short by the root of their number.
- geoda, sign-opt: ART, as they start by themselves; GeoDA among all frequencies, where it came nearer than among the
  lowest third. Gradiscope has neither; they are here to be compared with hopskipjump.

Needs: tensorflow, pillow, foolbox, adversarial-robustness-toolbox. Usage: decisions.py MODELS IMAGES OUTPUT
[METHOD ...]: lines of the other methods stay as they are.
"""
import numpy as np
import tensorflow as tf

from attack_runs import QUERIES, distance, main

# A crop that is asked about so often without a change is stuck.
REPEATS = 50


class Spent(Exception):
    """No query is left."""


class Decisions:
    """The network about some crops; of each, what is nearest of what fooled, after each query.

    Attacks on several crops go on until the last one needs no more, and ask about the others what they asked before:
    that is no query. foolbox halves a step until it fools, for ever where rounding makes it none: then it is told so.
    """

    def __init__(self, victim, images, labels, linf):
        self.victim, self.images, self.labels, self.linf = victim, images.astype(np.float64), labels, linf
        self.courses = [[] for _ in images]
        self.last = np.full(images.shape, np.nan, np.float32)
        self.repeats = np.zeros(len(images), int)

    def scores(self, images):
        """About one copy of each crop, or if there is one crop, about any number."""
        images = np.asarray(images, np.float32)
        scores = self.victim.scores(images)
        for i, (changed, one) in enumerate(zip(images, scores)):
            n = i % len(self.images)
            if np.array_equal(changed, self.last[n]):
                self.repeats[n] += 1
                if self.repeats[n] > REPEATS:
                    one[self.labels[n]] = -np.inf
                continue
            self.last[n], self.repeats[n] = changed, 0
            best = self.courses[n][-1] if self.courses[n] else np.inf
            if one.argmax() != self.labels[n]:
                best = min(best, distance(changed, self.images[n], self.linf))
            self.courses[n].append(best)
        if min(map(len, self.courses)) >= QUERIES[-1]:
            raise Spent
        return scores

    def fool(self, images):
        return self.scores(images).argmax(1) != self.labels

    def foolbox(self):
        import foolbox
        # Gone from numpy 2.
        np.find_common_type = lambda arrays, scalars: np.result_type(*arrays)
        return foolbox.TensorFlowModel(lambda x: tf.constant(self.scores(255 * x.numpy())), bounds=(0, 1), device="cpu")

    def art(self):
        # Gone from numpy 2.
        np.mat = np.asmatrix
        return self.victim.art(lambda x: self.scores(255 * x), 1)

    def one_hot(self):
        return np.eye(self.victim.classes, dtype=np.float32)[self.labels]


def noise(shape, seed):
    state, values = seed, []
    for _ in range(int(np.prod(shape))):
        state = (state * 1103515245 + 12345) & 0x7fffffff
        values.append(state >> 16 & 255)
    return np.array(values, np.float32).reshape(shape)


def starts(victim, images, labels):
    found = np.zeros_like(images)
    missing = np.ones(len(images), bool)
    seed = 1
    while missing.any():
        candidate = noise(images[0].shape, seed)
        found[missing] = candidate
        missing &= victim.labels(candidate[None])[0] == labels
        seed += 1
    return found


def by_foolbox(attack):
    def run(decisions, first):
        attack().run(decisions.foolbox(), tf.constant(decisions.images / 255, tf.float32),
                     tf.constant(decisions.labels, tf.int64), starting_points=tf.constant(first / 255, tf.float32))

    return run


def boundary(decisions, first):
    from foolbox.attacks import BoundaryAttack
    decisions.fool(first)
    low, high = np.zeros(len(first)), np.ones(len(first))
    for _ in range(10):
        middle = (low + high) / 2
        fools = decisions.fool(between(decisions.images, first, middle).astype(np.float32))
        low, high = np.where(fools, low, middle), np.where(fools, middle, high)
    by_foolbox(BoundaryAttack)(decisions, between(decisions.images, first, high))


def between(near, far, part):
    return near + part[:, None, None, None] * (far - near)


def hopskipjump(constraint):
    def attack():
        from foolbox.attacks import HopSkipJumpAttack
        return HopSkipJumpAttack(constraint=constraint)

    return by_foolbox(attack)


def one_by_one(attack):
    def run(decisions, first):
        for n in range(len(first)):
            one = Decisions(decisions.victim, decisions.images[n:n + 1], decisions.labels[n:n + 1], decisions.linf)
            try:
                attack(one, first[n:n + 1])
            except Spent:
                pass
            decisions.courses[n] = one.courses[0]

    return run


def by_art(attack):
    def run(one, first):
        attack(one).generate((one.images / 255).astype(np.float32), one.one_hot())

    return run


def geoda(one):
    from art.attacks.evasion import GeoDA
    return GeoDA(one.art(), norm=2, sub_dim=one.victim.side, max_iter=QUERIES[-1], bin_search_tol=0.0001,
                 verbose=False)


def sign_opt(one):
    from art.attacks.evasion import SignOPTAttack
    return SignOPTAttack(one.art(), targeted=False, num_trial=10, query_limit=QUERIES[-1], verbose=False)


METHODS = {"boundary": boundary, "hopskipjump": one_by_one(hopskipjump("l2")),
           "hopskipjump-linf": one_by_one(hopskipjump("linf")),
           "geoda": one_by_one(by_art(geoda)), "sign-opt": one_by_one(by_art(sign_opt))}
# network: method, seeds, options
RUNS = {
    "cifar10-resnet8": [("boundary", 2, {"under": 200}),
                        ("hopskipjump", 2, {"under": 30}),
                        ("hopskipjump-linf", 4, {"under": 1.2}),
                        ("geoda", 1, {"images": 10, "under": 30}),
                        ("sign-opt", 1, {"images": 10, "under": 30})],
    "mobilenet-v1-0.25-224": [("hopskipjump", 1, {"images": 20, "under": 3000})],
}


def measure(victim, images, labels, method, seeds, under):
    nearest = []
    for seed in range(1, seeds + 1):
        np.random.seed(seed)
        tf.random.set_seed(seed)
        decisions = Decisions(victim, images, labels, method.endswith("linf"))
        try:
            METHODS[method](decisions, starts(victim, images, labels))
        except Spent:
            pass
        for course in decisions.courses:
            course += course[-1:] * QUERIES[-1]
            nearest.append([course[q - 1] for q in QUERIES])
    nearest = dict(zip(QUERIES, np.array(nearest).T))
    return {q: (d < under).mean() for q, d in nearest.items()}, {q: np.median(d) for q, d in nearest.items()}


if __name__ == "__main__":
    main("decisions", RUNS, measure)
