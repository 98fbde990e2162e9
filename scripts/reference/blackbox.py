#!/usr/bin/env python3
"""Black-box attacks by ART and torchattacks, for attack/BlackBoxReferenceTest.

Chance differs between any two programs, so what is compared is how often an attack fools: of fifty crops
of photographs, within so many queries, averaged over seeds; and the median L2 of what fooled. See attack_runs.py
for the crops and the file: a "share" is of those that were fooled, the "median" is of their L2 within the largest
number of queries.

- square: ART. It starts from the image where its stripes do not help, and never tries the last places at
  the right and below.
- square-l2: torchattacks, whose code is that of AutoAttack's authors. ART divides a square's change by the root
  of its budget, where the paper multiplies by it.
- simba, simba-dct: ART. It asks about both directions of each step and takes the better one; queries are
  counted as the paper does, which asks about the second only if the first did not help.
- evolution: ART's differential evolution with the paper's strategy (rand/1, F = 0.5, no crossover) and first
  generation (uniform places, normal colours), where ART itself has best/1 and uniform colours.

foolbox 3 has none of these four, and none of the programs has NES.

Needs: tensorflow, pillow, adversarial-robustness-toolbox, torch, torchattacks. Usage: blackbox.py MODELS IMAGES
OUTPUT [METHOD ...]: lines of the other methods stay as they are.
"""
import random

import torch  # noqa: before TensorFlow, which attack_runs imports; afterwards it aborts
import numpy as np

from attack_runs import QUERIES, distance, main


def square(victim, images, labels, queries, seed, epsilon):
    from art.attacks.evasion import SquareAttack
    np.random.seed(seed)
    random.seed(seed)
    return SquareAttack(victim.art(victim.scores), norm=np.inf, eps=epsilon, max_iter=queries - 1, p_init=0.8,
                        batch_size=len(images), verbose=False).generate(images.copy())


def square_l2(victim, images, labels, queries, seed, epsilon):
    """Epsilon is the root mean square."""
    import torchattacks
    torch.set_num_threads(1)

    class Scores(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.device = torch.nn.Parameter(torch.zeros(1))

        def forward(self, x):
            return torch.tensor(victim.scores(255 * x.permute(0, 2, 3, 1).numpy()))

    attack = torchattacks.Square(Scores(), norm="L2", eps=epsilon / 255 * images[0].size ** 0.5,
                                 n_queries=queries - 1, p_init=0.8, seed=seed)
    found = attack(torch.tensor(images / 255).permute(0, 3, 1, 2).contiguous(), torch.tensor(labels))
    return 255 * found.permute(0, 2, 3, 1).numpy()


class PaperCount:
    """What the network says of one image, for as long as the paper's algorithm would have queries left."""

    def __init__(self, victim, image, label, queries):
        self.victim, self.label, self.left = victim, label, queries - 1
        self.last = self.before = victim.probabilities(image[None])
        self.first = None

    def value(self, answer):
        return answer[0, self.label]

    def __call__(self, images):
        if self.first is None:
            self.first = self.ask(images)
            return self.first
        helped = self.value(self.first) < self.value(self.last)
        second = self.victim.probabilities(images) if helped else self.ask(images)
        self.last = min((self.last, self.first, second), key=self.value)
        self.first = None
        return second

    def ask(self, images):
        if self.left <= 0:
            return self.last
        self.left -= 1
        return self.victim.probabilities(images)


def simba_along(kind):
    def run(victim, images, labels, queries, seed, step):
        from art.attacks.evasion import SimBA
        np.random.seed(seed)
        found = []
        for image, label in zip(images, labels):
            count = PaperCount(victim, image, label, queries)
            clean = count.last
            first = [True]

            def predict(x):
                if first.pop() if first else False:
                    return clean
                return count(x)

            found.append(SimBA(victim.art(predict), attack=kind, max_iter=queries, epsilon=step,
                               freq_dim=victim.side // 8, stride=1, verbose=False).generate(image[None].copy())[0])
        return np.array(found)

    return run


def evolution(victim, images, labels, queries, seed, pixels, population):
    from art.attacks.evasion import pixel_threshold
    from art.attacks.evasion.pixel_threshold import PixelAttack, differential_evolution
    chance = np.random.RandomState(seed)
    np.asfarray = lambda a: np.asarray(a, float)  # ART calls what NumPy 2 has no more

    def as_published(predict, bounds, **options):
        low, high = np.array(bounds, float).T
        start = chance.uniform(low, high, (population, len(bounds)))
        colours = np.arange(len(bounds)) % 5 >= 2
        start[:, colours] = np.clip(chance.normal(128, 127, (population, colours.sum())), 0, 255)
        options.update(maxiter=queries // population - 1, strategy="rand1bin", mutation=0.5, init=start, seed=chance)
        return differential_evolution(predict, bounds, **options)

    pixel_threshold.differential_evolution = as_published
    attack = PixelAttack(victim.art(victim.probabilities), th=pixels, es=1)
    found = attack.generate(images.copy())
    pixel_threshold.differential_evolution = differential_evolution
    return found


METHODS = {"square": square, "square-l2": square_l2, "simba": simba_along("px"), "simba-dct": simba_along("dct"),
           "evolution": evolution}
# network: method, seeds, options
RUNS = {
    "cifar10-resnet8": [("square", 3, {"epsilon": 1}),
                        ("square-l2", 3, {"epsilon": 1}),
                        ("simba", 1, {"step": 8}),
                        ("simba-dct", 1, {"step": 8}),
                        ("evolution", 1, {"pixels": 1, "population": 100})],
    "mobilenet-v1-0.25-224": [("square", 1, {"images": 20, "epsilon": 1})],
}


def measure(victim, images, labels, method, seeds, **options):
    shares = {}
    for queries in QUERIES:
        fooled, lengths = [], []
        for seed in range(1, seeds + 1):
            changed = METHODS[method](victim, images, labels, queries, seed, **options)
            fools = victim.labels(changed) != labels
            fooled.append(fools.mean())
            lengths += [distance(a, b) for a, b, yes in zip(changed, images, fools) if yes]
        print(f"  {method} {options} {queries} queries: {fooled}, median L2 {np.median(lengths):.4g}", flush=True)
        shares[queries] = np.mean(fooled)
    return shares, {QUERIES[-1]: np.median(lengths)}


if __name__ == "__main__":
    main("blackbox", RUNS, measure)
