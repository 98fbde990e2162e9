/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.model.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.gradiscope.files.StandIns;
import org.gradiscope.files.ZipNames;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.NetworkFormat;

/** Files that are no network that can be opened, known by what is in them or else by their name. */
public final class UnsupportedFormats {

	private static final int HEAD = 4096;

	private static final String ORIGINAL =
		"give the SavedModel, the Keras file or the ONNX file that it was made from";
	private static final String EXPORT = "export it to ONNX where it was made, and give that file";
	private static final String TORCH =
		"in PyTorch, run network.eval(), then image = torch.zeros(1, 3, 224, 224) of the network's own " +
			"size, then torch.onnx.export(network, image, \"network.onnx\"), and give network.onnx";
	private static final String WEIGHTS =
		"give the whole network: an ONNX or Keras file, a SavedModel, or a frozen graph";

	/**
	 * A format.
	 *
	 * @param name for people
	 * @param magic how a file of it begins, or empty where only the name tells
	 * @param offset where that is
	 * @param endings of the names of its files, in lower case
	 */
	private record Format(String name, String remedy, String magic, int offset,
		List<String> endings) {

		String text() {
			return name + "; " + remedy;
		}
	}

	private static final Format PYTORCH =
		new Format("a network of PyTorch, which only PyTorch can open", TORCH,
			"\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P", 0,
			List.of("pt", "pt2", "pth", "ptl", "torchscript", "pte"));
	private static final Format NUMPY = new Format("arrays of NumPy, without a network", WEIGHTS,
		"\u0093NUMPY", 0, List.of("npy", "npz"));

	private static final List<Format> ALL = List.of( //
		new Format("a network of TensorFlow Lite, which is not opened", ORIGINAL, "TFL3", 4,
			List.of("tflite", "lite")),
		PYTORCH, //
		new Format("a file of safetensors, which holds weights without a network", WEIGHTS,
			"\u0000\u0000\u0000{\"", 5, List.of("safetensors")),
		new Format("a network of Core ML, which is not opened", ORIGINAL, "", 0,
			List.of("mlmodel", "mlpackage")),
		new Format("a network in GGUF, which is not opened", WEIGHTS, "GGUF", 0,
			List.of("gguf", "ggml")),
		new Format("a network of Caffe, which is not opened", "convert it to ONNX, and give that file",
			"", 0, List.of("caffemodel", "prototxt")),
		new Format("a network of PaddlePaddle, which is not opened",
			"make an ONNX file of it by paddle2onnx, and give that", "", 0,
			List.of("pdmodel", "pdiparams")),
		new Format("a network of TensorRT, which is not opened", ORIGINAL, "", 0,
			List.of("engine", "plan", "trt")),
		new Format("a network of ONNX Runtime alone, which is not opened", ORIGINAL, "ORTM", 4,
			List.of("ort")),
		new Format("a file of MATLAB, which is not opened",
			"in MATLAB, run exportONNXNetwork(network, \"network.onnx\"), and give network.onnx",
			"MATLAB ", 0, List.of("mat")),
		new Format("pickled Python objects, which are a program and not opened", EXPORT, "", 0,
			List.of("pkl", "pickle", "joblib")),
		NUMPY, //
		new Format("a part of TensorFlow.js, which is not opened", ORIGINAL, "", 0, List.of()), //
		new Format("a checkpoint of TensorFlow, which holds weights without a network", WEIGHTS, "", 0,
			List.of("index", "ckpt", "data-00000-of-00001", "meta")),
		new Format("a graph in TensorFlow's text format", "save it as a binary .pb", "", 0,
			List.of("pbtxt")));

	private UnsupportedFormats() {}

	/**
	 * Returns if it is none of these.
	 *
	 * @param place the file that was given for a network, or the folder of a SavedModel
	 * @throws ModelException if it, or a file of it, is one, with its format and the remedy
	 */
	public static void refuse(final Path place) {
		for (final Path file : SavedModelFolder.files(place))
			StandIns.of(file).ifPresent(what -> refuse(file, what));
		of(place).ifPresent(what -> refuse(place, what));
		if (Files.isRegularFile(place) && place.toFile().length() == 0)
			refuse(place, "empty; download it again, or export it again");
	}

	private static void refuse(final Path file, final String what) {
		throw new ModelException("The file " + file + " is " + what + ".");
	}

	/** What a file is, and the remedy; empty if it is none of these. */
	static Optional<String> of(final Path file) {
		if (Files.isDirectory(file)) return named(file, ".mlpackage");
		if (!Files.isRegularFile(file)) return Optional.empty();
		final String head = head(file);
		return StandIns.of(file)
			.or(() -> ALL.stream()
				.filter(f -> !f.magic().isEmpty() && head.startsWith(f.magic(), f.offset())).findFirst()
				.map(Format::text))
			.or(() -> unlessOpened(file, head));
	}

	private static Optional<String> unlessOpened(final Path file, final String head) {
		final Optional<NetworkFormat> format = NetworkFormat.in(file);
		if (format.equals(Optional.of(NetworkFormat.KERAS))) return Hdf5Content.withoutNetwork(file);
		if (format.equals(Optional.of(NetworkFormat.ONNX))) return Optional.empty();
		return zipped(file).or(() -> JsonNetworks.of(head)).or(() -> named(file, ""));
	}

	/** By the members of a zip file. */
	private static Optional<String> zipped(final Path file) {
		try {
			final Set<String> names = ZipNames.in(file);
			return Stream.of(PYTORCH, NUMPY)
				.filter(format -> names.stream()
					.anyMatch(format == NUMPY ? name -> name.endsWith(".npy")
						: name -> name.matches("[^/]+/(data\\.pkl|constants\\.pkl|\\.data/serialization_id)")))
				.findFirst().map(Format::text);
		}
		catch (final IOException e) {
			// Who reads it says so.
			return Optional.empty();
		}
	}

	/** By the name, which ends as is said. */
	private static Optional<String> named(final Path file, final String end) {
		final String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
		return ALL.stream().filter(f -> name.endsWith(end))
			.filter(f -> f.endings().stream().anyMatch(ending -> name.endsWith("." + ending))).findFirst()
			.map(Format::text);
	}

	private static String head(final Path file) {
		try (InputStream in = Files.newInputStream(file)) {
			return new String(Arrays.copyOf(in.readNBytes(HEAD), HEAD), StandardCharsets.ISO_8859_1);
		}
		catch (final IOException e) {
			// Who reads it says so.
			return "";
		}
	}

	/** The parts of a SavedModel that may be there in name only. */
	private static final class SavedModelFolder {

		private SavedModelFolder() {}

		static List<Path> files(final Path place) {
			final Path graph = place.resolve(NetworkSearch.SAVED_MODEL);
			if (!Files.isRegularFile(graph)) return List.of();
			final Path variables = place.resolve("variables");
			return Stream.concat(Stream.of(graph),
				Files.isDirectory(variables) ? ModelFolder.list(variables) : Stream.empty()).toList();
		}
	}

	/** Networks as text, which are no more than half of one. */
	private static final class JsonNetworks {

		private static final String SHARDS =
			"a network of TensorFlow.js, which is not opened; " + ORIGINAL;
		private static final String ARCHITECTURE =
			"the architecture of a network of Keras, without its weights; give what " +
				"model.save(\"network.keras\") writes, which is both";

		private JsonNetworks() {}

		static Optional<String> of(final String head) {
			if (!head.stripLeading().startsWith("{")) return Optional.empty();
			if (head.matches("(?s).*\"(modelTopology|weightsManifest)\"\\s*:.*") ||
				head.matches("(?s).*\"format\"\\s*:\\s*\"(graph|layers)-model\".*"))
				return Optional.of(SHARDS);
			return head.matches("(?s).*\"class_name\"\\s*:\\s*\"(Functional|Sequential|Model)\".*")
				? Optional.of(ARCHITECTURE) : Optional.empty();
		}
	}
}
