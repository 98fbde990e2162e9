#!/usr/bin/env python3
"""Saliency maps of a small network as the packages of Python compute them, for attribution/FormulaNetworkTest.

The weights of the network, and the image, are formulas (weights(), image()); testing/FormulaNetwork is the
same: convolution with bias, ReLU, 2x2 maximum, convolution, batch normalization, ReLU, 2x2 maximum,
dense with bias, ReLU, dense with bias. Pixels are 8-bit, and seen as 0..1; the objective is a logit. All
numbers are per grey level, that is, with respect to the 8-bit pixels.

Each line of the file is: method | the map, row by row, channels side by side.

Needs: torch, captum, grad-cam, saliency. Usage: more_saliency.py FILE
"""
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

from java_random import SplittableRandom

# saliency.py beside this file is not PAIR's package of that name.
sys.path.remove(str(Path(__file__).resolve().parent))

SIDE = 12
TARGET = 1


def weights(number, shape, scale):
    i = np.arange(np.prod(shape), dtype=np.float64)
    return torch.tensor((scale * np.sin(number + i * i)).reshape(shape), dtype=torch.float32)


def image():
    y, x, c = np.mgrid[:SIDE, :SIDE, :3].astype(np.int64)
    return ((37 * y * y + 13 * x + 29 * c * (x + 1)) % 256).astype(np.float32)


class Network(nn.Module):
    """Kernels are laid out as TensorFlow has them: height, width, in, out."""

    def __init__(self, pool=nn.MaxPool2d):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 4, 3, padding=1)
        self.relu1 = nn.ReLU()
        self.pool1 = pool(2)
        self.conv2 = nn.Conv2d(4, 6, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(6, eps=1e-3)
        self.relu2 = nn.ReLU()
        self.pool2 = pool(2)
        self.dense1 = nn.Linear(54, 8)
        self.relu3 = nn.ReLU()
        self.dense2 = nn.Linear(8, 3)
        with torch.no_grad():
            self.conv1.weight.copy_(weights(1, (3, 3, 3, 4), 0.5).permute(3, 2, 0, 1))
            self.conv1.bias.copy_(weights(2, (4,), 0.1))
            self.conv2.weight.copy_(weights(3, (3, 3, 4, 6), 0.5).permute(3, 2, 0, 1))
            self.norm.weight.copy_(1 + weights(4, (6,), 0.5))
            self.norm.bias.copy_(weights(5, (6,), 0.2))
            self.norm.running_mean.copy_(weights(6, (6,), 0.3))
            self.norm.running_var.copy_(1 + weights(7, (6,), 0.5))
            self.dense1.weight.copy_(weights(8, (54, 8), 0.5).T)
            self.dense1.bias.copy_(weights(9, (8,), 0.1))
            self.dense2.weight.copy_(weights(10, (8, 3), 0.5).T)
            self.dense2.bias.copy_(weights(11, (3,), 0.1))
        self.eval()

    def forward(self, x):
        x = self.pool1(self.relu1(self.conv1(x)))
        x = self.pool2(self.relu2(self.norm(self.conv2(x))))
        return self.dense2(self.relu3(self.dense1(x.permute(0, 2, 3, 1).flatten(1))))


def batch(pixels):
    """[h, w, c] or [n, h, w, c] to what the network takes."""
    pixels = np.asarray(pixels).reshape(-1, SIDE, SIDE, 3)
    return torch.tensor(pixels / 255, dtype=torch.float32).permute(0, 3, 1, 2)


def usual(maps):
    """The only one of [1, c, h, w] as [h, w, c]."""
    return np.moveaxis(np.asarray(maps)[0], 0, -1)


class Model:
    """What the packages of PAIR ask: gradients per grey level of images that lie side by side."""

    def __init__(self, network):
        self.network = network

    def __call__(self, pixels, call_model_args=None, expected_keys=None):
        x = batch(pixels).requires_grad_(True)
        self.network(x)[:, TARGET].sum().backward()
        return {"INPUT_OUTPUT_GRADIENTS": x.grad.permute(0, 2, 3, 1).numpy().astype(np.float64) / 255}


def blurred(pixels, sigma):
    """By a Gaussian cut off at three deviations, the rim repeated; under 0.1 it does nothing."""
    if sigma < 0.1:
        return pixels
    radius = int(np.ceil(3 * sigma))
    kernel = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    for axis in (0, 1):
        padding = [(radius, radius) if a == axis else (0, 0) for a in range(3)]
        pixels = np.apply_along_axis(np.convolve, axis, np.pad(pixels, padding, "edge"),
                                     kernel / kernel.sum(), "valid")
    return pixels


def paths(network, pixels):
    """By saliency, PAIR's package. Its blur has a black rim, and cuts off the Gaussian elsewhere; here it is another."""
    from saliency.core import BlurIG, GuidedIG, blur_ig, guided_ig
    blur_ig.gaussian_blur = blurred
    # Since numpy 2 it is called method.
    quantile = np.quantile
    guided_ig.np.quantile = lambda of, q, interpolation: quantile(of, q, method=interpolation)
    yield ("blur-integrated-gradients[sigma=3.0]",
           BlurIG().GetMask(pixels.astype(np.float64), Model(network), max_sigma=3, steps=3000, grad_step=1e-4))
    black, blur = np.zeros_like(pixels), blurred(pixels, SIDE / 10)
    for name, baseline in (("black", black), ("blur", blur)):
        for steps, fraction, distance in ((20, 0.25, 0.02), (7, 0.1, 0.3)):
            yield (f"guided-integrated-gradients[baseline={name}, steps={steps}, fraction={fraction}, distance={distance}]",
                   GuidedIG().GetMask(pixels, Model(network), x_baseline=baseline.astype(np.float32), x_steps=steps,
                                      fraction=fraction, max_dist=distance))


def gradient_shap(network, pixels):
    """By captum, which draws what the project's generator draws."""
    from unittest import mock
    from captum.attr import GradientShap
    samples, source = 25, SplittableRandom(1)
    draws = [(random.next_double(), random.next_double()) for random in (source.split() for _ in range(samples))]
    baselines = batch([np.zeros_like(pixels), np.full_like(pixels, 255)])
    with mock.patch("numpy.random.choice", lambda count, size: np.array([int(d * count) for d, _ in draws])), \
            mock.patch("numpy.random.uniform", lambda low, high, size: np.array([t for _, t in draws])):
        map = GradientShap(network).attribute(batch(pixels), baselines=baselines, n_samples=samples, target=TARGET)
    yield f"gradient-shap[baselines=black;white, samples={samples}, seed=1]", usual(map.detach())


def deeplift(network, pixels):
    """
    By captum, of the network with means instead of maxima: where there are maxima, captum's shares do not add up
    (here to 0.02 instead of -0.54 from white).
    """
    from captum.attr import DeepLift
    network = Network(nn.AvgPool2d)
    for name, baseline in (("black", np.zeros_like(pixels)), ("white", np.full_like(pixels, 255)),
                           ("blur", blurred(pixels, SIDE / 10))):
        map = DeepLift(network).attribute(batch(pixels), baselines=batch(baseline), target=TARGET)
        yield f"means: deeplift[baseline={name}]", usual(map.detach())


def excitation(network, pixels):
    """
    By the paper's equation 4, in 64 bits. (Zennit's rule for what is positive, without biases, agrees to a thousandth: it
    loses as much of the sum.)
    """
    scale = network.norm.weight / torch.sqrt(network.norm.running_var + network.norm.eps)
    kernel = (network.conv2.weight * scale[:, None, None, None]).detach().double()

    def down(won, activation, weigh):
        z = weigh(activation)
        return activation * torch.autograd.grad(z, activation, torch.where(z > 0, won / z, 0 * z))[0]

    def of(x):
        return x.detach().double().requires_grad_(True)

    def dense(layer):
        return lambda x: x @ layer.weight.detach().double().clamp(min=0).T

    def convolved(weight):
        return lambda x: nn.functional.conv2d(x, weight.clamp(min=0), padding=1)

    x = of(batch(pixels))
    first = of(network.relu1(network.conv1(x.float())))
    pooled = of(network.pool1(first.float()))
    second = of(network.relu2(network.norm(network.conv2(pooled.float()))))
    flat = of(network.pool2(second.float()).permute(0, 2, 3, 1).flatten(1))
    hidden = of(network.relu3(network.dense1(flat.float())))
    won = torch.zeros(1, 3, dtype=torch.float64)
    won[0, TARGET] = 1
    won = down(down(won, hidden, dense(network.dense2)), flat, dense(network.dense1))
    won, = torch.autograd.grad(network.pool2(second).permute(0, 2, 3, 1).flatten(1), second, won)
    won, = torch.autograd.grad(network.pool1(first), first, down(won, pooled, convolved(kernel)))
    yield "excitation-backprop", usual(down(won, x, convolved(network.conv1.weight.detach().double())).detach())


def activation_maps(network, pixels):
    """By pytorch-grad-cam, as it has them before it scales them to 0..1; each number is a block of 2x2 pixels."""
    import pytorch_grad_cam
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
    for name, method in (("hires-cam", pytorch_grad_cam.HiResCAM), ("xgrad-cam", pytorch_grad_cam.XGradCAM),
                         ("ablation-cam", pytorch_grad_cam.AblationCAM), ("eigen-cam", pytorch_grad_cam.EigenCAM)):
        with method(model=network, target_layers=[network.relu2]) as cam:
            cam.uses_gradients = True
            cam.outputs = cam.activations_and_grads(batch(pixels))
            network.zero_grad()
            cam.outputs[0, TARGET].backward()
            found = cam.activations_and_grads
            activations, gradients = (v[0].detach().numpy() for v in (found.activations, found.gradients))
            small = cam.get_cam_image(batch(pixels), network.relu2, [ClassifierOutputTarget(TARGET)],
                                      activations, gradients, False)[0]
        if name == "ablation-cam":
            small = small * network(batch(pixels))[0, TARGET].item()
        if name == "eigen-cam":
            small = small * np.sign((small * activations[0].sum(0)).sum())
        yield f"{name}[layer=conv2, relu=false, upsampling=nearest]", small.repeat(2, 0).repeat(2, 1)[..., None]


def line(name, values):
    return name + " | " + " ".join(f"{v:.7g}" for v in np.asarray(values, np.float64).reshape(-1))


def main(path):
    network, pixels = Network(), image()
    logits = network(batch(pixels)).detach().numpy()
    lines = ["# scripts/reference/more_saliency.py", line("logits", logits)]
    for maps in (activation_maps, paths, gradient_shap, deeplift, excitation):
        lines += [line(*each) for each in maps(network, pixels)]
    path.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
