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

package org.gradiscope.engine.tf.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Shapes and numbers of tensors as graphs hold them: little-endian content, or a list in which the last
 * number stands for all that are left out. Numbers are row by row.
 */
public final class TensorProtos {

	/** Bytes of an element; other types have no raw content. */
	private static final Map<DataType, Integer> WIDTHS =
		Map.ofEntries(Map.entry(DataType.DT_FLOAT, 4), Map.entry(DataType.DT_DOUBLE, 8),
			Map.entry(DataType.DT_HALF, 2), Map.entry(DataType.DT_BFLOAT16, 2),
			Map.entry(DataType.DT_INT8, 1), Map.entry(DataType.DT_UINT8, 1),
			Map.entry(DataType.DT_INT16, 2), Map.entry(DataType.DT_UINT16, 2),
			Map.entry(DataType.DT_INT32, 4), Map.entry(DataType.DT_UINT32, 4),
			Map.entry(DataType.DT_INT64, 8), Map.entry(DataType.DT_UINT64, 8),
			Map.entry(DataType.DT_BOOL, 1), Map.entry(DataType.DT_COMPLEX64, 8),
			Map.entry(DataType.DT_COMPLEX128, 16), Map.entry(DataType.DT_QINT8, 1),
			Map.entry(DataType.DT_QUINT8, 1), Map.entry(DataType.DT_QINT16, 2),
			Map.entry(DataType.DT_QUINT16, 2), Map.entry(DataType.DT_QINT32, 4));

	private TensorProtos() {}

	/** Bytes of an element; 0 for what is no number. */
	public static int width(final DataType type) {
		return WIDTHS.getOrDefault(type, 0);
	}

	/** @param shape -1 for each axis that is free */
	public static TensorShapeProto shape(final List<Long> shape) {
		final TensorShapeProto.Builder proto = TensorShapeProto.newBuilder();
		for (final long size : shape)
			proto.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
		return proto.build();
	}

	public static List<Long> shape(final TensorShapeProto shape) {
		return shape.getDimList().stream().map(TensorShapeProto.Dim::getSize).toList();
	}

	/** The number of elements. */
	public static long elements(final TensorProto tensor) {
		return tensor.getTensorShape().getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize)
			.reduce(1, (a, b) -> a * b);
	}

	/** Numbers as the content of a tensor of float32. */
	public static ByteString content(final float[] values) {
		final ByteBuffer bytes =
			ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
		bytes.asFloatBuffer().put(values);
		return UnsafeByteOperations.unsafeWrap(bytes);
	}

	/** All numbers of a tensor of float32. */
	public static float[] floats(final TensorProto tensor) {
		final ByteBuffer bytes = content(tensor);
		final int raw = bytes.remaining() / Float.BYTES;
		final float[] values = new float[Math.toIntExact(elements(tensor))];
		for (int i = 0; i < values.length; i++)
			values[i] =
				i < raw ? bytes.getFloat(Float.BYTES * i) : raw == 0 && i < tensor.getFloatValCount()
					? tensor.getFloatVal(i) : i > 0 ? values[i - 1] : 0;
		return values;
	}

	/** All numbers of a tensor of a type of real numbers, truths as 1 and 0; none of another. */
	public static Optional<double[]> numbers(final TensorProto tensor) {
		return Written.of(tensor).map(written -> {
			final double[] values = new double[Math.toIntExact(elements(tensor))];
			for (int i = 0; i < values.length; i++)
				values[i] =
					i < written.raw ? written.content.applyAsDouble(i) : written.raw == 0 && i < written.count
						? written.list.applyAsDouble(i) : i > 0 ? values[i - 1] : 0;
			return values;
		});
	}

	/**
	 * The same numbers in float32, as many as are written. One that is too large for it becomes the
	 * largest that it has, and one that is too small the smallest, but never 0: what was divided by it
	 * stays finite.
	 *
	 * @param tensor of real numbers
	 */
	public static TensorProto inFloat32(final TensorProto tensor) {
		final Written written = Written.of(tensor).orElseThrow();
		final TensorProto.Builder floats =
			TensorProto.newBuilder().setDtype(DataType.DT_FLOAT).setTensorShape(tensor.getTensorShape());
		if (written.raw == 0) for (int i = 0; i < written.count; i++)
			floats.addFloatVal(nearest(written.list.applyAsDouble(i)));
		else {
			final ByteBuffer bytes =
				ByteBuffer.allocate(Float.BYTES * written.raw).order(ByteOrder.LITTLE_ENDIAN);
			for (int i = 0; i < written.raw; i++)
				bytes.putFloat(nearest(written.content.applyAsDouble(i)));
			floats.setTensorContent(UnsafeByteOperations.unsafeWrap(bytes.flip()));
		}
		return floats.build();
	}

	private static float nearest(final double number) {
		if (number == 0 || !Double.isFinite(number)) return (float) number;
		final double size = Math.min(Float.MAX_VALUE, Math.max(Float.MIN_NORMAL, Math.abs(number)));
		return (float) Math.copySign(size, number);
	}

	/**
	 * The numbers that a tensor has, before the last of them is repeated.
	 *
	 * @param raw how many are in its content
	 * @param content the one at a place there
	 * @param count how many are in its list, which counts only without content
	 * @param list the one at a place there
	 */
	private record Written(int raw, IntToDoubleFunction content, int count,
		IntToDoubleFunction list) {

		static Optional<Written> of(final TensorProto tensor) {
			final ByteBuffer bytes = TensorProtos.content(tensor);
			return Optional.ofNullable(switch (tensor.getDtype()) {
				case DT_FLOAT -> of(tensor, i -> bytes.getFloat(Float.BYTES * i), tensor.getFloatValCount(),
					tensor::getFloatVal);
				case DT_DOUBLE -> of(tensor, i -> bytes.getDouble(Double.BYTES * i),
					tensor.getDoubleValCount(), tensor::getDoubleVal);
				case DT_HALF -> of(tensor, i -> half(bytes.getShort(Short.BYTES * i)),
					tensor.getHalfValCount(), i -> half(tensor.getHalfVal(i)));
				case DT_BFLOAT16 -> of(tensor, i -> bfloat(bytes.getShort(Short.BYTES * i)),
					tensor.getHalfValCount(), i -> bfloat(tensor.getHalfVal(i)));
				case DT_INT64 -> of(tensor, i -> bytes.getLong(Long.BYTES * i), tensor.getInt64ValCount(),
					tensor::getInt64Val);
				case DT_UINT32 -> of(tensor, i -> Integer.toUnsignedLong(bytes.getInt(Integer.BYTES * i)),
					tensor.getUint32ValCount(), i -> Integer.toUnsignedLong(tensor.getUint32Val(i)));
				case DT_BOOL ->
					of(tensor, bytes::get, tensor.getBoolValCount(), i -> tensor.getBoolVal(i) ? 1 : 0);
				case DT_INT32, DT_QINT32 -> integers(tensor, i -> bytes.getInt(Integer.BYTES * i));
				case DT_INT16, DT_QINT16 -> integers(tensor, i -> bytes.getShort(Short.BYTES * i));
				case DT_UINT16, DT_QUINT16 ->
					integers(tensor, i -> Short.toUnsignedInt(bytes.getShort(Short.BYTES * i)));
				case DT_INT8, DT_QINT8 -> integers(tensor, bytes::get);
				case DT_UINT8, DT_QUINT8 -> integers(tensor, i -> Byte.toUnsignedInt(bytes.get(i)));
				default -> null;
			});
		}

		private static Written integers(final TensorProto tensor, final IntToDoubleFunction content) {
			return of(tensor, content, tensor.getIntValCount(), tensor::getIntVal);
		}

		private static Written of(final TensorProto tensor, final IntToDoubleFunction content,
			final int count, final IntToDoubleFunction list) {
			return new Written(tensor.getTensorContent().size() / width(tensor.getDtype()), content,
				count, list);
		}

		/** 1 bit for the sign, 5 for the exponent, 10 for the fraction (IEEE 754). */
		private static double half(final int bits) {
			final int exponent = bits >> 10 & 0x1f;
			final int fraction = bits & 0x3ff;
			final double size = exponent == 0 ? Math.scalb((double) fraction, -24)
				: exponent < 0x1f ? Math.scalb(1024d + fraction, exponent - 25)
					: fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
			return (bits & 0x8000) == 0 ? size : -size;
		}

		/** The upper half of a float32. */
		private static double bfloat(final int bits) {
			return Float.intBitsToFloat(bits << 16);
		}
	}

	/** A slice, for content may stand anywhere in the bytes of a file. */
	private static ByteBuffer content(final TensorProto tensor) {
		return tensor.getTensorContent().asReadOnlyByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
	}
}
