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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.google.protobuf.UnsafeByteOperations;

import org.gradiscope.engine.tf.freeze.VariableKeys.Key;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TString;

/**
 * The values of the variables of a SavedModel, read by a graph of our own, one at a time: besides
 * the constants made so far, there is never more than one tensor alive.
 */
final class Checkpoint implements AutoCloseable {

	private static final long LONGEST_INDEX = 1L << 26;

	private final Graph graph = new Graph();
	private final Session session = new Session(graph);
	private final Ops tf = Ops.create(graph);
	private final Output<TString> names = tf.placeholder(TString.class).asOutput();
	private final Output<TString> slices = tf.placeholder(TString.class).asOutput();
	private final Map<DataType, Output<?>> readers = new EnumMap<>(DataType.class);
	private final Output<TString> prefix;
	private final long bytes;

	private Checkpoint(final Path prefix, final long bytes) {
		this.prefix = tf.constant(prefix.toString()).asOutput();
		this.bytes = bytes;
	}

	/** @param folder of the SavedModel */
	static Checkpoint of(final Path folder) {
		final Path variables = folder.resolve("variables");
		try (Stream<Path> files = Files.list(variables)) {
			final Path index = variables.resolve("variables.index");
			if (Files.size(index) > LONGEST_INDEX) throw Refusal.of(index + " has " + Files.size(index) +
				" bytes, but the index of a checkpoint has at most " + LONGEST_INDEX + ".");
			return new Checkpoint(variables.resolve("variables"), files.filter(file -> file.getFileName()
				.toString().startsWith("variables.data-")).mapToLong(file -> file.toFile().length()).sum());
		}
		catch (final IOException e) {
			throw Refusal.of("The variables of the network are not in " + variables +
				" (variables.index, variables.data-00000-of-00001); copy the SavedModel again", e);
		}
	}

	/**
	 * One variable as a constant. The shape goes with the request, and TensorFlow compares it with the
	 * index before it takes memory for the entry; of a single number, of which no shape can be
	 * written, it is only compared with what was read.
	 *
	 * @throws org.gradiscope.engine.EngineException if the checkpoint does not have it, in another type
	 *           or shape, or has fewer bytes in all than it needs
	 */
	NodeDef read(final String variable, final DataType type, final List<Long> shape, final Key key) {
		final long size = GraphLimits.elements(variable, shape) * Constants.size(type);
		if (size > bytes || Constants.size(type) == 0) throw Refusal.of("The variable '" + variable +
			"' should be " + type + " of the shape " + shape + ", but the files of the checkpoint have " +
			bytes + " bytes; copy the SavedModel again.");
		final String slice = key.slice().isEmpty() ? Slice.all(shape) : key.slice();
		check(variable, shape, slice.isEmpty() ? shape : Slice.shape(slice));
		try (Result result = restored(key, type, slice)) {
			check(variable, shape, result.get(0).shape().toListOrNull());
			return Constants.node(variable, type, shape, UnsafeByteOperations.unsafeWrap(copied(result
				.get(0).asRawTensor().data())));
		}
		catch (final TensorFlowException | IllegalArgumentException | IllegalStateException e) {
			throw Refusal.of("The variable '" + variable +
				"' could not be read from the checkpoint; export the network again", e);
		}
	}

	private static void check(final String variable, final List<Long> shape,
		final List<Long> found) {
		if (!shape.equals(found)) throw Refusal.of("The variable '" + variable + "' has the shape " +
			found + " in the checkpoint, but the graph needs " + shape + "; export the network again.");
	}

	private Result restored(final Key key, final DataType type, final String slice) {
		final Output<?> reader = readers.computeIfAbsent(type, this::reader);
		try (TString name = TString.vectorOf(key.name()); TString part = TString.vectorOf(slice)) {
			return session.runner().feed(names, name).feed(slices, part).fetch(reader).run();
		}
	}

	private Output<?> reader(final DataType type) {
		return graph.opBuilder("RestoreV2", "read_" + type, tf.scope()).addInput(prefix).addInput(names)
			.addInput(slices).setAttr("dtypes", new DataType[] { type }).build().output(0);
	}

	private static byte[] copied(final ByteDataBuffer data) {
		final byte[] copy = new byte[Math.toIntExact(data.size())];
		data.read(copy);
		return copy;
	}

	@Override
	public void close() {
		session.close();
		graph.close();
	}
}
