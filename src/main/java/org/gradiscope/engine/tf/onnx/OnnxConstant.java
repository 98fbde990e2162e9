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

package org.gradiscope.engine.tf.onnx;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.LongStream;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

import org.gradiscope.engine.tf.freeze.WeightSource;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/**
 * A tensor that does not depend on the image: a weight, or what follows from weights and shapes alone.
 *
 * @param type that of TensorFlow; numbers with a fraction are float32
 * @param numbers little-endian, row by row, of any type
 * @param written the type that the file has it in; 0 if it was computed
 */
record OnnxConstant(DataType type, List<Long> shape, WeightSource numbers, int written) {

	OnnxConstant {
		shape = List.copyOf(shape);
	}

	OnnxConstant(final DataType type, final List<Long> shape, final WeightSource numbers) {
		this(type, shape, numbers, 0);
	}

	static OnnxConstant of(final DataType type, final List<Long> shape, final byte[] bytes) {
		return new OnnxConstant(type, shape, () -> new ByteArrayInputStream(bytes));
	}

	/** A list of int64. */
	static OnnxConstant of(final List<Long> values) {
		final ByteBuffer bytes = littleEndian(Long.BYTES * values.size());
		values.forEach(bytes::putLong);
		return of(DataType.DT_INT64, List.of((long) values.size()), bytes.array());
	}

	/** A list of float32. */
	static OnnxConstant ofFloats(final List<Float> values) {
		final ByteBuffer bytes = littleEndian(Float.BYTES * values.size());
		values.forEach(bytes::putFloat);
		return of(DataType.DT_FLOAT, List.of((long) values.size()), bytes.array());
	}

	/** A single number of double precision. */
	static OnnxConstant ofDouble(final double value) {
		return of(DataType.DT_DOUBLE, List.of(), littleEndian(Double.BYTES).putDouble(value).array());
	}

	long elements() {
		return shape.stream().reduce(1L, (a, b) -> a * b);
	}

	ByteString bytes() {
		final long expected = elements() * TensorProtos.width(type);
		try (InputStream in = numbers.open()) {
			final byte[] bytes = in.readNBytes(Math.toIntExact(expected));
			if (bytes.length != expected || in.read() >= 0)
				throw new IOException("its numbers do not fit its shape");
			return UnsafeByteOperations.unsafeWrap(bytes);
		}
		catch (final IOException e) {
			throw GraphErrors.of("The weights of the network could not be read; copy or export it again",
				e);
		}
	}

	TensorProto proto() {
		return TensorProto.newBuilder().setDtype(type).setTensorShape(TensorProtos.shape(shape))
			.setTensorContent(bytes()).build();
	}

	/** All numbers. */
	double[] values() {
		return TensorProtos.numbers(proto()).orElseThrow();
	}

	/** A list of int64 as one of another type of whole numbers. */
	OnnxConstant as(final DataType other) {
		if (other == type) return this;
		final double[] values = values();
		final ByteBuffer bytes = littleEndian(Integer.BYTES * values.length);
		for (final double value : values)
			bytes.putInt((int) value);
		return of(DataType.DT_INT32, shape, bytes.array());
	}

	/** The same numbers with other axes. */
	OnnxConstant reshaped(final List<Long> other) {
		return new OnnxConstant(type, other, numbers, written);
	}

	/** With its axes in another order, made when it is read. */
	OnnxConstant transposed(final int[] permutation) {
		final List<Long> turned = LongStream.of(shapeOf(permutation)).boxed().toList();
		return new OnnxConstant(type, turned,
			() -> new ByteArrayInputStream(transposed(bytes(), permutation)), written);
	}

	private long[] shapeOf(final int[] permutation) {
		final long[] turned = new long[permutation.length];
		for (int i = 0; i < turned.length; i++)
			turned[i] = shape.get(permutation[i]);
		return turned;
	}

	/** Along the last of the new axes the numbers stand a fixed step apart. */
	private byte[] transposed(final ByteString content, final int[] permutation) {
		final int width = TensorProtos.width(type);
		final ByteBuffer from = content.asReadOnlyByteBuffer();
		final byte[] to = new byte[content.size()];
		final long[] turned = shapeOf(permutation);
		final int[] steps = new int[turned.length];
		for (int i = 0; i < steps.length; i++)
			steps[i] = width *
				(int) shape.stream().skip(permutation[i] + 1L).reduce(1L, (a, b) -> a * b).longValue();
		final int[] index = new int[turned.length];
		int start = 0;
		for (int place = 0; place < to.length; place += width) {
			from.get(start, to, place, width);
			for (int axis = turned.length - 1; axis >= 0; axis--) {
				start += steps[axis];
				if (++index[axis] < turned[axis]) break;
				start -= steps[axis] * index[axis];
				index[axis] = 0;
			}
		}
		return to;
	}

	private static ByteBuffer littleEndian(final int bytes) {
		return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
	}
}
