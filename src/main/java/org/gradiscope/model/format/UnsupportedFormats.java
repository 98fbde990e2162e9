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

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.gradiscope.model.ModelException;

/** Networks in formats that cannot be read, known by how their file begins or else by its name. */
public final class UnsupportedFormats {

	private static final int HEAD = 256;

	private static final String KERAS = "save it for Gradiscope by scripts/export-keras-model.py";
	private static final String ONNX = "make a SavedModel of it by onnx2tf (docs/models.md, PyTorch)";
	private static final String TORCH =
		"export the network to ONNX, and make a SavedModel of that by " +
			"onnx2tf (docs/models.md, PyTorch)";
	private static final String ORIGINAL =
		"give the SavedModel or the Keras file that it was made from";
	private static final String WEIGHTS = "give the whole network, as a SavedModel or a frozen graph";

	/**
	 * A format.
	 *
	 * @param name for people
	 * @param magic how a file of it begins, or empty where only the name tells
	 * @param offset where that is
	 * @param endings of the names of its files, in lower case
	 */
	private record Format(String name, String remedy, String magic, int offset,
		List<String> endings) {}

	private static final List<Format> ALL = List.of( //
		new Format("of Keras in HDF5", KERAS, "\u0089HDF\r\n\u001a\n", 0, List.of("h5", "hdf5")),
		new Format("of Keras 3", KERAS, "", 0, List.of("keras")), //
		new Format("of TensorFlow Lite", ORIGINAL, "TFL3", 4, List.of("tflite", "lite")), //
		new Format("in ONNX", ONNX, "", 0, List.of("onnx")), //
		new Format("of PyTorch", TORCH, "", 0, List.of("pt", "pth", "ptl", "torchscript", "pte")), //
		new Format("in safetensors, which holds weights without a network", WEIGHTS, "", 0,
			List.of("safetensors")),
		new Format("of Core ML", ORIGINAL, "", 0, List.of("mlmodel", "mlpackage")), //
		new Format("in GGUF", WEIGHTS, "GGUF", 0, List.of("gguf", "ggml")), //
		new Format("of Caffe", TORCH, "", 0, List.of("caffemodel", "prototxt")), //
		new Format("of PaddlePaddle", TORCH, "", 0, List.of("pdmodel", "pdiparams")), //
		new Format("of TensorRT", ORIGINAL, "", 0, List.of("engine", "plan", "trt")), //
		new Format("of MATLAB", TORCH, "MATLAB 5.0 MAT-file", 0, List.of("mat")), //
		new Format("in pickled Python objects", TORCH, "", 0, List.of("pkl", "pickle", "joblib")), //
		new Format("in arrays of NumPy, which are weights without a network", WEIGHTS, "\u0093NUMPY", 0,
			List.of("npy", "npz")),
		new Format("in a checkpoint of TensorFlow, which holds weights without a network", WEIGHTS, "",
			0, List.of("index", "ckpt", "data-00000-of-00001", "meta")),
		new Format("in TensorFlow's text format", "save it as a binary .pb", "", 0, List.of("pbtxt")));

	private UnsupportedFormats() {}

	/**
	 * Returns if it is none of these.
	 *
	 * @param file that was given for a network; a folder is none
	 * @throws ModelException if it is, with its format and the remedy
	 */
	public static void refuse(final Path file) {
		of(file).ifPresent(what -> {
			throw new ModelException("The file " + file + " is " + what + ".");
		});
	}

	/** What a file is, and the remedy; empty if it is none of these. */
	static Optional<String> of(final Path file) {
		if (!Files.isRegularFile(file)) return Optional.empty();
		final String head = head(file);
		if (head.strip().toLowerCase(Locale.ROOT)
			.matches("(?s)(<\\?xml[^>]*>\\s*)?(<!doctype html|<html).*"))
			return Optional
				.of("a page of the web, not a network; download it again, by the address of the file " +
					"itself");
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		final Optional<Format> begins = ALL.stream()
			.filter(f -> !f.magic().isEmpty() && head.startsWith(f.magic(), f.offset())).findFirst();
		return begins
			.or(() -> ALL.stream()
				.filter(f -> f.endings().stream().anyMatch(ending -> name.endsWith("." + ending)))
				.findFirst())
			.map(f -> "a network " + f.name() + ", but a TensorFlow graph is needed; " + f.remedy());
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

	/**
	 * Whether a file has the outline of a TensorFlow {@code GraphDef}: nodes (field 1), a library (2), and
	 * versions (3 and 4) one after the other, up to the end of the file. What is in them is not looked at.
	 */
	public static final class GraphDefFile {

		private static final int VARINT = 0;
		private static final int LENGTH = 2;

		private GraphDefFile() {}

		/** At least one node, whole; a page of the web or a message of a server is none. */
		public static boolean isGraph(final Path file) throws IOException {
			try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
				boolean nodes = false;
				for (int tag = in.read(); tag >= 0; tag = in.read()) {
					final long value = varint(in);
					if (tag >> 3 < 1 || tag >> 3 > 4 || (tag & 7) != (tag >> 3 == 3 ? VARINT : LENGTH))
						return false;
					if ((tag & 7) == LENGTH) in.skipNBytes(value);
					nodes |= tag >> 3 == 1;
				}
				return nodes;
			}
			catch (final EOFException e) {
				return false;
			}
		}

		private static long varint(final InputStream in) throws IOException {
			long value = 0;
			for (int shift = 0; shift < 63; shift += 7) {
				final int next = in.read();
				if (next < 0) throw new EOFException();
				value |= (long) (next & 0x7f) << shift;
				if (next < 0x80) return value;
			}
			throw new EOFException();
		}
	}
}
