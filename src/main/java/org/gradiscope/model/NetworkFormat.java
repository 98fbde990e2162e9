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

package org.gradiscope.model;

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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.gradiscope.files.ZipNames;

/** The formats of networks in one file that can be opened. */
public enum NetworkFormat {

	/** TensorFlow's {@code GraphDef}, with its weights as constants. */
	GRAPH("pb"),
	/** {@code ModelProto} of ONNX. */
	ONNX("onnx"),
	/** {@code .keras} of Keras 3, which is a zip file, or HDF5 of Keras 2 and 3. */
	KERAS("keras", "h5", "hdf5");

	private static final String HDF5 = "\u0089HDF\r\n\u001a\n";
	/** Before the first place but the beginning where HDF5 may begin; each further one is twice as far. */
	private static final int USER_BLOCK = 512;
	/** What a zip file of Keras holds besides. */
	private static final Set<String> MEMBERS = Set.of("config.json", "model.weights.h5");

	private final List<String> endings;

	NetworkFormat(final String... endings) {
		this.endings = List.of(endings);
	}

	/** By what is in a file, else by its name; empty if neither tells, or it is no file. */
	public static Optional<NetworkFormat> of(final Path file) {
		return in(file).or(() -> named(file));
	}

	/** By what is in a file, whatever its name; empty too of one that cannot be read. */
	public static Optional<NetworkFormat> in(final Path file) {
		if (!Files.isRegularFile(file)) return Optional.empty();
		try {
			if (isHdf5(file) || ZipNames.in(file).containsAll(MEMBERS)) return Optional.of(KERAS);
			return Stream.of(Outline.ONNX, Outline.GRAPH).filter(outline -> outline.isOf(file))
				.map(outline -> outline.format).findFirst();
		}
		catch (final IOException e) {
			// Who reads it says so.
			return Optional.empty();
		}
	}

	/** By the ending of a file's name. */
	public static Optional<NetworkFormat> named(final Path file) {
		final String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
		return Arrays.stream(values())
			.filter(format -> format.endings.stream().anyMatch(ending -> name.endsWith("." + ending)))
			.findFirst();
	}

	/** A name without the ending of one of these, if it has one. */
	public static String withoutEnding(final String name) {
		final int dot = name.lastIndexOf('.');
		return dot > 0 && named(Path.of(name)).isPresent() ? name.substring(0, dot) : name;
	}

	/** The ending that such files usually have. */
	public String ending() {
		return endings.get(0);
	}

	/** Whether a file begins as HDF5 does, perhaps behind something else. */
	public static boolean isHdf5(final Path file) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			final long size = Files.size(file);
			long position = 0;
			for (long at = 0; at + HDF5.length() <= size; at = Math.max(USER_BLOCK, 2 * at)) {
				in.skipNBytes(at - position);
				final byte[] found = in.readNBytes(HDF5.length());
				if (Arrays.equals(found, HDF5.getBytes(StandardCharsets.ISO_8859_1))) return true;
				position = at + found.length;
			}
			return false;
		}
		catch (final EOFException e) {
			return false;
		}
	}

	/** The fields of a message and how they are written, up to the end of the file; what is in them is not looked at. */
	private enum Outline {

		/** Nodes, a library, and versions, one after the other. */
		GRAPH(NetworkFormat.GRAPH, 1, false,
			Map.of(1, WireReader.LENGTH, 2, WireReader.LENGTH, 3, WireReader.VARINT, 4, WireReader.LENGTH,
				5, WireReader.LENGTH)),
		/** The version of the format, who wrote it, and the graph. Others are of versions to come. */
		ONNX(NetworkFormat.ONNX, 7, true,
			Map.of(1, WireReader.VARINT, 2, WireReader.LENGTH, 3, WireReader.LENGTH, 4, WireReader.LENGTH,
				5, WireReader.VARINT, 6, WireReader.LENGTH, 7, WireReader.LENGTH, 8, WireReader.LENGTH, 14,
				WireReader.LENGTH, 20, WireReader.LENGTH));

		private final NetworkFormat format;
		private final int needed;
		private final boolean open;
		private final Map<Integer, Integer> types;

		Outline(final NetworkFormat format, final int needed, final boolean open,
			final Map<Integer, Integer> types) {
			this.format = format;
			this.needed = needed;
			this.open = open;
			this.types = types;
		}

		/** A page of the web or a message of a server is none. */
		boolean isOf(final Path file) {
			try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
				final WireReader message = new WireReader(in, Files.size(file));
				boolean found = false;
				while (message.next()) {
					final Integer type = types.get(message.field());
					if (type == null ? !open : type != message.type()) return false;
					found |= message.field() == needed;
				}
				return found;
			}
			catch (final IOException e) {
				return false;
			}
		}
	}
}
