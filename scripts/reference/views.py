#!/usr/bin/env python3
"""Prints views of a formula-made picture, for ViewReferenceTest (src/test/resources/org/gradiscope/attack/view/views.txt).

Perspective is torchvision's, which solves for the homography by least squares and samples by torch's grid_sample;
the affine part is torch's affine_grid; light is torchvision's where it has the same formula (contrast about the
mean, of a picture whose mean is the middle grey; brightness about black) and NumPy elsewhere.

Needs: torch, torchvision, numpy. Usage: views.py > src/test/resources/org/gradiscope/attack/view/views.txt
"""
import math

import numpy as np
import torch
import torchvision.transforms.functional as F
from torchvision.transforms import InterpolationMode

HEIGHT, WIDTH, CHANNELS = 9, 12, 3


def picture():
    """[c, h, w] in 0..1."""
    c, y, x = np.mgrid[0:CHANNELS, 0:HEIGHT, 0:WIDTH].astype(float)
    return torch.from_numpy(0.5 + 0.4 * np.sin(0.9 * x + c) * np.cos(0.7 * y - 0.5 * c))


def say(name, image):
    """[c, h, w] as [h, w, c]."""
    values = image.permute(1, 2, 0).reshape(-1).tolist()
    print(name + ": " + " ".join(f"{value:.7f}" for value in values))


def mirrored(image, by):
    """With the edge pixel repeated first, which no padding of torch does."""
    return torch.from_numpy(np.pad(image.numpy(), ((0, 0), (by, by), (by, by)), "symmetric"))


def perspective(image, corners):
    """Corners as fractions: what the canvas shows at its own, top left, top right, bottom right, bottom left."""
    by = 8
    wide = mirrored(image, by)
    shown = [[by + x * WIDTH, by + y * HEIGHT] for x, y in corners]
    canvas = [[by, by], [by + WIDTH, by], [by + WIDTH, by + HEIGHT], [by, by + HEIGHT]]
    seen = F.perspective(wide, shown, canvas, InterpolationMode.BILINEAR)
    return seen[:, by:by + HEIGHT, by:by + WIDTH]


def plane(image, scale, angle):
    """Turned and scaled about the centre."""
    by = 8
    wide = mirrored(image, by)
    height, width = wide.shape[1:]
    cos, sin = math.cos(angle) / scale, math.sin(angle) / scale
    # Of normalized positions (x, y); ours is q = R (p - c) / scale + c in pixels of (y, x).
    matrix = torch.tensor([[[cos, sin * height / width, 0], [-sin * width / height, cos, 0]]],
                          dtype=torch.float64)
    grid = torch.nn.functional.affine_grid(matrix, [1, CHANNELS, height, width], align_corners=False)
    seen = torch.nn.functional.grid_sample(wide[None], grid, "bilinear", align_corners=False)[0]
    return seen[:, by:by + HEIGHT, by:by + WIDTH]


def main():
    image = picture()
    print("# Made by scripts/reference/views.py; values [h, w, c] of a picture of 9 x 12 x 3.")
    say("picture", image)
    say("perspective inwards", perspective(image, [(.1, .05), (.9, .12), (.85, .95), (.02, .8)]))
    say("perspective beyond", perspective(image, [(-.15, .1), (1.1, -.2), (.9, 1.15), (.05, .85)]))
    say("plane", plane(image, 1.25, 0.3))
    say("plane small", plane(image, 0.8, -0.7))
    # adjust_contrast takes the mean of the luminance, here of a picture and its negative side by side: the middle.
    both = torch.cat([image, 1 - image], dim=2)
    say("contrast 0.7", F.adjust_contrast(both, 0.7)[:, :, :WIDTH])
    # adjust_brightness scales about black, which is what one gain for all channels does.
    say("gain 0.8", F.adjust_brightness(image, 0.8))
    gains = torch.tensor([1.1, 0.95, 0.8], dtype=torch.float64)[:, None, None]
    say("light", 1.2 * (gains * image - 0.5) + 0.5 - 0.05)


if __name__ == "__main__":
    main()
