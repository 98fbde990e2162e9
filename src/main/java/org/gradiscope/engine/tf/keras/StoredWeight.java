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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;

import com.google.protobuf.UnsafeByteOperations;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.FloatingPoint;

import org.gradiscope.engine.tf.freeze.WeightSource;
import org.gradiscope.engine.tf.graph.GraphErrors;

/** A weight as a dataset of a file, whose numbers are read when they are asked for. */
final class StoredWeight {

	/** Of numbers that are compressed or in pieces, which Keras writes in no file. */
	private static final long MOST_IN_PIECES = 1L << 28;

	private static final long SMALL = 4096;

	private final Hdf5File file;
	private final String path;
	private final Dataset dataset;

	StoredWeight(final Hdf5File file, final String path, final Dataset dataset) {
		this.file = file;
		this.path = path;
		this.dataset = dataset;
	}

	/** Of the file's weights, its own. */
	String path() {
		return path;
	}

	List<Long> shape() {
		return file
			.read(() -> IntStream.of(dataset.getDimensions()).mapToObj(extent -> (long) extent).toList());
	}

	WeightSource source() {
		return () -> {
			final ByteBuffer floats = file.read(this::floats);
			return UnsafeByteOperations.unsafeWrap(floats).newInput();
		};
	}

	/** Whether a graph may as well hold it itself. */
	boolean isSmall() {
		return file.read(dataset::getSize) <= SMALL;
	}

	/** All of them; only of one that is small. */
	float[] numbers() {
		final ByteBuffer floats = file.read(this::floats).order(ByteOrder.LITTLE_ENDIAN);
		final float[] numbers = new float[floats.remaining() / Float.BYTES];
		floats.asFloatBuffer().get(numbers);
		return numbers;
	}

	/** Little-endian. */
	private ByteBuffer floats() {
		if (dataset.getSize() == 0) return ByteBuffer.allocate(0);
		if (!(dataset instanceof ContiguousDataset whole) || isHalf()) return floats(inPieces());
		final ByteBuffer numbers = whole.getBuffer();
		if (!(dataset.getDataType() instanceof FloatingPoint type)) return bfloat16(numbers);
		return switch (type.getSize()) {
			case Float.BYTES ->
				type.getByteOrder() == ByteOrder.LITTLE_ENDIAN ? numbers : reversed(numbers);
			case Double.BYTES -> fromDoubles(numbers);
			default -> bfloat16(numbers);
		};
	}

	private boolean isHalf() {
		return dataset.getDataType() instanceof FloatingPoint type && type.getSize() == Short.BYTES &&
			!isBfloat16();
	}

	private boolean isBfloat16() {
		return file.text(path, "dtype").filter("bfloat16"::equals).isPresent();
	}

	private Object inPieces() {
		if (dataset.getSizeInBytes() > MOST_IN_PIECES) throw GraphErrors.of("The weights '" + path +
			"' are compressed, and too many for that; save the network by Keras itself.");
		return dataset.getDataFlat();
	}

	private ByteBuffer floats(final Object numbers) {
		if (numbers instanceof double[] doubles) {
			final ByteBuffer floats = floats(doubles.length);
			for (final double number : doubles)
				floats.putFloat((float) number);
			return floats.flip();
		}
		if (!(numbers instanceof float[] all)) throw noFloats();
		final ByteBuffer floats = floats(all.length);
		for (final float number : all)
			floats.putFloat(number);
		return floats.flip();
	}

	private static ByteBuffer reversed(final ByteBuffer numbers) {
		final ByteBuffer floats = floats(numbers.remaining() / Float.BYTES);
		while (numbers.hasRemaining())
			floats.putFloat(numbers.getFloat());
		return floats.flip();
	}

	private static ByteBuffer fromDoubles(final ByteBuffer numbers) {
		final ByteBuffer floats = floats(numbers.remaining() / Double.BYTES);
		while (numbers.hasRemaining())
			floats.putFloat((float) numbers.getDouble());
		return floats.flip();
	}

	/** The first half of a float32. */
	private ByteBuffer bfloat16(final ByteBuffer numbers) {
		if (!isBfloat16() || dataset.getDataType().getSize() != Short.BYTES) throw noFloats();
		final ByteBuffer floats = floats(numbers.remaining() / Short.BYTES);
		numbers.order(ByteOrder.LITTLE_ENDIAN);
		while (numbers.hasRemaining())
			floats.putInt(numbers.getShort() << Short.SIZE);
		return floats.flip();
	}

	private static ByteBuffer floats(final int count) {
		return ByteBuffer.allocate(Math.multiplyExact(count, Float.BYTES))
			.order(ByteOrder.LITTLE_ENDIAN);
	}

	private RuntimeException noFloats() {
		return GraphErrors.of("The weights '" + path +
			"' are no floating-point numbers, so the network " + "is quantized; save it before it is.");
	}
}
