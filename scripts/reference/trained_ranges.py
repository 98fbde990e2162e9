#!/usr/bin/env python3
"""Trains ten networks briefly, each in five ranges of its input, for the check of a network's preprocessing.

    trained_ranges.py FOLDER [NAME,...] [--images IMAGES]

Five are of keras.applications and become .keras files, five of torchvision and become .onnx files by either exporter
of PyTorch. They are what users have: untouched but for the number of classes, without any step that prepares the
image; those of VGG end in the mean over all places and one layer, as for smaller problems.

They begin with random weights and learn to tell eight photographs (in IMAGES, which is ../shared/images beside the
project unless it is given) from crops of 64x64 pixels at scales of 0.5 to 1, half of them mirrored. Classes are in
the alphabetical order of the photographs' names. The right third of each photograph is held out. Normalizations have
moving statistics with a momentum of 0.9, for which few steps suffice.

FOLDER gets NAME-PRESET.keras or NAME-PRESET.onnx, networks.csv, and in images three crops from the held-out third of
each photograph, of 96x96 pixels. Accuracies are those of 128 crops and of the network as it is saved: held-out, and
training, of new crops from the part for training. Size is the side of the input. A network that is written again
replaces its line.

Needs: numpy, pillow; tensorflow for networks of Keras; torch, torchvision, onnx, onnxscript for those of torchvision.
These can be in two environments, each asked for its own networks.
"""

import argparse
import csv
import sys
import time
from pathlib import Path

import numpy as np
from PIL import Image

SIDE = 64
BATCH = 16
LARGEST = 640
SEED = 1
TESTS = 8
PHOTOGRAPHS = Path(__file__).resolve().parents[2].parent / "shared/images"
COLUMNS = ["file", "architecture", "preset", "held-out accuracy", "training accuracy", "size"]
IMAGENET_MEAN, IMAGENET_DEVIATION = np.float32([0.485, 0.456, 0.406]), np.float32([0.229, 0.224, 0.225])
# What is made of RGB in 0..255.
PRESETS = {
	"tf": lambda x: x / 127.5 - 1,
	"unit": lambda x: x / 255,
	"raw": lambda x: x,
	"torch": lambda x: (x / 255 - IMAGENET_MEAN) / IMAGENET_DEVIATION,
	"caffe": lambda x: x[..., ::-1] - np.float32([103.939, 116.779, 123.68]),
}
# Steps and the rate of the first half of them, which then falls to 0.
KERAS = {
	"VGG16": (90, 2e-4),
	"MobileNetV2": (150, 1e-3),
	"MobileNet": (150, 1e-3),
	"ResNet50V2": (60, 1e-3),
	"DenseNet121": (70, 1e-3),
}
TORCH = {
	"resnet18": (150, 1e-3),
	"vgg11": (120, 3e-4),
	"mobilenet_v2": (250, 1e-3),
	"shufflenet_v2_x1_0": (300, 1e-3),
	"squeezenet1_1": (500, 3e-4),
}
DYNAMO = ("vgg11", "mobilenet_v2")


class Photographs:
	"""Crops of one part of the photographs."""

	def __init__(self, folder, held_out):
		files = sorted(f for f in Path(folder).iterdir() if f.suffix in (".png", ".jpg"))
		self.names = [file.stem for file in files]
		self.images = [self.opened(file, held_out) for file in files]

	@staticmethod
	def opened(file, held_out):
		image = Image.open(file).convert("RGB")
		image.thumbnail((LARGEST, LARGEST))
		if image.width < 6 * SIDE or image.height < 2 * SIDE:
			sys.exit(f"{file.name}: crops need {6 * SIDE}x{2 * SIDE} pixels or more of at most {LARGEST}x{LARGEST}, "
				f"but there are {image.width}x{image.height}; take another photograph.")
		border = image.width * 2 // 3
		return image.crop((border, 0, image.width, image.height) if held_out else (0, 0, border, image.height))

	def crop(self, label, side, scale, random):
		image = self.images[label]
		taken = round(side / scale)
		x, y = random.integers(0, image.width - taken + 1), random.integers(0, image.height - taken + 1)
		return image.resize((side, side), Image.BILINEAR, (x, y, x + taken, y + taken))

	def batch(self, random):
		labels = random.permutation(np.arange(BATCH) % len(self.images))
		crops = np.zeros((BATCH, SIDE, SIDE, 3), np.float32)
		for n, label in enumerate(labels):
			crop = np.asarray(self.crop(label, SIDE, random.uniform(0.5, 1), random))
			crops[n] = crop[:, ::-1] if random.random() < 0.5 else crop
		return crops, labels


class Keras:
	"""Compiled once for all ranges, since that takes as long as the training of one."""

	def __init__(self, name, classes):
		import keras
		self.keras, self.name, self.classes = keras, name, classes
		self.network = self.fresh(0)
		self.network.compile(keras.optimizers.Adam(clipnorm=1.0), "sparse_categorical_crossentropy")
		self.network.optimizer.build(self.network.trainable_variables)
		self.beginning = [variable.numpy() for variable in self.network.optimizer.variables]

	def fresh(self, seed):
		self.keras.utils.set_random_seed(seed)
		network = self.made(getattr(self.keras.applications, self.name))
		for layer in network.layers:
			if isinstance(layer, self.keras.layers.BatchNormalization):
				layer.momentum = 0.9
		return network

	def made(self, make):
		shape = (SIDE, SIDE, 3)
		if "VGG" not in self.name:
			return make(weights=None, classes=self.classes, input_shape=shape)
		base = make(weights=None, include_top=False, pooling="avg", input_shape=shape)
		for layer in base.layers:
			if layer.weights:
				# Without normalization, layers that begin as Keras' own do learn too slowly.
				layer.kernel.assign(self.keras.initializers.HeNormal()(layer.kernel.shape))
		scores = self.keras.layers.Dense(self.classes, "softmax")(base.output)
		return self.keras.Model(base.input, scores, name=base.name)

	def begin(self, seed):
		self.network.set_weights(self.fresh(seed).get_weights())
		for variable, value in zip(self.network.optimizer.variables, self.beginning):
			variable.assign(value)

	def learn(self, images, labels, rate):
		self.network.optimizer.learning_rate.assign(rate)
		self.network.train_on_batch(images, labels)

	def labels(self, images):
		return self.network.predict_on_batch(images).argmax(1)

	def save(self, stem):
		file = stem + ".keras"
		self.network.save(file, include_optimizer=False)
		return file


class Torch:
	"""What Keras is for networks of keras.applications, for those of torchvision."""

	def __init__(self, name, classes):
		import torch
		self.torch, self.name, self.classes = torch, name, classes
		torch.set_num_threads(1)

	def begin(self, seed):
		from torchvision import models
		torch = self.torch
		torch.manual_seed(seed)
		self.network = getattr(models, self.name)(weights=None, num_classes=self.classes)
		if "vgg" in self.name:
			self.network.avgpool = torch.nn.AdaptiveAvgPool2d(1)
			self.network.classifier = torch.nn.Linear(512, self.classes)
		self.optimizer = torch.optim.Adam(self.network.parameters())

	def learn(self, images, labels, rate):
		self.network.train()
		self.optimizer.param_groups[0]["lr"] = rate
		self.optimizer.zero_grad()
		self.torch.nn.functional.cross_entropy(self.scores(images), self.torch.tensor(labels)).backward()
		self.torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
		self.optimizer.step()

	def scores(self, images):
		return self.network(self.torch.tensor(images.transpose(0, 3, 1, 2).copy()))

	def labels(self, images):
		self.network.eval()
		with self.torch.no_grad():
			return self.scores(images).argmax(1).numpy()

	def save(self, stem):
		file, export = stem + ".onnx", self.torch.onnx.export
		image = self.torch.rand(1, 3, SIDE, SIDE)
		self.network.eval()
		names = {"input_names": ["image"], "output_names": ["scores"]}
		if self.name in DYNAMO:
			# An example of one image would make the number of images a constant.
			several = self.torch.cat([image, image])
			export(self.network, (several,), file, dynamo=True, verbose=False, **names,
				dynamic_shapes=({0: self.torch.export.Dim("n")},))
		else:
			export(self.network, (image,), file, dynamo=False, **names,
				dynamic_axes={"image": {0: "n"}, "scores": {0: "n"}})
		return file


def trained(trainer, prepared, photographs, steps, rate):
	random = np.random.default_rng(SEED)
	for step in range(steps):
		images, labels = photographs.batch(random)
		trainer.learn(prepared(images), labels, rate * min(1, 2 * (1 - step / steps)))


def accuracy(trainer, prepared, photographs):
	random = np.random.default_rng(SEED + 1)
	batches = [photographs.batch(random) for _ in range(TESTS)]
	return np.mean([trainer.labels(prepared(images)) == labels for images, labels in batches])


def write_line(folder, line):
	table = folder / "networks.csv"
	lines = []
	if table.exists():
		with open(table, newline="") as text:
			lines = [old for old in csv.DictReader(text) if old["file"] != line["file"]]
	with open(table, "w", newline="") as text:
		writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
		writer.writeheader()
		writer.writerows(lines + [line])


def write_networks(name, folder, learned, held_out):
	steps, rate = (KERAS | TORCH)[name]
	trainer = (Keras if name in KERAS else Torch)(name, len(learned.images))
	for n, (preset, prepared) in enumerate(PRESETS.items()):
		began = time.time()
		trainer.begin(SEED + n)
		trained(trainer, prepared, learned, steps, rate)
		figures = [f"{accuracy(trainer, prepared, part):.3f}" for part in (held_out, learned)]
		file = trainer.save(str(folder / f"{name}-{preset}"))
		line = dict(zip(COLUMNS, [Path(file).name, name, preset, *figures, SIDE]))
		write_line(folder, line)
		print(*line.values(), f"{time.time() - began:.0f} s", flush=True)


def write_images(folder, held_out):
	random = np.random.default_rng(SEED)
	folder.mkdir(parents=True, exist_ok=True)
	for label, name in enumerate(held_out.names):
		for n in range(1, 4):
			held_out.crop(label, 96, 1, random).save(folder / f"{name}-{n}.png")


def main():
	parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
	parser.add_argument("folder", type=Path)
	parser.add_argument("names", nargs="?", default=",".join(KERAS | TORCH), metavar="NAME,...")
	parser.add_argument("--images", type=Path, default=PHOTOGRAPHS)
	chosen = parser.parse_args()
	names = chosen.names.split(",")
	for name in names:
		if name not in KERAS | TORCH:
			parser.error(f"there is no network '{name}'; the networks are {', '.join(KERAS | TORCH)}")
	if not chosen.images.is_dir():
		parser.error(f"photographs were expected in {chosen.images}, which is no folder; name theirs with --images")
	learned, held_out = Photographs(chosen.images, False), Photographs(chosen.images, True)
	write_images(chosen.folder / "images", held_out)
	for name in names:
		write_networks(name, chosen.folder, learned, held_out)


if __name__ == "__main__":
	main()
