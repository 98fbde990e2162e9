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

package org.gradiscope.engine.tf.keras;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipEntry;

import com.google.gson.JsonObject;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.gradiscope.engine.tf.graph.GraphErrors;

/**
 * What is in a file of Keras.
 *
 * @param network its configuration
 * @param version of Keras that wrote it, by which some functions differ: 2 or 3
 */
record KerasFile(JsonObject network, KerasWeights weights, int version) {

	private static final String CONFIG = "config.json";
	private static final String METADATA = "metadata.json";
	private static final String WEIGHTS = "model.weights.h5";

	/** As many as a buffer has. */
	private static final long MOST_BYTES = Integer.MAX_VALUE;
	/** Weights that are read at once: a file that is mapped cannot be deleted on Windows before Java forgets it. */
	private static final long MOST_COPIED = 1 << 26;
	private static final int MOST_TEXT = 1 << 26;
	/** Of weights that are compressed, which Keras does not do. */
	private static final int MOST_INFLATED = 1 << 28;

	static KerasFile open(final Path file) {
		return GraphErrors.guarded(() -> isZip(file) ? ofArchive(file) : ofHdf5(file),
			file.getFileName() + " cannot be read; copy or download it again");
	}

	private static boolean isZip(final Path file) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			return in.read() == 'P' && in.read() == 'K';
		}
	}

	private static KerasFile ofArchive(final Path file) throws IOException {
		try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
			final String name = file.getFileName().toString();
			final JsonObject metadata = KerasJson.parsed(text(zip, METADATA, name), name);
			final JsonObject network = KerasJson.parsed(text(zip, CONFIG, name), name);
			final ByteBuffer weights = weights(zip, entry(zip, WEIGHTS, name), file);
			return new KerasFile(network, ArchiveWeights.of(new Hdf5File(weights, name)),
				version(KerasJson.text(metadata.get("keras_version")).orElse("")));
		}
	}

	private static ZipArchiveEntry entry(final ZipFile zip, final String entry, final String file) {
		final ZipArchiveEntry found = zip.getEntry(entry);
		if (found == null) throw GraphErrors.of(file + " has no " + entry +
			", so it is no network of Keras 3; save the network by model.save(\"network.keras\").");
		return found;
	}

	private static String text(final ZipFile zip, final String entry, final String file)
		throws IOException {
		return new String(inflated(zip, entry(zip, entry, file), MOST_TEXT), StandardCharsets.UTF_8);
	}

	private static byte[] inflated(final ZipFile zip, final ZipArchiveEntry entry, final int most)
		throws IOException {
		try (InputStream in = zip.getInputStream(entry)) {
			final byte[] bytes = in.readNBytes(most + 1);
			if (bytes.length > most) throw GraphErrors.of("'" + entry.getName() +
				"' of the network has more than " + most + " bytes; save the network by Keras itself.");
			return bytes;
		}
	}

	/** Keras stores them as they are, so they need not be copied. */
	private static ByteBuffer weights(final ZipFile zip, final ZipArchiveEntry entry, final Path file)
		throws IOException {
		if (entry.getMethod() != ZipEntry.STORED)
			return ByteBuffer.wrap(inflated(zip, entry, MOST_INFLATED));
		try (InputStream in = zip.getRawInputStream(entry)) {
			return content(file, entry.getDataOffset(), entry.getSize());
		}
	}

	/** Of large files no copy is made. */
	private static ByteBuffer content(final Path file, final long start, final long size)
		throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			if (start < 0 || size < 0 || size > channel.size() - start)
				throw GraphErrors.damaged("The weights in " + file.getFileName() + " were cut off");
			if (size > MOST_BYTES) throw GraphErrors.of("The weights in " + file.getFileName() + " are " +
				size + " bytes, but at most " + MOST_BYTES + " are taken; give a smaller network.");
			return size > MOST_COPIED ? channel.map(MapMode.READ_ONLY, start, size)
				: read(channel.position(start), (int) size);
		}
	}

	private static ByteBuffer read(final FileChannel channel, final int size) throws IOException {
		final ByteBuffer bytes = ByteBuffer.allocate(size);
		while (bytes.hasRemaining())
			if (channel.read(bytes) < 0) throw new EOFException();
		return bytes.flip();
	}

	private static KerasFile ofHdf5(final Path file) throws IOException {
		final String name = file.getFileName().toString();
		final Hdf5File content = new Hdf5File(content(file, 0, Files.size(file)), name);
		final String network =
			content.text("", "model_config").orElseThrow(() -> withoutNetwork(content, name));
		return new KerasFile(KerasJson.parsed(network, name), LegacyWeights.of(content),
			version(content.text("", "keras_version").orElse("")));
	}

	private static RuntimeException withoutNetwork(final Hdf5File content, final String name) {
		final boolean weights =
			content.has("layers") || content.has("_layer_checkpoint_dependencies") ||
				!content.texts("", "layer_names").isEmpty() || content.has("top_level_model_weights");
		return GraphErrors.of(weights
			? name + " holds weights without a network; build the network in Python, load them by " +
				"model.load_weights, and save all by model.save(\"network.keras\")."
			: name + " is a file of HDF5 without a network of Keras; save the network in Python by " +
				"model.save(\"network.keras\").");
	}

	/** Files of Keras 1 and 2 may not say it. */
	private static int version(final String keras) {
		return keras.startsWith("3") ? 3 : 2;
	}
}
