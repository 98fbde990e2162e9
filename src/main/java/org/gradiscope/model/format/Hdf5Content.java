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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.gradiscope.model.NetworkFormat;

/**
 * What an HDF5 file holds, by the names in it. They stand there as they are, and so are found without
 * reading the structure of a stranger's file.
 */
final class Hdf5Content {

	private static final int BLOCK = 1 << 20;

	/** What Keras writes of a network, or of its weights alone, which is told elsewhere. */
	private static final List<String> OF_KERAS =
		List.of("model_config", "keras_version", "layer_names", "weight_names");

	/** How others begin the names in theirs, and what they are. */
	private static final Map<String, String> OTHERS = others();

	private Hdf5Content() {}

	private static Map<String, String> others() {
		final Map<String, String> others = new LinkedHashMap<>();
		others.put("ilastikVersion", "a project of ilastik");
		others.put("ImarisDataSet", "an image of Imaris");
		others.put("PixelClassification", "a project of ilastik");
		others.put("nwb_version", "recordings of Neurodata Without Borders");
		others.put("t00000/s00", "an image of BigDataViewer");
		return others;
	}

	/** What a file is, with the remedy, if it is HDF5 and Keras has not written it. */
	static Optional<String> withoutNetwork(final Path file) {
		try {
			if (!NetworkFormat.isHdf5(file) || isOfKerasByName(file) || first(file, OF_KERAS).isPresent())
				return Optional.empty();
			return Optional
				.of(first(file, List.copyOf(OTHERS.keySet())).map(OTHERS::get).orElse("data in HDF5") +
					", which holds no network that can be opened; give the file " +
					"that model.save(\"network.keras\") of Keras writes, or an ONNX file");
		}
		catch (final IOException e) {
			// Who reads it says so.
			return Optional.empty();
		}
	}

	/** Keras 3 gives its weights no more than a name. */
	private static boolean isOfKerasByName(final Path file) {
		return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".weights.h5");
	}

	/** The name that is found first. */
	private static Optional<String> first(final Path file, final List<String> names)
		throws IOException {
		final int longest = names.stream().mapToInt(String::length).max().orElseThrow();
		try (InputStream in = Files.newInputStream(file)) {
			String before = "";
			for (byte[] block = in.readNBytes(BLOCK); block.length > 0; block = in.readNBytes(BLOCK)) {
				final String text = before + new String(block, StandardCharsets.ISO_8859_1);
				final Optional<String> found = names.stream().filter(text::contains).findFirst();
				if (found.isPresent()) return found;
				before = text.substring(Math.max(0, text.length() - longest));
			}
			return Optional.empty();
		}
	}
}
