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

package org.gradiscope.engine.tf.freeze;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

import org.gradiscope.engine.tf.freeze.CheckpointKeys.Key;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.DetachedConstants;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorSliceProto;

/**
 * The values of the variables of a SavedModel, read one at a time. TensorFlow's own reader goes down
 * with the process where the index of a checkpoint is forged, so this one needs none of it.
 */
final class CheckpointReader {

	private static final long LONGEST_INDEX = 1L << 26;

	private final Path variables;
	private final Map<ByteString, ByteString> entries;
	private final BundleHeaderProto header;
	private final Map<String, WeightSource> weights = new HashMap<>();

	private CheckpointReader(final Path variables, final Map<ByteString, ByteString> entries)
		throws IOException {
		this.variables = variables;
		this.entries = entries;
		header = BundleHeaderProto.parseFrom(entries.getOrDefault(ByteString.EMPTY, ByteString.EMPTY));
		if (header.getEndianness() != BundleHeaderProto.Endianness.LITTLE)
			throw GraphErrors.of("The checkpoint " + variables +
				" was written on a machine of another order of bytes; " + "export the network again.");
	}

	/** @param folder of the SavedModel */
	static CheckpointReader of(final Path folder) {
		final Path variables = folder.resolve("variables");
		final Path index = variables.resolve("variables.index");
		if (!Files.isRegularFile(index))
			throw GraphErrors.of("The variables of the network are not in " + variables +
				" (variables.index, variables.data-00000-of-00001); copy the SavedModel again.");
		try {
			if (Files.size(index) > LONGEST_INDEX) throw GraphErrors.of(
				index + " has " + Files.size(index) + " bytes, but the index of a checkpoint has at most " +
					LONGEST_INDEX + "; export the network again, without its training.");
			return new CheckpointReader(variables, LevelDbTable.read(Files.readAllBytes(index)));
		}
		catch (final IOException | IllegalArgumentException e) {
			throw GraphErrors.of(
				index + " could not be read as the index of a checkpoint; copy the " + "SavedModel again",
				e);
		}
	}

	/** Where the numbers are of the large variables that were read. */
	Map<String, WeightSource> weights() {
		return weights;
	}

	/**
	 * One variable as a constant, detached where it is large.
	 *
	 * @throws org.gradiscope.engine.EngineException if the checkpoint does not have it, in another type
	 *           or shape, or damaged
	 */
	NodeDef read(final String variable, final DataType type, final List<Long> shape, final Key key) {
		final long size = GraphLimits.elements(variable, shape) * TensorProtos.width(type);
		final long bytes = bytes(variable);
		if (size > bytes || TensorProtos.width(type) == 0) throw GraphErrors
			.of("The variable '" + variable + "' should be " + type + " of the shape " + shape +
				", but the files of the checkpoint have " + bytes + " bytes; copy the SavedModel again.");
		try {
			final BundleEntryProto entry = entry(ByteString.copyFromUtf8(key.name()));
			final List<Long> stored = TensorProtos.shape(entry.getShape());
			final TensorSlice part =
				key.slice().isEmpty() ? TensorSlice.all(stored) : TensorSlice.of(key.slice());
			check(variable, shape, part.sizes());
			if (entry.getDtype() != type) throw new IllegalArgumentException(
				"it has " + entry.getDtype() + ", but the graph needs " + type);
			if (DenseWeights.isLarge(type, part.elements()) && isWhole(entry, part)) {
				weights.put(variable, stored(entry));
				return DetachedConstants.of(variable, shape);
			}
			return Constants.node(variable, type, shape,
				UnsafeByteOperations.unsafeWrap(read(key.name(), entry, part)));
		}
		catch (final IOException | IllegalArgumentException e) {
			throw GraphErrors.of("The variable '" + variable +
				"' could not be read from the checkpoint; export the network again", e);
		}
	}

	/** Of all files of the checkpoint that hold values. */
	private long bytes(final String variable) {
		long bytes = 0;
		try (var files = Files.list(variables)) {
			for (final Path file : files.toList())
				if (file.getFileName().toString().startsWith("variables.data-")) bytes += Files.size(file);
			return bytes;
		}
		catch (final IOException e) {
			throw GraphErrors.of("The variable '" + variable +
				"' could not be read from the checkpoint; copy the SavedModel again", e);
		}
	}

	private static void check(final String variable, final List<Long> shape, final List<Long> found) {
		if (!shape.equals(found))
			throw GraphErrors.of("The variable '" + variable + "' has the shape " + found +
				" in the checkpoint, but the graph needs " + shape + "; export the network again.");
	}

	private BundleEntryProto entry(final ByteString key) throws IOException {
		final ByteString entry = entries.get(key);
		if (entry == null || key.isEmpty()) throw new IllegalArgumentException(
			"the checkpoint does not have it under '" + key.toStringUtf8() + "'");
		return BundleEntryProto.parseFrom(entry);
	}

	private static boolean isWhole(final BundleEntryProto entry, final TensorSlice part) {
		return entry.getSlicesCount() == 0 &&
			part.equals(TensorSlice.all(TensorProtos.shape(entry.getShape())));
	}

	/** A part of an entry, which may itself have been written part by part. */
	private byte[] read(final String name, final BundleEntryProto entry, final TensorSlice part)
		throws IOException {
		final List<Long> shape = TensorProtos.shape(entry.getShape());
		if (!part.fits(shape))
			throw new IllegalArgumentException("the checkpoint has the shape " + shape + " under '" +
				name + "', of which " + part.sizes() + " from " + part.starts() + " is no part");
		if (isWhole(entry, part)) return stored(entry).bytes();
		final int bytes = TensorProtos.width(entry.getDtype());
		final byte[] whole = new byte[Math.toIntExact(part.elements() * bytes)];
		long copied = 0;
		if (entry.getSlicesCount() == 0)
			copied = TensorSlice.all(shape).copy(stored(entry).bytes(), part, whole, bytes);
		for (final TensorSliceProto slice : entry.getSlicesList())
			copied += copy(name, entry, slice, part, whole);
		if (copied < part.elements()) throw new IllegalArgumentException("parts of it are missing");
		return whole;
	}

	private long copy(final String name, final BundleEntryProto entry, final TensorSliceProto slice,
		final TensorSlice part, final byte[] whole) throws IOException {
		final List<Long> shape = TensorProtos.shape(entry.getShape());
		final TensorSlice box = TensorSlice.of(slice, shape);
		if (!box.fits(shape)) throw new IllegalArgumentException("a part lies outside of it");
		if (box.common(part).elements() == 0) return 0;
		final BundleEntryProto piece = entry(TensorSliceKey.of(name, TensorSliceKey.extents(slice)));
		if (!TensorProtos.shape(piece.getShape()).equals(box.sizes()) ||
			piece.getDtype() != entry.getDtype())
			throw new IllegalArgumentException("a part of it has another shape or type");
		return box.copy(stored(piece).bytes(), part, whole, TensorProtos.width(entry.getDtype()));
	}

	/** Where the bytes of what lies in one piece are. */
	private FileRegion stored(final BundleEntryProto entry) throws IOException {
		final long size =
			GraphLimits.elements("of the checkpoint", TensorProtos.shape(entry.getShape())) *
				TensorProtos.width(entry.getDtype());
		final Path file = variables.resolve(String.format(Locale.ROOT, "variables.data-%05d-of-%05d",
			entry.getShardId(), header.getNumShards()));
		if (!Files.isRegularFile(file)) throw new IllegalArgumentException("there is no file " + file);
		final long length = Files.size(file);
		if (entry.getSize() != size || entry.getOffset() < 0 || entry.getOffset() > length ||
			size > length - entry.getOffset())
			throw new IllegalArgumentException("its " + entry.getSize() + " bytes from " +
				entry.getOffset() + " are not within the " + length + " of " + file);
		return new FileRegion(file, entry.getOffset(), size, OptionalInt.of(entry.getCrc32C()));
	}
}
