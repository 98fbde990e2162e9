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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gradiscope.files.Checksums;

/** Where the operations and weights of a model are. */
public sealed interface ModelSource {

	/** A frozen graph, a serialised TensorFlow {@code GraphDef}, in memory. */
	record Graph(byte[] bytes) implements ModelSource {

		@Override
		public String sha256() {
			return Checksums.of(bytes);
		}

		@Override
		public long size() {
			return bytes.length;
		}
	}

	/** A network in one file. */
	sealed interface InFile extends ModelSource {

		Path file();

		@Override
		default String sha256() {
			try {
				return Checksums.of(file(), done -> {});
			}
			catch (final IOException e) {
				throw ModelException.unreadable(file(), e);
			}
		}

		@Override
		default long size() {
			try {
				return Files.size(file());
			}
			catch (final IOException e) {
				throw ModelException.unreadable(file(), e);
			}
		}
	}

	/** A frozen graph in a file. */
	record GraphFile(Path file) implements InFile {}

	/** A network in ONNX, whose weights may be in files beside it. */
	record OnnxFile(Path file) implements InFile {

		/** Of the file alone where it holds all; else over its content, and the names and contents of the others. */
		@Override
		public String sha256() {
			final List<Path> data = OnnxData.of(file);
			if (data.isEmpty()) return InFile.super.sha256();
			try {
				final MessageDigest digest = Checksums.sha256();
				feed(file, digest);
				for (final Path each : data)
					feed(folder(), each, digest);
				return Checksums.of(digest);
			}
			catch (final IOException e) {
				throw ModelException.unreadable(file, e);
			}
		}

		@Override
		public long size() {
			try {
				long size = InFile.super.size();
				for (final Path each : OnnxData.of(file))
					size += Files.size(each);
				return size;
			}
			catch (final IOException e) {
				throw ModelException.unreadable(file, e);
			}
		}

		private Path folder() {
			return file.toAbsolutePath().normalize().getParent();
		}
	}

	/** A network of Keras with its weights: {@code .keras} of Keras 3, or HDF5 of Keras 2 and 3. */
	record KerasFile(Path file) implements InFile {}

	/** A SavedModel of TensorFlow 1 or 2: a folder with a {@code saved_model.pb} and variables. */
	record SavedModel(Path folder) implements ModelSource {

		/** Over {@code saved_model.pb} and the files of {@code variables/} in the order of their names. */
		@Override
		public String sha256() {
			try {
				final MessageDigest digest = Checksums.sha256();
				for (final Path file : files(folder))
					feed(folder, file, digest);
				return Checksums.of(digest);
			}
			catch (final IOException e) {
				throw ModelException.unreadable(folder, e);
			}
		}

		@Override
		public long size() {
			try {
				long size = 0;
				for (final Path file : files(folder))
					size += Files.size(file);
				return size;
			}
			catch (final IOException e) {
				throw ModelException.unreadable(folder, e);
			}
		}
	}

	/** That of a SavedModel's folder, or of the file of a network, by its content or else by its name. */
	static ModelSource of(final Path place) {
		if (Files.isDirectory(place)) return new SavedModel(place);
		return switch (NetworkFormat.of(place).orElse(NetworkFormat.GRAPH)) {
			case ONNX -> new OnnxFile(place);
			case KERAS -> new KerasFile(place);
			case GRAPH -> new GraphFile(place);
		};
	}

	/** The checksum of all that makes the network, in lower-case hexadecimal. */
	String sha256();

	/** Bytes of all that makes the network. */
	long size();

	private static List<Path> files(final Path folder) throws IOException {
		final Path variables = folder.resolve("variables");
		final Path graph = folder.resolve("saved_model.pb");
		if (!Files.isDirectory(variables)) return List.of(graph);
		try (Stream<Path> all = Files.list(variables)) {
			return Stream.concat(Stream.of(graph), all.filter(Files::isRegularFile).sorted())
				.collect(Collectors.toList());
		}
	}

	/** A file's path and content. */
	private static void feed(final Path folder, final Path file, final MessageDigest digest)
		throws IOException {
		digest.update(
			folder.relativize(file).toString().replace('\\', '/').getBytes(StandardCharsets.UTF_8));
		feed(file, digest);
	}

	private static void feed(final Path file, final MessageDigest digest) throws IOException {
		try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
			in.transferTo(OutputStream.nullOutputStream());
		}
	}
}
