#!/usr/bin/env python3
"""PyTorch, captum, foolbox and torchattacks in scripts/compare-peers; see worker.py.

Each task is done in the fastest way, as by a user who tried: with channels first or last, by this batch size or that,
by this library or that.
"""

import functools
import itertools

import captum.attr
import foolbox
import torch
import torchattacks

import torch_networks
from worker import noise, seconds, work

CLASS = 7
EPSILON = 8 / 255
STEP = 2 / 255
# Images that go through the network together.
BATCHES = (5, 10, 25)


def fastest(make, small, full, choices=(None,)):
    """What make(channels_last, choice, size) gives for the full size, in the way that takes least for a small one."""
    def time(way):
        run = make(*way, small)
        return min(seconds(run) for _ in range(2))

    return make(*min(itertools.product((False, True), choices), key=time), full)


def opened(name, count, channels_last):
    """A network and its images, of 0..1."""
    images = torch.from_numpy(noise(name, count)).permute(0, 3, 1, 2) / 255
    form = torch.channels_last if channels_last else torch.contiguous_format
    images = images.contiguous(memory_format=form)
    return torch_networks.network(name, images.shape[2], channels_last), images


def gradient(name, batch):
    def make(channels_last, _, count):
        network, images = opened(name, count, channels_last)

        def step():
            x = images.clone().requires_grad_()
            network(x)[:, CLASS].sum().backward()
            return x.grad.numpy()

        return step

    return fastest(make, batch, batch)


def attribution(method, small, name, *sizes):
    """method is a function of the network, its image, a batch size, and sizes; small ones make the largest batch."""
    def make(channels_last, batch, numbers):
        network, image = opened(name, 1, channels_last)
        return lambda: method(network, image, batch, *numbers)

    return fastest(make, small, sizes, BATCHES)


def smoothgrad(network, image, batch, samples):
    tunnel = captum.attr.NoiseTunnel(captum.attr.Saliency(network))
    tunnel.attribute(image, nt_type="smoothgrad", nt_samples=samples, nt_samples_batch_size=batch, stdevs=0.15,
                     target=CLASS, abs=False)


def integrated_gradients(network, image, batch, steps):
    captum.attr.IntegratedGradients(network).attribute(image, target=CLASS, n_steps=steps, internal_batch_size=batch)


def occlusion(network, image, batch, window, stride):
    captum.attr.Occlusion(network).attribute(image, (3, window, window), (3, stride, stride), target=CLASS,
                                             perturbations_per_eval=batch)


@torch.no_grad()
def rise(network, image, batch, masks):
    """A plain loop over batches: masks of 7x7 cells, enlarged and shifted."""
    side = image.shape[2]
    cell = -(-side // 7)
    total = torch.zeros(side, side)
    for first in range(0, masks, batch):
        count = min(batch, masks - first)
        grids = (torch.rand(count, 1, 8, 8) < 0.5).float()
        large = torch.nn.functional.interpolate(grids, size=8 * cell, mode="bilinear")
        shifts = torch.randint(0, cell, (count, 2)).tolist()
        some = torch.stack([large[n, :, y:y + side, x:x + side] for n, (y, x) in enumerate(shifts)])
        total += (network(image * some)[:, CLASS].reshape(-1, 1, 1) * some[:, 0]).sum(0)
    return total / (masks * 0.5)


def foolbox_pgd(network, images, labels, steps):
    foolbox.attacks.LinfPGD(steps=steps, abs_stepsize=STEP)(
        foolbox.PyTorchModel(network, bounds=(0, 1)), images, labels, epsilons=EPSILON)


def torchattacks_pgd(network, images, labels, steps):
    torchattacks.PGD(network, eps=EPSILON, alpha=STEP, steps=steps)(images, labels)


def carlini_wagner(network, images, labels, steps):
    foolbox.attacks.L2CarliniWagnerAttack(binary_search_steps=1, steps=steps, abort_early=False)(
        foolbox.PyTorchModel(network, bounds=(0, 1)), images, labels, epsilons=None)


def attack(methods, name, count, steps):
    """The faster of methods, functions of the network, its images, their labels and the number of steps."""
    def make(channels_last, method, number):
        network, images = opened(name, count, channels_last)
        labels = network(images).argmax(1)
        return lambda: method(network, images, labels, number)

    return fastest(make, min(steps, 2), steps, methods)


def tasks():
    """By the name that the lines of the protocol have."""
    partial = functools.partial
    return {"gradient": gradient,
            "smoothgrad": partial(attribution, smoothgrad, (25,)),
            "integrated-gradients": partial(attribution, integrated_gradients, (25,)),
            "occlusion": partial(attribution, occlusion, (45, 45)),
            "rise": partial(attribution, rise, (25,)),
            "pgd": partial(attack, (foolbox_pgd, torchattacks_pgd)),
            "carlini-wagner": partial(attack, (carlini_wagner,))}


if __name__ == "__main__":
    work(tasks())
