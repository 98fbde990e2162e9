#!/usr/bin/env python3
"""What the imputation of ROAD in pytorch-grad-cam makes of a picture with holes, for RoadTest.

    road.py FILE

The picture, 8x10 with three channels, and the holes are formulas, which the test has too. A line for each row of the
filled picture, without noise: the channels of the first pixel, of the next, ...

Needs: grad-cam, torch, scipy.
"""

import sys

import numpy as np
import torch
from pytorch_grad_cam.metrics.road import NoisyLinearImputer

y, x, c = np.mgrid[0:8, 0:10, 0:3]
picture = (31 * y + 17 * x + 53 * c + 7 * x * y) % 256 / 255
hole = (3 * y[:, :, 0] + 5 * x[:, :, 0] + y[:, :, 0] * x[:, :, 0]) % 4 > 0
hole |= (y[:, :, 0] > 3) & (x[:, :, 0] < 5)

filled = NoisyLinearImputer(noise=0)(
    torch.tensor(picture.transpose(2, 0, 1), dtype=torch.float32), torch.tensor(1 - hole.astype(np.float32))
)
with open(sys.argv[1], "w") as out:
    for row in filled.numpy().transpose(1, 2, 0):
        out.write(" ".join(f"{value:.7g}" for value in row.ravel()) + "\n")
