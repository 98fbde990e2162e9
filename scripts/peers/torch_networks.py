"""The networks of networks.py in PyTorch; they take 0..1 and have random weights of their own: only time counts."""

import torch
import torchvision
from torch import nn


class Block(nn.Module):
    """Two convolutions and a shortcut, of ResNet-8."""

    def __init__(self, before, channels, stride):
        super().__init__()
        self.convolutions = nn.Sequential(
            nn.Conv2d(before, channels, 3, stride, 1, bias=False), nn.BatchNorm2d(channels), nn.ReLU(),
            nn.Conv2d(channels, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels))
        self.shortcut = nn.Identity() if stride == 1 else nn.Conv2d(before, channels, 1, stride)

    def forward(self, x):
        return torch.relu(self.shortcut(x) + self.convolutions(x))


def resnet_8():
    return nn.Sequential(nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU(), Block(16, 16, 1),
                         Block(16, 32, 2), Block(32, 64, 2), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


class Scaled(nn.Module):
    """From 0..1 to the network's -1..1."""

    def forward(self, x):
        return 2 * x - 1


NETWORKS = {"mobilenet-v2": lambda: torchvision.models.mobilenet_v2(weights=None), "resnet-8": resnet_8,
            "vgg-16": lambda: torchvision.models.vgg16(weights=None)}


def network(name, side, channels_last):
    """Its moments are those of noise; its weights ask for no gradient."""
    torch.manual_seed(1)
    model = NETWORKS[name]()
    normalizations = [module for module in model.modules() if isinstance(module, nn.BatchNorm2d)]
    for module in normalizations:
        module.momentum = 1.0
    if normalizations:
        with torch.no_grad():
            model(2 * torch.rand(4, 3, side, side) - 1)
    model = nn.Sequential(Scaled(), model).eval().requires_grad_(False)
    return model.to(memory_format=torch.channels_last) if channels_last else model
