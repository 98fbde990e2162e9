#!/usr/bin/env python3
"""
Turns a Keras network into a folder that Gradiscope opens: a SavedModel and its gradiscope.yaml.

The network is one of keras.applications, by name (ResNet50, VGG16, MobileNetV2, ...), or a file of your
own (.keras, .h5). Nothing but the way from the image to the output is kept: no optimizer, no training.

Needs Python 3.9 or newer with the packages tensorflow (2.12 or newer) and keras, which comes with it:
    pip install tensorflow
and tf_keras besides for files of Keras 2 that Keras 3 cannot read.
"""

import argparse
import difflib
import hashlib
import json
import os
import re
import runpy
import shutil
import sys
import tempfile
import warnings
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

EXAMPLES = """
examples:
  %(prog)s ResNet50
      ResNet50 with Keras' ImageNet weights, into the folder ResNet50
  %(prog)s MobileNetV2 --weights none --size any -o /tmp/mobilenet
      untrained, for images of any size
  %(prog)s cells.keras --preset unit --labels cells.txt
      your own network, which was trained on pixels from 0 to 1
  %(prog)s cells.h5 --range -1 1 --channels bgr --frozen
      trained on pixels from -1 to 1 in the order blue, green, red; as one file

Standard output has the path written; all else is on standard error. The exit status is 0 when done, 1 when
something failed, 2 when the call was wrong. docs/models.md says more.
"""

FILE_ENDINGS = (".keras", ".h5", ".hdf5")

# What the darkest and the brightest value become, then what is subtracted, and what divides. As Keras names them.
PRESETS = {
	"raw": {"range": (0, 255)},
	"unit": {"range": (0, 1)},
	"tf": {"range": (-1, 1)},
	"torch": {"range": (0, 1), "mean": (0.485, 0.456, 0.406), "deviation": (0.229, 0.224, 0.225)},
	"caffe": {"range": (0, 255), "mean": (103.939, 116.779, 123.68), "channels": "bgr"},
}
CHANNELS = {"grey": 1, "rgb": 3, "bgr": 3, "rgba": 4}

# Sides tried for the smallest image that a network for any size takes.
SIDES = (8, 16, 32, 48, 64, 80, 96, 128, 160, 192, 224, 256, 299, 331, 384, 480, 512)
TOLERANCE = 1e-5

# Keras' layers where branches come together, and those that compute features of their own.
JOINING = ("Add", "Concatenate")
COMPUTING = ("Activation", "ReLU", "LeakyReLU", "ELU", "PReLU", "Conv2D", "DepthwiseConv2D", "SeparableConv2D",
	"Conv2DTranspose")


# Operations whose output is no layer's own, or is not found by name once the calls are resolved.
NO_LAYERS = ("Placeholder", "Identity", "PartitionedCall", "StatefulPartitionedCall")


class Failure(Exception):
	"""Something went wrong, said in one line."""


class WrongCall(Failure):
	"""The command line asks for what there is not."""


def main():
	options = parse_arguments()
	say = Messages(options.verbose)
	try:
		with say.alone():
			target = export(options, say)
		print(target)
		return 0
	except KeyboardInterrupt:
		say.error("stopped; nothing was written.")
		return 1
	except Failure as failure:
		say.error(str(failure))
		return 2 if isinstance(failure, WrongCall) else 1
	except Exception as fault:  # what TensorFlow or Keras says, which may be anything
		say.error(f"{type(fault).__name__}: {one_line(fault)} (--verbose shows more)")
		return 1


def parse_arguments():
	parser = argparse.ArgumentParser(description=__doc__, epilog=EXAMPLES,
		formatter_class=argparse.RawDescriptionHelpFormatter)
	parser.add_argument("network", help="a name of keras.applications, or a .keras or .h5 file")
	parser.add_argument("-o", "--output", metavar="FOLDER", type=Path,
		help="the folder to make; left out: the network's name, here")
	parser.add_argument("--force", action="store_true", help="replace the folder if an earlier export is there")

	net = parser.add_argument_group("the network")
	net.add_argument("--weights", metavar="imagenet|none|FILE",
		help="for keras.applications: imagenet (usual), none (random), or a file of weights")
	net.add_argument("--classes", type=whole, help="for keras.applications with other weights than imagenet (usual: 1000)")
	net.add_argument("--size", type=size, metavar="any|N|HxW",
		help="the image size that is exported, height x width; 'any' where the network's layers allow it")
	net.add_argument("--fit", choices=("resize", "center-crop", "tile"), default="resize",
		help="how images of another size are fitted to a fixed one (usual: resize)")
	net.add_argument("--keras", choices=("keras", "tf_keras"), default="keras",
		help="the package that reads the network; tf_keras for files of Keras 2")
	net.add_argument("--custom-objects", metavar="FILE.py", type=Path,
		help="a Python file that defines the layers and functions which are not Keras' own; it is run")
	net.add_argument("--trust", action="store_true",
		help="also run Python code that the file itself holds (Lambda layers): only for files you trust")

	prep = parser.add_argument_group("what the network was trained on",
		"keras.applications know it. For a file of your own nobody does but you: say it here.")
	prep.add_argument("--preset", choices=sorted(PRESETS),
		help="raw: 0..255; unit: 0..1; tf: -1..1; torch: 0..1, ImageNet's mean and deviation; "
			"caffe: 0..255, bgr, ImageNet's mean")
	prep.add_argument("--range", nargs=2, type=float, metavar=("LOW", "HIGH"),
		help="what the darkest and the brightest value of an image become")
	prep.add_argument("--mean", nargs="+", type=float, metavar="X", help="then subtracted, one for each channel")
	prep.add_argument("--deviation", nargs="+", type=float, metavar="X", help="then divides, one for each channel")
	prep.add_argument("--channels", choices=sorted(CHANNELS), help="the order of the channels (usual: grey, rgb or rgba)")

	text = parser.add_argument_group("for people")
	text.add_argument("--labels", metavar="FILE", type=Path, help="the classes' names, one a line, in the network's order")
	text.add_argument("--name", help="how the network is called (usual: its name, or the file's)")
	text.add_argument("--licence", help="under which licence the weights are")
	text.add_argument("--source", help="where the network is from")
	text.add_argument("--description", help="what it does, in a sentence")

	way = parser.add_argument_group("how")
	way.add_argument("--frozen", action="store_true",
		help="one file frozen_graph.pb with the weights as constants, in place of a SavedModel")
	way.add_argument("--no-check", action="store_false", dest="check",
		help="do not load what was written to compare it with Keras' own answer")
	way.add_argument("--verbose", action="store_true", help="show TensorFlow's messages and the whole of an error")
	return parser.parse_args()


def whole(text):
	if not text.isdigit() or int(text) < 1:
		raise argparse.ArgumentTypeError(f"a whole number from 1 on was expected, but '{text}' was given")
	return int(text)


def size(text):
	if text == "any":
		return (None, None)
	match = re.fullmatch(r"(\d+)(?:[x,](\d+))?", text)
	if not match or 0 in (int(n) for n in match.groups() if n):
		raise argparse.ArgumentTypeError(f"any, a side or height x width such as 160x120 was expected, not '{text}'")
	return (int(match[1]), int(match[2] or match[1]))


class Messages:
	"""Standard error for this script's own words. TensorFlow and Keras write there as they please: that is shut."""

	def __init__(self, verbose):
		self.verbose = verbose
		self.stream = os.fdopen(os.dup(2), "w", buffering=1, encoding="utf-8", errors="replace")

	@contextmanager
	def alone(self):
		"""Keras' progress of downloads, which it prints on standard output, goes to standard error."""
		sys.stdout.flush()
		out, err = os.dup(1), os.dup(2)
		os.dup2(self.stream.fileno(), 1)
		if not self.verbose:
			with open(os.devnull, "w") as nothing:
				os.dup2(nothing.fileno(), 2)
			warnings.simplefilter("ignore")
		try:
			yield
		except Exception:
			if self.verbose:
				import traceback
				traceback.print_exc(file=self.stream)
			raise
		finally:
			sys.stdout.flush()
			os.dup2(out, 1)
			os.dup2(err, 2)

	def say(self, text):
		print(text, file=self.stream)

	def error(self, text):
		self.say(f"export-keras-model: {text}")


class Notes:
	"""What was assumed: told on standard error at once, and kept for the descriptor."""

	def __init__(self, say):
		self.say = say
		self.assumed = []

	def assume(self, text):
		self.say.say(f"ASSUMED: {text}")
		self.assumed.append(text)

	def warn(self, text):
		self.say.say(f"WARNING: {text}")


def one_line(fault):
	lines = [line.strip() for line in str(fault).splitlines() if line.strip()]
	text = re.sub(r"\s+", " ", " ".join(lines)) or "no reason was given"
	return text if len(text) <= 300 else text[:297] + "..."


def export(options, say):
	"""Returns the folder made."""
	of_file = is_file(options.network)
	name = options.name or (Path(options.network).stem if of_file else options.network)
	target = options.output or Path(name)
	check_target(target, options.force)
	check_options(options, of_file)
	labels = read_labels(options.labels) if options.labels else None
	keras = import_keras(options.keras)
	network = load_file(keras, options) if of_file else load_application(keras, options)
	notes = Notes(say)
	graph = Traced(keras, network, wanted_size(network, options.size), options)
	descriptor = describe(name, network, graph, labels, options, notes)
	return write(target, options, graph, descriptor, say)


def is_file(network):
	path = Path(network)
	if path.is_dir():
		raise WrongCall(f"{network} is a folder. If it is a SavedModel, it needs no export: see docs/models.md.")
	if path.suffix.lower() in FILE_ENDINGS:
		if not path.is_file():
			raise Failure(f"There is no file {network}.")
		return True
	if path.exists() or path.suffix or len(path.parts) > 1:
		raise WrongCall(f"'{network}' is neither a name of keras.applications nor a file that ends in "
			+ ", ".join(FILE_ENDINGS) + ".")
	return False


def check_target(target, force):
	if not target.exists():
		return
	if not target.is_dir() or (any(target.iterdir()) and not (target / "gradiscope.yaml").is_file()):
		raise Failure(f"{target} is there already and is no earlier export; give another --output.")
	if any(target.iterdir()) and not force:
		raise Failure(f"{target} is there already; give another --output, or --force to replace it.")


def check_options(options, of_file):
	if of_file and (options.weights or options.classes):
		raise WrongCall("--weights and --classes are for the networks of keras.applications; a file has its own.")
	if options.preset and (options.range or options.mean or options.deviation):
		raise WrongCall("--preset says the range, mean and deviation; give either --preset or those.")
	if options.channels and options.channels != PRESETS.get(options.preset, {}).get("channels", options.channels):
		raise WrongCall(f"The preset {options.preset} is {PRESETS[options.preset]['channels']}, not {options.channels}.")
	if options.custom_objects and not options.custom_objects.is_file():
		raise Failure(f"There is no file {options.custom_objects}.")
	if options.deviation and 0 in options.deviation:
		raise WrongCall("A --deviation of 0 cannot divide a channel.")


def read_labels(file):
	"""One a line; a line may begin with its index and a colon, as in 0:background."""
	try:
		lines = file.read_text(encoding="utf-8").splitlines()
	except (OSError, UnicodeDecodeError) as e:
		raise Failure(f"The labels {file} cannot be read: {one_line(e)}") from e
	while lines and not lines[-1].strip():
		lines.pop()
	numbered = [re.fullmatch(r"\s*(\d+)\s*:\s*(.+)", line) for line in lines]
	if lines and all(numbered):
		if [int(match[1]) for match in numbered] != list(range(len(lines))):
			raise Failure(f"The numbers in the labels {file} do not run from 0 up one by one.")
		lines = [match[2] for match in numbered]
	for number, line in enumerate(lines, 1):
		if not line.strip():
			raise Failure(f"Line {number} of the labels {file} is empty; each class needs a name.")
	return [line.strip() for line in lines]


def import_keras(package):
	"""Keras 3 with TensorFlow as its backend, or Keras 2."""
	os.environ["KERAS_BACKEND"] = "tensorflow"
	os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
	try:
		import tensorflow  # noqa: F401
	except ImportError as e:
		raise Failure(f"The Python package tensorflow is missing ({one_line(e)}); install it: pip install tensorflow") from e
	try:
		return __import__(package)
	except ImportError as e:
		raise Failure(f"The Python package {package} is missing ({one_line(e)}); install it: pip install {package}") from e


class Network:
	"""A Keras model and what is known of it before it is traced."""

	def __init__(self, model, source, preset=None, labels=None):
		self.model, self.source, self.preset, self.labels = model, source, preset, labels
		self.height, self.width, self.channels = input_shape(model)


def input_shape(model):
	shapes = [tuple(tensor.shape) for tensor in (getattr(model, "inputs", None) or [])]
	if not shapes:
		raise Failure("The network does not say which images it takes. Put it into one that does, "
			"x = keras.Input((height, width, channels)); keras.Model(x, network(x)), and save that.")
	if len(shapes) > 1:
		raise Failure(f"The network takes {len(shapes)} inputs; one image was expected.")
	if len(model.outputs) > 1:
		raise Failure(f"The network has {len(model.outputs)} outputs; one was expected. Save one of them: "
			"keras.Model(model.inputs, model.outputs[0]).")
	shape = shapes[0]
	if len(shape) == 4 and shape[3] in CHANNELS.values():
		check_floats(model.inputs[0].dtype)
		return shape[1:]
	if len(shape) == 4 and shape[1] in CHANNELS.values():
		raise Failure(f"The network takes {list(shape)}, channels first, which TensorFlow does not compute on a "
			"processor; build it with data_format='channels_last'.")
	raise Failure(f"The network takes {list(shape)}; images [None, height, width, 1, 3 or 4] were expected.")


def check_floats(dtype):
	name = getattr(dtype, "name", str(dtype))
	if "float" not in name:
		raise Failure(f"The network takes {name}, through which there is no gradient; float32 was expected. "
			"Rebuild it with keras.Input(..., dtype='float32').")


def load_application(keras, options):
	name = options.network
	applications = {n: f for n, f in vars(keras.applications).items() if n[:1].isupper() and callable(f)}
	if name not in applications:
		near = [n for n in applications if n.lower() == name.lower()]
		near = near or difflib.get_close_matches(name, applications, 5, 0.4) or sorted(applications)
		raise WrongCall(f"There is no '{name}' in keras.applications; there are {', '.join(near)}"
			+ ("." if len(near) == len(applications) else ", ..."))
	weights = options.weights or "imagenet"
	arguments = {"weights": None if weights == "none" else weights}
	if weights == "imagenet" and options.classes not in (None, 1000):
		raise WrongCall(f"The ImageNet weights are for 1000 classes, not {options.classes}; give --weights none or FILE.")
	if weights not in ("none", "imagenet") and not Path(weights).is_file():
		raise Failure(f"There is no file of weights {weights}; imagenet and none are the other choices.")
	if options.classes:
		arguments["classes"] = options.classes
	try:
		model = applications[name](**arguments)
	except Exception as e:
		raise Failure(f"{name} with the weights {weights} cannot be had: {one_line(e)}") from e
	module = sys.modules[applications[name].__module__]
	labels = imagenet_labels(module) if weights == "imagenet" else None
	said = weights if weights in ("none", "imagenet") else Path(weights).name
	return Network(model, f"keras.applications.{name}, weights {said}", application_preset(module), labels)


def application_preset(module):
	"""The preset that does to some colours what the application's own preprocess_input does."""
	import numpy as np
	colours = np.array([[[[0, 0, 0], [255, 255, 255], [255, 0, 0], [10, 100, 200]]]], np.float32)
	wanted = np.asarray(module.preprocess_input(colours.copy()))
	for name, preset in PRESETS.items():
		if np.allclose(preprocessed(colours, preset), wanted, atol=1e-4):
			return name
	raise Failure(f"The preprocess_input of {module.__name__} is none of {', '.join(PRESETS)}.")


def preprocessed(pixels, preset):
	import numpy as np
	low, high = preset["range"]
	ordered = pixels[..., ::-1] if preset.get("channels") == "bgr" else pixels
	return (ordered / 255 * (high - low) + low - np.array(preset.get("mean", 0))) / np.array(preset.get("deviation", 1))


def imagenet_labels(module):
	"""The names that Keras has for ImageNet's classes, which it downloads; None if it cannot."""
	import numpy as np
	try:
		decoded = module.decode_predictions(np.eye(1000, dtype=np.float32), top=1)
		return [best[0][1].replace("_", " ") for best in decoded]
	except Exception:
		return None


def load_file(keras, options):
	file = Path(options.network)
	custom = custom_objects(options.custom_objects)
	arguments = {"compile": False, "custom_objects": custom}
	if options.trust:
		arguments["safe_mode"] = False
	try:
		model = keras.models.load_model(str(file), **arguments)
	except Exception as e:
		raise Failure(f"{file} cannot be read by {package_version(keras)}: {remedy(e, options)}") from e
	digest = hashlib.sha256(file.read_bytes()).hexdigest()
	return Network(model, f"{file.name}, SHA-256 {digest}")


def custom_objects(file):
	if not file:
		return None
	try:
		defined = runpy.run_path(str(file))
	except Exception as e:
		raise Failure(f"The custom objects {file} cannot be run: {type(e).__name__}: {one_line(e)}") from e
	return {name: value for name, value in defined.items() if callable(value) and not name.startswith("_")}


def remedy(fault, options):
	"""Keras' message cut short, with what can be done."""
	text = str(fault)
	unknown = re.search(r"Could not locate (?:class|function) '([^']+)'", text) \
		or re.search(r"Unknown (?:layer|object|\w+ function|\w+): '?\"?(\w+)", text)
	if unknown:
		return (f"'{unknown[1]}' is not Keras' own; give the Python file that defines it by --custom-objects FILE.py.")
	if "ambda" in text and re.search("safe|unsafe|arbitrary|deserializ", text):
		return ("it holds a Lambda layer, which is Python code. Give --trust if you know where the file is from, "
			"or replace the layer by one of Keras' own.")
	if re.search("No model (config|found)|model_config", text):
		return ("it holds weights without a network. For a network of keras.applications give its name and --weights FILE; "
			"otherwise save the whole with model.save.")
	# The last thing that Keras says is what happened; before it stands the whole network's configuration.
	reason = text.rpartition("Exception encountered:")[2]
	hint = "" if options.keras == "tf_keras" else "; if Keras 2 wrote it, try --keras tf_keras"
	return one_line(reason).rstrip(".") + hint


def package_version(package):
	return f"{package.__name__} {getattr(package, '__version__', '?')}"


def wanted_size(network, asked):
	"""Height and width to export; None for any."""
	own = (network.height, network.width)
	if asked is None:
		return own if None not in own else (None, None)
	return asked


class Traced:
	"""A network's way from the image to its output as one TensorFlow function, and its layers' operations there."""

	def __init__(self, keras, network, image_size, options):
		import tensorflow as tf
		self.model, self.keras, self.channels = network.model, keras, network.channels
		self.size = image_size
		self.any_size = None in image_size
		self.tried = image_size if not self.any_size else self.usual_size(network)
		try:
			self.function, recorder = self.trace(tf, image_size)
			shapes, _ = (self.trace(tf, self.tried)[1] if self.any_size else recorder).plain_layers()
		except Exception as e:
			raise Failure(f"The network cannot take images of {size_text(image_size)}: {one_line(e)}"
				+ self.own_size(network)) from e
		self.called = [layer for layer, _ in recorder.calls]
		self.layers, self.kinds = recorder.plain_layers()
		self.shapes = {name: tuple(tensor.shape) for name, tensor in shapes.items()}
		self.output = through_identities(self.function.outputs[0])
		self.minimum = self.smallest(tf) if self.any_size else None

	def own_size(self, network):
		return "" if network.height is None else f" (its own size is {network.height}x{network.width})"

	def usual_size(self, network):
		return (network.height or 224, network.width or 224)

	def trace(self, tf, image_size):
		recorder = Recorder(self.keras)
		model = self.model

		def classify(image):
			with recorder:
				scores = model(image, training=False)
			return {"scores": tf.cast(scores, tf.float32)}

		spec = tf.TensorSpec([None, *image_size, self.channels], tf.float32, name="image")
		function = tf.function(classify, input_signature=[spec], autograph=False).get_concrete_function()
		return function, recorder

	def smallest(self, tf):
		"""A side from which on there is an answer: at least the pixels that one position of the coarsest maps covers."""
		import numpy as np
		coarsest = max([self.tried[0] / shape[1] for shape in self.shapes.values() if len(shape) == 4 and shape[1] > 1] + [1])
		definition = constants(self.function).graph.as_graph_def()
		working = list(islice((s for s in SIDES if s >= coarsest and self.fits(tf, definition, s)), 2))
		if len(working) < 2:
			raise Failure("The network does not take images of any size, for a layer of it needs one size "
				"(Flatten before Dense is the usual one); leave out --size any.")
		for side in working:
			scores = self.function(image=tf.zeros([1, side, side, self.channels]))["scores"]
			if not np.isfinite(scores.numpy()).all():
				raise Failure(f"The network gives no finite answer for an image of {side}x{side}; leave out --size any.")
		return working[0]

	def fits(self, tf, definition, side):
		"""Whether no map is empty. This is asked of the shapes, for TensorFlow may crash when it computes empty maps."""
		with tf.Graph().as_default() as sized:
			image = tf.compat.v1.placeholder(tf.float32, [1, side, side, self.channels])
			try:
				tf.graph_util.import_graph_def(definition, input_map={"image:0": image}, name="")
			except (ValueError, tf.errors.OpError):
				return False
			outputs = [tensor.shape for operation in sized.get_operations() for tensor in operation.outputs]
		return not any(0 in shape for shape in outputs if shape.rank == 4)


def constants(function):
	from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2
	return convert_variables_to_constants_v2(function, lower_control_flow=False)


def size_text(image_size):
	return "any size" if None in image_size else f"{image_size[0]}x{image_size[1]}"


class Recorder:
	"""Sees each layer as it is called, also those of networks inside the network."""

	def __init__(self, keras):
		self.base = keras.layers.Layer
		self.calls = []

	def __enter__(self):
		original = self.original = self.base.__call__
		calls = self.calls

		def call(layer, *args, **kwargs):
			result = original(layer, *args, **kwargs)
			calls.append((layer, result))
			return result

		self.base.__call__ = call

	def __exit__(self, *fault):
		self.base.__call__ = self.original

	def plain_layers(self):
		"""By name, in the order of the calls: the tensor of each layer that computes one, and the layer's class."""
		layers, kinds, operations = {}, {}, set()
		for layer, tensor in self.calls:
			if not hasattr(tensor, "op") or tensor.op.name in operations or tensor.value_index != 0:
				continue
			if tensor.op.type in NO_LAYERS or not tensor.dtype.is_floating:
				continue
			if tensor.shape.rank not in (2, 4) or tensor.shape[-1] is None:
				continue
			operations.add(tensor.op.name)
			name = unused(layer.name, layers)
			layers[name], kinds[name] = tensor, type(layer).__name__
		return layers, kinds


def unused(name, taken):
	number = 1
	while (name if number == 1 else f"{name}_{number}") in taken:
		number += 1
	return name if number == 1 else f"{name}_{number}"


def through_identities(tensor):
	while tensor.op.type in ("Identity", "Cast") and len(tensor.op.inputs) == 1 and tensor.op.inputs[0].dtype.is_floating:
		tensor = tensor.op.inputs[0]
	return tensor


def describe(name, network, graph, labels, options, notes):
	"""The descriptor, but for what is known only when the graph is written."""
	told = preprocessing(network, graph, options, notes)
	dimensions = {"minimum-size": [graph.minimum] * 2} if graph.any_size else {"size": list(graph.size), "fit": options.fit}
	descriptor = {
		"name": name,
		"input": {"tensor": "image", "axes": "byxc", **told, **dimensions},
		"output": {"tensor": "scores"},
	}
	logits = find_logits(graph, notes)
	if logits is not None:
		descriptor["output"]["logits"] = logits
	names = class_names(network, graph, labels, notes)
	if names:
		descriptor["labels"] = names
	descriptor["layers"] = {layer: tensor.op.name for layer, tensor in graph.layers.items()}
	best = automatic_layer(graph)
	if best:
		descriptor["auto"] = {"deep-dream": best, "feature-visualization": best}
	descriptor["licence"] = options.licence
	descriptor["source"] = options.source or network.source
	descriptor["description"] = options.description
	descriptor["notes"] = made_with(graph.keras)
	if network.source.endswith("weights none"):
		notes.warn("the weights are random: the network knows nothing.")
		descriptor["notes"]["weights"] = "random"
	if notes.assumed:
		descriptor["notes"]["assumed"] = notes.assumed
	return {key: value for key, value in descriptor.items() if value not in (None, {}, [])}


def made_with(keras):
	import tensorflow as tf
	return {"exported-with": f"{package_version(keras)}, tensorflow {tf.__version__}"}


def preprocessing(network, graph, options, notes):
	"""The keys channels, range, mean and deviation."""
	preset = dict(PRESETS[chosen_preset(network, graph, options, notes)]) if not options.range else {}
	channels = options.channels or preset.get("channels") or {1: "grey", 3: "rgb", 4: "rgba"}[network.channels]
	count = CHANNELS[channels]
	if count != network.channels:
		raise Failure(f"The network takes {network.channels} channels, but {channels} are {count}.")
	if network.channels == 3 and not options.channels and not options.preset and not network.preset:
		notes.assume("the channels are in the order red, green, blue; if not: --channels bgr.")
	told = {"channels": channels, "range": [float(v) for v in options.range or preset["range"]]}
	for key in ("mean", "deviation"):
		values = getattr(options, key) or preset.get(key)
		if values is not None:
			told[key] = per_channel(key, values, network.channels)
	return told


def chosen_preset(network, graph, options, notes):
	if options.preset or network.preset:
		return options.preset or network.preset
	if options.mean or options.deviation:
		raise WrongCall("--mean and --deviation need --range: the values that they are taken from.")
	scaling = next((layer for layer in graph.called if type(layer).__name__ in ("Rescaling", "Normalization")), None)
	if scaling is not None and scales_bytes(scaling):
		notes.assume(f"pixels are given as 0..255, since the network has a layer '{scaling.name}' that scales them; "
			"if not: --preset or --range.")
		return "raw"
	notes.assume("pixels are given as 0..1, since nothing says how the network was trained; if not: --preset or --range. "
		"Classify an image whose class you know before you trust any result.")
	return "unit"


def scales_bytes(layer):
	"""Whether it makes the numbers much smaller, as 1/255 does; a Normalization's numbers do not tell."""
	scale = getattr(layer, "scale", None)
	return scale is None or not hasattr(scale, "__float__") or float(scale) < 0.1


def per_channel(key, values, channels):
	values = list(values) * channels if len(values) == 1 else list(values)
	if len(values) != channels:
		raise Failure(f"The network takes {channels} channels, but {len(values)} values of {key} were given.")
	return [float(v) for v in values]


def find_logits(graph, notes):
	"""The operation before the softmax; None where the output is no list of scores."""
	if graph.output.shape.rank != 2:
		notes.warn(f"the output has the shape {graph.output.shape}: it is no list of classes, so nothing can be classified.")
		return None
	if graph.output.op.type in ("Softmax", "Sigmoid"):
		if graph.output.op.type == "Sigmoid":
			notes.assume("the last activation is a sigmoid; what goes into it is taken for the classes' scores, "
				"and probabilities computed as a softmax of them are not the network's own.")
		return through_identities(graph.output.op.inputs[0]).op.name
	notes.assume("the network ends without a softmax, so its output is taken for the scores (logits) themselves.")
	return graph.output.op.name


def class_names(network, graph, labels, notes):
	shape = graph.output.shape
	count = shape[-1] if shape.rank == 2 else None
	if labels and len(labels) != count:
		raise Failure(f"The network has {count if count else 'no'} classes, but the labels have {len(labels)} lines.")
	if labels or network.labels and len(network.labels) == count:
		return labels or network.labels
	if count:
		notes.warn(f"no names for the {count} classes; give them by --labels FILE.")
	return None


def automatic_layer(graph):
	"""The last layer with maps of about a sixteenth of the image's side, best where branches join: patterns, no classes."""
	maps = {name: shape for name, shape in graph.shapes.items() if len(shape) == 4 and name in graph.kinds}
	fine = [name for name, shape in maps.items() if all(20 * shape[i + 1] >= graph.tried[i] for i in (0, 1))]
	for kinds in (JOINING, COMPUTING):
		best = [name for name in fine if graph.kinds[name] in kinds]
		if best:
			return best[-1]
	return None


def write(target, options, graph, descriptor, say):
	"""All into a folder beside the target, which takes its place only when whole."""
	parent = target.absolute().parent
	try:
		parent.mkdir(parents=True, exist_ok=True)
		unfinished = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=parent))
	except OSError as e:
		raise Failure(f"{parent} cannot be written: {e.strerror}") from e
	try:
		os.chmod(unfinished, 0o777 & ~current_umask())
		location, digest = (freeze if options.frozen else save)(unfinished, graph, descriptor)
		if options.check:
			check(unfinished / location, graph, descriptor, say)
		complete = {"name": descriptor.pop("name"), "graph": location, "sha256": digest, **descriptor}
		(unfinished / "gradiscope.yaml").write_text(yaml(complete), encoding="utf-8")
		put_in_place(unfinished, target)
	except OSError as e:
		raise Failure(f"{target} cannot be written: {e.strerror or one_line(e)}") from e
	finally:
		shutil.rmtree(unfinished, ignore_errors=True)
	return target


def current_umask():
	mask = os.umask(0)
	os.umask(mask)
	return mask


def put_in_place(unfinished, target):
	if not target.exists():
		os.rename(unfinished, target)
		return
	old = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.absolute().parent))
	os.rename(target, old / "old")
	os.rename(unfinished, target)
	shutil.rmtree(old, ignore_errors=True)


def save(folder, graph, descriptor):
	"""The SavedModel: its folder's name and checksum."""
	import tensorflow as tf
	module = tf.Module()
	# Only what the way to the output reads; the rest of the model is not saved.
	module.weights = list(graph.function.graph.variables)
	location = "saved_model"
	tf.saved_model.save(module, str(folder / location), signatures={"serving_default": graph.function})
	return location, saved_model_sha256(folder / location)


def saved_model_sha256(folder):
	"""Over saved_model.pb and the files of variables/ in the order of their names: each one's path, then its content."""
	digest = hashlib.sha256()
	variables = folder / "variables"
	files = sorted(f for f in variables.iterdir() if f.is_file()) if variables.is_dir() else []
	for file in [folder / "saved_model.pb", *files]:
		digest.update(file.relative_to(folder).as_posix().encode("utf-8"))
		add_content(digest, file)
	return digest.hexdigest()


def add_content(digest, file):
	with open(file, "rb") as stream:
		while chunk := stream.read(1 << 20):
			digest.update(chunk)


def freeze(folder, graph, descriptor):
	"""The frozen graph: its file's name and checksum. The descriptor then names operations, for there is no signature."""
	frozen = constants(graph.function)
	definition = frozen.graph.as_graph_def()
	names = {node.name for node in definition.node}
	descriptor["input"]["tensor"] = frozen.inputs[0].op.name
	descriptor["output"]["tensor"] = frozen.outputs[0].op.name
	if descriptor["output"].get("logits") not in names:
		descriptor["output"].pop("logits", None)
	location = "frozen_graph.pb"
	content = definition.SerializeToString(deterministic=True)
	(folder / location).write_bytes(content)
	return location, hashlib.sha256(content).hexdigest()


def check(written, graph, descriptor, say):
	"""What was written answers as Keras does."""
	import numpy as np
	import tensorflow as tf
	low, high = descriptor["input"]["range"]
	image = np.random.default_rng(1).uniform(low, high, (2, *graph.tried, graph.channels)).astype(np.float32)
	wanted = np.asarray(graph.model.predict(image, verbose=0), np.float32)
	found = answer(written, tf.constant(image), descriptor)
	operations = written_operations(written)
	missing = [operation for operation in descriptor.get("layers", {}).values() if operation not in operations]
	if missing:
		raise Failure(f"The operation {missing[0]} of a layer is not in what was written; nothing was kept.")
	difference = float(np.max(np.abs(wanted - found)) / max(1, np.max(np.abs(wanted))))
	if not difference <= TOLERANCE:
		raise Failure(f"What was written answers otherwise than Keras, by {difference:.2g} where {TOLERANCE:g} is allowed; "
			"nothing was kept. A layer that draws random numbers or changes its state does this.")
	say.say(f"checked: reloaded, it answers as Keras does, to {difference:.1g}")


def answer(written, image, descriptor):
	import tensorflow as tf
	if written.is_dir():
		return tf.saved_model.load(str(written)).signatures["serving_default"](image=image)["scores"].numpy()
	ends = [descriptor[end]["tensor"] + ":0" for end in ("input", "output")]
	imported = tf.compat.v1.wrap_function(lambda: tf.graph_util.import_graph_def(read_graph(written), name=""), [])
	return imported.prune(*(imported.graph.as_graph_element(end) for end in ends))(image).numpy()


def written_operations(written):
	from tensorflow.core.protobuf import saved_model_pb2
	if not written.is_dir():
		return {node.name for node in read_graph(written).node}
	saved = saved_model_pb2.SavedModel.FromString((written / "saved_model.pb").read_bytes())
	return {node.name for function in saved.meta_graphs[0].graph_def.library.function for node in function.node_def}


def read_graph(file):
	import tensorflow as tf
	return tf.compat.v1.GraphDef.FromString(file.read_bytes())


def yaml(values):
	"""The text. Strings are written as JSON's, which are YAML's too."""
	return "".join(f"{line}\n" for line in lines(values, ""))


def lines(values, indent):
	for key, value in values.items():
		if isinstance(value, dict):
			yield f"{indent}{scalar(key)}:"
			yield from lines(value, indent + "  ")
		elif isinstance(value, list) and value and isinstance(value[0], str):
			yield f"{indent}{scalar(key)}:"
			yield from (f"{indent}- {scalar(item)}" for item in value)
		else:
			yield f"{indent}{scalar(key)}: {scalar(value)}"


def scalar(value):
	if isinstance(value, str) and re.fullmatch(r"[A-Za-z][\w./-]*", value, re.ASCII) and value.lower() not in YAML_WORDS:
		return value
	return json.dumps(value, ensure_ascii=False)


YAML_WORDS = ("true", "false", "yes", "no", "on", "off", "null", "y", "n")


if __name__ == "__main__":
	sys.exit(main())
