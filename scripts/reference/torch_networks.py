"""Writes networks of torchvision in ONNX, by both exporters of PyTorch, with what PyTorch computes.

python torch_networks.py FOLDER [NAME,...]

Each gets a folder with model.onnx, input.f32, output.f32, gradient.f32 (little-endian, in PyTorch's order), and
shapes.txt: the shapes of input and output, the place of the number whose gradient it is, and how well PyTorch's
own gradient in float32 correlates with that in float64. Weights are random; outputs and gradients are computed in float64.
"""

import os
import sys
import warnings

import numpy
import torch
from torch import nn
from torchvision import models

warnings.filterwarnings("ignore")


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.down1, self.down2, self.down3 = convolutions(3, 16), convolutions(16, 32), convolutions(32, 64)
        self.pool = nn.MaxPool2d(2)
        self.wider2, self.up2 = nn.ConvTranspose2d(64, 32, 2, stride=2), convolutions(64, 32)
        self.wider1, self.up1 = nn.ConvTranspose2d(32, 16, 2, stride=2), convolutions(32, 16)
        self.out = nn.Conv2d(16, 2, 1)

    def forward(self, image):
        first = self.down1(image)
        second = self.down2(self.pool(first))
        up = self.up2(torch.cat([self.wider2(self.down3(self.pool(second))), second], 1))
        return self.out(self.up1(torch.cat([self.wider1(up), first], 1)))


class DeepLab(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = models.segmentation.deeplabv3_mobilenet_v3_large(weights=None, weights_backbone=None)

    def forward(self, image):
        return self.net(image)["out"]


NETWORKS = {
    "alexnet": models.alexnet,
    "vgg11": models.vgg11,
    "vgg11_bn": models.vgg11_bn,
    "resnet18": models.resnet18,
    "mobilenet_v2": models.mobilenet_v2,
    "mobilenet_v3_small": models.mobilenet_v3_small,
    "efficientnet_b0": models.efficientnet_b0,
    "densenet121": models.densenet121,
    "googlenet": lambda: models.googlenet(weights=None, init_weights=False, aux_logits=False),
    "shufflenet_v2_x1_0": models.shufflenet_v2_x1_0,
    "squeezenet1_0": models.squeezenet1_0,
    "convnext_tiny": models.convnext_tiny,
    "vit_b_16": models.vit_b_16,
    "swin_t": models.swin_t,
    "regnet_y_400mf": models.regnet_y_400mf,
    "mnasnet0_5": models.mnasnet0_5,
    "deeplabv3_mobilenet_v3_large": DeepLab,
    "unet": UNet,
}


def convolutions(channels, more):
    layers = []
    for taken in (channels, more):
        layers += [nn.Conv2d(taken, more, 3, padding=1), nn.BatchNorm2d(more), nn.ReLU()]
    return nn.Sequential(*layers)


def trained(make):
    """With normalizations and last layers that are not those of a beginning."""
    torch.manual_seed(1)
    network = make()
    for module in network.modules():
        if isinstance(module, nn.modules.batchnorm._BatchNorm):
            nn.init.uniform_(module.running_mean, -0.2, 0.2)
            nn.init.uniform_(module.running_var, 0.5, 1.5)
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.2, 0.2)
        if isinstance(module, nn.Linear) and not module.weight.any():
            nn.init.normal_(module.weight, std=0.05)
    return network.eval()


def gradient(network, image):
    image = image.detach().clone().requires_grad_(True)
    output = network(image)
    place = (0, min(3, output.shape[1] - 1)) + tuple(size // 2 for size in output.shape[2:])
    output[place].backward()
    return output.detach().double().numpy(), image.grad.double().numpy(), place


def export(network, image, file, dynamo):
    if dynamo:
        torch.onnx.export(network, (image,), file, dynamo=True, verbose=False)
    else:
        torch.onnx.export(network, (image,), file, dynamo=False, input_names=["image"],
                          output_names=["scores"], dynamic_axes={"image": {0: "n"}, "scores": {0: "n"}})


def write(name, root):
    side = 64 if name == "unet" else 224
    network = trained(NETWORKS[name])
    image = torch.rand(1, 3, side, side)
    folders = []
    for dynamo in (False, True):
        folder = os.path.join(root, name + ("-dynamo" if dynamo else ""))
        os.makedirs(folder, exist_ok=True)
        export(network, image, os.path.join(folder, "model.onnx"), dynamo)
        folders.append(folder)
    single = gradient(network, image)[1]
    output, double, place = gradient(network.double(), image.double())
    own = numpy.corrcoef(single.ravel(), double.ravel())[0, 1]
    for folder in folders:
        for file, values in (("input", image.numpy()), ("output", output), ("gradient", double)):
            values.astype("<f4").tofile(os.path.join(folder, file + ".f32"))
        with open(os.path.join(folder, "shapes.txt"), "w") as text:
            for line in (image.shape, output.shape, place, (own,)):
                text.write(" ".join(map(str, line)) + "\n")


if __name__ == "__main__":
    for chosen in sys.argv[2].split(",") if len(sys.argv) > 2 else NETWORKS:
        write(chosen, sys.argv[1])
        print(chosen, flush=True)
